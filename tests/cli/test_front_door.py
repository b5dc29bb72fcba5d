"""The front door: home, help, versions, mistakes, and every kind of stream."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from lrx_cli import __version__
from lrx_cli.cli import app as front
from lrx_cli.cli.app import app, run
from lrx_cli.cli.commands import COMMANDS
from lrx_cli.errors import LrxError, OutputLost
from tests.cli.conftest import ROOT, Lrx, start
from tests.cli.program import every_command
from tests.sampling import one_in

# --- help and home --------------------------------------------------------------------------------


def test_home_says_what_this_is_with_three_examples_and_the_safety_line(lrx: Lrx) -> None:
    result = lrx()
    assert result.code == 0
    assert result.out.count("\n  lrx ") == 3
    assert "do not exercise, get emergency care" in " ".join(result.out.split())


def test_the_version_is_told_everywhere(lrx: Lrx) -> None:
    for line in ("--version", "list --version", "session figure-four --version"):
        assert lrx(*line.split()).out == f"lrx {__version__}\n"


def test_help_names_every_command_and_what_it_does(lrx: Lrx) -> None:
    result = lrx("--help")
    assert result.code == 0
    words = " ".join(result.out.replace("│", " ").split())
    for name, entry in COMMANDS.items():
        assert f"\n {name} " in result.out
        assert f"{name} {entry.summary}" in words
    assert lrx("-h").out == lrx("help").out == result.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_its_examples_before_its_options(lrx: Lrx, name: str) -> None:
    result = lrx(name, "--help")
    assert result.code == 0
    example = result.out.index("\n   lrx ")
    assert result.out.index("Usage: lrx") < result.out.index("Example") < example
    assert example < result.out.index("Options")
    for jargon in ("TEXT", "None", "\b"):
        assert jargon not in result.out


def test_help_can_be_asked_for_in_three_ways(lrx: Lrx) -> None:
    for name in ("list", "config"):
        assert lrx("help", name).out == lrx(name, "-h").out == lrx(name, "--help").out


def test_every_option_says_what_it_does_in_a_sentence() -> None:
    for name, command in every_command().items():
        for param in command.params:
            if not getattr(param, "hidden", False):
                assert param.help[0].isupper(), (name, param.name)
                assert param.help.endswith("."), (name, param.name)


def test_the_help_of_all_says_of_a_command_what_its_own_help_says() -> None:
    own = every_command()
    for name, entry in COMMANDS.items():
        assert own[name].help.partition("\n")[0] == entry.summary


# --- mistakes -------------------------------------------------------------------------------------


def test_an_unknown_command_names_the_nearest(lrx: Lrx) -> None:
    result = lrx("shwo")
    assert (result.code, result.out) == (2, "")
    assert "Did you mean 'show'?" in result.err


def test_an_unknown_option_is_a_usage_error(lrx: Lrx) -> None:
    assert lrx("--nonsense").code == 2
    assert lrx("list", "--levl", "gentle").code == 2
    assert lrx("show").code == 2


def test_a_variable_of_ours_that_nobody_reads_is_named_once_and_stops_nothing(
    lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LRX_LEVL", "gentle")
    result = lrx("list", "--json")
    assert result.code == 0
    assert result.json["level"] == "gentle"
    assert result.err == "LRX_LEVL in the environment means nothing to lrx. Did you mean LRX_LEVEL?\n"


def test_a_name_without_its_quotation_marks_is_recognized(lrx: Lrx) -> None:
    result = lrx("show", "cat", "cow")
    assert result.code == 2
    assert "cow is one word too many. A name with a space in it needs quotation marks." in result.err


def test_an_empty_name_is_called_empty(lrx: Lrx) -> None:
    result = lrx("show", " ")
    assert (result.code, result.err.splitlines()[0]) == (2, "Error: The name of the exercise is empty.")


def failing(error: Exception) -> Callable[[], None]:
    def page() -> None:
        raise error

    return page


def test_an_error_is_told_with_its_problems_and_a_way_out(lrx: Lrx, monkeypatch: pytest.MonkeyPatch) -> None:
    error = LrxError("It is wrong.", problems=["here", "there\x1b[31m"], hint="Try this.", exit_code=65)
    monkeypatch.setattr(front, "print_home", failing(error))
    result = lrx()
    assert (result.code, result.out) == (65, "")
    assert result.err == "Error: It is wrong.\n  - here\n  - there\ufffd[31m\nTry this.\n"


def test_a_bug_is_one_line(lrx: Lrx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "print_home", failing(KeyError("side")))
    result = lrx()
    assert result.code == 70
    assert len(result.err.splitlines()) == 1
    assert "KeyError" in result.err
    assert "LRX_DEBUG=1" in result.err


def test_a_bug_shows_where_it_is_when_asked(lrx: Lrx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LRX_DEBUG", "1")
    monkeypatch.setattr(front, "print_home", failing(KeyError("side")))
    with pytest.raises(KeyError):
        lrx()


@pytest.mark.parametrize(("number", "code"), [(errno.EPIPE, 0), (errno.ENOSPC, 74), (errno.EIO, 74)])
def test_a_reader_who_left_is_no_failure_and_a_full_disk_is(
    lrx: Lrx, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    monkeypatch.setattr(front, "print_home", failing(OutputLost(OSError(number, os.strerror(number)))))
    monkeypatch.setattr("lrx_cli.render.console.abandon_output", lambda: None)
    result = lrx()
    assert result.code == code
    assert bool(result.err) == bool(code)


def test_what_is_run_from_an_archive_says_that_it_must_be_installed(tmp_path: Path) -> None:
    archive = tmp_path / "lrx.zip"
    with ZipFile(archive, "w") as file:
        file.writestr("__main__.py", "from lrx_cli.__main__ import main\nmain()\n")
        for folder, inside in ((ROOT / "src" / "lrx_cli", "lrx_cli"), (ROOT / "data", "lrx_cli/data")):
            for path in folder.rglob("*.*"):
                if path.suffix in (".py", ".json"):
                    file.write(path, f"{inside}/{path.relative_to(folder)}")
    for line in ("", "list", "session --json"):
        result = subprocess.run(
            [sys.executable, str(archive), *line.split()], capture_output=True, timeout=60, text=True
        )
        assert (result.returncode, result.stdout) == (66, "")
        assert result.stderr.startswith("Error: lrx has to be installed")


def test_ctrl_c_while_it_starts_is_no_traceback() -> None:
    interrupted = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Finder())
from lrx_cli.__main__ import main
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", interrupted], env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True
    )
    assert (ended.returncode, ended.stderr) == (-signal.SIGINT, b"")


@pytest.mark.parametrize("name", ["lrx-cli", "lrx"])
def test_it_answers_to_both_of_its_names(name: str, lrx: Lrx, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "-h"], name) == 0
    assert f"Usage: {name} list" in capsys.readouterr().out


def test_no_private_part_of_typer_is_touched() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        assert not re.search(r"typer\._|import click|from click", path.read_text()), path


@pytest.mark.usefixtures("home")
def test_typers_runner_sees_what_a_process_does() -> None:
    runner = CliRunner()
    assert runner.invoke(app, ["list", "--json"]).exit_code == 0
    result = runner.invoke(app, ["show", "nothing"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no exercise" in result.stderr


def test_options_for_all_commands_stand_before_or_after_the_name_of_one() -> None:
    for line in (
        "--color always list",
        "list --color always",
        "routine --color always show desk",
        "routine show desk --color always",
    ):
        assert b"\x1b[" in start(*line.split()).stdout
    for line in ("--color always list --no-color", "list --color always --no-color"):
        assert b"\x1b[" not in start(*line.split(), env={"FORCE_COLOR": "1"}).stdout
    assert start("list", env={"LRX_COLOR": "blue"}).returncode == 78


def test_a_variable_that_is_no_truth_value_is_answered_in_plain_words(
    lrx: Lrx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LRX_PLAIN", "desk")
    result = lrx("session", "seal")
    assert result.code == 78
    assert 'LRX_PLAIN in the environment: found "desk", allowed: true or false.' in result.err


# --- streams --------------------------------------------------------------------------------------

LINES = ["--version", "", "list", "nonsense", "show 4", "preview --all", "--help", "list --help"]


@pytest.mark.parametrize("line", one_in(2, LINES))
def test_a_full_disk_is_not_success(line: str) -> None:
    with open("/dev/full", "wb") as full:
        result = start(*line.split(), stdout=full)
    assert result.returncode == (2 if line == "nonsense" else 74)
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr


def test_what_cannot_be_told_ends_as_it_would_have() -> None:
    with open("/dev/full", "wb") as full:
        assert start("show", "nothing-of-the-kind", stderr=full).returncode == 2
        assert start("list", stdout=full, stderr=full).returncode == 74


@pytest.mark.parametrize("line", ["list", "preview --all"])
def test_a_reader_who_left_ends_it_quietly(line: str) -> None:
    read, write = os.pipe()
    os.close(read)
    result = start(*line.split(), stdout=write)
    os.close(write)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("line", one_in(2, ["list", "--help"]))
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_end_in_no_traceback(closed: tuple[int, ...], line: str) -> None:
    def close() -> None:
        for fd in closed:
            os.close(fd)

    result = start(line, preexec_fn=close, stdin=None)
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("encoding", one_in(3, ["ascii", "latin-1", "cp1252", "ascii:strict"]))
@pytest.mark.parametrize("line", one_in(2, ["list", "", "show 3", "about", "preview --all", "show 10"]))
def test_an_old_terminal_gets_letters_it_can_show(encoding: str, line: str) -> None:
    result = start(*line.split(), env={"PYTHONIOENCODING": encoding})
    assert (result.returncode, result.stderr) == (0, b"")
    result.stdout.decode(encoding.split(":")[0])


def test_a_word_that_the_terminal_has_no_letters_for_is_spelled_as_well_as_it_goes() -> None:
    settings = {"LRX_ROUTINE": "früh … 伸", "PYTHONUTF8": "1"}
    result = start("config", "show", env=settings | {"PYTHONIOENCODING": "ascii:strict"})
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"fr?h ... ?  " in result.stdout


@pytest.mark.parametrize("line", ["", "list", "show 4", "preview", "about", "--help"])
def test_what_is_piped_is_plain_and_prose_fits_eighty_columns(line: str) -> None:
    result = start(*line.split())
    assert b"\x1b" not in result.stdout
    if line not in ("list", "preview"):  # a record is one line, however long
        assert all(len(text) <= 80 for text in result.stdout.decode().splitlines())
    if line != "--help":  # It does not depend on the window it was made in, nor on what that terminal can do.
        elsewhere = {"COLUMNS": "200", "TERM": "xterm-256color"}
        assert start(*line.split(), env=elsewhere).stdout == result.stdout


def test_color_can_be_had_in_a_pipe() -> None:
    assert b"\x1b[" in start("list", "--color", "always").stdout
    assert b"\x1b[" in start("list", env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b[" in start("list", env={"LRX_COLOR": "always"}).stdout
