"""The player's own words: what is said around the exercises.

``{s}`` is the working side, ``{o}`` the opposite one. Rules of wording: a move is an imperative or a
number, nothing is praised, left and right are always tied to a part of the body, and pause, rest,
switch, next, ready, done and stop belong to the player alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Position, Side, opposite
from lrx_cli.sound.tones import Tone
from lrx_cli.text import sentence


class Change(NamedTuple):
    """A change of position: how long it may take from its first word, and how it is said."""

    time: Ms
    text: str


def fill_sides(line: str, side: Side | None) -> str:
    """Put the working side and its opposite into a line."""
    if side is None or "{" not in line:
        return line
    o = opposite(side)
    return (
        line.replace("{s}", side)
        .replace("{o}", o)
        .replace("{S}", side.capitalize())
        .replace("{O}", o.capitalize())
    )


START = "start"
"""Where a session begins: on one's feet, at the keyboard."""

_FLOOR: tuple[Position, ...] = ("quadruped", "prone", "supine", "side-lying")

STAY: dict[Position, str] = {
    **dict.fromkeys(_FLOOR, "Stay where you are."),
    "seated": "Stay seated.",
    "standing": "Stay standing, eyes open, one hand on the counter.",
}

RESTING: dict[str, str] = {
    "quadruped": "Lie down on your side.",
    "prone": "Rest your forehead on your hands.",
    "supine": "Rest with your knees bent.",
    "side-lying": "Rest your head on the pillow.",
    "seated": "Lean back in the chair.",
    "standing": "Hold on to something firm, or sit down.",
}
"""The way out where nothing is being done."""

EASE: dict[str, str] = {
    "quadruped": "Lie on your side with a pillow between your knees.",
    "prone": "Roll onto your side, with a pillow between your knees.",
    "supine": "Stay on your back. Rest your lower legs on a chair, or on pillows.",
    "side-lying": "Stay on your side, with a pillow between your knees.",
    "seated": "Sit back and lean on the backrest, with both feet on the floor.",
    "standing": "Sit down and lean back, or stand and lean on something firm.",
}
"""A position of ease near to where one is."""

GETTING_UP: dict[Position, str] = {
    "quadruped": "To get up, put your hands on a chair, one foot forward, and stand up slowly.",
    "prone": "To get up, come onto hands and knees. Hands on a chair, one foot forward, and stand up slowly.",
    "supine": "To get up, roll onto your side and push up to sitting. Come onto hands and knees. "
    "Hands on a chair, one foot forward, and stand up slowly.",
    "side-lying": "To get up, push up to sitting, and come onto hands and knees. "
    "Hands on a chair, one foot forward, and stand up slowly.",
    "seated": "Stay seated for a moment, then stand up.",
    "standing": "Stand for a moment before you walk away.",
}
"""By way of half-kneeling, with a hand on something firm."""

_DOWN = 20_000
_DOWN_FROM_CHAIR = 30_000
_OVER = 12_000
_UP_FROM_KNEES = 25_000
_UP = 40_000
_UP_FROM_BED = 30_000
_CHAIR = 8_000

_UP_FROM: dict[str, tuple[Ms, str]] = {
    "quadruped": (_UP_FROM_KNEES, ""),
    "prone": (_UP, "Push up onto hands and knees, beside the chair. "),
    "supine": (
        _UP,
        "Roll onto your side, and push up to sitting. Come onto hands and knees, beside the chair. ",
    ),
    "side-lying": (_UP, "Push up with your arms to sitting. Come onto hands and knees, beside the chair. "),
}
"""To hands and knees; the time is that of all the way."""
_STAND_UP = "Put both hands on the seat of the chair, one foot forward, and stand up. "
_ONTO_FEET: dict[Position, str] = {
    "seated": "Then turn and sit down.",
    "standing": "Now stand by the counter, eyes open, one hand on it.",
}
_KNEEL = "Hold on to the seat, and kneel on one knee, then both. "
_TURN: dict[Position, str] = {
    "seated": "Stand up, and turn to the chair. ",
    "standing": "Turn to the chair. ",
}
_DOWN_TO: dict[Position, str] = {
    "quadruped": "Then come onto your hands.",
    "prone": "Come onto your hands, and lie down on your stomach.",
    "supine": "Sit on one hip, and lie down on your back.",
    "side-lying": "Come onto your hands, and lie down on your {o} side, head on the pillow.",
}

_ROLL = "Roll onto your {o} side, shoulders and hips together, head on the pillow."

