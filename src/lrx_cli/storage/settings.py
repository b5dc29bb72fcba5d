"""Reading settings: the environment counts more than the file, the file more than the default.

pydantic checks both by the annotations of :class:`Settings`. A flag counts more than all of them; the command
line sees to that.

What is written is one key at a time; everything else in the file stays as somebody wrote it. The file is
replaced as a whole by a finished one, so nobody is left with half of it.
"""

import os
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from lrx_cli.core.settings import YES_NO, Setting, Settings, Value, settings_table
from lrx_cli.errors import BAD_SETTINGS, LrxError
from lrx_cli.storage.files import first_of, read_bytes
from lrx_cli.storage.user_files import write
from lrx_cli.text import clean, did_you_mean

_LONGEST_QUOTE = 60
KEYS = tuple(field.name for field in fields(Settings))


class Found(NamedTuple):
    """The settings, and for each key that is set where its value came from: a variable or the file."""

    settings: Settings
    origins: Mapping[str, str]
    problems: tuple[str, ...] = ()
    """What is wrong in the file and the environment; what is wrong is left out of ``settings``."""


def variable(key: str) -> str:
    return "LRX_" + key.upper()


def read_settings(path: str, environment: Mapping[str, str]) -> Found:
    """Raises one :class:`LrxError` that names everything that is wrong."""
    found = _looked_up(_read_file(path), path, environment)
    if found.problems:
        mistakes = "a mistake" if len(found.problems) == 1 else "mistakes"
        message = f"The settings have {mistakes}."
        raise LrxError(message, problems=first_of(found.problems), exit_code=BAD_SETTINGS)
    return found


def readable_settings(path: str, environment: Mapping[str, str]) -> Found:
    """As much as can be read, for commands that have to work with a broken file; the rest is a problem."""
    try:
        return _looked_up(_read_file(path), path, environment)
    except LrxError as error:
        found = _looked_up({}, path, environment)
        return found._replace(problems=(error.message, *found.problems))


def read_setting(key: str, found: str) -> Value:
    """The value of one setting, as it was typed. Raises ``ValueError`` with what is allowed."""
    values, mistakes = _validated({key: found})
    if mistakes:
        raise ValueError(mistakes[key])
    value: Value = values[key]
    return value


def _looked_up(in_file: Mapping[str, object], path: str, environment: Mapping[str, str]) -> Found:
    known = {key: value for key, value in in_file.items() if key in KEYS}
    set_there = {key: found for key in KEYS if (found := environment.get(variable(key), ""))}
    from_file, wrong_there = _validated(known)
    from_environment, wrong_here = _validated(set_there)
    return Found(
        Settings(**from_file | from_environment),
        dict.fromkeys(from_file, path) | {key: variable(key) for key in from_environment},
        (
            *(
                f"{path}: {clean(key, 60)} is not a setting.{did_you_mean(key, KEYS)}"
                if key not in KEYS
                else f"{path}: {key}: {clean(wrong_there[key], 300)}"
                for key in in_file
                if key not in KEYS or key in wrong_there
            ),
            *(f"{variable(key)} in the environment: {clean(why, 300)}" for key, why in wrong_here.items()),
        ),
    )


def _validated(found: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that are right, and what is wrong with the others, both by key."""
    if not found:
        return {}, {}
    from pydantic import ValidationError  # slow to import, and most people set nothing

    from lrx_cli.storage.validation import adapter_of

    table = settings_table()
    right = {key: _plain(value, table[key]) for key, value in found.items()}
    wrong: dict[str, str] = {}
    while True:
        try:
            settings = adapter_of(Settings).validate_python(right)
            return {key: getattr(settings, key) for key in right}, wrong
        except ValidationError as error:
            for each in error.errors(include_url=False):
                key = str(each["loc"][0])
                right.pop(key, None)
                quoted, setting = _quoted(found[key]), table[key]
                why = str(each.get("ctx", {}).get("error", ""))
                wrong[key] = f'found "{quoted}", allowed: {setting.allowed}{why and f"; {why}"}.'
                if setting.words:
                    wrong[key] += did_you_mean(quoted, setting.words)


def _plain(value: object, setting: Setting) -> object:
    """Words in any case, and no number that says ``true``: Python would take it for 1."""
    if isinstance(value, str):
        return value.strip().lower() if setting.words or setting.allowed == YES_NO else value
    return str(value) if isinstance(value, bool) and setting.allowed != YES_NO else value


def _quoted(found: object) -> str:
    try:
        return clean(str(found), _LONGEST_QUOTE)
    except ValueError:  # Python writes out no whole number of thousands of digits
        return "a number of thousands of digits"


def _read_file(path: str) -> dict[str, object]:
    return parsed(read_text(path), path)


def read_text(path: str) -> str:
    """What is in the settings file; nothing where there is none: settings are optional."""
    if not os.path.lexists(path):
        return ""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except LrxError as error:
        raise _bad(": ".join([error.message.removesuffix("."), *error.problems]) + ".") from error
    except UnicodeDecodeError as error:
        raise _bad(
            f"{path} is not UTF-8 text: byte {error.start + 1} cannot be read.",
            hint="Save it as UTF-8, or move it away; lrx config set writes a new one.",
        ) from error


def parsed(text: str, path: str) -> dict[str, object]:
    """The keys in the text of a settings file, and what stands there. ``path`` is for the error."""
    if not text:
        return {}
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


# --- writing ---------------------------------------------------------------------------------------


def write_settings(path: str, values: Mapping[str, Value | None]) -> None:
    """Set these keys, and take out those whose value is ``None``; the folder and the file are made where they
    are missing. What says so already stays as it is. Raises :class:`LrxError`."""

    def holds(text: str) -> bool:
        found = parsed(text, path)
        return all(found.get(key) == value for key, value in values.items())

    text = read_text(path)
    if holds(text):
        return
    for key, value in values.items():
        text = with_setting(text, key, value)
    try:
        right = holds(text)
    except LrxError:
        right = False
    if not right:  # a file may be written in ways that are not known here
        raise LrxError(
            f"{clean(path)} is written in a way that lrx cannot change.",
            hint="Change the line by hand; lrx config path says where the file is.",
            exit_code=BAD_SETTINGS,
        )
    write(path, text.encode(), new=False, folders=True)


def unset_setting(path: str, key: str) -> bool:
    """Whether the key was set; its line is gone then. Raises :class:`LrxError`."""
    was_set = key in _read_file(path)
    write_settings(path, {key: None})
    return was_set


def with_setting(text: str, key: str, value: Value | None) -> str:
    """``text`` with ``key`` set: in its line, whose comment stays, or in a new one before the first table.
    ``None``: without its line, and without the comment behind it."""
    lines = text.splitlines()
    end = next((place for place, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    place = next((place for place, line in enumerate(lines[:end]) if _key_in(line) == key), None)
    if value is None:
        if place is not None:
            del lines[place]
    elif place is None:
        lines.insert(end, f"{key} = {_toml(value)}")
    else:
        comment = _comment(lines[place].partition("=")[2])
        lines[place] = f"{key} = {_toml(value)}  {comment}".rstrip()
    return "".join(f"{line}\n" for line in lines)


def _key_in(line: str) -> str | None:
    name, equals, _ = line.partition("=")
    return name.strip().strip("\"'") if equals else None


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


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'
    return f"{value:g}"
