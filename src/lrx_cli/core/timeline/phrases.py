"""The player's own words: what is said around the exercises.

``{s}`` is the working side, ``{o}`` the opposite one. Rules of wording: a move is an imperative or a
number, nothing is praised, left and right are always tied to a part of the body, and pause, rest,
switch, next, ready, done and stop belong to the player alone.
"""

from __future__ import annotations

from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Ms, Position
from lrx_cli.core.timeline.timeline import Tone


class Change(NamedTuple):
    """A change of position: how long it may take from its first word, and how it is told."""

    time: Ms
    full: str
    brief: str


START = "start"
"""Where a session begins: on one's feet, at the keyboard."""

POSTURE: dict[Position, str] = {
    "quadruped": "on hands and knees",
    "prone": "on your front",
    "supine": "on your back",
    "side-lying": "on your side",
    "seated": "on a chair",
    "standing": "standing",
}

STAY: dict[Position, str] = {
    "quadruped": "Stay on hands and knees.",
    "prone": "Stay on your front.",
    "supine": "Stay on your back.",
    "side-lying": "Stay on your side.",
    "seated": "Stay on the chair.",
    "standing": "Stay standing.",
}

RESTING: dict[Position, str] = {
    "quadruped": "Lie down on your side.",
    "prone": "Rest your forehead on your hands.",
    "supine": "Let your feet rest on the mat.",
    "side-lying": "Rest your head on the pillow.",
    "seated": "Lean back in the chair.",
    "standing": "Hold on to something firm, or sit down.",
}
"""The way out where nothing is being done."""

EASE: dict[Position, str] = {
    "quadruped": "Lie on your side with a pillow between your knees.",
    "prone": "Roll onto your side, with a pillow between your knees.",
    "supine": "Stay on your back, with your lower legs up on a chair or on pillows.",
    "side-lying": "Stay on your side, with a pillow between your knees.",
    "seated": "Sit back and lean on the backrest, with both feet on the floor.",
    "standing": "Sit down and lean back, or stand and lean on something firm.",
}
"""A position of ease near to where one is."""

GETTING_UP: dict[Position, str] = {
    "quadruped": "To get up: one foot forward, a hand on something firm, and rise.",
    "prone": "To get up: push up to hands and knees, one foot forward, and rise.",
    "supine": "To get up: roll onto your side first, push up with your arms, and take your time.",
    "side-lying": "To get up: push up with your arms, sit a moment, then rise with support.",
    "seated": "Sit a moment before you stand.",
    "standing": "Stand easy a moment before you walk off.",
}

_DOWN = 20_000
_OVER = 12_000
_UP = 25_000
_CHAIR = 8_000

