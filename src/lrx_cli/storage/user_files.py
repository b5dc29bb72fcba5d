"""Files that people have of their own: which there are, and writing them whole or not at all."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from typing import BinaryIO
from zlib import crc32

from lrx_cli.errors import CANNOT_CREATE, CANNOT_WRITE, LrxError, UsageError
from lrx_cli.text import clean

ENDING = ".json"
LONGEST_ID = 60
_NOT_OURS = {True: "is not replaced", False: "is not a file that could be replaced"}


def own_files(folder: str) -> list[str]:
    """The paths of the JSON files in ``folder``, by name; nothing where there is no folder."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    # What editors leave beside a file begins with a point.
    return [os.path.join(folder, name) for name in sorted(names) if name.endswith(ENDING) and name[0] != "."]


def id_of(path: str) -> str:
    return os.path.basename(path).removesuffix(ENDING)


_SPELLED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Latin letters that are not a letter with a mark."""


def id_from(name: str) -> str:
    """``Anna's sheet, left`` as ``annas-sheet-left``, ``Übung`` as ``ubung``; a name that needs other letters
    as ``own-`` and a checksum of it. Empty for a name without a letter or digit."""
    letters = unicodedata.normalize("NFKD", name.casefold()).translate(_SPELLED)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    id = "-".join(_words(plain))[:LONGEST_ID].strip("-")
    return id if id.isascii() else f"own-{crc32(letters.encode()):08x}"


def title_from(typed: str) -> str:
    """A name as somebody typed it, one space between words. Raises :class:`LrxError` where it is none."""
    title = clean(" ".join(typed.split()))
    if len(title) > LONGEST_ID:
        count = f"it has {len(title)} characters, and {LONGEST_ID} are allowed"
        raise UsageError(f"The name is too long: {count}.")
    if not id_from(title):
        raise UsageError("The name needs a letter or a digit.")
    return title


def _words(name: str) -> list[str]:
    return "".join(c if c.isalnum() else "" if c in "'’" else " " for c in name.casefold()).split()


def place_for(folder: str, name: str, taken: Collection[str] = ()) -> str:
    """The path of the file whose content has that name, or where there is none, of a new one. Of names that
    make the same id each but the first gets a number; no file has an id that is ``taken``."""
    id, number = id_from(name), 1
    while True:
        found = f"{id[: LONGEST_ID - 4]}-{number}" if number > 1 else id
        path = os.path.join(folder, found + ENDING)
        means_it = name.casefold() == found or _same(_name_in(path) or name, name)
        if found not in taken and (means_it or not os.path.lexists(path)):
            return path
        number += 1


def file_called(folder: str, name: str) -> str | None:
    """The path of the file whose content has exactly that name, for one that could be a path itself, such as
    ``Mon/Wed/Fri``; ``None``: there is none."""
    path = place_for(folder, name)
    return path if _name_in(path) == clean(name) else None


def _name_in(path: str) -> str | None:
    """The name of the routine or exercise in a file; ``None``: it has none that can be read."""
    try:
        with open(path, "rb") as file:
            document = json.loads(file.read())
        name = document["name"] if "name" in document else document["exercises"][0]["name"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return name if isinstance(name, str) else None


def _same(name: str, other: str) -> bool:
    """Capitals and punctuation make no other name; marks on letters do."""
    return _words(unicodedata.normalize("NFC", name)) == _words(unicodedata.normalize("NFC", other))


def existing_in(folder: str, name: str, what: str) -> str:
    """The path of an existing file. ``what`` says for the error what is in ``folder``."""
    plain = name.strip().removesuffix(ENDING)
    is_path = os.path.basename(plain) != plain and not file_called(folder, plain)
    if not id_from(plain) or is_path:
        raise UsageError(
            f'"{clean(name, 60)}" is not the name of one of your files.',
            hint="A name has lower-case letters, digits and single hyphens.",
        )
    path = os.path.join(folder, plain + ENDING) if plain == id_from(plain) else place_for(folder, plain)
    if not os.path.isfile(path):
        names = [id_of(file) for file in own_files(folder)]
        raise UsageError(
            f'There is no {what} of yours called "{clean(name, 60)}".',
            hint=clean(f"Yours: {', '.join(names)}." if names else f"There are none in {folder}."),
        )
    return path


def write(path: str, data: bytes, *, new: bool, folders: bool = False, private: bool = False) -> None:
    """Replaces a file as a whole, once the new text is on the disk. ``new``: there must be none.
    ``folders``: create its folders; then only the owner can read the file. ``private``: likewise, even
    where others could read the one that was there.

    Only files are replaced, never a device, a pipe or a folder of that name.
    """
    target = path if new else os.path.realpath(path)  # a link stays one
    partial = f"{target}.{os.getpid()}.part"
    try:
        if folders:
            make_folders(os.path.dirname(target))
        if os.path.lexists(target) and (new or not os.path.isfile(target)):
            raise FileExistsError
        with new_file(partial, 0o600 if private else _mode(target, own=folders)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except FileExistsError:
        discard(partial)
        why = f"{clean(path)} is there already, and {_NOT_OURS[new]}."
        raise LrxError(why, exit_code=CANNOT_CREATE) from None
    except OSError as error:
        discard(partial)
        code = CANNOT_WRITE if os.path.lexists(target) else CANNOT_CREATE
        raise LrxError(f"{clean(path)} cannot be written: {error.strerror}.", exit_code=code) from error


def _mode(path: str, *, own: bool) -> int:
    """The mode of the file that is replaced, or that of a new one."""
    with suppress(OSError):
        return os.stat(path).st_mode & 0o777
    return 0o600 if own else 0o666


def discard(path: str) -> None:
    """Removes a file, if it is there and can be removed."""
    with suppress(OSError):
        os.remove(path)


def remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError as error:
        raise LrxError(
            f"{clean(path)} cannot be removed: {error.strerror}.", exit_code=CANNOT_WRITE
        ) from error


# --- files and folders that only their owner can read, whatever the umask -------------------------

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
