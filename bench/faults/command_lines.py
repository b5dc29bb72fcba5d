"""Random command lines, one after the other in one process: obeyed, or refused in words that help.

python bench/faults/command_lines.py --lines 5000 --seed 1

The words are those of the real commands, options and values. Most lines then get mistakes: typos, missing and
doubled words, control characters, empty words, ten thousand letters. Environment variables get them as well.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.cli.program import every_command
from tests.hostile.escapes import PAYLOADS, obeyed
from tests.hostile.judging import faults_of
from tests.hostile.test_command_lines import can_be_typed

from lrx_cli.cli.app import run
from lrx_cli.storage.settings import KEYS, variable

CODES = (0, 1, 2, 3, 65, 66, 73, 74, 75, 78)
"""Those of docs/json.md, but a bug and the signals."""
LINES_A_HOME = 250
LONGEST = 30
"""Seconds until a line counts as one that hangs."""
HELPS = re.compile(
    r"allowed|Did you mean|lrx |--|needs|missing|name|not both|Only|Nothing is left|There are|Yours: |Choose"
)
"""A usage error says at least one of these."""
ODD = [
    *filter(can_be_typed, PAYLOADS.values()),
    "", " ", "-", "--", "@", "@/etc/passwd", "--=", "=", "-1", "0", "nan", "inf", "1e400", "9" * 5_000,
    "x" * 10_000, "\udcff", "żółw", "伸び", "🧘", "é" * 200, "a=b=c", "..", "/", "/dev/null", "~", "*",
    "--help", "-h", "--version",
]  # fmt: skip
EXERCISES = ("figure-four", "cat cow", "cat-cow", "4", "10", "seal", "open", "sit", "back-rotation", "bridge")
POSITIONS = ("quadruped", "prone", "supine", "side-lying", "seated", "standing", "floor")
VALUES: dict[str, tuple[str, ...]] = {
    "routine": ("full", "morning", "desk", "evening", "mine", "mine.json"),
    "position": POSITIONS,
    "skip": EXERCISES,
    "exercise": EXERCISES,
    "exercises": EXERCISES,
    "variant": ("cat-cow=seated", "10=seated", "standing-back-extension=seated", "seated"),
    "minutes": ("1", "5", "240", "241", "0", "2.5"),
    "hold": ("0", "5", "30", "600", "601"),
    "reps": ("1", "10", "100", "101"),
    "pace": ("0.5", "1", "3", "3.1"),
    "speed": ("1000", "1001"),
    "output": ("a.html", "a.ics", "a.wav", "a.json", "a.csv", "a.txt", "-", "no/a.html", "."),
    "file": ("a.json", "mine.json", "-", "nowhere.json", ".", "a.csv", "/dev/null"),
    "at": ("7:30", "07:30,19:00", "25:00", "7", "noon"),
    "days": ("daily", "mon-fri", "mon,wed", "mon-", "sunday"),
    "since": ("10d", "2w", "3m", "0d", "w", "99999w"),
    "key": (*KEYS, "levl", "nothing"),
    "value": ("gentle", "standard", "12", "true", "left", "0.5", "desk", "never"),
    "name": ("mine", "Bridge", "Anna's sheet", "full", "go", "stay", "voice"),
    "names": ("go", "stay", "back", "voice"),
    "line": ("cat cow: 2x10", "figure-four: 2x30s", "4", "seal 3 x 5", "bridge: many"),
    "id": ("1", "2", "0", "99", "a", "0000"),
    "what": ("history",),
    "title": ("Mine", "For Anna"),
    "dose": ("2x10", "3x30s", "much"),
}
"""By the name of the parameter."""
AROUND: dict[str, tuple[str, ...]] = {
    "NO_COLOR": ("1", ""),
    "FORCE_COLOR": ("1",),
    "CLICOLOR": ("0", "1"),
    "CLICOLOR_FORCE": ("1",),
    "COLUMNS": ("40", "0", "x"),
    "TERM": ("dumb", "xterm-256color", ""),
    "LANG": ("C", "ja_JP.UTF-8"),
    "TZ": ("UTC", "Europe/Berlin", "Mars"),
    "ACCESSIBLE": ("1",),
    "PAGER": ("", "cat"),
    "EDITOR": ("nothing",),
    "LRX_LEVL": ("gentle",),
}


_OUR_COLORS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\\\")


class Ended(NamedTuple):
    code: int
    out: str
    err: str
    seconds: float


def main(lines: int = 5_000, seed: int = 1, errors: bool = False) -> None:
    """``errors``: print each different error as well."""
    chance = random.Random(seed)
    words = Words(chance)
    ends: Counter[int] = Counter()
    different: dict[str, list[str]] = {}
    findings: list[str] = []
    slowest, begun = (0.0, ""), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(lines):
            if number % LINES_A_HOME == 0:
                place = Path(folder) / str(number)
                (place / "bin").mkdir(parents=True)
                os.chdir(place)
            line, around = words.line(), words.environment()
            ended = call(line, around, place)
            ends[ended.code] += 1
            slowest = max(slowest, (ended.seconds, f"{line}"[:200]))
            findings += [
                f"line {number}: {fault}: {line!r:.400} {around!r:.200} -> {ended.code} {ended.err[:300]!r}"
                for fault in faults(line, around, ended)
            ]
            if ended.code and ended.err:
                different.setdefault(re.sub(r'"[^"]*"|\d+', "#", ended.err), line)
            if len(findings) >= 50:
                break
        os.chdir(ROOT)
    if errors:
        for text, line in sorted(different.items()):
            print(f"{line!r:.150}\n    {text[:600]}", file=sys.stderr)
    figures = {
        "seed": seed,
        "lines": sum(ends.values()),
        "ends": dict(sorted(ends.items())),
        "different_errors": len(different),
        "seconds": round(time.monotonic() - begun),
        "slowest": slowest,
        "findings": findings,
    }
    print(json.dumps(figures))
    raise typer.Exit(1 if findings else 0)


class Words:
    """Command lines and environments out of what the program takes, and out of what it does not."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._commands = every_command()

    def line(self) -> list[str]:
        chance = self._chance
        verb = chance.choice([*self._commands])
        words = [*verb.split()]
        params = [*self._commands[verb].params]
        for param in params:
            if param.param_type_name == "argument" and chance.random() < 0.85:
                count = chance.choice((1, 1, 1, 2, 3)) if param.nargs < 0 else 1
                words += (self._value(param) for _ in range(count))
        options = [param for param in params if param.param_type_name == "option"]
        for param in chance.sample(options, min(len(options), chance.choice((0, 0, 1, 1, 2, 3)))):
            words += self._option(param)
        for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 4))):
            words = self._with_mistake(words)
        return in_no_time(words)

    def environment(self) -> dict[str, str]:
        chance, found = self._chance, {}
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            if chance.random() < 0.5:
                key = chance.choice([*KEYS])
                name, usual = variable(key), VALUES.get(key, VALUES["value"])
            else:
                name = chance.choice([*AROUND])
                usual = AROUND[name]
            found[name] = chance.choice(usual) if chance.random() < 0.7 else chance.choice(ODD)
        return found

    def _option(self, param: Any) -> list[str]:
        name = self._chance.choice([*param.opts, *param.secondary_opts])
        if param.is_flag:
            return [name]
        value = self._value(param)
        return [f"{name}={value}"] if name.startswith("--") and self._chance.random() < 0.3 else [name, value]

    def _value(self, param: Any) -> str:
        choices = getattr(param.type, "choices", None)
        usual = [str(choice) for choice in choices] if choices else VALUES.get(param.name, VALUES["name"])
        return self._chance.choice([*usual])

    def _with_mistake(self, words: list[str]) -> list[str]:
        chance = self._chance
        at = chance.randrange(len(words) + 1)
        before, word, after = words[:at], words[at : at + 1], words[at + 1 :]
        match chance.randrange(8):
            case 0:
                return [*before, *(self._slip(text) for text in word), *after]
            case 1:
                return [*before, *after]
            case 2:
                return [*before, *word, *word, *after]
            case 3:
                return [*before, chance.choice(ODD), *after]
            case 4:
                return [*before, *(text + chance.choice(ODD) for text in word), *after]
            case 5:
                return [*before, *(chance.choice((text.upper(), text.title())) for text in word), *after]
            case 6:
                return [*after, *before, *word]
            case _:
                return [*before, chance.choice(ODD), *word, *after]

    def _slip(self, text: str) -> str:
        at = self._chance.randrange(len(text) + 1)
        before, letter, after = text[:at], text[at : at + 1], text[at + 1 :]
        swapped = before + after[:1] + letter + after[1:]
        return self._chance.choice((before + after, f"{before}e{letter}{after}", swapped))


