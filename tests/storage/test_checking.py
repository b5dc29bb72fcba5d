"""Every problem of a file at once, by place, in words somebody can act on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.catalog import check_file, checked_catalog, checked_safety, problems_in
from tests.storage import documents

Document = dict[str, Any]
Break = Callable[[Document], object]

SEAL, CAT, GLIDE, FOUR, TILT, ROTATION, BOOK, KNEE, BACK, STANDING = range(10)


def put(*path: str | int, to: Any) -> Break:
    """Put a value at a place of a document."""

    def broken(document: Any) -> None:
        for part in path[:-1]:
            document = document[part]
        document[path[-1]] = to

    return broken


def drop(*path: str | int) -> Break:
    def broken(document: Any) -> None:
        for part in path[:-1]:
            document = document[part]
        del document[path[-1]]

    return broken


def found_in(document: Document, kind: Any = "catalog", catalog: Catalog | None = None) -> list[str]:
    return [str(problem) for problem in problems_in(document, kind, catalog)]


def test_the_built_in_files_have_no_problem(catalog: Catalog) -> None:
    assert found_in(documents.catalog()) == []
    assert found_in(documents.routines(), "routines", catalog) == []
    assert found_in(documents.safety(), "safety") == []
    assert found_in(documents.routine(), "routine", catalog) == []


# --- shape -----------------------------------------------------------------------------------------


DOSES = ("exercises", FOUR, "doses")


@pytest.mark.parametrize(
    ("broken", "place", "said"),
    [
        (put(*DOSES, "standard", "hold_s", to="20"), "standard.hold_s", 'found "20"; allowed: a number'),
        (put(*DOSES, "standard", "hold_s", to=-1), "standard.hold_s", "found -1; allowed: at least 0"),
        (put(*DOSES, "standard", "hold_s", to=900), "standard.hold_s", "found 900; allowed: at most 120"),
        (put(*DOSES, "gentle", "reps", to=2.0), "gentle.reps", "found 2.0; allowed: a whole number"),
        (put(*DOSES, "gentle", "sets", to=True), "gentle.sets", "found true; allowed: a whole number"),
        (
            put("exercises", SEAL, "family", to="yoga"),
            "family",
            'found "yoga"; allowed: rotation, nerve, extension, flex-ext, hip or other',
        ),
        (
            put("exercises", SEAL, "famly", to="hip"),
            "famly",
            "there is no such name here; did you mean family?",
        ),
        (
            put("exercises", FOUR, "tips", 0, "x", to=1),
            "tips[0].x",
            "there is no such name here; allowed: text, sources",
        ),
        (
            put("sources", "ART", "wher", to="x"),
            "sources.ART.wher",
            "there is no such name here; did you mean where?",
        ),
        (drop("exercises", SEAL, "limit"), "limit", "is missing"),
        (
            put("exercises", SEAL, "id", to="Seal stretch"),
            "id",
            'found "Seal stretch"; allowed: lower-case letters, digits and single hyphens',
        ),
        (
            put("exercises", SEAL, "target", to=""),
            "target",
            "found an empty text; allowed: some text, without a space at either end",
        ),
        (
            put("exercises", SEAL, "limit", to="a" * 161),
            "limit",
            'found "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"; allowed: a text of at most 160 characters',
        ),
        (put("exercises", SEAL, "roll", to="no"), "roll", 'found "no"; allowed: true or false'),
        (put("exercises", SEAL, "name", to=3), "name", "found 3; allowed: a text"),
        (put("exercises", SEAL, "variants", to=[]), "variants", "found a list of 0; allowed: at least 1"),
        (put("exercises", SEAL, "hints", to=["Up."] * 9), "hints", "found a list of 9; allowed: at most 8"),
        (put("exercises", SEAL, "hints", to="Up."), "hints", 'found "Up."; allowed: a list in brackets'),
        (
            put("exercises", SEAL, "doses", to=[1]),
            "doses",
            "found a list of 1; allowed: an object in braces",
        ),
        (put("exercises", SEAL, to=None), "exercises[0]", "found null; allowed: an object in braces"),
        (put("sources", to=[]), "sources", "found a list of 0; allowed: an object in braces"),
        (put("format", to=2), "format", "found 2; allowed: at most 1"),
        (put("format", to=True), "format", "found true; allowed: a whole number"),
        (put("sources", "ART", "quality", to="E"), "sources.ART.quality", 'found "E"; allowed: A, B, C or D'),
        (
            put("sources", "2x", to={"title": "x", "where": "x", "quality": "A", "seen": "known"}),
            "sources.2x",
            "the name must be letters and digits, a letter first",
        ),
    ],
)
def test_a_wrong_shape_is_named_with_what_was_found_and_what_is_allowed(
    broken: Break, place: str, said: str
) -> None:
    document = documents.catalog()
    broken(document)
    (problem,) = problems_in(document, "catalog")
    assert problem.text == said
    assert problem.place.split(" (")[0].endswith(place)


def test_one_wrong_member_of_a_list_is_one_problem() -> None:
    document = {**documents.catalog(), "exercises": [{**documents.catalog()["exercises"][SEAL], "roll": 1}]}
    assert found_in(document) == ["exercises[0].roll (seal-stretch): found 1; allowed: true or false"]


def test_all_problems_of_all_exercises_are_named_at_once() -> None:
    document = documents.catalog()
    put("exercises", SEAL, "roll", to=1)(document)
    put("exercises", CAT, "family", to="x")(document)
    put("exercises", BACK, "limit", to="Easy")(document)
    places = [problem.split(" ")[0] for problem in found_in(document)]
    assert places == ["exercises[0].roll", "exercises[1].family", "exercises[8].limit"]


def test_the_place_is_the_one_in_the_file_though_an_exercise_before_it_is_broken() -> None:
    document = documents.catalog()
    put("exercises", SEAL, "roll", to=1)(document)
    put("exercises", STANDING, "id", to="cat-cow")(document)
    said = found_in(document)[1:]
    assert said == [
        'exercises[9].id (cat-cow): "cat-cow" is exercises[1].id already; it must mean one exercise only'
    ]


# --- what must hold together -----------------------------------------------------------------------


def exercise(number: int, *path: str | int, to: Any) -> Break:
    return put("exercises", number, *path, to=to)


@pytest.mark.parametrize(
    ("broken", "place", "said"),
    [
        (exercise(CAT, "id", to="seal-stretch"), "exercises[1].id", "is exercises[0].id already"),
        (exercise(CAT, "number", to=1), "exercises[1].number", "is exercises[0].number already"),
        (exercise(CAT, "aliases", to=["Seal stretch"]), "exercises[1].aliases[0]", "exercises[0].id already"),
        (exercise(SEAL, "sources", to=["N99"]), "exercises[0].sources", 'no source "N99"'),
        (
            exercise(SEAL, "doses", "gentle", "why", "reps", to=["N99"]),
            "exercises[0].doses.gentle.why.reps",
            'no source "N99"',
        ),
        (exercise(SEAL, "tips", 0, "sources", to=["N99"]), "exercises[0].tips[0].sources", 'no source "N99"'),
        (
            exercise(SEAL, "cautions", 0, "sources", to=["N99"]),
            "exercises[0].cautions[0].sources",
            'no source "N99"',
        ),
        (
            exercise(SEAL, "requires_ok", to=["nothing"]),
            "exercises[0].requires_ok[0]",
            "not another exercise",
        ),
        (exercise(SEAL, "requires_ok", to=["seal-stretch"]), "exercises[0].requires_ok[0]", "not another"),
        (
            exercise(SEAL, "doses", "gentle", "variant", to="elbows"),
            "exercises[0].doses.gentle.variant",
            "hands",
        ),
        (
            exercise(SEAL, "steps", 1, "variants", to=["elbows"]),
            "exercises[0].steps[1].variants",
            "not a variant",
        ),
        (exercise(SEAL, "variants", 1, "id", to="hands"), "exercises[0].variants[1].id", "given twice"),
        (exercise(SEAL, "needs", to=["bed"]), "exercises[0].needs", "make them the same"),
        (
            exercise(SEAL, "cautions", 0, "variant", to="elbows"),
            "exercises[0].cautions[0].variant",
            "not a variant",
        ),
        (
            exercise(SEAL, "cautions", 0, "action", to="skip"),
            "exercises[0].cautions[0].variant",
            "modify only",
        ),
        (
            exercise(SEAL, "doses", "standard", "hold_s", to=11),
            "exercises[0].doses.standard.hold_s",
            "cap, 10 s",
        ),
        (exercise(SEAL, "doses", "stronger", "reps", to=16), "exercises[0].doses.stronger.reps", "cap, 15"),
        (exercise(SEAL, "doses", "stronger", "sets", to=4), "exercises[0].doses.stronger.sets", "cap, 3"),
        (
            exercise(SEAL, "doses", "stronger", "hold_s", to=2),
            "exercises[0].doses.stronger.hold_s",
            "standard",
        ),
        (
            exercise(SEAL, "doses", "standard", "reps", to=4),
            "exercises[0].doses.standard.reps",
            "less than at",
        ),
        (exercise(GLIDE, "hold_cap_s", to=4), "exercises[2].hold_cap_s", "moved, not held"),
        (exercise(GLIDE, "sets_cap", to=2), "exercises[2].sets_cap", "done once"),
        (exercise(GLIDE, "side_noun", to="leg"), "exercises[2].side_noun", "must contain {s}"),
        (exercise(GLIDE, "side_meaning", to=""), "exercises[2].side_meaning", "say what left means"),
        (exercise(SEAL, "side_noun", to="{s} leg"), "exercises[0].side_noun", "without sides"),
        (exercise(SEAL, "first_side", to="easier"), "exercises[0].first_side", 'must be "any"'),
        (exercise(SEAL, "roll", to=True), "exercises[0].roll", "must be false"),
        (
            exercise(SEAL, "steps", 0, "full", to="Lie on your {s} side."),
            "exercises[0].steps[0].full",
            "has none",
        ),
        (exercise(GLIDE, "leave", to="Put the left foot down."), "exercises[2].leave", 'says "left"'),
        (
            exercise(GLIDE, "steps", 8, "full", to="Bend the other knee."),
            "exercises[2].steps[8].full",
            "other",
        ),
        (exercise(FOUR, "hints", to=["On the right."]), "exercises[3].hints[0]", 'says "right"'),
        (
            exercise(FOUR, "variants", 3, "way_out", to="Lift the left leg."),
            "exercises[3].variants[3].way_out",
            'says "left"',
        ),
        (exercise(GLIDE, "limit", to="Only to {x}."), "exercises[2].limit", "braces are for"),
        (
            exercise(GLIDE, "steps", 1, "text", to="Bring the {s} knee up."),
            "exercises[2].steps[1].text",
            "to read",
        ),
        (exercise(SEAL, "steps", 0, "scope", to="rep"), "exercises[0].steps[0].scope", "once or side"),
        (
            exercise(SEAL, "steps", 3, "scope", to="once"),
            "exercises[0].steps[3].scope",
            "allowed for a move: rep",
        ),
        (exercise(SEAL, "steps", 0, "scope", to="side"), "exercises[0].steps[0].scope", "no sides"),
        (
            exercise(GLIDE, "steps", 7, "with_previous", to=True),
            "exercises[2].steps[7].with_previous",
            "a move",
        ),
        (exercise(GLIDE, "steps", 6, "from_rep", to=1), "exercises[2].steps[6].from_rep", "2 or more"),
        (
            exercise(GLIDE, "steps", 6, "with_previous", to=False),
            "exercises[2].steps[6].with_previous",
            "joins",
        ),
        (
            exercise(SEAL, "steps", 3, "on_arrival", to=True),
            "exercises[0].steps[3].on_arrival",
            "spoken once",
        ),
        (
            exercise(SEAL, "steps", 3, "before", to="Now."),
            "exercises[0].steps[3].before",
            "belongs to a hold",
        ),
        (exercise(SEAL, "steps", 3, "full", to="press up."), "exercises[0].steps[3].full", "a capital first"),
        (exercise(SEAL, "steps", 3, "text", to="Press up"), "exercises[0].steps[3].text", "a period last"),
        (
            exercise(SEAL, "steps", 3, "full", to="Press" + " up" * 16 + "."),
            "exercises[0].steps[3].full",
            "a sentence of 17 words; at most 16",
        ),
        (exercise(SEAL, "steps", 3, "full", to="Up. Up. Up."), "exercises[0].steps[3].full", "one idea"),
        (
            exercise(SEAL, "steps", 5, "before", to="Let" + " go" * 18 + "."),
            "exercises[0].steps[5].before",
            "19 words",
        ),
        (
            exercise(SEAL, "steps", 3, "brief", to="Up" + " up" * 8 + "."),
            "exercises[0].steps[3].brief",
            "9 words",
        ),
        (
            exercise(SEAL, "steps", 3, "brief", to="A" + "a" * 30 + "."),
            "exercises[0].steps[3].brief",
            "31 letters; at most 30",
        ),
        (exercise(SEAL, "steps", 0, "cue", to="lie down"), "exercises[0].steps[0].cue", "has none"),
        (
            exercise(SEAL, "steps", 3, "cue", to="press"),
            "exercises[0].steps[3].cue",
            "two to four words, found 1",
        ),
        (exercise(SEAL, "steps", 3, "cue", to="a b c d e"), "exercises[0].steps[3].cue", "found 5"),
        (exercise(SEAL, "steps", 3, "cue", to="press onward and up"), "exercises[0].steps[3].cue", None),
        (
            exercise(SEAL, "steps", 3, "cue", to="press onward upward"),
            "exercises[0].steps[3].cue",
            None,
        ),
        (
            exercise(SEAL, "steps", 3, "cue", to="pressing onward upward"),
            "exercises[0].steps[3].cue",
            "20 letters; at most 18",
        ),
        (
            exercise(GLIDE, "steps", 5, "cue", to="swing upward slowly"),
            "exercises[2].steps[5].cue",
            "at most 16",
        ),
        (exercise(SEAL, "steps", 3, "cue", to="Press up."), "exercises[0].steps[3].cue", "lower case"),
        (
            exercise(SEAL, "steps", 5, "cue", to="ready there"),
            "exercises[0].steps[5].cue",
            "belongs to the player",
        ),
        (exercise(CAT, "steps", 2, "quiet", to="a b c d"), "exercises[1].steps[2].quiet", "4 words"),
        (exercise(TILT, "steps", 2, "quiet", to="forwards now"), "exercises[4].steps[2].quiet", "at most 9"),
        (exercise(SEAL, "steps", 3, "word", to=""), "exercises[0].steps[3].word", "is missing"),
        (
            exercise(SEAL, "steps", 3, "word", to="PRESSING UP"),
            "exercises[0].steps[3].word",
            "than 10 characters",
        ),
        (exercise(SEAL, "limit", to="Go" + " up" * 9 + "."), "exercises[0].limit", "10 words; at most 9"),
        (exercise(SEAL, "tip", to="no capital."), "exercises[0].tip", "a capital first"),
        (
            exercise(SEAL, "leave", to="Rest" + " now" * 18 + "."),
            "exercises[0].leave",
            "19 words; at most 18",
        ),
        (exercise(FOUR, "hints", to=[]), "exercises[3].hints", "something to listen to"),
        (exercise(GLIDE, "gaps", 0, "tell", to=None), "exercises[2].gaps[0].tell", "words to show"),
    ],
)
def test_what_does_not_hold_together_is_named(broken: Break, place: str, said: str | None) -> None:
    document = documents.catalog()
    broken(document)
    problems = found_in(document)
    if said is None:  # just within the limit
        assert problems == []
        return
    assert any(problem.startswith(f"{place} (") and said in problem for problem in problems), problems


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
    def fits(exercise: Exercise) -> list[str]:
        return ["the hold is too short for its words"] if exercise.id == "cat-cow" else []

    problems = problems_in(documents.catalog(), "catalog", None, fits)
    assert [str(p) for p in problems] == ["exercises[1] (cat-cow): the hold is too short for its words"]


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
        (put("emergency", "sources", to=["N99"]), 'emergency.sources: there is no source "N99" in sources'),
        (
            put("stop_rules", 1, "sources", to=["N99"]),
            'stop_rules[1].sources: there is no source "N99" in sources',
        ),
        (
            put("warning_signs", "questions", 1, "id", to="saddle"),
            'warning_signs.questions[1].id: "saddle" is given twice',
        ),
        (
            put("clearance", "questions", 1, "id", to="injury"),
            'clearance.questions[1].id: "injury" is given twice',
        ),
        (drop("conditions", 0), "conditions: lacks flare"),
        (put("conditions", 1, "flag", to="flare"), 'conditions[1].flag: "flare" is given twice'),
        (put("colors", 0, "id", to="red"), "colors: must be green, amber, red, in this order"),
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
    assert check_file(str(file), catalog) == (kind, [])


@pytest.mark.parametrize("document", [{}, [], 3, "exercises", None, {"hold_s": 3}])
def test_what_is_none_of_our_files_is_told_so(catalog: Catalog, tmp_path: Path, document: Any) -> None:
    file = tmp_path / "other.json"
    file.write_text(json.dumps(document))
    with pytest.raises(LrxError, match="is not a catalog, routine, figure or safety file") as caught:
        check_file(str(file), catalog)
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


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, member in inside for place in places(member, (*path, key)))]


CATALOG_PLACES = places(documents.catalog())[1:]
SAFETY_PLACES = places(documents.safety())[1:]


@given(st.lists(st.tuples(st.sampled_from(CATALOG_PLACES), VALUES), min_size=1, max_size=3))
def test_a_catalog_changed_anywhere_is_refused_in_words_or_is_sound(
    changes: list[tuple[tuple[str | int, ...], Any]],
) -> None:
    document = documents.catalog()
    for path, value in changes:
        try:
            put(*path, to=value)(document)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    problems = problems_in(document, "catalog")
    assert all(problem.text and str(problem).isprintable() for problem in problems)
    if not problems:
        assert checked_catalog(document)[0] is not None


@given(st.sampled_from(SAFETY_PLACES), VALUES)
def test_a_safety_file_changed_anywhere_is_refused_in_words_or_is_sound(
    path: tuple[str | int, ...], value: Any
) -> None:
    document = documents.safety()
    put(*path, to=value)(document)
    problems = problems_in(document, "safety")
    assert all(problem.text and str(problem).isprintable() for problem in problems)
    if not problems:
        assert checked_safety(document)[0] is not None


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
