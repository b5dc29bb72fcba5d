"""The largest pages for a phone: which exercises they are of, and how large they may be."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from lrx_cli import locations
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.interruptions import repertoire
from lrx_cli.core.timeline.compile import compile
from lrx_cli.storage.catalog import load_catalog, load_routines
from lrx_cli.storage.voice import VoicePack

FULL, THREE = 3_900_000, 1_400_000
"""Bytes, with everything explained: of the full routine, and of any three exercises."""

_LIKELY = 60
"""So many of 360 are looked at more closely: what leads from one to the next takes long to find out."""


def heaviest(few: int) -> list[tuple[Level, tuple[str, ...]]]:
    """Levels, and three exercises of which a page is largest: the ``few`` that have most to say."""
    found = [(level, three) for level in LEVELS for three in combinations(_exercises(), 3)]

    def apart(key: tuple[Level, tuple[str, ...]]) -> int:
        level, three = key
        return sum(map(len, set[bytes]().union(*(_clips(level, (one,)) for one in three))))

    def together(key: tuple[Level, tuple[str, ...]]) -> int:
        return sum(map(len, _clips(*key)))

    likely = sorted(found, key=apart, reverse=True)[:_LIKELY]
    return sorted(likely, key=together, reverse=True)[:few]


@cache
def _exercises() -> tuple[str, ...]:
    return tuple(exercise.id for exercise in load_catalog(locations.exercises_file()).exercises)


@cache
def _clips(level: Level, named: tuple[str, ...]) -> frozenset[bytes]:
    """All that a session of these exercises may say."""
    catalog = load_catalog(locations.exercises_file())
    routine = load_routines(locations.builtin_routines_file(), catalog)[0]
    choice = Choice(routine, named=named, level=level, teach="full")
    pack = VoicePack(locations.voice_folder())
    lines = repertoire(compile(plan(catalog, choice), attended=False))
    return frozenset(clip for line in lines for _, clip in pack.packed(line) or ())