def in_no_time(words: list[str]) -> list[str]:
    """Without a speed at which a session would take minutes."""
    slow = re.compile(r"(--speed=)?[0-9.]+")
    pairs = zip(["", *words], words, strict=False)
    return [
        f"{'--speed=' if word.startswith('--speed=') else ''}1000"
        if slow.fullmatch(word) and (before == "--speed" or word.startswith("--speed="))
        else word
        for before, word in pairs
    ]


def call(line: list[str], around: dict[str, str], place: Path) -> Ended:
    """Run it in this process, in a home below ``place``, where no other program can be found."""
    environment = {
        "PATH": str(place / "bin"), "HOME": str(place), "LRX_HOME": str(place / "home"), "LRX_SPEED": "1000",
    }  # fmt: skip
    usual, streams = dict(os.environ), (sys.stdin, sys.stdout, sys.stderr)
    begun = time.monotonic()
    with (place / "out").open("w+b") as out, (place / "err").open("w+b") as err, open(os.devnull) as nothing:
        os.environ.clear()
        os.environ.update(environment | around)
        sys.stdin = nothing
        sys.stdout, sys.stderr = (io.TextIOWrapper(file, "utf-8", write_through=True) for file in (out, err))
        faulthandler.dump_traceback_later(LONGEST, exit=True, file=streams[2])
        try:
            code = run(line)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException as error:
            code = 70
            print(f"{type(error).__name__} left the program: {error}", file=sys.stderr)
        finally:
            faulthandler.cancel_dump_traceback_later()
            texts = [*_texts(sys.stdout, sys.stderr)]
            sys.stdin, sys.stdout, sys.stderr = streams
            os.environ.clear()
            os.environ.update(usual)
    return Ended(code, *texts, time.monotonic() - begun)


