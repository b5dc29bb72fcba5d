"""Four exercises that nobody should do: between them they have everything that telling has rules for."""

from __future__ import annotations

from typing import Any

from lrx_cli.core.catalog.exercise import Catalog, Dose, Doses, Exercise, Gap, Step, Variant, Why
from lrx_cli.core.catalog.words import Family, Level, Position, SideMode

NO_REASONS = Why((), (), (), (), ())


def step(tag: str, full: str, brief: str = "", cue: str = "", *, scope: str = "rep", **rest: Any) -> Step:
    return Step(tag, scope, full, full, brief or full, cue, **rest)


def dose(hold: int, reps: int, tempo: int, variant: str = "usual", sets: int = 1, rest: int = 15_000) -> Dose:
    return Dose(hold, reps, sets, rest, tempo, variant, NO_REASONS)


def exercise(
    number: int,
    id: str,
    family: Family,
    position: Position,
    side_mode: SideMode,
    noun: str,
    doses: dict[Level, Dose],
    steps: tuple[Step, ...],
    **rest: Any,
) -> Exercise:
    usual = Variant("usual", "Usual", "As usual.", position, ("mat",))
    plain: dict[str, Any] = {
        "variants": (usual,),
        "hold_cap": 60_000,
        "reps_cap": 20,
        "sets_cap": 4,
        "limit": "Stay where it is easy.",
        "tip": None,
        "hints": (),
        "leave": "And rest.",
        "leave_pose": None,
        "way_out": "Come back slowly.",
        "easier_say": "Half as far.",
        "first_check": None,
        "roll": False,
        "gaps": (),
        "caps_why": "",
    }
    return Exercise(
        id=id,
        number=number,
        name=id.capitalize(),
        name_source="own",
        name_note="",
        aliases=(),
        family=family,
        needs=(),
        optional=(),
        target="",
        benefit="",
        side_mode=side_mode,
        side_noun=noun,
        side_meaning="",
        first_side="any",
        steps=steps,
        doses=Doses(**doses),
        tips=(),
        cautions=(),
        easier=(),
        harder=(),
        requires_ok=(),
        sources=(),
        **{**plain, **rest},
    )


SWAYING = exercise(
    11,
    "swaying",
    "rotation",
    "supine",
    "alternating",
    "knees to the {s}",
    {"gentle": dose(2_000, 3, 4_000), "standard": dose(4_000, 6, 3_000), "stronger": dose(6_000, 8, 3_000)},
    (
        step(
            "setup",
            "Lie down on your back and let everything rest.",
            "Lie down.",
            scope="once",
            on_arrival=True,
        ),
        step("setup", "Bend both knees, feet flat.", "Knees bent.", scope="once", pose="bent"),
        step(
            "move",
            "Let both knees go down to the {s}.",
            "Knees to the {s}.",
            "knees {s}",
            quiet="{s}",
            word="{s}",
            pose="to-{s}",
        ),
        step(
            "hold", "Stay there and breathe out slowly.", "Stay and breathe out.", "stay there", word="hold"
        ),
        step(
            "move",
            "Now turn your head to the {o} as well.",
            "Turn your head {o}.",
            "Head {o}.",
            with_previous=True,
            from_rep=3,
            pose="head-{o}",
        ),
        step(
            "return",
            "Bring your knees back up to the middle.",
            "And back to the middle.",
            "and back",
            word="back",
        ),
    ),
    hints=("Let your shoulders sink.", "Breathe out."),
    easier_say="Knees half as far.",
    leave="Let your feet rest.",
    gaps=(
        Gap("G1", "a", "b", "Knees touch.", upfront=True),
        Gap("G2", "c", "d", "Not told."),
        Gap("G3", "e", "f", None, upfront=True),
    ),
)

PEDALING = exercise(
    12,
    "pedaling",
    "nerve",
    "supine",
    "one_then_other",
    "{s} leg",
    {"gentle": dose(1_000, 4, 2_000), "standard": dose(2_000, 5, 2_000), "stronger": dose(2_000, 9, 2_000)},
    (
        step("setup", "Lie on your back.", scope="once"),
        step(
            "setup",
            "Hold your {s} thigh with both hands.",
            "Hold your {s} thigh.",
            scope="side",
            pose="thigh-{s}",
        ),
        step(
            "move",
            "Straighten your {s} knee until you feel a first pull.",
            "Straighten the knee.",
            "straighten it",
            word="up",
            pose="straight-{s}",
        ),
        step(
            "hold",
            "Stay there, and keep the foot still.",
            "Stay there.",
            "stay there",
            word="hold",
            before="At the top, keep your foot still.",
        ),
        step("return", "Lower it again, slowly.", "And lower.", "lower it", word="back"),
    ),
    tip="Small is fine.",
    leave="Put the {s} foot down.",
    way_out="Lower the {s} leg.",
    leave_pose="flat",
    first_check="Pins and needles in a leg now? Then leave this one out.",
)

WAVES = exercise(
    13,
    "waves",
    "flex-ext",
    "quadruped",
    "none",
    "",
    {
        "gentle": dose(0, 4, 3_000),
        "standard": dose(3_000, 7, 2_000, sets=2),
        "stronger": dose(5_000, 8, 2_000),
    },
    (
        step("setup", "Hands under your shoulders.", scope="once", pose="all-fours"),
        step(
            "move",
            "Round your whole back up.",
            "Round up.",
            "round up",
            quiet="up",
            word="round",
            pose="round",
        ),
        step("hold", "Hold it round.", "Hold it there.", "hold it", word="hold"),
        step("return", "Back to flat.", "Flat again.", "and flat", word="flat"),
        step(
            "move", "Let your belly sink.", "Sink down.", "sink down", quiet="down", word="sink", pose="sink"
        ),
        step("hold", "Hold it low.", "Hold it there.", "hold it", word="hold"),
        step("return", "Back to flat.", "Flat again.", "and flat", word="flat"),
    ),
    tip="Slowly.",
)

FOLDING = exercise(
    14,
    "folding",
    "hip",
    "side-lying",
    "one_then_other",
    "{s} arm",
    {
        "gentle": dose(10_000, 2, 4_000),
        "standard": dose(30_000, 2, 4_000, rest=25_000),
        "stronger": dose(30_000, 3, 4_000, "far", rest=25_000),
    },
    (
        step(
            "setup", "Lie on your {o} side, knees bent.", "On your {o} side.", scope="side", pose="side-{o}"
        ),
        step(
            "move", "Open your {s} arm behind you.", "Open the arm.", "open it", word="open", pose="open-{s}"
        ),
        step("hold", "Stay and let the arm get heavy.", "Stay there.", "stay there", word="hold"),
        step("return", "Close it again.", "And close.", "close it", word="close"),
    ),
    roll=True,
    hints=("Let your shoulders sink.", "Breathe out.", "Eyes on your hand."),
    tip="The hips stay.",
    variants=(
        Variant("usual", "Usual", "As usual.", "side-lying", ("mat", "pillow")),
        Variant(
            "far",
            "Far",
            "Further.",
            "side-lying",
            ("mat",),
            limit="Not into pain.",
            tip="Ribs stay.",
            leave="Let it all rest.",
            leave_pose="curled",
            way_out="Close the {s} arm.",
            easier_say="Not so far.",
        ),
    ),
)

CATALOG = Catalog((SWAYING, PEDALING, WAVES, FOLDING), {})
