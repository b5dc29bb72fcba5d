"""What a shell completes, and that nothing which is called or written by somebody else runs because of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tools import refresh
from typer.testing import CliRunner

from lrx_cli.cli.app import app
from lrx_cli.cli.commands import COMMANDS
from lrx_cli.core.catalog.exercise import Catalog
from tests.cli.conftest import Lrx
from tests.pty_driver import Terminal
from tests.written_example import put_into

ROOT = Path(__file__).parent.parent.parent
SHELLS = ("bash", "zsh", "fish")


def words(*typed: str) -> list[str]:
    """What bash is told of the last word."""
    line = {"COMP_WORDS": "\n".join(["lrx", *typed]), "COMP_CWORD": str(len(typed))}
    found = CliRunner(env={"_LRX_COMPLETE": "complete_bash", **line}).invoke(app)
    assert (found.exit_code, found.stderr) == (0, "")
    return found.stdout.split()


def described(shell: str, typed: str) -> str:
    """What zsh or fish is told of the last word of the line."""
    line = {"_LRX_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": typed}
    env = {**line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return CliRunner(env=env).invoke(app).stdout.strip()


@pytest.mark.parametrize("shell", SHELLS)
def test_what_packages_install_is_what_the_program_prints(shell: str) -> None:
    installed = (ROOT / "completions" / refresh.COMPLETIONS[shell]).read_text(encoding="utf-8")
    assert installed == refresh.completion_text(shell), "run tools/refresh.py"


# --- what fits --------------------------------------------------------------------------------------


def test_commands_come_first(home: Path) -> None:
    assert words("") == list(COMMANDS)
    assert words("ses") == ["session"]
    assert words("nonsense", "") == list(COMMANDS)


def test_exercises_are_completed_by_id_and_described_by_name(home: Path, catalog: Catalog) -> None:
    assert words("show", "") == [exercise.id for exercise in catalog.exercises]
    assert described("fish", "lrx show fig") == "figure-four-stretch\tFigure four stretch"
    assert described("zsh", "lrx show fig") == (
        """_arguments '*: :(("figure-four-stretch":"Figure four stretch"))'"""
    )
    assert described("fish", "lrx ses").endswith(COMMANDS["session"].summary)


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [
        (["session", "cat-cow", "sea"], ["seal-stretch", "seated-pelvic-tilt", "seated-knee-extension"]),
        (["session", "--level", ""], ["gentle", "standard", "stronger"]),
        (["session", "--level", "g"], ["gentle"]),
        (["session", "--level", "=", "g"], ["gentle"]),  # as bash cuts it
        (["session", "--level", "="], ["gentle", "standard", "stronger"]),
        (["session", "--position", "s"], ["supine", "side-lying", "seated", "standing"]),
        (["session", "--skip", "cat"], ["cat-cow"]),
        (["session", "--routine", "mo"], ["morning"]),
        (["session", "--variant", "cat-cow", "=", "s"], ["small"]),
        (["session", "--variant", "cat-cow", "="], ["floor", "small", "no-sink", "counter"]),
        (["session", "--variant", "=", "cat-cow", "=", "s"], ["small"]),
        (["session", "--variant", "cat-cow", "=", "small", "fig"], ["figure-four-stretch"]),
        (
            ["session", "--variant", "cat-c"],
            [f"cat-cow={v}" for v in ("floor", "small", "no-sink", "counter")],
        ),
        (["show", "10", "--variant", "s"], ["standing", "seated"]),
        (["session", "--hold", ""], []),
        (["session", "--lev"], ["--level"]),
        (["preview", "--no-co"], ["--no-color"]),
        (["check", ""], []),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["routine", ""], ["list", "show", "new", "import", "edit", "remove"]),
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
    assert words("show", "bri") == ["bridge"]
    assert words("session", "--routine", "ba") == ["back-and-bridge"]
    assert words("routine", "edit", "") == ["back-and-bridge"]
    assert words("exercise", "remove", "") == ["bridge"]


def test_what_a_file_of_ones_own_holds_or_is_called_reaches_no_shell(home: Path) -> None:
    put_into(home)
    path = home / "exercises" / "bridge.json"
    path.write_text(path.read_text().replace('"Bridge"', '"B`id` $(id) \\";id;\' [red]x[/] \\\\u0007 伸"'))
    (home / "exercises" / "c.json").write_bytes(b"\xff")
    (home / "exercises" / "e.json").symlink_to("/dev/zero")
    os.mkfifo(home / "exercises" / "f.json")
    for name in ("a\x1b[2J", "a\nb", "a\udcff", "a b", "$(id)", "`id`", "a;id", "a'b", "-a", "..", "A"):
        (home / "routines" / f"{name}.json").write_text("{}")
    assert words("routine", "edit", "") == ["back-and-bridge"]
    assert words("session", "--routine", "a") == []
    for shell in ("zsh", "fish"):
        told = described(shell, "lrx show bri")
        assert "bridge" in told
        assert not set("`$;[]\\\x07") & set(told.removeprefix("_arguments '*: :((").removesuffix("))'"))


def test_nobody_at_a_prompt_sees_an_error(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("nonsense")
    assert words("session", "--level", "g") == ["gentle"]
    for typed in (["show", "--level", "\N{BELL}"], ["\udcff"], ["show", "'"], ["--level", "="], ["="]):
        words(*typed)


# --- the shells -------------------------------------------------------------------------------------


def test_the_scripts_are_printed_and_nothing_is_installed(lrx: Lrx, home: Path) -> None:
    for shell in SHELLS:
        result = lrx("completion", shell)
        assert (result.code, f"_LRX_COMPLETE=complete_{shell}" in result.out) == (0, True)
    assert lrx("completion", "tcsh").code == 2
    assert not home.exists()


STARTED = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
PROMPT = {
    "bash": b'bind "set bell-style none"; PS1="ready> "; eval "$(lrx completion bash)"\n',
    "zsh": b'autoload -Uz compinit; compinit -D; eval "$(lrx completion zsh)"; PS1="ready> "\n',
    "fish": b"lrx completion fish | source; function fish_prompt; echo 'ready> '; end\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a shell is started, empty. There is a ``lrx``, and a home with something of one's own."""
    programs = tmp_path / "bin"
    programs.mkdir()
    path = programs / "lrx"
    path.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT / 'src')!r})\n"
        "from lrx_cli.__main__ import main\nmain()\n"
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PS1", "% ")
    put_into(tmp_path / "home")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def at_the_prompt(terminal: Terminal, shell: str) -> int:
    terminal.type(PROMPT[shell])
    return terminal.wait_for(rb"\n?.*ready> ")


