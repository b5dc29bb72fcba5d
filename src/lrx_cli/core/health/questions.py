"""The questions before and after a session: their words, their keys, and when each of them is asked.

Health sentences come from ``data/safety.json``; here is only what is said around them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.exercise import Catalog, Level
from lrx_cli.core.catalog.safety import Condition, Safety
from lrx_cli.core.catalog.words import Flag
from lrx_cli.core.health.tailoring import concerned_by
from lrx_cli.core.health.traffic_light import FAR, NOTHING, Ratings

Value = str | int | tuple[str, ...] | None
"""An answer; ``None``: left out."""
Answers = Mapping[str, Value]
Ending = Literal["emergency", "see-somebody", "rest", "not-now"]


class Key(NamedTuple):
    key: str
    value: Value
    label: str
    """What it means, in a word or a few; empty: it needs no telling (the digits of a scale)."""


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
    scale: tuple[str, str] | None = None
    """What the first and the last key mean, where there are too many to name each."""
    last: Value = None
    """The answer of the last time, to be marked; ``None``: there is none."""


class Stop(NamedTuple):
    """There is no session, and what to do instead."""

    why: Ending
    text: str

    @property
    def counts_as_sign(self) -> bool:
        return self.why in ("emergency", "see-somebody")


class Occasion(NamedTuple):
    """What decides which questions there are."""

    full: bool
    """All safety questions; otherwise the emergency question in one line."""
    first: bool = False
    """Also what becomes settings: level, how long, which leg."""
    next_day: bool = False
    """There is a session whose next day was not asked about yet."""
    worse_before: int = 0
    """How many sessions in a row, before that one, were still worse by the next day."""
    level: Level = "standard"
    """What would be played."""
    flags: frozenset[Flag] = frozenset()
    """What was ticked the last time."""
    was: Ratings = NOTHING
    """The ratings before: of the last session, and after a session of this one."""


_YES_NO = (Key("y", "yes", "yes"), Key("n", "no", "no"))
_END_OR_GENTLE = (Key("space", "end", "end here"), Key("g", "gentle", "a gentle session anyway"))
_SCALE = (*(Key(str(n), n, "") for n in range(10)), Key("x", 10, ""))
_TICKS = "1234567890abcdefghij"

SEVERE, STRONG = 8, 6
"""Leg pain from which gentle, or nothing, is suggested (our own numbers; ``start_limits`` says so)."""


def safety_questions(safety: Safety, catalog: Catalog, occasion: Occasion, answers: Answers) -> list[Query]:
    signs, clearance = safety.warning_signs, safety.clearance
    if not occasion.full:
        return [Query("signs", signs.daily, _YES_NO, needed=True)]
    queries = []
    if occasion.first:
        queries.append(
            Query("notice", "Any key goes on.", (Key("any", "read", ""),), before=safety.notice, enter="read")
        )
    queries += [
        Query(
            "signs",
            signs.ask,
            (
                Key("y", "yes", "yes, at least one"),
                Key("n", "no", "none of them"),
                Key("k", "known", "both legs, long known and looked at; nothing new"),
            ),
            items=tuple(question.text for question in signs.questions),
            needed=True,
        ),
        Query(
            "clearance",
            clearance.ask,
            (Key("y", "yes", "yes, at least one"), Key("n", "no", "none of them")),
            items=tuple(question.text for question in clearance.questions),
            needed=True,
        ),
    ]
    if answers.get("clearance") == "yes":
        queries.append(
            _ticked("which", "Which of them?", [(q.id, q.text) for q in clearance.questions], needed=True)
        )
        queries.append(
            Query("cleared", clearance.cleared, (Key("y", "yes", "yes, today's date is kept"), _YES_NO[1]),
                  needed=True)
        )  # fmt: skip
    asked = _asked_conditions(safety, occasion)
    queries.append(
        _ticked(
            "conditions",
            "Anything of these? It shapes the choice.",
            [(c.flag, c.text) for c in asked],
            ticked=tuple(c.flag for c in asked if c.flag in occasion.flags),
        )
    )
    waiting = waiting_for_yes(catalog, answers)
    if waiting:
        names = {condition.flag: condition.name for condition in safety.conditions}
        listed = ", ".join(names[flag].lower() for flag in sorted(waiting))
        queries.append(
            Query(
                "fine",
                f"Some exercises want a professional's yes first, because of: {listed}. Do you have it?",
                (Key("y", "yes", "yes, today's date is kept"), Key("n", "no", "no: they are left out")),
                needed=True,
            )
        )
    return queries


def today_questions(safety: Safety, occasion: Occasion, answers: Answers) -> list[Query]:
    queries = list(_SETUP) if occasion.first else []
    if occasion.next_day:
        queries.append(_NEXT_DAY)
        if worse_twice(occasion, answers):
            queries.append(_TWICE_WORSE)
    queries += [recalled(query, occasion.was) for query in (LEG, BACK, FURTHEST)]
    leg = answers.get("leg")
    six, eight = (rule.text for rule in safety.start_limits[:2])
    if isinstance(leg, int) and leg >= SEVERE:
        queries.append(Query("limit", eight, _END_OR_GENTLE, needed=True))
    elif isinstance(leg, int) and leg >= STRONG:
        queries.append(
            Query(
                "limit",
                f"{six} (our rule of thumb)",
                (Key("space", "gentle", "gentle"), Key("k", "planned", "as planned")),
                enter="gentle",
            )
        )
    return queries


def _ticked(
    id: str,
    ask: str,
    items: Sequence[tuple[str, str]],
    *,
    needed: bool = False,
    ticked: tuple[str, ...] = (),
) -> Query:
    return Query(
        id,
        ask,
        tuple(Key(key, value, "") for key, (value, _) in zip(_TICKS, items, strict=False)),
        items=tuple(text for _, text in items),
        enter=(),
        needed=needed,
        ticks=True,
        ticked=ticked,
    )


def only_some(exercises: Sequence[tuple[str, str]]) -> Query:
    """Which of today's to play: id and name."""
    return _ticked("only", "Which of them?", exercises)


