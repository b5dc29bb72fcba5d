"""The player: told the time and commands, it returns events."""
