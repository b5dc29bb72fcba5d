"""A guided player for ten low back mobility exercises."""

__version__ = "0.1.0"
