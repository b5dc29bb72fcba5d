"""What may be played today, at which level, in which form, how much, and what is said about it.

Theory. A :class:`Situation` is all that is known: what somebody answered and rated, today and before, and
today's date. Each :class:`Rule` of :data:`RULES` says when it applies, what it then does (an
:class:`Effect`), and in one sentence what it does. All effects add up and none takes back another: the lowest
level, the fewest exercises, all conditions, all that is left out. So a rule can be judged by itself, and a
further answer can only make a plan smaller. What a page promises about the next session is the same rules'
sentences, computed from what the next session will know (:func:`promises`), so that it cannot differ from
what happens. ``fit`` then reads the catalog's cautions, which are the table of conditions by exercise: a form
is played only if it meets every caution that applies, and where no form does, the exercise is left out.

Nobody examined the person, so nothing here is a diagnosis. The bands of pain are a clinic's rule of thumb
(N9); every other number is our own choice and says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Caution, Exercise
from lrx_cli.core.catalog.words import (
    FIRST_LEVEL,
    LEVELS,
    Family,
    Flag,
    Level,
    Light,
    Preference,
    Side,
    opposite,
)
from lrx_cli.core.health.answers import NOTHING, Raised, Ratings, StopReason
from lrx_cli.core.health.profile import HealthProfile

STRONG, SEVERE = 6, 8
"""Pain from which today is a flare, and from which hardly anything is played (our own numbers, after N9)."""
RED_RESTS = 2
"""Days for which what made it worse is left out (our own number)."""
FEW = 3
"""Exercises on a day of severe pain (our own number)."""
FEWER_REPS = 2
"""Repetitions taken off after an amber session that was gentle already (our own number)."""

ASK_FIRST = "A professional's yes is recorded by: lrx session --check"
NO_FORM = "no form of it suits everything that you checked"
MILD_ONLY = "with pain this strong only the mildest movements are played"
RESTS = "it made it worse, so it rests for two days (our rule of thumb)"
EASES_FORWARD = "it bends backward, and you said that bending forward eases it"
WHICH_LEG = "today it is for the easier leg only, and which one is sore was not said"


class Situation(NamedTuple):
    """All that is known when a session is planned."""

    known: HealthProfile
    today: int
    """Days since 1970-01-01."""
    preference: Preference = "unsure"
    now: Ratings = NOTHING
    """Said just now; nothing where nobody was asked."""
    usual_level: Level = FIRST_LEVEL
    """Played where no level is asked for: that of the last session."""


class Effect(NamedTuple):
    """What a rule does. Effects of several rules add up."""

    refuse: StopReason | None = None
    level: Level = "stronger"
    """Nothing is played above it."""
    most: int | None = None
    """Not more exercises than these."""
    conditions: frozenset[Flag] = frozenset()
    """Hold today besides those that were ticked."""
    resting: frozenset[str] = frozenset()
    """Exercises that are left out because they made it worse."""
    smaller: frozenset[str] = frozenset()
    """Exercises at the gentle dose."""
    fewer: int = 0
    """Repetitions taken off each exercise."""
    mild_only: bool = False
    """Only exercises that the catalog calls mild."""
    one_nerve: bool = False
    """Not two nerve exercises at full dose."""
    unwanted: frozenset[Family] = frozenset()
    """Families that are left out unless asked for by name: a comfort, and no danger."""


class Rule(NamedTuple):
    id: str
    applies: Callable[[Situation], bool]
    effect: Callable[[Situation], Effect]
    says: str = ""
    """What it does, as a sentence for the person; empty where the exercises' own reasons say it."""
    promise: str = ""
    """The same after a session, about the next one; empty where that is not known yet."""


class Allowance(NamedTuple):
    """What the rules come to. :data:`ANYTHING` where nothing is known."""

    flags: frozenset[Flag] = frozenset()
    cleared: frozenset[Flag] = frozenset()
    """The flags for which a professional has said that exercises are fine."""
    preference: Preference = "unsure"
    reps: Mapping[str, int] = {}
    """Repetitions of one's own, fewer than the level's, by exercise."""
    raised: Raised = Raised(None)
    """The exercises that were raised above their level. Holds on a day without limits only."""
    effect: Effect = Effect()
    usual_level: Level = FIRST_LEVEL
    """Played where no level is asked for."""
    says: tuple[str, ...] = ()


ANYTHING = Allowance()


