"""Every command of the program, as typer makes it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import typer

from lrx_cli.cli.commands import COMMANDS, module_of


def every_command() -> dict[str, Any]:
    """By the words that call it, ``routine show`` for one; groups are among them."""
    return dict(_walk())


def _walk() -> Iterator[tuple[str, Any]]:
    for name in COMMANDS:
        command = typer.main.get_command(import_module(module_of(name)).app)
        yield name, command
        for inner, found in getattr(command, "commands", {}).items():
            yield f"{name} {inner}", found
