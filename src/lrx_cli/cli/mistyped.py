"""What typer finds wrong with a command line, as an error of ours: it repeats what was typed, and that may be
anything."""

from __future__ import annotations

from typing import Any

import typer

from lrx_cli.errors import USAGE, LrxError
from lrx_cli.text import clean

_LONGEST = 200

Mistyped: type[Exception] = typer.BadParameter.__bases__[0]
"""Of all that can be wrong; typer raises it, and has no public name for it."""


def told(mistake: Any) -> LrxError:
    """``mistake``: a :data:`Mistyped`."""
    command = mistake.ctx.command_path if mistake.ctx else "lrx"
    return LrxError(
        clean(mistake.format_message(), _LONGEST), hint=f"{command} -h tells what it takes.", exit_code=USAGE
    )
