"""What keys change in a block, and a segment as it is played with it. Nothing is compiled again.

Segments go in and others come out; those that are stored are never touched.
"""

import re
from typing import NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import opposite
from lrx_cli.core.timeline import cue_duration as timing
from lrx_cli.core.timeline.phrases import HALFWAY
from lrx_cli.core.timeline.timeline import Cue, Segment
from lrx_cli.sound.tones import Tone, voice_at


class Overlay(NamedTuple):
    """What was changed in one block since it was compiled."""

    hold: Ms | None = None
    """``None``: as compiled."""
    swapped: bool = False
    """The other side begins: left and right change places everywhere in the block."""
    easier: int | None = None
    """The repetition of the body from which on the easier form is played in its stead."""
    reps: int | None = None
    """The last repetition that is played, in each set and on each side; ``None``: all."""
    holds: bool = True
    """Whether holds are played at all."""
    dropped: bool = False
    begin: int | None = None
    """Where the body is entered, if not at its beginning: in a session that was resumed."""

    def plays(self, segment: Segment) -> bool:
        """Whether a segment of the body is still part of it."""
        if self.reps is not None and segment.rep > self.reps:
            return False
        return self.holds or segment.kind != "hold"


PLAIN = Overlay()

_SWAPPED = {
    write(one): write(other)
    for one, other in (("left", "right"), ("right", "left"))
    for write in (str.lower, str.capitalize, str.upper)
}
_SIDE_WORD = re.compile(rf"(?<![^\W\d_])({'|'.join(_SWAPPED)})(?![^\W\d_])")


def swap_sides(text: str) -> str:
    """Left for right and right for left, as whole words: *upright* stays."""
    return _SIDE_WORD.sub(lambda found: _SWAPPED[found[0]], text)


def mirrored(segment: Segment) -> Segment:
    """The same for the other side. It takes exactly as long: both words are spoken in the same time."""
    return segment._replace(
        side=opposite(segment.side) if segment.side else None,
        word=swap_sides(segment.word),
        text=swap_sides(segment.text),
        full=swap_sides(segment.full),
        cues=tuple(
            cue._replace(text=swap_sides(cue.text), say=swap_sides(cue.say) if cue.say else cue.say)
            for cue in segment.cues
        ),
        poses=tuple(posed._replace(pose=swap_sides(posed.pose)) for posed in segment.poses),
    )


def with_hold(segment: Segment, hold: Ms) -> Segment:
    """A hold of another length, laid out as a hold of that length is.

    Three ticks end it from 5 s on, its middle is announced from 10 s on, and words that no longer fit fall
    silent (they can still be read).
    """
    opening = tuple(
        cue if cue.say is None or timing.speech(cue.say) <= timing.hold_room(hold) else cue._replace(say=None)
        for cue in segment.cues[:1]
    )
    rest = segment.cues[1:]
    ticking = timing.ticks(hold - timing.TICKS) if hold >= timing.TICKED_HOLD else ()
    halfway: tuple[Cue, ...] = ()
    if hold >= timing.STRETCH and any(cue.kind == "halfway" for cue in rest):
        halfway = (Cue(hold // 2, "halfway", HALFWAY, HALFWAY),)
    fixed = (*opening, *halfway)
    until = hold - timing.TICKS if ticking else hold
    hints = tuple(
        cue
        for cue in rest
        if cue.kind not in ("count", "halfway")
        and cue.at + timing.cue_duration(cue) + timing.VOICE_TO_END <= until
        and all(_clear(cue, other) for other in fixed)
    )
    cues = sorted((*fixed, *hints), key=lambda cue: cue.at)
    return segment._replace(duration=hold, cues=(*cues, *ticking))


def _clear(one: Cue, other: Cue) -> bool:
    """Whether neither is still sounding when the other begins."""
    first, second = (one, other) if one.at <= other.at else (other, one)
    return first.at + timing.cue_duration(first) + timing.VOICE_TO_END <= second.at


def after_hold(segment: Segment, hold: Ms | None) -> Segment:
    """A return, with the tone that fits the hold before it; ``None``: there was none."""
    tone: Tone = "end" if hold is not None and hold >= timing.TICKED_HOLD else "back"
    if segment.cues[0].tone == tone:
        return segment
    cue = segment.cues[0]._replace(tone=tone)
    room = segment.cues[1].at if len(segment.cues) > 1 else segment.duration
    if room is not None and timing.cue_duration(cue) > room:
        cue = cue._replace(say=None)
    return segment._replace(cues=(cue, *segment.cues[1:]))


def led_by(segment: Segment, line: Cue, quiet: Ms = timing.BETWEEN_LINES) -> Segment:
    """``line`` first, then the segment as it is. ``quiet``: between the two."""
    lead = timing.cue_duration(line) + quiet
    return segment._replace(
        duration=None if segment.duration is None else segment.duration + lead,
        cues=(line, *(cue._replace(at=cue.at + lead) for cue in segment.cues)),
        quiet=False,
    )


def opened_by(segment: Segment, line: Cue) -> Segment:
    """``line`` instead of the segment's own first cue; as much longer as it needs to be said."""
    length = timing.cue_duration(line)
    later = segment.cues[1:]
    lead = max(0, length + timing.BETWEEN_LINES - later[0].at) if later else 0
    duration = segment.duration
    if duration is not None:
        duration = max(duration + lead, length + timing.VOICE_TO_END)
    return segment._replace(
        duration=duration, cues=(line, *(cue._replace(at=cue.at + lead) for cue in later)), quiet=False
    )


def spoken(segment: Segment) -> Segment:
    """A return that is said though one would have known it by its tone: it comes unexpectedly."""
    opening = segment.cues[0]
    return opened_by(segment, opening._replace(say=opening.say or opening.text))


def before_ticks(segment: Segment, cue: int) -> int:
    """That cue; once a tick was heard, the first of them: all three are told again, or none."""
    while cue and segment.cues[cue - 1].kind == "count":
        cue -= 1
    return cue


def extended(segment: Segment, more: Ms, next_cue: int) -> tuple[Segment, int]:
    """``more`` ms of quiet now; what is still to be said comes later, all three ticks with it.

    Gives the segment, and which of its cues is due next.
    """
    ahead = before_ticks(segment, next_cue)
    assert segment.duration is not None
    cues = (*segment.cues[:ahead], *(cue._replace(at=cue.at + more) for cue in segment.cues[ahead:]))
    return segment._replace(duration=segment.duration + more, cues=cues), ahead


def ticking_out(segment: Segment, position: Ms, next_cue: int) -> Segment:
    """A segment that waited for a key: three ticks from now, and it is over."""
    return segment._replace(
        duration=position + timing.TICKS, cues=(*segment.cues[:next_cue], *timing.ticks(position))
    )


def cut_line(segment: Segment, position: Ms, next_cue: int) -> int | None:
    """The line that was being said and had not reached half of it; ``None``: there is none."""
    for place in range(next_cue - 1, -1, -1):
        cue = segment.cues[place]
        if cue.say is not None:
            said = position - cue.at - voice_at(cue.tone)
            return place if said < timing.speech(cue.say) / 2 else None
    return None
