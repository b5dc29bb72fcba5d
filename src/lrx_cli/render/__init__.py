"""What is looked at in a terminal: one page a file, set with rich."""
