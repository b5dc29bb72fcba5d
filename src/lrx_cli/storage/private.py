"""Files and folders that only their owner can read, whatever the umask."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


def make_folders(path: str) -> None:
    """The folder and those above it that are missing, each 0700: the first that is made may be the one that
    the history comes into later. (The XDG specification wants it so, too.)

    A folder that is there stays as it is; a file in its place is an error for the caller that writes into
    it. Raises ``OSError``.
    """
    missing = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)


def new_file(path: str, mode: int = 0o600) -> BinaryIO:
    """Opens a new file for writing. Raises ``OSError``, and ``FileExistsError`` if there is one already."""
    return os.fdopen(os.open(path, _NEW, mode), "wb")
