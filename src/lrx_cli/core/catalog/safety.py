"""What is asked, told and advised for safety's sake. Shapes only; the words are in ``data/safety.json``.

lrx asks, tells and leaves the decision to the person. Nothing here finds out what somebody has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.exercise import Source

Flag = Literal[
    "flare",
    "backward-worse",
    "bending-worse",
    "stenosis",
    "spondylolisthesis",
    "osteoporosis",
    "pregnancy",
    "surgery",
    "hip",
    "knee",
    "wrist",
    "shoulder",
    "dizzy",
    "no-floor",
    "first-hour",
]
"""What shapes the choice and the form of exercises. An exercise's cautions name them."""

Light = Literal["green", "amber", "red"]


class Question(NamedTuple):
    """Something to say yes or no to."""

    id: str
    text: str
    sources: tuple[str, ...]


class WarningSigns(NamedTuple):
    """One yes, and there is no session: these may need emergency care."""

    ask: str
    daily: str
    """All of them in one line, for every session."""
    questions: tuple[Question, ...]
    assessed: str
    """For people whose both legs have long been known and looked at."""


class Clearance(NamedTuple):
    """One yes, and there is no session until a professional has cleared it."""

    ask: str
    cleared: str
    text: str
    """What is said where it has not been cleared."""
    questions: tuple[Question, ...]


class Condition(NamedTuple):
    """Something that shapes the choice and stops nothing."""

    flag: Flag
    name: str
    text: str
    asked: bool
    """Whether it is in the list to tick; otherwise it follows from other answers or from the clock."""


class Advice(NamedTuple):
    """What to do, in words that are spoken and shown."""

    text: str
    sources: tuple[str, ...]
    when: str = ""
    """In which case, where the words do not say so themselves."""


class Rule(NamedTuple):
    """When to go on, to do less, to stop, or to get help."""

    id: str
    text: str
    sources: tuple[str, ...]


class Color(NamedTuple):
    """What the color of a session means for the next one."""

    id: Light
    text: str


class Finding(NamedTuple):
    """What studies found about one question."""

    topic: str
    text: str
    sources: tuple[str, ...]


class Evidence(NamedTuple):
    """What is known, and how little."""

    text: str
    findings: tuple[Finding, ...]


class Safety(NamedTuple):
    """Every health sentence that is not an exercise's own."""

    notice: tuple[str, ...]
    """In paragraphs."""
    in_short: str
    """The notice where nobody is asked: a few sentences."""
    not_for: tuple[str, ...]
    warning_signs: WarningSigns
    emergency: Advice
    unwell: Advice
    clearance: Clearance
    conditions: tuple[Condition, ...]
    stop_rules: tuple[Rule, ...]
    """In the order in which they count."""
    start_limits: tuple[Rule, ...]
    colors: tuple[Color, ...]
    colors_note: Advice
    get_help: tuple[Rule, ...]
    evidence: Evidence
    our_choices: tuple[str, ...]
    """What nobody has published and we decided."""
    about_numbers: str
    sources: Mapping[str, Source]
