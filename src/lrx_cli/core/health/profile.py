"""Who plays today, as far as the plan is concerned: what was said, and what earlier sessions left behind.

Nothing here says what somebody has. It is what they ticked, answered and rated, and it only ever makes
a plan smaller; a choice that was typed counts more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lrx_cli.core.catalog.words import Flag
from lrx_cli.core.catalog.words import Preference as Preference


class Person(NamedTuple):
    flags: frozenset[Flag] = frozenset()
    cleared: frozenset[Flag] = frozenset()
    """The flags for which a professional has said that exercises are fine."""
    preference: Preference = "unsure"
    reds: frozenset[str] = frozenset()
    """Exercises that made it worse less than two days ago."""
    ambers: frozenset[str] = frozenset()
    """Exercises to be played smaller today."""
    touchy: bool = False
    """The last session was amber, so not two nerve exercises at full dose."""
    reps: Mapping[str, int] = {}
    """Repetitions of one's own, fewer than the level's, by exercise: on the way down, or up again."""


NOBODY = Person()
"""Nothing is known: everything is as the catalog and the choice have it."""
