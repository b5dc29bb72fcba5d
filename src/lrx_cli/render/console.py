"""What standard output can take: columns, colors, and what happens when it takes no more."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TextIO

from lrx_cli.errors import OutputLost
from lrx_cli.render.paper import Paper
from lrx_cli.text import spelled_out

_PIPED_COLUMNS = 80
"""What is piped or saved must not depend on the window it was made in."""
_WIDEST = 100
"""Longer lines of prose are hard to read, however wide the window."""
_NARROWEST = 20


def paper_for(stream: TextIO, asked: str = "auto") -> Paper:
    """``asked`` is the setting or option ``color``."""
    return Paper(columns(stream, os.environ), wants_color(stream, asked, os.environ))


def columns(stream: TextIO, environment: Mapping[str, str]) -> int:
    if not stream.isatty():
        return _PIPED_COLUMNS
    asked = environment.get("COLUMNS", "")
    found = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    if not found:
        try:
            found = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            found = 0
    return min(max(found or _PIPED_COLUMNS, _NARROWEST), _WIDEST)


def rows() -> int:
    """How many lines the window has now, for what is asked in parts."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return 24


def wants_color(stream: TextIO, asked: str, environment: Mapping[str, str]) -> bool:
    """A flag counts most; then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE; then what the terminal can."""
    if asked != "auto":
        return asked == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") in ("dumb", "unknown"):
        return False
    return stream.isatty()


def has_screen(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether something can be drawn on ``stream``, and nobody asked for lines instead."""
    if environment.get("ACCESSIBLE", "") not in ("", "0"):
        return False
    if not stream.isatty():
        return False
    if sys.platform == "win32":
        from lrx_cli.system.windows import RealKernel, understands_escapes

        return understands_escapes(RealKernel()) is not None
    return environment.get("TERM", "") not in ("", "dumb", "unknown")


def put(lines: Iterable[str]) -> None:
    """Write ``lines`` to standard output, whole."""
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except OSError as error:
        raise OutputLost(error) from error


def put_json(document: Mapping[str, object]) -> None:
    """ASCII only: any terminal and any program takes it, and it cannot carry a control character."""
    put([spelled_out(json.dumps(document, indent=2))])


def tell(lines: Iterable[str]) -> None:
    """To standard error: beside the output, for a person. What cannot be said there is not worth an error."""
    lines = list(lines)
    if lines:
        try:
            print(*lines, sep="\n", file=sys.stderr, flush=True)
        except OSError:
            _abandon(sys.stderr)


def abandon_output() -> None:
    """Standard output is gone."""
    _abandon(sys.stdout)


def _abandon(stream: TextIO) -> None:
    """Python flushes it once more on its way out, and would complain again, with an exit code of its own."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
