"""Every page with something in it, and what is printed of it."""

from __future__ import annotations

import io

from rich.console import RenderableType

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Ratings
from lrx_cli.core.health.profile import SessionAnswers, session_answers
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.records.progress import Day, Played, Progress, Totals, progress
from lrx_cli.core.records.session_record import ExerciseTotals, LoggedEvent, Record, Session
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.compile import compile
from lrx_cli.render.console import make_console, print_page
from lrx_cli.render.exercise import ExercisePage
from lrx_cli.render.history import history_page, session_page
from lrx_cli.render.lists import Listed, catalog_page, routine_page, routines_page
from lrx_cli.render.parts import error_page
from lrx_cli.render.preview import preview_page
from lrx_cli.render.program import Finding, about_page, check_page, doctor_page, home, settings_page
from lrx_cli.render.progress import progress_page
from lrx_cli.render.question import notice_page
from lrx_cli.storage.catalog import load_catalog, load_routines, load_safety
from tests.core.said import FIRST, session

SAFETY = load_safety(locations.safety_file())
CATALOG = load_catalog(locations.exercises_file())
ROUTINES = {one.id: one for one in load_routines(locations.builtin_routines_file(), CATALOG)}
NAMES = CATALOG.names()
TODAY = 20_786
"""29 November 2026, a Sunday."""
_DAY_MS = 86_400_000


