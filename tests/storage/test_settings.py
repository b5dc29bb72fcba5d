"""Settings: environment over file over default, and every mistake named at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lrx_cli.core.settings import Settings
from lrx_cli.errors import BAD_SETTINGS, LrxError
from lrx_cli.storage.settings import KEYS, read_setting, read_settings, readable_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def refusal(file: Path, environment: dict[str, str] | None = None) -> LrxError:
    with pytest.raises(LrxError) as caught:
        read_settings(str(file), environment or {})
    assert caught.value.exit_code == BAD_SETTINGS
    return caught.value


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    found = read_settings(str(file), {})
    assert found.settings == Settings()
    assert found.origins == {}


def test_the_environment_counts_more_than_the_file(file: Path) -> None:
    file.write_text('level = "gentle"\npace = 2\n')
    found = read_settings(str(file), {"LRX_LEVEL": "stronger"})
    assert found.settings == Settings(level="stronger", pace=2.0)
    assert found.origins == {"level": "LRX_LEVEL", "pace": str(file)}


def test_an_empty_variable_is_not_set(file: Path) -> None:
    assert read_settings(str(file), {"LRX_LEVEL": ""}).settings == Settings()


def test_every_mistake_is_named_with_its_place(file: Path) -> None:
    file.write_text('levl = "gentle"\npace = 9\n')
    error = refusal(file, {"LRX_TEACH": "loud"})
    assert error.problems == (
        f"{file}: levl is not a setting. Did you mean level?",
        f'{file}: pace: found "9", allowed: a number from 0.5 to 3.',
        'LRX_TEACH in the environment: found "loud", allowed: auto, full, short or off.',
    )


def test_a_hundred_mistakes_are_named_up_to_twenty(file: Path) -> None:
    file.write_text("".join(f"key{number} = 1\n" for number in range(100)))
    assert len(refusal(file).problems) == 21
    assert refusal(file).problems[-1] == "and 80 more"


@pytest.mark.parametrize(
    "content",
    [
        b"level = ",
        b"level gentle",
        b"\xff\xfe",
        b'level = "gentle"\nlevel = "gentle"',
        b"[" * 5000,
        b"a" * 100_000,
        b'"\\u001b[31m" = 1',
        b"level = " + b"[" * 20_000,
        b"minutes = " + b"9" * 5_000,
        b"minutes = 0x" + b"F" * 5_000,
        b"level = [" + b"1," * 20_000 + b"]",
    ],
    ids=[
        "no value",
        "no sign",
        "not UTF-8",
        "twice",
        "deep",
        "large",
        "escape",
        "deeper",
        "long number",
        "long number in sixteens",
        "long list",
    ],
)
def test_a_broken_file_is_refused_in_words(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    error = refusal(file)
    assert str(file) in " ".join([error.message, *error.problems])
    assert "\x1b" not in " ".join([error.message, *error.problems])
    assert len(max(error.message, *error.problems, key=len)) < 300 + len(str(file))


def test_a_file_that_is_too_large_is_refused_in_one_sentence(file: Path) -> None:
    file.write_bytes(b"#" * 2_000_000)
    assert refusal(file).message == (
        f"{file} has a mistake: the file has more than 1,048,576 bytes, which is the most allowed."
    )


@pytest.mark.parametrize("key", ["player", "voice_command"])
def test_a_command_with_an_open_quotation_mark_is_refused_before_anything_is_played(
    file: Path, key: str
) -> None:
    file.write_text(f"{key} = 'play \"it'")
    (problem,) = refusal(file).problems
    assert 'found "play "it", allowed: a command that' in problem
    assert "a quotation mark in it is not closed" in problem


def test_a_folder_in_its_place_is_refused(file: Path) -> None:
    file.mkdir()
    assert str(file) in refusal(file).message


def test_a_pipe_in_its_place_is_refused_without_waiting(file: Path) -> None:
    os.mkfifo(file)
    assert str(file) in refusal(file).message


@pytest.mark.parametrize("key", [key for key in KEYS if getattr(Settings(), key) is not None])
def test_every_default_is_a_value_that_may_be_set(key: str) -> None:
    default = getattr(Settings(), key)
    assert read_setting(key, str(default)) == default


PACE = "a number from 0.5 to 3"
UNREADABLE = ("", " ", "a\nb", "a\u202eb", "\udcff", "x" * 1_001)


@pytest.mark.parametrize(
    ("key", "found", "said"),
    [
        ("level", "standart", "allowed: gentle, standard or stronger. Did you mean standard?"),
        ("pace", "0.49", 'found "0.49", allowed: a number from 0.5 to 3.'),
        *(
            ("pace", found, f"allowed: {PACE}.")
            for found in ("nan", "inf", "-1", "", "fast", "1e400", "True")
        ),
        *(("volume", found, "allowed: a whole number from 0 to 100.") for found in ("2.5", "101", "many")),
        ("voice", "maybe", 'found "maybe", allowed: true or false.'),
        *(("player", found, "allowed: a command") for found in UNREADABLE),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(key: str, found: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - what it says is looked at
        read_setting(key, found)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("pace = true", "pace: found"),
        ("volume = true", "volume: found"),
        ('voice = "perhaps"', "voice: found"),
        ("level = 3", "level: found"),
        ("level = ['gentle']", "level: found"),
        ("player = 3", "player: found"),
        ("minutes = {}", "minutes: found"),
    ],
)
def test_another_kind_of_value_is_refused(file: Path, line: str, says: str) -> None:
    file.write_text(line)
    (problem,) = refusal(file).problems
    assert says in problem


def test_words_are_read_in_any_case_and_yes_and_no_in_several_words() -> None:
    assert read_setting("level", " Gentle ") == "gentle"
    assert [read_setting("voice", word) for word in ("true", "yes", "on", "1", " ON ")] == [True] * 5
    assert [read_setting("voice", word) for word in ("false", "no", "off", "0", "No")] == [False] * 5
    assert read_setting("player", " paplay --raw ") == "paplay --raw"


def test_what_is_right_counts_where_something_else_is_wrong(file: Path) -> None:
    file.write_text('levl = "gentle"\npace = 9\nteach = "off"\n')
    found = readable_settings(str(file), {"LRX_VOLUME": "20", "LRX_LEVEL": "hard"})
    assert found.settings == Settings(teach="off", volume=20)
    assert len(found.problems) == 3
    file.write_text("nonsense")
    found = readable_settings(str(file), {"LRX_VOLUME": "20"})
    assert (found.settings.volume, len(found.problems)) == (20, 1)
