"""``lrx history``: past sessions in a list, and one in detail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.dates import ago, iso_date
from lrx_cli.core.records.adherence import Summary, Totals, nudge
from lrx_cli.core.records.session_record import LoggedEvent, LoggedSegment, Record, Row
from lrx_cli.render.paper import Paper, clock, joined

_OUTCOMES = {"done": "finished", "stopped": "stopped", "interrupted": "interrupted"}
Names = Mapping[str, str]
"""Exercise ids to names; one that is no longer in the catalog goes by its id."""


def history_page(paper: Paper, sessions: Sequence[Summary], totals: Totals, today: int) -> list[str]:
    """``sessions``: the latest first; perhaps not all of them."""
    if not sessions:
        return paper.paragraph("Nothing is recorded yet. lrx session plays, and what is played is kept.")
    lines: list[str] = []
    for number, summary in enumerate(sessions, start=1):
        lines += paper.entry(f"{number:>3}  {_when(summary)}", _in_short(summary, today), column=25)
    more = totals.sessions - sum(summary.session.counted for summary in sessions)
    return joined(
        [
            paper.title("Sessions played, the latest first"),
            lines,
            paper.paragraph(f"and {more} before them: lrx history --all", style="faint") if more > 0 else [],
            paper.paragraph(totals_words(totals)),
            paper.paragraph("lrx history 1 shows the latest in detail.", style="faint"),
        ]
    )


def totals_words(totals: Totals) -> str:
    if not totals.sessions:
        return "None of them counts: nothing was done in them, or they were played at another speed."
    counted = f"{_count(totals.sessions, 'session')} on {_count(totals.days, 'day')}"
    words = f"{counted}, {minutes(totals.active)} in all"
    if totals.week_sessions:
        week = f"{_count(totals.week_sessions, 'session')} and {minutes(totals.week_active)}"
        words += f"; {week} in the last seven days"
    return f"{words}."


def session_page(paper: Paper, record: Record, names: Names) -> list[str]:
    """One session: what was prescribed, what was played of it, and what happened on the way."""
    session = record.session
    facts = [
        f"{_count(record.done, 'movement or hold', 'movements and holds')} of {record.planned}, "
        f"{minutes(record.active)}, {_OUTCOMES[record.outcome]}"
        + ("" if session.whole else "; a part of this record was damaged and is missing"),
        f"routine {session.routine}, level {session.level}, teaching {session.teach}",
        f"questions before it: {session.asked}",
    ]
    if not session.counted:
        facts.append("played at another speed: not counted")
    return joined(
        [
            paper.title(f"Session of {iso_date(session.started.day)}, {session.started.clock}"),
            paper.items(facts, indent=0),
            [
                line
                for totals in record.exercises
                for line in paper.entry(
                    names.get(totals.exercise, totals.exercise),
                    f"{totals.done} of {totals.planned}, {clock(totals.active)}"
                    f"{_holds(record, totals.block)}",
                    column=28,
                )
            ],
            [line for row in record.rows for line in _happened(paper, row, names)],
            paper.paragraph(f"Its id is {session.id}", style="faint"),
        ]
    )


def left_words(where: str, day: int, today: int) -> list[str]:
    """The question before a session, where the one before it was left. ``day``: when that was begun."""
    return [
        f"You stopped {ago(day, today)} at: {where}.",
        "g  go on     r  redo this exercise     n  start anew",
    ]


def last_words(
    last: Summary | None,
    today: int,
    *,
    warned: bool = False,
    red: bool = False,
    where: str | None = None,
) -> list[str]:
    """For the home screen: the last session, and what could be next. ``where``: it was left there, and
    can be gone on with."""
    if last is None:
        return [nudge(last, today, warned=warned, red=red)]
    next = nudge(last, today, warned=warned, red=red)
    if where is not None and not warned and not red:
        next = f"You stopped at: {where}. lrx session goes on from there, if you like."
    return [f"Last session: {ago(last.session.started.day, today)}, {_in_short(last, None)}.", next]


def minutes(ms: Ms) -> str:
    """Whole minutes; under one, seconds."""
    if ms < 60_000:
        return f"{ms // 1_000} s"
    return f"{(ms + 30_000) // 60_000} min"


def _when(summary: Summary) -> str:
    started = summary.session.started
    return f"{iso_date(started.day)}  {started.clock}"


def _in_short(summary: Summary, today: int | None) -> str:
    words = [
        _what(summary),
        f"{summary.done} of {summary.planned}",
        minutes(summary.active),
        _OUTCOMES[summary.outcome],
    ]
    if today is not None:
        words.append(ago(summary.session.started.day, today))
    if not summary.session.counted:
        words.append("another speed, not counted")
    if not summary.session.whole:
        words.append("incomplete")
    return ", ".join(words)


def _what(summary: Summary) -> str:
    """One or two are named: they were chosen by name as likely as by a routine."""
    exercises = summary.exercises
    if 0 < len(exercises) <= 2:
        return " and ".join(id.replace("-", " ") for id in exercises)
    return f"{summary.session.routine} ({_count(len(exercises), 'exercise')})"


def _holds(record: Record, block: int) -> str:
    eased = sum(row.outcome == "eased" for row in record.finished if row.block == block)
    return f", {eased} eased" if eased else ""


def _happened(paper: Paper, row: Row, names: Names) -> list[str]:
    if isinstance(row, LoggedSegment):
        return []
    words = _words(row, names)
    return paper.entry(clock(row.at), words, column=9) if words else []


def _words(row: LoggedEvent, names: Names) -> str | None:
    value = row.value
    exercise = names.get(str(value.get("exercise")), str(value.get("exercise")))
    match row.what, value.get("what"), value.get("value"):
        case "went_on", _, _:
            return "gone on with, later"
        case "redone", _, _:
            return "gone on with later, the exercise from its beginning"
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


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


# --- for programs -----------------------------------------------------------------------------------


def history_document(sessions: Sequence[Summary], totals: Totals) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "totals": {
            "sessions": totals.sessions,
            "days": totals.days,
            "active_ms": totals.active,
            "week_sessions": totals.week_sessions,
            "week_active_ms": totals.week_active,
        },
        "sessions": [_document(summary) for summary in sessions],
    }


def _document(summary: Summary) -> dict[str, object]:
    session = summary.session
    return {
        "id": session.id,
        "started": session.started.iso,
        "routine": session.routine,
        "level": session.level,
        "teach": session.teach,
        "outcome": summary.outcome,
        "done": summary.done,
        "planned": summary.planned,
        "active_ms": summary.active,
        "planned_ms": session.planned_ms,
        "exercises": list(summary.exercises),
        "counted": session.counted,
        "asked": session.asked,
        "whole": session.whole,
        "version": session.version,
    }
