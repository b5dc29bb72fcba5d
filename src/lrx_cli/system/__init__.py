"""What asks the operating system: clock, keyboard, signals, windows, audio players, speech engines."""