def _texts(*streams: Any) -> Iterator[str]:
    for stream in streams:
        with contextlib.suppress(ValueError):
            stream.flush()
            stream.buffer.seek(0)
        yield stream.detach().read().decode("utf-8", "surrogateescape")


def faults(line: list[str], around: dict[str, str], ended: Ended) -> Iterator[str]:
    """What should not be, in how one line ended."""
    if ended.code not in CODES:
        yield f"ends with {ended.code}"
    colored = wants_colors(line, around)
    out, err = (_OUR_COLORS.sub("", text) if colored else text for text in (ended.out, ended.err))
    yield from faults_of(err)
    yield from (f"shows {letter}" for letter in obeyed(out, ours="\r\n")[:3])
    count = len(re.findall(r"^Error: ", err, re.MULTILINE))
    if ended.code in (0, 3) and count:
        yield "complains, and ends well"
    listed = "check" in line[:1]  # what is wrong with a file is what it was asked for
    if ended.code not in (0, 1, 3) and count != 1 and not (listed and ended.out):
        yield f"says {count} errors"
    if ended.code == 2 and not HELPS.search(err):
        yield "does not say what is allowed"
    if "--json" in line and "--" not in line and not _NO_DOCUMENT & {*line}:
        yield from _json_faults(ended.out)


_NO_DOCUMENT = {"-h", "--help", "--version", "-V", "--restore", "--delete", "--delete-all"}
"""With these, what is printed is sentences."""


def wants_colors(line: list[str], around: dict[str, str]) -> bool:
    names = {"FORCE_COLOR", "CLICOLOR_FORCE", "LRX_COLOR"}
    return bool(names & around.keys()) or any("always" in word for word in line)


def _json_faults(out: str) -> Iterator[str]:
    """One document, or one a line."""
    try:
        json.loads(out or "0")
    except ValueError:
        try:
            [*map(json.loads, out.splitlines())]
        except ValueError:
            yield "prints what is no JSON"


if __name__ == "__main__":
    typer.run(main)
