"""What a compiled session promises, checked over every routine, level, amount of telling and side."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.planning.plan import Planned, plan
from lrx_cli.core.timeline import Segment, Timeline
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.phrases import NEAR_COUNTER
from tests.core.checker import heard, problems
from tests.core.invented import CATALOG as INVENTED
from tests.core.shipped import CATALOG, ROUTINES

TEACH = ("full", "short", "off")


def changes_of_position(lines: Sequence[Planned]) -> int:
    """How often one has to change position between exercises."""
    return sum(a.position != b.position for a, b in itertools.pairwise(lines))


def clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


def timeline(routine: Routine, **asked: object) -> Timeline:
    return compile(plan(CATALOG, Choice(routine, **asked)))


@pytest.mark.parametrize("name", ["full", "morning", "desk", "evening"])
@pytest.mark.parametrize("level", LEVELS)
def test_nothing_overlaps_or_is_cut_or_falls_silent(name: str, level: Level) -> None:
    for teach, side, order in itertools.product(TEACH, ("left", "right"), ("position", "article")):
        score = timeline(ROUTINES[name], level=level, teach=teach, first_side=side, order=order)
        assert problems(score) == [], (teach, side, order)


def test_every_variant_of_every_exercise_can_be_told() -> None:
    for exercise in CATALOG.exercises:
        for variant, level, teach in itertools.product(exercise.variants, LEVELS, TEACH):
            score = timeline(
                ROUTINES["full"],
                named=(exercise.id,),
                level=level,
                teach=teach,
                variants={exercise.id: variant.id},
            )
            assert problems(score) == [], (exercise.id, variant.id, level, teach)


# Playing times found in a study by compiling and speaking whole sessions, plus what was added since: things
# to fetch, warning signs, half-kneeling on the way up, the limit on both legs, and in every telling the tones
# and what tells the form.
STUDY = {
    ("full", "gentle"): ("17:10", "15:28", "14:53"),
    ("full", "standard"): ("26:39", "24:44", "24:03"),
    ("full", "stronger"): ("34:52", "32:51", "32:09"),
    ("morning", "gentle"): ("5:52", "5:03", "4:56"),
    ("morning", "standard"): ("7:35", "6:45", "6:38"),
    ("desk", "gentle"): ("4:57", "4:24", "4:13"),
    ("desk", "standard"): ("7:15", "6:42", "6:31"),
    ("evening", "gentle"): ("10:53", "10:00", "9:40"),
    ("evening", "standard"): ("17:32", "16:25", "16:01"),
}


@pytest.mark.parametrize(("name", "level"), STUDY)
def test_totals_stay_within_two_percent_of_the_study(name: str, level: Level) -> None:
    for teach, expected in zip(TEACH, STUDY[name, level], strict=True):
        minutes, seconds = expected.split(":")
        wanted = (int(minutes) * 60 + int(seconds)) * 1000
        lasts = timeline(ROUTINES[name], level=level, teach=teach).duration
        assert abs(lasts - wanted) <= wanted * 0.02, f"{teach}: {clock(lasts)}, not {expected}"


def test_each_side_gets_its_full_dose_and_the_switch_takes_none_of_it() -> None:
    for level in LEVELS:
        score = timeline(ROUTINES["full"], level=level)
        for block in score.blocks:
            played = [score.segments[i] for i in block.body]
            for side in ("left", "right") if block.first_side else (None,):
                own = [s for s in played if s.side == side]
                shapes = 1 + max(s.shape for s in played)
                turns = {s.shape for s in own if s.kind == "move"}
                holds = [s for s in own if s.kind == "hold"]
                moves = [s for s in own if s.kind == "move"]
                assert len(moves) == block.dose.reps * block.dose.sets * len(turns)
                assert len(holds) == (len(moves) if block.dose.hold else 0)
                assert all(s.duration == block.dose.hold for s in holds)
            assert shapes in (1, 2)


def test_sides_last_equally_long_whichever_begins() -> None:
    for level, teach in itertools.product(LEVELS, TEACH):
        left = timeline(ROUTINES["full"], level=level, teach=teach, first_side="left")
        right = timeline(ROUTINES["full"], level=level, teach=teach, first_side="right")
        assert [s.duration for s in left.segments] == [s.duration for s in right.segments]
        assert [[c.at for c in s.cues] for s in left.segments] == [
            [c.at for c in s.cues] for s in right.segments
        ]


def test_no_hold_means_no_hold_segment() -> None:
    score = timeline(ROUTINES["full"], level="gentle")
    for block in score.blocks:
        holds = [score.segments[i] for i in block.body if score.segments[i].kind == "hold"]
        assert bool(holds) == bool(block.dose.hold), block.exercise


def test_a_side_is_named_before_it_begins() -> None:
    for level, teach in itertools.product(LEVELS, TEACH):
        score = timeline(ROUTINES["full"], level=level, teach=teach)
        side = None
        before = score.path[0]
        for segment in score.path:
            if segment.kind == "move" and segment.side and segment.side != side:
                said = " ".join(c.say or "" for c in (*before.cues, *segment.cues))
                assert segment.side in said, (segment.exercise, said)
                side = segment.side
            if segment.kind == "prepare":
                side = None
            before = segment


def test_three_ticks_come_before_the_first_move_of_a_side_and_before_the_end_of_a_long_hold() -> None:
    score = timeline(ROUTINES["full"])

    def ticks(segment: Segment) -> list[int]:
        return [c.at - (segment.duration or 0) for c in segment.cues if c.tone == "tick"]

    for before, segment in itertools.pairwise(score.path):
        if segment.kind == "move" and before.kind in ("prepare", "switch"):
            assert ticks(before) == [-3000, -2000, -1000]
        if segment.kind == "hold":
            long = (segment.duration or 0) >= 5_000
            assert ticks(segment) == ([-3000, -2000, -1000] if long else [])
        if before.kind == "hold":
            assert segment.cues[0].tone == ("end" if (before.duration or 0) >= 5_000 else "back")


def test_a_move_rises_a_hold_is_level_a_return_falls() -> None:
    for segment in timeline(ROUTINES["full"]).path:
        first = segment.cues[0].tone
        if segment.kind == "move":
            assert first == "go"
        elif segment.kind == "hold":
            assert first == "stay"
        elif segment.kind == "return":
            assert first in ("back", "end")


def test_the_default_order_changes_position_five_times_and_the_articles_eight() -> None:
    ours = plan(CATALOG, Choice(ROUTINES["full"]))
    article = plan(CATALOG, Choice(ROUTINES["full"], order="article"))
    assert changes_of_position(ours.lines) == 5
    assert changes_of_position(article.lines) == 8
    assert [line.exercise.number for line in ours.lines] == [2, 1, 6, 3, 4, 9, 7, 5, 8, 10]
    assert [line.exercise.number for line in article.lines] == list(range(1, 11))


def test_halfway_is_told_in_stretches_and_hints_never_twice_in_a_row() -> None:
    for level in LEVELS:
        score = timeline(ROUTINES["full"], level=level)
        for block in score.blocks:
            tips: list[str] = []
            for segment in (score.segments[i] for i in block.body):
                if segment.kind != "hold":
                    continue
                halfway = [c for c in segment.cues if c.kind == "halfway"]
                assert len(halfway) == ((segment.duration or 0) >= 10_000)
                assert all(c.at == (segment.duration or 0) // 2 for c in halfway)
                tips += [c.text for c in segment.cues if c.kind == "tip"]
            assert bool(tips) == (block.dose.hold >= 10_000)
            assert all(a != b for a, b in itertools.pairwise(tips))


def test_pace_stretches_everything_but_movements_and_holds() -> None:
    usual = timeline(ROUTINES["full"])
    slow = timeline(ROUTINES["full"], pace=1.5)
    for a, b in zip(usual.path, slow.path, strict=True):
        if a.kind in ("move", "hold", "return"):
            assert a.duration == b.duration
        else:
            assert (a.duration or 0) <= (b.duration or 0)
    assert slow.duration - usual.duration > 60_000
    assert problems(slow, 1.5) == []


def test_keys_are_spoken_of_only_where_there_are_some_and_the_times_are_the_same() -> None:
    choice = Choice(ROUTINES["full"])
    attended = compile(plan(CATALOG, choice))
    alone = compile(plan(CATALOG, choice), attended=False)
    assert "press" in " ".join(sound.what.lower() for sound in heard(attended.path))
    assert "press space" not in " ".join(sound.what.lower() for sound in heard(alone.path))
    assert "press H" not in " ".join(sound.what for sound in heard(alone.path))
    assert [s.duration for s in attended.segments] == [s.duration for s in alone.segments]
    assert problems(alone) == []


def test_where_nothing_sounds_nobody_is_told_what_tones_mean_and_the_times_are_the_same() -> None:
    choice = Choice(ROUTINES["full"])
    audible, silent = (compile(plan(CATALOG, choice), audible=sounds) for sounds in (True, False))
    told = [cue.text for segment in silent.path for cue in segment.cues]
    assert any("tone rises" in cue.text for segment in audible.path for cue in segment.cues)
    assert not any("tone" in text for text in told)
    assert [s.duration for s in audible.segments] == [s.duration for s in silent.segments]
    assert problems(silent) == []


def test_manual_waits_where_one_gets_ready_and_nowhere_else() -> None:
    for segment in timeline(ROUTINES["full"], manual=True).path:
        waits = segment.kind in ("prepare", "switch", "rest") and segment.word != "DONE"
        assert (segment.duration is None) == waits


def test_a_segment_is_found_under_its_index() -> None:
    score = timeline(ROUTINES["full"])
    assert [s.index for s in score.segments] == list(range(len(score.segments)))
    own = [i for b in score.blocks for r in (*b.approach.values(), b.setup, b.body, b.leaving) for i in r]
    assert len(own) == len(set(own))


def test_the_easier_form_has_the_same_repetitions_by_number() -> None:
    score = timeline(ROUTINES["full"], level="stronger")
    for block in score.blocks:

        def starts(indexes: range) -> list[tuple[object, ...]]:
            return [
                (s.side, s.set, s.rep, s.shape)
                for s in (score.segments[i] for i in indexes)
                if s.kind == "move"
            ]

        assert starts(block.body) == starts(block.easier)
        assert block.easier != block.body


def test_the_easier_form_is_one_that_the_conditions_of_the_person_allow() -> None:
    routine = Routine("one", "One", "", (Prescription("folding"),), ordered=True)
    found = plan(INVENTED, Choice(routine, level="stronger"))
    [line] = found.lines
    for safe, says in (((), "Half as far."), (("usual", "far"), "Half as far."), (("far",), "Not so far.")):
        score = compile(found._replace(lines=(line._replace(safe=safe),)))
        entry = score.segments[score.blocks[0].easier_entry]
        assert says in " ".join(cue.text for cue in entry.cues), safe


@pytest.mark.parametrize(("variant", "said"), [("standing", True), ("counter", True), ("seated", False)])
def test_the_chair_goes_near_the_counter_only_where_a_counter_is_needed(variant: str, said: bool) -> None:
    named = ("seated-knee-extension", "standing-back-extension")
    score = timeline(ROUTINES["full"], named=named, variants={"standing-back-extension": variant})
    assert said == any(cue.text == NEAR_COUNTER for segment in score.path for cue in segment.cues)


def test_whatever_was_left_out_there_is_a_way_on_from_where_one_is() -> None:
    score = timeline(ROUTINES["full"], order="article")
    seen = {"start"}
    for block in score.blocks:
        assert seen <= set(block.approach), block.exercise
        seen.add(block.position)
    assert seen - {"start"} == set(score.finish)


def test_one_exercise_is_not_called_the_first_or_the_last() -> None:
    score = timeline(ROUTINES["full"], named=("figure-four-stretch",))
    said = [sound.what for sound in heard(score.path) if sound.spoken]
    assert said[0].startswith("One exercise, about")
    assert "Figure four stretch." in said
