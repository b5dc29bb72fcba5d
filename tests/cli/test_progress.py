"""``lrx progress`` and ``lrx config set``, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lrx_cli.storage.history.store import open_history
from lrx_cli.system.clock import wall_clock
from tests.cli.conftest import Lrx
from tests.core.said import answer
from tests.storage.recorded import keep

DAY_MS = 86_400_000


def rated(home: Path, *legs: int) -> None:
    """One rating a day, the last one today."""
    home.mkdir(parents=True, exist_ok=True)
    now = wall_clock()
    with open_history(str(home / "history.sqlite3"), now) as store:
        for place, leg in enumerate(legs):
            then = now._replace(utc=now.utc - (len(legs) - 1 - place) * DAY_MS)
            before = {"leg": leg, "back": 2, "far": 3, "level": "gentle"}
            keep(
                store,
                [
                    answer(f"s{place}", then, "before", before),
                    answer(f"s{place}", then, "after", {"color": "green", "marks": {}}),
                ],
            )


def test_without_a_history_it_says_so_and_makes_none(lrx: Lrx, home: Path) -> None:
    result = lrx("progress")
    assert result.code == 0
    assert "Nothing is recorded for these days" in result.out
    assert not home.exists()
    assert lrx("progress", "--json").json["ratings"] == []


def test_ratings_become_a_chart_and_words(lrx: Lrx, home: Path) -> None:
    rated(home, *[7] * 10, *[3] * 10)
    result = lrx("progress")
    assert "Leg pain before sessions: between 3 and 7 of 10" in " ".join(result.out.split())
    assert "lower by 3 or more" in " ".join(result.out.split())
    plain = lrx("progress", "--plain").out
    assert "between 3 and 7 of 10" in plain
    assert len(lrx("progress", "--json").json["ratings"]) == 20


def test_a_message_of_the_last_days(lrx: Lrx, home: Path) -> None:
    rated(home, *[7] * 10, *[3] * 10)
    result = lrx("progress", "--text", "--since", "5d")
    assert "between 3 and 3 of 10" in result.out


@pytest.mark.parametrize("found", ["2", "w", "-1w", "0d", "2y", "\u0662w", ""])
def test_a_time_that_is_none_is_refused_with_what_is_allowed(lrx: Lrx, found: str) -> None:
    result = lrx("progress", f"--since={found}")
    assert result.code == 2
    assert "10d, 2w or 3m" in result.err


def test_setting_one_keeps_comments_and_counts(lrx: Lrx, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('# mine\nlevel = "standard" # for now\n')
    result = lrx("config", "set", "level", "gentle")
    assert (result.code, result.out) == (0, "level is gentle now.\n")
    assert (home / "config.toml").read_text() == '# mine\nlevel = "gentle"  # for now\n'
    assert lrx("config", "show", "--json").json["settings"]["level"]["value"] == "gentle"


def test_a_setting_or_a_value_that_is_none_changes_nothing(lrx: Lrx, home: Path) -> None:
    assert "Did you mean minutes?" in lrx("config", "set", "minuts", "10").err
    result = lrx("config", "set", "preference", "forward")
    assert result.code == 2
    assert "extension, flexion or unsure" in result.err
    assert not home.exists()


def test_minutes_are_kept_by_preview_and_settings_count(lrx: Lrx) -> None:
    found = lrx("preview", "--minutes", "10", "--json").json
    assert found["duration_ms"] <= 600_000
    assert {"exercise": "open-book-rotation", "why": "there is no time for it today"} in found["left_out"]
    lrx("config", "set", "minutes", "5")
    assert lrx("preview", "--json").json["duration_ms"] <= 300_000
    assert lrx("session", "--minutes", "1", "--speed", "1000").code == 2
    assert "The least that fits is 3 minutes" in lrx("session", "--minutes", "1").err
