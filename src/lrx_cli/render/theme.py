"""The colors of the live screen, by how many a terminal has.

Nobody asks a terminal what is behind its letters, so every color is halfway: it stands out from black
and from white by 4.5 to 1, which no yellow does. Where there are only 16, people have chosen them
themselves, and only red and magenta are readable on both; the rest stays as ordinary text is.
A color never says anything that a word does not say too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Depth = Literal["none", "16", "256", "true"]
Phase = Literal["prepare", "move", "hold", "return", "switch", "rest", "paused", "hurt", "done"]
Style = Phase | Literal["text", "strong", "aside", "track", "notice"]

TRUE: Mapping[Phase, int] = {
    "prepare": 0x097DAC,
    "move": 0xAC6500,
    "hold": 0x3A71DB,
    "return": 0x9C6C31,
    "switch": 0xA150D1,
    "rest": 0x198739,
    "paused": 0x767676,
    "hurt": 0xE52121,
    "done": 0x198739,
}
"""0xRRGGBB, each of a luminance of 0.18."""
XTERM256: Mapping[Phase, int] = {
    "prepare": 31,
    "move": 130,
    "hold": 63,
    "return": 130,
    "switch": 133,
    "rest": 28,
    "paused": 243,
    "hurt": 196,
    "done": 28,
}
"""Numbers of the 256 colors; none below 16, since people change those."""
ANSI16: Mapping[Phase, int] = {"switch": 35, "hurt": 31}
_PHASES: tuple[Phase, ...] = tuple(TRUE)
_GRAY: Phase = "paused"

Palette = Mapping[Style, str]
"""By style, the parameters of SGR; empty: as the terminal writes anyway."""


def palette(depth: Depth) -> Palette:
    styles: dict[Style, str] = {phase: _color(depth, phase) for phase in _PHASES}
    gray = styles[_GRAY]
    styles["text"] = ""
    styles["strong"] = "1"
    styles["aside"] = gray
    styles["track"] = gray
    styles["notice"] = "1;7"
    return styles


def _color(depth: Depth, phase: Phase) -> str:
    if depth == "true":
        color = TRUE[phase]
        return f"38;2;{color >> 16};{color >> 8 & 255};{color & 255}"
    if depth == "256":
        return f"38;5;{XTERM256[phase]}"
    if depth == "16" and phase in ANSI16:
        return str(ANSI16[phase])
    return ""


def depth_of(environment: Mapping[str, str]) -> Depth:
    """How many colors a terminal says it has, where colors are wanted at all."""
    if environment.get("COLORTERM", "") in ("truecolor", "24bit") or environment.get("WT_SESSION"):
        return "true"
    term = environment.get("TERM", "")
    if "direct" in term:
        return "true"
    return "256" if "256" in term else "16"
