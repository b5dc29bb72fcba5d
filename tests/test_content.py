"""The built-in content: every number as it was prescribed, every sentence our own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from tools.shingles import LIST, shingles

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.catalog.words import LEVELS, Flag
from lrx_cli.core.player.interruptions import EMERGENCY
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.rules import DESIGN

ROOT = Path(__file__).parents[1]

# hold s, repetitions, sets, rest s, tempo s: gentle, standard, stronger.
DOSES = {
    "seal-stretch": ((2, 5, 1, 20, 3), (3, 8, 1, 20, 3), (5, 8, 2, 20, 3)),
    "cat-cow": ((2, 5, 1, 20, 3), (3, 8, 1, 20, 3), (5, 8, 1, 20, 3)),
    "lower-body-nerve-glide": ((0, 5, 1, 20, 2), (2, 8, 1, 15, 2), (3, 10, 1, 15, 2)),
    "figure-four-stretch": ((10, 2, 1, 20, 4), (20, 2, 1, 15, 4), (30, 2, 1, 15, 4)),
    "seated-pelvic-tilt": ((2, 5, 1, 20, 2), (3, 8, 1, 20, 2), (5, 8, 1, 20, 2)),
    "lower-trunk-rotation": ((2, 5, 1, 20, 3), (4, 6, 1, 20, 3), (5, 8, 1, 20, 3)),
    "open-book-rotation": ((2, 4, 1, 20, 4), (3, 6, 1, 20, 4), (4, 8, 1, 20, 4)),
    "seated-knee-extension": ((0, 5, 1, 15, 2), (2, 8, 1, 15, 2), (3, 10, 1, 15, 2)),
    "back-rotation-stretch": ((10, 1, 1, 20, 5), (15, 2, 1, 15, 5), (20, 2, 1, 15, 5)),
    "standing-back-extension": ((1, 5, 1, 20, 3), (2, 8, 1, 20, 3), (3, 10, 1, 20, 3)),
}

SIDES = {
    "lower-trunk-rotation": "alternating",
    **dict.fromkeys(
        ("lower-body-nerve-glide", "figure-four-stretch", "open-book-rotation", "seated-knee-extension",
         "back-rotation-stretch"),
        "one_then_other",
    ),
}  # fmt: skip
POSITIONS = "prone quadruped supine supine seated supine side-lying seated supine standing".split()
"""In the order of the article."""


@pytest.fixture(scope="module")
def safety() -> Safety:
    return load_safety(locations.safety_file())


def test_the_ten_stand_in_the_order_of_the_article(catalog: Catalog) -> None:
    assert [exercise.id for exercise in catalog.exercises] == list(DOSES)
    assert [exercise.number for exercise in catalog.exercises] == list(range(1, 11))


@pytest.mark.parametrize("id", DOSES)
def test_every_dose_is_as_prescribed(catalog: Catalog, id: str) -> None:
    found = tuple(
        (dose.hold / 1000, dose.reps, dose.sets, dose.rest / 1000, dose.tempo / 1000)
        for dose in (catalog[id].doses[level] for level in LEVELS)
    )
    assert found == DOSES[id]


def test_every_number_has_a_source_or_is_ours(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for level, dose in exercise.doses.items():
            for number, codes in vars(dose.why).items():
                assert codes, (exercise.id, level, number)
                assert all(code == DESIGN or code in catalog.sources for code in codes)


def test_rest_and_tempo_are_said_to_be_ours_but_for_the_glides_tempo(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for dose in exercise.doses.values():
            assert dose.why.rest_s == (DESIGN,)
            assert dose.why.tempo_s == (("L1",) if exercise.family == "nerve" else (DESIGN,))


def test_no_source_is_listed_that_nothing_names(catalog: Catalog) -> None:
    raw = json.loads((ROOT / "data/exercises.json").read_text(encoding="utf-8"))
    words = set(re.findall(r"\w+", json.dumps(raw["exercises"])))
    assert [code for code in raw["sources"] if code not in words] == []


def test_sides_and_positions_are_those_of_the_study(catalog: Catalog) -> None:
    assert {e.id: e.side_mode for e in catalog.exercises if e.side_mode != "none"} == SIDES
    assert [e.positions[0] for e in catalog.exercises] == POSITIONS


def test_nerve_exercises_are_glides_and_not_stretches(catalog: Catalog) -> None:
    nerve = [exercise for exercise in catalog.exercises if exercise.family == "nerve"]
    assert [exercise.number for exercise in nerve] == [3, 8]
    for exercise in nerve:
        assert exercise.doses["gentle"].hold == 0
        assert (exercise.hold_cap, exercise.sets_cap, exercise.first_side) == (3_000, 1, "easier")


@pytest.mark.parametrize("id", ["lower-body-nerve-glide", "seated-knee-extension"])
def test_the_toes_come_in_from_the_second_repetition_and_only_at_stronger(catalog: Catalog, id: str) -> None:
    exercise = catalog[id]
    with_toes = []
    for level in LEVELS:
        steps = exercise.steps_of(level, exercise.doses[level].variant)
        toes = [step for step in steps if "toes" in step.full]
        with_toes += [level] * len(toes)
        assert all(step.from_rep == 2 and step.with_previous for step in toes)
    assert with_toes == ["stronger"]


def test_what_changes_the_exercise_is_told_before_it(catalog: Catalog) -> None:
    upfront = {
        exercise.number: [gap.code for gap in exercise.gaps if gap.upfront and gap.tell]
        for exercise in catalog.exercises
        if any(gap.upfront for gap in exercise.gaps)
    }
    assert upfront == {3: ["3a"], 9: ["9a", "9d"], 10: ["10a"]}


def test_the_inferred_name_is_said_to_be_ours(catalog: Catalog) -> None:
    assert [e.number for e in catalog.exercises if e.name_source == "inferred"] == [6]
    assert "ours" in catalog["lower-trunk-rotation"].name_note


def test_the_standing_extension_can_be_done_standing_at_a_counter_and_seated(catalog: Catalog) -> None:
    exercise = catalog["standing-back-extension"]
    assert [(v.id, v.position) for v in exercise.variants] == [
        ("standing", "standing"),
        ("counter", "standing"),
        ("seated", "seated"),
    ]
    assert exercise.requires_ok == ("seal-stretch",)


def test_a_caution_that_several_forms_meet_does_not_tell_to_do_only_one_of_them(catalog: Catalog) -> None:
    """The policy may play any of them, because of another condition; the caution is shown beside it."""
    meets_several = [
        caution
        for exercise in catalog.exercises
        for caution in exercise.cautions
        if caution.also and not caution.easier_side_only
    ]
    assert meets_several
    assert [caution.text for caution in meets_several if " or " not in caution.text] == []


def flags_of(exercise: Exercise, flag: str) -> str | None:
    """What becomes of an exercise with that condition: ``skip``, ``ask``, ``modify``, or the form instead."""
    return next((c.variant or c.action for c in exercise.cautions if flag in c.flags), None)


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("flare", "1 forearms, 2 small, 3 ankle-loose, 4 no-pull, 6 small, 7 short-arm, 8 half-height, "
                  "9 skip, 10 counter"),
        ("backward-worse", "1 skip, 2 small, 5 modify, 10 skip"),
        ("spondylolisthesis", "1 ask, 2 small, 6 small, 9 no-hand, 10 ask"),
        ("bending-worse", "2 small, 3 ankle-loose, 4 no-pull, 8 half-height, 9 no-hand"),
        ("osteoporosis", "1 ask, 2 small, 4 no-pull, 6 small, 7 short-arm, 9 skip, 10 counter"),
        ("pregnancy", "1 skip, 2 no-sink, 3 skip, 4 seated, 6 skip, 7 short-arm, 9 skip, 10 counter"),
        ("hip", "4 ask, 6 small, 7 modify, 9 ask"),
        ("dizzy", "1 modify, 2 small, 7 short-arm, 10 skip"),
        ("surgery", "1 ask, 2 ask, 3 ask, 4 ask, 5 ask, 6 ask, 7 ask, 8 ask, 9 skip, 10 ask"),
    ],
)  # fmt: skip
def test_each_condition_shapes_the_exercises_it_should(catalog: Catalog, flag: str, expected: str) -> None:
    shaped = ((exercise.number, flags_of(exercise, flag)) for exercise in catalog.exercises)
    assert ", ".join(f"{number} {becomes}" for number, becomes in shaped if becomes) == expected


def test_every_flag_is_a_condition_the_person_can_have(catalog: Catalog, safety: Safety) -> None:
    named = {flag for exercise in catalog.exercises for c in exercise.cautions for flag in c.flags}
    conditions = {condition.flag for condition in safety.conditions}
    assert named <= conditions == set(get_args(Flag))


# --- routines --------------------------------------------------------------------------------------


def test_the_built_in_routines_are_the_four(catalog: Catalog, routines: dict[str, Routine]) -> None:
    numbers = {
        id: [catalog[line.exercise].number for line in routine.lines] for id, routine in routines.items()
    }
    assert numbers == {
        "full": [2, 1, 6, 3, 4, 9, 7, 5, 8, 10],
        "morning": [1, 6, 10],
        "desk": [5, 8, 10],
        "evening": [2, 6, 3, 4, 9, 7],
    }
    # They are choices from the catalog, so --order has a say in them; one's own routine keeps its order.
    assert not any(routine.ordered for routine in routines.values())


def test_a_flare_leaves_the_back_rotation_out_and_says_why(routines: dict[str, Routine]) -> None:
    for routine in (routines["full"], routines["evening"]):
        line = next(line for line in routine.lines if line.exercise == "back-rotation-stretch")
        assert line.levels == ("standard", "stronger")
        assert line.left_out == "it bends and twists, so it waits for the standard level"


# --- safety ----------------------------------------------------------------------------------------


def test_the_questions_are_all_there(safety: Safety) -> None:
    assert len(safety.warning_signs.questions) == 6
    assert [question.id for question in safety.urgent.questions] == [
        "chest", "calf", "infection", "spreading", "fracture",
    ]  # fmt: skip
    asked = [question.text.casefold() for question in safety.warning_signs.questions]
    for sign in ("genitals", "peeing", "bowel", "sexual", "both legs", "foot that slaps"):
        assert any(sign in question for question in asked), sign


def test_the_emergency_text_says_what_to_do_and_when(safety: Safety) -> None:
    for words in ("stop here", "emergency care within hours", "emergency department", "Do not exercise"):
        assert words in safety.emergency.text


def test_the_player_says_the_emergency_text_that_was_written_for_it(safety: Safety) -> None:
    assert safety.emergency.text == EMERGENCY


def test_the_rules_for_stopping_stand_in_the_order_they_count(safety: Safety) -> None:
    ids = [rule.id for rule in safety.stop_rules]
    assert ids == ["emergency", "place", "tingling", "strength", "unwell", "next-day"]


def test_a_source_is_called_the_same_in_both_files(catalog: Catalog, safety: Safety) -> None:
    shared = set(catalog.sources) & set(safety.sources)
    assert len(shared) > 10
    for code in shared:
        assert catalog.sources[code] == safety.sources[code]


# --- wording ---------------------------------------------------------------------------------------

PROMISES = (
    "cure", "heals", "healed", "treats your", "trapped nerve", "disc back", "guarantee", "68%", "68 %",
)  # fmt: skip


def test_nothing_promises_what_exercise_cannot() -> None:
    for name in ("exercises", "routines", "safety"):
        words = (ROOT / f"data/{name}.json").read_text(encoding="utf-8").casefold()
        words = words.replace("cureus", "")  # a journal
        for promise in PROMISES:
            assert promise not in words, (name, promise)


def test_reserved_words_and_other_sides_are_never_spoken(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for step in exercise.steps:
            for line in (step.full, step.brief, step.cue, step.quiet or "", step.before or ""):
                words = line.casefold().replace(",", " ").replace(".", " ").split()
                misheard = {"paused", "switch", "ready", "other", "clasp", "unbend", "uncross"}
                assert not misheard & set(words), line


def test_no_eight_words_of_the_article_stand_here(safety: Safety) -> None:
    known = set(json.loads(LIST.read_text(encoding="utf-8"))["hashes"])
    for code in safety.background.references:  # a work is cited by its title
        known -= {hashed for _, hashed in shingles(safety.sources[code].title)}
    assert len(known) > 1_500
    folders = ("data", "src", "tests", "docs", "tools", "bench")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*")]
    files += ROOT.glob("*.md")
    copied = [
        f"{file.relative_to(ROOT)}: {run}"
        for file in files
        if file.suffix in (".json", ".py", ".md", ".txt", ".jsonl", ".html", ".svg") and file != LIST
        for run, hashed in shingles(file.read_text(encoding="utf-8", errors="replace"))
        if hashed in known
    ]
    assert copied == []


def test_what_lrx_is_not_for_names_the_weeks_that_the_question_names(safety: Safety) -> None:
    asked = " ".join(item.text for item in safety.conditions)
    assert "a spine operation within 3 months, or an injection within 2 weeks" in asked.lower()
    (rule,) = [text for text in safety.not_for if "operation" in text]
    assert "three months after a spine operation, or two weeks after an injection" in rule
