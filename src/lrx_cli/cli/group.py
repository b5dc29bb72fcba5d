"""The group of all commands: each is imported when it is called, and every error ends here.

Help, suggestions and completion are typer's own. Three methods are overridden: ``resolve_command`` replaces
the entry of a command in the table by the command itself, ``parse_args`` takes ``lrx help NAME``, and
``main`` prints what went wrong and turns it into an exit code, for a process and for ``CliRunner`` alike.
"""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from lrx_cli.cli.commands import COMMANDS, module_of
from lrx_cli.errors import BAD_SETTINGS, BUG, CANNOT_WRITE, FAILED, USAGE, LrxError, OutputLost
from lrx_cli.text import clean, did_you_mean

_LONGEST = 300
"""Letters of a message that repeats what was typed."""
EVERYWHERE = ("version", "color", "no_color", "no_input", "no_pager")
"""Parameters of the program that can also stand after the name of a command."""
_HELP_STYLES = {
    "command": "OPTION SWITCH NEGATIVE_OPTION NEGATIVE_SWITCH COMMANDS_TABLE_FIRST_COLUMN",
    "aside": "TYPES TYPES_SEPARATOR OPTION_DEFAULT OPTION_ENVVAR REQUIRED_LONG",
    "border": "OPTIONS_PANEL_BORDER COMMANDS_PANEL_BORDER",
    "label": "USAGE",
    "title": "USAGE_COMMAND",
    "warn": "REQUIRED_SHORT",
    "": "HELPTEXT",
}
"""By style of ours: the constants of ``typer.rich_utils`` that get it, without their ``STYLE_``."""


class LrxGroup(TyperGroup):
    """The program: it imports a command when it is called, and prints every error."""

    _called = "lrx"
    """The command line without what it was given: ``lrx routine new``. Some of typer's errors do not say."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        if name in COMMANDS:
            command = typer.main.get_command(import_module(module_of(name)).app)
            inner = getattr(command, "commands", {})
            for one in (command, *inner.values()):
                one.params.extend(param for param in self.params if param.name in EVERYWHERE)
            self._called = " ".join(["lrx", name, *(word for word in rest[:1] if word in inner)])
        return name, command, rest

    def main(  # type: ignore[override]  # what else typer takes goes through ``extra``
        self, args: Any = None, prog_name: str | None = "lrx", *, standalone_mode: bool = True, **extra: Any
    ) -> int:
        variable = f"_{prog_name}_COMPLETE".replace("-", "_").upper()
        if os.environ.get(variable):
            self._complete(prog_name, variable)
        try:
            with _help_in_pager(sys.argv[1:] if args is None else args):
                code = super().main(args, prog_name, standalone_mode=False, **extra)
            sys.stdout.flush()
        except SystemExit as end:
            code = end.code
            if code:  # rich ends the program where nobody reads the help
                code = give_up_output(OSError(errno.EPIPE, ""))
        except Exception as error:
            code = report(error, self._called)
        code = code if isinstance(code, int) else 0
        if standalone_mode:
            sys.exit(code)
        return code

    def _complete(self, name: str | None, variable: str) -> NoReturn:
        """Complete a word. Whatever is wrong, a person at a prompt sees nothing of it."""
        joined, kept = join_words_of_bash(os.environ)
        os.environ.update(joined)
        answer = io.StringIO()
        try:
            with redirect_stdout(answer):
                super().main([], name, variable)
        except SystemExit as end:
            for line in answer.getvalue().splitlines():
                print(line.removeprefix(kept))
            sys.exit(end.code)
        except Exception:
            sys.exit(FAILED)
        raise AssertionError


def join_words_of_bash(environment: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What bash has cut at ``=``, put together again for typer: ``--level = g`` and ``cat-cow = s``.

    Also the part of the current word that bash has already and must not get twice: what stands before the
    ``=``. Both are empty where there is nothing to join.
    """
    words = environment.get("COMP_WORDS", "").split()
    place = environment.get("COMP_CWORD", "")
    if not place.isdecimal() or "=" not in words[: int(place) + 1]:
        return {}, ""
    if int(place) >= len(words):
        words.append("")
    joined: list[str] = []
    for number, word in enumerate(words[: int(place) + 1]):
        if joined and "=" in (word, words[number - 1]):
            joined[-1] += word
        else:
            joined.append(word)
    if joined[-1].startswith("--") and "=" in joined[-1]:  # typer wants an option and its value as two words
        joined[-1:] = joined[-1].partition("=")[::2]
    kept = joined[-1][: joined[-1].rfind("=") + 1]
    return {"COMP_WORDS": " ".join(joined), "COMP_CWORD": str(len(joined) - 1)}, kept


