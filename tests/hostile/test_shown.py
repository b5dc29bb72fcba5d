"""Every page, output and file that lrx makes, with hostile words in every place that can hold words.

``clean`` is one function; here it is seen that no way to a terminal or into a file goes around it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from copy import copy

import html5lib
import pytest
from icalendar import Calendar
from rich.cells import cell_len
from rich.console import RenderableType
from wcwidth import wcswidth

from lrx_cli.core.dates import Moment, Reminder
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.records.progress import Totals
from lrx_cli.core.settings import Settings, settings_table
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.exports import handout
from lrx_cli.exports.history import as_csv, as_json
from lrx_cli.exports.reminders import as_calendar, as_cron_lines
from lrx_cli.render.exercise import ExercisePage
from lrx_cli.render.history import history_page, last_words, session_page
from lrx_cli.render.lists import Listed, catalog_page, routine_page, routines_page
from lrx_cli.render.preview import preview_page
from lrx_cli.render.program import about_page, home, settings_page
from lrx_cli.render.question import notice_page
from lrx_cli.session.outputs.live.frame import Frame
from lrx_cli.session.outputs.live.painter import difference
from lrx_cli.session.outputs.live.scene import ScreenNotes, scene_of
from lrx_cli.storage.figures import load_figure
from tests.autoplay import Autoplay
from tests.hostile import written
from tests.hostile.escapes import CONTROLS, MARKUP, PAYLOADS, obeyed
from tests.render.pages import lines, printed
from tests.sampling import one_in
from tests.session.outputs.live.states import played
from tests.session.outputs.test_transcripts import json_lines, plain, transcript

IDS = ("cat-cow", "figure-four-stretch")
_EACH = 18
GROUPS = [
    "  ".join(list(PAYLOADS.values())[first : first + _EACH]) for first in range(0, len(PAYLOADS), _EACH)
]
"""Together they have every payload; each begins with another one, for where there is little room."""
WIDE = (
    "伸ばす" * 30, "👨\u200d👩\u200d👧 " * 20, "❤\ufe0f☺\ufe0f1\ufe0f\u20e3" * 20, "क्षि" * 40,
    "\u1112\u1161\u11ab" * 30, "e\u0301\u0302\u0303\u0304" * 60, "x" * 500, "א" * 90 + "ع" * 90,
    "🇩🇪" * 40, "☰䷀𝌀" * 30,
)  # fmt: skip
"""What terminals think differently of."""


def shortly(words: str) -> str:
    return ascii(words[:9])


FIGURE = load_figure("figure-four-stretch")
assert FIGURE is not None


def planned(words: str) -> tuple[Plan, Timeline]:
    found = plan(written.catalog(words, *IDS), Choice(written.routine(words, *IDS), named=IDS))
    return found, compile(found)


def pages(words: str) -> Iterator[tuple[str, RenderableType]]:
    catalog, safety, routine = (
        written.catalog(words, *IDS),
        written.safety(words),
        written.routine(words, *IDS),
    )
    today, timeline = planned(words)
    exercise = catalog["figure-four-stretch"]
    form = exercise.variants[0].id
    yield "list", catalog_page(catalog.exercises, "standard")
    yield "show", ExercisePage(catalog, exercise, "standard", form)
    yield "show --all", ExercisePage(catalog, exercise, "standard", form, everything=True)
    yield "about", about_page(safety, catalog, everything=True)
    yield "home", home(safety.in_short, last_words(written.summary(words), 1))
    yield "notice", notice_page(safety, today, catalog.names(), short=False)
    yield "preview", preview_page(today, timeline, catalog.names(), every_cue=True)
    yield "preview, in short", preview_page(today, timeline, catalog.names(), every_cue=False)
    yield (
        "routine list",
        routines_page([Listed(words, routine, own=True), Listed(words, None, own=True, trouble=words)]),
    )
    yield "routine show", routine_page(catalog, routine, "standard")
    yield (
        "settings",
        settings_page(
            Settings(routine=words, player=words), dict.fromkeys(settings_table(), words), "config.toml"
        ),
    )
    totals = Totals(1, 1, 1_000, 1, 1_000)
    yield "history", history_page([written.summary(words)], totals, 1)
    yield "session", session_page(written.record(words), {words: words})


@pytest.mark.parametrize("words", one_in(3, GROUPS), ids=shortly)
def test_no_page_says_anything_that_a_terminal_obeys(words: str) -> None:
    for name, page in pages(words):
        for terminal in (True, False):
            assert not obeyed(printed(page, 60, terminal=terminal)), name


@pytest.mark.parametrize("words", one_in(2, WIDE), ids=shortly)
def test_no_line_of_a_page_is_wider_than_the_paper(words: str) -> None:
    for name, page in pages(words):
        for columns in (20, 60):
            for line in lines(page, columns):
                # Half of a flag is one cell or two: nobody knows, and rich counts it as one.
                assert min(wcswidth(line), cell_len(line)) <= columns, (name, line)


@pytest.mark.parametrize("words", GROUPS[::4], ids=shortly)
def test_a_session_told_in_lines_obeys_nobody(words: str) -> None:
    _, timeline = planned(words)
    assert not obeyed(transcript(plain(keys=True), Autoplay(), timeline))
    assert not obeyed(transcript(json_lines, Autoplay(), timeline))


@pytest.mark.parametrize("words", WIDE, ids=shortly)
def test_no_line_of_a_session_is_wider_than_the_terminal(words: str) -> None:
    _, timeline = planned(words)
    for columns in (40, 80):
        for line in transcript(plain(columns), Autoplay(), timeline).splitlines():
            assert wcswidth(line) <= columns, line


@pytest.mark.parametrize("words", [*GROUPS, *WIDE], ids=shortly)
def test_a_live_screen_paints_only_what_is_on_it(words: str) -> None:
    _, timeline = planned(words)
    player, now = played(lambda at: at.segment is not None and at.segment.kind == "hold", timeline=timeline)
    scene = scene_of(player.snapshot(now), ScreenNotes(notice=words, said=words))
    for columns, rows in ((80, 24), (40, 12), (28, 5)):
        grid = Frame("mono").cells(scene, columns, rows)
        for line in grid.lines():
            assert not obeyed(line)
            assert wcswidth(line) <= columns, line
        painted = difference(None, grid).decode()
        assert not obeyed(re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", painted))
        assert set(re.findall(r"\x1b\[[?0-9;]*([A-Za-z])", painted)) <= set("hlmHJKC")


@pytest.mark.parametrize("words", GROUPS, ids=shortly)
def test_a_handout_has_no_script_and_nothing_that_is_obeyed(words: str) -> None:
    choice = Choice(written.routine(words, *IDS))
    catalog, safety = written.catalog(words, *IDS), written.safety(words)
    drawn = copy(FIGURE)
    drawn.alt = words
    document = handout.render(
        choice, plan(catalog, choice), catalog, safety, lambda *_: drawn, title=words, sources=True
    )
    assert not obeyed(document)
    page = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(document)
    for element in page.iter():
        if isinstance(element.tag, str):
            assert element.tag.rpartition("}")[2] not in (
                "script",
                "a",
                "iframe",
                "img",
                "object",
                "link",
                "form",
            )
            assert not [name for name in element.attrib if name.lower().startswith("on") or name == "href"]
    assert document.count("<style>") == document.count("</style>") == 1


@pytest.mark.parametrize("words", GROUPS, ids=shortly)
def test_reminders_and_exports_hold_one_thing_a_line(words: str) -> None:
    reminder = Reminder(7, 30, (0,), words, words, 9)
    calendar = as_calendar([reminder], Moment(0, 0))
    assert not obeyed(calendar, ours="\r\n")
    assert len(Calendar.from_ical(calendar).walk("VEVENT")) == 1
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    for platform in ("linux", "darwin"):
        line = as_cron_lines([reminder], platform)
        assert line.count("\n") == 1
        assert not obeyed(line)
    table = "".join(as_csv([written.record(words)]))
    assert not obeyed(table, ours="\r\n")
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert not any(str(cell).lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
    exported = "".join(as_json([written.record(words)]))
    assert not obeyed(exported)
    assert json.loads(exported)["sessions"][0]["routine"] == words


def test_the_groups_have_every_payload() -> None:
    assert sum(map(len, PAYLOADS.values())) == sum(len(group) for group in GROUPS) - 2 * (
        len(PAYLOADS) - len(GROUPS)
    )
    assert len(CONTROLS) > 200
    assert len(MARKUP) > 20
