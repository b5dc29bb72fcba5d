"""The manual page names everything there is."""

from __future__ import annotations

from pathlib import Path

from lrx_cli import errors
from lrx_cli.cli.commands import COMMANDS
from tests.cli.program import every_command

PAGE = (Path(__file__).parent.parent / "man" / "lrx.1").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.split(f"\n.SH {title}\n")[1].split("\n.SH ")[0]


def test_it_names_every_command() -> None:
    named = [part.partition("\n")[0] for part in section("COMMANDS").split(".TP\n.B ")[1:]]
    assert sorted(named) == sorted(COMMANDS)


def test_it_names_every_verb_of_routines_and_exercises() -> None:
    text = section("COMMANDS")
    for verb in every_command():
        outer, _, inner = verb.partition(" ")
        if outer in ("routine", "exercise") and inner:
            assert inner in text


def test_it_names_every_exit_code() -> None:
    codes = {value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
    codes |= {0, 129, 130, 143}
    named = {int(word.strip('",')) for word in section("EXIT STATUS").split() if word.strip('",').isdecimal()}
    assert named == codes


def test_it_is_what_a_formatter_expects() -> None:
    for number, line in enumerate(PAGE.splitlines(), start=1):
        assert line.isascii(), number
        assert line == line.rstrip(), number
        assert not line.startswith(".") or line.split()[0] in (
            ".TH", ".SH", ".TP", ".B", ".BR", ".I", ".IR", ".RI", ".RB", ".PP", ".nf", ".fi",
        ), line  # fmt: skip
