"""A dose as it is told and laid out: sets, sides, one of each, none of a hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, product

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.core.catalog.words import LEVELS, Side
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.timeline import Segment, Timeline
from lrx_cli.core.timeline.compile import compile, playing_time
from lrx_cli.core.timeline.phrases import TAKE_YOUR_TIME
from tests.core.checker import problems
from tests.core.invented import CATALOG as INVENTED
from tests.core.invented import PEDALING, SWAYING, WAVES, step
from tests.core.shipped import CATALOG, ROUTINES
from tests.core.test_spoken_timeline import ALL


def planned(exercise: str, *, teach: str = "full", level: str = "standard", **dose: object) -> Plan:
    routine = Routine("one", "One", "", (Prescription(exercise, **dose),), ordered=True)
    return plan(CATALOG, Choice(routine, teach=teach, level=level))


def announced(timeline: Timeline) -> list[str]:
    return [cue.text for segment in timeline.path[:2] for cue in segment.cues if cue.kind == "announce"]


@pytest.mark.parametrize(
    ("exercise", "dose", "told"),
    [
        ("seal-stretch", {}, "Eight times, holding for three seconds."),
        ("seal-stretch", {"reps": 1}, "One time, holding for three seconds."),
        ("seal-stretch", {"reps": 2, "hold": 0}, "Two times, without holding."),
        ("seal-stretch", {"hold": 10_000}, "Eight times, ten seconds each."),
        ("seal-stretch", {"sets": 2}, "Two sets of eight, holding for three seconds."),
        ("seal-stretch", {"sets": 2, "hold": 10_000}, "Two sets of eight, holding for ten seconds."),
        ("cat-cow", {}, "Eight times, holding each position for three seconds."),
        ("cat-cow", {"reps": 1}, "One time, holding each position for three seconds."),
        ("lower-trunk-rotation", {}, "Six times to each side, holding for four seconds."),
        (
            "lower-trunk-rotation",
            {"only_side": "left"},
            "Knees to the left only. Six times, holding for four seconds.",
        ),
        ("open-book-rotation", {}, "Six times on each side, holding for three seconds."),
        ("open-book-rotation", {"sets": 2}, "Two sets of six, on each side, holding for three seconds."),
        ("figure-four-stretch", {}, "Two times on each side, twenty seconds each."),
        ("figure-four-stretch", {"only_side": "right"}, "Right leg only. Two times, twenty seconds each."),
        ("lower-body-nerve-glide", {}, "Eight times on each leg, with a two-second pause."),
        ("lower-body-nerve-glide", {"reps": 15}, "One set of fifteen, on each leg, with a two-second pause."),
    ],
)
def test_a_dose_is_told_in_a_sentence(exercise: str, dose: dict[str, object], told: str) -> None:
    assert announced(compile(planned(exercise, **dose)))[-1] == told
    brief = announced(compile(planned(exercise, teach="off", **dose)))[-1]
    assert brief == f"{told.rpartition(',')[0]}."


def groups(timeline: Timeline) -> list[tuple[str, list[Segment]]]:
    """The body: repetitions and what stands between them, by set and, where each has its turn, by side."""
    block = timeline.blocks[0]
    turns = block.side_mode == "one_then_other"
    body = [timeline.segments[index] for index in block.body]

    def turn(one: Segment) -> tuple[bool, int, Side | None]:
        return bool(one.rep), one.set, one.side if turns else None

    return [("work" if work else "between", list(ones)) for (work, *_), ones in groupby(body, turn)]


@pytest.mark.parametrize("teach", ["full", "short", "off"])
@pytest.mark.parametrize(
    "exercise", ["seal-stretch", "cat-cow", "lower-trunk-rotation", "open-book-rotation"]
)
def test_two_sets_are_the_same_work_twice_with_one_rest_or_switch_between(exercise: str, teach: str) -> None:
    timeline = compile(planned(exercise, teach=teach, sets=2))
    assert problems(timeline) == []
    found = groups(timeline)
    work = [ones for what, ones in found if what == "work"]
    between = [ones for what, ones in found if what == "between"]
    two_sides = timeline.blocks[0].side_mode == "one_then_other"
    assert [what for what, _ in found] == ["work", *["between", "work"] * (3 if two_sides else 1)]
    assert [ones[0].set for ones in work] == ([1, 1, 2, 2] if two_sides else [1, 2])
    assert len({tuple((one.rep, one.kind, one.shape) for one in ones) for ones in work}) == 1
    for (one,), after in zip(between, work[1:], strict=True):
        assert (one.kind, one.set) == ("switch" if two_sides else "rest", after[0].set)
        assert not two_sides or one.side == after[0].side
    new_sets = [one for (one,) in between if one.set == 2 and (not two_sides or one.side == work[0][0].side)]
    assert ["Second and final set." in " ".join(cue.text for cue in one.cues) for one in new_sets] == [True]
    others = [one for (one,) in between if one not in new_sets]
    assert not any(" set" in cue.text for one in others for cue in one.cues)


def test_a_rest_says_how_long_it_is_and_leads_back_into_position() -> None:
    full, off = (
        next(
            s for s in compile(planned("cat-cow", teach=teach, sets=2, rest=30_000)).path if s.word == "REST"
        )
        for teach in ("full", "off")
    )
    assert [cue.text for cue in full.cues if cue.say] == [
        "Rest there, on hands and knees.",
        "Rest for thirty seconds.",
        "Second and final set.",
        "Hands and knees, back flat.",
    ]
    assert [cue.text for cue in off.cues if cue.say][-1] == "Hands and knees, back flat."
    assert full.duration == off.duration == 30_000


def test_gentle_has_nothing_easier_and_what_is_easier_stays_where_one_is() -> None:
    for exercise in CATALOG.exercises:
        gentle = compile(planned(exercise.id, level="gentle")).blocks[0]
        assert gentle.easier == gentle.body
        for level, played in product(LEVELS[1:], exercise.variants):
            timeline = compile(planned(exercise.id, level=level, variant=played.id))
            block = timeline.blocks[0]
            assert block.easier != block.body
            easier = [timeline.segments[index] for index in (block.easier_entry, *block.easier)]
            if played.id != exercise.doses[level].variant:  # it was chosen, or a condition asks for it
                own = compile(planned(exercise.id, level="gentle", variant=played.id)).path
                words = [{one.word for one in ones if one.kind == "move"} for ones in (easier, own)]
                assert words[0] == words[1]


def test_by_hand_everything_is_told_but_the_ticks_that_nobody_can_time() -> None:
    usual, manual = (
        compile(plan(CATALOG, Choice(ROUTINES["morning"], manual=by_hand))) for by_hand in (False, True)
    )
    for timed, waits in zip(usual.segments, manual.segments, strict=True):
        kept = timed.cues if waits.duration is not None else [c for c in timed.cues if c.kind != "count"]
        assert list(waits.cues) == list(kept)


@pytest.mark.parametrize("teach", ["full", "short", "off"])
def test_a_playing_time_is_what_it_takes_with_sets_too(teach: str) -> None:
    for exercise in CATALOG.exercises:
        wanted = planned(exercise.id, teach=teach, sets=3, hold=0)
        assert playing_time(wanted) == compile(wanted).duration


def test_a_name_that_begins_with_an_abbreviation_keeps_its_letters() -> None:
    for name, spoken in (("Cat cow", "cat cow"), ("SI joint glide", "SI joint glide"), ("A", "a")):
        made = Catalog(tuple(replace(one, name=name) for one in CATALOG.exercises), {})
        routine = Routine(
            "two", "Two", "", (Prescription("cat-cow"), Prescription("seal-stretch")), ordered=True
        )
        timeline = compile(plan(made, Choice(routine, teach="off")))
        assert f"First, {spoken}." in [cue.text for cue in timeline.path[0].cues]


def test_every_repetition_says_how_many_there_are_and_reads_as_one_line() -> None:
    timeline = compile(planned("seal-stretch", reps=6))
    moves = [segment.cues[0] for segment in timeline.path if segment.kind == "move"]
    assert [cue.say for cue in moves[1:]] == [
        "Two of six, press up.",
        "Three of six, press up.",
        "Four of six.",
        "Five of six.",
        "Final one, press up.",
    ]
    assert moves[3].text == "4 of 6: press up, hold there, and lower."


def test_what_joins_in_is_told_in_two_holds_and_then_known() -> None:
    steps = tuple(replace(one, from_rep=1) if one.with_previous else one for one in SWAYING.steps)
    made = Catalog((replace(SWAYING, steps=steps),), {})
    timeline = compile(plan(made, Choice(replace(ALL, lines=ALL.lines[:1]), teach="full")))
    holds = [
        segment.cues[0].say for segment in timeline.path if segment.kind == "hold" and segment.side == "left"
    ]
    assert holds[1:3] == ["Head right.", "Stay there."]


def test_only_what_there_is_to_tell_is_noted_before() -> None:
    timeline = compile(plan(INVENTED, Choice(ALL)))
    assert [block.notes for block in timeline.blocks] == [("Knees touch.",), (), (), ()]


def test_a_form_has_its_own_way_out() -> None:
    timeline = compile(plan(INVENTED, Choice(ALL, named=("folding",), level="stronger")))
    assert timeline.blocks[0].way_out_text == "Close the left arm."


def test_a_nerve_exercise_is_heard_in_whole_before_it_begins_in_short_too() -> None:
    joins = step("move", "And lower your head with it.", "Head with it.", "Head down.", with_previous=True)
    made = replace(PEDALING, steps=(*PEDALING.steps[:4], joins, *PEDALING.steps[4:]))
    routine = replace(ALL, lines=ALL.lines[1:2])
    timeline = compile(plan(Catalog((made,), {}), Choice(routine, teach="short")))
    setup = timeline.segments[timeline.blocks[0].setup.start]
    lines = [cue.text for cue in setup.cues]
    assert lines[lines.index("Stay where it is easy.") + 1] == "Head with it."
    assert "Straighten the knee." not in lines


def test_whatever_comes_first_nobody_is_told_of_tones_that_do_not_sound() -> None:
    for routine in ROUTINES.values():
        asked = plan(CATALOG, Choice(routine, teach="full"))
        audible, silent = (compile(asked, audible=sounds).path[0] for sounds in (True, False))
        heard = [cue.text for cue in audible.cues if cue.kind != "tip" or cue.text == TAKE_YOUR_TIME]
        assert [cue.text for cue in silent.cues] == heard


@pytest.mark.parametrize(("rest", "told"), [(5_000, False), (20_000, True)])
def test_a_tip_is_told_in_a_switch_that_has_time_for_it(rest: int, told: bool) -> None:
    lines = (replace(ALL.lines[1], rest=rest),)
    timeline = compile(plan(INVENTED, Choice(replace(ALL, lines=lines), teach="full")))
    switch = next(segment for segment in timeline.path if segment.kind == "switch")
    assert ("Small is fine." in [cue.text for cue in switch.cues]) == told


def test_only_the_last_line_of_the_set_up_is_told_again_before_a_set() -> None:
    kneel = step("setup", "Kneel down.", scope="once")
    made = Catalog((replace(WAVES, steps=(kneel, *WAVES.steps)),), {})
    timeline = compile(plan(made, Choice(replace(ALL, lines=ALL.lines[2:3]), teach="full")))
    rest = next(segment for segment in timeline.path if segment.word == "REST")
    lines = [cue.text for cue in rest.cues]
    assert "Hands under your shoulders." in lines
    assert "Kneel down." not in lines
