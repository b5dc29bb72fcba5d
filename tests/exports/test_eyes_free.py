"""With closed eyes: every built-in routine, at every level and amount of telling, by its sounds alone.

What is checked is what the voice pack and the tones really give, in the order and at the moments of the
session; the screen, the words to read and the names of segments are not looked at to find out what a
person would know, only to know what they should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.catalog.words import LEVELS, Level, Side, Teach
from lrx_cli.core.health.policy import Allowance
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.cue_duration import STRETCH, TICKED_HOLD, VOICE_TO_END, number_word
from lrx_cli.core.timeline.phrases import LESSON, LESSON_TONE, fill_sides
from lrx_cli.core.timeline.repetitions import shapes_of
from lrx_cli.core.timeline.timeline import Cue, Segment, Timeline
from lrx_cli.exports.sound_file import sounds
from lrx_cli.sound.samples import Samples, length, silence
from lrx_cli.storage.voice import VoicePack
from tests.sampling import one_in

ROUTINES = ("full", "morning", "desk", "evening")
SIDES: tuple[Side, ...] = ("left", "right")
TEACHES: tuple[Teach, ...] = ("full", "short", "off")
EVERYTHING = [
    *(("", *one) for one in product(ROUTINES, LEVELS, TEACHES)),
    *product(("file", "bed", "no-floor", "wrist"), ("full",), ("standard",), TEACHES),
]
"""Usually with somebody at the keys; nobody is while a file plays. The others are conditions of a person."""


class Ears:
    """The voice pack, as lengths: what matters here is how long a line is, not how it sounds."""

    def __init__(self) -> None:
        self._pack = VoicePack(locations.voice_folder())
        self._silence: dict[str, Samples[int] | None] = {}

    def line(self, text: str) -> Samples[int] | None:
        if text not in self._silence:
            clip = self._pack.line(text)
            self._silence[text] = None if clip is None else silence(length(clip))
        return self._silence[text]


class Heard:
    """A session by its sounds: ``(moment, over, cue)``, in session time."""

    def __init__(self, timeline: Timeline, ears: Ears) -> None:
        self.timeline = timeline
        self.sounds = [
            (placed.at, placed.at + length(placed.samples), placed.cue)
            for placed in sounds(timeline, ears.line)
        ]

    def segments(self) -> Iterator[tuple[Ms, Segment, list[tuple[Ms, Ms, Cue]]]]:
        """Each segment with when it begins and what is heard in it."""
        begun, place = 0, 0
        for segment in self.timeline.path:
            until = begun + (segment.duration or 0)
            first = place
            while place < len(self.sounds) and self.sounds[place][0] < until:
                place += 1
            yield begun, segment, self.sounds[first:place]
            begun = until


@pytest.fixture(scope="module")
def ears() -> Ears:
    return Ears()


@pytest.fixture(scope="module", params=one_in(4, EVERYTHING), ids="-".join)
def heard(
    request: pytest.FixtureRequest, ears: Ears, catalog: Catalog, routines: dict[str, Routine]
) -> Heard:
    name: str
    level: Level
    teach: Teach
    how, name, level, teach = request.param
    allowed = Allowance(flags=frozenset({how} - {"", "file"}))
    today = plan(catalog, Choice(routines[name], level=level, teach=teach), None, allowed)
    return Heard(compile(today, attended=how != "file"), ears)


def test_every_movement_begins_with_the_tone_that_says_what_to_do(heard: Heard) -> None:
    tones = {"move": {"go"}, "hold": {"stay"}, "return": {"back", "end"}}
    for begun, segment, inside in heard.segments():
        if segment.kind in tones:
            at, _, cue = inside[0]
            assert (at, cue.tone in tones[segment.kind]) == (begun, True), segment


def test_every_other_segment_is_announced(heard: Heard) -> None:
    for _, segment, inside in heard.segments():
        if segment.kind not in ("move", "hold", "return"):
            # Who is told nothing hears the three ticks that say: get ready.
            assert any(cue.say or cue.tone == "tick" for _, _, cue in inside), segment


def test_the_end_of_a_hold_can_be_heard_and_of_a_long_one_foreseen(heard: Heard) -> None:
    for begun, segment, inside in heard.segments():
        if segment.kind != "hold" or segment.duration is None:
            continue
        end = begun + segment.duration
        following = [cue.tone for at, _, cue in heard.sounds if at == end]
        assert following == ["end" if segment.duration >= TICKED_HOLD else "back"]
        ticks = [end - at for at, _, cue in inside if cue.tone == "tick"]
        assert ticks == ([3_000, 2_000, 1_000] if segment.duration >= TICKED_HOLD else [])


def test_every_side_is_named_before_it_is_worked_on(heard: Heard) -> None:
    named: str | None = None
    for _, segment, inside in heard.segments():
        words = " ".join(cue.say or "" for _, _, cue in inside).lower()
        for side in ("left", "right"):
            if segment.side == side and f" {side}" in words:
                named = side
        if segment.kind == "move":
            assert segment.side in (None, named), segment


def test_every_exercise_is_named(heard: Heard) -> None:
    spoken = " ".join(cue.say or "" for _, _, cue in heard.sounds).lower()
    for block in heard.timeline.blocks:
        assert block.name.lower() in spoken


def test_nothing_talks_over_anything(heard: Heard) -> None:
    for (_, over, cue), (following, _, _) in zip(heard.sounds, heard.sounds[1:], strict=False):
        assert over <= following, cue


def test_no_line_is_longer_than_its_room(heard: Heard) -> None:
    for begun, segment, inside in heard.segments():
        end = begun + (segment.duration or 0)
        for _, over, cue in inside:
            assert over <= end - (VOICE_TO_END if cue.say else 0), cue


def test_no_line_is_lost(heard: Heard, ears: Ears) -> None:
    lines = {cue.say for segment in heard.timeline.path for cue in segment.cues if cue.say}
    assert [line for line in lines if ears.line(line) is None] == []


def test_no_silence_is_longer_than_what_one_was_prepared_for(heard: Heard) -> None:
    """8 s, and more only where one is busy getting somewhere, rests, or has been told how long it takes."""
    last: Ms = 0
    for begun, segment, inside in heard.segments():
        until = begun + (segment.duration or 0)
        for at, over, _ in (*inside, (until, until, None)):
            quiet = at - max(last, begun)
            stretching = segment.kind == "hold" and (segment.duration or 0) >= STRETCH
            assert quiet <= (15_000 if stretching else 12_500), (segment, quiet)
            last = max(last, over)


def test_one_knows_how_many_are_left(heard: Heard) -> None:
    """Every repetition but the first says its number and how many there are, or that it is the final one."""
    said: dict[tuple[object, ...], str] = {}
    for _, segment, inside in heard.segments():
        block = heard.timeline.blocks[segment.block]
        if segment.rep > 1:
            turn = segment.side if block.side_mode == "one_then_other" else None
            key = (segment.block, segment.set, turn, segment.rep, block.dose.reps)
            said[key] = said.get(key, "") + " ".join(cue.say or "" for _, _, cue in inside)
    for (*_, rep, reps), words in said.items():
        number = "Final" if rep == reps else f"{number_word(rep)} of {number_word(reps)}".capitalize()
        assert number in words


def words(line: str | None) -> set[str]:
    return set(re.findall(r"\w+", (line or "").lower()))


def test_where_a_repetition_goes_two_ways_each_movement_says_which(heard: Heard, catalog: Catalog) -> None:
    for _, segment, inside in heard.segments():
        block = heard.timeline.blocks[segment.block]
        shapes = shapes_of(catalog[block.exercise].steps_of(block.level, block.variant))
        sides = SIDES if block.side_mode == "alternating" else (segment.side,)
        ways = {
            (place, side): words(fill_sides(shape.move.quiet or "", side))
            for (place, shape), side in product(enumerate(shapes), sides)
        }
        if segment.kind == "move" and len(ways) > 1:
            this = ways.pop((segment.shape, segment.side)).difference(*ways.values())
            assert this & words(inside[0][2].say), segment


def test_every_tone_is_explained_before_it_leads(heard: Heard) -> None:
    lesson = dict(LESSON)
    explained: set[str] = set()
    for _, _, cue in heard.sounds:
        if cue.say in lesson:
            explained.add(lesson[cue.say])
        elif cue.tone in ("tick", "go", "stay", "back", "end") and cue.text != LESSON_TONE:
            assert cue.tone.replace("end", "back") in explained, cue


def test_nobody_gets_down_or_up_in_a_long_silence(heard: Heard) -> None:
    for begun, segment, inside in heard.segments():
        if segment.exercise is None and not segment.is_finish:
            ends = [begun, *(over for _, over, _ in inside)]
            starts = [*(at for at, _, _ in inside), begun + (segment.duration or 0)]
            assert max(at - over for at, over in zip(starts, ends, strict=True)) <= 6_500, segment


def test_whatever_is_spoken_of_was_to_be_fetched_at_the_beginning(heard: Heard) -> None:
    opening, *later = (
        " ".join((cue.say or "").lower() for _, _, cue in inside) for _, _, inside in heard.segments()
    )
    for thing in ("pillow", "strap", "chair", "counter"):
        assert thing in opening or not any(thing in words for words in later)
