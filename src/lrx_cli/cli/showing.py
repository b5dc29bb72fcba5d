"""An exercise on a page, with its drawing. Loads no parser, and what draws only where something is drawn."""

from __future__ import annotations

import os
import sys

from lrx_cli.core.catalog.exercise import Catalog, Exercise, Level
from lrx_cli.core.settings import Settings
from lrx_cli.render.console import has_screen
from lrx_cli.render.exercise import exercise_page
from lrx_cli.render.paper import Paper
from lrx_cli.storage.figures import figure_words


def shown(
    paper: Paper,
    catalog: Catalog,
    exercise: Exercise,
    level: Level,
    form: str | None,
    settings: Settings,
    *,
    figures: bool | None = None,
    moving: bool = True,
) -> list[str]:
    """``form``: the variant; ``None``: the level's. ``figures``: whether it is drawn, if it was said."""
    form = form or exercise.doses[level].variant
    drawing = _drawing(paper, exercise, level, form, settings, figures, moving=moving)
    return exercise_page(paper, catalog, exercise, level, form, drawing)


def _drawing(
    paper: Paper,
    exercise: Exercise,
    level: Level,
    form: str,
    settings: Settings,
    figures: bool | None,
    *,
    moving: bool,
) -> list[str]:
    """A repetition in motion first, where it can move; what stays on the page are its key poses."""
    wanted = settings.figures if figures is None else figures
    words = figure_words(exercise.id, form) if wanted else None
    if words is None:
        return []
    described = paper.paragraph(f"Picture: {words}", style="faint")
    if not (figures or has_screen(sys.stdout, os.environ)):
        return described
    from lrx_cli.figure.film import Film
    from lrx_cli.render.drawing import drawn_panels, panel_size
    from lrx_cli.session import drawing as drawn  # drawing costs as much to load as all the rest

    figure = drawn.figure_of(exercise.id, form)
    if figure is None or not drawn.can_draw(sys.stdout.encoding):
        return described
    mode, palette = drawn.mode_of(paper.color, os.environ), drawn.palette_of(os.environ)
    _count, columns, rows = panel_size(paper.columns)
    if moving and settings.animation and drawn.moves_here(rows):
        film = Film(figure, columns, rows, mode, palette)
        passages = drawn.repetition(exercise, level, form)
        drawn.move_in_place(film, passages, figure.mirrored_for("left" if figure.shown_side else None))
    return drawn_panels(paper, figure, mode, palette)