def style_help() -> None:
    """Give typer's help the columns and the colors that pages have here; boxes only where pages have some."""
    import typer.rich_utils as typer_help  # with rich

    from lrx_cli.cli.context import global_options
    from lrx_cli.render.console import has_boxes, make_console
    from lrx_cli.render.parts import help_panel

    console = make_console(sys.stdout, global_options.color or "auto")
    vars(typer_help)["Panel"] = help_panel(console.width, boxes=has_boxes(sys.stdout, os.environ))
    typer_help.MAX_WIDTH = console.width
    typer_help.COLOR_SYSTEM = None if console.color_system is None else "auto"
    typer_help.FORCE_TERMINAL = console.color_system is not None or None
    for style, constants in _HELP_STYLES.items():
        for constant in constants.split():
            setattr(typer_help, f"STYLE_{constant}", str(console.get_style(style)) if style else "")


@contextmanager
def _help_in_pager(args: Sequence[str]) -> Iterator[None]:
    """What typer prints of a command's help goes through a pager, as every page does."""
    is_help = bool({"-h", "--help"} & {*args}) or args[:1] == ["help"]
    if is_help:
        style_help()
    if not is_help or "--no-pager" in args or not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield
        return
    from lrx_cli.render.console import has_boxes, make_console, show_in_pager

    terminal = sys.stdout
    pager = os.environ.get("PAGER", "less") if has_boxes(terminal, os.environ) else ""
    page = io.TextIOWrapper(io.BytesIO(), terminal.encoding, terminal.errors, write_through=True)
    try:
        with redirect_stdout(page):
            yield
    finally:
        text = page.buffer.getvalue().decode(terminal.encoding)
        show_in_pager(make_console(terminal), text, pager)


# --- errors ---------------------------------------------------------------------------------------


def report(error: Exception, command: str) -> int:
    """Say what went wrong in ``command``. The exit code that goes with it."""
    match error:
        case LrxError():
            return _tell(error)
        case typer.TyperException():
            return _tell(_usage_error(error, command))
        case typer.Abort():
            return _tell(LrxError("Nothing was done."))
        case OutputLost():
            return give_up_output(error.error)
        case OSError(filename=None):  # nothing but help is written without being asked whether it was
            return give_up_output(error)
        case MemoryError():
            return _tell(LrxError("There is not enough memory for this."))
    if os.environ.get("LRX_DEBUG") == "1":
        raise error
    message = f"This is a bug in lrx ({type(error).__name__}: {error})."
    return _tell(LrxError(f"{message} With LRX_DEBUG=1 it shows where; please report that.", exit_code=BUG))


def give_up_output(error: OSError) -> int:
    """Nobody reads any more (``| head``): nothing to say. A full disk is another matter."""
    from lrx_cli.render.console import abandon_output

    abandon_output()
    if error.errno == errno.EPIPE:
        return 0
    return _tell(LrxError(f"The output could not be written: {error.strerror}.", exit_code=CANNOT_WRITE))


def _usage_error(mistake: typer.TyperException, command: str) -> LrxError:
    """What typer finds wrong with a command line. It repeats what was typed, and that may be anything."""
    # typer 0.29 checks with pydantic, which begins so what it found.
    ctx: Any = getattr(mistake, "ctx", None)
    param: Any = getattr(mistake, "param", None)
    found = mistake.message.removeprefix("Value error, ")
    said = _in_plain_words(found, getattr(param, "type", None))
    message = mistake.format_message().replace(mistake.message, said, 1)
    code = USAGE
    if isinstance(mistake, typer.BadParameter) and ctx is not None and param is not None:
        source = ctx.get_parameter_source(param.name)
        if source is not None and source.name == "ENVIRONMENT":
            message = f"{param.envvar} in the environment: {said}"
            code = BAD_SETTINGS
        message += _nearest(found)
    message, _, possible = " ".join(message.split()).partition(" (Possible options: ")
    if possible:
        message += "." + did_you_mean(getattr(mistake, "option_name", ""), possible.rstrip(")").split(", "))
    where = ctx.command_path if ctx is not None else command
    return LrxError(clean(message, _LONGEST), hint=f"{where} -h shows how to use it.", exit_code=code)


def _in_plain_words(message: str, kind: Any) -> str:
    """What typer says of a number, as the settings file is answered, and of a word too many; anything else as
    it is. ``kind``: the type of the parameter."""
    if extra := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message):
        return f"{extra[1]} is one word too many. A name with a space in it needs quotation marks."
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    wrong = re.match(r"(.*) is not (?:in the range|a valid) ", message)
    if wrong is None or least is None or most is None:
        return message
    number = "a whole number" if kind.name.startswith("int") else "a number"
    return f"{wrong[1].removesuffix('.0')} is not {number} from {least:g} to {most:g}."


def _nearest(message: str) -> str:
    """A sentence with the nearest choice, led by a space. typer quotes what was typed and what is allowed."""
    typed, is_choice, allowed = message.partition(" is not one of ")
    return did_you_mean(typed.strip("'\""), re.findall(r"'(.+?)'", allowed)) if is_choice else ""


def _tell(error: LrxError) -> int:
    """Print it on standard error. Its exit code."""
    from lrx_cli.cli.context import global_options, pager_now, wide_now
    from lrx_cli.render.console import tell_page
    from lrx_cli.render.parts import error_page

    page = error_page(error.message, error.problems, error.hint)
    tell_page(page, color=global_options.color or "auto", wide=wide_now(), pager=pager_now())
    return error.exit_code
