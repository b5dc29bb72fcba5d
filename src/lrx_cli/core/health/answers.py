"""What a person says about their health: each answer as it was given, with its moment.

:func:`to_kept` and :func:`from_kept` turn an answer into what the history keeps and exports, and back. What
0.1 kept is read as well; of what cannot be understood, nothing was said.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, cast, get_args

from lrx_cli.core.catalog.words import LEVELS, Flag, Level, Light
from lrx_cli.core.dates import Moment

NewSign = Literal["none", "brief", "lasting", "weak"]
"""New tingling, numbness or weakness after the session: none, came and went, still there, a weaker leg."""
NEW_SIGNS: tuple[NewSign, ...] = ("none", "brief", "lasting", "weak")

FAR: tuple[str, ...] = ("nowhere", "low back", "buttock", "thigh", "calf", "foot")
"""How far down the furthest symptom is, from 0 to 5 (our own scale); 2 is buttock or hip, 4 calf or shin."""
BUTTOCK = 2
"""From here down it counts as spread. A new ache in the low back alone does not."""


class Ratings(NamedTuple):
    """What somebody said about now. ``None``: left out with Enter."""

    leg: int | None = None
    """0 none to 10, the worst imaginable."""
    back: int | None = None
    far: int | None = None
    """0 to 5, see :data:`FAR`."""

    @property
    def any(self) -> bool:
        return any(value is not None for value in self)


NOTHING = Ratings()

NextDay = Literal["settled", "worse", "better"]
StopReason = Literal["emergency", "urgent"]


class Passed(NamedTuple):
    """All safety questions were answered, and the answers let a session go on."""

    both_legs_known: bool = False
    """Both legs have long been affected, and were checked."""


class Stopped(NamedTuple):
    """A warning sign was reported. ``reason`` is ``None`` where 0.1 asked to see somebody first."""

    reason: StopReason | None
    which: tuple[str, ...] = ()


class Assessed(NamedTuple):
    """A doctor has looked at the warning sign that was reported."""


class Conditions(NamedTuple):
    """All that was ticked."""

    flags: frozenset[Flag] = frozenset()
    cleared: frozenset[Flag] = frozenset()
    """Those for which a professional has said that exercises are fine."""
    weeks: Mapping[str, int] = {}
    """For those that count for some weeks: the week they were in."""
    advice: tuple[str, ...] = ()
    """What a professional should look at soon, and nobody has yet."""


class Cleared(NamedTuple):
    """In 0.1: what was ticked under "see somebody first" and had been cleared."""

    which: tuple[str, ...] = ()


class Before(NamedTuple):
    """How it was before a session, and the level that it was played at."""

    ratings: Ratings = NOTHING
    level: str = ""


class After(NamedTuple):
    """How it was after a session."""

    ratings: Ratings = NOTHING
    new: NewSign | None = None
    color: Light | None = None
    marks: Mapping[str, Light] = {}
    """The exercises that were reported to hurt, red or amber."""


class DayAfter(NamedTuple):
    """How it was the day after a session."""

    answer: NextDay | None


class Repetitions(NamedTuple):
    """All repetitions of one's own, by exercise."""

    by_exercise: Mapping[str, int] = {}


class Raised(NamedTuple):
    """By how many rungs each exercise was raised above its dose at ``level``."""

    level: Level | None
    by_exercise: Mapping[str, int] = {}


class Declined(NamedTuple):
    """A suggestion that was declined."""

    kind: str


Said = (
    Passed | Stopped | Assessed | Conditions | Cleared
    | Before | After | DayAfter | Repetitions | Raised | Declined
)  # fmt: skip

What = Literal[
    "passed", "stopped", "assessed", "flags", "cleared",
    "before", "after", "next_day", "reps", "raised", "mute",
]  # fmt: skip
"""The word by which the history keeps each kind of answer."""
WHATS: tuple[What, ...] = get_args(What)
_WORDS: dict[type, What] = {
    Passed: "passed",
    Stopped: "stopped",
    Assessed: "assessed",
    Conditions: "flags",
    Cleared: "cleared",
    Before: "before",
    After: "after",
    DayAfter: "next_day",
    Repetitions: "reps",
    Raised: "raised",
    Declined: "mute",
}


