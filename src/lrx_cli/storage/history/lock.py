"""One writer at a time: a lock that is gone the moment its process is, however that ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from lrx_cli.errors import BUSY, LrxError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1_000_000
"""Windows locks bytes and not files, and what is locked cannot be read there: so one that is not used."""


class Lock:
    """Held from when it is made until ``release``. ``note`` says in words since when, for who has to wait.

    Raises :class:`LrxError` (75) where another process holds it, ``OSError`` where there can be none.
    """

    def __init__(self, path: str, note: str) -> None:
        flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        self._descriptor = os.open(path, flags, 0o600)
        try:
            _take(self._descriptor)
        except (BlockingIOError, PermissionError):
            held = os.read(self._descriptor, 200).decode("utf-8", "replace").strip()
            os.close(self._descriptor)
            raise LrxError(
                f"Another lrx holds the history{f' ({held})' if held else ''}.",
                hint="Let it end first; what it plays is kept.",
                exit_code=BUSY,
            ) from None
        except OSError:
            os.close(self._descriptor)
            raise
        with suppress(OSError):  # on a full disk nobody reads since when; it is held all the same
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"process {os.getpid()}, {note}\n".encode())

    def release(self) -> None:
        os.close(self._descriptor)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
