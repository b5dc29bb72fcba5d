"""Short dialogs at a prompt: a question, a line typed, and what was wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from lrx_cli.errors import FAILED, USAGE, LrxError
from lrx_cli.render.console import abandon_output
from lrx_cli.text import clean

Read = TypeVar("Read")


def somebody_is_there() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def ask(question: str, read: Callable[[str], Read]) -> Read:
    """What was typed, as ``read`` understands it; asked again for as long as it raises an error."""
    while True:
        typed = ask_line(question)
        try:
            return read(typed)
        except LrxError as error:
            wrong = [error.message, *error.problems]
        except ValueError as error:
            wrong = [str(error)]
        print(*(f"  {clean(line)}" for line in wrong), sep="\n", flush=True)


def ask_line(question: str) -> str:
    """One line. Its end without a line (Ctrl-D), and a terminal that is gone, give up."""
    try:
        return input(f"{question} ").strip()
    except (EOFError, OSError):
        try:
            print(flush=True)
        except OSError:
            abandon_output()
        raise LrxError("Given up; nothing was written.", exit_code=FAILED) from None


def confirm(question: str, *, without: str) -> None:
    """Go on only after a yes. ``without``: the flag that makes asking needless."""
    if not somebody_is_there():
        raise LrxError(f"Nothing was done: there is nobody here to ask. {without} does it.", exit_code=USAGE)
    if ask_line(f"{question} y yes, anything else no:").lower() not in ("y", "yes"):
        raise LrxError("Nothing was done.", exit_code=FAILED)


def needed(typed: str) -> str:
    if not typed:
        raise ValueError("This one is needed.")
    return typed
