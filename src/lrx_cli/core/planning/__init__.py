"""What is played today."""
