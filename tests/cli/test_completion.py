"""What a shell is told, and what the three shells make of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools import refresh

from lrx_cli.cli._complete import candidates
from lrx_cli.cli.commands import COMMANDS
from lrx_cli.cli.commands.completion import SHELLS
from lrx_cli.core.catalog.exercise import Catalog
from tests.cli.conftest import Lrx
from tests.pty_driver import Terminal
from tests.written_example import put_into

ROOT = Path(__file__).parent.parent.parent


def words(*typed: str) -> list[str]:
    """The words alone, without what they are."""
    return [line.partition("\t")[0] for line in candidates(list(typed))]


# --- what fits --------------------------------------------------------------------------------------


def test_the_tables_are_those_of_the_commands_and_the_catalog() -> None:
    written = (ROOT / "src" / "lrx_cli" / "cli" / "completions.py").read_text(encoding="utf-8")
    assert written == refresh.completions_text(), "run python tools/refresh.py"


def test_commands_come_first_with_what_they_do() -> None:
    assert words("") == [*COMMANDS, "--help", "--version"]
    assert candidates(["ses"]) == [f"session\t{COMMANDS['session']}"]
    assert words("nonsense", "") == []


def test_exercises_are_completed_by_id_and_told_by_name(home: Path, catalog: Catalog) -> None:
    assert words("show", "") == [exercise.id for exercise in catalog.exercises]
    assert candidates(["show", "fig"]) == ["figure-four-stretch\tFigure four stretch"]
    assert words("session", "cat-cow", "sea") == [
        "seal-stretch",
        "seated-pelvic-tilt",
        "seated-knee-extension",
    ]


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [
        (["session", "--level", ""], ["gentle", "standard", "stronger"]),
        (["session", "--level", "g"], ["gentle"]),
        (["session", "--level=g"], ["--level=gentle"]),
        (["session", "--level", "=", "g"], ["gentle"]),  # as bash cuts it
        (["session", "--level", "="], ["gentle", "standard", "stronger"]),
        (["session", "--position", "s"], ["supine", "side-lying", "seated", "standing"]),
        (["session", "--skip", "cat"], ["cat-cow"]),
        (["session", "--routine", "mo"], ["morning", ":files"]),
        (["session", "--variant", "cat-cow=s"], ["cat-cow=small"]),
        (["session", "--hold", ""], []),
        (["session", "--lev"], ["--level"]),
        (["preview", "--he"], ["--help"]),
        (["check", ""], [":files"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["routine", ""], ["list", "show", "new", "edit", "remove"]),
        (["routine", "show", "eve"], ["evening"]),
        (["routine", "new", ""], []),
        (["routine", "new", "--l"], ["--line"]),
        (["remind", "--format", ""], ["ics", "cron"]),
    ],
)
def test_the_last_word_is_completed(home: Path, typed: list[str], fitting: list[str]) -> None:
    assert words(*typed) == fitting


def test_what_is_ones_own_is_completed_too(home: Path) -> None:
    put_into(home)
    assert candidates(["show", "bri"]) == ["bridge\tBridge"]
    assert words("session", "--routine", "ba") == ["back-and-bridge", ":files"]
    assert words("routine", "edit", "") == ["back-and-bridge"]
    assert words("exercise", "remove", "") == ["bridge"]


def test_what_a_file_of_ones_own_holds_does_nothing_to_a_shell(home: Path) -> None:
    folder = home / "exercises"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text('{"exercises": [{"id": "a\\u001b[2Jb\\tc\\nd", "name": "x\\u0007"}]}')
    (folder / "b.json").write_text("[" * 100_000)
    (folder / "c.json").write_bytes(b"\xff")
    (folder / "e.json").symlink_to("/dev/zero")
    os.mkfifo(folder / "f.json")
    assert words("show", "a") == []
    routines = home / "routines"
    routines.mkdir()
    for name in ("a\x1b[2J.json", "a\nb.json", "a\udcff.json", "a b.json"):
        (routines / name).write_text("{}")
    assert words("routine", "edit", "a") == ["a b"]


def test_nobody_at_a_prompt_sees_an_error(lrx: Lrx) -> None:
    for line in (["_complete"], ["_complete", "\udcff"], ["_complete", "show", "--level", "\0"]):
        result = lrx(*line)
        assert (result.code, result.err) == (0, "")


# --- the shells -------------------------------------------------------------------------------------


def test_the_scripts_are_printed_and_nothing_is_installed(lrx: Lrx, home: Path) -> None:
    for shell in SHELLS:
        result = lrx("completion", shell)
        assert (result.code, "_complete" in result.out) == (0, True)
    assert lrx("completion", "tcsh").code == 2
    assert not home.exists()


STARTED = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
HERE = [shell for shell in SHELLS if shutil.which(shell)]
"""``.ci/run`` sees to it that all three are there."""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ``lrx`` in the PATH, and a home with something of one's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    path = folder / "lrx"
    path.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT / 'src')!r})\n"
        "from lrx_cli.cli.app import main\nmain()\n"
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PS1", "% ")
    put_into(tmp_path / "home")
    return path


SOURCED = {
    "bash": b'eval "$(lrx completion bash)"; bind "set bell-style none"; PS1="ready> "\n',
    "zsh": b'autoload -Uz compinit; compinit -D; eval "$(lrx completion zsh)"; PS1="ready> "\n',
    "fish": b"lrx completion fish | source; function fish_prompt; echo 'ready> '; end\n",
}


@pytest.mark.external
@pytest.mark.parametrize("shell", HERE)
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (b"echo lrx; lrx show figu", b"figure-four-stretch"),
        (b"lrx session --level gen", b"gentle"),
        (b"lrx show bri", b"bridge"),
        (b"lrx session --routine back", b"back-and-bridge"),
        (b"lrx rou", b"routine"),
    ],
)
def test_a_press_of_tab_completes_the_word(program: Path, shell: str, typed: bytes, completed: bytes) -> None:
    if shell == "fish":  # asked directly: it repaints its line by moves of the cursor
        script = f"{SOURCED[shell].decode()}\ncomplete -C {typed.split(b'; ')[-1].decode()!r}"
        run = subprocess.run([*STARTED[shell][:2], "-c", script], capture_output=True, text=True, timeout=30)
        assert run.stdout.partition("\t")[0].strip() == completed.decode(), run
        return
    with Terminal(STARTED[shell]) as terminal:
        terminal.type(SOURCED[shell])
        shown = terminal.wait_for(rb"\n.*ready> ")
        terminal.type(typed + b"\t")
        terminal.wait_for(completed + rb"(\x1b\[\S+)? ", after=shown)


def test_a_name_that_bash_would_obey_is_quoted(program: Path) -> None:
    folder = program.parent.parent / "home" / "routines"
    (folder / "$(touch owned).json").write_text("{}")
    script = (
        'eval "$(lrx completion bash)"; COMP_WORDS=(lrx routine edit "\\$"); COMP_CWORD=3; _lrx;'
        ' eval "printf %s ${COMPREPLY[0]}"'
    )
    run = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=30, cwd=folder)
    assert (run.stdout, run.stderr) == ("$(touch owned)", "")
    assert not (folder / "owned").exists()


@pytest.mark.external
@pytest.mark.parametrize("shell", HERE)
def test_names_of_files_are_completed_where_a_file_is_asked_for(program: Path, shell: str) -> None:
    (program.parent.parent / "my file.json").write_text("{}")
    folder = str(program.parent.parent).encode()
    if shell == "fish":
        script = f"{SOURCED[shell].decode()}\ncomplete -C 'lrx check {folder.decode()}/my'"
        run = subprocess.run([*STARTED[shell][:2], "-c", script], capture_output=True, text=True, timeout=30)
        assert "file.json" in run.stdout
        return
    # Wide enough for the path, wherever tests keep their files: a line that wraps is written in pieces.
    with Terminal(STARTED[shell], columns=1_000) as terminal:
        terminal.type(SOURCED[shell])
        shown = terminal.wait_for(rb"\n.*ready> ")
        # In the folder: a long line is wrapped wherever the name of a temporary folder ends.
        terminal.type(b"cd " + folder + b"\n")
        shown = terminal.wait_for(rb"\n.*ready> ", after=shown)
        terminal.type(b"lrx check my\t")
        terminal.wait_for(rb"my\\ file\.json", after=shown)
