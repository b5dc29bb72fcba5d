"""Reading settings: the environment counts more than the file, the file more than the default.

A flag counts more than all of them; whoever reads a flag sees to that. Nothing is written here.
"""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from typing import Any, NamedTuple

from lrx_cli.core.settings import SETTINGS, Settings, Value
from lrx_cli.errors import BAD_SETTINGS, LrxError
from lrx_cli.text import clean, did_you_mean

_LARGEST_FILE = 65_536
"""Bytes. A settings file has a dozen lines; what is larger is some other file."""
_MOST_PROBLEMS = 20


class Found(NamedTuple):
    """The settings, and for each key that is set where its value came from: a variable or the file."""

    settings: Settings
    origins: Mapping[str, str]


def variable(key: str) -> str:
    return "LRX_" + key.upper()


def read_settings(path: str, environment: Mapping[str, str]) -> Found:
    """Raises one :class:`LrxError` that names everything that is wrong."""
    values: dict[str, Value] = {}
    origins: dict[str, str] = {}
    problems: list[str] = []
    for key, found in _read_file(path).items():
        if key not in SETTINGS:
            problems.append(f"{path}: {clean(key, 60)} is not a setting.{did_you_mean(key, SETTINGS)}")
            continue
        try:
            values[key] = SETTINGS[key].kind.read(found)
            origins[key] = path
        except ValueError as error:
            problems.append(f"{path}: {key}: {clean(str(error), 300)}")
    for key, setting in SETTINGS.items():
        found = environment.get(variable(key), "")
        if not found:
            continue
        try:
            values[key] = setting.kind.read(found)
            origins[key] = variable(key)
        except ValueError as error:
            problems.append(f"{variable(key)} in the environment: {clean(str(error), 300)}")
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        raise LrxError(
            "The settings have a mistake." if len(problems) == 1 else "The settings have mistakes.",
            problems=problems[:_MOST_PROBLEMS] + ([f"and {more} more"] if more > 0 else []),
            exit_code=BAD_SETTINGS,
        )
    # Every value was read by its setting's kind, which mypy cannot follow through a table.
    arguments: dict[str, Any] = values
    return Found(Settings(**arguments), origins)


def _read_file(path: str) -> dict[str, object]:
    text = read_text(path)
    return parsed(text, path) if text else {}


def read_text(path: str) -> str:
    """What is in the settings file; nothing where there is none: settings are optional."""
    if not os.path.lexists(path):
        return ""
    try:
        # A pipe or a device would be read, or waited for, without an end.
        if not os.path.isfile(path):
            raise _bad(f"{path} is not a file.")
        with open(path, "rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        if len(content) > _LARGEST_FILE:
            raise _bad(f"{path} is too large for a settings file.")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise _bad(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise _bad(f"{path} is not UTF-8 text: byte {error.start + 1} cannot be read.") from error


def parsed(text: str, path: str) -> dict[str, object]:
    """The keys in the text of a settings file, and what stands there. ``path`` is for the error."""
    import tomllib  # costs as much as the rest of `lrx list`, and few people have the file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(
            f"{path} is not a settings file: {clean(str(error), 200)}.",
            hint='A line of it looks like this: level = "gentle"',
        ) from error
    except RecursionError:
        raise _bad(f"{path} is not a settings file: it has brackets in brackets without an end.") from None
    except ValueError:  # Python reads no number of thousands of digits
        raise _bad(f"{path} is not a settings file: a number in it is too long.") from None


def _bad(message: str, hint: str | None = None) -> LrxError:
    return LrxError(message, hint=hint, exit_code=BAD_SETTINGS)
