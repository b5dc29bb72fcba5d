"""``lrx show``: everything that is known about one exercise, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lrx_cli.core.catalog.exercise import LEVELS, Catalog, Dose, Exercise, Level, Ms, Step, Variant
from lrx_cli.core.catalog.limits import to_document
from lrx_cli.render.dose import POSITION_NAMES, dose_words, needs_words
from lrx_cli.render.paper import Paper, joined, seconds
from lrx_cli.render.sources import source_words

_OUR_CHOICE = "our choice"
_NOT_SOURCES = {"design": _OUR_CHOICE, "known": "general knowledge"}
_NUMBERS = (
    ("reps", "repetitions"),
    ("hold_s", "hold"),
    ("sets", "sets"),
    ("rest_s", "rest"),
    ("tempo_s", "movement"),
)
"""What ``Dose.why`` is asked for, and how it is called on the page."""
_DO = {"skip": "Leave it out", "ask": "Ask first", "modify": "Do it differently"}


def exercise_page(
    paper: Paper,
    catalog: Catalog,
    exercise: Exercise,
    level: Level,
    variant: str | None,
    drawing: Sequence[str] = (),
) -> list[str]:
    """``variant``: the form whose steps are shown; ``None``: the one of the level. ``drawing``: as it is
    printed, or what it shows in words."""
    form = exercise.variant(variant or exercise.doses[level].variant)
    return joined(
        [
            _head(paper, exercise, form),
            drawing,
            _what_for(paper, catalog, exercise),
            _steps(paper, exercise, level, form),
            _doses(paper, exercise),
            _reasons(paper, exercise),
            _section(paper, "Tips", [_with_sources(tip.text, tip.sources) for tip in exercise.tips]),
            _cautions(paper, exercise),
            _section(paper, "To make it easier", exercise.easier),
            _section(paper, "To make it harder", exercise.harder),
            _forms(paper, exercise),
            _gaps(paper, exercise),
            _sources(paper, catalog, exercise),
        ]
    )


def _head(paper: Paper, exercise: Exercise, form: Variant) -> list[str]:
    optional = f" Helpful: {', '.join(exercise.optional)}." if exercise.optional else ""
    return [
        *paper.title(exercise.name),
        *paper.paragraph(
            f"Number {exercise.number} of the article. On the command line: {exercise.id}."
            if exercise.name_source != "own"
            else f"Number {exercise.number}, of your own. On the command line: {exercise.id}.",
            style="faint",
        ),
        *paper.paragraph(f"{POSITION_NAMES[form.position]}. You need: {needs_words(form.needs)}.{optional}"),
    ]


def _what_for(paper: Paper, catalog: Catalog, exercise: Exercise) -> list[str]:
    also = f"Also called: {', '.join(exercise.aliases)}." if exercise.aliases else ""
    return [
        *paper.entry("What moves", exercise.target, column=13),
        *paper.entry("What for", exercise.benefit, column=13),
        *paper.entry("Its name", f"{exercise.name_note} {also}".strip(), column=13),
        *(paper.entry("Sides", _sides(exercise), column=13) if exercise.side_mode != "none" else ()),
        *(paper.entry("Before it", _before(catalog, exercise), column=13) if exercise.requires_ok else ()),
    ]


def _before(catalog: Catalog, exercise: Exercise) -> str:
    """What should go well first."""
    names = " and ".join(catalog[id].name for id in exercise.requires_ok)
    return f"First see that this one goes well: {names[:1].lower()}{names[1:]}."


def _sides(exercise: Exercise) -> str:
    turns = (
        "Left and right in turn."
        if exercise.side_mode == "alternating"
        else "All of one side, then the other."
    )
    first = " A sore side comes second." if exercise.first_side == "easier" else ""
    return f"{turns} Left and right mean: {_uncapitalized(exercise.side_meaning)}{first}"


def _uncapitalized(text: str) -> str:
    """For the middle of a sentence; a name in capitals (NHS) stays one."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _steps(paper: Paper, exercise: Exercise, level: Level, form: Variant) -> list[str]:
    lines = paper.title(f"Steps, {level} level: {_uncapitalized(form.name)}")
    texts = step_texts(exercise, level, form.id, exercise.doses[level].hold)
    for number, text in enumerate((*texts, _leaving(exercise, form)), start=1):
        lines += paper.paragraph(text, mark=f"{number:>3}. ")
    return lines


def _leaving(exercise: Exercise, form: Variant) -> str:
    """How to get out of it: after each side, or at the end."""
    after = "At the end of each side" if exercise.side_mode == "one_then_other" else "At the end"
    leave = (form.leave or exercise.leave).removeprefix("And ")  # as it follows a movement, aloud
    return f"{after}: {_uncapitalized(leave)}"


def step_texts(exercise: Exercise, level: Level, variant: str, hold: Ms) -> list[str]:
    """The steps to read, in order; those of a hold only where there is one."""
    return [
        step.text + _when(step, hold)
        for step in exercise.steps_of(level, variant)
        if hold or step.tag != "hold"
    ]


