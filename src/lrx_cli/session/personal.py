"""What the history knows of the person, for commands that only look: the same plan as a session's."""

from __future__ import annotations

import os.path

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.health.profile import Person
from lrx_cli.core.planning.plan import Choice, Plan
from lrx_cli.core.settings import Settings
from lrx_cli.errors import LrxError
from lrx_cli.session.plan_today import planned


def planned_for_me(catalog: Catalog, choice: Choice, settings: Settings) -> Plan:
    """What ``lrx session`` would play of ``choice`` if it began now, before its questions are asked."""
    played, person = _known(settings)
    return planned(catalog, choice, settings, played, person)


def _known(settings: Settings) -> tuple[dict[str, int], Person]:
    """How often each exercise was played, and who plays. Where there is no history, or none that can be
    read, only the settings are known; what is wrong with it, ``lrx history`` tells."""
    path = locations.history_file()
    nobody: tuple[dict[str, int], Person] = {}, Person(preference=settings.preference)
    if not os.path.exists(path):
        return nobody
    from lrx_cli.core.health.answers import known
    from lrx_cli.core.records.adherence import times_played
    from lrx_cli.storage.history.answers import read_answers
    from lrx_cli.storage.history.reading import practice, reading
    from lrx_cli.system.clock import wall_clock

    today = wall_clock().day
    try:
        with reading(path) as connection:
            if connection is None:
                return nobody
            person = known(read_answers(connection), today).person(today, settings.preference)
            return times_played(practice(connection), today), person
    except LrxError:
        return nobody
