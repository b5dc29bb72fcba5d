"""The voice pack that ships: complete, current, small, in time, and understood."""

from __future__ import annotations

from functools import cache
from itertools import permutations, product
from math import log10, sqrt
from pathlib import Path
from typing import get_args

import pytest
from clarity import consonants_to_noise, packed_clearly
from voice_lines import built_in_lines, hurried, safety_parts

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.catalog.words import LEVELS, Flag, Side, Teach
from lrx_cli.core.health.policy import Allowance
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.interruptions import repertoire
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.sound.clips import name_of, parts, unpack
from lrx_cli.sound.samples import LOUDEST, length
from lrx_cli.storage.voice import VoicePack
from tests.recognizer import Recognizer, words

ROOT = Path(__file__).parents[2]
FOLDER = Path(locations.voice_folder())


@cache
def lines() -> list[str]:
    return built_in_lines()


@cache
def pack() -> VoicePack:
    return VoicePack(str(FOLDER))


def test_no_line_is_missing_and_none_is_stale() -> None:
    wanted = {f"{name_of(part.text)}.clip" for line in lines() for part in parts(line)}
    there = {path.name for path in FOLDER.glob("*.clip")}
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], []), "run tools/build_voice.py"


@pytest.mark.long
def test_the_index_tells_what_each_clip_says_and_how_long_it_is() -> None:
    _, *rows = (FOLDER / "index.tsv").read_text(encoding="utf-8").splitlines()
    for row in rows:
        name, tried, _clarity, text = row.split("\t")
        clip = pack().part(text)
        assert name == name_of(text)
        assert clip is not None
        assert length(clip) == int(tried.rpartition(":")[2]), text
    assert len(rows) == len(list(FOLDER.glob("*.clip")))


def test_every_clip_kept_its_consonants_when_it_was_packed() -> None:
    _, *rows = (FOLDER / "index.tsv").read_text(encoding="utf-8").splitlines()
    unclear = [
        text for _name, _tried, clarity, text in (row.split("\t") for row in rows) if float(clarity) < 10
    ]
    assert unclear == []


@pytest.mark.external
def test_every_part_spoken_anew_is_packed_clearly_and_never_clipped() -> None:
    from build_voice import read_index, render  # needs py-nanotts

    for text, made in read_index().items():
        spoken = render(text, max(made.lengths))
        packed, clarity = packed_clearly(spoken)
        assert clarity >= 10, text
        assert consonants_to_noise(spoken, unpack(packed)) == clarity, text


@pytest.mark.long
def test_every_line_fits_the_time_that_the_timeline_gives_it() -> None:
    clips = {line: pack().line(line) for line in lines()}
    late = [line for line, clip in clips.items() if clip is None or length(clip) > speech(line)]
    assert late == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("teach", "reps", "hold"),
    [("full", None, None), ("full", 12, 11_000), ("short", 7, 5_000), ("off", 3, None)],
)
def test_whatever_is_asked_for_is_among_the_lines_that_were_recorded(
    catalog: Catalog, routines: dict[str, Routine], teach: Teach, reps: int | None, hold: int | None
) -> None:
    said = set()
    for named in permutations([exercise.id for exercise in catalog.exercises], 2):
        asked = Choice(routines["full"], named, reps=reps, hold=hold, teach=teach, pace=1.5)
        for segment in compile(plan(catalog, asked), attended=False).path:
            said |= {cue.say for cue in segment.cues if cue.say}
    assert sorted(said - set(lines())) == []


