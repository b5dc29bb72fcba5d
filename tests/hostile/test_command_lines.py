"""What is typed, and what stands in the environment: shown at most, never obeyed."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from lrx_cli.storage.settings import KEYS, variable
from tests.cli.conftest import ROOT, Lrx
from tests.cli.program import every_command
from tests.hostile.escapes import CONTROLS, MARKUP, PAYLOADS, obeyed
from tests.hostile.judging import faults_of
from tests.pty_driver import Terminal
from tests.sampling import one_in
from tests.written_example import examples


def can_be_typed(payload: str) -> bool:
    """The system takes bytes without a NUL: not every code point of Python's is one."""
    try:
        return b"\0" not in os.fsencode(payload)
    except UnicodeEncodeError:
        return False


_TYPED = ("", " ", "-1", "nan", "inf", "1e400", "9" * 5_000, "x" * 50_000, "\udcff", '"', "a=b=c")
ODD = [payload for payload in (*PAYLOADS.values(), *_TYPED) if can_be_typed(payload)]
UNTRIED = ("sounds", "reset", "doctor", "routine edit", "exercise edit", "import", "completion")
"""They wait for somebody, or have no words of their own."""
CODES = (0, 1, 2, 65, 66, 73, 74, 78)
PLACES: tuple[tuple[str, ...], ...] = (
    ("{}",), ("--{}",), ("-{}",), ("show", "{}"), ("list", "{}"), ("session", "{}"),
    ("session", "--routine", "{}"), ("check", "{}"), ("check", "{}", "--json"), ("import", "{}"),
    ("config", "set", "{}", "x"), ("config", "set", "level", "{}"), ("config", "set", "player", "{}"),
    ("history", "{}"), ("routine", "show", "{}"), ("routine", "new", "{}", "--line", "cat cow"),
    ("routine", "new", "a", "--line", "{}: {}"), ("remind", "--at", "{}"),
    ("exercise", "new", "{}", "--dose", "{}", "--position", "{}", "--setup", "{}", "--move", "{}"),
    ("remind", "--at", "7:30", "--days", "{}"), ("handout", "bridge", "--title", "{}"), ("export", "{}"),
    ("completion", "{}"), ("preview", "--variant", "cat-cow={}"),
)  # fmt: skip


def options(odd: Iterator[str]) -> Iterator[list[str]]:
    """Every option of every command, with something that it cannot mean."""
    for verb, command in every_command().items():
        for param in command.params:
            if verb in UNTRIED or param.param_type_name != "option":
                continue
            for name in (*param.opts, *param.secondary_opts):
                value = next(odd)
                yield [*verb.split(), *([f"{name}={value}"] if param.is_flag else [name, value])]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: what is called like a file is written here, and nowhere else."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.long
def test_whatever_is_typed_is_only_shown(lrx: Lrx, elsewhere: Path) -> None:
    odd = cycle(ODD)
    lines = list(options(odd))
    for payload in ODD:
        place = PLACES[len(lines) % len(PLACES)]
        lines.append([part.replace("{}", payload) for part in place])
    lines += [[part.replace("{}", next(odd)) for part in place] for place in PLACES * 2]
    for line in lines:
        if line[0] == "session":
            line += ["--speed", "1000"]
        result = lrx(*line)
        assert result.code in CODES, (line, result)
        assert not faults_of(result.err), (line, result.err)
        assert not obeyed(result.out, ours="\r\n"), line
    assert len(lines) > 350


@pytest.mark.parametrize(
    "line",
    [
        ("export", "history"),
        ("handout", "cat-cow"),
        ("remind", "--at", "7:30"),
        ("remind", "--at", "7:30", "--format", "cron"),
        ("render", "cat-cow"),
    ],
)
def test_what_no_file_can_be_called_is_a_mistake_in_the_line(
    lrx: Lrx, elsewhere: Path, line: tuple[str, ...]
) -> None:
    for name, shown in (("a\0b", "a\N{REPLACEMENT CHARACTER}b"), ("", "")):
        result = lrx(*line, "-o", name)
        assert (result.code, result.err) == (2, f'Error: -o: found "{shown}", allowed: the name of a file.\n')
    assert not any(elsewhere.iterdir())


