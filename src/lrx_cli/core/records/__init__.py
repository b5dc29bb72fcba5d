"""Recorded sessions: resuming, progress, reminders."""
