"""Editing one's own file: in the person's editor, checked on saving, opened again with what is wrong.

The editor gets a copy. The file itself changes once, when nothing is wrong any more; closing the editor
without a change gives up. What is wrong stands at the top of the copy, in lines that are taken out again.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping

from lrx_cli.errors import FAILED, INVALID_FILE, LrxError
from lrx_cli.storage.files import read_bytes
from lrx_cli.storage.user_files import write
from lrx_cli.text import clean

Check = Callable[[bytes], list[str]]
"""Everything that is wrong with a text; empty: it may be saved."""

_EDITORS_OWN = [signal.SIGINT] + ([signal.SIGQUIT] if hasattr(signal, "SIGQUIT") else [])
_MARK = b"//"
_GIVE_UP = "Close the editor without a change to give up. These lines go away by themselves."


def edit(path: str, check: Check) -> bool:
    """Whether the file was changed. Raises :class:`LrxError` where the person gave up on a mistake."""
    before = read_bytes(path)
    editor = editor_command(os.environ)
    descriptor, draft = tempfile.mkstemp(prefix="lrx-", suffix=".json")
    os.close(descriptor)
    keep = False
    try:
        text, problems = before, list[str]()
        while True:
            _put(draft, _header(problems) + text)
            _run(editor, draft)
            found = _without_header(read_bytes(draft))
            if found == text:
                if problems:
                    keep = found != before
                    raise _given_up(path, problems, draft if keep else None)
                return False
            text, problems = found, check(found)
            if not problems:
                write(path, text, new=False)
                return True
            # Numbers of lines are those of the copy, in which these problems stand on top.
            problems = check(b"\n" * _header(problems).count(b"\n") + text)
    finally:
        if not keep:
            os.remove(draft)


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """Raises :class:`LrxError` where the variable is no command line."""
    usual = "notepad" if sys.platform == "win32" else "vi"
    for variable in ("VISUAL", "EDITOR"):
        try:
            if words := shlex.split(environment.get(variable, "")):
                return words
        except ValueError as error:
            raise LrxError(
                f'{variable} is "{clean(environment[variable], 60)}"; a quotation mark in it is not closed.',
                exit_code=FAILED,
            ) from error
    return [usual]


def _run(editor: list[str], path: str) -> None:
    try:
        process = subprocess.Popen([*editor, path])
    except OSError as error:
        raise LrxError(
            f"The editor {clean(editor[0])} cannot be started: {error.strerror}.",
            hint="The variable EDITOR names the editor to use.",
            exit_code=FAILED,
        ) from error
    # Keys that end a program are the editor's, which was started before we stopped to listen to them.
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _EDITORS_OWN}
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if code:
        raise LrxError(f"The editor ended with {code}; nothing was changed.", exit_code=FAILED)


def _put(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def _header(problems: list[str]) -> bytes:
    if not problems:
        return b""
    lines = [*(clean(problem, 400) for problem in problems), _GIVE_UP]
    return b"".join(_MARK + b" " + line.encode() + b"\n" for line in lines)


def _without_header(data: bytes) -> bytes:
    while data.startswith(_MARK):
        data = data.partition(b"\n")[2]
    return data


def _given_up(path: str, problems: list[str], draft: str | None) -> LrxError:
    return LrxError(
        f"{clean(path)} was not changed: what you wrote has mistakes.",
        problems=problems,
        hint=f"It is still there: {clean(draft)}" if draft else None,
        exit_code=INVALID_FILE,
    )
