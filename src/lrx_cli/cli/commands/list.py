"""``lrx list``"""

from __future__ import annotations

from lrx_cli.cli.context import catalog_now, paper_now, read_level, read_position, settings_now
from lrx_cli.cli.declaring import Verbs
from lrx_cli.cli.options import ColorOption, JsonOption, LevelOption, PositionOption
from lrx_cli.render.console import put, put_json
from lrx_cli.render.exercise_list import catalog_document, catalog_page
from lrx_cli.session.plan_today import positions_named


def list_exercises(
    level: LevelOption = None,
    position: PositionOption = None,
    json: JsonOption = False,
    color: ColorOption = None,
) -> None:
    """List the exercises by position, in the order a session takes them.

    \b
    Examples:
      lrx list
      lrx list --level gentle
      lrx list --position floor
    """
    settings = settings_now()
    paper = paper_now(color, settings)
    asked = read_level(level, settings)
    wanted = positions_named([read_position(word) for word in position or []])
    exercises = [
        exercise
        for exercise in catalog_now().exercises
        if not wanted or exercise.variant(exercise.doses[asked].variant).position in wanted
    ]
    if json:
        put_json(catalog_document(exercises, asked))
    else:
        put(catalog_page(paper, exercises, asked))


VERBS: Verbs = {"": list_exercises}