def _when(step: Step, hold: Ms) -> str:
    if step.from_rep > 1:
        return f" (From repetition {step.from_rep} on.)"
    return f" ({seconds(hold)})" if step.tag == "hold" else ""


def _doses(paper: Paper, exercise: Exercise) -> list[str]:
    lines = paper.title("Dose")
    for level in LEVELS:
        dose = exercise.doses[level]
        words = f"{dose_words(exercise, dose)}; {seconds(dose.tempo)} in and {seconds(dose.tempo)} back"
        if dose.sets > 1 or exercise.side_mode == "one_then_other":
            words += f"; rest {seconds(dose.rest)}"
        words += f". {exercise.variant(dose.variant).name}." if len(exercise.variants) > 1 else "."
        lines += paper.entry(level, words, column=13, indent=2)
    most = f"At most {exercise.reps_cap} repetitions and {exercise.sets_cap} "
    most += "set" if exercise.sets_cap == 1 else "sets"
    if exercise.hold_cap:
        most += f", and never longer than {seconds(exercise.hold_cap)} in a hold"
    return lines + paper.entry("limits", f"{most}. {exercise.caps_why}".strip(), column=13, indent=2)


def _reasons(paper: Paper, exercise: Exercise) -> list[str]:
    """For every number where it comes from."""
    lines = paper.title("Where the numbers come from")
    for level in LEVELS:
        dose = exercise.doses[level]
        reasons = "; ".join(
            f"{label} {_value(dose, key)}: {_codes(getattr(dose.why, key))}" for key, label in _NUMBERS
        )
        note = f" {dose.note}" if dose.note else ""
        lines += paper.entry(level, f"{reasons}.{note}", column=13, indent=2)
    return lines


def _value(dose: Dose, key: str) -> str:
    return {
        "reps": str(dose.reps),
        "hold_s": seconds(dose.hold),
        "sets": str(dose.sets),
        "rest_s": seconds(dose.rest),
        "tempo_s": seconds(dose.tempo),
    }[key]


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(_NOT_SOURCES.get(code, code) for code in codes)


def _with_sources(text: str, codes: Sequence[str]) -> str:
    return f"{text} ({_codes(codes)})" if codes else text


def _section(paper: Paper, title: str, texts: Sequence[str]) -> list[str]:
    return [*paper.title(title), *paper.items(texts)] if texts else []


def _cautions(paper: Paper, exercise: Exercise) -> list[str]:
    """By what to do about them, the strictest first."""
    lines = []
    for action, what in _DO.items():
        texts = [
            _with_sources(caution.text, caution.sources)
            for caution in exercise.cautions
            if caution.action == action
        ]
        if texts:
            lines += [*paper.paragraph(what, indent=2, style="label"), *paper.items(texts, indent=4)]
    return [*paper.title("Take care"), *lines] if lines else []


def _forms(paper: Paper, exercise: Exercise) -> list[str]:
    if len(exercise.variants) < 2:
        return []
    lines = paper.title("Ways of doing it")
    for form in exercise.variants:
        place = f"{POSITION_NAMES[form.position]}; you need: {needs_words(form.needs)}."
        lines += paper.entry(form.id, f"{form.name}. {form.text} {place}", column=16, indent=2)
    example = exercise.variants[-1].id
    return lines + paper.paragraph(
        f"--variant {exercise.id}={example} chooses one of them for a session.", indent=2, style="faint"
    )


def _gaps(paper: Paper, exercise: Exercise) -> list[str]:
    lines = paper.title("What we added to the article")
    for gap in exercise.gaps:
        lines += paper.paragraph(f"There: {gap.what}", indent=2, mark="- ")
        lines += paper.paragraph(f"Here: {gap.resolution}", indent=4)
        if gap.tell:
            lines += paper.paragraph(gap.tell, indent=4)
    return lines if exercise.gaps else []


def _sources(paper: Paper, catalog: Catalog, exercise: Exercise) -> list[str]:
    lines = paper.title("Sources")
    for code in all_codes(exercise):
        source = catalog.sources.get(code)
        if source is not None:
            lines += paper.entry(code, source_words(source), column=8, indent=2)
    return lines


def all_codes(exercise: Exercise) -> list[str]:
    """Every source named anywhere on the page, in the order of the exercise's own list."""
    codes = [
        *exercise.sources,
        *(code for dose in exercise.doses.values() for codes in vars(dose.why).values() for code in codes),
        *(code for tip in exercise.tips for code in tip.sources),
        *(code for caution in exercise.cautions for code in caution.sources),
    ]
    return list(dict.fromkeys(code for code in codes if code not in _NOT_SOURCES))


def exercise_document(catalog: Catalog, exercise: Exercise) -> dict[str, object]:
    """For ``--json``: all of it, named as in the catalog's file, times in seconds."""
    return {
        "format": 1,
        "exercise": {
            **to_document(exercise),
            "positions": list(exercise.positions),
            "equipment": list(exercise.needs),
            "sides": exercise.side_mode,
        },
        "sources": {
            code: {"code": code, **to_document(catalog.sources[code])}
            for code in all_codes(exercise)
            if code in catalog.sources
        },
    }
