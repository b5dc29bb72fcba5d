"""Every page: it fits its terminal, is plain in a pipe, and strange content stays content."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from lrx_cli.core.catalog.exercise import Exercise, Gap
from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.records.progress import Played, Totals
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.words import clock, dose_words, hours, percent, seconds, short_dose
from lrx_cli.render.exercise import ExercisePage
from lrx_cli.render.history import history_page, session_page
from lrx_cli.render.lists import Listed, catalog_page, routines_page
from lrx_cli.render.parts import error_page
from lrx_cli.render.preview import preview_page
from lrx_cli.render.program import home
from tests.golden import golden
from tests.render.pages import (
    ALL,
    CATALOG,
    NAMES,
    RECORD,
    ROUTINES,
    SAFETY,
    SESSIONS,
    TODAY,
    TOLD,
    every_page,
    lines,
    printed,
    progress_shown,
    some_progress,
    summary,
    words,
)
from tests.sampling import one_in

PAGES = every_page()
BOXES = "│╭╮╰╯─━█▏▎▍▌▋▊▉░■●▸◆▲✓✗"


@pytest.mark.parametrize("columns", one_in(2, [20, 59, 40, 60, 80, 100]))
@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_its_terminal_and_cuts_nothing(name: str, columns: int) -> None:
    for line in lines(PAGES[name], columns):
        if not any(
            word in line for word in ("/home/anna", "-aaaa-")
        ):  # a path is there to be copied, and stays whole
            assert cell_len(line) <= columns, line
        assert "…" not in line


@pytest.mark.parametrize("name", PAGES)
def test_what_is_piped_has_no_boxes_no_colors_and_no_spaces_at_the_end(name: str) -> None:
    text = printed(PAGES[name], terminal=False)
    assert not set(text) & set(BOXES)
    assert "\x1b" not in text
    assert "…" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("name", PAGES)
def test_an_encoding_without_boxes_gets_none(name: str) -> None:
    assert not set(printed(PAGES[name], encoding="ascii")) & set(BOXES)


@pytest.mark.parametrize("name", PAGES)
def test_a_color_says_nothing_that_a_word_does_not(name: str) -> None:
    plain = printed(PAGES[name])
    colored = printed(PAGES[name], color=True)
    parts = [part.partition("m")[2] for part in f"m{colored}".split("\x1b[")]
    assert "".join(parts) == plain


@pytest.mark.parametrize("name", ["history", "session", "progress", "doctor"])
@pytest.mark.parametrize("where", ["80x24", "40x12", "piped"])
def test_the_pages_to_be_read_in_a_review(name: str, where: str) -> None:
    """Those whose content is typed in here: the words of the catalog may change without them."""
    columns, _, rows = where.partition("x")
    found = (
        printed(PAGES[name], terminal=False)
        if where == "piped"
        else printed(PAGES[name], int(columns), int(rows))
    )
    text = "".join(f"{line.rstrip()}\n" for line in found.splitlines())
    assert text == golden(f"pages/{name}-{where}.txt", text)


@pytest.mark.parametrize("exercise", CATALOG.exercises, ids=lambda one: one.id)
@pytest.mark.parametrize("level", LEVELS)
def test_an_exercise_is_on_one_screen_with_all_that_is_needed_to_do_it(
    exercise: Exercise, level: Level
) -> None:
    page = lines(ExercisePage(CATALOG, exercise, level, None))
    assert len(page) <= 23  # and a line for the prompt
    text = " ".join(" ".join(page).split())
    dose = exercise.doses[level]
    form = exercise.variant(dose.variant)
    for need in (exercise.name, *form.needs, f"lrx show {exercise.number} --all"):
        assert need in text
    for step in exercise.steps_of(level, form.id):
        if dose.hold or step.tag != "hold":
            assert " ".join(step.text.split()) in text
    for other in LEVELS:
        assert any(line.split()[:1] == [other] or line.split()[1:2] == [other] for line in page)
    strictest = [caution.text for caution in exercise.cautions if caution.action == "skip"]
    assert not strictest or strictest[0] in text


def test_a_screen_reader_is_not_read_what_nobody_asked_for() -> None:
    page = printed(ExercisePage(CATALOG, CATALOG["cat-cow"], "standard", None), accessible=True)
    assert not set(page) & set(BOXES)
    assert "Sources" not in page
    assert "lrx show 2 --all" in page
    assert "standard" in page


def test_what_a_level_is_marked_by_is_not_a_color() -> None:
    page = lines(ExercisePage(CATALOG, CATALOG["cat-cow"], "gentle", None))
    assert any(line.startswith("▸ gentle") for line in page)


@pytest.mark.parametrize("columns", [80, 100])
def test_no_name_and_no_dose_is_broken_in_a_table(columns: int) -> None:
    page = lines(catalog_page(CATALOG.exercises, "stronger"), columns)
    for exercise in CATALOG.exercises:
        row = next(line for line in page if exercise.name in line)
        assert short_dose(exercise, exercise.doses["stronger"]) in row


def test_every_form_of_every_exercise_has_its_steps() -> None:
    for exercise in CATALOG.exercises:
        for variant in exercise.variants:
            page = words(ExercisePage(CATALOG, exercise, "standard", variant.id)).split("Dose")[0]
            for step in exercise.steps_of("standard", variant.id):
                assert step.text in page


def test_every_number_of_a_dose_is_on_the_page_with_where_it_comes_from() -> None:
    for exercise in CATALOG.exercises:
        page = words(ExercisePage(CATALOG, exercise, "standard", None))
        reasons = page.split("Where the numbers come from")[1].split("Tips")[0]
        for level in LEVELS:
            dose = exercise.doses[level]
            own = reasons.split(f" {level} ")[1]
            assert f"repetitions {dose.reps}: " in own
            assert f"hold {dose.hold / 1000:g} s: " in own
            assert f"sets {dose.sets}: " in own
            assert f"rest {dose.rest / 1000:g} s: " in own
            assert f"movement {dose.tempo / 1000:g} s: " in own


def test_a_dose_without_a_note_has_nothing_in_its_place() -> None:
    assert any(dose.note is None for dose in CATALOG["cat-cow"].doses.values())
    assert "None" not in words(ExercisePage(CATALOG, CATALOG["cat-cow"], "standard", None))


def test_every_source_that_is_named_is_listed() -> None:
    for exercise in CATALOG.exercises:
        page = lines(ExercisePage(CATALOG, exercise, "standard", None), terminal=False)
        listed = {line.split()[0] for line in page[page.index("Sources") + 1 :] if line[:1].strip()}
        named = {
            code for dose in exercise.doses.values() for codes in vars(dose.why).values() for code in codes
        }
        named |= {code for caution in exercise.cautions for code in caution.sources}
        assert named - {"design", "known"} <= listed


HOSTILE = "[bold]Cat[/] {cow} %s \x1b]0;mine\x07 :cat:"
SHOWN = "[bold]Cat[/] {cow} %s \ufffd]0;mine\ufffd :cat:"


@pytest.fixture
def strange() -> Exercise:
    """As somebody might write it who means no good, or likes brackets."""
    return replace(CATALOG["cat-cow"], name=HOSTILE, gaps=(Gap("1", "[/x]", "[link=file]", None),))


@pytest.mark.parametrize("terminal", [True, False])
def test_strange_content_is_shown_and_does_nothing(strange: Exercise, terminal: bool) -> None:
    routine = Routine("x", HOSTILE, HOSTILE, (Prescription("cat-cow", note=HOSTILE),), ordered=True)
    pages: list[RenderableType] = [
        ExercisePage(CATALOG, strange, "standard", None),
        ExercisePage(CATALOG, strange, "standard", None, everything=True),
        catalog_page([strange], "standard"),
        routines_page([Listed("x", routine, True), Listed("y", None, True, HOSTILE)]),
        session_page(RECORD, {"cat-cow": HOSTILE}),
        error_page(HOSTILE, [HOSTILE], HOSTILE),
    ]
    for page in pages:
        text = printed(page, 100, terminal=terminal, color=True)
        assert "[bold]Cat[/]" in text
        assert "\x1b]" not in text
        assert "\x07" not in text
        assert "🐱" not in text
    assert SHOWN in printed(pages[5], 100, terminal=terminal)
    assert "There: [/x]" in printed(pages[1], 100, terminal=terminal)


@pytest.mark.parametrize(
    ("id", "level", "words", "short"),
    [
        ("cat-cow", "standard", "8 times, hold 3 s each way", "8 × 3 s both ways"),
        ("seal-stretch", "stronger", "2 sets, each 8 times, hold 5 s", "2 sets of 8 × 5 s"),
        ("lower-body-nerve-glide", "gentle", "5 times each side, no hold", "5 times"),
        ("figure-four-stretch", "standard", "twice each side, hold 20 s", "2 × 20 s"),
        ("lower-trunk-rotation", "gentle", "5 times each side, hold 2 s", "5 × 2 s"),
    ],
)
def test_a_dose_is_put_into_words(id: str, level: Level, words: str, short: str) -> None:
    dose = CATALOG[id].doses[level]
    assert dose_words(CATALOG[id], dose) == words
    assert short_dose(CATALOG[id], dose) == short


def test_a_routine_says_of_each_line_what_is_played_or_why_it_is_not() -> None:
    for columns in (40, 80):
        assert "it bends and twists, so it waits" in words(PAGES["routine"], columns, terminal=True).lower()
        assert "Slowly." in words(PAGES["routine-noted"], columns, terminal=True)


def test_somebody_new_is_told_where_to_begin() -> None:
    begin = "Three exercises are a good beginning: lrx session --routine morning"
    assert begin in words(PAGES["home-first"])
    assert begin not in words(PAGES["home"])


def test_a_warning_sign_that_still_holds_is_in_red_before_anything_else_is_done() -> None:
    def reds(*, warned: bool) -> int:
        return printed(home("In short.", ["Get it looked at first."], warned=warned), color=True).count(
            "229;33;33"
        )

    assert reds(warned=False) == 0
    assert reds(warned=True) > 0


def test_no_sentence_of_the_notice_is_said_twice() -> None:
    starts = [" ".join(sentence.split()[:6]) for text in SAFETY.notice for sentence in text.split(". ")]
    assert len(starts) == len({*starts})


def test_one_side_alone_is_named() -> None:
    only = Routine("x", "X", "X.", (Prescription("figure-four-stretch", only_side="right"),), ordered=True)
    today = plan(CATALOG, Choice(only))
    page = preview_page(today, compile(today), NAMES, every_cue=False)
    assert "On your back  twice on the right, hold 20 s" in printed(page, terminal=False)
    row = next(line for line in lines(page) if "Figure four" in line)
    assert " R " in row
    assert " L " not in row


def test_the_preview_has_a_bar_for_the_share_of_each_exercise() -> None:
    today = plan(CATALOG, Choice(ROUTINES["full"]))
    page = preview_page(today, compile(today), NAMES, every_cue=False)
    rows = [line for line in lines(page) if set(line) & set("▄▖")]
    assert len(rows) == len(today.lines)
    starts = [min(line.index(glyph) for glyph in "▄▖" if glyph in line) for line in rows]
    assert starts == sorted(starts)


@pytest.mark.parametrize("level", LEVELS)
def test_the_preview_of_all_ten_fits_a_screen(level: Level) -> None:
    today = plan(CATALOG, Choice(ROUTINES["full"], level=level))
    page = preview_page(today, compile(today), NAMES, every_cue=False)
    assert len(lines(page)) < 24


def test_the_short_notice_leaves_the_warning_in() -> None:
    short = words(PAGES["notice-short"])
    assert "get emergency care" in short
    assert SAFETY.notice[0][:20] not in short
    assert "Left out: Back rotation stretch. It bends and twists" in short


def test_a_session_in_the_list_is_one_line_with_how_it_felt() -> None:
    row = next(line for line in lines(PAGES["history"]) if "Thu 26 Nov" in line)
    assert " ".join(row.split()) == "2 Thu 26 Nov 08:00 full, 3 exercises ━━━━ all 7 min 6 → 8 ● red"


def test_the_list_of_sessions_fits_the_screen_unless_all_are_asked_for() -> None:
    many = [summary(days, 10, 10, ALL) for days in range(1, 21)]
    totals = Totals(30, 30, 60_000, 0, 0)
    page = printed(history_page(many, totals, TODAY), 80, 24)
    assert page.count("\n") < 24
    assert "and 14 before these: lrx history --all" in page
    assert "━" in printed(history_page(many, totals, TODAY, all=True), 80, 24).splitlines()[20]
    assert len(lines(history_page(many, totals, TODAY), terminal=False)) > 20


def test_a_session_in_detail_has_what_was_answered_before_and_after() -> None:
    page = words(PAGES["session"])
    assert "Before leg pain 6 of 10, back pain 4 of 10, lowest point: calf" in page
    assert "After leg pain 5 of 10, back pain 4 of 10, lowest point: thigh" in page
    assert "Color green" in page
    assert "Next day settled" in page
    assert "Standing back extension 1 of 24" in page


def test_a_day_after_today_is_never_called_today() -> None:
    page = printed(history_page(SESSIONS[:1], Totals(1, 1, 1, 1, 1), TODAY - 100, TOLD))
    assert "2026-11-28" in page


def test_what_is_wrong_in_a_name_does_not_bend_a_table() -> None:
    found = some_progress(20, (Played("一覧", 5, 0, 1, 2), Played("plain", 5, 0, 1, 2)))
    rows = [line for line in lines(progress_shown(found)) if line.endswith("0         1      2")]
    assert len(rows) == 2
    assert cell_len(rows[0]) == cell_len(rows[1])


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith("-none")])
def test_a_page_without_content_says_what_to_do_next(name: str) -> None:
    assert "lrx " in printed(PAGES[name])


def test_an_error_is_a_panel_on_a_terminal_and_plain_lines_elsewhere() -> None:
    assert lines(PAGES["error"])[0].startswith("╭─ Error ─")
    assert printed(PAGES["error"], terminal=False) == (
        'Error: There is no exercise "figur for".\nlrx list names them all.\n'
    )
    assert lines(PAGES["error-list"], terminal=False)[1] == "  - lines[0].sets: found 9"


def test_names_are_those_of_the_catalog_or_their_ids() -> None:
    assert "cat-cow" in words(session_page(RECORD, {}))
    assert NAMES["cat-cow"] in words(session_page(RECORD, NAMES))


def test_times_are_written_in_minutes_and_seconds() -> None:
    assert [clock(ms) for ms in (0, 59_499, 59_500, 1_449_000)] == ["0:00", "0:59", "1:00", "24:09"]
    assert [seconds(ms) for ms in (2_500, 3_000)] == ["2.5 s", "3 s"]
    assert [hours(ms) for ms in (20_000, 60_000, 3_590_000, 22_200_000)] == [
        "20 s",
        "1 min",
        "1 h 0 min",
        "6 h 10 min",
    ]


def test_something_is_never_nothing_and_nearly_all_is_never_all() -> None:
    assert [percent(part, 400) for part in (0, 1, 399, 400)] == ["0%", "1%", "99%", "all"]


def test_that_nothing_is_ones_own_is_said_only_on_a_terminal_and_where_it_is_so(
    routines: dict[str, Routine],
) -> None:
    for own in (False, True):
        page = routines_page([Listed("desk", routines["desk"], own)])
        assert ("None of your own yet" in printed(page)) is not own
        assert "None of your own yet" not in printed(page, terminal=False)
