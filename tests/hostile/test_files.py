"""Whatever lies where a file is expected: it is refused at once and in words, and the rest still plays."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lrx_cli.errors import BAD_SETTINGS
from tests.cli.conftest import Lrx, Result
from tests.hostile.escapes import obeyed
from tests.hostile.files import BYTES, HARMLESS, NAMES, NO_FILES
from tests.hostile.judging import faults_of, faults_of_refusal
from tests.sampling import one_in
from tests.written_example import examples, put_into

GOOD: Mapping[str, bytes] = {place: text.encode() for place, text in examples().items()}

Put = Callable[[Path], None]
ODD: Mapping[str, Callable[[bytes], Put]] = {
    **{
        name: lambda good, damage=damage: lambda path: put(path, damage(good))
        for name, damage in BYTES.items()
    },
    **{name: lambda _good, make=make: make for name, make in NO_FILES.items()},
}


BUILT_IN = (
    ("list",),
    ("preview", "--routine", "desk"),
    ("session", "cat-cow", "--speed", "1000", "--teach", "off"),
)
READ_ANYWAY = (
    "nothing", "a blank", "only blanks", "all but the last byte",
    "a comment in the middle", "single quotation marks",
)  # fmt: skip
"""Right as settings: they say nothing, or no less than before."""
SMALL = [ODD[name] for name, damage in BYTES.items() if len(damage(GOOD["exercises/bridge.json"])) < 50_000]


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def kept(home: Path) -> dict[str, bytes]:
    """All that somebody wrote in a home, but what is no file."""
    found = (path for folder in ("exercises", "routines") for path in (home / folder).rglob("*"))
    return {str(path): path.read_bytes() for path in found if _is_small(path)}


def _is_small(path: Path) -> bool:
    return not path.is_symlink() and path.is_file() and path.stat().st_size < 2_000_000


def safe(result: Result) -> Result:
    assert not faults_of(result.err), result.err
    assert not obeyed(result.out), result.out
    return result


@pytest.mark.parametrize("odd", one_in(3, ODD))
def test_an_exercise_that_is_none_is_told_and_left_out(lrx: Lrx, home: Path, odd: str) -> None:
    path = home / "exercises" / "bridge.json"
    path.parent.mkdir(parents=True)
    before = lrx("list").out
    ODD[odd](GOOD["exercises/bridge.json"])(path)
    listed = safe(lrx("list"))
    assert (listed.code, listed.out) == (0, before)
    assert "It is left out" in listed.err
    refusal = lrx("check", str(path), "--color", "never")
    assert not faults_of_refusal(refusal.code, refusal.out + refusal.err)


@pytest.mark.parametrize("odd", one_in(3, ODD))
def test_a_routine_that_is_none_is_refused(lrx: Lrx, home: Path, odd: str) -> None:
    path = home / "routines" / "mine.json"
    path.parent.mkdir(parents=True)
    ODD[odd](GOOD["routines/back-and-bridge.json"])(path)
    refusal = lrx("preview", "--routine", str(path))
    assert not faults_of_refusal(refusal.code, refusal.err)
    assert str(path) in refusal.err
    assert refusal.out == ""


@pytest.mark.long
def test_a_home_full_of_files_that_are_none_changes_nothing_that_is_built_in(lrx: Lrx, home: Path) -> None:
    before = {command: lrx(*command).out for command in BUILT_IN}
    for place in ("exercises/bridge.json", "routines/back-and-bridge.json"):
        folder = (home / place).parent
        folder.mkdir(parents=True)
        for number, make in enumerate([*SMALL, *map(ODD.__getitem__, NO_FILES)]):
            make(GOOD[place])(folder / f"{number}.json")
    files = kept(home)
    for command, out in before.items():
        result = safe(lrx(*command))
        assert (result.code, result.out) == (0, out), command
        assert result.err.count("It is left out") >= 40
    listed = safe(lrx("routine", "list"))
    assert listed.code == 0
    assert listed.out.count("lrx check") >= len(NO_FILES)
    assert kept(home) == files


@pytest.mark.parametrize("odd", one_in(3, ODD))
def test_what_is_drawn_wrongly_is_shown_in_words(lrx: Lrx, home: Path, odd: str) -> None:
    put_into(home)
    path = home / "exercises" / "figures" / "bridge.json"
    path.unlink()
    ODD[odd](GOOD["exercises/figures/bridge.json"])(path)
    assert safe(lrx("show", "bridge")).code == 0


@pytest.mark.parametrize("harmless", HARMLESS)
def test_what_means_the_same_is_read_as_the_same(lrx: Lrx, home: Path, harmless: str) -> None:
    put_into(home)
    before = lrx("show", "bridge", "--json").out
    for place, good in GOOD.items():
        (home / place).write_bytes(HARMLESS[harmless](good))
        result = lrx("check", str(home / place))
        assert (result.code, "No problems in" in result.out) == (0, True)
    assert lrx("show", "bridge", "--json").out == before


@pytest.mark.parametrize("odd", [*one_in(3, ODD), "brackets in brackets"])
def test_settings_that_are_none_are_refused(lrx: Lrx, home: Path, odd: str) -> None:
    home.mkdir()
    path = home / "config.toml"
    good = b'level = "gentle"\nminutes = 10\n'
    make = ODD[odd] if odd in ODD else lambda _: lambda path: put(path, b"level = " + b"[" * 30_000)
    make(good)(path)
    if odd in READ_ANYWAY:
        assert safe(lrx("list")).code == 0
        return
    shown = lrx("config", "show")
    assert (shown.code, "config.toml" in shown.err) == (0, True)
    assert not faults_of(shown.err)
    for command in (["list"], ["config", "set", "pace", "1"]):
        refusal = lrx(*command)
        assert refusal.code == BAD_SETTINGS, refusal.err
        assert not faults_of_refusal(refusal.code, refusal.err)
        assert "config.toml" in refusal.err


@pytest.mark.parametrize("name", one_in(3, NAMES), ids=ascii)
def test_whatever_a_file_is_called_its_name_is_only_shown(lrx: Lrx, home: Path, name: bytes) -> None:
    for place in GOOD:
        folder = os.fsencode((home / place).parent)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, name), "wb") as file:
            file.write(b'{"a": 1}')
    path = os.fsdecode(os.path.join(os.fsencode(home / "routines"), name))
    for command in (["list"], ["routine", "list"], ["exercise"], ["routine", "list", "--json"]):
        assert safe(lrx(*command)).code == 0
    for command in (["check", path], ["preview", "--routine", path], ["import", path]):
        result = lrx(*command)
        assert not faults_of_refusal(result.code, result.out + result.err)