class Stream(io.StringIO):
    """Takes what is printed. ``terminal``: a person looks at it."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self._terminal, self._encoding = terminal, encoding

    @property
    def encoding(self) -> str:
        return self._encoding

    def isatty(self) -> bool:
        return self._terminal


def printed(
    page: RenderableType,
    columns: int = 80,
    rows: int = 24,
    *,
    terminal: bool = True,
    color: bool = False,
    encoding: str = "utf-8",
    accessible: bool = False,
) -> str:
    """What ``page`` is on a terminal of that size, or in a pipe."""
    stream = Stream(terminal=terminal, encoding=encoding)
    size = (columns, rows) if terminal else None
    environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "ACCESSIBLE": str(int(accessible))}
    console = make_console(stream, "always" if color else "never", environment, size=size)
    print_page(console, page)
    return stream.getvalue()


def lines(page: RenderableType, columns: int = 80, *, terminal: bool = True) -> list[str]:
    return [line.rstrip() for line in printed(page, columns, terminal=terminal).splitlines()]


def words(page: RenderableType, columns: int = 80, *, terminal: bool = False) -> str:
    """All of a page on one line, to look for a sentence in."""
    return " ".join(printed(page, columns, terminal=terminal).split())


def summary(
    days_ago: int, done: int, planned: int, exercises: tuple[str, ...], counted: bool = True
) -> Record:
    day = TODAY - days_ago
    kept = Session(
        f"{day}-aaaa-4bbb-8ccc-123456789abc", Moment(day * _DAY_MS + 8 * 3_600_000, 0),
        "full", "standard", "auto", 1_550_000, counted, "asked", "1.0.0",
    )  # fmt: skip
    first, *others = exercises
    totals = (
        ExerciseTotals(0, first, planned, done, done * 7_000),
        *(ExerciseTotals(0, id, 0) for id in others),
    )
    ended = LoggedEvent(1, 0, "ended", {"outcome": "done" if done == planned else "stopped"})
    return Record(kept, totals, (ended,))


ALL = tuple(NAMES)
SESSIONS = [
    summary(1, 193, 224, ALL),
    summary(3, 60, 60, ALL[:3]),
    summary(5, 20, 44, ("standing-back-extension",)),
    summary(9, 224, 224, ALL, counted=False),
    summary(400, 224, 224, ALL),
]
TOLD = {
    SESSIONS[0].session.id: SessionAnswers(
        SESSIONS[0].session.id,
        TODAY - 1,
        Ratings(6, 4, 4),
        Ratings(5, 4, 3),
        "green",
        {"cat-cow": "amber"},
        "settled",
    ),
    SESSIONS[1].session.id: SessionAnswers("", TODAY - 3, Ratings(6, 3, 3), Ratings(8, 4, 4), "red"),
}
RECORD = Record(
    SESSIONS[0].session,
    tuple(ExerciseTotals(place, id, 24, 24 if place < 8 else 1, 150_000) for place, id in enumerate(ALL)),
    (
        LoggedEvent(1, 95_000, "paused", {"why": "hurt"}),
        LoggedEvent(2, 99_000, "reported", {"what": "answer", "value": "strong"}),
        LoggedEvent(3, 200_000, "changed", {"what": "ease", "exercise": "cat-cow", "value": 2_000}),
        LoggedEvent(4, 1_330_000, "ended", {"outcome": "stopped", "done": 193, "planned": 224}),
    ),
)


def some_progress(length: int = 20, played: tuple[Played, ...] = ()) -> Progress:
    said = [
        answer
        for day in range(length)
        for answer in session(day, before=(7 - day * 5 // length, 3, 4 - day * 3 // length))
    ]
    days = [Day(FIRST + day, 1 + day % 2, 600_000) for day in range(length)]
    usual = (Played("cat-cow", length, 2, 1, 1), Played("one-s-own", 3, 0, 0, 0))
    return progress(session_answers(said), days, played or usual, FIRST, FIRST + length - 1)


def progress_shown(found: Progress, *, charts: bool = True) -> RenderableType:
    return progress_page(found, SAFETY, NAMES, charts=charts)


def every_page(catalog: Catalog = CATALOG) -> dict[str, RenderableType]:
    """By a name; with long and short content, and with none."""
    full = plan(catalog, Choice(ROUTINES["full"], level="gentle"))
    noted = Routine(
        "mine",
        "Mine",
        "As Anna wrote it.",
        (Prescription("figure-four-stretch", note="Slowly."),),
        ordered=True,
    )
    nobody = progress((), (), (), TODAY - 83, TODAY)
    pages: dict[str, RenderableType] = {
        "home": home(SAFETY.in_short, ["Last session: yesterday.", "Any day is a good day."]),
        "home-first": home(SAFETY.in_short),
        "list": catalog_page(catalog.exercises, "standard"),
        "preview": preview_page(full, compile(full), NAMES, every_cue=False),
        "preview-all": preview_page(full, compile(full), NAMES, every_cue=True),
        "history": history_page(SESSIONS, Totals(25, 25, 2_820_000, 3, 1_900_000), TODAY, TOLD),
        "history-none": history_page([], Totals(0, 0, 0, 0, 0), TODAY),
        "session": session_page(RECORD, NAMES, TOLD[RECORD.session.id]),
        "session-unasked": session_page(RECORD, NAMES),
        "progress": progress_shown(some_progress()),
        "progress-long": progress_shown(some_progress(300)),
        "progress-one": progress_shown(some_progress(1)),
        "progress-words": progress_shown(some_progress(), charts=False),
        "progress-none": progress_shown(nobody),
        "routines": routines_page(
            [*(Listed(one.id, one, False) for one in ROUTINES.values()), Listed("own", None, True, "Wrong.")]
        ),
        "routine": routine_page(catalog, ROUTINES["full"], "gentle"),
        "routine-noted": routine_page(catalog, noted, "standard"),
        "settings": settings_page(
            Settings(level="gentle"), {"level": "/home/anna/lrx.toml"}, "/home/anna/lrx.toml"
        ),
        "doctor": doctor_page(
            "Sessions work. No sound.",
            [
                Finding("lrx", "ok", "1.0.0 on Python 3.13.1, linux"),
                Finding("player paplay", "broken", "Connection refused"),
                Finding("own lines", "missing", "no engine: exercises of your own have tones and text"),
            ],
        ),
        "about": about_page(SAFETY, catalog),
        "about-all": about_page(SAFETY, catalog, everything=True),
        "notice": notice_page(SAFETY, full, NAMES, short=False),
        "notice-short": notice_page(SAFETY, full, NAMES, short=True),
        "error": error_page('There is no exercise "figur for".', (), "lrx list names them all."),
        "error-list": error_page("sheet.json: 2 problems", ["lines[0].sets: found 9", "lines[1]: found 2"]),
        "check": check_page("sheet.json", ["lines[0].sets: found 9, allowed: 1 or 2"] * 23),
        "check-right": check_page("sheet.json", []),
    }  # fmt: skip
    for one in (catalog["figure-four-stretch"], catalog["cat-cow"], catalog["lower-body-nerve-glide"]):
        pages[f"show-{one.id}"] = ExercisePage(catalog, one, "standard", None)
        pages[f"show-all-{one.id}"] = ExercisePage(catalog, one, "standard", None, everything=True)
    return pages
