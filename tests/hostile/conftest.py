"""Whole command lines, as in ``tests/cli``."""

from __future__ import annotations

from tests.cli.conftest import home, lrx

__all__ = ["home", "lrx"]