def _asked_conditions(safety: Safety, occasion: Occasion) -> list[Condition]:
    """The floor has a question of its own, the first time."""
    return [c for c in safety.conditions if c.asked and not (occasion.first and c.flag == "no-floor")]


_NEXT_DAY = Query(
    "next_day",
    "By the day after last time",
    (Key("s", "settled", "settled"), Key("w", "worse", "still worse"), Key("b", "better", "better")),
)
_TWICE_WORSE = Query(
    "twice",
    "Two days worse in a row: leave these a few days and ask a physiotherapist.",
    _END_OR_GENTLE,
    needed=True,
)
_ENDS = "none", "ten, the worst imaginable"
LEG = Query("leg", "Leg pain now", _SCALE, scale=_ENDS)
BACK = Query("back", "Back pain now", _SCALE, scale=_ENDS)
FURTHEST = Query(
    "far", "Furthest down", tuple(Key(str(place), place, word) for place, word in enumerate(FAR))
)
_SETUP = (
    Query(
        "sore",
        "Which leg is sore?",
        (Key("l", "left", "left"), Key("r", "right", "right"), Key("b", "both", "both"),
         Key("n", "neither", "neither")),
    ),
    Query(
        "eases",
        "What eases it?",
        (Key("e", "extension", "standing, walking, leaning back"),
         Key("f", "flexion", "sitting, bending forward"), Key("u", "unsure", "neither, or unsure")),
    ),
    Query(
        "floor",
        "Down to the floor and up again?",
        (Key("1", "easily", "easily"), Key("2", "slowly", "slowly: more time"),
         Key("3", "no", "not today: chair only")),
    ),
    Query(
        "level",
        "How strong?",
        (Key("g", "gentle", "gentle, best the first time or in a flare"), Key("s", "standard", "standard"),
         Key("t", "stronger", "stronger")),
        enter="gentle",
    ),
    Query(
        "voice",
        "Should it speak, so that you need not look?",
        (Key("y", "yes", "yes"), Key("n", "no", "no: tones and text")),
    ),
    Query(
        "long",
        "How long?",
        (Key("1", "three", "three exercises, 6 minutes"), Key("2", "six", "six exercises, 10 minutes"),
         Key("3", "all", "all of them, 17 minutes")),
        enter="three",
    ),
)  # fmt: skip


def recalled(query: Query, was: Ratings) -> Query:
    """With the answer of the last time marked."""
    value: int | None = getattr(was, query.id)
    return query if value is None else query._replace(last=value)


def worse_twice(occasion: Occasion, answers: Answers) -> bool:
    return answers.get("next_day") == "worse" and occasion.worse_before >= 1


def waiting_for_yes(catalog: Catalog, answers: Answers) -> frozenset[Flag]:
    """Ticked flags for which some exercise wants a professional's yes."""
    ticked = answers.get("conditions")
    # What can be ticked there are flags (storage checks the file of safety).
    flags: frozenset[Flag] = frozenset(ticked if isinstance(ticked, tuple) else ())  # type: ignore[arg-type]
    return frozenset(flag for exercise in catalog.exercises for flag in concerned_by(exercise, flags))
