"""A rendered session: every sound at its sample, nothing over anything, and the words are words."""

from __future__ import annotations

from array import array

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.exports.sound_file import laid_out, sounds
from lrx_cli.sound.samples import LOUDEST, PER_MS, Samples, length, moment
from lrx_cli.sound.tones import voice_at
from lrx_cli.storage.voice import VoicePack
from tests.recognizer import Recognizer, words
from tests.session.short_session import short_session


def silent(line: str) -> None:
    """No voice."""


@pytest.fixture(scope="module")
def pack() -> VoicePack:
    return VoicePack(locations.voice_folder())


@pytest.fixture(scope="module")
def whole(catalog: Catalog, routines: dict[str, Routine]) -> Timeline:
    return compile(plan(catalog, Choice(routines["full"], teach="full")), attended=False)


def test_every_tone_and_word_of_a_whole_routine_is_at_its_sample(whole: Timeline, pack: VoicePack) -> None:
    rendered = laid_out(whole, pack.line)
    assert length(rendered) == whole.duration
    begun = 0
    for segment in whole.path:
        for cue in segment.cues:
            expected = moment(cue.tone, pack.line(cue.say) if cue.say else None)
            start = (begun + cue.at) * PER_MS
            assert rendered[start : start + len(expected)] == expected, cue
        begun += segment.duration or 0


def test_every_line_of_a_whole_routine_has_a_voice(whole: Timeline, pack: VoicePack) -> None:
    lines = [cue.say for segment in whole.path for cue in segment.cues if cue.say]
    assert [line for line in lines if pack.line(line) is None] == []


def test_nothing_clips(whole: Timeline, pack: VoicePack) -> None:
    rendered = laid_out(whole, pack.line)
    assert max(max(rendered), -min(rendered)) < LOUDEST


def test_without_a_voice_the_tones_are_where_they_were() -> None:
    timeline = short_session()
    tones = [placed.at for placed in sounds(timeline, silent)]
    spoken = [placed.at for placed in sounds(timeline, silent) if placed.cue.tone]
    assert tones == spoken
    assert len(tones) > 20


def test_half_the_volume_is_softer_and_as_long() -> None:
    timeline = short_session()
    loud, soft = (laid_out(timeline, silent, volume=volume) for volume in (100, 50))
    assert len(loud) == len(soft)
    assert abs(max(loud) / max(soft) - 4) < 0.05


def test_a_voice_that_talks_over_what_comes_next_is_a_fault() -> None:
    endless: Samples[int] = array("h", bytes(2 * 60_000 * PER_MS))
    with pytest.raises(ValueError, match="begins before"):
        laid_out(short_session(), lambda line: endless)


@pytest.mark.external
def test_the_spoken_lines_of_a_whole_exercise_are_recognized(catalog: Catalog, pack: VoicePack) -> None:
    alone = Routine("seal", "Seal", "", (), True)
    timeline = compile(plan(catalog, Choice(alone, named=("seal-stretch",), teach="short")), attended=False)
    rendered = laid_out(timeline, pack.line)
    spoken = [placed for placed in sounds(timeline, pack.line) if placed.cue.say]
    recognizer = Recognizer(placed.cue.say or "" for placed in spoken)
    missed = []
    for at, cue, samples in spoken:
        start = (at + voice_at(cue.tone)) * PER_MS
        heard = recognizer.heard_in(rendered[start : at * PER_MS + len(samples)])
        if heard != words(cue.say or ""):
            missed.append((cue.say, heard))
    assert len(spoken) >= 25
    assert missed == []
