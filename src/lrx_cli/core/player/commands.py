"""What keys do: move through a session (on, back, skip, say it again), and change how much is done.

``pain`` has what follows "it hurts".
"""

from __future__ import annotations

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import interruptions, overlay
from lrx_cli.core.player.bookmark import Skip
from lrx_cli.core.player.playback import OVER, Playback
from lrx_cli.core.timeline.cue_duration import BETWEEN_LINES, STRETCH, TICKS, cue_duration
from lrx_cli.core.timeline.timeline import Cue, Segment

BACK_AGAIN: Ms = 2_000
"""Going back twice within this is going back further."""
TAKE_BACK: Ms = 5_000
"""So long after leaving an exercise out, going back takes that back."""
NEARLY_OVER: Ms = TICKS + 300
"""With less than this left, there are no ticks to go on to."""
SECOND: Ms = 1_000
FIVE_SECONDS: Ms = 5_000
LEAST_EASED: Ms = 2_000
LEAST_STRETCH: Ms = 5_000
"""A stretch that was eased is not made shorter than this."""


def advance(play: Playback, at: Ms) -> None:
    """From a movement by way of its return, while preparing by way of the ticks, else to what follows.
    Out of a pause too; the next repetition then begins after a count-in."""
    if play.here.state == "paused" and play.segment.kind == "return" and play.moving:
        _on_from_a_paused_return(play, at)
        return
    play.end_pause(at)
    if play.moving:
        back = play.route.way_back(play.index)
        if back is None:
            play.move_on(at, "skipped")
        else:
            play.leave(at, overlay.spoken(play.route.played(back)))
        return
    here, segment = play.here, play.segment
    following = play.route.after(play.index)
    movement = (
        following is not None
        and play.timeline.segments[following].kind == "move"
        and segment.kind != "return"
    )
    position = play.position(at)
    if segment.duration is None:
        if movement:
            here.segment = overlay.ticking_out(segment, position, here.cue)
        else:
            play.move_on(at, "done")
    elif movement and segment.duration - position > NEARLY_OVER:
        ahead = segment.duration - TICKS
        following_cue = next((n for n, cue in enumerate(segment.cues) if cue.at >= ahead), len(segment.cues))
        here.cut = True
        play.jump(at, ahead, following_cue)
    else:
        play.move_on(at, "skipped")


def _on_from_a_paused_return(play: Playback, at: Ms) -> None:
    play.move_on(at, "skipped")
    if play.here.state == "paused" and play.moving:
        play.go_on(at)
    else:
        play.end_pause(at)


def skip(play: Playback, at: Ms) -> None:
    """Skip the rest of this exercise; inside a movement the way out comes first."""
    if play.part in OVER:
        play.end_pause(at)
        play.move_on(at, "skipped")
        return
    by_way_out = play.moving and play.segment.kind != "return"
    posture = play.posture(at)
    play.drop(at, play.number, "skipped")
    play.here.skip = Skip(at, play.segment)
    play.end_pause(at)
    if by_way_out:
        play.leave(at, play.on_this_side(play.route.played(play.block.way_out)))
    else:
        play.leave_block(at, posture, interruptions.SKIPPED_NOW)


def back(play: Playback, at: Ms) -> None:
    """To the start of this repetition; again at once: of the one before. Outside of repetitions, to the
    beginning of what was being said. Soon after an exercise was left out: back into it."""
    here = play.here
    if here.skip is not None and at - here.skip.at <= TAKE_BACK:
        _take_back(play, at, here.skip)
        return
    again = here.back_at is not None and at - here.back_at <= BACK_AGAIN
    here.back_at = at
    route = play.route
    target = route.restart(play.index)
    if again:
        before = route.repetition_before(target)
        if before is None and play.part == "body" and play.block.setup:
            before = play.block.setup.start
        target = target if before is None else before
    segment = route.played(target)
    if play.part in ("entry", "way_out"):  # stored for one side, perhaps played for the other
        segment = play.on_this_side(segment)
    _begin_again(play, at, segment, interruptions.ONCE_MORE, away=play.segment.kind in ("move", "hold"))


def say_again(play: Playback, at: Ms) -> None:
    """In full, while time waits; a paused session stays paused."""
    line = _in_full(play)
    if play.here.state == "paused":
        play.tell(at, line)
        return
    play.pause(at, "asked")
    play.tell(at, line)
    over = at + cue_duration(line) + BETWEEN_LINES
    play.here.pending.append((over, "go_on" if play.moving else "carry_on"))


def _take_back(play: Playback, at: Ms, skip: Skip) -> None:
    """Into the exercise that was just left out, at the start of what it was left in."""
    here, number = play.here, skip.segment.block
    here.skip = None
    play.route.change(number, dropped=False)
    play.changed(at, "restored", play.timeline.blocks[number], number)
    segment = play.route.played(play.route.restart(skip.segment.index))
    _begin_again(play, at, segment, interruptions.TAKEN_BACK, away=True)


