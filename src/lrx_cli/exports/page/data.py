"""What a page is given: one document of JSON, and the clips behind it.

``format: 2`` is the length of the JSON as four bytes, that JSON, and the clips: of the voice pack a byte for
each sample (see :mod:`lrx_cli.sound.clips`), of others two, of tones nothing, since the page makes them.
:meth:`PageData.document` is the list of what is in the JSON; ``unpack.js`` reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lrx_cli import __version__
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import POSITIONS
from lrx_cli.core.health.policy import promises
from lrx_cli.core.health.profile import LIGHTS, HealthProfile, SessionAnswers
from lrx_cli.core.player import interruptions
from lrx_cli.core.player.commands import BACK_AGAIN, NEARLY_OVER, TAKE_BACK
from lrx_cli.core.player.overlay import swap_sides
from lrx_cli.core.player.playback import COUNT_IN
from lrx_cli.core.player.route import Route
from lrx_cli.core.player.ways import ways
from lrx_cli.core.timeline import Block, Cue, Segment, Timeline, big_word, named_side, phrases, side_told_at
from lrx_cli.core.timeline import cue_duration as time
from lrx_cli.core.timeline.cue_duration import ticks
from lrx_cli.exports.page.drawings import FigureOf, Progress, drawings
from lrx_cli.sound import clips
from lrx_cli.sound.samples import ATTACK, LEVEL, LOUDEST, OVERTONES, RELEASE, Samples, little_endian
from lrx_cli.sound.tones import NOTES, TONE_TO_VOICE, voice_at
from lrx_cli.text import clean

FORMAT = 2
PCM = -1
"""In place of the step of a clip: it is samples of two bytes."""

TAP_AN_ANSWER = interruptions.line(
    "What happened? Tap an answer: the top one if your symptoms moved further down your leg, "
    "the red one for an emergency sign.",
    kind="safety",
)
"""In place of the menu of keys that is read out after "it hurts"."""
_KEY = re.compile(r"\b(press|space|remote|answer)\b", re.IGNORECASE)

Piece = tuple[Ms, "bytes | Samples[int]"]
"""Quiet before it, and a clip of the voice pack as it is packed, or samples."""
Recording = Callable[[str], "Sequence[Piece] | None"]
"""How a line sounds; ``None``: it has no voice, and its tone has to do."""


def own_lines() -> list[Cue]:
    """What is said on a page and nowhere else."""
    ease = [without_keys(interruptions.ease(position)) for position in phrases.EASE]
    return [TAP_AN_ANSWER, without_keys(interruptions.HAVE_THEY_SETTLED), *ease]


def without_keys(cue: Cue) -> Cue:
    """What is spoken, less the sentences that name a key: the page has a button for each of them."""
    sentences = clips.sentences(cue.say or cue.text)
    kept = " ".join(sentence for sentence in sentences if not _KEY.search(sentence))
    return cue._replace(text=kept, say=kept)


class Clip(NamedTuple):
    number: int
    written: Sequence[Any]
    """How many bytes it has, and the step it was packed with (or :data:`PCM`); of a tone its notes."""
    sound: bytes


@dataclass
class PageData:
    """Texts, lines and clips are kept once each and referred to by number."""

    timeline: Timeline
    recording: Recording
    figure_of: FigureOf
    emergency: str
    names: Mapping[str, str]
    texts: dict[str, int] = field(default_factory=dict)
    says: dict[tuple[str, str | None, str | None], tuple[int, list[Any]]] = field(default_factory=dict)
    clips: dict[object, Clip] = field(default_factory=dict)

    def whole(self, title: str, volume: int, progress: Progress) -> bytes:
        head = json.dumps(self.document(title, volume, progress), separators=(",", ":")).encode()
        sounds = b"".join(clip.sound for clip in self.clips.values())
        return len(head).to_bytes(4, "little") + head + sounds

    def document(self, title: str, volume: int, progress: Progress) -> dict[str, Any]:
        timeline = self.timeline
        tables = ways(timeline)._asdict()
        played = tables.pop("segments")
        segments = [self._segment(*each) for each in zip(played, tables.pop("parts"), strict=True)]
        blocks = [self._block(block, number) for number, block in enumerate(timeline.blocks)]
        answers = self._answers()
        return {
            "format": FORMAT,
            "version": __version__,
            "title": clean(title),
            "routine": None if timeline.named else timeline.routine,
            "level": timeline.level,
            "teach": timeline.teach,
            "ms": timeline.duration,
            "planned": timeline.planned,
            "volume": (min(100, max(0, volume)) / 100) ** 2,
            **tables,
            "segments": segments,
            "blocks": blocks,
            "finish": dict(timeline.finish),
            "answers": answers,
            "lights": dict(LIGHTS),
            "times": {
                "between": time.BETWEEN_LINES,
                "ticks": time.TICKS,
                "end": time.VOICE_TO_END,
                "count_in": COUNT_IN,
                "nearly_over": NEARLY_OVER,
                "again": BACK_AGAIN,
                "take_back": TAKE_BACK,
                "menu": interruptions.MENU_QUIET,
                "menu_again": interruptions.MENU_AGAIN,
                "ease": interruptions.EASE_WAIT,
                "give_up": interruptions.EASE_GIVE_UP,
            },
            "drawings": drawings(timeline, played, self.figure_of, progress),
            "texts": list(self.texts),
            "says": [line for _, line in self.says.values()],
            "clips": [clip.written for clip in self.clips.values()],
            "tones": {"overtones": OVERTONES, "level": LOUDEST * LEVEL, "attack": ATTACK, "release": RELEASE},
            "codec": {"tilt": clips.TILT, "steps": clips.STEPS, "levels": clips.LEVELS},
        }

    def _segment(self, segment: Segment, part: str) -> list[Any]:
        block = self.timeline.blocks[segment.block]
        told = side_told_at(segment, block)
        on = self._say(interruptions.going_on(segment, block)) if segment.rep else -1
        return [
            segment.index,
            part,
            segment.kind,
            segment.block,
            segment.side,
            segment.set,
            segment.rep,
            segment.duration or 0,
            big_word(segment, block),
            self._text(segment.text),
            [[cue.at, self._say(cue), cue.kind == "count"] for cue in segment.cues],
            [[*posed[:3], *posed[3:] * posed.other_side] for posed in segment.poses],
            on,
            told if told is not None else -1,
        ]

    def _block(self, block: Block, number: int) -> dict[str, Any]:
        def stopped(text: str) -> int:
            return self._say(interruptions.stopped(text))

        sides = {"": stopped(block.way_out_text)}
        for side in ("left", "right") if block.first_side else ():
            same = side == block.first_side
            sides[side] = stopped(block.way_out_text if same else swap_sides(block.way_out_text))
        segments, route = self.timeline.segments, Route(self.timeline, {})
        return {
            "exercise": block.exercise,
            "name": clean(block.name),
            "position": block.position,
            "other": named_side("left", block) == "right",
            "reps": block.dose.reps,
            "sets": block.dose.sets,
            "tempo": block.dose.tempo,
            "drawing": f"{block.exercise}/{block.variant}",
            "approach": {
                origin: _span(route.approach_row(number, origin)) for origin in (phrases.START, *POSITIONS)
            },
            "setup": _span(block.setup),
            "body": _span(block.body),
            "easier": None if block.easier == block.body else _span(block.easier),
            "leaving": _span(block.leaving),
            "entry": block.easier_entry,
            "out": block.way_out,
            "stopped": sides,
            "planned": sum(segments[index].kind in ("move", "hold") for index in block.body),
            "tomorrow": clean(_promised_after_red(block.exercise, self.names)),
        }

    def _answers(self) -> dict[str, Any]:
        """What is said in answer to what is tapped."""
        say = self._say
        finish = self.timeline.finish.items()
        ups = {position: self.timeline.segments[index].text for position, index in finish}
        taken = {"standing", *(block.position for block in self.timeline.blocks)}
        return {
            "on": say(interruptions.GOING_ON),
            "once": say(interruptions.ONCE_MORE),
            "skipped": say(interruptions.LEFT_OUT),
            "restored": say(interruptions.TAKEN_BACK),
            "easier": say(interruptions.EASIER_NEXT),
            "fewer": say(interruptions.HALF_LEFT),
            "ticks": [[cue.at, say(cue)] for cue in ticks(0)],
            "menu": say(TAP_AN_ANSWER),
            "settled": say(without_keys(interruptions.HAVE_THEY_SETTLED)),
            "left_out": say(interruptions.left_out(())),
            "emergency": say(interruptions.line(self.emergency, "alert", "safety")),
            "paused": self._text(interruptions.PAUSED.text),
            "resting": {p: say(interruptions.stopped(phrases.RESTING[p])) for p in sorted(taken)},
            "ease": {p: say(without_keys(interruptions.ease(p))) for p in sorted(taken)},
            "ended": {p: say(interruptions.ended_here(text)) for p, text in ups.items()},
            "nothing_done": {
                p: say(interruptions.ended_here(text, anything_done=False)) for p, text in ups.items()
            },
            "second": {p: say(interruptions.second_stop(text)) for p, text in ups.items()},
            "unsettled": {p: say(interruptions.not_settled(text)) for p, text in ups.items()},
        }

    def _text(self, text: str) -> int:
        return self.texts.setdefault(clean(text), len(self.texts))

    def _say(self, cue: Cue) -> int:
        """Its text, its sounds, how long it has, and from when on it is spoken."""
        key = (cue.text, cue.say, cue.tone)
        if key not in self.says:
            whole, voice = time.cue_duration(cue), voice_at(cue.tone)
            line = [self._text(cue.text), self._sounds(cue), whole, voice, cue.say is not None]
            self.says[key] = len(self.says), line
        return self.says[key][0]

    def _sounds(self, cue: Cue) -> list[list[int]]:
        """Quiet before each of its clips, and the clip."""
        found = [[0, self._clip(cue.tone, NOTES[cue.tone])]] if cue.tone else []
        words = self.recording(cue.say) if cue.say else None
        for place, (gap, sound) in enumerate(words or ()):
            led = gap + TONE_TO_VOICE if cue.tone and not place else gap
            if isinstance(sound, bytes):
                levels = clips.levels_of(sound)
                clip = self._clip(sound, [len(levels), sound[0]], levels)
            else:
                pcm = little_endian(sound)
                clip = self._clip(pcm, [len(pcm), PCM], pcm)
            found.append([led, clip])
        return found

    def _clip(self, key: object, written: Sequence[Any], sound: bytes = b"") -> int:
        return self.clips.setdefault(key, Clip(len(self.clips), written, sound)).number


def _promised_after_red(exercise: str, names: Mapping[str, str]) -> str:
    """What the rules promise about the next session if symptoms go further down the leg in this exercise."""
    session = SessionAnswers("", 0, color="red", marks={exercise: "red"})
    return " ".join(promises(HealthProfile(sessions=(session,)), 0, names))


def _span(row: range) -> list[int]:
    return [row.start, row.stop]
