"""Whole command lines, as in ``tests/commands``."""

from __future__ import annotations

from tests.commands.conftest import home, lrx

__all__ = ["home", "lrx"]
