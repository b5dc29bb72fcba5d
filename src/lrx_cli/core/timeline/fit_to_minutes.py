"""Fitting a session into the time there is: breadth before depth, and never over.

One movement of each kind does more than many of one, so the first exercise of every family comes
first, each at its gentle dose: the longest row of them, in order of priority, that fits. Then those
are raised to the person's level, then the families' further members are added, then raised too.
A longer budget so never loses a family that a shorter one had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lrx_cli.core.catalog.exercise import LEVELS, Catalog, Level, Ms
from lrx_cli.core.health.profile import NOBODY, Person, Preference
from lrx_cli.core.planning.plan import Choice, Plan, Prospect, Prospects, arranged, prospects
from lrx_cli.core.timeline.compile import Bodies, playing_time

MINUTE: Ms = 60_000
NO_TIME = "there is no time for it today"

PRIORITY: dict[Preference, tuple[str, ...]] = {
    "unsure": (
        "lower-trunk-rotation",
        "lower-body-nerve-glide",
        "seal-stretch",
        "cat-cow",
        "figure-four-stretch",
        "standing-back-extension",
        "seated-pelvic-tilt",
        "open-book-rotation",
        "seated-knee-extension",
        "back-rotation-stretch",
    ),
    "extension": (
        "seal-stretch",
        "lower-body-nerve-glide",
        "lower-trunk-rotation",
        "cat-cow",
        "figure-four-stretch",
        "standing-back-extension",
        "seated-pelvic-tilt",
        "open-book-rotation",
        "seated-knee-extension",
        "back-rotation-stretch",
    ),
    "flexion": (
        "lower-trunk-rotation",
        "lower-body-nerve-glide",
        "seated-pelvic-tilt",
        "figure-four-stretch",
        "cat-cow",
        "open-book-rotation",
        "seated-knee-extension",
        "back-rotation-stretch",
        "seal-stretch",
        "standing-back-extension",
    ),
}
"""Our own order, by what eases it. Who is eased by bending forward keeps backward bends for last."""


def within(
    catalog: Catalog,
    choice: Choice,
    times_played: Mapping[str, int] | None = None,
    person: Person = NOBODY,
) -> Plan:
    """As ``plan``, and never longer than ``choice.minutes`` of playing time; empty, with the least that
    fits in a note, where that is too little."""
    found = prospects(catalog, choice, times_played, person)
    whole = arranged(found, [prospect.at(prospect.level) for prospect in found.able])
    if choice.minutes is None or not found.able:
        return whole
    bodies: Bodies = {}
    room = int(choice.minutes * MINUTE)
    if playing_time(whole, bodies) <= room:
        return whole
    return _Fitting(found, room, bodies).plan()


class _Fitting:
    """The levels chosen so far, by exercise; what is not in it is not played."""

    def __init__(self, found: Prospects, room: Ms, bodies: Bodies) -> None:
        self._found = found
        self._room = room
        self._bodies = bodies
        self._chosen: dict[str, Level] = {}

    def plan(self) -> Plan:
        ranked = _by_priority(self._found)
        firsts = _first_of_each_family(ranked)
        for prospect in firsts:
            if not self._take(prospect, "gentle"):
                break
        if not self._chosen:
            return self._too_little(firsts[0])
        self._raise([prospect for prospect in firsts if prospect.exercise.id in self._chosen])
        if all(prospect.exercise.id in self._chosen for prospect in firsts):
            for prospect in ranked:
                if prospect.exercise.id not in self._chosen:
                    self._take(prospect, "gentle")
        self._raise([prospect for prospect in ranked if prospect.exercise.id in self._chosen])
        return self._arranged(self._chosen)

    def _take(self, prospect: Prospect, level: Level) -> bool:
        """Add it at that level, or raise it to that; unless it gets too long."""
        tried = {**self._chosen, prospect.exercise.id: level}
        if playing_time(self._arranged(tried), self._bodies) > self._room:
            return False
        self._chosen = tried
        return True

    def _raise(self, taken: Sequence[Prospect]) -> None:
        for level in LEVELS[1:]:
            for prospect in taken:
                if LEVELS.index(level) <= LEVELS.index(prospect.level):
                    self._take(prospect, level)

    def _arranged(self, chosen: Mapping[str, Level]) -> Plan:
        able = self._found.able
        return arranged(
            self._found,
            [p.at(chosen[p.exercise.id]) for p in able if p.exercise.id in chosen],
            [(p.exercise.id, NO_TIME) for p in able if p.exercise.id not in chosen],
            self._lowered(chosen),
        )

    def _lowered(self, chosen: Mapping[str, Level]) -> list[str]:
        """What is played at less than its own level, in one sentence a level."""
        names: dict[Level, list[str]] = {}
        for prospect in self._found.able:
            level = chosen.get(prospect.exercise.id, prospect.level)
            if level != prospect.level:
                names.setdefault(level, []).append(prospect.exercise.name)
        return [
            f"At the {level} dose, to fit the time: {', '.join(listed)}." for level, listed in names.items()
        ]

    def _too_little(self, first: Prospect) -> Plan:
        alone = playing_time(self._arranged({first.exercise.id: "gentle"}), self._bodies)
        minutes = -(-alone // (MINUTE // 2)) / 2
        nothing = self._arranged({})
        note = f"The least that fits is {minutes:g} minutes: {first.exercise.name} alone, at the gentle dose."
        return arranged(self._found, [], nothing.left_out[len(self._found.left_out) :], [note])


def _by_priority(found: Prospects) -> list[Prospect]:
    """Exercises that were named, and routines with an order of their own, have their priorities in it;
    one's own exercises come after the catalog's."""
    able = list(found.able)
    if found.choice.named or found.choice.routine.ordered:
        return able
    ranks = {id: place for place, id in enumerate(PRIORITY[found.person.preference])}
    return sorted(able, key=lambda prospect: ranks.get(prospect.exercise.id, len(ranks)))


def _first_of_each_family(ranked: Sequence[Prospect]) -> list[Prospect]:
    firsts: dict[str, Prospect] = {}
    for prospect in ranked:
        firsts.setdefault(prospect.exercise.family, prospect)
    return list(firsts.values())
