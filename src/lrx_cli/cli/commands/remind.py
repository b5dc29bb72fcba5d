"""``lrx remind``: printed, never installed."""

import shlex
import sys
from typing import Annotated, Literal

import typer

from lrx_cli.cli.context import catalog_now, check_output, settings_now, write_output
from lrx_cli.cli.options import ForceOption, OutputOption, complete_routines, option
from lrx_cli.cli.plan_today import planned_for_me, read_routine
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.dates import Reminder, in_words, read_days, read_time
from lrx_cli.core.timeline.compile import compile
from lrx_cli.errors import UsageError, usage_of
from lrx_cli.exports.reminders import as_calendar, as_cron_lines
from lrx_cli.render.console import tell
from lrx_cli.system.clock import wall_clock
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)


@app.command()
def remind(
    at: Annotated[
        str | None,
        option("--at", "When to remind you, such as 07:30 or 07:30,19:00.", metavar="TIME[,TIME]..."),
    ] = None,
    days: Annotated[
        str, option("--days", "On which days: daily, mon-fri, or days such as mon,wed,fri.", metavar="DAYS")
    ] = "daily",
    routine: Annotated[
        str | None,
        option(
            "--routine",
            "Which routine to be reminded of, named as in lrx session.",
            metavar="NAME|FILE",
            autocompletion=complete_routines,
        ),
    ] = None,
    format: Annotated[
        Literal["ics", "cron"], option("--format", "A calendar file, or a line for cron.")
    ] = "ics",
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Print a calendar file, or a line for cron, that reminds you.

    Examples:
      lrx remind --at 07:30 --days mon-fri -o lrx.ics
      lrx remind --at 07:30,19:00 --routine annas-sheet > lrx.ics
      lrx remind --at 18:00 --format cron

    Nothing is installed: open the file in a calendar program, or paste the line
    into crontab -e. If you open the file again, nothing shows up twice.
    """
    check_output(output, [".txt", ".cron"] if format == "cron" else [".ics"], force=force)
    reminders = _reminders(at, days, routine)
    if format == "cron":
        document = as_cron_lines(reminders, sys.platform)
    else:
        document = as_calendar(reminders, wall_clock())
    written = write_output(output, document.encode(), force=force)
    summary = f"{in_words(reminders[0].days)}: {reminders[0].title}."
    if written:
        summary = f"{clean(output or '')} is written. {summary} Open it with your calendar."
    tell([summary])


def _reminders(at: str | None, days: str, routine: str | None) -> list[Reminder]:
    if at is None:
        raise UsageError("When? --at is missing.", hint="lrx remind --at 07:30 --days mon-fri")
    with usage_of("--at"):
        times = sorted({read_time(each) for each in at.split(",")})
    with usage_of("--days"):
        wanted = read_days(days)
    settings = settings_now()
    catalog = catalog_now()
    found = read_routine(routine, settings, catalog)
    timeline = compile(planned_for_me(catalog, Choice(found, level=settings.level), settings))
    minutes = max(1, -(-timeline.duration // 60_000))
    # To be pasted into a shell, so it is quoted for one.
    command = "lrx session" if routine is None else f"lrx session --routine {shlex.quote(routine)}"
    return [
        Reminder(hour, minute, wanted, f"Back exercises: {found.name}", command, minutes)
        for hour, minute in times
    ]
