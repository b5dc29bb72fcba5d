"""Moments and days, written and read."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.dates import Moment, ago, iso_date, moment


@given(st.dates())
def test_a_day_counts_from_1970(found: datetime.date) -> None:
    assert iso_date((found - datetime.date(1970, 1, 1)).days) == found.isoformat()


@given(st.datetimes(min_value=datetime.datetime(1, 1, 3)), st.integers(-840, 840))
def test_a_moment_is_written_as_iso_8601_and_read_back(local: datetime.datetime, offset: int) -> None:
    zoned = local.replace(
        microsecond=local.microsecond // 1_000 * 1_000,
        tzinfo=datetime.timezone(datetime.timedelta(minutes=offset)),
    )
    utc = (zoned - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(milliseconds=1)
    when = Moment(utc, offset)
    assert when.iso == zoned.isoformat(timespec="milliseconds")
    assert moment(when.iso) == when


@pytest.mark.parametrize(
    "text", ["2024-03-01T07:30:00Z", "2024-03-01T07:30:00+00:00", "2024-03-01T07:30:00.0Z"]
)
def test_other_spellings_of_the_same_moment(text: str) -> None:
    assert moment(text) == Moment(1_709_278_200_000, 0)


@pytest.mark.parametrize(
    "text",
    [
        "", "2024-03-01", "2024-02-30T10:00:00+01:00", "2024-13-01T10:00:00Z", "2024-03-01T24:00:00Z",
        "2024-03-01T10:60:00Z", "2024-03-01 10:00:00Z", "2024-03-01T10:00:00", "2024-03-01T10:00:00+15:00",
        "2024-03-01T10:00:00.+01:00", "2024-03-01T10:00:00.1234Z", "2024-03-01T1०:00:00Z", "x" * 40,
        "2024-03-01T10:00:00x01:00", "2024-03-01T10:00:xx+01:00", "2024-03-01T10:00:00+01:60",
        "2024-03-0110:00:00Z", "202a-03-01T10:00:00Z", "2024/03/01T10:00:00Z", "2024-03-01T10:00:00+01.00",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment(text)


def test_a_fraction_of_a_second_is_what_it_says() -> None:
    assert moment("1970-01-01T00:00:00.5Z") == Moment(500, 0)
    assert moment("1970-01-01T00:00:00.05Z") == Moment(50, 0)
    assert moment("1970-01-01T23:59:59.999Z") == Moment(86_399_999, 0)


def test_days_are_named_from_today() -> None:
    assert [ago(day, 10) for day in (10, 9, 7, 11)] == ["today", "yesterday", "3 days ago", "today"]


@pytest.mark.parametrize(("utc", "year"), [(10**18, "9999"), (-(10**18), "0001")])
def test_a_clock_that_is_out_of_its_mind_still_gives_a_date(utc: int, year: str) -> None:
    broken = Moment(utc, 60)
    assert broken.iso.startswith(year)
    assert iso_date(broken.day).startswith(year)
