"""``-o FILE``: the same in every command that writes a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Lrx, start

WRITERS = {
    "export history": ".json",
    "export history --format csv": ".csv",
    "handout seal": ".html",
    "remind --at 07:30": ".ics",
    "remind --at 07:30 --format cron": ".txt",
    "render seal --teach off --no-voice": ".wav",
}


@pytest.mark.parametrize("line", WRITERS)
def test_a_file_is_replaced_only_when_asked(lrx: Lrx, tmp_path: Path, line: str) -> None:
    path = tmp_path / f"x{WRITERS[line]}"
    for option in ("-o", "--output"):
        path.write_text("mine")
        result = lrx(*line.split(), option, str(path))
        assert (result.code, result.out, path.read_text()) == (73, "", "mine")
        assert "--force" in result.err
        assert lrx(*line.split(), option, str(path), "--force").code == 0
        assert path.read_bytes()[:4] != b"mine"
    for file in tmp_path.glob("x.*"):
        file.unlink()
    assert lrx(*line.split(), "-o", str(path)).code == 0
    assert {file.stem for file in tmp_path.iterdir() if file.name != "home"} == {path.stem}


@pytest.mark.parametrize("line", WRITERS)
def test_an_ending_that_is_not_its_own_is_refused(lrx: Lrx, tmp_path: Path, line: str) -> None:
    for name in ("x.docx", "x", "x.wav.zip", ".wav"):
        result = lrx(*line.split(), "-o", str(tmp_path / name))
        assert result.code == 2
        assert f"a name that ends in {WRITERS[line]}" in result.err
    assert not [file for file in tmp_path.iterdir() if file.name != "home"]


@pytest.mark.parametrize("line", WRITERS)
def test_a_hyphen_is_standard_output(line: str, tmp_path: Path) -> None:
    result = start(*line.split(), "-o", "-", cwd=tmp_path, env={"LRX_HOME": str(tmp_path / "home")})
    assert result.returncode == 0
    assert len(result.stdout) > 30
    assert result.stdout[:4] == b"RIFF" or result.stdout.decode()
    assert not list(tmp_path.iterdir())


def test_the_ending_chooses_the_format_of_an_export(lrx: Lrx, tmp_path: Path) -> None:
    assert lrx("export", "history", "-o", str(tmp_path / "x.csv")).code == 0
    assert (tmp_path / "x.csv").read_text().startswith("session,")
    assert lrx("export", "history", "--format", "json", "-o", str(tmp_path / "y.csv")).code == 2
