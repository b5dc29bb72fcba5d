"""Performs a timeline on paper: what would be heard when, and everything that would be wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.timeline import Segment, Timeline
from lrx_cli.core.timeline.cue_duration import STRETCH, VOICE_TO_END, speech
from lrx_cli.sound.tones import tone_length, voice_at


@dataclass(frozen=True)
class Heard:
    start: Ms
    stop: Ms
    what: str
    spoken: bool


def heard(segments: tuple[Segment, ...]) -> list[Heard]:
    """Every tone and every line, in session time."""
    found = []
    begun = 0
    for segment in segments:
        for cue in segment.cues:
            at = begun + cue.at
            if cue.tone:
                found.append(Heard(at, at + tone_length(cue.tone), cue.tone, False))
            if cue.say:
                voice = at + voice_at(cue.tone)
                found.append(Heard(voice, voice + speech(cue.say), cue.say, True))
        begun += segment.duration or 0
    return found


def problems(timeline: Timeline, pace: float = 1.0) -> list[str]:
    found: list[str] = []
    for segment in timeline.segments:
        found += _in_segment(segment)
    for block in timeline.blocks:
        for index in (*block.body, *block.easier):
            found += _against_dose(timeline, timeline.segments[index])
    found += _overlaps(timeline.path)
    found += _silences(timeline, pace)
    return found


def _in_segment(segment: Segment) -> list[str]:
    found = []
    here = f"{segment.exercise} {segment.kind} {segment.set}.{segment.rep}"
    assert segment.duration is not None
    last = -1
    for cue in segment.cues:
        if cue.at <= last:
            found.append(f"{here}: cues out of order at {cue.at}")
        if last >= 0 and cue.at - last < 80:
            found.append(f"{here}: cues closer than 80 ms at {cue.at}")
        last = cue.at
        if not cue.text:
            found.append(f"{here}: a cue without text")
        if cue.say:
            ends = cue.at + voice_at(cue.tone) + speech(cue.say)
            if ends > segment.duration - VOICE_TO_END:
                found.append(f"{here}: {cue.say!r} ends {ends - segment.duration:+} ms")
            if re.search(r"[{}]", cue.say + cue.text):
                found.append(f"{here}: a side left open in {cue.say!r}")
            for sentence in re.split(r"[.?!] ", cue.say):
                if len(sentence.split()) > 19:
                    found.append(f"{here}: {len(sentence.split())} words in {sentence!r}")
            if segment.kind in ("move", "return", "hold") and len(cue.say.split()) < 2:
                found.append(f"{here}: a lone word, {cue.say!r}")
    return found


def _against_dose(timeline: Timeline, segment: Segment) -> list[str]:
    block = timeline.blocks[segment.block]
    here = f"{block.exercise} {segment.kind} {segment.set}.{segment.rep}"
    dose, duration = block.dose, segment.duration
    eased = segment.index in block.easier and block.easier != block.body
    if segment.kind == "hold" and not eased and duration != dose.hold:
        return [f"{here}: lasts {duration}, the dose is {dose.hold}"]
    if segment.kind == "move" and block.family == "nerve" and not eased and duration != dose.tempo:
        return [f"{here}: a nerve's movement lasts {duration}, its tempo is {dose.tempo}"]
    if segment.kind == "move" and not dose.tempo <= (duration or 0) <= dose.tempo + 2_500 and not eased:
        return [f"{here}: a movement lasts {duration}, its tempo is {dose.tempo}"]
    return []


def _overlaps(segments: tuple[Segment, ...]) -> list[str]:
    found = []
    sounds = sorted(heard(segments), key=lambda sound: sound.start)
    for one, two in pairwise(sounds):
        if two.start < one.stop:
            found.append(f"{two.what!r} at {two.start} begins before {one.what!r} is over")
    return found


def _silences(timeline: Timeline, pace: float) -> list[str]:
    """Over 8 s only where something long is being done that was told: section 1 of the study."""
    found = []
    begun = 0
    quiet_since = 0
    for segment in timeline.path:
        block = timeline.blocks[segment.block]
        allowed = 8_000
        if segment.kind == "hold" and (segment.duration or 0) >= STRETCH:
            allowed = 15_500 if block.teach == "off" else 8_000
        elif segment.kind in ("prepare", "switch", "rest"):
            allowed = round(12_500 * max(1, pace))
        for sound in heard((segment,)):
            silence = begun + sound.start - quiet_since
            if silence > allowed:
                found.append(
                    f"{block.exercise} {segment.kind}: {silence} ms of silence before {sound.what!r}"
                )
            quiet_since = max(quiet_since, begun + sound.stop)
        begun += segment.duration or 0
    return found
