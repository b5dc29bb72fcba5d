"""Whole transcripts, to be read in a review. ``LRX_GOLDEN=write`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

_HERE = Path(__file__).parent


def golden(name: str, text: str) -> str:
    """What the file says, for ``assert text == golden(name, text)``."""
    file = _HERE / name
    if os.environ.get("LRX_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    return file.read_text(encoding="utf-8")
