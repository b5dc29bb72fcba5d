"""typer: the judge of every command line that ``reader`` leaves, and the author of all help.

Only reads, as ``reader`` does; what was read is obeyed outside of it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any, get_type_hints

import typer

from lrx_cli.cli.commands import COMMANDS, module_of
from lrx_cli.cli.declaring import Argument, Flag, Option, Verbs
from lrx_cli.cli.mistyped import Mistyped, told
from lrx_cli.cli.options import Choosing
from lrx_cli.cli.reader import Line
from lrx_cli.errors import OutputLost

_HELP = """A guided player for ten low back mobility exercises.

\b
Examples:
  lrx session                   play all ten, position by position
  lrx session --routine desk    three that need no floor
  lrx show figure-four          read one before trying it"""


def read(arguments: Sequence[str]) -> Line | int:
    """What is asked for; or an exit code, where help was and all is said. Raises :class:`LrxError`,
    and :class:`OutputLost`."""
    found: list[Line] = []
    verb = next((argument for argument in arguments if not argument.startswith("-")), "")
    try:
        code = _app(verb, found.append)([*arguments], prog_name="lrx", standalone_mode=False)
    except Mistyped as mistake:
        raise told(mistake) from mistake
    except OSError as error:  # nothing but help is written here
        raise OutputLost(error) from error
    if found:
        return found[0]
    return code if isinstance(code, int) else 0


def _app(verb: str, tell: Callable[[Line], None]) -> typer.Typer:
    """Of the other commands it knows the names alone, so that no module is imported for nothing."""
    app = typer.Typer(
        name="lrx",
        help=_HELP,
        epilog="\b\nlrx COMMAND --help tells more about each; lrx --version names the version.",
        add_completion=False,
        pretty_exceptions_enable=False,
        # Plain help: rich would eat everything in square brackets, and costs as much again as typer.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_nothing)
    for name, summary in COMMANDS.items():
        verbs: Verbs = import_module(module_of(name)).VERBS if name == verb else {}
        if len(verbs) > 1:
            app.add_typer(_group(name, verbs, tell), name=name, short_help=summary)
        else:
            command = _telling(name, verbs[""], tell) if verbs else _nothing
            app.command(name, short_help=summary)(command)
    return app


def _nothing() -> None:
    """Stands for a command that is only named in the help."""


def _group(name: str, verbs: Verbs, tell: Callable[[Line], None]) -> typer.Typer:
    def alone(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            tell(Line(name, {}))

    alone.__doc__ = verbs[""].__doc__
    group = typer.Typer(no_args_is_help=False)
    group.callback(invoke_without_command=True)(alone)
    for inner, command in verbs.items():
        if inner:
            group.command(inner)(_telling(f"{name} {inner}", command, tell))
    return group


def _telling(
    verb: str, command: Callable[..., int | None], tell: Callable[[Line], None]
) -> Callable[..., None]:
    """What typer calls instead of ``command``, with the same parameters."""

    def told(**values: Any) -> None:
        tell(Line(verb, values))

    parameters = [
        parameter.replace(annotation=_as_typer_has_it(parameter.annotation))
        for parameter in parameters_of(command)
    ]
    told.__doc__ = command.__doc__
    # What typer reads instead of the code of the function.
    told.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    told.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return told


def parameters_of(command: Callable[..., int | None]) -> list[inspect.Parameter]:
    """All that can be typed for it: ``choosing`` stands for the options of ``Choosing``."""
    own = get_type_hints(command, include_extras=True)
    found: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        if name == "choosing":
            shared = get_type_hints(Choosing, include_extras=True)
            found += [_parameter(field, shared[field], None) for field in Choosing._fields]
        else:
            found.append(_parameter(name, own[name], parameter.default))
    return found


def _parameter(name: str, annotation: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _as_typer_has_it(annotation: Any) -> Any:
    declared: Any
    match annotation.__metadata__[0]:
        case Option(name, takes, help):
            declared = typer.Option(name, metavar=takes, help=help, show_default=False)
        case Flag(name, help, hidden):
            declared = typer.Option(name, help=help, hidden=hidden, show_default=False)
        case Argument(takes, help):
            declared = typer.Argument(metavar=takes, help=help, show_default=False)
    return Annotated[annotation.__origin__, declared]