def _begin_again(play: Playback, at: Ms, segment: Segment, line: Cue, *, away: bool) -> None:
    """To a segment, after a line; out of a pause, a repetition is counted in. ``away``: somebody has to come
    back into position for a repetition."""
    if play.here.state == "paused" and segment.rep:
        play.leave(at, segment)
        play.go_on(at, line)
        return
    play.end_pause(at)
    coming_back = play.timeline.blocks[segment.block].dose.tempo if away and segment.rep else 0
    play.leave(at, overlay.led_by(segment, line, BETWEEN_LINES + coming_back))


def _in_full(play: Playback) -> Cue:
    """The last thing said while preparing; otherwise what to do now."""
    segment = play.segment
    if segment.kind == "prepare":
        for cue in reversed(segment.cues[: play.here.cue]):
            if cue.say is not None:
                return cue._replace(tone=None)
    return interruptions.line(segment.full, kind="step")


# --- how much ---------------------------------------------------------------------------------------


def longer(play: Playback, at: Ms) -> None:
    """Holds from now on, or what is being waited for."""
    if not play.moving:
        here = play.here
        play.changed(at, "longer", play.block, interruptions.TEN_SECONDS)
        play.tell(at, interruptions.TEN_MORE)
        here.segment, here.cue = overlay.extended(play.segment, interruptions.TEN_SECONDS, here.cue)
        return
    hold = _hold_now(play)
    cap = max(play.block.hold_cap, hold)
    step = SECOND if hold < STRETCH else FIVE_SECONDS
    _set_hold(play, at, min(cap, hold + step), interruptions.no_further(hold, "longest"))


def shorter(play: Playback, at: Ms) -> None:
    """Holds of a repetition, from now on."""
    hold = _hold_now(play)
    less = hold - SECOND if hold <= STRETCH else max(STRETCH, hold - FIVE_SECONDS)
    _set_hold(play, at, max(min(hold, SECOND), less), interruptions.no_further(hold, "shortest"))


def ease(play: Playback, at: Ms) -> None:
    """Less, from now on: a hold ends with credit and the others last as long; a movement turns back;
    an exercise without holds gets shorter."""
    number, segment = play.number, play.segment
    if segment.kind == "hold":
        hold = _eased_hold(play, at)
        play.route.change(number, hold=hold)
        play.changed(at, "ease", play.block, hold)
        line = interruptions.easing_off(hold)
    else:
        play.route.take_some_off(number, segment.rep)
        play.changed(at, "ease", play.block, None)
        if segment.kind == "return":
            play.tell(at, interruptions.SMALLER._replace(tone="tick"))
            return
        line = interruptions.SMALLER
    back = play.route.way_back(play.index)
    if back is None:
        play.tell(at, line)
        play.move_on(at, "eased")
    else:
        play.leave(at, overlay.opened_by(play.route.played(back), line), "eased")


def side(play: Playback, at: Ms) -> None:
    """The other side first; what was said of the first one is said again, for this one."""
    here, block = play.here, play.block
    begins = play.route.start_with_other_side(play.number)
    line = interruptions.starting_with(block, begins)
    play.changed(at, "side", block, begins)
    play.tell(at, line)
    before = play.segment
    here.segment = overlay.mirrored(before)
    told = enumerate(zip(before.cues[: here.cue], here.segment.cues, strict=False))
    named = (place for place, (cue, other) in told if cue.kind == "step" and cue != other)
    following = overlay.before_ticks(before, next(named, here.cue))
    if following < len(before.cues):
        line_over = cue_duration(line) + BETWEEN_LINES
        play.jump(at, min(play.position(at), before.cues[following].at - line_over), following)


def _hold_now(play: Playback) -> Ms:
    hold = play.route.hold(play.number)
    assert hold is not None
    return hold


def _set_hold(play: Playback, at: Ms, hold: Ms, no_further: Cue) -> None:
    """Holds of this exercise last ``hold`` from now on, the running one too."""
    before = _hold_now(play)
    if hold == before:
        play.tell(at, no_further)
        return
    play.route.change(play.number, hold=hold)
    play.changed(at, "hold", play.block, hold)
    play.tell(at, interruptions.holds_changed(hold, before))
    if play.segment.kind == "hold":
        _lengthen(play, at, hold)


def _lengthen(play: Playback, at: Ms, hold: Ms) -> None:
    """Give the running hold another length. What was held for longer already, ends now."""
    here, position = play.here, play.position(at)
    before = play.segment.cues[: here.cue]
    past_halfway = any(cue.kind == "halfway" for cue in before)
    changed = overlay.with_hold(_unchanged(play), max(hold, position))
    ahead = (
        cue for cue in changed.cues if cue.at > position and not (cue.kind == "halfway" and past_halfway)
    )
    here.segment = changed._replace(cues=(*before, *ahead))


def _unchanged(play: Playback) -> Segment:
    """The stored segment, for the side that is being worked on."""
    return play.on_this_side(play.timeline.segments[play.index])


def _eased_hold(play: Playback, at: Ms) -> Ms:
    """What was held, in whole seconds; never longer than it was to be, a stretch not under 5 s."""
    stretch = (_unchanged(play).duration or 0) >= STRETCH
    held = play.position(at) // SECOND * SECOND
    return min(_hold_now(play), max(held, LEAST_STRETCH if stretch else LEAST_EASED))
