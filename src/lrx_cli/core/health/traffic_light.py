"""The color of a session: what the ratings before and after it say about the next one.

A clinic's rule of thumb, not a test (``safety.colors_note``). Where the symptom is counts more than how
strong it is: less pain further down the leg is worse, a back that aches more while the leg lets go is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.safety import Light

NewSign = Literal["none", "brief", "lasting", "weak"]
"""New tingling, numbness or weakness after the session: none, came and went, still there, a weaker leg."""
NEW_SIGNS: tuple[NewSign, ...] = ("none", "brief", "lasting", "weak")

FAR: tuple[str, ...] = ("nowhere", "low back", "buttock", "thigh", "calf", "foot")
"""How far down the furthest symptom is, from 0 to 5 (our own scale); 2 is buttock or hip, 4 calf or shin."""
BUTTOCK = 2
"""From here down it counts as spread. A new ache in the low back alone does not."""


class Ratings(NamedTuple):
    """What somebody said about now. ``None``: left out with Enter."""

    leg: int | None = None
    """0 none to 10, the worst imaginable."""
    back: int | None = None
    far: int | None = None
    """0 to 5, see :data:`FAR`."""

    @property
    def any(self) -> bool:
        return any(value is not None for value in self)


NOTHING = Ratings()


def color(start: Ratings, now: Ratings, new: NewSign | None = None) -> Light | None:
    """The color, from the ratings before and after; ``None``: nothing was said that it could be told from.

    What was left out is taken as unchanged, so one answer is enough. A weaker leg is also a warning sign;
    that is told by whoever asked.
    """
    leg, was_leg = _both(now.leg, start.leg)
    back, was_back = _both(now.back, start.back)
    far, was_far = _both(now.far, start.far)
    if not _told(start, now) and new in (None, "none"):
        return None
    if (far > was_far and far >= BUTTOCK) or new in ("lasting", "weak"):
        return "red"
    if leg - was_leg >= 2 or (leg >= 6 and leg > was_leg):
        return "red"
    if far < was_far and back < 7:
        return "green"  # it draws back toward the spine
    if back >= 6 and back > was_back:
        return "red"
    if max(leg, back) >= 4 and (leg > was_leg or back > was_back):
        return "amber"
    if back - was_back >= 2 or new == "brief":
        return "amber"
    return "green"


def worse_of(colors: Iterable[Light | None]) -> Light | None:
    """The worst of them; ``None`` where there is none."""
    worst: tuple[Light, ...] = ("red", "amber", "green")
    found = set(colors)
    return next((light for light in worst if light in found), None)


def _both(now: int | None, start: int | None) -> tuple[int, int]:
    """Comparable: what is known of one moment only counts as unchanged."""
    if now is None:
        now = start
    if start is None:
        start = now
    return (now or 0, start or 0)


def _told(start: Ratings, now: Ratings) -> bool:
    return any(a is not None and b is not None for a, b in zip(start, now, strict=True))


def marked(reported: Iterable[tuple[str, str]]) -> dict[str, Light]:
    """The exercises that were told to hurt, from what was reported while they played, in order: further down
    the leg is red, too strong is amber. Skipping one, ending and a mispress have no color."""
    found: dict[str, Light] = {}
    exercise = None
    for what, value in reported:
        if what == "hurt":
            exercise = value
        elif what == "answer" and exercise is not None:
            # A table of plain words; what it has are lights.
            light: Light | None = {"spread": "red", "warning": "red", "strong": "amber"}.get(value)  # type: ignore[assignment]
            if light is not None and found.get(exercise) != "red":
                found[exercise] = light
            exercise = None
    return found