CHANGES: dict[tuple[str, Position], Change] = {
    (START, "quadruped"): Change(
        _DOWN, "Come down to the mat, onto your hands and knees.", "Down to hands and knees."
    ),
    (START, "prone"): Change(
        _DOWN,
        "Come down to the mat through hands and knees, and lie on your front.",
        "Down to the mat, onto your front.",
    ),
    (START, "supine"): Change(
        _DOWN,
        "Come down to the mat, onto one hip, then lie on your back, knees bent.",
        "Down to the mat, onto your back.",
    ),
    (START, "side-lying"): Change(
        _DOWN,
        "Come down to the mat and lie on your {o} side, head on the pillow.",
        "Down to the mat, onto your {o} side.",
    ),
    (START, "seated"): Change(
        _CHAIR, "Sit on a firm chair that has a back and no wheels.", "Sit on the chair."
    ),
    (START, "standing"): Change(_CHAIR, "Stand by a counter or a wall.", "Stand by the counter."),
    ("quadruped", "prone"): Change(
        _OVER,
        "Lower yourself onto your front: hips first, then belly and chest.",
        "Lower onto your front.",
    ),
    ("quadruped", "supine"): Change(
        _OVER,
        "Sit over to one hip, lie down on that side, and roll onto your back.",
        "Roll down onto your back.",
    ),
    ("quadruped", "side-lying"): Change(
        _OVER,
        "Sit over to one hip and lie down on your {o} side, head on the pillow.",
        "Down onto your {o} side.",
    ),
    ("quadruped", "seated"): Change(
        _UP,
        "Up to the chair: one foot forward, a hand on the seat, and rise. Then sit.",
        "Up to the chair.",
    ),
    ("quadruped", "standing"): Change(
        _UP,
        "Up to standing: one foot forward, a hand on something firm, and rise.",
        "Up to standing.",
    ),
    ("prone", "quadruped"): Change(
        _OVER,
        "Hands under your shoulders, and push back onto your hands and knees.",
        "Up onto hands and knees.",
    ),
    ("prone", "supine"): Change(
        _OVER,
        "Roll onto your back, shoulders and hips together, and bend your knees.",
        "Roll onto your back.",
    ),
    ("prone", "side-lying"): Change(
        _OVER,
        "Roll onto your {o} side, knees bent, head on the pillow.",
        "Roll onto your {o} side.",
    ),
    ("prone", "seated"): Change(
        _UP,
        "Push up to hands and knees, one foot forward, a hand on the chair, and rise. Then sit.",
        "Up to the chair.",
    ),
    ("prone", "standing"): Change(
        _UP,
        "Push up to hands and knees, one foot forward, a hand on something firm, and rise.",
        "Up to standing.",
    ),
    ("supine", "quadruped"): Change(
        _OVER,
        "Roll onto your side, push up with your arms, and come onto hands and knees.",
        "Up onto hands and knees.",
    ),
    ("supine", "prone"): Change(
        _OVER, "Roll onto your front, shoulders and hips together.", "Roll onto your front."
    ),
    ("supine", "side-lying"): Change(
        _OVER,
        "Roll onto your {o} side, shoulders and hips together, head on the pillow.",
        "Roll onto your {o} side.",
    ),
    ("supine", "seated"): Change(
        _UP,
        "Roll onto your side, push up to sitting, one foot forward, and rise to the chair. Then sit.",
        "Up to the chair, by way of your side.",
    ),
    ("supine", "standing"): Change(
        _UP,
        "Roll onto your side, push up to sitting, one foot forward, a hand on something firm, and rise.",
        "Up to standing, by way of your side.",
    ),
    ("side-lying", "quadruped"): Change(
        _OVER,
        "Push up with your arms and come onto hands and knees.",
        "Up onto hands and knees.",
    ),
    ("side-lying", "prone"): Change(_OVER, "Roll onto your front.", "Roll onto your front."),
    ("side-lying", "supine"): Change(
        _OVER, "Roll onto your back and bend your knees.", "Roll onto your back."
    ),
    ("side-lying", "seated"): Change(
        _UP,
        "Push up with your arms to sitting, one foot forward, a hand on the chair, and rise. Then sit.",
        "Push up, and come to the chair.",
    ),
    ("side-lying", "standing"): Change(
        _UP,
        "Push up with your arms to sitting, one foot forward, a hand on something firm, and rise.",
        "Push up, and come to standing.",
    ),
    ("seated", "quadruped"): Change(
        _DOWN,
        "Down to the mat: hold the chair, one knee down, then the other, then your hands.",
        "Down to hands and knees.",
    ),
    ("seated", "prone"): Change(
        _DOWN,
        "Down to the mat: hold the chair, one knee, the other, hands, then lie on your front.",
        "Down onto your front.",
    ),
    ("seated", "supine"): Change(
        _DOWN,
        "Down to the mat: hold the chair, one knee, the other, onto a hip, then onto your back.",
        "Down onto your back.",
    ),
    ("seated", "side-lying"): Change(
        _DOWN,
        "Down to the mat: hold the chair, one knee, the other, then lie on your {o} side.",
        "Down onto your {o} side.",
    ),
    ("seated", "standing"): Change(
        _OVER, "Stand up and turn to the counter, or to a wall.", "Stand by the counter."
    ),
    ("standing", "quadruped"): Change(
        _DOWN,
        "Down to the mat: hold on, one knee down, then the other, then your hands.",
        "Down to hands and knees.",
    ),
    ("standing", "prone"): Change(
        _DOWN,
        "Down to the mat: hold on, one knee, the other, hands, then lie on your front.",
        "Down onto your front.",
    ),
    ("standing", "supine"): Change(
        _DOWN,
        "Down to the mat: hold on, one knee, the other, onto a hip, then onto your back.",
        "Down onto your back.",
    ),
    ("standing", "side-lying"): Change(
        _DOWN,
        "Down to the mat: hold on, one knee, the other, then lie on your {o} side.",
        "Down onto your {o} side.",
    ),
    ("standing", "seated"): Change(_CHAIR, "Sit down on the chair.", "Sit down."),
}
"""Every pair of positions. The seconds are our own estimate; ``pace`` and ``+`` lengthen them."""

ROLL = Change(
    _OVER,
    "Roll over onto your {o} side, shoulders and hips together. Pillow under your head.",
    "Roll over, onto your {o} side.",
)
"""Between the sides of an exercise done lying on the side."""

# The beginning of a session.
SLOWLY = "Move slowly, and stop whenever you like. Press space to pause."
FURTHER_FULL = "If pain or tingling goes further down the leg, stop, and press H."
FURTHER_SHORT = "Further down the leg means stop: press H."
FURTHER_UNATTENDED = "If pain or tingling goes further down the leg, stop."
SLOWLY_UNATTENDED = "Move slowly, and stop whenever you like."
FURTHER_UNATTENDED_SHORT = "Further down the leg means stop."
LESSON: tuple[tuple[str, Tone], ...] = (
    ("A rising tone means move.", "go"),
    ("A level tone, hold.", "stay"),
    ("A falling tone, come back.", "back"),
)
LESSON_TONE = "(this tone)"
WHILE_I_TALK = "The first time, move while I talk."

# Around an exercise.
TAKE_YOUR_TIME = "Take your time."
AFTER_NERVE = "If that went further down your leg, press H."
AFTER_NERVE_UNATTENDED = "If that went further down your leg, leave these out today."
LISTEN_FIRST = "Listen first."
START_WITH = "Start with the {noun}."
NOW_THE = "Now the {noun}."
EASIER = "Easier from here."
KEEP_BREATHING = "Keep breathing."
HALFWAY = "That's halfway."
THE_LAST_ONE = "That was the last one."
SKIPPED = "Skipped."
