"""What can go wrong in a way the user can act on.

Only ``cli.group`` prints an error and ends the program; everything else raises one of these. What is
not an :class:`LrxError` is a bug: one line for the user, a traceback under ``LRX_DEBUG=1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

FAILED = 1
USAGE = 2
WARNING_SIGN = 3
INVALID_FILE = 65
NO_FILE = 66
BUG = 70
CANNOT_CREATE = 73
CANNOT_WRITE = 74
BUSY = 75
BAD_SETTINGS = 78
"""Exit codes, as ``docs/json.md`` promises them to scripts."""


class LrxError(Exception):
    """A sentence for the user: what was found, where, and what is allowed.

    ``problems`` are printed below it as a list, one line each. ``hint`` is what to do about it,
    a sentence of its own.
    """

    def __init__(
        self,
        message: str,
        *,
        problems: Iterable[str] = (),
        hint: str | None = None,
        exit_code: int = FAILED,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)
        self.hint = hint
        self.exit_code = exit_code

    @property
    def all_problems(self) -> list[str]:
        """Each thing that is wrong, in a sentence of its own."""
        return [*self.problems] or [self.message]


class UsageError(LrxError):
    """Something that was typed is not what it has to be."""

    def __init__(self, message: str, *, problems: Iterable[str] = (), hint: str | None = None) -> None:
        super().__init__(message, problems=problems, hint=hint, exit_code=USAGE)


class SessionDeclined(Exception):
    """There is none today, and everything has been said about that. ``code``: the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class OutputLost(Exception):
    """Standard output takes no more. ``error`` says why; a broken pipe means that nobody reads."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


@contextmanager
def usage_of(where: str) -> Iterator[None]:
    """Raise :class:`UsageError` where the option, line or setting ``where`` cannot be read."""
    try:
        yield
    except ValueError as error:
        raise UsageError(f"{where}: {error}") from error
