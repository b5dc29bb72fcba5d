"""What somebody said on several days, as it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer, What, from_kept

DAY_MS = 86_400_000
FIRST = 20_000
"""The day on which it all begins, since 1970-01-01."""


def at(day: int, hour: int = 9) -> Moment:
    """``day``: counted from the first, 0."""
    return Moment((FIRST + day) * DAY_MS + hour * 3_600_000, 0)


def answer(session: str, given: Moment, what: What, value: Mapping[str, object]) -> Answer:
    return Answer(session, given, from_kept(what, value))


def passed(day: int) -> Answer:
    return answer("", at(day), "passed", {"signs": "no"})


def session(
    day: int,
    color: str | None = "green",
    *,
    before: tuple[int | None, int | None, int | None] = (3, 2, 3),
    after: tuple[int | None, int | None, int | None] = (3, 2, 3),
    marks: dict[str, str] | None = None,
    level: str = "gentle",
    next_day: str | None = "settled",
    id: str | None = None,
) -> list[Answer]:
    id = id or f"session-{day}"
    keys = ("leg", "back", "far")
    found = [
        answer(id, at(day), "before", {**dict(zip(keys, before, strict=True)), "level": level}),
        answer(
            id,
            at(day, 10),
            "after",
            {**dict(zip(keys, after, strict=True)), "new": "none", "color": color, "marks": marks or {}},
        ),
    ]
    if next_day:
        found.append(answer(id, at(day + 1), "next_day", {"answer": next_day}))
    return found
