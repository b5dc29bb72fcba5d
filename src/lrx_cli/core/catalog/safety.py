"""What is asked, said and advised for safety's sake. The words are in ``data/safety.json``, which is read
into these dataclasses.

lrx asks, informs and leaves the decision to the person. Nothing here makes a diagnosis.
"""

from typing import Annotated

from lrx_cli.core.catalog.exercise import Source
from lrx_cli.core.catalog.limits import TRIMMED, Code, Codes, File, Name, Text
from lrx_cli.core.catalog.words import Flag, Light
from lrx_cli.shapes import Id, Len, MaxLen, Shape


class Statement(Shape):
    """Something to say yes or no to, or a rule: when to go on, to do less, to stop, or to get help."""

    id: Id
    text: Text
    sources: Codes


Statements = Annotated[tuple[Statement, ...], Len(1, 20)]


class WarningSigns(Shape):
    """One yes, and there is no session: these may need emergency care."""

    ask: Text
    daily: Text
    """All of them in one line, for every session."""
    questions: Statements
    assessed: Text
    """For people in whom both legs have been affected for long and were examined."""


class Urgent(Shape):
    """One yes, and there is no session: to be looked at by a doctor on the same day."""

    text: Text
    """What is said then."""
    questions: Statements


class Clearance(Shape):
    """One yes, and all is gentle until a professional has looked at it."""

    ask: Text
    cleared: Text
    text: Text
    """What is said where nobody has."""
    questions: Statements


class Condition(Shape):
    """Something that shapes the choice of exercises and stops nothing."""

    flag: Flag
    name: Name
    text: Text
    asked: bool
    """Whether it is in the list to tick; otherwise it follows from other answers or from the clock."""


class Advice(Shape):
    """What to do, in words that are spoken and shown."""

    text: Text
    sources: Codes
    when: Text | None = None
    """In which case, where the words do not say so themselves."""


class Color(Shape):
    """What the color of a session means for the next one."""

    id: Light
    text: Text


class Finding(Shape):
    """What studies found about one question."""

    topic: Name
    text: Text
    sources: Codes


class Evidence(Shape):
    """What is known, and how little."""

    text: Annotated[str, TRIMMED, MaxLen(1_200)]
    findings: Annotated[tuple[Finding, ...], Len(1, 30)]


class HowOften(Shape):
    """How often a day and a week, for how many weeks, and what changes on the way."""

    gentle: Advice
    standard: Advice
    stronger: Advice
    weeks: Advice
    walking: Advice
    step: Advice

    def words(self, level: str | None = None) -> tuple[str, ...]:
        """For one level, or for all of them."""
        levels = ("gentle", "standard", "stronger") if level is None else (level,)
        return tuple(getattr(self, name).text for name in (*levels, "weeks", "walking", "step"))


class Background(Shape):
    """What the article says beside its exercises, in our words."""

    condition: Advice
    active: Advice
    benefits: Statements
    floor_first: Advice
    flare: Advice
    too_easy: Advice
    references: Codes
    """What the article cites; not read for this catalog."""


Texts = Annotated[tuple[Text, ...], Len(1, 30)]


class Safety(Shape):
    """Every health sentence that is not an exercise's own."""

    notice: Texts
    """In paragraphs."""
    in_short: Text
    """The notice where nobody is asked: a few sentences."""
    not_for: Texts
    warning_signs: WarningSigns
    emergency: Advice
    urgent: Urgent
    unwell: Advice
    clearance: Clearance
    conditions: Annotated[tuple[Condition, ...], Len(1, 30)]
    stop_rules: Statements
    """The one that counts most first."""
    start_limits: Statements
    colors: Annotated[tuple[Color, ...], Len(3, 3)]
    colors_note: Advice
    get_help: Statements
    how_often: HowOften
    background: Background
    evidence: Evidence
    our_choices: Texts
    """What nobody has published and we decided."""
    about_numbers: Text
    sources: Annotated[dict[Code, Source], MaxLen(200)]


class SafetyFile(Safety, File, kw_only=True):
    """Every health sentence that is not an exercise's own."""
