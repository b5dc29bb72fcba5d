"""The program: its name, its commands, the options that every command takes, and the start of the process."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from functools import partial
from typing import Annotated, Any

import typer

from lrx_cli import __version__, locations
from lrx_cli.cli.commands import COMMANDS
from lrx_cli.cli.context import global_options, name_unknown_variables
from lrx_cli.cli.group import LrxGroup
from lrx_cli.cli.options import OUTPUT, option
from lrx_cli.core.catalog.words import Color
from lrx_cli.errors import NO_FILE, LrxError

_HELP = """Guides you through ten low back exercises for sciatica (lumbar radiculopathy).

Examples:
  lrx session                   play all ten, position by position
  lrx session --routine desk    three that need no floor
  lrx show figure-four          read one before trying it

lrx COMMAND --help says more about each."""
_NAMES = ("lrx", "lrx-cli")

app = typer.Typer(
    name="lrx",
    cls=LrxGroup,
    help=_HELP,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _stub() -> None:
    """Stands for a command until it is called: ``LrxGroup`` puts the real one in its place."""


for name, entry in COMMANDS.items():
    app.command(name, short_help=entry.summary, rich_help_panel=entry.panel)(_stub)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"lrx {__version__}")
        raise typer.Exit


def _keep(param: typer.CallbackParam, given: Any) -> None:
    """For options that may stand before and after the name of a command."""
    if given:
        setattr(global_options, param.name or "", given)


def _keep_no_color(given: bool) -> None:
    if given:
        global_options.color = "never"


_kept = partial(option, panel=OUTPUT, expose_value=False, is_eager=True)


@app.callback(invoke_without_command=True)
def lrx(
    ctx: typer.Context,
    version: Annotated[
        bool,
        option(
            "--version -V", "Print the version.", is_eager=True, expose_value=False, callback=_print_version
        ),
    ] = False,
    color: Annotated[
        Color | None,
        _kept("--color", "When to use colors.", callback=_keep, envvar="LRX_COLOR", show_envvar=False),
    ] = None,
    no_color: Annotated[
        bool, _kept("--no-color", "The same as --color never.", callback=_keep_no_color)
    ] = False,
    no_input: Annotated[
        bool,
        _kept("--no-input", "Ask no questions: skip them, or fail if an answer is needed.", callback=_keep),
    ] = False,
    no_pager: Annotated[
        bool, _kept("--no-pager", "Print long pages without a pager.", callback=_keep)
    ] = False,
) -> None:
    if not os.path.isfile(locations.exercises_file()):
        raise LrxError(
            "lrx has to be installed: its exercises cannot be read from an archive.",
            hint="pipx install lrx-cli installs it, and so does pip.",
            exit_code=NO_FILE,
        )
    name_unknown_variables()
    if ctx.invoked_subcommand is None:
        print_home()


def main() -> None:
    """Run the command line of this process and end it with its exit code."""
    # At its end the interpreter would look through all objects for garbage, which takes another tenth of a
    # start (see ``cli/__init__.py``), and the process gives all of them back anyway.
    atexit.register(gc.freeze)
    name = os.path.basename(sys.argv[0])
    sys.exit(run(sys.argv[1:], name if name in _NAMES else _NAMES[0]))


def run(arguments: list[str], name: str = "lrx") -> int:
    """The exit code of one command line; what it had to say has been handed over when this returns."""
    _open_closed_streams()
    _spell_what_the_encoding_lacks()
    global_options.reset()
    return int(app(arguments, prog_name=name, standalone_mode=False))


def _open_closed_streams() -> None:
    """A stream that was closed (``>&-``) is empty, or swallows what is written to it.

    In the order of their numbers: each takes the lowest that is free, so no file gets one of them.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - for as long as the program runs


def _spell_what_the_encoding_lacks() -> None:
    """An ASCII terminal gets ``...`` for an ellipsis instead of an error."""
    import codecs
    import io

    from lrx_cli.text import spelled

    codecs.register_error("lrx.spelled", spelled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="lrx.spelled")


# --- without a command -----------------------------------------------------------------------------


def print_home() -> None:
    """What this is, and the last session. Without a history it costs one look at the disk."""
    from lrx_cli.cli.context import show_page
    from lrx_cli.render.program import home
    from lrx_cli.storage.catalog import load_safety

    words, warned = last_session_summary()
    show_page(home(load_safety(locations.safety_file()).in_short, words, warned=warned))


def last_session_summary() -> tuple[list[str], bool]:
    """In sentences, with what could be next; and whether a warning sign was reported that still holds."""
    path = locations.history_file()
    folder, name = os.path.split(path)
    with suppress(PermissionError):  # what is wrong then is said below
        if not os.path.isdir(folder) or not any(found.startswith(name) for found in os.listdir(folder)):
            return [], False  # neither the history nor a backup of it
    from lrx_cli.core.health.profile import health_profile
    from lrx_cli.render.history import last_words
    from lrx_cli.storage.history.backups import offer
    from lrx_cli.storage.history.queries import last_counted, reading, resumable
    from lrx_cli.storage.history.tables import read_answers
    from lrx_cli.system.clock import wall_clock

    try:
        with reading(path) as connection:
            last = last_counted(connection)
            answers = read_answers(connection)
            left = resumable(connection)
            more = offer(connection, path).sentences
    except LrxError as error:
        return [error.message], False  # what to do about it, lrx history says
    today = wall_clock().day
    holds = health_profile(answers, today)
    where = None if left is None else left.point.where
    words = last_words(last, today, warned=holds.stopped, red=holds.red, where=where)
    return [*words, *more], holds.stopped
