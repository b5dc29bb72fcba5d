"""Writing settings: one key at a time, everything else in the file stays as somebody wrote it.

The file is replaced as a whole by a finished one, so nobody is left with half of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress

from lrx_cli.errors import BAD_SETTINGS, CANNOT_CREATE, LrxError
from lrx_cli.storage.private import make_folders
from lrx_cli.storage.settings import parsed, read_text
from lrx_cli.text import clean

SettingValue = str | float | bool


def write_settings(path: str, values: Mapping[str, SettingValue]) -> None:
    """Set these keys; the folder and the file are made where there are none. Raises :class:`LrxError`."""
    text = read_text(path)
    for key, value in values.items():
        text = with_setting(text, key, value)
    _put(path, text, lambda found: all(found.get(key) == value for key, value in values.items()))


def unset_setting(path: str, key: str) -> bool:
    """Whether the key was set; its line is gone then. Raises :class:`LrxError`."""
    text = read_text(path)
    if key not in (parsed(text, path) if text else {}):
        return False
    _put(path, without_setting(text, key), lambda found: key not in found)
    return True


def _put(path: str, text: str, holds: Callable[[Mapping[str, object]], bool]) -> None:
    """Write ``text``, if what it says ``holds``: a file may be written in ways that are not known here."""
    try:
        right = holds(parsed(text, path))
    except LrxError:
        right = False
    if not right:
        raise LrxError(
            f"{clean(path)} is written in a way that lrx cannot change.",
            hint="Change the line by hand; lrx config path says where the file is.",
            exit_code=BAD_SETTINGS,
        )
    try:
        make_folders(os.path.dirname(path))
        _replace(os.path.realpath(path), text)
    except OSError as error:
        raise LrxError(
            f"{clean(path)} cannot be written: {(error.strerror or str(error)).lower()}.",
            exit_code=CANNOT_CREATE,
        ) from error


def with_setting(text: str, key: str, value: SettingValue) -> str:
    """``text`` with ``key`` set: in its line, whose comment stays, or in a new one before the first table."""
    written = f"{key} = {_toml(value)}"
    lines = text.splitlines()
    place, end = _place_of(key, lines)
    if place is None:
        lines.insert(end, written)
    else:
        comment = _comment(lines[place].partition("=")[2])
        lines[place] = f"{written}  {comment}" if comment else written
    return "\n".join(lines) + "\n"


def without_setting(text: str, key: str) -> str:
    """``text`` without the line of ``key``, and without the comment behind it."""
    lines = text.splitlines()
    place, _ = _place_of(key, lines)
    if place is not None:
        del lines[place]
    return "".join(f"{line}\n" for line in lines)


def _place_of(key: str, lines: list[str]) -> tuple[int | None, int]:
    """The line in which ``key`` is set, if there is one, and where the keys end: before the first table."""
    end = next((place for place, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    for place, line in enumerate(lines[:end]):
        name, equals, _ = line.partition("=")
        if equals and name.strip().strip("\"'") == key:
            return place, end
    return None, end


def _comment(rest: str) -> str:
    """What stands behind a value; a ``#`` inside of quotes begins none."""
    quote = ""
    for place, letter in enumerate(rest):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "#":
            return rest[place:].rstrip()
    return ""


def _toml(value: SettingValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'
    return f"{value:g}"


def _replace(path: str, text: str) -> None:
    """A finished file takes the place of the old one, with its permissions."""
    mode = 0o600
    with suppress(FileNotFoundError):
        mode = os.stat(path).st_mode & 0o777
    beside = f"{path}.new-{os.getpid()}"
    try:
        with os.fdopen(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8"
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.remove(beside)
        raise
