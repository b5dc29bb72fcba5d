"""The questions before and after a session: their words, their keys, and when each of them is asked.

Health sentences come from ``data/safety.json``; here is only what is said around them. Somebody with one sore
leg and nothing to tick presses seven keys before the first plan (one more begins it), and four on later days.
A condition that can make an exercise unsafe stands on one screen, and what is asked because it was ticked can
only take back a part of what follows from the tick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from lrx_cli.core.catalog.words import Flag
from lrx_cli.core.health.answers import FAR, NEW_SIGNS, NOTHING, NextDay, Ratings, StopReason, one_of
from lrx_cli.core.health.policy import SEVERE, concerned_by
from lrx_cli.text import count

if TYPE_CHECKING:  # slow to import, and a plan needs no words of theirs
    from lrx_cli.core.catalog.exercise import Catalog
    from lrx_cli.core.catalog.safety import Safety

Value = str | int | tuple[str, ...] | None
"""An answer; ``None``: left out."""
Answers = Mapping[str, Value]
Ending = Literal[StopReason, "rest", "not-now"]


class Key(NamedTuple):
    key: str
    value: Value
    label: str
    """What it means, in a word or a few; empty: it needs none (the digits of a scale)."""


class Query(NamedTuple):
    """One question and the keys that answer it."""

    id: str
    ask: str
    keys: tuple[Key, ...]
    items: tuple[str, ...] = ()
    """What the question is about, one a line; numbered where they are ticked."""
    before: tuple[str, ...] = ()
    """Paragraphs above it."""
    enter: Value = None
    """What Enter answers."""
    needed: bool = False
    """Enter does nothing."""
    ticks: bool = False
    """The keys tick and untick; Enter is the answer."""
    ticked: tuple[str, ...] = ()
    """What is ticked to begin with: what was ticked the last time."""
    unticked: str = "none of them"
    """What Enter means where nothing is ticked."""
    scale: tuple[str, str] | None = None
    """What the first and the last key mean, where there are too many to name each."""
    last: Value = None
    """The answer of the last time, to be marked; ``None``: there is none."""
    screen: str = ""
    """Queries in a row with the same one may share a screen."""


class Stop(NamedTuple):
    """There is no session, and what to do instead."""

    why: Ending
    text: str

    @property
    def counts_as_sign(self) -> bool:
        return self.why in ("emergency", "urgent")


class Occasion(NamedTuple):
    """What decides which questions there are."""

    full: bool
    """All safety questions; otherwise the warning signs in one line."""
    first: bool = False
    """Also which leg it is."""
    check: bool = False
    """All was asked for by name, so also what is asked only once."""
    next_day: bool = False
    """There is a session whose next day was not asked about yet."""
    worse_before: bool = False
    """The session before that one was still worse by the next day."""
    flags: frozenset[Flag] = frozenset()
    """What was ticked the last time."""
    was: Ratings = NOTHING
    """The ratings before the last session."""


def _numbered(choices: Iterable[tuple[Value, str]], first: int = 1) -> tuple[Key, ...]:
    """A digit for each value with its label."""
    return tuple(Key(str(number), value, label) for number, (value, label) in enumerate(choices, first))


_YES_NO: tuple[Key, ...] = (Key("y", "yes", "yes"), Key("n", "no", "no"))
_END_OR_GENTLE = (Key("space", "end", "end here"), Key("g", "gentle", "a gentle session anyway"))
_SCALE = (*(Key(str(n), n, "") for n in range(10)), Key("x", 10, ""))
_TICKS = "1234567890abcdefghij"


def safety_questions(safety: Safety, catalog: Catalog, occasion: Occasion, answers: Answers) -> list[Query]:
    """All safety questions, or the warning signs in one line; and what follows from the answers so far."""
    if not occasion.full:
        return [_daily(safety, occasion), *_which_signs(safety, answers)]
    signs = safety.warning_signs
    queries = [
        Query(
            "signs",
            signs.ask,
            (
                Key("y", "yes", "yes, at least one"),
                Key("n", "no", "none of them"),
                Key("k", "known", "both legs, long-standing and already checked; nothing new"),
            ),
            items=tuple(text for _, text in _signs(safety)),
            before=safety.notice[-1:] if occasion.first else (),
            needed=True,
        ),
        *_which_signs(safety, answers),
        _conditions(safety, occasion),
    ]
    queries += [_REFINED[id] for id in _REFINED if id in ticked_in(answers, "conditions")]
    if advice_in(safety, answers):
        queries.append(Query("looked_at", safety.clearance.cleared, _YES_NO, needed=True))
    if waiting := waiting_for_yes(catalog, answers):
        names = {condition.flag: condition.name for condition in safety.conditions}
        listed = ", ".join(names[flag].lower() for flag in sorted(waiting))
        queries.append(
            Query(
                "fine",
                f"Some exercises need a professional's yes first, because of: {listed}. Do you have it?",
                (Key("y", "yes", "yes, today's date is kept"), Key("n", "no", "no: they are left out")),
                needed=True,
            )
        )
    return queries


def today_questions(safety: Safety, occasion: Occasion, answers: Answers) -> list[Query]:
    """Which leg and where, the first time; how it is now; and what strong pain leads to."""
    queries = [SORE] if occasion.first or occasion.check else []
    if occasion.full:
        queries.append(PLACE)
        if occasion.next_day:
            queries.append(_NEXT_DAY)
    if worse_twice(occasion, answers):
        queries.append(_TWICE_WORSE)
    queries += pain_now(occasion.was)
    if occasion.check:
        queries += later_questions(answers)
    pains = [value for value in (answers.get("leg"), answers.get("back")) if isinstance(value, int)]
    if max(pains, default=0) >= SEVERE:
        eight = next((rule.text for rule in safety.start_limits if rule.id == "eight"), "")
        queries.append(Query("limit", eight, _END_OR_GENTLE, needed=True))
    return queries


def later_questions(answers: Answers) -> list[Query]:
    """What can wait until the first session is over, or until ``--check``: nothing unsafe hangs on it."""
    ticked = ticked_in(answers, "conditions")
    return [] if {"bending-worse", "backward-worse"} & set(ticked) else [EASES]


def _signs(safety: Safety) -> list[tuple[str, str]]:
    """The warning signs, those that may be an emergency first."""
    return [(q.id, q.text) for q in (*safety.warning_signs.questions, *safety.urgent.questions)]


def _which_signs(safety: Safety, answers: Answers) -> list[Query]:
    """Asked after a yes: some of them need an emergency department, and some a doctor today."""
    if answers.get("signs") != "yes":
        return []
    return [_ticked("which", "Which of them?", _signs(safety))._replace(unticked="not sure")]


def _daily(safety: Safety, occasion: Occasion) -> Query:
    """One key for the warning signs; where it is due, the same key says how the last session settled."""
    keys = _YES_NO
    if occasion.next_day:
        keys = (
            _YES_NO[0],
            Key("n", "no-settled", "no, and the day after last time it had settled"),
            Key("w", "no-worse", "no, but the day after last time it was still worse"),
            Key("b", "no-better", "no, and the day after last time it was better"),
        )
    return Query("signs", safety.warning_signs.daily, keys, needed=True)


def _conditions(safety: Safety, occasion: Occasion) -> Query:
    asked = [condition for condition in safety.conditions if condition.asked]
    items: list[tuple[str, str]] = [(condition.flag, condition.text) for condition in asked]
    items += [(question.id, question.text) for question in safety.clearance.questions]
    return _ticked(
        "conditions",
        safety.clearance.ask,
        items,
        ticked=tuple(condition.flag for condition in asked if condition.flag in occasion.flags),
    )


def _ticked(id: str, ask: str, items: Sequence[tuple[str, str]], ticked: tuple[str, ...] = ()) -> Query:
    return Query(
        id,
        ask,
        tuple(Key(key, value, "") for key, (value, _) in zip(_TICKS, items, strict=False)),
        items=tuple(text for _, text in items),
        enter=(),
        ticks=True,
        ticked=ticked,
    )


def ticked_in(answers: Answers, id: str) -> tuple[str, ...]:
    value = answers.get(id)
    return value if isinstance(value, tuple) else ()


def only_some(exercises: Sequence[tuple[str, str]]) -> Query:
    """Which of today's to play: id and name."""
    return _ticked("only", "Which of them?", exercises)


