"""What follows what in a timeline, as tables, for a player that is not written in Python: the phone page.

The tables are asked of the route, segment by segment, so that such a player knows no rule of its own. A
segment may be played in another form: for the other side, after a hold that was left out, or said although
its tone would do. Such forms stand behind the timeline's segments, and tables lead to them.
"""

from collections.abc import Callable
from typing import NamedTuple

from lrx_cli.core.player.overlay import after_hold, mirrored, spoken
from lrx_cli.core.player.pain import related
from lrx_cli.core.player.route import Part, Route, halved
from lrx_cli.core.timeline.timeline import Segment, Timeline

NONE = -1
"""In a table: there is no such segment."""


class Ways(NamedTuple):
    """Tables by the index of a segment; :data:`NONE` where there is none. Forms have entries too."""

    segments: tuple[Segment, ...]
    """The timeline's, then the forms, which keep the index of the segment that they are a form of."""
    parts: tuple[Part, ...]
    then: tuple[int, ...]
    """What follows in the same block; where the block is over, the next one's approach does."""
    again: tuple[int, ...]
    """Where to begin again."""
    before: tuple[int, ...]
    """The repetition before this one."""
    ahead: tuple[int, ...]
    """The repetition that is being done or comes next."""
    back: tuple[int, ...]
    """The return of a movement or a hold."""
    easier: tuple[int, ...]
    """The same repetition in the easier form, for the first segment of one."""
    other: tuple[int, ...]
    """The same for the other side, of what is stored for one side and may lead to either."""
    unheld: tuple[int, ...]
    """A return where the hold before it was left out."""
    said: tuple[int, ...]
    """A return that comes unexpectedly, and is said."""
    related: tuple[tuple[int, ...], ...]
    """By block: what is left out with it after pain that went further down the leg."""
    halved: tuple[tuple[int, ...], ...]
    """``halved[reps][rep]``: the last repetition, once those from ``rep`` on are halved."""


def ways(timeline: Timeline) -> Ways:
    """The tables of a timeline."""
    route = Route(timeline, {})
    segments = list(timeline.segments)
    other: dict[int, int] = {}
    unheld: dict[int, int] = {}
    said: dict[int, int] = {}

    def add(forms: dict[int, int], index: int, form: Segment) -> None:
        forms[index] = len(segments)
        segments.append(form)

    for index, segment in enumerate(timeline.segments):
        if segment.side and route.part(index) in ("approach", "setup", "entry", "way_out"):
            add(other, index, mirrored(segment))
        if segment.kind == "return" and route.in_exercise(index):
            if timeline.segments[index - 1].kind == "hold":
                add(unheld, index, after_hold(segment, None))
            for form in (index, unheld.get(index)):
                if form is not None:
                    add(said, form, spoken(segments[form]))

    def table(find: Callable[[Route, int], int | None]) -> tuple[int, ...]:
        found = (find(route, segment.index) for segment in segments)
        return tuple(NONE if index is None else index for index in found)

    def by_index(forms: dict[int, int]) -> tuple[int, ...]:
        return tuple(forms.get(index, NONE) for index in range(len(segments)))

    most = max((block.dose.reps for block in timeline.blocks), default=0)
    return Ways(
        tuple(segments),
        tuple(route.part(segment.index) for segment in segments),
        then=table(_then),
        again=table(Route.restart),
        before=table(Route.repetition_before),
        ahead=table(Route.repetition_at),
        back=table(Route.way_back),
        easier=table(_easier),
        other=by_index(other),
        unheld=by_index(unheld),
        said=by_index(said),
        related=tuple(related(timeline, number) for number in range(len(timeline.blocks))),
        halved=tuple(
            tuple(halved(reps, rep) if rep else 0 for rep in range(reps + 1)) for reps in range(most + 1)
        ),
    )


def _then(route: Route, index: int) -> int | None:
    if route.part(index) == "entry":  # the easier form begins at one of many places
        return None
    following = route.after(index)
    if following is None or route.part(following) == "finish":
        return None
    return following if route.segments[following].block == route.segments[index].block else None


def _easier(route: Route, index: int) -> int | None:
    block = route.timeline.blocks[route.segments[index].block]
    begins = route.part(index) == "body" and route.repetition_ahead(index) == index
    return route.in_easier_form(index) if begins and block.easier != block.body else None
