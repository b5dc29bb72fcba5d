"""``lrx history``: past sessions in a list, and one in detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from lrx_cli.core.dates import ago, iso_date
from lrx_cli.core.health.answers import FAR, Ratings
from lrx_cli.core.health.profile import SessionAnswers
from lrx_cli.core.records.progress import Totals, nudge
from lrx_cli.core.records.session_record import LoggedEvent, Record
from lrx_cli.core.words import clock, day_words, hours, long_date, minutes, percent, picked
from lrx_cli.exports.history import head
from lrx_cli.render import parts
from lrx_cli.render.console import safe_text
from lrx_cli.text import count

_OUTCOMES = {"done": "finished", "stopped": "stopped", "interrupted": "interrupted"}
_COLUMNS = "#", "Day", "Start", "Played", "Done", "Time", "Leg", "Color"
_METER, _LEAST_PLAYED = 4, 12
_AROUND_THE_LIST = 8
"""Lines of the page that are not sessions, and one for the prompt."""
_LEAST_SHOWN = 5
Names = Mapping[str, str]
"""Exercise ids to names; one that is no longer in the catalog goes by its id."""
AnswersBySession = Mapping[str, SessionAnswers]
"""By the id of the session: how it was before and after."""
NOBODY_ASKED = SessionAnswers("", 0)


@parts.page
def history_page(
    room: parts.Room,
    sessions: Sequence[Record],
    totals: Totals,
    today: int,
    answers: AnswersBySession | None = None,
    *,
    all: bool = False,
) -> parts.Composed:
    """``sessions``: the latest first; perhaps not all of them. ``all``: more than fits the screen, too."""
    if not sessions:
        yield parts.stacked(Text("Nothing is recorded yet.", "title"), Text("What you play is kept here."))
        yield parts.hints(("lrx session", "play"), ("lrx import FILE", "bring a history from elsewhere"))
        return
    known = answers or {}
    given = [(number, one, known.get(one.session.id, NOBODY_ASKED)) for number, one in enumerate(sessions, 1)]
    fits = room.columns and not all
    listed = given[: max(room.height - _AROUND_THE_LIST, _LEAST_SHOWN)] if fits else given
    more = totals.sessions - sum(one.session.counted for _, one, _ in listed)
    yield _sessions(room, listed, today)
    yield parts.stacked(
        safe_text(totals_words(totals)),
        Text(f"and {more} before these: lrx history --all", "aside") if more > 0 else None,
    )
    yield parts.hints(("lrx history 1", "the latest in detail"), ("lrx progress", "how it goes"))


def totals_words(totals: Totals) -> str:
    if not totals.sessions:
        return (
            "None of these sessions counts: nothing was done in them, or they were played at another speed."
        )
    counted = f"{count(totals.sessions, 'session')} on {count(totals.days, 'day')}"
    words = f"{counted}, {hours(totals.active)} in all"
    if totals.week_sessions:
        week = f"{count(totals.week_sessions, 'session')} and {hours(totals.week_active)}"
        words += f"; {week} in the last seven days"
    return f"{words}."


def _sessions(
    room: parts.Room, listed: Sequence[tuple[int, Record, SessionAnswers]], today: int
) -> RenderableType:
    whole = [name for name in _COLUMNS if name != "Played"]
    grid = parts.table(*_COLUMNS, right=("#", "Time"), whole=whole)
    grid.box = None
    grid.columns[3].min_width = _LEAST_PLAYED
    rows = parts.Listing(grid, airy=True)
    for number, one, answers in listed:
        started = one.session.started
        place, day = Text(str(number), "aside"), Text(day_words(started.day, today), "name")
        at, what, time = Text(started.clock, "aside"), safe_text(_what(one)), minutes(one.active)
        leg = _change(room, answers.before.leg, answers.after.leg)
        color = parts.light_words(room, answers.color) if answers.color else None
        note = "" if one.session.whole else "partly"
        last = color or Text(note if one.session.counted else "fast", "aside")
        rated = [Text.assemble(("leg ", "label"), leg)] if leg.plain else []
        second = [Text.assemble(_done(room, one), f"  {time}"), *rated, *([color] if color else [])]
        rows.add(
            (place, day, at, what, _done(room, one), time, leg, last),
            Text.assemble(place, " ", day, "  ", at), what, Text("  ").join(second),
            record=_record(number, one, answers),
        )  # fmt: skip
    return rows


def _done(room: parts.Room, one: Record) -> Text:
    return Text.assemble(
        parts.meter(room, one.done, one.planned, _METER), f" {percent(one.done, one.planned)}"
    )


def _change(room: parts.Room, before: int | None, after: int | None) -> Text:
    if before is None and after is None:
        return Text("")
    then, now = ("?" if value is None else str(value) for value in (before, after))
    return Text(then if after is None else f"{then} {room.glyph('→', '->')} {now}")


def _record(number: int, one: Record, answers: SessionAnswers) -> tuple[str, ...]:
    started = one.session.started
    words = f"{one.done} of {one.planned}"
    names = [totals.exercise.replace("-", " ") for totals in one.exercises]
    played = " and ".join(names) if len(names) == 2 else _what(one)
    rated = _ratings("leg", answers.before.leg, answers.after.leg)
    return (
        str(number), iso_date(started.day), started.clock, played, words, minutes(one.active),
        _OUTCOMES[one.outcome], rated, answers.color or "", ", ".join(_notes(one)),
    )  # fmt: skip


def _ratings(name: str, before: int | None, after: int | None) -> str:
    both = {"before": before, "after": after}
    words = [f"{when} {value}" for when, value in both.items() if value is not None]
    return f"{name} {', '.join(words)}" if words else ""


def _notes(one: Record) -> Iterator[str]:
    if not one.session.counted:
        yield "another speed, not counted"
    if not one.session.whole:
        yield "incomplete"


@parts.page
def session_page(
    room: parts.Room, record: Record, names: Names, answers: SessionAnswers = NOBODY_ASKED
) -> parts.Composed:
    """One session: how it was before and after, what was played of what was prescribed, and what happened on
    the way."""
    session = record.session
    title = f"Session of {long_date(session.started.day)}, {session.started.clock}"
    yield parts.Section(title, parts.facts(_session_facts(room, record, answers, names)), style="accent")
    yield _exercises(room, record, names)
    events = [row for row in record.rows if isinstance(row, LoggedEvent)]
    log = [(clock(event.at), words) for event in events if (words := _happened(event, names))]
    if log:
        yield parts.Section("On the way", parts.facts(log, style="aside"))
    yield safe_text(f"Its id is {session.id}", "aside")


def _session_facts(
    room: parts.Room, record: Record, answers: SessionAnswers, names: Names
) -> Iterator[tuple[str, str | Text]]:
    session = record.session
    done = f"{record.done} of {count(record.planned, 'movement or hold', 'movements and holds')}"
    yield "Done", f"{done}, {minutes(record.active)}, {_OUTCOMES[record.outcome]}"
    if not session.counted:
        yield "", "played at another speed: not counted"
    if not session.whole:
        yield "", "a part of this record was damaged and is missing"
    what = f"routine {session.routine}" if session.routine else "exercises by name"
    yield "Played", f"{what}, {session.level} level, teaching {session.teach}"
    if answers.before.any:
        yield "Before", _rating_words(answers.before)
    if answers.after.any:
        yield "After", _rating_words(answers.after)
    if answers.color is not None:
        yield "Color", parts.light_words(room, answers.color)
    if answers.marks:
        yield "Hurt", ", ".join(names.get(id, id) for id in answers.marks)
    if answers.next_day is not None:
        yield "Next day", answers.next_day
    yield "Health check", {"asked": "answered", "skipped": "skipped"}.get(session.asked, "nobody was asked")


def _rating_words(ratings: Ratings) -> str:
    pain = {"leg": ratings.leg, "back": ratings.back}
    words = [f"{where} pain {value} of 10" for where, value in pain.items() if value is not None]
    if ratings.far is not None:
        words.append(f"lowest point: {FAR[ratings.far]}")
    return ", ".join(words)


def _exercises(room: parts.Room, record: Record, names: Names) -> RenderableType:
    grid = parts.table("Exercise", "", "Done", "Time", "", right=("Time",))
    rows = parts.Listing(grid)
    for totals in record.exercises:
        times = sum(row.outcome == "eased" for row in record.finished if row.block == totals.block)
        name, eased = names.get(totals.exercise, totals.exercise), f"{times} eased" if times else ""
        done, time = f"{totals.done} of {totals.planned}", clock(totals.active)
        style = "good" if totals.done == totals.planned else "accent"
        drawn, named = parts.meter(room, totals.done, totals.planned, 20, style), safe_text(name, "name")
        words = Text(f"{done}, {time} {eased}".rstrip())
        rows.add((named, drawn, done, time, eased), named, words, record=(name, done, time, eased))
    return rows


def last_words(
    last: Record | None,
    today: int,
    *,
    warned: bool = False,
    red: bool = False,
    where: str | None = None,
) -> list[str]:
    """For the home screen: the last session, and what could be next. ``where``: it was left there, and
    can be continued."""
    next = nudge(last, today, warned=warned, red=red)
    if last is None:
        return [next]
    if where is not None and not warned and not red:
        next = f"You stopped at: {where}. lrx session goes on from there, if you like."
    played = _what(last), f"{last.done} of {last.planned}", minutes(last.active), _OUTCOMES[last.outcome]
    return [
        f"Last session: {', '.join((ago(last.session.started.day, today), *played, *_notes(last)))}.",
        next,
    ]


def _what(one: Record) -> str:
    """One is named: it was chosen by name as likely as by a routine."""
    if len(one.exercises) == 1:
        return one.exercises[0].exercise.replace("-", " ")
    return ", ".join(filter(None, (one.session.routine, count(len(one.exercises), "exercise"))))


def _happened(row: LoggedEvent, names: Names) -> str | None:
    value = row.value
    exercise = names.get(str(value.get("exercise")), str(value.get("exercise")))
    match row.what, value.get("what"), value.get("value"):
        case "went_on", _, _:
            return "continued later"
        case "redone", _, _:
            return "continued later, from the beginning of the exercise"
        case "paused", _, _:
            why = {"asked": "paused", "stalled": "paused: the computer slept", "hurt": "stopped: it hurt"}
            return why.get(str(value.get("why")), "paused")
        case "changed", "hold" | "ease", int(hold):
            return f"{exercise}: holds of {hold // 1_000} s"
        case "changed", "ease", _:
            return f"{exercise}: eased"
        case "changed", "side", str(side):
            return f"{exercise}: {side} side first"
        case "changed", "easier", _:
            return f"{exercise}: easier form"
        case "changed", "dropped", str(why):
            return f"{exercise}: left out ({why})"
        case "changed", "restored", _:
            return f"{exercise}: not left out after all"
        case "reported", "hurt", _:
            return None  # the pause says it
        case "reported", "answer", str(answer):
            return f"answered: {_ANSWERS.get(answer, answer)}"
        case "ended", _, _:
            return "the end" if value.get("outcome") == "done" else "ended here"
    return None


_ANSWERS = {
    "spread": "further down the leg",
    "strong": "too strong",
    "skip": "skip it",
    "end": "end here",
    "warning": "a warning sign",
    "nothing": "it was nothing",
}


# --- for programs -----------------------------------------------------------------------------------


def history_document(sessions: Sequence[Record], totals: Totals) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "totals": {
            **picked(totals, "sessions", "days", "week_sessions"),
            "active_ms": totals.active,
            "week_active_ms": totals.week_active,
        },
        "sessions": [
            {**head(one), "exercises": [played.exercise for played in one.exercises]} for one in sessions
        ],
    }
