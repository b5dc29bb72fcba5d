"""The pages with real content: they fit forty columns, and strange content stays content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import LEVELS, Catalog, Exercise, Gap, Level
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.timeline.compile import compile
from lrx_cli.render.about import about_page
from lrx_cli.render.dose import dose_words
from lrx_cli.render.exercise import exercise_page
from lrx_cli.render.exercise_list import catalog_page
from lrx_cli.render.home import home
from lrx_cli.render.notice import notice_page
from lrx_cli.render.paper import Paper
from lrx_cli.render.preview import preview_page
from lrx_cli.storage.safety import load_safety
from lrx_cli.text import width

PAPER = Paper(80, color=False)
SAFETY = load_safety(locations.safety_file())


@pytest.fixture
def today(catalog: Catalog, routines: dict[str, Routine]) -> Plan:
    return plan(catalog, Choice(routines["full"], level="gentle"))


@pytest.mark.parametrize("columns", [40, 59, 60, 80, 100])
def test_every_page_fits_its_paper(catalog: Catalog, today: Plan, columns: int) -> None:
    paper = Paper(columns, color=False)
    timeline = compile(today)
    pages = [
        home(paper, SAFETY.in_short),
        about_page(paper, SAFETY, catalog),
        notice_page(paper, SAFETY, today, short=False),
        preview_page(paper, today, timeline, every_cue=False),
        preview_page(paper, today, timeline, every_cue=True),
        *(catalog_page(paper, catalog.exercises, level) for level in LEVELS),
        *(
            exercise_page(paper, catalog, exercise, level, None)
            for exercise in catalog.exercises
            for level in LEVELS
        ),
    ]
    for page in pages:
        for line in page:
            assert width(line) <= columns, line


def test_every_form_of_every_exercise_has_its_steps(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for variant in exercise.variants:
            page = "\n".join(exercise_page(PAPER, catalog, exercise, "standard", variant.id))
            words = " ".join(page.split("Dose")[0].split())
            for step in exercise.steps_of("standard", variant.id):
                assert step.text in words


def test_every_number_of_a_dose_is_on_the_page_with_where_it_comes_from(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        page = " ".join("\n".join(exercise_page(PAPER, catalog, exercise, "standard", None)).split())
        reasons = page.split("Where the numbers come from")[1].split("Tips")[0]
        for level in LEVELS:
            dose = exercise.doses[level]
            own = reasons.split(f" {level} ")[1]
            assert f"repetitions {dose.reps}: " in own
            assert f"hold {dose.hold / 1000:g} s: " in own
            assert f"sets {dose.sets}: " in own
            assert f"rest {dose.rest / 1000:g} s: " in own
            assert f"movement {dose.tempo / 1000:g} s: " in own


def test_every_source_that_is_named_is_listed(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        page = exercise_page(PAPER, catalog, exercise, "standard", None)
        listed = {line.split()[0] for line in page[page.index("Sources") + 1 :] if line[2:3].strip()}
        named = {
            code for dose in exercise.doses.values() for codes in vars(dose.why).values() for code in codes
        }
        named |= {code for caution in exercise.cautions for code in caution.sources}
        assert named - {"design", "known"} <= listed


@pytest.fixture
def strange(catalog: Catalog) -> Exercise:
    """As somebody might write it who means no good, or likes brackets."""
    return replace(
        catalog["cat-cow"],
        name="[bold]Cat[/] {cow} %s \x1b]0;mine\x07 :cat:",
        gaps=(Gap("1", "[/x]", "[link=file]", None),),
    )


def test_strange_content_is_shown_and_does_nothing(catalog: Catalog, strange: Exercise) -> None:
    page = "\n".join(exercise_page(Paper(80, color=True), catalog, strange, "standard", None))
    assert "[bold]Cat[/] {cow} %s \ufffd]0;mine\ufffd :cat:" in page
    assert "There: [/x]" in page
    assert "\x1b]" not in page
    assert "\x07" not in "\n".join(catalog_page(PAPER, [strange], "standard"))


@pytest.mark.parametrize(
    ("id", "level", "words"),
    [
        ("cat-cow", "standard", "8 times, hold 3 s each way"),
        ("seal-stretch", "stronger", "2 sets, each 8 times, hold 5 s"),
        ("lower-body-nerve-glide", "gentle", "5 times each side, no hold"),
        ("figure-four-stretch", "standard", "twice each side, hold 20 s"),
        ("lower-trunk-rotation", "gentle", "5 times each side, hold 2 s"),
    ],
)
def test_a_dose_is_put_into_words(catalog: Catalog, id: str, level: Level, words: str) -> None:
    assert dose_words(catalog[id], catalog[id].doses[level]) == words


def test_one_side_alone_is_named(catalog: Catalog, routines: dict[str, Routine]) -> None:
    only = Routine("x", "X", "X.", (Prescription("figure-four-stretch", only_side="right"),), ordered=True)
    today = plan(catalog, Choice(only))
    page = preview_page(PAPER, today, compile(today), every_cue=False)
    assert "        On your back: twice on the right, hold 20 s." in page


def test_the_short_notice_leaves_the_warning_in(today: Plan) -> None:
    short = " ".join(notice_page(PAPER, SAFETY, today, short=True))
    assert "get emergency care" in short
    assert SAFETY.notice[0][:20] not in short
    assert "back-rotation-stretch: left out in a flare" in short