class Fit(NamedTuple):
    """How an exercise fits a person today."""

    left_out: str | None = None
    """Why it is not played."""
    firm: bool = True
    """Left out even if it was asked for by name."""
    variant: str | None = None
    """The form that is played instead; ``None``: as it would be."""
    safe: tuple[str, ...] = ()
    """All forms that may be played, where not every one may."""
    gentle: bool = False
    """Not more than the gentle dose."""
    only_side: Side | None = None
    notes: tuple[str, ...] = ()
    """What to know while doing it, in whole sentences."""


# --- the table --------------------------------------------------------------------------------------------


def _pain(situation: Situation) -> int:
    """The worse of leg and back; 0 where neither was said."""
    return max(situation.now.leg or 0, situation.now.back or 0)


def _last_color(situation: Situation) -> Light | None:
    """Of the last session, which may have turned out red by the next day."""
    last = situation.known.last
    return None if last is None else last.color if last.settled else "red"


def _resting(situation: Situation) -> frozenset[str]:
    """What was reported to make it worse less than two days ago; all that stood out in a session that was
    worse by the next day. A day that is not over yet by this clock is not a reason to play it."""
    found = set()
    for session in situation.known.sessions:
        last = session is situation.known.last
        # By a clock that was ahead, it is recent only as long as nothing was played since.
        recent = situation.today - session.day < RED_RESTS and (session.day <= situation.today or last)
        if recent:
            found |= {exercise for exercise, light in session.marks.items() if light == "red"}
        if not session.settled and (recent or last):
            found |= set(session.marks)
    return frozenset(found)


def _smaller(situation: Situation) -> frozenset[str]:
    last = situation.known.last
    marked = {exercise for exercise, light in last.marks.items() if light == "amber"} if last else set()
    return frozenset(marked) - _resting(situation)


def _step_down(situation: Situation) -> Effect:
    """One level below that of the last session; below gentle there are fewer repetitions."""
    last = situation.known.last
    level = last.level if last and last.level in LEVELS else "gentle"
    place = LEVELS.index(level)
    return Effect(level=LEVELS[max(0, place - 1)], fewer=0 if place else FEWER_REPS)


RULES: tuple[Rule, ...] = (
    Rule(
        "sign",
        lambda situation: situation.known.stop is not None,
        lambda situation: Effect(refuse=situation.known.stop),
    ),
    Rule(
        "red",
        lambda situation: _last_color(situation) == "red",
        lambda _: Effect(level="gentle"),
        "The last session was too much, so all of this one is gentle.",
        "All of the next session is gentle.",
    ),
    Rule(
        "red-rests",
        lambda situation: bool(_resting(situation)),
        lambda situation: Effect(resting=_resting(situation)),
    ),
    Rule(
        "amber",
        lambda situation: _last_color(situation) == "amber",
        _step_down,
        "The last session was a little much, so the exercises are a step smaller.",
        "The exercises of the next session are a step smaller.",
    ),
    Rule(
        "amber-marks",
        lambda situation: bool(_smaller(situation)),
        lambda situation: Effect(smaller=_smaller(situation)),
    ),
    Rule(
        "amber-nerves",
        lambda situation: _last_color(situation) == "amber",
        lambda _: Effect(one_nerve=True),
    ),
    Rule(
        "worse-twice",
        lambda situation: situation.known.worse_in_a_row >= 2,
        lambda _: Effect(level="gentle", most=FEW),
        "Two sessions in a row were still worse the next day, so these are three gentle exercises at most. "
        "Ask a physiotherapist before you go on.",
    ),
    Rule(
        "strong",
        lambda situation: _pain(situation) >= STRONG,
        lambda _: Effect(level="gentle", conditions=frozenset({"flare"})),
        "Pain is strong today, so everything is gentle and small.",
    ),
    Rule(
        "severe",
        lambda situation: _pain(situation) >= SEVERE,
        lambda _: Effect(level="gentle", most=FEW, mild_only=True),
        "Pain is severe today, so only the mildest movements are played. A position that eases it and a "
        "short walk, several times a day, may do more.",
    ),
    Rule(
        "operated",
        lambda situation: bool(situation.known.flags & {"surgery", "injection"}),
        lambda _: Effect(level="gentle"),
        "So soon after an operation or an injection, everything is gentle.",
    ),
    Rule(
        "see-somebody",
        lambda situation: situation.known.advised,
        lambda _: Effect(level="gentle"),
        "Talk to a doctor or a physiotherapist soon about what you checked."
        " Until then, everything is gentle.",
    ),
    Rule(
        "bending-eases",
        lambda situation: situation.preference == "flexion",
        lambda _: Effect(unwanted=frozenset({"extension"})),
    ),
)