@pytest.mark.parametrize(
    "name",
    one_in(
        3, ["TERM", "COLORFGBG", "COLUMNS", "LRX_HOME", "TZ", "LANG", "EDITOR", "USER", "XDG_CONFIG_HOME"]
    ),
)
def test_whatever_is_in_the_environment_is_only_shown(
    lrx: Lrx, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name.startswith("XDG"):
        monkeypatch.delenv("LRX_HOME")
        monkeypatch.setenv("HOME", str(elsewhere))
    for payload in [*ODD[::9], "\udcff", '"']:
        monkeypatch.setenv(name, payload)
        for line in (["list"], ["config", "path"], ["routine", "edit", "mine"]):
            result = lrx(*line)
            assert result.code in CODES, (payload, line, result)
            assert not faults_of(result.err), (payload, line)
            assert not obeyed(result.out), (payload, line)


@pytest.mark.parametrize("key", one_in(4, KEYS))
def test_a_setting_in_the_environment_is_read_or_refused(
    lrx: Lrx, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    for payload in [*ODD[::17], *_TYPED[1:]]:
        monkeypatch.setenv(variable(key), payload)
        result = lrx("config", "show")
        assert result.code in (0, 78), (payload, result)
        assert not faults_of(result.err), payload
        assert not obeyed(result.out), payload


_MANY = """
import json, sys
from lrx_cli.cli.app import run
for line in json.loads(sys.argv[1]):
    run(line)
print("that was all")
"""
_OURS = re.compile(
    r"\x1b\[([0-9;]*[mHJKC]|\?[0-9]+[hlsr]|6n|16t|c)|\x1b\]11;\?\x1b\\|\x1b_Gi=\d+,[^\x1b]*\x1b\\"
)


def in_a_window(lines: list[list[str]], home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a terminal gets of these command lines, but what is ours: colors, the cursor, modes."""
    monkeypatch.setenv("LRX_HOME", str(home))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    with Terminal([sys.executable, "-c", _MANY, json.dumps(lines)]) as terminal:
        terminal.wait_for(rb"that was all")
        return _OURS.sub("", terminal.shown.decode("utf-8", "surrogateescape"))


def test_in_a_window_too_whatever_is_typed_is_only_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    payloads = [payload for payload in CONTROLS.values() if can_be_typed(payload)][::6]
    places = cycle(
        [("{}",), ("show", "{}"), ("check", "{}"), ("list", "--level", "{}"), ("show", "--{}", "x")]
    )
    lines = [
        [part.replace("{}", payload) for part in place]
        for place, payload in zip(places, payloads, strict=False)
    ]
    assert len(lines) > 30
    assert obeyed(in_a_window(lines, tmp_path, monkeypatch), ours="\r\n") == []


def test_a_live_session_of_an_exercise_that_is_called_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.loads(examples()["exercises/bridge.json"])
    (exercise,) = document["exercises"]
    exercise["name"] = f"{MARKUP['rich closing']}{MARKUP['rich link']}:skull:伸❤\ufe0f"
    for step in exercise["steps"]:
        step["text"] = (
            f"{step['text']} {MARKUP['script']} {MARKUP['percent']} 伸ばす e\u0301\u0301\u0301\u0301."
        )
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "bridge.json").write_text(json.dumps(document))
    line = ["session", "bridge", "--speed", "100", "--no-sound", "--no-inhibit"]
    shown = in_a_window(
        [["check", str(folder / "bridge.json")], line, ["show", "bridge"]], tmp_path, monkeypatch
    )
    assert obeyed(shown, ours="\r\n") == []
    assert "No problems in" in " ".join(shown.split())
    assert "[/][link=http://evil.example]x[/link]:skull:伸❤" in shown.replace("\r\n", "")
