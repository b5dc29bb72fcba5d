"""The handout: valid, complete, by itself, and safe whatever was written."""

from __future__ import annotations

import itertools
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import USAGE
from lrx_cli.storage.catalog import load_safety
from tests.cli.conftest import Lrx
from tests.written_example import examples, put_into

OUTSIDE = ("src", "href", "data", "action", "poster", "srcset", "background", "xlink:href", "formaction")


class Page(HTMLParser):
    """What is in it, as a browser without pictures would tell it."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._hidden = 0
        self.feed(document)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._hidden += tag in ("style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


@pytest.fixture(scope="module")
def strict() -> html5lib.HTMLParser:
    return html5lib.HTMLParser(strict=True)


@pytest.mark.parametrize("line", [[], ["figure-four"], ["--routine", "morning", "--level", "gentle"]])
def test_it_is_valid_html(lrx: Lrx, strict: html5lib.HTMLParser, line: list[str]) -> None:
    document = lrx("handout", *line).out
    strict.parse(document)  # raises at the first mistake


def test_it_needs_nothing_outside_and_runs_nothing(lrx: Lrx) -> None:
    document = lrx("handout", "--level", "standard").out
    page = Page(document)
    assert not {"script", "link", "iframe", "object", "embed", "form", "img", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name in OUTSIDE or name.startswith("on")]
    assert "url(" not in document
    assert "@import" not in document
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_it_has_a_language_one_first_heading_and_one_below_for_each_exercise(lrx: Lrx) -> None:
    document = lrx("handout", "--level", "standard").out
    page = Page(document)
    assert '<html lang="en" dir="ltr">' in document
    assert page.tags.count("h1") == 1
    assert page.tags.count("article") == 10
    headings = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_every_picture_has_words_to_it(lrx: Lrx) -> None:
    document = lrx("handout", "--level", "standard").out
    assert document.count("<svg ") == document.count('role="img"') == 30
    titles = re.findall(r"<svg [^>]*>\s*<title>([^<]+)</title>", document)
    assert len(titles) == 30
    assert set(titles) <= {"Start", "Move", "Hold", "End", "One way", "The other way"}
    assert "A person lies" in Page(document).text  # what is seen, once, as text


def test_all_that_matters_is_said_in_words(lrx: Lrx, catalog: Catalog) -> None:
    from lrx_cli import locations

    safety = load_safety(locations.safety_file())
    text = Page(lrx("handout", "--routine", "full", "--level", "standard", "--all").out).text
    for exercise in catalog.exercises:
        assert exercise.name in text
        assert (exercise.variant(exercise.doses["standard"].variant).limit or exercise.limit) in text
        for caution in exercise.cautions:
            assert caution.text in text
        for code in exercise.sources:
            assert f"{code}: {catalog.sources[code].title}" in text or code in ("design", "known")
    for rule in (*safety.stop_rules, *safety.get_help):
        assert rule.text in text
    for question in safety.warning_signs.questions:
        assert question.text in text
    assert safety.emergency.text in text
    assert text.index(safety.emergency.text) < text.index("1. Cat cow")


def test_every_step_of_the_dose_is_there_and_none_of_another(lrx: Lrx) -> None:
    text = Page(lrx("handout", "figure-four", "--variant", "figure-four=seated").out).text
    assert "Lean forward from the hips" in text
    assert "Lie on your back" not in text
    assert "firm chair" in text


def test_two_weeks_have_a_box_for_every_set_and_the_boxes_can_be_read_as_text(lrx: Lrx, home: Path) -> None:
    text = Page(lrx("handout", "seal", "--level", "stronger", "--per-page", "1").out).text
    assert "Two weeks, a box for each of the 2 sets of a day" in text
    assert text.count("[ ]") == 28 + 14  # and one a day in the log
    assert "Day 14" in text


def test_a_day_has_a_box_for_each_time_and_set(lrx: Lrx, home: Path) -> None:
    lrx("routine", "new", "often", "--line", "cat cow: 2x10, twice a day")
    text = Page(lrx("handout", "--routine", "often", "--per-page", "1").out).text
    assert "Two weeks, a box for each of the 4 sets of a day" in text
    assert text.count("[ ]") == 14 * 4 + 14


def test_a_side_that_gets_more_has_its_dose_and_its_boxes(lrx: Lrx, home: Path) -> None:
    lrx("routine", "new", "sore", "--line", "figure four: 2 sets on the left, 1 set on the right")
    text = Page(lrx("handout", "--routine", "sore", "--level", "standard", "--per-page", "1").out).text
    assert "Twice each side, hold 20 s. Twice on the left, hold 20 s." in text
    assert text.count("1. Figure four stretch") == 1
    assert text.count("[ ]") == 28 + 14


def test_one_side_alone_is_drawn_as_that_side(lrx: Lrx, home: Path) -> None:
    for side in ("left", "right"):
        lrx("routine", "new", side, "--line", f"figure four: {side} only")
    left, right = (lrx("handout", "--routine", f"{side}").out for side in ("left", "right"))
    assert re.findall(r' d="([^"]+)"', left) != re.findall(r' d="([^"]+)"', right)


def test_what_somebody_wrote_is_text_and_nothing_else(
    lrx: Lrx, home: Path, strict: html5lib.HTMLParser
) -> None:
    nasty = "<script>alert(1)</script> & \"quotes\" 'too' ]]> --> </style> שלום"
    put_into(home)
    document = json.loads(examples()["exercises/bridge.json"])
    document["exercises"][0]["tips"][0]["text"] = nasty
    document["exercises"][0]["steps"][0]["text"] = f"Lie down {nasty}."
    document["exercises"][0]["cautions"][0]["text"] = nasty
    (home / "exercises" / "bridge.json").write_text(json.dumps(document))
    figure = json.loads(examples()["exercises/figures/bridge.json"])
    figure["alt"] = f"Seen: {nasty}"
    (home / "exercises" / "figures" / "bridge.json").write_text(json.dumps(figure))
    routine = json.loads(examples()["routines/back-and-bridge.json"])
    routine |= {"about": nasty}
    routine["lines"][1]["note"] = nasty
    (home / "routines" / "back-and-bridge.json").write_text(json.dumps(routine))
    out = lrx("handout", "--routine", "back-and-bridge", "--all", "--title", nasty).out
    strict.parse(out)
    page = Page(out)
    assert "script" not in page.tags
    assert page.text.count(nasty) >= 6


def test_a_broken_drawing_costs_the_pictures_and_not_the_page(lrx: Lrx, home: Path) -> None:
    put_into(home)
    (home / "exercises" / "figures" / "bridge.json").write_text("{}")
    result = lrx("handout", "bridge")
    assert result.code == 0
    assert "<svg" not in result.out
    assert "Press the feet down" in result.out
    assert "figures/bridge.json has" in result.err


def test_it_is_written_where_it_is_asked_to(lrx: Lrx, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("the one before")
    result = lrx("handout", "seal", "-o", str(path), "--force")
    assert result.code == 0
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_to_print_is_told(lrx: Lrx) -> None:
    result = lrx("handout", "--routine", "desk", "--position", "floor")
    assert result.code == USAGE
    assert "Nothing is left to print." in result.err


def test_the_print_style_keeps_an_exercise_on_one_page(lrx: Lrx) -> None:
    style = lrx("handout", "seal").out.split("<style>")[1].split("</style>")[0]
    rule = style.split(".exercise {")[1].split("}")[0]
    assert "break-inside: avoid" in rule
    colors = set(re.findall(r"#[0-9a-f]{3,6}", style))
    assert colors == {"#fff", "#000"}


# --- for a clinic ----------------------------------------------------------------------------------------


def test_how_often_and_the_other_side_are_printed(lrx: Lrx) -> None:
    lrx("routine", "new", "mine", "--line", "figure four: 2 x 20 s, twice a day", "--line", "open book, R")
    text = Page(lrx("handout", "--routine", "mine").out).text
    assert "Twice each side, hold 20 s. Twice a day." in text
    assert text.count("do the same with the other side") == 1  # the second one is done by one side only


def test_changing_sides_in_turn_is_a_step_before_the_last_one(lrx: Lrx) -> None:
    lrx("routine", "new", "mine", "--line", "lower trunk rotation: 10 times each side")
    text = " ".join(Page(lrx("handout", "--routine", "mine").out).text.split())
    assert "to the center. Change sides after each repetition. At the end: rest there." in text
    lrx("routine", "new", "one", "--line", "lower trunk rotation: 10 times, left only")
    assert "Change sides" not in Page(lrx("handout", "--routine", "one").out).text


def test_only_cautions_of_this_person_and_no_sources_are_printed_unless_asked_for(
    lrx: Lrx, catalog: Catalog
) -> None:
    result = lrx("handout", "figure-four")
    text = Page(result.out).text
    assert not any(caution.text in text for caution in catalog["figure-four-stretch"].cautions)
    assert "Sources" not in text
    assert "No cautions are printed: none is known to be yours. --all prints every one." in result.err
    everything = Page(lrx("handout", "figure-four", "--all").out).text
    assert all(caution.text in everything for caution in catalog["figure-four-stretch"].cautions)
    assert "Sources" in everything


def test_there_is_room_for_what_a_clinic_writes_and_a_log_of_pain(lrx: Lrx) -> None:
    text = Page(lrx("handout", "seal", "cat cow").out).text
    for name in ("Name:", "From:", "Date:", "Phone:", "Goal:", "Next review:"):
        assert name in text
    assert "Day 1 2 Pain before, 0-10 Pain after, 0-10 How far down the leg Notes" in text
    assert text.count("[ ]") == 2 * 14


@pytest.mark.parametrize(("per_page", "pages"), [("4", 3), ("6", 2)])
def test_several_exercises_share_a_page(lrx: Lrx, per_page: str, pages: int) -> None:
    document = lrx("handout", "--level", "standard", "--per-page", per_page).out
    assert document.count('<div class="several') == pages
    assert Page(document).tags.count("article") == 10


def test_a_printed_routine_can_be_put_in_again(lrx: Lrx, home: Path, tmp_path: Path) -> None:
    doses = ["cat cow: 3x12, 2x/day", "figure four: 3 x 30 s, left only", "nerve glide: 10 times, hold 2 s"]
    lrx("routine", "new", "mine", *(word for dose in doses for word in ("--line", dose)))
    document = lrx("handout", "--routine", "mine", "--level", "standard").out
    sheet = tmp_path / "again.txt"
    sheet.write_text("\n".join(re.findall(r'class="typed" dir="auto">([^<]*)<', document)))
    assert lrx("routine", "import", str(sheet)).code == 0
    played = [
        lrx("preview", "--routine", name, "--level", "standard", "--json").json["segments"]
        for name in ("mine", "again")
    ]
    assert played[0] == played[1]


def test_what_is_prescribed_above_our_own_doses_says_so_on_the_page(lrx: Lrx, home: Path) -> None:
    lrx("routine", "new", "much", "--line", "cat cow: 5 sets of 20", "--line", "seal: 2x5")
    result = lrx("handout", "--routine", "much")
    assert "What nobody prescribed is as at the gentle level." in result.out
    words = "As prescribed; lrx itself goes up to"
    assert Page(result.out).text.count(words) == 1
    assert words not in result.err
