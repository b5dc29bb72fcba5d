"""Dialogs of commands: a confirmation, and a form that is filled in question by question.

A form asks as the questions before a session do. Nothing is written before all of it was looked over, and
what was typed is kept when it is left, to be gone on with the next time.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import typer
from rich.text import Text

from lrx_cli import locations
from lrx_cli.cli.context import colors_now, run
from lrx_cli.core.health.questions import Key, Query, Value
from lrx_cli.core.ports import Terminated
from lrx_cli.errors import FAILED, USAGE, LrxError, OutputLost
from lrx_cli.render.console import abandon_output, has_screen
from lrx_cli.session.interview import Cancelled, Flow, Interview
from lrx_cli.session.question_screens import screen_for
from lrx_cli.storage.new_files import Draft, read_draft, remove_draft, write_draft
from lrx_cli.system.keyboard import open_keys
from lrx_cli.system.signals import Signals, end_by


def somebody_is_there() -> bool:
    """Whether anything may be asked: on a terminal, unless ``--no-input`` says no."""
    return run.asks and bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


@contextmanager
def interview_here(said_when_stopped: str) -> Iterator[Interview]:
    """At this terminal. ``said_when_stopped``: the answer to Ctrl-C, which then ends the program."""
    with Signals() as signals, open_keys(signals, wanted=True) as keys:
        screen = screen_for(
            sys.stdout,
            color=colors_now(),
            plain=not has_screen(sys.stdout, os.environ),
        )
        signals.if_forced(screen.give_back)
        ended: Terminated | None = None
        try:
            yield Interview(keys, screen)
        except Terminated as error:
            ended = error
            if not error.gone and error.signal == signal.SIGINT:
                screen.tell(Text(said_when_stopped))
        finally:
            with suppress(OutputLost):  # nobody is there to give it back to
                screen.give_back()
    if ended is not None:
        if ended.gone:
            abandon_output()
            raise typer.Exit(128 + ended.signal)
        end_by(ended.signal)


def fill_in(form: str, title: str, flow: Flow, known: Mapping[str, str]) -> Mapping[str, Value]:
    """The answers to ``flow``, once all of it is done. ``form``: its name, and that of its draft. ``known``:
    what need not be asked. Raises :class:`LrxError` where the person leaves."""
    path = os.path.join(locations.data_folder(), "drafts", f"{form}.json")
    left = f"Left; nothing was written. What you typed is kept: lrx {form.replace('-', ' ')} goes on with it."
    with interview_here(left) as interview:
        draft = _go_on_with(interview, read_draft(path), known) or Draft(answers=dict(known))
        answers, stop = interview.run(
            flow,
            title=title,
            counted=False,
            answers=draft.answers,
            begun=draft.begun,
            keep=lambda given, begun: write_draft(path, Draft(_words(given), dict(begun))),
        )
        if stop is not None:
            interview.give_back()
            raise LrxError(left, exit_code=FAILED)
        remove_draft(path)
        return answers
    raise AssertionError("a program that was ended goes on")


def _go_on_with(interview: Interview, draft: Draft | None, known: Mapping[str, str]) -> Draft | None:
    """The draft, where it is wanted. One that answers differently what is known already is another form."""
    if draft is None or any(draft.answers.get(id) != answer for id, answer in known.items()):
        return None
    named = draft.answers.get("name") or next(iter(draft.begun.values()), "")
    query = Query(
        "draft",
        f"You have begun “{named}” before.",
        (Key("space", "on", "go on with it"), Key("n", "new", "start anew")),
        enter="on",
    )
    try:
        return draft if interview.ask(query) == "on" else None
    except Cancelled:
        interview.give_back()
        raise LrxError("Nothing was done; it is still there.", exit_code=FAILED) from None


def _words(given: Mapping[str, Value]) -> dict[str, str | None]:
    return {id: answer if isinstance(answer, str) else None for id, answer in given.items()}


def confirm(question: str, *, without: str) -> None:
    """Go on only after a yes. ``without``: the flag that makes asking needless."""
    if not somebody_is_there():
        raise LrxError(f"Nothing was done: there is nobody here to ask. {without} does it.", exit_code=USAGE)
    try:
        typed = input(f"{question} y yes, anything else no: ")
    except (EOFError, OSError):
        try:
            print(flush=True)
        except OSError:
            abandon_output()
        typed = ""
    if typed.strip().lower() not in ("y", "yes"):
        raise LrxError("Nothing was done.", exit_code=FAILED)
