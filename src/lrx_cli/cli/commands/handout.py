"""``lrx handout``: a choice as a page to print."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Annotated, Literal

import typer

from lrx_cli import locations
from lrx_cli.cli.context import check_output, refuse_terminal, write_output
from lrx_cli.cli.options import ForceOption, OutputOption, PlanOptions, takes_plan
from lrx_cli.cli.plan_today import my_flags, plan_now
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.core.catalog.typed_dose import TypedDose, in_words
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.dates import times_a_day
from lrx_cli.core.planning.plan import Choice, Planned
from lrx_cli.core.words import (
    POSITION_NAMES,
    all_codes,
    changed_words,
    dose_words,
    has_two_shapes,
    leaving_text,
    needs_words,
    source_words,
    step_texts,
)
from lrx_cli.errors import LrxError
from lrx_cli.exports import handout as page
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.palette import PRINT
from lrx_cli.figure.svg import svg
from lrx_cli.render.console import put, tell
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.figures import load_figure
from lrx_cli.text import clean, sentence

app = typer.Typer(add_completion=False)

_PICTURES = 3


@app.command()
@takes_plan
def handout(
    plan: PlanOptions,
    title: Annotated[
        str | None, typer.Option("--title", metavar="WORDS", help="A heading of your own.")
    ] = None,
    per_page: Annotated[
        Literal["1", "4", "6"],
        typer.Option(
            "--per-page", help="How many exercises to print on a page; 1 adds boxes to check for each."
        ),
    ] = "4",
    everything: Annotated[
        bool, typer.Option("--all", help="Print every caution, not only yours, and the sources.")
    ] = False,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Print a handout: drawings, steps, boxes to check, when to stop.

    Examples:
      lrx handout --routine morning -o morning.html
      lrx handout figure-four "cat cow" --level gentle -o two.html
      lrx handout bridge > bridge.html

    One HTML file that needs nothing else; a browser prints it or saves it as PDF.
    The last page is a log for two weeks, with the routine as lines that
    lrx routine import takes.
    """
    check_output(output, [".html", ".htm"], force=force)
    if output is None:
        refuse_terminal("A handout is a file for a browser.", "lrx handout -o handout.html")
    _, catalog, choice, today = plan_now(plan, what="print")
    found = _handout(catalog, choice, today.level, today.lines, title, everything)
    document = page.render(found, int(per_page))
    printed = {f"{task.name}: {words}" for task in found.tasks for words in (*task.notes, task.above)}
    rest = today._replace(notes=tuple(note for note in today.notes if note not in printed))
    tell(changed_words(rest, catalog.names()))
    if not everything and not my_flags():
        tell(["No cautions are printed: none is known to be yours. --all prints every one."])
    if write_output(output, document.encode(), force=force):
        put([f"{clean(output or '')} is written; a browser shows and prints it."])


def _handout(
    catalog: Catalog,
    choice: Choice,
    level: Level,
    lines: Sequence[Planned],
    title: str | None,
    everything: bool,
) -> page.Handout:
    safety = load_safety(locations.safety_file())
    if choice.named:
        heading, about = "Exercises", ""
    else:
        heading, about = choice.routine.name, choice.routine.about
    flags = None if everything else my_flags()
    dosed = any((rx.sets, rx.reps, rx.hold) != (None, None, None) for rx in choice.routine.lines)
    usual = "What nobody prescribed is as at" if dosed and not choice.named else "Doses of"
    codes = [code for line in lines for code in all_codes(line.exercise)]
    return page.Handout(
        title=title or heading,
        about=f"{about} {usual} the {level} level.".strip(),
        tasks=[
            _task(list(same), [rx for rx in choice.routine.lines if rx.exercise == id], flags)
            for id, same in groupby(lines, key=lambda line: line.exercise.id)
        ],
        notice=safety.notice[1],
        warning="Stop, and get emergency care, if one of these is new or getting worse",
        signs=[question.text for question in safety.warning_signs.questions],
        emergency=safety.emergency.text,
        stop=[rule.text for rule in safety.stop_rules],
        get_help=[rule.text for rule in safety.get_help],
        often=safety.how_often.words(level),
        sources=[
            f"{code}: {source_words(catalog.sources[code])}"
            for code in dict.fromkeys(codes)
            if everything and code in catalog.sources
        ],
        lines=[
            f"{line.exercise.name}: {in_words(_typed(line, choice.routine))}".rstrip(": ") for line in lines
        ],
    )


