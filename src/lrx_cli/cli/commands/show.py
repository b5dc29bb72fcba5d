"""``lrx show``"""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, color_now, level_now, settings_now, show_page, wide_now
from lrx_cli.cli.options import (
    SCREEN,
    WHAT,
    JsonOption,
    LevelOption,
    argument,
    complete_exercises,
    complete_variants_of_shown,
    option,
)
from lrx_cli.core.catalog.exercise import Exercise, find
from lrx_cli.core.catalog.words import Level, Pictures
from lrx_cli.render.console import columns, has_screen, make_console, mode_of, print_json, wants_color
from lrx_cli.render.exercise import ExercisePage
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.figures import figure_words
from lrx_cli.text import can_write

if TYPE_CHECKING:
    from lrx_cli.render.drawing import Drawing

app = typer.Typer(add_completion=False)


@app.command()
def show(
    exercise: Annotated[
        str,
        argument(
            "EXERCISE", "An id, a name, a number, or a part of one that fits only one.", complete_exercises
        ),
    ],
    variant: Annotated[
        str | None,
        option(
            "--variant",
            "The form whose steps are shown.",
            WHAT,
            metavar="NAME",
            autocompletion=complete_variants_of_shown,
        ),
    ] = None,
    all: Annotated[
        bool, option("--all", "Every caution and form, what we added, the sources.", WHAT)
    ] = False,
    level: LevelOption = None,
    figures: Annotated[
        bool | None,
        option("--figures/--no-figures", "Show the drawing; in a file or a pipe only if asked for.", SCREEN),
    ] = None,
    animate: Annotated[
        bool, option("--animate/--no-animation", "Animate the drawing for a moment.", SCREEN)
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show one exercise on one screen: steps, dose, what to watch.

    Examples:
      lrx show figure-four
      lrx show "cat cow" --level gentle
      lrx show 10 --variant seated
      lrx show figure-four --all

    On a terminal it shows a drawing as well.
    """
    settings = settings_now()
    catalog = catalog_now()
    found = find(catalog, exercise)
    asked = level_now(level)
    if json:
        from lrx_cli.render.lists import exercise_document

        print_json(exercise_document(catalog, found))
        return
    form = found.doses[asked].variant
    if variant is not None:
        from lrx_cli.cli.plan_today import read_variant  # slow to import, and rarely asked for

        form = read_variant("--variant", found, variant)
    wanted = settings.figures if figures is None else figures
    described = figure_words(found.id, form) if wanted else None
    picture = None
    if described is not None and (figures or has_screen(sys.stdout, os.environ)):
        # What is longer than the screen goes through a pager, which takes letters only.
        pictures = "blocks" if all else settings.pictures
        picture = _picture(found, asked, form, pictures, animate=animate)
    show_page(
        ExercisePage(
            catalog,
            found,
            asked,
            form,
            picture=picture,
            words=described,
            often=load_safety(locations.safety_file()).how_often.words(asked),
            everything=all,
        )
    )


def _picture(
    exercise: Exercise, level: Level, form: str, pictures: Pictures, *, animate: bool
) -> "Drawing | None":
    """What draws it, where it can be drawn. It moves before anything is printed, if that was asked for."""
    from lrx_cli.figure.cells import film_of
    from lrx_cli.render.drawing import Drawing, panel_size
    from lrx_cli.session import drawing  # slow to import

    figure = drawing.figure_of(exercise.id, form)
    if figure is None or wide_now() or not can_write(drawing.GLYPHS, sys.stdout.encoding):
        return None
    mode = mode_of(wants_color(sys.stdout, color_now(), os.environ), os.environ)
    traits = drawing.traits_for_page("blocks" if mode == "mono" else pictures)
    palette = drawing.palette_of(os.environ, traits.background)
    if animate:
        _count, wide, high = panel_size(columns(sys.stdout, os.environ))
        if drawing.moves_here(high):
            film = film_of(figure, wide, high, mode, palette, traits.cell)
            passages = drawing.repetition(exercise, level, form)
            mirrored = figure.mirrored_for("left" if figure.shown_side else None)
            drawing.move_in_place(make_console(sys.stdout, color_now()), film, passages, mirrored)
    return Drawing(figure, mode, palette, traits.cell)
