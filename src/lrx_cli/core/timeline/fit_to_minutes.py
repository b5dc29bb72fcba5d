"""A plan that fits into the minutes there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.health.policy import ANYTHING, Allowance
from lrx_cli.core.planning.plan import (
    Candidate,
    Candidates,
    Plan,
    arrange,
    by_priority,
    find_candidates,
    first_of_each_family,
)
from lrx_cli.core.timeline.compile import Bodies, playing_time

MINUTE: Ms = 60_000
NO_TIME = "there is no time for it today"


def fit_to_minutes(
    catalog: Catalog,
    choice: Choice,
    times_played: Mapping[str, int] | None = None,
    allowed: Allowance = ANYTHING,
) -> Plan:
    """As ``plan``, and never longer than ``choice.minutes`` of playing time; empty, with the least that
    fits in a note, where that is too little.

    Breadth before depth. One movement of each kind does more than many of one, so the first exercise of
    every family comes first, each at its gentle dose: the longest row of them, in order of priority, that
    fits. Then those are raised to the person's level, then the families' further members are added, then
    raised too. A longer budget so never loses a family that a shorter one had.
    """
    found = find_candidates(catalog, choice, times_played, allowed)
    whole = arrange(found, [candidate.at(candidate.level) for candidate in found.playable])
    if choice.minutes is None or not found.playable:
        return whole
    bodies: Bodies = {}
    room = int(choice.minutes * MINUTE)
    if playing_time(whole, bodies) <= room:
        return whole
    return _Fitting(found, room, bodies).plan()


class _Fitting:
    """The levels chosen so far, by exercise; what is not in it is not played."""

    def __init__(self, found: Candidates, room: Ms, bodies: Bodies) -> None:
        self._found = found
        self._room = room
        self._bodies = bodies
        self._chosen: dict[str, Level] = {}

    def plan(self) -> Plan:
        ranked = by_priority(self._found)
        firsts = first_of_each_family(ranked)
        for candidate in firsts:
            if not self._take(candidate, "gentle"):
                break
        if not self._chosen:
            return self._too_little(firsts[0])
        self._raise([candidate for candidate in firsts if candidate.exercise.id in self._chosen])
        if all(candidate.exercise.id in self._chosen for candidate in firsts):
            for candidate in ranked:
                if candidate.exercise.id not in self._chosen:
                    self._take(candidate, "gentle")
        self._raise([candidate for candidate in ranked if candidate.exercise.id in self._chosen])
        return self._arranged(self._chosen)

    def _take(self, candidate: Candidate, level: Level) -> bool:
        """Add it at that level, or raise it to that; unless it gets too long."""
        tried = {**self._chosen, candidate.exercise.id: level}
        if playing_time(self._arranged(tried), self._bodies) > self._room:
            return False
        self._chosen = tried
        return True

    def _raise(self, taken: Sequence[Candidate]) -> None:
        for level in LEVELS[1:]:
            for candidate in taken:
                if LEVELS.index(level) <= LEVELS.index(candidate.level):
                    self._take(candidate, level)

    def _arranged(self, chosen: Mapping[str, Level]) -> Plan:
        playable = self._found.playable
        return arrange(
            self._found,
            [p.at(chosen[p.exercise.id]) for p in playable if p.exercise.id in chosen],
            [(p.exercise.id, NO_TIME) for p in playable if p.exercise.id not in chosen],
            self._lowered(chosen),
        )

    def _lowered(self, chosen: Mapping[str, Level]) -> list[str]:
        """What is played at less than its own level, in one sentence a level."""
        names: dict[Level, list[str]] = {}
        for candidate in self._found.playable:
            level = chosen.get(candidate.exercise.id, candidate.level)
            if level != candidate.level:
                names.setdefault(level, []).append(candidate.exercise.name)
        return [
            f"At the {level} dose, to fit the time: {', '.join(listed)}." for level, listed in names.items()
        ]

    def _too_little(self, first: Candidate) -> Plan:
        alone = playing_time(self._arranged({first.exercise.id: "gentle"}), self._bodies)
        minutes = -(-alone // (MINUTE // 2)) / 2
        note = f"The least that fits is {minutes:g} minutes: {first.exercise.name} alone, at the gentle dose."
        return arrange(self._found, [], [(one.exercise.id, NO_TIME) for one in self._found.playable], [note])
