"""It hurts: stop at once, come out slowly, ask what it was, and act on the answer.

``about`` is the exercise the question is about: the one being done or, where none is, the one done last.
The player makes an event of each answer, so that the color of the day can be worked out from the history.
"""

from __future__ import annotations

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import interruptions
from lrx_cli.core.player.events import Reported
from lrx_cli.core.player.overlay import led_by, swap_sides
from lrx_cli.core.player.playback import OVER, Playback
from lrx_cli.core.timeline.cue_duration import cue_duration
from lrx_cli.core.timeline.phrases import RESTING
from lrx_cli.core.timeline.timeline import Timeline

LAST_RED = 2
"""The red that ends a session: pain further down the leg for the second time."""
BETWEEN = ("approach", "setup", "finish")
"""Where no exercise is being done: what hurts is about the one done last."""


def hurt(play: Playback, at: Ms) -> None:
    here = play.here
    play.pause(at, "hurt")
    about = play.number
    if play.part in BETWEEN and here.last_block is not None:
        about = here.last_block
    here.about = about
    play.events.append(Reported(at, "hurt", play.timeline.blocks[about].exercise))
    line, menu = interruptions.stopped(_way_out(play)), interruptions.HURT_MENU
    play.tell(at, line)
    asked = at + cue_duration(line) + interruptions.MENU_QUIET
    repeated = asked + cue_duration(menu) + interruptions.MENU_AGAIN
    here.pending.extend(((asked, menu), (repeated, menu)))


def spread(play: Playback, at: Ms) -> None:
    """Further down the leg: into a position of ease, and wait there until it has settled. This exercise and
    all with a load of it are left out for today. With nobody to press a key, the session ends."""
    here = play.here
    here.reds += 1
    if here.reds >= LAST_RED:
        play.stop(at, interruptions.second_stop(play.getting_up()))
        return
    _leave_out_related(play, at)
    if not play.attended:
        play.give_up(at)
        return
    here.easing = True
    here.pending.clear()
    line, question = interruptions.ease(play.posture(at)), interruptions.HAVE_THEY_SETTLED
    play.tell(at, line)
    asked = at + cue_duration(line) + interruptions.EASE_WAIT
    again = asked + cue_duration(question) + interruptions.MENU_AGAIN
    here.pending.extend(
        ((asked, question), (again, question), (asked + interruptions.EASE_GIVE_UP, "give_up"))
    )


def settled(play: Playback, at: Ms) -> None:
    """Back to where it was before: on, without what was left out."""
    names = [block.name for number, block in enumerate(play.timeline.blocks)
             if number >= play.number and play.route.overlay(number).dropped]  # fmt: skip
    line = interruptions.left_out(names)
    posture = play.posture(at)
    if play.route.overlay(play.number).dropped and play.part != "finish":
        play.end_pause(at)
        play.leave_block(at, posture, line)
    else:
        play.go_on(at, line)


def _leave_out_related(play: Playback, at: Ms) -> None:
    """The exercise that it was, and every later one with one of its loads; where no load is known, every
    later one of its family."""
    about = play.here.about
    assert about is not None
    play.drop(at, about, "hurt")
    for number in related(play.timeline, about):
        if number >= play.number and not play.route.overlay(number).dropped:
            play.drop(at, number, "family")


def related(timeline: Timeline, about: int) -> tuple[int, ...]:
    """The blocks that share a load with that one, itself among them; where no load is known, its family."""
    caused = timeline.blocks[about]
    return tuple(
        number
        for number, block in enumerate(timeline.blocks)
        if set(block.loads) & set(caused.loads) or (not caused.loads and block.family == caused.family)
    )


def strong(play: Playback, at: Ms) -> None:
    """Only too strong: the easier form from here on; less of it, where it is easy already.

    What is only being prepared is made easier too, if it can be: nothing else is left to change.
    """
    route, number = play.route, play.number
    repetition = route.repetition_at(play.index)
    easier = repetition is not None and route.make_easier(number, repetition)
    if repetition is None or not (easier or play.here.about == number):
        play.go_on(at)
        return
    if not easier:
        route.halve(number, repetition)
    play.changed(at, "easier", play.block, route.segments[repetition].rep)
    if easier:
        _begin_easier(play, at)
    else:
        _begin_again(play, at, repetition)


def skip(play: Playback, at: Ms) -> None:
    if play.part in OVER:
        play.go_on(at)
        return
    posture = play.posture(at)
    play.drop(at, play.number, "skipped")
    play.end_pause(at)
    play.leave_block(at, posture, interruptions.LEFT_OUT)


def warning(play: Playback, at: Ms) -> None:
    """A warning sign: it is said in full what to do, and nothing after it."""
    play.here.warned = True
    play.stop(at, interruptions.WARNING_SIGN)


def _way_out(play: Playback) -> str:
    """How to come out of what is being done; where nothing is, how to rest."""
    block, segment = play.block, play.segment
    if play.part in (*BETWEEN, "entry"):
        return RESTING.get(play.here.posture, RESTING["standing"])
    text = block.way_out_text
    return swap_sides(text) if segment.side and segment.side != block.first_side else text


def _begin_easier(play: Playback, at: Ms) -> None:
    """At once, by way of its entry, or when this rest, switch or set-up is over."""
    if play.moving:
        play.end_pause(at)
        play.leave(at, play.on_this_side(play.route.played(play.block.easier_entry)))
    else:
        play.go_on(at, interruptions.EASIER_NEXT)


def _begin_again(play: Playback, at: Ms, repetition: int) -> None:
    """Less of the same form. Out of a movement one came by the way out, so it is set up again first."""
    setup = play.block.setup
    if not play.moving:
        play.go_on(at, interruptions.HALF_LEFT)
    elif setup:
        play.route.change(play.number, begin=repetition)
        play.end_pause(at)
        play.leave(at, led_by(play.route.played(setup.start), interruptions.HALF_LEFT))
    else:
        play.leave(at, repetition)
        play.go_on(at, interruptions.HALF_LEFT)
