"""The titles of the panels that help is set in."""

from __future__ import annotations

LOOK = "Exercises and sessions"
OWN = "Your own"
PAPER = "On paper and on the phone"
RECORD = "How it goes"
HERE = "This program"
"""The panels of commands in the help of the program."""

WHAT = "What"
HOW_MUCH = "How much"
ORDER = "Order and sides"
SCREEN = "Screen and sound"
SAFETY = "Safety"
OUTPUT = "Output"
"""The panels of options in the help of a command, in this order."""
