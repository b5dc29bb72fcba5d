"""What is asked before and after a session, and what the answers lead to. A pure flow: given the answers so
far, what is asked; nothing is decided for the person, except that a warning sign ends it.

Going one back is taking the last answer away, and a question that no longer applies is not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lrx_cli.core.dates import Moment
from lrx_cli.core.health import questions
from lrx_cli.core.health.answers import Answer, Conditions, DayAfter, Passed, Ratings, StopReason
from lrx_cli.core.health.profile import HealthProfile
from lrx_cli.core.health.questions import Answers, Occasion, Query, Stop

if TYPE_CHECKING:  # slow to import, and a plan needs no words of theirs
    from lrx_cli.core.catalog.exercise import Catalog
    from lrx_cli.core.catalog.safety import Safety

FIRST_EXERCISES = 3
"""So many are proposed in a first session."""
SLOWER = 1.5
"""The pace of somebody who gets down to the floor and up again slowly."""


def questions_before(
    safety: Safety, catalog: Catalog, occasion: Occasion, answers: Answers
) -> list[Query] | Stop:
    """All that is asked before a session, as far as the answers say."""
    return _stopped_by(safety, occasion, answers) or [
        *questions.safety_questions(safety, catalog, occasion, answers),
        *questions.today_questions(safety, occasion, answers),
    ]


def questions_after(was: Ratings) -> list[Query]:
    """All that is asked after a session. ``was``: the ratings before it, which are recalled."""
    return [*questions.pain_now(was), questions.NEW]


def _stopped_by(safety: Safety, occasion: Occasion, answers: Answers) -> Stop | None:
    if answers.get("signs") == "yes" and "which" in answers:
        which = questions.ticked_in(answers, "which")
        urgent = {question.id for question in safety.urgent.questions}
        # A yes without saying which may be any of them, so it is taken as the worst.
        reason: StopReason = "urgent" if which and urgent.issuperset(which) else "emergency"
        return Stop(reason, refusal_text(safety, reason))
    if answers.get("limit") == "end":
        return Stop(
            "rest", "That is a good decision too. Walk a little, or rest in whatever position eases it."
        )
    if questions.worse_twice(occasion, answers) and answers.get("twice") == "end":
        return Stop("rest", "Then take a few days off from these exercises. Nothing is lost.")
    return None


def refusal_text(safety: Safety, reason: StopReason) -> str:
    """What to do about a warning sign, for as long as it holds."""
    return safety.emergency.text if reason == "emergency" else safety.urgent.text


def kept_conditions(safety: Safety, catalog: Catalog, answers: Answers) -> Conditions:
    """The conditions that were ticked in the full questions, as they are kept."""
    flags, pregnancy = questions.flags_in(answers), answers.get("pregnancy")
    # It was not asked how long ago, so it counts as new.
    weeks: dict[str, int] = {flag: 1 for flag in ("surgery", "injection", "new-hip") if flag in flags}
    if "pregnancy" in flags and isinstance(pregnancy, int):
        weeks["pregnancy"] = pregnancy
    cleared = questions.waiting_for_yes(catalog, answers) if answers.get("fine") == "yes" else frozenset()
    advice = questions.advice_in(safety, answers) if answers.get("looked_at") != "yes" else ()
    return Conditions(flags, cleared, weeks, tuple(sorted(advice)))


def settings_of(answers: Answers, pace: float) -> dict[str, str | float | bool | None]:
    """The settings that the questions come to; what was left out stays as it is. ``pace``: as it is set."""
    found: dict[str, str | float | bool | None] = {}
    if sore := answers.get("sore"):
        found["sore_side"] = str(sore) if sore in ("left", "right") else None
    by_worse = {"bending-worse": "extension", "backward-worse": "flexion"}
    eased = [by_worse[id] for id in questions.ticked_in(answers, "conditions") if id in by_worse]
    if answers.get("eases"):
        found["preference"] = str(answers["eases"])
    elif len(eased) == 1:
        found["preference"] = eased[0]
    if answers.get("floor") == "slowly":
        found["pace"] = SLOWER
    elif answers.get("floor") == "easily" and pace == SLOWER:
        found["pace"] = 1.0
    return found


def next_day_is_due(before: HealthProfile, today: int) -> bool:
    """Whether nobody has asked yet how the last session was by the next day."""
    last = before.last
    return last is not None and last.next_day is None and last.day < today


def said_in(
    safety: Safety, catalog: Catalog, occasion: Occasion, given: Answers, before: HealthProfile, now: Moment
) -> list[Answer]:
    """What is kept of the answers before a session that may go on."""
    kept = said_of_last(given, before, now)
    if occasion.full:
        kept.append(Answer("", now, Passed(given.get("signs") == "known")))
        kept.append(Answer("", now, kept_conditions(safety, catalog, given)))
    return kept


def said_of_last(given: Answers, before: HealthProfile, now: Moment) -> list[Answer]:
    """How the last session was by the next day, if it was said."""
    found = questions.next_day_of(given)
    if found is None or before.last is None:
        return []
    return [Answer(before.last.session, now, DayAfter(found))]
