"""A guided player for ten low back exercises, for sciatica."""

__version__ = "1.0.0"
