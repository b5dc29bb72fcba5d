"""What a person says about their health: each answer as it was given, with its moment.

:attr:`Answer.kept` is what the history keeps and exports of an answer, and :func:`from_kept` reads it. What
0.1 kept is read as well; of what cannot be understood, nothing was said.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeVar, get_args

from lrx_cli.core.catalog.words import LEVELS, Flag, Level, Light
from lrx_cli.core.dates import Moment

NewSign = Literal["none", "brief", "lasting", "weak"]
"""New tingling, numbness or weakness after the session: none, came and went, still there, a weaker leg."""
NEW_SIGNS: tuple[NewSign, ...] = get_args(NewSign)
_Word = TypeVar("_Word", bound=str)

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
"""The word by which the history keeps each kind of answer, in the same order."""
WHATS: tuple[What, ...] = get_args(What)
_WORDS: dict[type, What] = dict(zip(get_args(Said), WHATS, strict=True))


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
        match self.said:
            case Passed(both_legs_known=known):
                return {"signs": "known" if known else "no"}
            case Stopped(reason=reason, which=which):
                return {"why": reason or "see-somebody", "which": list(which)}
            case Before(ratings=ratings, level=level):
                return {**ratings._asdict(), "level": level}
            case After(ratings=ratings, new=new, color=color, marks=marks):
                return {**ratings._asdict(), "new": new, "color": color, "marks": dict(marks)}
            case Repetitions(by_exercise=reps):
                return dict(reps)
            case Raised(level=level, by_exercise=rungs):
                return {"level": level, "rungs": dict(rungs)}
            case said:
                return {name: _listed(value) for name, value in said._asdict().items()}


def _listed(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def from_kept(what: What, value: Mapping[str, object]) -> Said:
    match what:
        case "passed":
            return Passed(value.get("signs") == "known")
        case "stopped":
            return Stopped(one_of(get_args(StopReason), value.get("why")), _words(value.get("which")))
        case "assessed":
            return Assessed()
        case "flags":
            return Conditions(
                _flags(value.get("flags")),
                _flags(value.get("cleared")),
                _numbers(value.get("weeks")),
                _words(value.get("advice")),
            )
        case "cleared":
            return Cleared(_words(value.get("which")))
        case "before":
            return Before(ratings(value), str(value.get("level", "")))
        case "after":
            found = value.get("marks")
            marks = found if isinstance(found, Mapping) else {}
            lights: tuple[Light, ...] = get_args(Light)
            return After(
                ratings(value),
                one_of(NEW_SIGNS, value.get("new")),
                one_of(lights, value.get("color")),
                {exercise: light for exercise, light in marks.items() if light in lights},
            )
        case "next_day":
            return DayAfter(one_of(get_args(NextDay), value.get("answer")))
        case "reps":
            return Repetitions(_numbers(value))
        case "raised":
            return Raised(one_of(LEVELS, value.get("level")), _numbers(value.get("rungs")))
        case "mute":
            return Declined(str(value.get("kind")))


def ratings(value: Mapping[str, object]) -> Ratings:
    return Ratings(
        _rating(value.get("leg"), 10), _rating(value.get("back"), 10), _rating(value.get("far"), 5)
    )


def one_of(words: Iterable[_Word], value: object) -> _Word | None:
    """The word that ``value`` is; ``None``: it is none of them."""
    return next((word for word in words if word == value), None)


def _rating(found: object, most: int) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= most else None


def _words(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()


def _flags(found: object) -> frozenset[Flag]:
    known: tuple[Flag, ...] = get_args(Flag)
    return frozenset(known).intersection(_words(found))


def _numbers(found: object) -> dict[str, int]:
    if not isinstance(found, Mapping):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, int) and value > 0}
