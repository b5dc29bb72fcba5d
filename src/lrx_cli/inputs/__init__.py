"""Where time and keys come from: the only floor that asks the system for either."""
