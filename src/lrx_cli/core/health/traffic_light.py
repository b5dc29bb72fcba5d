"""The color of a session: what the ratings before and after it say about the next one.

A clinic's rule of thumb, not a test (``safety.colors_note``). Where the symptom is counts more than how
strong it is: less pain further down the leg is worse, a back that aches more while the leg lets go is not.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.words import Light

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


NOISE = 2
"""Points of pain: the smallest change beyond the noise of measuring (T2). A smaller one is never red."""
MUCH_BACK = 6
"""Back pain from which a real rise is red (N9)."""


def color(start: Ratings, now: Ratings, new: NewSign | None = None) -> Light | None:
    """The color, from the ratings before and after; ``None``: too little was said.

    One answer is enough for red or amber. Green needs the leg, how far down it goes, and what is new:
    otherwise too little was asked. A weaker leg is also a warning sign; the caller says so.
    """
    leg, back, far = (_change(was, is_) for was, is_ in zip(start, now, strict=True))
    if new in ("lasting", "weak"):
        return "red"
    if far is not None and far > 0 and (now.far or 0) >= BUTTOCK:
        return "red"  # further down, however strong it is
    if leg is not None and leg >= NOISE:
        return "red"
    nearer = (far is not None and far < 0) or (leg is not None and leg <= -NOISE)
    if back is not None and back >= NOISE and (now.back or 0) >= MUCH_BACK:
        return "amber" if nearer else "red"  # the back may ache more while the leg lets go
    worse = [change for change in (leg, back) if change is not None and change > 0]
    if new == "brief" or (worse and not nearer and (max(worse) >= NOISE or _much(now))):
        return "amber"
    known = None not in (leg, far, new)
    return "green" if known else None


def _much(now: Ratings) -> bool:
    return max(now.leg or 0, now.back or 0) >= 4


def _change(was: int | None, now: int | None) -> int | None:
    return None if was is None or now is None else now - was


def worse_of(colors: Iterable[Light | None]) -> Light | None:
    """The worst of them; ``None`` where there is none."""
    worst: tuple[Light, ...] = ("red", "amber", "green")
    found = set(colors)
    return next((light for light in worst if light in found), None)


LIGHTS: Mapping[str, Light] = {"spread": "red", "warning": "red", "strong": "amber"}
"""By the answer to what hurt: further down the leg is red, too strong is amber. Skipping an
exercise, ending and a mispress have no color."""


def marked(reported: Iterable[tuple[str, str]]) -> dict[str, Light]:
    """The exercises that were reported to hurt, from what was reported while they played, in order."""
    found: dict[str, Light] = {}
    exercise = None
    for what, value in reported:
        if what == "hurt":
            exercise = value
        elif what == "answer" and exercise is not None:
            light = LIGHTS.get(value)
            if light is not None and found.get(exercise) != "red":
                found[exercise] = light
            exercise = None
    return found