def _typed(line: Planned, routine: Routine) -> TypedDose:
    """A line as it could be typed, with what the routine says of it."""
    same = [rx for rx in routine.lines if rx.exercise == line.exercise.id]
    dose, usual = line.dose, line.exercise.doses[line.level]
    return TypedDose(
        sets=dose.sets,
        reps=dose.reps,
        hold=dose.hold,
        rest=dose.rest if dose.rest != usual.rest else None,
        tempo=dose.tempo if dose.tempo != usual.tempo else None,
        only_side=line.sides[0] if len(line.sides) == 1 else None,
        sides="each" if len(line.sides) == 2 else None,
        variant=dose.variant if dose.variant != usual.variant else None,
        often=next((rx.often for rx in same if rx.often), None),
        note=next((rx.note for rx in same if rx.note), None),
    )


def _task(
    same: Sequence[Planned], prescribed: Sequence[Prescription], flags: AbstractSet[str] | None
) -> page.Task:
    """``same``: the lines of one exercise; a side that gets more has a line of its own. ``flags``: of the
    person, ``None`` for the cautions of everybody."""
    line = same[0]
    often = next((rx.often for rx in prescribed if rx.often), "")
    exercise, form = line.exercise, line.exercise.variant(line.dose.variant)
    optional = f" Helpful: {needs_words(exercise.optional)}." if exercise.optional else ""
    figure = _figure(line)
    return page.Task(
        name=exercise.name,
        doses=[sentence(dose_words(exercise, each.dose, each.sides)) for each in same],
        how=f"{POSITION_NAMES[form.position]}. You need: {needs_words(form.needs)}.{optional}",
        steps=[
            *step_texts(exercise, line.level, form.id, line.dose.hold),
            leaving_text(exercise, form, both=False),
            *_other_side(line),
        ],
        pictures=_pictures(line, figure) if figure else (),
        seen=figure.alt if figure else "",
        sets=times_a_day(often) * sum(each.dose.sets for each in same),
        often=sentence(often) if often else "",
        above=next((words for rx in prescribed if (words := _above(rx, same))), ""),
        notes=list(dict.fromkeys(rx.note for rx in prescribed if rx.note)),
        limit=form.limit or exercise.limit,
        way_out=form.way_out or exercise.way_out,
        cautions=[
            caution.text
            for caution in exercise.cautions
            if flags is None or not flags.isdisjoint(caution.flags)
        ],
    )


def _above(rx: Prescription, same: Sequence[Planned]) -> str:
    return next((words for line in same if (words := rx.above_caps(line.exercise, line.dose))), "")


def _other_side(line: Planned) -> list[str]:
    if line.exercise.side_mode != "one_then_other" or len(line.sides) < 2:
        return []
    times = "set" if line.dose.sets > 1 else "repetition"
    return [f"After the last {times}, do the same with the other side."]


def _figure(line: Planned) -> Figure | None:
    try:
        return load_figure(line.exercise.id, line.dose.variant)
    except LrxError as error:  # somebody's own drawing is wrong; the words are not
        tell([error.message])
        return None


def _pictures(line: Planned, figure: Figure) -> Sequence[page.Drawn]:
    side = line.sides[0] if len(line.sides) == 1 else None
    scenes = figure.panels(_PICTURES, mirrored=figure.mirrored_for(side))
    captions = _captions(line, len(scenes))
    return tuple(
        page.Drawn(caption, svg(scene, PRINT, title=caption))
        for caption, scene in zip(captions, scenes, strict=True)
    )


def _captions(line: Planned, count: int) -> list[str]:
    if has_two_shapes(line.exercise, line.dose) or line.exercise.side_mode == "alternating":
        names = ["Start", "One way", "The other way"]
    else:
        names = ["Start", "Move", "Hold" if line.dose.hold else "End"]
    return names[: count - 1] + names[-1:] if count > 1 else names[:1]