def how_long(lengths: Sequence[tuple[int, int]]) -> Query:
    """How many exercises today: for each choice their number, and how many minutes those take."""
    return Query(
        "length",
        "How long today?",
        _numbered(
            (number, f"{count(number, 'exercise')}, about {count(minutes, 'minute')}")
            for number, minutes in lengths
        ),
        needed=True,
    )


_WITH_SIGNS: Mapping[Value, Value] = {"no-settled": "settled", "no-worse": "worse", "no-better": "better"}
_NEXT_DAY = Query(
    "next_day",
    "The day after last time you felt",
    (Key("s", "settled", "settled"), Key("w", "worse", "still worse"), Key("b", "better", "better")),
)
_TWICE_WORSE = Query(
    "twice",
    "Worse two days in a row: leave these exercises out for a few days and ask a physiotherapist.",
    _END_OR_GENTLE,
    needed=True,
)
_REFINED = {
    "pregnancy": Query(
        "pregnancy",
        "Which week of pregnancy?",
        _numbered([(8, "up to 8"), (12, "9 to 12"), (15, "13 to 15"), (16, "16 or later")]),
        needed=True,
    ),
    "surgery": Query(
        "operation",
        "Which was it?",
        _numbered([("surgery", "an operation"), ("injection", "an injection"), ("both", "both")]),
        needed=True,
    ),
    "hip": Query("hip", "Was the hip replaced in the last three months?", _YES_NO, needed=True),
}
"""By the condition that was ticked."""
_ENDS = "none", "ten, the worst imaginable"
LEG = Query("leg", "Leg pain now", _SCALE, scale=_ENDS, screen="now")
BACK = Query("back", "Back pain now", _SCALE, scale=_ENDS, screen="now")
FURTHEST = Query("far", "Lowest point you feel it", _numbered(enumerate(FAR), 0), screen="now")
SORE = Query(
    "sore",
    "Which leg hurts?",
    (Key("l", "left", "left"), Key("r", "right", "right"), Key("b", "both", "both"),
     Key("n", "neither", "neither")),
)  # fmt: skip
PLACE = Query(
    "floor",
    "Can you get down to the floor and up again?",
    _numbered([("easily", "easily"), ("slowly", "slowly: more time"),
               ("bed", "no, but there is a firm bed"), ("no", "no: chair only")]),
    needed=True,
)  # fmt: skip
EASES = Query(
    "eases",
    "What eases it?",
    (Key("e", "extension", "standing, walking, leaning back"),
     Key("f", "flexion", "sitting, bending forward"), Key("u", "unsure", "neither, or unsure")),
)  # fmt: skip
_NEW_WORDS = ("none", "came and went", "still there", "a weaker leg")
NEW = Query("new", "New tingling, numbness, weakness", _numbered(zip(NEW_SIGNS, _NEW_WORDS, strict=True), 0))


