"""What keys change on a route. The same functions make a change and, from its event, make it again."""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Ms, Side, opposite
from lrx_cli.core.player.route import Place, Route

FEWER = 2
"""So many repetitions are taken off an exercise without holds when it is eased."""


def set_hold(route: Route, number: int, hold: Ms) -> None:
    route.change(number, hold=hold)


def swap_sides(route: Route, number: int) -> Side:
    """Gives the side that begins now."""
    swapped = not route.overlay(number).swapped
    route.change(number, swapped=swapped)
    first = route.timeline.blocks[number].first_side or "left"
    return opposite(first) if swapped else first


def take_some_off(route: Route, number: int, rep: int) -> None:
    """Two repetitions fewer, from ``rep`` on, where no hold could be made shorter."""
    if route.hold(number) is None:
        reps = _reps(route, number)
        route.change(number, reps=min(reps, max(rep, reps - FEWER)))


def make_easier(route: Route, number: int, repetition: Place) -> bool:
    """The easier form from that repetition on; ``False``: there is none, or it is being played."""
    block, overlay = route.timeline.blocks[number], route.overlay(number)
    if overlay.easier or block.easier == block.body:
        return False
    easier = route.in_easier_form(repetition)
    gentle = route.compiled_hold(block.easier)
    kept = None if overlay.hold is None or gentle is None else min(overlay.hold, gentle)
    route.change(number, easier=(repetition.index, easier), hold=kept)
    return True


def halve(route: Route, number: int, repetition: Place) -> None:
    """Half of the repetitions left, that one among them, and no holds."""
    rep = route.segments[repetition.index].rep
    left = _reps(route, number) - rep + 1
    route.change(number, reps=rep - 1 + (left + 1) // 2, holds=False)


def repetition_at(route: Route, place: Place) -> Place | None:
    """The one that is being done, or the next one of this exercise; ``None``: it is over."""
    if place.part in ("body", "easier"):
        return route.repetition_ahead(place)
    body = route.timeline.blocks[route.segments[place.index].block].body
    if place.part in ("approach", "setup"):
        return route.repetition_ahead(Place("body", body.start, body.stop))
    return None


def _reps(route: Route, number: int) -> int:
    return route.overlay(number).reps or route.timeline.blocks[number].dose.reps
