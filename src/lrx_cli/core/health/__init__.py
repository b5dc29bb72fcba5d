"""What a person says about their health, and what follows from it."""