@pytest.mark.long
@pytest.mark.parametrize("side", ["left", "right"])
def test_every_line_of_an_exercise_for_one_side_only_was_recorded(catalog: Catalog, side: Side) -> None:
    prescribed = [
        Prescription(exercise.id, only_side=side, variant=variant.id)
        for exercise in catalog.exercises
        if exercise.side_mode == "one_then_other"
        for variant in exercise.variants
    ]
    silent = set()
    for line, level, teach in product(prescribed, LEVELS, get_args(Teach)):
        routine = Routine("one-side", "One side", "", (line,), ordered=True)
        timeline = compile(plan(catalog, Choice(routine, level=level, teach=teach)))
        silent |= {said for said in repertoire(timeline) if not pack().has(said)}
    assert sorted(silent) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "dose",
    [{"sets": 3, "reps": 10, "rest": 60_000}, {"reps": 15}, {"reps": 20}, {"sets": 2, "hold": 30_000}],
    ids=str,
)
def test_every_line_of_a_usual_prescription_was_recorded(catalog: Catalog, dose: dict[str, int]) -> None:
    silent = set()
    for exercise in catalog.exercises:
        if "hold" in dose and exercise.hold_cap < dose["hold"]:
            continue
        routine = Routine("own", "My own", "", (Prescription(exercise.id, **dose),), ordered=True)
        said = repertoire(compile(plan(catalog, Choice(routine))))
        silent |= {line for line in said if not pack().has(line)}
    assert sorted(silent) == []


@pytest.mark.long
def test_every_exercise_of_a_routine_of_twenty_is_named(catalog: Catalog) -> None:
    twice = (*catalog.exercises, *catalog.exercises)
    routine = Routine("own", "My own", "", tuple(Prescription(one.id) for one in twice), ordered=True)
    said = repertoire(compile(plan(catalog, Choice(routine, teach="full"))))
    assert [line for line in said if not pack().has(line)] == []


@pytest.mark.long
@pytest.mark.parametrize("condition", sorted(get_args(Flag)))
def test_every_line_that_a_condition_leaves_was_recorded(
    catalog: Catalog, routines: dict[str, Routine], condition: Flag
) -> None:
    flags = frozenset({condition, "bed"})
    silent = set()
    for level, sore_side in product(LEVELS, ("left", "right")):
        choice = Choice(routines["full"], level=level, sore_side=sore_side)
        timeline = compile(plan(catalog, choice, None, Allowance(flags=flags, cleared=flags)))
        silent |= {said for said in repertoire(timeline) if not pack().has(said)}
    assert sorted(silent) == []


@pytest.mark.long
def test_nothing_about_safety_is_said_faster_than_200_words_a_minute() -> None:
    said = safety_parts()
    assert len(said) > 40
    clips = {part: pack().part(part) for part in said}
    assert [part for part, clip in clips.items() if clip is None or hurried(part, length(clip))] == []


def test_it_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size + 256 for path in FOLDER.iterdir()) <= 6_000_000


@pytest.mark.long
def test_every_clip_is_as_loud_as_the_others_and_begins_at_once() -> None:
    for part in {part.text for line in lines() for part in parts(line)}:
        clip = pack().part(part)
        assert clip is not None
        assert max(map(abs, clip)) <= LOUDEST * 10 ** (-0.5 / 20), part
        assert -21 < 20 * log10(sqrt(sum(s * s for s in clip) / len(clip)) / LOUDEST) < -13, part
        assert any(abs(sample) > 100 for sample in clip[: 12 * 50]), part


NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight"]
FIXED = [
    *(f"{number.capitalize()} of eight." for number in NUMBERS[:-1]),
    *(f"{word} the {side} {limb}." for word in ("Now", "Start with") for side in ("left", "right")
      for limb in ("leg", "arm", "knee")),
    "Halfway through.",
    "Keep breathing.",
    "Take your time.",
    "Rest for twenty seconds.",
    "Second and final set.",
    "In a moment do this.",
    "Final one, round up.",
    "Paused now. Take your time.",
    "Still paused. Press space to continue.",
    "Carrying on.",
    "Once more.",
    "Ten more seconds.",
    "Smaller from here.",
    "Easier from here.",
    "Press Q again to end.",
    "Sound off.",
    "Each hold is twenty five seconds now.",
    "Longer holds from now on.",
    "Shorter holds from now on.",
]  # fmt: skip
"""What the player itself says again and again; each has to be told from all the others."""


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer(FIXED)


@pytest.mark.external
@pytest.mark.parametrize("line", FIXED)
def test_a_recognizer_gets_the_words(line: str, recognizer: Recognizer) -> None:
    clip = pack().line(line)
    assert clip is not None
    assert recognizer.heard_in(clip) == words(line)
