"""``-o FILE``, the same for every command that writes a document."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from lrx_cli.errors import CANNOT_CREATE, USAGE, LrxError, OutputLost
from lrx_cli.storage.user_files import write
from lrx_cli.text import clean, listed

STDOUT = "-"


def check_output(output: str | None, endings: Sequence[str], *, force: bool) -> None:
    """Raises :class:`LrxError` where ``output`` cannot be written, before any work is done for it.

    ``endings``: those that the document can have, as in ``.wav``. ``None`` and ``-``: standard output.
    """
    if output is None or output == STDOUT:
        return
    if not output or "\0" in output:
        raise LrxError(f'-o: found "{clean(output, 60)}", allowed: the name of a file.', exit_code=USAGE)
    if os.path.splitext(output)[1].lower() not in endings:
        name = f'-o: found "{clean(output, 60)}"'
        raise LrxError(f"{name}, allowed: a name that ends in {listed(endings)}.", exit_code=USAGE)
    if os.path.lexists(output) and not force:
        raise LrxError(
            f"{clean(output)} is there already, and is not replaced.",
            hint="Name a new file, or replace it with --force.",
            exit_code=CANNOT_CREATE,
        )


def write_output(output: str | None, document: bytes, *, force: bool, private: bool = False) -> bool:
    """Whether a file was written; otherwise it went to standard output. ``private``: for its owner alone."""
    if output is not None and output != STDOUT:
        write(output, document, new=not force, private=private)
        return True
    try:
        sys.stdout.flush()
        if hasattr(sys.stdout, "buffer"):  # as it is: the ends of lines are the document's own
            sys.stdout.buffer.write(document)
        else:
            sys.stdout.write(document.decode())
        sys.stdout.flush()
    except OSError as error:
        raise OutputLost(error) from error
    return False


def refuse_terminal(what: str, hint: str) -> None:
    """Raises :class:`LrxError` where a document would end on a screen that cannot show it."""
    if sys.stdout.isatty():
        raise LrxError(what, hint=hint, exit_code=USAGE)
