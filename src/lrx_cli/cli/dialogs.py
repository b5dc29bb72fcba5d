"""Dialogs of commands: a confirmation, a form that is filled in question by question, a file in an editor.

A form asks as the questions before a session do. Nothing is written before all of it was looked over, and
what was typed is kept when it is left, to be continued the next time.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import typer
from rich.text import Text

from lrx_cli import locations
from lrx_cli.cli.context import colors_now, global_options
from lrx_cli.core.health.questions import Key, Query, Value
from lrx_cli.core.ports import Terminated
from lrx_cli.errors import FAILED, INVALID_FILE, LrxError, OutputLost, UsageError
from lrx_cli.render.console import abandon_output, has_screen, put
from lrx_cli.session.interview import Cancelled, Flow, Interview
from lrx_cli.session.question_screens import open_screen
from lrx_cli.storage.files import read_bytes
from lrx_cli.storage.new_files import Draft, read_draft, write_draft
from lrx_cli.storage.user_files import discard, id_from, remove, write
from lrx_cli.system.signals import Signals, end_by
from lrx_cli.system.terminal import open_keys
from lrx_cli.text import clean


def somebody_is_there() -> bool:
    """Whether anything may be asked: on a terminal, unless ``--no-input`` says no."""
    return not global_options.no_input and bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


@contextmanager
def interview_here(said_when_stopped: Callable[[], str]) -> Iterator[Interview]:
    """At this terminal. ``said_when_stopped``: the answer to Ctrl-C, which then ends the program."""
    try:
        with Signals() as signals, open_keys(signals, wanted=True) as keys:
            plain = not has_screen(sys.stdout, os.environ)
            screen = open_screen(signals, color=colors_now(), plain=plain)
            try:
                yield Interview(keys, screen)
            except Terminated as ended:
                if not ended.gone and ended.signal == signal.SIGINT:
                    screen.tell(Text(said_when_stopped()))
                raise
            finally:
                with suppress(OutputLost):  # nobody is there to give it back to
                    screen.give_back()
    except Terminated as ended:
        if not ended.gone:
            end_by(ended.signal)
        abandon_output()
        raise typer.Exit(128 + ended.signal) from ended


def fill_in(command: Sequence[str], title: str, flow: Flow, known: Mapping[str, str]) -> Mapping[str, Value]:
    """The answers to ``flow``, once all of it is done. ``command``: what opens this form, with its arguments;
    it has a draft of its own. ``known``: what need not be asked where it is an answer. Ends the command where
    the person leaves."""
    path = os.path.join(locations.data_folder(), "drafts", f"{id_from(' '.join(command))}.json")
    line = clean(shlex.join(["lrx", *command]))

    kept = False

    def keep(given: Mapping[str, Value], begun: Mapping[str, str]) -> None:
        nonlocal kept
        typed = any(known.get(id) != answer for id, answer in [*given.items(), *begun.items()] if answer)
        if typed:
            words = {id: answer if isinstance(answer, str) else None for id, answer in given.items()}
            write_draft(path, Draft(words, dict(begun)))
        elif kept:
            discard(path)  # all of it was taken back
        kept = typed

    def left() -> str:
        words = "Left; nothing was written."
        return f"{words} What you typed is kept: {line} goes on with it." if kept else words

    with interview_here(left) as interview:
        old = _go_on_with(interview, read_draft(path), known)
        kept = old is not None
        answers, stop = interview.run(
            flow,
            title=title,
            counted=False,
            answers={**known, **(old.answers if old else {})},
            begun=old.begun if old else {},
            keep=keep,
        )
        if stop is not None:
            interview.screen.tell(Text(left()))
            raise typer.Exit(FAILED)
        discard(path)
    return answers


def _go_on_with(interview: Interview, draft: Draft | None, known: Mapping[str, str]) -> Draft | None:
    """The draft, where it is wanted."""
    if draft is None:
        return None
    named = draft.answers.get("name") or known.get("name") or next(iter(draft.begun.values()), "")
    query = Query(
        "draft",
        f"You have begun “{named}” before.",
        (Key("space", "on", "continue it"), Key("n", "new", "start anew")),
        enter="on",
    )
    try:
        return draft if interview.ask(query) == "on" else None
    except Cancelled:
        interview.screen.give_back()
        raise LrxError("Nothing was done; it is still there.") from None


def confirm(question: str, *, without: str) -> None:
    """Go on only after a yes. ``without``: the flag that makes asking needless."""
    if not somebody_is_there():
        raise UsageError(f"Nothing was done: there is no one here to ask. {without} does it.")
    if not typer.confirm(question):
        raise LrxError("Nothing was done.")


def remove_asked(path: str, *, sure: bool) -> None:
    """Remove a file of the person's own after a yes. ``sure``: it was said already."""
    if not sure:
        confirm(f"Remove {clean(path)} for good?", without="--yes")
    remove(path)
    put([f"{clean(path)} is removed."])


