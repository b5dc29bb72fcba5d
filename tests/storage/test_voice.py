"""Where spoken lines are kept, and what happens when what is kept is broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lrx_cli.sound.clips import name_of, pack
from lrx_cli.sound.samples import length, tone
from lrx_cli.storage.voice import RenderedLines, VoicePack

HELLO = tone("alert")


def packed(folder: Path, *parts: str) -> VoicePack:
    for part in parts:
        (folder / f"{name_of(part)}.clip").write_bytes(pack(HELLO, 0))
    return VoicePack(str(folder))


def test_a_line_is_put_together_from_its_parts(tmp_path: Path) -> None:
    voice = packed(tmp_path, "Carrying on.", "Repetition four,", "Left leg.")
    line = voice.line("Carrying on. Repetition four, left leg.")
    assert line is not None
    assert length(line) == 3 * 600 + 300 + 180


def test_a_line_with_a_missing_part_is_not_there(tmp_path: Path) -> None:
    voice = packed(tmp_path, "Carrying on.")
    assert voice.line("Carrying on. Repetition four.") is None
    assert not voice.has("Carrying on. Repetition four.")
    assert voice.has("Carrying on.")


@pytest.mark.parametrize("broken", [b"", b"broken"])
def test_a_broken_clip_is_as_if_it_were_not_there(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / f"{name_of('Carrying on.')}.clip").write_bytes(broken)
    assert VoicePack(str(tmp_path)).line("Carrying on.") is None


def test_without_a_pack_there_is_no_line(tmp_path: Path) -> None:
    assert VoicePack(str(tmp_path / "nowhere")).line("Carrying on.") is None


def test_a_rendered_line_is_there_the_next_time(tmp_path: Path) -> None:
    RenderedLines(str(tmp_path / "voice"), "an engine").keep("Hop.", HELLO)
    assert RenderedLines(str(tmp_path / "voice"), "an engine").line("Hop.") == HELLO


def test_another_engine_has_lines_of_its_own(tmp_path: Path) -> None:
    RenderedLines(str(tmp_path), "an engine").keep("Hop.", HELLO)
    assert RenderedLines(str(tmp_path), "another").line("Hop.") is None


def test_asking_for_a_line_makes_no_folder(tmp_path: Path) -> None:
    assert RenderedLines(str(tmp_path / "voice"), "an engine").line("Hop.") is None
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_is_rendered_again(tmp_path: Path) -> None:
    lines = RenderedLines(str(tmp_path), "an engine")
    lines.keep("Hop.", HELLO)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:20])
    again = RenderedLines(str(tmp_path), "an engine")
    assert again.line("Hop.") is None
    assert again.keep("Hop.", HELLO)
    assert RenderedLines(str(tmp_path), "an engine").line("Hop.") == HELLO


def test_what_cannot_be_written_is_kept_for_this_session(tmp_path: Path) -> None:
    (tmp_path / "voice").write_text("a file where the folder should be")
    lines = RenderedLines(str(tmp_path / "voice"), "an engine")
    assert not lines.keep("Hop.", HELLO)
    assert lines.line("Hop.") == HELLO


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    lines = RenderedLines(str(tmp_path), "an engine")
    for number, text in enumerate(("One.", "Two.", "Three.")):
        lines.keep(text, HELLO)
        for path in tmp_path.iterdir():
            if path.stat().st_mtime > 1_000_000:
                os.utime(path, (number, number))
    size = next(tmp_path.iterdir()).stat().st_size
    assert RenderedLines(str(tmp_path), "an engine").line("One.") == HELLO
    lines.trim(largest=2 * size)
    left = RenderedLines(str(tmp_path), "an engine")
    assert [left.line(text) is not None for text in ("One.", "Two.", "Three.")] == [True, False, True]


def test_nothing_of_an_interrupted_write_is_left(tmp_path: Path) -> None:
    RenderedLines(str(tmp_path), "an engine").keep("Hop.", HELLO)
    assert [path.suffix for path in tmp_path.iterdir()] == [".wav"]
