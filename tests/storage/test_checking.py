"""Every problem of a file at once, by place, in words somebody can act on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.catalog import check_file, checked_as
from lrx_cli.storage.files import kind_of
from tests.storage import documents

Document = dict[str, Any]
Break = Callable[[Document], object]

SEAL, CAT, GLIDE, FOUR, TILT, ROTATION, BOOK, KNEE, BACK, STANDING = range(10)


DROPPED = object()


def put(place: str, value: Any) -> Break:
    """Put a value at a place of a document like ``exercises[0].steps[1].cue``, or drop what is there."""

    def broken(document: Any) -> None:
        *path, last = (int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", place))
        for part in path:
            document = document[part]
        if value is DROPPED:
            del document[last]
        else:
            document[last] = value

    return broken


def found_in(document: Document, kind: Any = "catalog", catalog: Catalog | None = None) -> list[str]:
    return [str(problem) for problem in checked_as(kind, document, catalog)[1]]


def test_the_built_in_files_have_no_problem(catalog: Catalog) -> None:
    assert found_in(documents.catalog()) == []
    assert found_in(documents.routines(), "routines", catalog) == []
    assert found_in(documents.safety(), "safety") == []
    assert found_in(documents.routine(), "routine", catalog) == []


# --- shape -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("exercises[3].doses.standard.hold_s", "20", 'found "20"; allowed: a number'),
        ("exercises[3].doses.standard.hold_s", -1, "found -1; allowed: at least 0"),
        ("exercises[3].doses.standard.hold_s", 900, "found 900; allowed: at most 120"),
        ("exercises[3].doses.gentle.reps", 2.0, "found 2.0; allowed: a whole number"),
        ("exercises[3].doses.gentle.sets", True, "found true; allowed: a whole number"),
        (
            "exercises[0].family",
            "yoga",
            'found "yoga"; allowed: rotation, nerve, extension, flex-ext, hip or other',
        ),
        ("exercises[0].famly", "hip", "there is no such name here; did you mean family?"),
        ("exercises[3].tips[0].x", 1, "there is no such name here; allowed: text, sources"),
        ("sources.ART.wher", "x", "there is no such name here; did you mean where?"),
        ("exercises[0].limit", DROPPED, "is missing"),
        (
            "exercises[0].id",
            "Seal stretch",
            'found "Seal stretch"; allowed: lower-case letters, digits and single hyphens',
        ),
        ("exercises[0].target", "", "found an empty text; allowed: some text, without a space at either end"),
        (
            "exercises[0].limit",
            "a" * 161,
            'found "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"; allowed: a text of at most 160 characters',
        ),
        ("exercises[0].roll", "no", 'found "no"; allowed: true or false'),
        ("exercises[0].name", 3, "found 3; allowed: a text"),
        ("exercises[0].variants", [], "found a list of 0; allowed: at least 1"),
        ("exercises[0].hints", ["Up."] * 9, "found a list of 9; allowed: at most 8"),
        ("exercises[0].hints", "Up.", 'found "Up."; allowed: a list in brackets'),
        ("exercises[0].doses", [1], "found a list of 1; allowed: an object in braces"),
        ("exercises[0]", None, "found null; allowed: an object in braces"),
        ("sources", [], "found a list of 0; allowed: an object in braces"),
        ("format", 2, "found 2; allowed: at most 1"),
        ("format", True, "found true; allowed: a whole number"),
        ("sources.ART.quality", "E", 'found "E"; allowed: A, B, C or D'),
        (
            "sources.2x",
            {"title": "x", "where": "x", "quality": "A", "seen": "known"},
            "the name must be letters and digits, a letter first",
        ),
    ],
)
def test_a_wrong_shape_is_named_with_what_was_found_and_what_is_allowed(
    place: str, value: Any, said: str
) -> None:
    document = documents.catalog()
    put(place, value)(document)
    (problem,) = checked_as("catalog", document)[1]
    assert problem.text == said
    assert problem.place.split(" (")[0] == place


def test_one_wrong_member_of_a_list_is_one_problem() -> None:
    document = {**documents.catalog(), "exercises": [{**documents.catalog()["exercises"][SEAL], "roll": 1}]}
    assert found_in(document) == ["exercises[0].roll (seal-stretch): found 1; allowed: true or false"]


def test_all_problems_of_all_exercises_are_named_at_once() -> None:
    document = documents.catalog()
    put("exercises[0].roll", 1)(document)
    put("exercises[1].family", "x")(document)
    put("exercises[8].limit", "Easy")(document)
    places = [problem.split(" ")[0] for problem in found_in(document)]
    assert places == ["exercises[0].roll", "exercises[1].family", "exercises[8].limit"]


def test_the_place_is_the_one_in_the_file_though_an_exercise_before_it_is_broken() -> None:
    document = documents.catalog()
    put("exercises[0].roll", 1)(document)
    put("exercises[9].id", "cat-cow")(document)
    said = found_in(document)[1:]
    assert said == [
        'exercises[9].id (cat-cow): "cat-cow" is exercises[1].id already; it must mean one exercise only'
    ]


def test_a_name_is_the_same_however_its_accent_is_stored() -> None:
    document = documents.catalog()
    put("exercises[0].aliases", ["Caf\u00e9"])(document)
    put("exercises[1].aliases", ["Cafe\u0301"])(document)
    assert "is exercises[0].aliases[0] already" in found_in(document)[0]


# --- what must hold together -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("exercises[1].id", "seal-stretch", "is exercises[0].id already"),
        ("exercises[1].number", 1, "is exercises[0].number already"),
        ("exercises[1].aliases", ["Seal stretch"], "exercises[0].id already"),
        ("exercises[1].aliases", ["seal_stretch"], "exercises[0].id already"),
        ("exercises[0].sources", ["N99"], 'no source "N99"'),
        ("exercises[0].doses.gentle.why.reps", ["N99"], 'no source "N99"'),
        ("exercises[0].tips[0].sources", ["N99"], 'no source "N99"'),
        ("exercises[0].cautions[0].sources", ["N99"], 'no source "N99"'),
        ("exercises[0].requires_ok", ["nothing"], "not another exercise"),
        ("exercises[0].requires_ok", ["seal-stretch"], "not another"),
        ("exercises[0].doses.gentle.variant", "elbows", "hands"),
        ("exercises[0].steps[1].variants", ["elbows"], "not a variant"),
        ("exercises[0].variants[1].id", "hands", "given twice"),
        ("exercises[0].needs", ["bed"], "make them the same"),
        ("exercises[0].cautions[0].variant", "elbows", "not a variant"),
        ("exercises[0].cautions[1].variant", "hands", "modify only"),
        ("exercises[0].doses.standard.hold_s", 11, "cap, 10 s"),
        ("exercises[0].doses.stronger.reps", 16, "cap, 15"),
        ("exercises[0].doses.stronger.sets", 4, "cap, 3"),
        ("exercises[0].doses.stronger.hold_s", 2, "standard"),
        ("exercises[0].doses.standard.reps", 4, "less than at"),
        ("exercises[2].hold_cap_s", 4, "moved, not held"),
        ("exercises[2].sets_cap", 2, "done once"),
        ("exercises[2].side_noun", "leg", "must contain {s}"),
        ("exercises[2].side_meaning", "", "say what left means"),
        ("exercises[0].side_noun", "{s} leg", "without sides"),
        ("exercises[0].first_side", "easier", 'must be "any"'),
        ("exercises[0].roll", True, "must be false"),
        ("exercises[0].steps[0].full", "Lie on your {s} side.", "has none"),
        ("exercises[2].leave", "Put the left foot down.", 'says "left"'),
        ("exercises[2].steps[8].full", "Bend the other knee.", "other"),
        ("exercises[3].hints", ["On the right."], 'says "right"'),
        ("exercises[3].variants[3].way_out", "Lift the left leg.", 'says "left"'),
        ("exercises[2].limit", "Only to {x}.", "braces are for"),
        ("exercises[2].steps[1].text", "Bring the {s} knee up.", "to read"),
        ("exercises[0].steps[0].scope", "rep", "once or side"),
        ("exercises[0].steps[3].scope", "once", "allowed for a move: rep"),
        ("exercises[0].steps[0].scope", "side", "no sides"),
        ("exercises[2].steps[7].with_previous", True, "a move"),
        ("exercises[2].steps[6].from_rep", 1, "2 or more"),
        ("exercises[2].steps[6].with_previous", False, "joins"),
        ("exercises[0].steps[3].on_arrival", True, "spoken once"),
        ("exercises[0].steps[3].before", "Now.", "belongs to a hold"),
        ("exercises[0].steps[3].full", "press up.", "a capital first"),
        ("exercises[0].steps[3].text", "Press up", "a period last"),
        ("exercises[0].steps[3].full", "Press" + " up" * 16 + ".", "a sentence of 17 words; at most 16"),
        ("exercises[0].steps[3].full", "Up. Up. Up.", "one idea"),
        ("exercises[0].steps[5].before", "Let" + " go" * 18 + ".", "19 words"),
        ("exercises[0].steps[3].brief", "Up" + " up" * 8 + ".", "9 words"),
        ("exercises[0].steps[3].brief", "A" + "a" * 30 + ".", "31 letters; at most 30"),
        ("exercises[0].steps[0].cue", "lie down", "has none"),
        ("exercises[0].steps[3].cue", "press", "two to four words, found 1"),
        ("exercises[0].steps[3].cue", "a b c d e", "found 5"),
        ("exercises[0].steps[3].cue", "press onward and up", None),
        ("exercises[0].steps[3].cue", "press onward upward", None),
        ("exercises[0].steps[3].cue", "pressing onward upward", "20 letters; at most 18"),
        ("exercises[2].steps[5].cue", "swing upward slowly", "at most 16"),
        ("exercises[0].steps[3].cue", "Press up.", "lower case"),
        ("exercises[0].steps[5].cue", "ready there", "belongs to the player"),
        ("exercises[1].steps[2].quiet", "a b c d", "4 words"),
        ("exercises[4].steps[2].quiet", "forwards now", "at most 9"),
        ("exercises[0].steps[3].word", "", "is missing"),
        ("exercises[0].steps[3].word", "PRESSING UP", "than 10 characters"),
        ("exercises[0].limit", "Go" + " up" * 9 + ".", "10 words; at most 9"),
        ("exercises[0].tip", "no capital.", "a capital first"),
        ("exercises[0].leave", "Rest" + " now" * 18 + ".", "19 words; at most 18"),
        ("exercises[3].hints", [], "something to listen to"),
        ("exercises[2].gaps[0].tell", None, "words to show"),
    ],
)
def test_what_does_not_hold_together_is_named(place: str, value: Any, said: str | None) -> None:
    document = documents.catalog()
    put(place, value)(document)
    problems = found_in(document)
    if said is None:  # just within the limit
        assert problems == []
        return
    where = re.compile(rf"{re.escape(place)}(\[\d\])? \(")
    assert any(where.match(problem) and said in problem for problem in problems), problems


def without(number: int, *, tag: str, variant: str | None = None) -> Break:
    """Take the steps with this tag out; only those of a variant, where one is named."""

    def broken(document: Document) -> None:
        steps = document["exercises"][number]["steps"]
        steps[:] = [
            step
            for step in steps
            if step["tag"] != tag or (variant is not None and variant not in step.get("variants", [variant]))
        ]

    return broken


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (without(SEAL, tag="setup"), "variant hands, gentle: there is no set-up"),
        (without(SEAL, tag="hold"), "variant hands, gentle: the dose holds, and there is no hold step"),
        (
            without(SEAL, tag="return", variant="forearms"),
            "variant forearms, gentle: a repetition must go move",
        ),
        (without(SEAL, tag="move", variant="hands"), "variant hands, gentle: a repetition must go move"),
        (
            lambda d: d["exercises"][CAT]["steps"].__delitem__(slice(6, None)),
            "variant floor, gentle: bending both ways takes two movements, found 1",
        ),
        (
            lambda d: d["exercises"][CAT]["steps"][2].pop("quiet"),
            "variant floor, gentle: a move lacks its quiet word",
        ),
        (
            lambda d: d["exercises"][SEAL]["steps"].append(d["exercises"][SEAL]["steps"][0]),
            "variant hands, gentle: a set-up line comes after the first move",
        ),
    ],
)
def test_a_variant_that_cannot_be_played_is_named(broken: Break, said: str) -> None:
    document = documents.catalog()
    broken(document)
    assert any(said in problem for problem in found_in(document)), found_in(document)


def test_an_exercise_that_never_names_its_side_is_refused() -> None:
    document = documents.catalog()
    for step in document["exercises"][KNEE]["steps"]:
        step["full"] = step["full"].replace("your {s}", "the")
    assert (
        "exercises[7].steps (seated-knee-extension): variant full-height, gentle: no line names the side"
        in (found_in(document))
    )


def test_what_does_not_fit_its_time_is_reported_beside_the_rest() -> None:
    document = documents.catalog()
    move = next(step for step in document["exercises"][1]["steps"] if step["tag"] == "move")
    move["full"] = f"Comfortably{' comfortably' * 11}."
    assert checked_as("catalog", document)[1] == []
    problems = checked_as("catalog", document, thorough=True)[1]
    assert {problem.place for problem in problems} == {"exercises[1] (cat-cow)"}
    assert "letters out" in problems[0].text


# --- routines and safety ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"exercise": "sit-up"}, 'lines[0].exercise: there is no exercise "sit-up"; allowed: seal-stretch'),
        ({"exercise": "cat-cow", "variant": "tiny"}, 'lines[0].variant: "tiny" is not a variant of cat-cow'),
        ({"exercise": "cat-cow", "hold_s": 121}, "lines[0].hold_s: found 121; allowed: at most 120"),
        ({"exercise": "cat-cow", "reps": 51}, "lines[0].reps: found 51; allowed: at most 50"),
        (
            {"exercise": "cat-cow", "only_side": "left"},
            "lines[0].only_side: is not for cat-cow; it has no sides",
        ),
        (
            {"exercise": "lower-trunk-rotation", "only_side": "left"},
            "lines[0].only_side: is not for lower-trunk-rotation; its sides take turns",
        ),
        ({"exercise": "cat-cow", "levels": ["gentle"]}, "lines[0].left_out: is missing; say why"),
        (
            {"exercise": "cat-cow", "left_out": "because"},
            "lines[0].left_out: says why it is left out, and it never is",
        ),
        (
            {"exercise": "cat-cow", "levels": ["gentle", "gentle"], "left_out": "x"},
            "lines[0].levels: names a level twice",
        ),
        (
            {"exercise": "cat-cow", "hold": 3},
            "lines[0].hold: there is no such name here; did you mean hold_s?",
        ),
        ({"exercise": "cat-cow", "reps": "3"}, 'lines[0].reps: found "3"; allowed: a whole number'),
    ],
)
def test_a_routine_of_ones_own_is_checked_against_the_catalog(
    catalog: Catalog, line: Document, said: str
) -> None:
    problems = found_in(documents.routine(lines=[line]), "routine", catalog)
    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_two_routines_of_one_name_are_refused(catalog: Catalog) -> None:
    document = documents.routines()
    document["routines"][1]["id"] = "full"
    assert found_in(document, "routines", catalog) == ['routines[1].id (full): "full" is given twice']


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (put("emergency.sources", ["N99"]), 'emergency.sources: there is no source "N99" in sources'),
        (
            put("stop_rules[1].sources", ["N99"]),
            'stop_rules[1].sources: there is no source "N99" in sources',
        ),
        (
            put("warning_signs.questions[1].id", "saddle"),
            'warning_signs.questions[1].id: "saddle" is given twice',
        ),
        (
            put("clearance.questions[1].id", "injury"),
            'clearance.questions[1].id: "injury" is given twice',
        ),
        (put("conditions[0]", DROPPED), "conditions: lacks flare"),
        (put("conditions[1].flag", "flare"), 'conditions[1].flag: "flare" is given twice'),
        (put("colors[0].id", "red"), "colors: must be green, amber, red, in this order"),
    ],
)
def test_a_safety_file_that_does_not_hold_together_is_refused(broken: Break, said: str) -> None:
    document = documents.safety()
    broken(document)
    assert found_in(document, "safety")[0] == said


# --- files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (documents.catalog(), "catalog"),
        (documents.routines(), "routines"),
        (documents.routine(), "routine"),
        (documents.safety(), "safety"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(
    catalog: Catalog, tmp_path: Path, document: Document, kind: str
) -> None:
    file = tmp_path / "any-name.json"
    file.write_text(json.dumps(document))
    assert (kind_of(document), check_file(str(file), catalog, catalog)) == (kind, [])


@pytest.mark.parametrize("document", [{}, [], 3, "exercises", None, {"hold_s": 3}])
def test_what_is_none_of_our_files_is_told_so(catalog: Catalog, tmp_path: Path, document: Any) -> None:
    file = tmp_path / "other.json"
    file.write_text(json.dumps(document))
    with pytest.raises(LrxError, match="is not a catalog, routine, figure or safety file") as caught:
        check_file(str(file), catalog, catalog)
    assert caught.value.exit_code == INVALID_FILE


# --- anything at all -------------------------------------------------------------------------------

VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 1_000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["{s}", "{", "left", "gentle", "hands", "cat-cow", "design", "move", "a b"])
    | st.lists(st.text(max_size=3), max_size=3)
    | st.dictionaries(st.text(max_size=3), st.none(), max_size=2)
)


def places(value: Any, place: str = "") -> list[str]:
    inside: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        inside = [(f"{place}.{key}".lstrip("."), member) for key, member in value.items()]
    elif isinstance(value, list):
        inside = [(f"{place}[{number}]", member) for number, member in enumerate(value)]
    return [place, *(found for there, member in inside for found in places(member, there))]


CATALOG_PLACES = places(documents.catalog())[1:]
SAFETY_PLACES = places(documents.safety())[1:]


@given(st.lists(st.tuples(st.sampled_from(CATALOG_PLACES), VALUES), min_size=1, max_size=3))
def test_a_catalog_changed_anywhere_is_refused_in_words_or_is_sound(
    changes: list[tuple[str, Any]],
) -> None:
    document = documents.catalog()
    for place, value in changes:
        try:
            put(place, value)(document)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    problems = checked_as("catalog", document)[1]
    assert all(problem.text and str(problem).isprintable() for problem in problems)
    if not problems:
        assert checked_as("catalog", document)[0] is not None


@given(st.sampled_from(SAFETY_PLACES), VALUES)
def test_a_safety_file_changed_anywhere_is_refused_in_words_or_is_sound(place: str, value: Any) -> None:
    document = documents.safety()
    put(place, value)(document)
    problems = checked_as("safety", document)[1]
    assert all(problem.text and str(problem).isprintable() for problem in problems)
    if not problems:
        assert checked_as("safety", document)[0] is not None


# --- more mistakes than anybody reads ----------------------------------------------------------------


def test_every_mistake_is_counted_though_only_five_hundred_are_described() -> None:
    document: Document = {"format": 1, "exercises": [{"steps": [{}] * 30}] * 100, "sources": {}}
    problems = found_in(document, "catalog")
    missing = 100 * (30 * 5 + 34)
    assert len(problems) == missing
    assert problems[499].endswith(": is missing")
    assert problems[500].endswith(": is not what is allowed here")
    assert problems[-1] == "exercises[99].sources: is not what is allowed here"


def test_a_file_with_far_too_much_in_it_is_refused_before_its_mistakes_are_looked_for() -> None:
    crowded = {"format": 1, "exercises": [{"steps": [{}] * 10_000}] * 7, "sources": {}}
    assert found_in(crowded) == ["the file has more than 60,000 values; no file of ours has so many"]
