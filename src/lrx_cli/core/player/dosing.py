"""Keys that change how much is done, and on which side first."""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.player import changes, interruptions
from lrx_cli.core.player.overlay import extended, mirrored, opened_by, with_hold
from lrx_cli.core.player.playback import Playback
from lrx_cli.core.timeline.cue_duration import BETWEEN_LINES, STRETCH, cue_duration
from lrx_cli.core.timeline.timeline import Cue, Segment

SECOND: Ms = 1_000
FIVE_SECONDS: Ms = 5_000
LEAST_EASED: Ms = 2_000
LEAST_STRETCH: Ms = 5_000
"""A stretch that was eased is not made shorter than this."""


def longer(play: Playback, at: Ms) -> None:
    """Holds from now on, or what is being waited for."""
    if not play.moving:
        here = play.here
        play.changed(at, "longer", play.block, interruptions.TEN_SECONDS)
        play.tell(at, interruptions.TEN_MORE)
        here.segment, here.cue = extended(play.segment, interruptions.TEN_SECONDS, here.cue)
        return
    hold = _hold_now(play)
    cap = max(play.block.hold_cap, hold)
    step = SECOND if hold < STRETCH else FIVE_SECONDS
    _set_hold(play, at, min(cap, hold + step), interruptions.most_here(hold))


def shorter(play: Playback, at: Ms) -> None:
    """Holds of a repetition, from now on."""
    hold = _hold_now(play)
    less = hold - SECOND if hold <= STRETCH else max(STRETCH, hold - FIVE_SECONDS)
    _set_hold(play, at, max(min(hold, SECOND), less), interruptions.least_here(hold))


def ease(play: Playback, at: Ms) -> None:
    """Less, from now on: a hold ends with credit and the others last as long; a movement turns back;
    an exercise without holds gets shorter."""
    number, segment = play.number, play.segment
    if segment.kind == "hold":
        hold = _eased_hold(play, at)
        changes.set_hold(play.route, number, hold)
        play.changed(at, "ease", play.block, hold)
        line = interruptions.easing_off(hold)
    else:
        changes.take_some_off(play.route, number, segment.rep)
        play.changed(at, "ease", play.block, None)
        if segment.kind == "return":
            play.tell(at, interruptions.SMALLER._replace(tone="tick"))
            return
        line = interruptions.SMALLER
    back = play.route.way_back(play.place)
    if back is None:
        play.tell(at, line)
        play.move_on(at, "eased")
    else:
        play.leave(at, back, "eased", opened_by(play.route.played(back), line))


def side(play: Playback, at: Ms) -> None:
    """The other side first; what was told of the first one is told again, for this one."""
    here, block = play.here, play.block
    begins = changes.swap_sides(play.route, play.number)
    line = interruptions.starting_with(block, begins)
    play.changed(at, "side", block, begins)
    play.tell(at, line)
    before = play.segment
    here.segment = mirrored(before)
    following = here.cue
    for place, cue in enumerate(before.cues[: here.cue]):
        if cue.kind == "step" and cue != here.segment.cues[place]:
            following = place
            break
    while following and before.cues[following - 1].kind == "count":
        following -= 1
    if following < len(before.cues):
        line_over = cue_duration(line.say, line.tone) + BETWEEN_LINES
        play.jump(at, min(play.position(at), before.cues[following].at - line_over), following)


def _hold_now(play: Playback) -> Ms:
    hold = play.route.hold(play.number)
    assert hold is not None
    return hold


def _set_hold(play: Playback, at: Ms, hold: Ms, no_further: Cue) -> None:
    """Holds of this exercise last ``hold`` from now on, the running one too."""
    if hold == _hold_now(play):
        play.tell(at, no_further)
        return
    changes.set_hold(play.route, play.number, hold)
    play.changed(at, "hold", play.block, hold)
    play.tell(at, interruptions.holds_changed(hold))
    if play.segment.kind == "hold":
        _lengthen(play, at, hold)


def _lengthen(play: Playback, at: Ms, hold: Ms) -> None:
    """Give the running hold another length. What was held for longer already, ends now."""
    here, position = play.here, play.position(at)
    before = play.segment.cues[: here.cue]
    past_halfway = any(cue.kind == "halfway" for cue in before)
    changed = with_hold(_unchanged(play), max(hold, position))
    ahead = (
        cue for cue in changed.cues if cue.at > position and not (cue.kind == "halfway" and past_halfway)
    )
    here.segment = changed._replace(cues=(*before, *ahead))


def _unchanged(play: Playback) -> Segment:
    """The stored segment, for the side that is being worked on."""
    return play.on_this_side(play.timeline.segments[play.segment.index])


def _eased_hold(play: Playback, at: Ms) -> Ms:
    """What was held, in whole seconds; never longer than it was to be, a stretch not under 5 s."""
    stretch = (_unchanged(play).duration or 0) >= STRETCH
    held = play.position(at) // SECOND * SECOND
    return min(_hold_now(play), max(held, LEAST_STRETCH if stretch else LEAST_EASED))
