"""The styles of everything a person looks at, named by what they mean.

Nobody knows what is behind the letters of a terminal, so every color is halfway: it stands out from black
and from white by at least 4.5 to 1 (WCAG 2, 1.4.3), which no yellow and no cyan does. Chips bring their own
background. Where there are only 16 colors, people have chosen them themselves, and only red and magenta can
be read on both; there the rest is bold or as the terminal writes anyway. A color never says anything that a
word does not say too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from rich.theme import Theme

Depth = Literal["none", "16", "256", "true"]
Phase = Literal["prepare", "move", "hold", "return", "switch", "rest", "paused", "hurt", "done"]

_COLORS: Final[Mapping[str, tuple[str, str, str]]] = {
    "blue": ("#097dac", "color(63)", ""),
    "indigo": ("#3a71db", "color(63)", ""),
    "green": ("#198739", "color(29)", ""),
    "amber": ("#ac6500", "", ""),
    "orange": ("#ac6500", "color(131)", ""),
    "brown": ("#9c6c31", "color(131)", ""),
    "purple": ("#a150d1", "color(98)", "magenta"),
    "red": ("#e52121", "color(131)", "red"),
    "alarm": ("#e52121", "color(163)", "red"),
    "gray": ("#767676", "color(243)", ""),
}
"""By name: as 24 bits, as one of the 256, and as one of the 16; empty: as the terminal writes. Only six of
the 256 keep the distance, the most alarming of them a pink; none is below 16, since people change those."""
_PLACES: Final[Mapping[Depth, int]] = {"true": 0, "256": 1, "16": 2}

PHASES: Final[dict[Phase, str]] = {
    "prepare": "blue",
    "move": "orange",
    "hold": "indigo",
    "return": "brown",
    "switch": "purple",
    "rest": "green",
    "paused": "gray",
    "hurt": "alarm",
    "done": "green",
}
_STYLES: Final[dict[str, str]] = {
    **{str(phase): color for phase, color in PHASES.items()},
    "title": "bold",
    "name": "bold",
    "position": "bold blue",
    "label": "blue",
    "command": "blue",
    "number": "bold blue",
    "aside": "gray",
    "border": "gray",
    "accent": "blue",
    "good": "green",
    "notice": "bold",
    "warn": "bold amber",
    "stop": "bold red",
    "key": "reverse",
    "track": "gray",
    "bar.complete": "blue",
    "bar.finished": "green",
    "bar.pulse": "blue",
    "bar.back": "gray",
}
_CHIPS: Final[Mapping[str, tuple[str, str, str]]] = {
    "side.left": ("bold #000000 on #e0b13a", "bold color(16) on color(179)", "black on yellow"),
    "side.right": ("bold #ffffff on #2560a8", "bold color(231) on color(25)", "white on blue"),
    "emergency": ("bold #ffffff on #b3151a", "bold color(231) on color(124)", "bold reverse"),
}
"""What has a background of its own."""
STYLE_NAMES: Final = (*_STYLES, *_CHIPS)


def theme(depth: Depth) -> Theme:
    """The styles for a terminal of so many colors."""
    place = _PLACES.get(depth)
    if place is None:
        return Theme(dict.fromkeys(STYLE_NAMES, ""))
    styles = {
        name: " ".join(_COLORS[word][place] if word in _COLORS else word for word in words.split())
        for name, words in _STYLES.items()
    }
    return Theme(styles | {name: chip[place] for name, chip in _CHIPS.items()})


def depth_of(environment: Mapping[str, str]) -> Depth:
    """How many colors a terminal says it has, where colors are wanted at all."""
    if environment.get("COLORTERM", "") in ("truecolor", "24bit") or environment.get("WT_SESSION"):
        return "true"
    term = environment.get("TERM", "")
    if "direct" in term:
        return "true"
    return "256" if "256" in term else "16"
