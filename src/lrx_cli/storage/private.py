"""Files and folders that are nobody else's to read, whatever the umask."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


def make_folders(path: str) -> None:
    """The folder and those above it that are missing, each 0700: the first that is made may be the one that
    the history comes into later. (The XDG specification wants it so, too.)

    What is there stays as it is; where that is no folder, whoever writes into it is told. Raises ``OSError``.
    """
    missing = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)


def new_file(path: str, mode: int = 0o600) -> BinaryIO:
    """To write. Raises ``FileExistsError`` where there is anything, and any other ``OSError``."""
    return os.fdopen(os.open(path, _NEW, mode), "wb")
