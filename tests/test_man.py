"""The manual page names everything there is."""

from __future__ import annotations

from pathlib import Path

import typer

from lrx_cli import errors
from lrx_cli.cli.app import app
from lrx_cli.cli.commands import COMMANDS
from tests.cli.program import every_command

PAGE = (Path(__file__).parent.parent / "man" / "lrx.1").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.split(f"\n.SH {title}\n")[1].split("\n.SH ")[0]


def test_it_names_every_command() -> None:
    named = [part.partition("\n")[0] for part in section("COMMANDS").split(".TP\n.B ")[1:]]
    assert sorted(named) == sorted(COMMANDS)


def test_it_names_every_command_of_a_group() -> None:
    text = section("COMMANDS")
    for verb in every_command():
        _, _, inner = verb.partition(" ")
        assert inner in text


def test_it_names_every_option_that_all_commands_have() -> None:
    text = section("OPTIONS").replace("\\-", "-")
    options = [name for param in typer.main.get_command(app).params for name in param.opts]
    for name in (*options, "--output", "-o", "--force", "--help", "-h"):
        assert name in text


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