def decide(situation: Situation, rules: Sequence[Rule] = RULES) -> Allowance:
    """What the rules come to. Pure: the same situation always gives the same."""
    applied = [rule for rule in rules if rule.applies(situation)]
    effect = _sum(rule.effect(situation) for rule in applied)
    known = situation.known
    return Allowance(
        known.flags | effect.conditions,
        known.cleared,
        situation.preference,
        known.reps,
        known.raised if effect.level == "stronger" else Raised(None),
        effect,
        situation.usual_level,
        tuple(rule.says for rule in applied if rule.says),
    )


def promises(known: HealthProfile, today: int, names: Mapping[str, str]) -> tuple[str, ...]:
    """What the next session will do because of what is known now, whenever it is. ``names``: of exercises."""
    situation = Situation(known, today)
    effect = decide(situation).effect
    found = [rule.promise for rule in RULES if rule.promise and rule.applies(situation)]
    for lead, ids in (
        ("Left out today and tomorrow", effect.resting),
        ("At the gentle dose", effect.smaller),
    ):
        if ids:
            found.append(f"{lead}: {', '.join(sorted(names.get(id, id) for id in ids))}.")
    return tuple(found)


def fewest(*mosts: int | None) -> int | None:
    """The least of the numbers that there are."""
    return min((most for most in mosts if most is not None), default=None)


def lower(one: Level, other: Level) -> Level:
    return LEVELS[min(LEVELS.index(one), LEVELS.index(other))]


def _sum(effects: Iterable[Effect]) -> Effect:
    total = Effect()
    for effect in effects:
        total = Effect(
            total.refuse or effect.refuse,
            lower(total.level, effect.level),
            fewest(total.most, effect.most),
            total.conditions | effect.conditions,
            total.resting | effect.resting,
            total.smaller | effect.smaller,
            max(total.fewer, effect.fewer),
            total.mild_only or effect.mild_only,
            total.one_nerve or effect.one_nerve,
            total.unwanted | effect.unwanted,
        )
    return total


# --- one exercise -----------------------------------------------------------------------------------------


def fit(exercise: Exercise, allowed: Allowance, sore_side: Side | None = None) -> Fit:
    """How ``exercise`` fits. ``sore_side``: the leg that hurts; ``None``: not said."""
    if exercise.id in allowed.effect.resting:
        return Fit(RESTS)
    if allowed.effect.mild_only and not exercise.mild:
        return Fit(MILD_ONLY)
    concerned = [caution for caution in exercise.cautions if _flags(caution, allowed.flags)]
    for caution in concerned:
        if caution.action == "skip":
            return Fit(caution.text)
        if caution.action == "ask" and _flags(caution, allowed.flags) - allowed.cleared:
            return Fit(f"{caution.text} {ASK_FIRST}")
    if exercise.family in allowed.effect.unwanted:
        return Fit(EASES_FORWARD, firm=False)
    only_side = None
    # What asks for a professional's yes has it here.
    notes = [caution.text for caution in concerned if caution.action != "ask"]
    if any(caution.easier_side_only for caution in concerned):
        if sore_side is None:
            return Fit(WHICH_LEG)
        only_side = opposite(sore_side)
        notes.append(f"The {only_side} leg only today: it is the easier one.")
    wanted = [(caution.variant, *caution.also) for caution in concerned if caution.variant]
    safe = tuple(form for form in dict.fromkeys(sum(wanted, ())) if all(form in forms for forms in wanted))
    if wanted and not safe:
        return Fit(f"{NO_FORM}: {' '.join(notes)}")
    return Fit(
        variant=safe[0] if safe else None,
        safe=safe,
        gentle=len(set(wanted)) > 1 or exercise.id in allowed.effect.smaller,
        only_side=only_side,
        notes=tuple(notes),
    )


def concerned_by(exercise: Exercise, flags: frozenset[Flag]) -> frozenset[Flag]:
    """Which of ``flags`` need a professional's yes before this exercise."""
    return frozenset().union(
        *(_flags(caution, flags) for caution in exercise.cautions if caution.action == "ask")
    )


def _flags(caution: Caution, flags: frozenset[Flag]) -> frozenset[Flag]:
    return frozenset(flag for flag in flags if flag in caution.flags)
