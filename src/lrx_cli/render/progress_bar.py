"""A bar for work that takes a while: on a terminal, gone when the work is done; nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lrx_cli.render.console import has_screen, make_console

Report = Callable[[int, int], None]
"""Is called with how much is done, of how much."""


@contextmanager
def progress_bar(what: str) -> Iterator[Report]:
    """On standard error, beside what a command writes. Yields what the work is to call."""
    if not has_screen(sys.stderr, os.environ):
        yield lambda done, of: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    with Progress(*columns, console=make_console(sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