COMPLETED = {
    b"lrx show figu\t --level gen\t --json | head -c 20": rb'"format": 1',
    b"lrx show bri\t --json | head -c 30 | tail -c 20": rb'"exercise',
    b"lrx preview --routine back\t --json | tr -d ' ' | head -c 60": rb'"routine":"back-and-bridge"',
    b"lrx preview --variant cat-cow=sm\t cat\t --json | head -c 20": rb'"format": 1',
}
"""What is typed, and what the command that it becomes prints."""


@pytest.mark.external
@pytest.mark.parametrize("shell", SHELLS)
def test_a_press_of_tab_completes_the_word(folder: Path, shell: str) -> None:
    with Terminal(STARTED[shell], columns=200) as terminal:
        shown = at_the_prompt(terminal, shell)
        for typed, says in COMPLETED.items():
            terminal.type(typed + b"\n")
            shown = terminal.wait_for(rb"(?s)" + says + rb".*?ready> ", after=shown)


HOSTILE = (
    "$(touch owned)",
    "`touch owned`",
    "a;touch owned",
    "a|touch owned",
    "a'b\"c",
    "a&touch owned",
    "-x",
)


@pytest.mark.external
@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_runs_whatever_files_and_routines_are_called(folder: Path, shell: str) -> None:
    routines = folder.parent / "home" / "routines"
    lines = []
    for number, name in enumerate(HOSTILE):
        (folder / f"d{number}").mkdir()
        (folder / f"d{number}" / name).write_text("{}")
        (routines / f"{name}.json").write_text("{}")
        lines.append(f"lrx check d{number}/\t")
    lines += ["lrx session --routine \t", "lrx routine edit \t\t"]
    with Terminal(STARTED[shell], columns=200) as terminal:
        shown = at_the_prompt(terminal, shell)
        for number, line in enumerate(lines):
            terminal.type(f"{line}\nprintf 'done%s\\n' {number}\n".encode())
            shown = terminal.wait_for(b"done%d\r" % number, after=shown)
    assert not (folder / "owned").exists()
    assert not list(folder.rglob("owned"))