CHANGES: dict[tuple[str, Position], Change] = {
    **{
        (origin, target): Change(time, first + _STAND_UP + then)
        for origin, (time, first) in _UP_FROM.items()
        for target, then in _ONTO_FEET.items()
    },
    **{
        (origin, target): Change(_DOWN_FROM_CHAIR, turn + _KNEEL + then)
        for origin, turn in _TURN.items()
        for target, then in _DOWN_TO.items()
    },
    (START, "quadruped"): Change(_DOWN, "Come down to the mat, onto your hands and knees."),
    (START, "prone"): Change(_DOWN, "Come down to the mat, onto hands and knees, then lie on your stomach."),
    (START, "supine"): Change(_DOWN, "Come down to the mat, sit on one hip, and lie on your back."),
    (START, "side-lying"): Change(
        _DOWN, "Come down to the mat with the pillow, and lie on your {o} side, head on it."
    ),
    (START, "seated"): Change(_CHAIR, "Sit down on the chair."),
    (START, "standing"): Change(_CHAIR, "Stand by the counter, eyes open, one hand on it."),
    ("quadruped", "prone"): Change(_OVER, "Lower yourself onto your stomach: hips first, then chest."),
    ("quadruped", "supine"): Change(_OVER, "Sit on one hip, lie down on that side, and roll onto your back."),
    ("quadruped", "side-lying"): Change(
        _OVER, "Reach for the pillow. Sit on one hip, and lie down on your {o} side, head on the pillow."
    ),
    ("prone", "quadruped"): Change(
        _OVER, "Hands under your shoulders, and push back onto your hands and knees."
    ),
    ("prone", "supine"): Change(
        _OVER, "Roll onto your back, moving shoulders and hips together, and bend your knees."
    ),
    ("prone", "side-lying"): Change(_OVER, f"Reach for the pillow. {_ROLL}"),
    ("supine", "quadruped"): Change(
        _OVER, "Roll onto your side, push up with your arms, and come onto hands and knees."
    ),
    ("supine", "prone"): Change(_OVER, "Roll onto your stomach, moving shoulders and hips together."),
    ("supine", "side-lying"): Change(_OVER, f"Reach for the pillow. {_ROLL}"),
    ("side-lying", "quadruped"): Change(_OVER, "Push up with your arms, and come onto hands and knees."),
    ("side-lying", "prone"): Change(_OVER, "Roll onto your stomach."),
    ("side-lying", "supine"): Change(_OVER, "Roll onto your back, and bend your knees."),
    ("seated", "standing"): Change(_OVER, "Stand up, and turn to the counter. Eyes open, one hand on it."),
    ("standing", "seated"): Change(_CHAIR, "Sit down on the chair."),
}
"""Every pair of positions. The seconds are our own estimate; ``pace`` and ``+`` lengthen them."""

_SITTING_UP: dict[Position, str] = {
    "prone": "Roll onto your side. ",
    "supine": "Roll onto your side. ",
    "side-lying": "",
}
_OFF_THE_BED = "Lower your legs over the edge, push up to sitting, and stand up slowly."
_GETTING_UP_FROM_BED: dict[Position, str] = {
    "prone": f"To get up, roll onto your side. {_OFF_THE_BED}",
    "supine": f"To get up, roll onto your side. {_OFF_THE_BED}",
    "side-lying": _OFF_THE_BED,
}


def getting_up(position: Position, *, on_bed: bool) -> str:
    return (_GETTING_UP_FROM_BED.get(position) if on_bed else None) or GETTING_UP[position]


def change(origin: str, target: Position, *, on_bed: bool) -> Change:
    return (BED_CHANGES.get((origin, target)) if on_bed else None) or CHANGES[origin, target]


BED_CHANGES: dict[tuple[str, str], Change] = {
    **{
        (origin, target): Change(_DOWN, f"Sit down on the bed, then lie on your {lying}.")
        for origin in (START, "seated", "standing")
        for target, lying in (
            ("prone", "stomach"),
            ("supine", "back"),
            ("side-lying", "{o} side, head on the pillow"),
        )
    },
    **{
        (origin, target): Change(
            _UP_FROM_BED, f"{first}Lower your legs over the edge, and push up to sitting. {then}"
        )
        for origin, first in _SITTING_UP.items()
        for target, then in (
            ("seated", "Stand up, and sit down on the chair."),
            ("standing", "Stand up, and keep one hand on the counter."),
        )
    },
}
"""With a firm bed instead of the floor: by way of sitting on its edge, and through no kneeling."""

ROLL = Change(_OVER, _ROLL)
"""Between the sides of an exercise done lying on the side."""

# The beginning of a session.
YOU_NEED = "You need "
SPOKEN_NEEDS = {
    "firm chair with a back and no wheels": "firm chair without wheels",
    "firm chair with its back against a wall": "firm chair against a wall",
}
"""Things whose name on paper is long to listen to."""


def spoken_needs(things: Sequence[str]) -> str:
    """A thing a sentence, so that one recording of each thing is enough."""
    return f"{YOU_NEED}{things[0]}. {' '.join(map(sentence, things[1:]))}".strip()


NEAR_MAT = "Keep everything close to your mat."
NEAR_BED = "Keep everything close to the bed."
NEAR_CHAIR = "Keep a chair close by."
NEAR_COUNTER = "Put the chair near the counter."
SLOWLY = "Move slowly, and stop whenever you like. Press space to pause, or pause on your remote."
SLOWLY_UNATTENDED = "Move slowly, and stop whenever you like."
FURTHER = "Stop if your symptoms move further down your leg. Then press H, or press pause two times quickly."
FURTHER_UNATTENDED = "Stop if your symptoms move further down your leg."
EMERGENCY_SIGNS = "Any new numbness between your legs, bladder trouble or a weak leg: get emergency care."
LESSON: tuple[tuple[str, Tone], ...] = (
    ("Three ticks mean get ready.", "tick"),
    ("When the tone rises, move.", "go"),
    ("When the tone is level, hold.", "stay"),
    ("When the tone falls, come back.", "back"),
)
LESSON_TONE = "(this tone)"
ON_THE_FIRST = "On the first one, move as I talk."

# Around an exercise.
TAKE_YOUR_TIME = "Take your time."
IF_SO = "If so, press H, or pause two times quickly. If not, stay there."
IF_SO_UNATTENDED = "If so, get comfortable and rest until I move on. If not, stay there."
AFTER_NERVE = "If your symptoms moved further down your leg, press H, or pause two times quickly."
AFTER_NERVE_UNATTENDED = "If your symptoms moved further down your leg, stop for today."
IN_A_MOMENT = "In a moment do this."
START_WITH = "Start with the {noun}."
NOW_THE = "Now the {noun}."
EASIER = "Easier from here."
KEEP_BREATHING = "Keep breathing."
HALFWAY = "Halfway through."
HALF_AS_FAR = "Only half as far."
THE_END = "That is the end of the session."
SKIPPED = "Skipped."