# --- a file in the editor of the person -----------------------------------------------------------
#
# The editor gets a copy. The file itself changes once, when nothing is wrong any more; closing the editor
# without a change gives up. What is wrong stands at the top of the copy, in lines that are taken out again.

Check = Callable[[bytes], list[str]]
"""Everything that is wrong with a text; empty: it may be saved."""

_EDITORS_OWN = [signal.SIGINT] + ([signal.SIGQUIT] if hasattr(signal, "SIGQUIT") else [])
_MARK = b"//"
_GIVE_UP = "To give up, close the editor without a change. These lines disappear by themselves."


def edit(path: str, check: Check) -> None:
    """Open the file in the editor, and say whether it was changed. Raises :class:`LrxError` where the person
    gave up on a mistake."""
    before = text = read_bytes(path)
    editor = _editor()
    descriptor, draft = tempfile.mkstemp(prefix="lrx-", suffix=".json")
    os.close(descriptor)
    problems: list[str] = []
    keep = False
    try:
        while True:
            Path(draft).write_bytes(_header(problems) + text)
            _run(editor, draft)
            found = _without_header(read_bytes(draft))
            if found == text:
                break
            text, problems = found, check(found)
            if not problems:
                write(path, text, new=False)
                break
            # Numbers of lines are those of the copy, in which these problems stand on top.
            problems = check(b"\n" * _header(problems).count(b"\n") + text)
        keep = bool(problems) and text != before
    finally:
        if not keep:
            discard(draft)
    if problems:
        raise LrxError(
            f"{clean(path)} was not changed: what you wrote has mistakes.",
            problems=problems,
            hint=f"It is still there: {clean(draft)}" if keep else None,
            exit_code=INVALID_FILE,
        )
    put([f"{clean(path)} is {'as it was' if text == before else 'saved'}."])


def _editor() -> list[str]:
    """Raises :class:`LrxError` where the variable is not a command line."""
    for variable in ("VISUAL", "EDITOR"):
        typed = os.environ.get(variable, "")
        try:
            if words := shlex.split(typed):
                return words
        except ValueError as error:
            message = f'{variable} is "{clean(typed, 60)}"; a quotation mark in it is not closed.'
            raise LrxError(message) from error
    return ["notepad" if sys.platform == "win32" else "vi"]


def _run(editor: list[str], path: str) -> None:
    try:
        process = subprocess.Popen([*editor, path])
    except OSError as error:
        raise LrxError(
            f"The editor {clean(editor[0])} cannot be started: {error.strerror}.",
            hint="The variable EDITOR names the editor to use.",
        ) from error
    # Keys that end a program are the editor's, which was started before we stopped to listen to them.
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _EDITORS_OWN}
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if code:
        raise LrxError(f"The editor ended with {code}; nothing was changed.")
    if not os.path.lexists(path):
        raise LrxError("The editor left no file; nothing was changed.")


def _header(problems: list[str]) -> bytes:
    if not problems:
        return b""
    lines = [*(clean(problem, 400) for problem in problems), _GIVE_UP]
    return b"".join(_MARK + b" " + line.encode() + b"\n" for line in lines)


def _without_header(data: bytes) -> bytes:
    while data.startswith(_MARK):
        data = data.partition(b"\n")[2]
    return data