class Answer(NamedTuple):
    session: str
    """The id of the session that it belongs to; empty: of none."""
    given: Moment
    said: Said

    @property
    def what(self) -> What:
        return _WORDS[type(self.said)]

    @property
    def kept(self) -> dict[str, object]:
        """As the history keeps it, beside :attr:`what`."""
        return to_kept(self.said)


def to_kept(said: Said) -> dict[str, object]:
    match said:
        case Passed(both_legs_known=known):
            return {"signs": "known" if known else "no"}
        case Stopped(reason=reason, which=which):
            return {"why": reason or "see-somebody", "which": list(which)}
        case Assessed():
            return {}
        case Conditions():
            found: dict[str, object] = {"flags": sorted(said.flags), "cleared": sorted(said.cleared)}
            return {**found, "weeks": dict(said.weeks), "advice": list(said.advice)}
        case Cleared(which=which):
            return {"which": list(which)}
        case Before(ratings=ratings, level=level):
            return {**ratings._asdict(), "level": level}
        case After():
            after = {"new": said.new, "color": said.color, "marks": dict(said.marks)}
            return {**said.ratings._asdict(), **after}
        case DayAfter(answer=answer):
            return {"answer": answer}
        case Repetitions(by_exercise=reps):
            return dict(reps)
        case Raised(level=level, by_exercise=rungs):
            return {"level": level, "rungs": dict(rungs)}
        case Declined(kind=kind):
            return {"kind": kind}


def from_kept(what: What, value: Mapping[str, object]) -> Said:
    match what:
        case "passed":
            return Passed(value.get("signs") == "known")
        case "stopped":
            why = value.get("why")
            reason = cast("StopReason", why) if why in get_args(StopReason) else None
            return Stopped(reason, _words(value.get("which")))
        case "assessed":
            return Assessed()
        case "flags":
            weeks = value.get("weeks")
            return Conditions(
                _flags(value.get("flags")),
                _flags(value.get("cleared")),
                _numbers(weeks) if isinstance(weeks, Mapping) else {},
                _words(value.get("advice")),
            )
        case "cleared":
            return Cleared(_words(value.get("which")))
        case "before":
            return Before(ratings(value), str(value.get("level", "")))
        case "after":
            new, marks = value.get("new"), value.get("marks")
            return After(
                ratings(value),
                new if new in NEW_SIGNS else None,
                _light(value.get("color")),
                _lights(marks) if isinstance(marks, Mapping) else {},
            )
        case "next_day":
            answer = value.get("answer")
            return DayAfter(cast("NextDay", answer) if answer in get_args(NextDay) else None)
        case "reps":
            return Repetitions(_numbers(value))
        case "raised":
            level, rungs = value.get("level"), value.get("rungs")
            return Raised(
                level if level in LEVELS else None,
                _numbers(rungs) if isinstance(rungs, Mapping) else {},
            )
        case "mute":
            return Declined(str(value.get("kind")))


def ratings(value: Mapping[str, object]) -> Ratings:
    return Ratings(
        _rating(value.get("leg"), 10), _rating(value.get("back"), 10), _rating(value.get("far"), 5)
    )


def _rating(found: object, most: int) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= most else None


def _words(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()


def _flags(found: object) -> frozenset[Flag]:
    known = get_args(Flag)
    return frozenset(cast("Flag", flag) for flag in _words(found) if flag in known)


def _numbers(found: Mapping[str, object]) -> dict[str, int]:
    return {key: value for key, value in found.items() if isinstance(value, int) and value > 0}


def _light(found: object) -> Light | None:
    return cast("Light", found) if found in get_args(Light) else None


def _lights(found: Mapping[str, object]) -> dict[str, Light]:
    return {key: light for key, value in found.items() if (light := _light(value)) is not None}
