"""``lrx render``: files for a phone, as other programs read them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.sound.samples import length, samples_of
from tests.cli.conftest import Lrx

CHOICE = ("seal", "figure-four", "--teach", "off", "--level", "gentle")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "session.mp3"


def previewed(lrx: Lrx, *choice: str) -> Any:
    return lrx("preview", *choice, "--no-keys", "--json").json


def ms(clock: str) -> int:
    hours, minutes, seconds, rest = map(int, re.split("[:.,]", clock))
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + rest


def test_an_mp3_file_has_a_chapter_where_each_exercise_begins(lrx: Lrx, file: Path, catalog: Catalog) -> None:
    assert lrx("render", *CHOICE, "-o", str(file)).code == 0
    tag: Any = ID3(file)
    chapters = [tag[f"CHAP:{name}"] for name in tag["CTOC:toc"].child_element_ids]
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == [
        "1. Seal stretch",
        "2. Figure four stretch",
    ]
    segments = previewed(lrx, *CHOICE)["segments"]
    named = [
        segment["start_ms"] for segment in segments for cue in segment["cues"] if "figure four" in cue["text"]
    ]
    # The leaving line of the exercise before is the first thing said in the segment that names the next.
    assert chapters[1].start_time == max(
        segment["start_ms"] for segment in segments if segment["start_ms"] <= named[0]
    )
    assert (chapters[0].start_time, chapters[0].end_time) == (0, chapters[1].start_time)
    assert "Seal stretch, Figure four stretch" in str(tag["TIT2"])


def test_a_file_is_as_long_as_the_preview(lrx: Lrx, file: Path) -> None:
    assert lrx("render", *CHOICE, "-o", str(file)).code == 0
    assert abs(MP3(file).info.length * 1_000 - previewed(lrx, *CHOICE)["duration_ms"]) < 100


def test_subtitles_say_what_the_preview_says_and_when(lrx: Lrx, file: Path) -> None:
    assert lrx("render", *CHOICE, "-o", str(file)).code == 0
    spoken = [
        (cue["at_ms"], cue["say"])
        for segment in previewed(lrx, *CHOICE)["segments"]
        for cue in segment["cues"]
        if cue["say"]
    ]
    head, *cues = file.with_suffix(".vtt").read_text().rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    shown = [(ms(cue.split(" --> ")[0]), cue.split("\n")[1]) for cue in cues]
    assert shown == spoken
    ends = [ms(cue.split("\n")[0].split(" --> ")[1]) for cue in cues]
    assert all(end <= start for end, (start, _) in zip(ends, shown[1:], strict=False))


@pytest.mark.parametrize("teach", ["full", "short", "off"])
def test_a_file_begins_with_what_to_fetch_and_when_to_stop(lrx: Lrx, file: Path, teach: str) -> None:
    """Whoever plays it has never seen a question, and cannot press a key."""
    choice = ("seal", "seated-knee-extension", "--teach", teach)
    assert lrx("render", *choice, "--no-voice", "-o", str(file)).code == 0
    text = file.with_suffix(".vtt").read_text()
    opening = text[: text.index("First, ")]
    assert "You need a mat. A firm chair without wheels." in opening
    for words in ("Stop", "further down your leg", "numbness between your legs", "emergency"):
        assert words in opening
    assert not re.search(r"\b(press (space|H)|these)\b", text)


@pytest.mark.external
def test_another_program_reads_the_subtitles_and_the_chapters(lrx: Lrx, file: Path) -> None:
    assert lrx("render", *CHOICE, "-o", str(file)).code == 0
    command = ["ffmpeg", "-v", "error", "-i", str(file.with_suffix(".vtt")), "-f", "srt", "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert read.stderr == ""
    cues = re.findall(r"^(\S+) --> \S+\n(.+)$", read.stdout, re.MULTILINE)
    own = re.findall(r"^(\S+) --> \S+\n(.+)$", file.with_suffix(".vtt").read_text(), re.MULTILINE)
    assert [(ms(at), words) for at, words in cues] == [(ms(at), words) for at, words in own]
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "csv", str(file)]
    assert len(subprocess.run(command, capture_output=True, check=True, timeout=30).stdout.splitlines()) == 2


def test_each_exercise_may_have_a_file_of_its_own(lrx: Lrx, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole.wav", tmp_path / "part.wav"
    assert lrx("render", *CHOICE, "--no-voice", "-o", str(whole)).code == 0
    assert lrx("render", *CHOICE, "--no-voice", "--split", "-o", str(parts)).code == 0
    files = sorted(tmp_path.glob("part-*.wav"))
    assert [path.stem for path in files] == ["part-01-seal-stretch", "part-02-figure-four-stretch"]
    assert sum(length(samples_of(path.read_bytes())) for path in files) == length(
        samples_of(whole.read_bytes())
    )
    assert all(path.with_suffix(".vtt").read_text().startswith("WEBVTT") for path in files)


def test_a_part_says_which_of_how_many_it_is(lrx: Lrx, file: Path) -> None:
    assert lrx("render", *CHOICE, "--no-voice", "--split", "-o", str(file)).code == 0
    tag: Any = ID3(file.with_name("session-02-figure-four-stretch.mp3"))
    assert str(tag["TRCK"]) == "2/2"
    assert str(tag["TIT2"]) == "2. Figure four stretch"
    assert not file.exists()


def test_no_file_beside_it_is_replaced_unasked(lrx: Lrx, file: Path) -> None:
    subtitles = file.with_suffix(".vtt")
    subtitles.write_text("mine")
    result = lrx("render", *CHOICE, "-o", str(file))
    assert (result.code, file.exists(), subtitles.read_text()) == (73, False, "mine")
    assert "session.vtt" in result.err


@pytest.mark.parametrize("extra", ["missing", "broken"])
def test_without_the_extra_it_says_how_to_get_it(
    extra: str, lrx: Lrx, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lameenc", None)
    if extra == "broken":
        (tmp_path / "lameenc.py").write_text("raise ImportError('no libmp3lame')")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "lameenc")
    result = lrx("render", *CHOICE, "-o", str(file))
    assert result.code == 1
    assert "pip install 'lrx-cli[mp3]'" in result.err
    assert ("no libmp3lame" in result.err) == (extra == "broken")
    assert not file.exists()


@pytest.mark.parametrize("name", ["session.ogg", "session.m4a", "session"])
def test_other_endings_are_refused(lrx: Lrx, tmp_path: Path, name: str) -> None:
    result = lrx("render", *CHOICE, "-o", str(tmp_path / name))
    assert result.code == 2
    assert ".wav, .mp3 or .html" in result.err


def test_a_split_session_does_not_fit_into_standard_output(lrx: Lrx) -> None:
    assert lrx("render", *CHOICE, "--split", "-o", "-").code == 2
