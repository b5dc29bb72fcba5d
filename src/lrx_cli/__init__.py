"""A guided player for ten low back mobility exercises."""

__version__ = "1.0.0"
