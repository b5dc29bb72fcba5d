"""Both doors read a command line the same way, and the quick one reads all that is plainly right."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tools import refresh

from lrx_cli.cli import parser, reader
from lrx_cli.cli.commands import module_of
from lrx_cli.cli.grammar import ARGUMENTS, OPTIONS
from lrx_cli.cli.reader import Line
from tests.cli.conftest import Lrx

ROOT = Path(__file__).parent.parent.parent
VERBS = list(OPTIONS)
PLAIN = st.text(min_size=1, max_size=6).filter(lambda text: not text.startswith("-"))
"""What is certainly a value or an argument."""


def command_of(verb: str) -> Callable[..., int | None]:
    name, _, inner = verb.partition(" ")
    found: Callable[..., int | None] = import_module(module_of(name)).VERBS[inner]
    return found


def filled(line: Line | int | None) -> Line | int | None:
    """With what holds where nothing was typed; typer gives that too."""
    if not isinstance(line, Line):
        return line
    usual = {
        parameter.name: parameter.default
        for parameter in parser.parameters_of(command_of(line.verb))
        if parameter.default is not parameter.empty
    }
    return Line(line.verb, usual | line.values)


def lines_of(verb: str) -> st.SearchStrategy[list[str]]:
    """Anything at all, most of it out of words that mean something to one of the commands."""
    known = st.sampled_from(
        [*OPTIONS[verb], "--", "-", "--help", "-h", "--nonsense", "-x", "--yes", "--json", "-o", "--level"]
    )
    word = st.one_of(
        known,
        st.builds("{}={}".format, known, st.text(max_size=3)),
        st.builds("{}{}".format, known, st.text(max_size=2)),
        st.sampled_from(["gentle", "figure-four", "", "show", "list", "-5", "=", "a b"]),
        st.text(max_size=5),
    )
    words = st.lists(word, max_size=6)
    return st.one_of(
        words.map(lambda found: [*verb.split(), *found]), words.map(lambda found: [verb, *found]), words
    )


LINES = st.one_of([lines_of(verb) for verb in VERBS])


@st.composite
def right_lines(draw: st.DrawFn) -> tuple[list[str], Line]:
    """A command line that is plainly right, and what it asks for."""
    verb = draw(st.sampled_from(VERBS))
    groups: list[list[str]] = []
    values: dict[str, object] = {}
    options = sorted(OPTIONS[verb])
    for option in draw(st.lists(st.sampled_from(options), max_size=6)) if options else []:
        name, kind, _takes = OPTIONS[verb][option]
        if kind in ("yes", "no"):
            groups.append([option])
            values[name] = kind == "yes"
            continue
        value = draw(PLAIN)
        apart = not option.startswith("--") or draw(st.booleans())
        groups.append([option, value] if apart else [f"{option}={value}"])
        values[name] = [*values.get(name, []), value] if kind == "many" else value  # type: ignore[misc]
    for name, kind, _takes in ARGUMENTS[verb]:
        least = 1 if kind == "one" else 0
        found = draw(st.lists(PLAIN, min_size=least, max_size=3 if kind == "many" else 1))
        if found:
            values[name] = found if kind == "many" else found[0]
        for word in found:
            # Options may stand anywhere between the arguments, which keep their order.
            after = max((place for place, group in enumerate(groups, 1) if group[0] == "\0"), default=0)
            groups.insert(draw(st.integers(after, len(groups))), ["\0", word])
    words = [word for group in groups for word in (group[1:] if group[0] == "\0" else group)]
    return [*verb.split(), *words], Line(verb, values)


@settings(max_examples=200)
@given(LINES)
@example(["show", "--", "-h"])
@example(["session", "--hold", "-5"])
@example(["render", "-o=x.wav"])
@example(["render", "-ox.wav"])
@example(["config set", "level", "gentle"])
@example(["config", "set"])
@example([""])
@example([])
def test_what_the_quick_door_reads_typer_reads_the_same_way(arguments: list[str]) -> None:
    quick = reader.read(arguments)
    if quick is not None:
        assert filled(quick) == filled(parser.read(arguments))


@given(right_lines())
def test_the_quick_door_reads_all_that_is_plainly_right(made: tuple[list[str], Line]) -> None:
    arguments, meant = made
    quick = reader.read(arguments)
    assert quick is not None
    assert filled(quick) == filled(meant) == filled(parser.read(arguments))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["list", "--help"],
        ["list", "-h"],
        ["list", "more"],
        ["list", "--levl", "gentle"],
        ["list", "--level"],
        ["list", "--json=yes"],
        ["show"],
        ["show", "4", "5"],
        ["session", "--hold", "-5"],
        ["config", "nonsense"],
        ["--color", "never", "list"],
        ["history", "--ids"],
    ],
)
def test_what_is_not_plainly_right_is_left_to_typer(arguments: list[str]) -> None:
    assert reader.read(arguments) is None


def test_the_table_is_what_the_commands_declare() -> None:
    written = (ROOT / "src" / "lrx_cli" / "cli" / "grammar.py").read_text(encoding="utf-8")
    assert written == refresh.grammar_text(), "run python tools/refresh.py"


@pytest.mark.parametrize("typed", ["0.1", "fast"])
def test_the_speed_of_the_environment_is_read_like_the_option(
    lrx: Lrx, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    option = lrx("session", "--speed", typed)
    monkeypatch.setenv("LRX_SPEED", typed)
    assert lrx("session") == option
    assert option.code == 2
