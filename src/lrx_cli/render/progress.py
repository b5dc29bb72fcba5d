"""``lrx progress``: how it goes, in charts, in sentences, as a message to somebody, or for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.dates import iso_date
from lrx_cli.core.records.adherence import WEEK
from lrx_cli.core.records.progress import Played, Progress
from lrx_cli.render.charts import calendar, pain_lines, week_bars
from lrx_cli.render.paper import Paper, joined

_CALENDAR_WEEKS = 5
_BAR_WEEKS = 8
Names = Mapping[str, str]
NOTHING = "Nothing is recorded for these days. lrx session plays, and what is played is kept."


def progress_page(paper: Paper, found: Progress, safety: Safety, names: Names, *, charts: bool) -> list[str]:
    """``charts``: drawn; otherwise everything is a sentence."""
    if not found.sessions and not found.points:
        return paper.paragraph(NOTHING)
    return joined(
        [
            paper.title(f"From {iso_date(found.since)} to {iso_date(found.today)}"),
            paper.paragraph(_played_words(found)),
            *(_charts(paper, found) if charts else [_sentences(paper, found)]),
            [line for words in _change_words(found, safety) for line in paper.paragraph(words)],
            _exercises(paper, found.played, names, table=charts and not paper.narrow),
            paper.paragraph(
                "2 points are about the smallest change beyond measuring noise, 3 what people with "
                "sciatica call important; lrx about names the sources.",
                style="faint",
            ),
        ]
    )


def progress_text(found: Progress, names: Names) -> list[str]:
    """A message to somebody who helps: plain sentences, to be copied."""
    lines = [
        f"Exercises from {iso_date(found.since)} to {iso_date(found.today)}: {_played_words(found)}",
        *(_rating_words(found)),
        *(change.words for change in found.changes),
    ]
    stood_out = [one for one in found.played if one.hurt or one.eased or one.skipped]
    lines += [f"{names.get(one.exercise, one.exercise)}: {_counts(one)}." for one in stood_out]
    lines.append("Ratings are my own, from 0 to 10, before each session. The program does not diagnose.")
    return lines


def progress_document(found: Progress) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "since": iso_date(found.since),
        "until": iso_date(found.today),
        "sessions": found.sessions,
        "active_ms": found.active,
        "ratings": [{"day": iso_date(point.day), **point.ratings._asdict()} for point in found.points],
        "days": [
            {"day": iso_date(day.day), "sessions": day.sessions, "active_ms": day.active}
            for day in found.days
        ],
        "weeks": [
            {"first_day": iso_date(week.first_day), "sessions": week.sessions, "active_ms": week.active}
            for week in found.weeks
        ],
        "changes": [
            {"measure": change.measure, "first_week": change.then, "last_week": change.now}
            for change in found.changes
        ],
        "colors": dict(found.colors),
        "exercises": [
            {
                "exercise": one.exercise,
                "sessions": one.sessions,
                "eased": one.eased,
                "skipped": one.skipped,
                "hurt": one.hurt,
            }
            for one in found.played
        ],
    }


def _charts(paper: Paper, found: Progress) -> list[list[str]]:
    sections = []
    if found.points:
        chart = pain_lines(found.points, found.points[0].day, found.today, paper.columns)
        sections.append(
            [*paper.paragraph("Pain before each session: L leg, B back, X both", style="label"), *chart]
        )
    if found.weeks:
        bars = week_bars(found.weeks[-_BAR_WEEKS:], paper.columns)
        sections.append([*paper.paragraph("Minutes a week, from Monday", style="label"), *bars])
    if found.days:
        first = max(found.since, found.today - _CALENDAR_WEEKS * WEEK + 1)
        marks = {day.day: day.sessions for day in found.days}
        key = "Days: o played, O more than once"
        sections.append([*paper.paragraph(key, style="label"), *calendar(marks, first, found.today)])
    return sections


def _sentences(paper: Paper, found: Progress) -> list[str]:
    words = [*_rating_words(found)]
    words += [
        f"Week of {iso_date(week.first_day)}: {_count(week.sessions, 'session')}, "
        f"{_count(round(week.active / 60_000), 'minute')}."
        for week in found.weeks[-_BAR_WEEKS:]
    ]
    return [line for text in words for line in paper.paragraph(text)]


def _played_words(found: Progress) -> str:
    words = f"{_count(found.sessions, 'session')} on {_count(len(found.days), 'day')}, "
    words += f"{_count(round(found.active / 60_000), 'minute')} in all."
    told = [f"{number} {light}" for light, number in found.colors.items() if number]
    return f"{words} Colors: {', '.join(told)}." if told else words


def _rating_words(found: Progress) -> list[str]:
    words = []
    for measure, name in (("leg", "Leg pain"), ("back", "Back pain")):
        values = [value for point in found.points if (value := getattr(point.ratings, measure)) is not None]
        if values:
            words.append(
                f"{name} before sessions: between {min(values)} and {max(values)} of 10, "
                f"last {values[-1]}, in {_count(len(values), 'rating')}."
            )
    return words


def _change_words(found: Progress, safety: Safety) -> list[str]:
    words = [change.words for change in found.changes] or [found.unclear]
    if found.no_change:
        words += [rule.text for rule in safety.get_help if rule.id == "two-weeks"]
    return words


def _exercises(paper: Paper, played: Sequence[Played], names: Names, *, table: bool) -> list[str]:
    if not played:
        return []
    if not table:
        return [
            line
            for one in played
            for line in paper.paragraph(f"{names.get(one.exercise, one.exercise)}: {_counts(one)}.")
        ]
    head = f"{'Sessions with it':<28}{'played':>8}{'eased':>8}{'skipped':>9}{'hurt':>7}"
    return [
        paper.paint(head, "label"),
        *(
            f"{names.get(one.exercise, one.exercise)[:27]:<28}{one.sessions:>8}{one.eased:>8}"
            f"{one.skipped:>9}{one.hurt:>7}"
            for one in played
        ),
    ]


def _counts(one: Played) -> str:
    counts = [(one.eased, "eased in"), (one.skipped, "skipped in"), (one.hurt, "hurt in")]
    told = [f"{words} {number}" for number, words in counts if number]
    return f"in {_count(one.sessions, 'session')}" + (f"; {', '.join(told)}" if told else "")


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
