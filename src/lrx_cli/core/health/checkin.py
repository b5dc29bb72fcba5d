"""What is asked before and after a session, and what the answers lead to. A pure flow: given the answers so
far, what is next; nothing is decided for the person, except that a warning sign ends it.

Going one back is taking the last answer away, and a question that no longer applies is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.catalog.words import Flag
from lrx_cli.core.health.answers import NextDay
from lrx_cli.core.health.questions import (
    BACK,
    FURTHEST,
    LEG,
    STRONG,
    Answers,
    Key,
    Occasion,
    Query,
    Stop,
    recalled,
    safety_questions,
    today_questions,
    waiting_for_yes,
    worse_twice,
)
from lrx_cli.core.health.traffic_light import NEW_SIGNS, Ratings

MINUTES: Mapping[str, int] = {"three": 6, "six": 10, "all": 17}
"""What the answers to "how long" come to."""
_FLAGS_OF: Mapping[str, Flag] = {"surgery": "surgery", "pregnancy": "pregnancy"}
"""What was ticked under "see somebody first", was cleared, and shapes the choice all the same."""


def next_question(
    safety: Safety, catalog: Catalog, occasion: Occasion, answers: Answers
) -> Query | Stop | None:
    """What comes next before a session; ``None``: everything is answered."""
    stop = _stopped_by(safety, occasion, answers)
    if stop:
        return stop
    for query in (
        *safety_questions(safety, catalog, occasion, answers),
        *today_questions(safety, occasion, answers),
    ):
        if query.id not in answers:
            return query
    return None


def after_question(occasion: Occasion, answers: Answers) -> Query | None:
    """What comes next after a session. ``occasion.was`` is recalled."""
    leg, back, far = (recalled(query, occasion.was) for query in (LEG, BACK, FURTHEST))
    new = Query(
        "new",
        "New tingling, numbness, weakness",
        tuple(
            Key(str(place), value, label)
            for place, (value, label) in enumerate(
                zip(NEW_SIGNS, ("none", "came and went", "still there", "a weaker leg"), strict=True)
            )
        ),
    )
    return next((query for query in (leg, back, far, new) if query.id not in answers), None)


def _stopped_by(safety: Safety, occasion: Occasion, answers: Answers) -> Stop | None:
    if answers.get("signs") == "yes":
        return Stop("emergency", safety.emergency.text)
    if answers.get("cleared") == "no":
        return Stop("see-somebody", safety.clearance.text)
    if answers.get("limit") == "end":
        return Stop("rest", "That is a good decision too. Walk a little, or rest in what eases it.")
    if worse_twice(occasion, answers) and answers.get("twice") == "end":
        return Stop("rest", "Then rest from these for a few days. Nothing is lost.")
    return None


def ratings_of(answers: Answers) -> Ratings:
    def number(id: str) -> int | None:
        value = answers.get(id)
        return value if isinstance(value, int) else None

    return Ratings(number("leg"), number("back"), number("far"))


def next_day_of(answers: Answers) -> NextDay | None:
    value = answers.get("next_day")
    # One of these words; mypy does not narrow by `in`.
    return value if value in ("settled", "worse", "better") else None  # type: ignore[return-value]


def gentle_today(answers: Answers) -> bool:
    """Whether today is gentle, whatever is set: asked for, or suggested and not declined."""
    return (
        answers.get("limit") == "gentle"
        or answers.get("twice") == "gentle"
        or answers.get("next_day") == "worse"
    )


def in_flare(answers: Answers) -> bool:
    """Leg pain of 6 and more, unless it is to be as planned."""
    leg = answers.get("leg")
    return isinstance(leg, int) and leg >= STRONG and answers.get("limit") != "planned"


def flags_of(catalog: Catalog, answers: Answers) -> tuple[frozenset[Flag], frozenset[Flag]]:
    """All flags after the full questions, and which of them a professional has cleared."""
    ticked = answers.get("conditions")
    # What can be ticked there are flags (storage checks the file of safety).
    flags: set[Flag] = set(ticked if isinstance(ticked, tuple) else ())  # type: ignore[arg-type]
    cleared: set[Flag] = set(waiting_for_yes(catalog, answers)) if answers.get("fine") == "yes" else set()
    which = answers.get("which")
    for id in which if isinstance(which, tuple) else ():
        if id in _FLAGS_OF:
            flags.add(_FLAGS_OF[id])
            cleared.add(_FLAGS_OF[id])
    if answers.get("floor") == "no":
        flags.add("no-floor")
    return frozenset(flags), frozenset(cleared)


def settings_of(answers: Answers) -> dict[str, str | float | bool]:
    """The settings that the first questions come to; what was left out stays as it is."""
    found: dict[str, str | float | bool] = {}
    if answers.get("sore") in ("left", "right"):
        found["sore_side"] = str(answers["sore"])
    if answers.get("eases"):
        found["preference"] = str(answers["eases"])
    if answers.get("floor") == "slowly":
        found["pace"] = 1.5
    if answers.get("level"):
        found["level"] = str(answers["level"])
    if answers.get("voice"):
        found["voice"] = answers["voice"] == "yes"
    long = answers.get("long")
    if isinstance(long, str) and long != "all":
        found["minutes"] = MINUTES[long]
    return found
