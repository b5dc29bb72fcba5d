"""``lrx handout``: a choice as a page to print."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, plan_options, settings_now
from lrx_cli.cli.options import (
    ExercisesArgument,
    FirstSideOption,
    ForceOption,
    HoldOption,
    LevelOption,
    MinutesOption,
    OrderOption,
    OutputOption,
    PaceOption,
    PositionOption,
    RepsOption,
    RoutineOption,
    SkipOption,
    SoreSideOption,
    TeachOption,
    VariantsOption,
)
from lrx_cli.cli.output import check_output, refuse_terminal, write_output
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.planning.plan import Choice, Planned
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.exports import handout as page
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.palette import PRINT
from lrx_cli.figure.svg import svg
from lrx_cli.render.console import put, tell
from lrx_cli.render.words import (
    POSITION_NAMES,
    all_codes,
    dose_words,
    has_two_shapes,
    needs_words,
    source_words,
    step_texts,
)
from lrx_cli.session.plan_today import choice_from, planned_for_me
from lrx_cli.storage.figures import load_figure
from lrx_cli.storage.safety import load_safety
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)

_PICTURES = 3


@app.command()
def handout(
    ctx: typer.Context,
    exercises: ExercisesArgument = None,
    routine: RoutineOption = None,
    position: PositionOption = None,
    skip: SkipOption = None,
    variant: VariantsOption = None,
    level: LevelOption = None,
    minutes: MinutesOption = None,
    hold: HoldOption = None,
    reps: RepsOption = None,
    teach: TeachOption = None,
    pace: PaceOption = None,
    order: OrderOption = None,
    first_side: FirstSideOption = None,
    sore_side: SoreSideOption = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="WORDS", help="A heading of your own.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Print a page: drawings, steps, boxes to tick, when to stop.

    Examples:
      lrx handout --routine morning -o morning.html
      lrx handout figure-four "cat cow" --level gentle -o two.html
      lrx handout bridge > bridge.html

    One HTML file that needs nothing else; a browser prints it or saves it as PDF.
    There are boxes for two weeks.
    """
    check_output(output, [".html", ".htm"], force=force)
    if output is None:
        refuse_terminal("A handout is a file for a browser.", "lrx handout -o handout.html")
    settings = settings_now()
    catalog = catalog_now()
    choice = choice_from(plan_options(ctx), settings, catalog)
    today = planned_for_me(catalog, choice, settings)
    if not today.lines:
        problems = [f"{id}: {why}" for id, why in today.left_out]
        raise LrxError("Nothing is left to print.", problems=problems, exit_code=USAGE)
    document = page.render(_handout(catalog, choice, today.level, today.lines, title))
    tell([*(f"{id}: {why}" for id, why in today.left_out), *_not_printed(choice, catalog, today.notes)])
    if write_output(output, document.encode(), force=force):
        put([f"{clean(output or '')} is written; a browser shows and prints it."])


def _not_printed(choice: Choice, catalog: Catalog, notes: Sequence[str]) -> list[str]:
    """The routine's own notes stand on the page."""
    printed = {f"{catalog[rx.exercise].name}: {rx.note}" for rx in choice.routine.lines}
    return [note for note in notes if note not in printed]


def _handout(
    catalog: Catalog, choice: Choice, level: Level, lines: Sequence[Planned], title: str | None
) -> page.Handout:
    safety = load_safety(locations.safety_file())
    if choice.named:
        heading, about = "Exercises", ""
    else:
        heading, about = choice.routine.name, choice.routine.about
    codes = [code for line in lines for code in all_codes(line.exercise)]
    return page.Handout(
        title=title or heading,
        about=f"{about} Doses of the {level} level.".strip(),
        tasks=[
            _task(list(same), [rx.note for rx in choice.routine.lines if rx.exercise == id and rx.note])
            for id, same in groupby(lines, key=lambda line: line.exercise.id)
        ],
        notice=safety.notice[1],
        warning="Stop, and get emergency care, if one of these is new or getting worse",
        signs=[question.text for question in safety.warning_signs.questions],
        emergency=safety.emergency.text,
        stop=[rule.text for rule in safety.stop_rules],
        get_help=[rule.text for rule in safety.get_help],
        sources=[
            f"{code}: {source_words(catalog.sources[code])}"
            for code in dict.fromkeys(codes)
            if code in catalog.sources
        ],
    )


def _task(same: Sequence[Planned], notes: Sequence[str]) -> page.Task:
    """``same``: the lines of one exercise; a side that gets more has a line of its own."""
    line = same[0]
    exercise, form = line.exercise, line.exercise.variant(line.dose.variant)
    optional = f" Helpful: {', '.join(exercise.optional)}." if exercise.optional else ""
    figure = _figure(line)
    return page.Task(
        name=exercise.name,
        doses=[_sentence(dose_words(exercise, each.dose, each.sides)) for each in same],
        how=f"{POSITION_NAMES[form.position]}. You need: {needs_words(form.needs)}.{optional}",
        steps=step_texts(exercise, line.level, form.id, line.dose.hold),
        pictures=_pictures(line, figure) if figure else (),
        seen=figure.alt if figure else "",
        sets=sum(each.dose.sets for each in same),
        notes=list(dict.fromkeys(notes)),
        limit=form.limit or exercise.limit,
        way_out=form.way_out or exercise.way_out,
        cautions=[caution.text for caution in exercise.cautions],
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


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