def pain_now(was: Ratings) -> list[Query]:
    """With the answers of the last time marked."""
    return [query._replace(last=getattr(was, query.id)) for query in (LEG, BACK, FURTHEST)]


def worse_twice(occasion: Occasion, answers: Answers) -> bool:
    return occasion.worse_before and next_day_of(answers) == "worse"


def next_day_of(answers: Answers) -> NextDay | None:
    """How the last session was by the next day, by a question of its own or with the warning signs."""
    value = _WITH_SIGNS.get(answers.get("signs"), answers.get("next_day"))
    return one_of(get_args(NextDay), value)


def advice_in(safety: Safety, answers: Answers) -> tuple[str, ...]:
    """What was ticked that a professional should look at soon."""
    ids = {question.id for question in safety.clearance.questions}
    return tuple(id for id in ticked_in(answers, "conditions") if id in ids)


def flags_in(answers: Answers) -> frozenset[Flag]:
    """The conditions that were ticked or follow from answers. What was not refined counts as the stricter."""
    flags: set[Flag] = {flag for flag in get_args(Flag) if flag in ticked_in(answers, "conditions")}
    if "surgery" in flags:
        which = answers.get("operation", "both")
        flags |= {"surgery", "injection"}
        if which in ("surgery", "injection"):
            flags -= {"injection"} if which == "surgery" else {"surgery"}
    if "hip" in flags and answers.get("hip") != "no":
        flags.add("new-hip")
    if answers.get("floor") == "no":
        flags.add("no-floor")
    if answers.get("floor") == "bed":
        flags.add("bed")
    return frozenset(flags)


def waiting_for_yes(catalog: Catalog, answers: Answers) -> frozenset[Flag]:
    """Conditions for which some exercise needs a professional's yes."""
    flags = flags_in(answers)
    return frozenset(flag for exercise in catalog.exercises for flag in concerned_by(exercise, flags))
