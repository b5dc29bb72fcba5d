"""A segment as it is played, once something was changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.overlay import (
    after_hold,
    cut_line,
    led_by,
    mirrored,
    opened_by,
    swap_sides,
    with_hold,
)
from lrx_cli.core.timeline import Cue, Segment
from lrx_cli.core.timeline.cue_duration import VOICE_TO_END, cue_duration
from lrx_cli.core.timeline.phrases import HALFWAY
from tests.core.scores import KNEES, ONE_LEG, PLAIN, STRETCH, Made, repetition, score
from tests.core.shipped import CATALOG

HOLDS: dict[Ms, Segment] = {
    ms: repetition(0, STRETCH, ms, "left", 1, 1, 0)[1] for ms in (1_000, 3_000, 5_000, 9_000, 20_000, 30_000)
}


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("Start with the left leg.", "Start with the right leg."),
        ("Left knee up, right knee down.", "Right knee up, left knee down."),
        ("LEFT", "RIGHT"),
        ("Sit upright, to the right.", "Sit upright, to the left."),
        ("Nothing to do.", "Nothing to do."),
    ],
)
def test_left_and_right_change_places_as_whole_words(text: str, swapped: str) -> None:
    assert swap_sides(text) == swapped
    assert swap_sides(swapped) == text


@pytest.mark.parametrize("made", [ONE_LEG, STRETCH, KNEES, PLAIN])
def test_mirrored_twice_is_as_it_was_and_takes_as_long(made: Made) -> None:
    for segment in score(made).segments:
        other = mirrored(segment)
        assert mirrored(other) == segment
        assert [cue_duration(cue) for cue in other.cues] == [cue_duration(cue) for cue in segment.cues]
        assert (other.side is None) == (segment.side is None)
        assert other.side != segment.side or segment.side is None


@example(20_000, 10_000)
@example(20_000, 30_000)
@example(30_000, 20_000)
@given(st.sampled_from(sorted(HOLDS)), st.integers(1, 60).map(lambda seconds: seconds * 1_000))
def test_a_hold_of_any_length_is_told_as_one_of_that_cue_duration(compiled: Ms, ms: Ms) -> None:
    hold = with_hold(HOLDS[compiled], ms)
    assert hold.duration == ms
    assert [cue.at for cue in hold.cues] == sorted(cue.at for cue in hold.cues)
    assert (hold.cues[0].at, hold.cues[0].tone) == (0, "stay")
    ticks = [cue.at for cue in hold.cues if cue.tone == "tick"]
    assert ticks == ([ms - 3_000, ms - 2_000, ms - 1_000] if ms >= 5_000 else [])
    halfway = [cue.at for cue in hold.cues if cue.kind == "halfway"]
    assert halfway == ([ms // 2] if ms >= 10_000 and compiled >= 10_000 else [])
    spoken = [cue for cue in hold.cues if cue.say is not None]
    for one, other in pairwise([*hold.cues, Cue(ms, "end", "over")]):
        if one in spoken:
            assert one.at + cue_duration(one) + VOICE_TO_END <= other.at


def test_half_a_line_is_enough_not_to_say_it_again() -> None:
    prepare = score(PLAIN).segments[0]  # its second line begins at 2 s and has no tone
    half = 2_000 + cue_duration(prepare.cues[1]) // 2
    assert cut_line(prepare, half - 1, 2) == 1
    assert cut_line(prepare, half, 2) is None
    assert cut_line(prepare, 0, 0) is None


def test_words_that_no_longer_fit_can_still_be_read() -> None:
    cue = with_hold(HOLDS[3_000], 1_000).cues[0]
    assert (cue.text, cue.say) == ("Stay there.", None)


HINT = Cue(4_000, "tip", "Breathe out.", "Breathe out.")


def test_words_are_said_where_they_just_fit() -> None:
    hold = HOLDS[3_000]
    least = cue_duration(hold.cues[0]) + VOICE_TO_END
    assert least < 5_000, "no ticks"
    assert with_hold(hold, least).cues[0].say == "Stay there."
    assert with_hold(hold, least - 1).cues[0].say is None


def test_a_hint_stays_where_it_just_fits() -> None:
    stretch = HOLDS[20_000]
    least = HINT.at + cue_duration(HINT) + VOICE_TO_END + 3_000
    assert HINT in stretch.cues
    assert HINT in with_hold(stretch, least).cues
    assert HINT not in with_hold(stretch, least - 1).cues


def test_a_hint_gives_way_to_halfway_only_where_they_meet() -> None:
    stretch = HOLDS[20_000]
    before = HINT._replace(at=10_000 - cue_duration(HINT) - VOICE_TO_END)
    after = HINT._replace(at=10_000 + cue_duration(Cue(0, "halfway", HALFWAY, HALFWAY)) + VOICE_TO_END)
    for moved, stays in (
        (before, True),
        (before._replace(at=before.at + 1), False),
        (after, True),
        (after._replace(at=after.at - 1), False),
    ):
        told_then = (stretch.cues[0], moved, *stretch.cues[2:])
        assert (moved in with_hold(stretch._replace(cues=told_then), 20_000).cues) == stays


def test_the_same_length_changes_nothing() -> None:
    for ms, hold in HOLDS.items():
        assert with_hold(hold, ms) == hold


def test_hints_stay_where_they_fit() -> None:
    assert "Breathe out." in [cue.text for cue in with_hold(HOLDS[20_000], 25_000).cues]
    assert "Breathe out." not in [cue.text for cue in with_hold(HOLDS[20_000], 8_000).cues]


@pytest.mark.parametrize(("hold", "tone"), [(4_000, "back"), (5_000, "end"), (None, "back")])
@pytest.mark.parametrize("compiled", [3_000, 9_000])
def test_a_return_sounds_by_the_hold_before_it(hold: Ms | None, tone: str, compiled: Ms) -> None:
    back = repetition(0, PLAIN, compiled, None, 1, 1, 0)[2]
    assert after_hold(back, hold).cues[0].tone == tone


def test_a_return_falls_silent_rather_than_run_over_its_end() -> None:
    back = repetition(0, PLAIN, 3_000, None, 1, 1, 0)[2]
    line = Cue(0, "step", "And lower.", "And lower.", "back")
    fits = back._replace(cues=(line,), duration=cue_duration(line))
    assert after_hold(fits, 9_000).cues == (line._replace(say=None, tone="end"),)
    exactly = back._replace(cues=(line,), duration=cue_duration(line._replace(tone="end")))
    assert after_hold(exactly, 9_000).cues == (line._replace(tone="end"),)
    later = Cue(3_000, "step", "From now on, bend it.", "From now on, bend it.")
    roomy = back._replace(cues=(line, later), duration=9_000)
    assert after_hold(roomy, 9_000).cues == (line._replace(tone="end"), later)


def test_a_line_before_everything_else_shifts_everything_else() -> None:
    prepare = score(PLAIN).segments[1]
    line = Cue(0, "announce", "Skipped.", "Skipped.", "next")
    led = led_by(prepare._replace(quiet=True), line)
    assert not led.quiet, "the line is to be read as well"
    shift = cue_duration(line) + 300
    assert led.cues == (line, *(cue._replace(at=cue.at + shift) for cue in prepare.cues))
    assert (led.duration or 0) - (prepare.duration or 0) == shift


def test_a_line_instead_of_the_first_leaves_room_for_those_that_follow() -> None:
    back = repetition(0, PLAIN, 3_000, None, 1, 1, 0)[2]
    late = Cue(1_000, "step", "From now on, bend it.", "From now on, bend it.")
    told_late = back._replace(cues=(*back.cues, late), duration=4_000)
    line = Cue(0, "announce", "Smaller from here.", "Smaller from here.", "back")
    opened = opened_by(told_late._replace(quiet=True), line)
    assert not opened.quiet, "the line is to be read as well"
    assert opened.cues[1].at == cue_duration(line) + 300
    assert opened.duration == 4_000 + opened.cues[1].at - 1_000
    roomy = told_late._replace(cues=(*back.cues, late._replace(at=9_000)), duration=12_000)
    assert opened_by(roomy, line) == roomy._replace(cues=(line, late._replace(at=9_000)))


def test_real_words_swap_into_what_the_compiler_says_for_the_other_side() -> None:
    from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
    from lrx_cli.core.planning.plan import plan
    from lrx_cli.core.timeline.compile import compile

    for exercise in CATALOG.exercises:
        if exercise.side_mode == "none":
            continue
        routine = Routine("one", "One", "", (Prescription(exercise.id),), True)
        left, right = (
            compile(plan(CATALOG, Choice(routine, first_side=side, teach="full")))
            for side in ("left", "right")
        )
        assert tuple(mirrored(segment) for segment in left.segments) == right.segments, exercise.id
