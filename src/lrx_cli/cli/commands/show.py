"""``lrx show``"""

from __future__ import annotations

from typing import Annotated

from lrx_cli.cli.context import catalog_now, paper_now, read_level, settings_now
from lrx_cli.cli.declaring import Argument, Flag, Option, Verbs
from lrx_cli.cli.options import ColorOption, JsonOption, LevelOption
from lrx_cli.cli.showing import shown
from lrx_cli.core.catalog.finding import find
from lrx_cli.render.console import put, put_json
from lrx_cli.render.exercise import exercise_document
from lrx_cli.session.plan_today import read_variant


def show(
    exercise: Annotated[
        str,
        Argument("EXERCISE", "An id, a name, a number, or a part of one that fits only one."),
    ],
    level: LevelOption = None,
    variant: Annotated[str | None, Option("--variant", "NAME", "The form whose steps are shown.")] = None,
    figures: Annotated[
        bool | None,
        Flag("--figures/--no-figures", "The drawing; into a file or a pipe only when asked for."),
    ] = None,
    no_animation: Annotated[
        bool, Flag("--no-animation", "Key poses side by side, and nothing that moves.")
    ] = False,
    json: JsonOption = False,
    color: ColorOption = None,
) -> None:
    """Show one exercise: drawing, steps, dose, tips, cautions and where they come from.

    \b
    Examples:
      lrx show figure-four
      lrx show "cat cow" --level gentle
      lrx show 10 --variant seated
    """
    settings = settings_now()
    paper = paper_now(color, settings)
    catalog = catalog_now()
    found = find(catalog, exercise)
    asked = read_level(level, settings)
    form = read_variant("--variant", found, variant) if variant is not None else None
    if json:
        put_json(exercise_document(catalog, found))
    else:
        put(shown(paper, catalog, found, asked, form, settings, figures=figures, moving=not no_animation))


VERBS: Verbs = {"": show}
