"""Recorded sessions: what was played, resuming, progress."""
