"""One command a file. A new command is a file here with an ``app``, and an entry in this table.

A command is imported when it is called. What the help of the program says about it stands here, so that the
help imports none of them; a test holds the summaries equal to the commands' own.

Commands do without ``from __future__ import annotations``: typer evaluates annotations that are text, one by
one, at every start.
"""

from typing import NamedTuple

LOOK = "Exercises and sessions"
OWN = "Your own"
PAPER = "On paper and on the phone"
RECORD = "Your progress"
HERE = "This program"
"""The panels of commands in the help of the program."""


class Entry(NamedTuple):
    summary: str
    panel: str


COMMANDS: dict[str, Entry] = {
    "session": Entry("Play a routine: every step, hold and switch of sides at the right time.", LOOK),
    "preview": Entry("Show what a session will do, and when, without playing it.", LOOK),
    "show": Entry("Show one exercise on one screen: steps, dose, what to watch.", LOOK),
    "list": Entry("List the ten exercises for sciatica, by position.", LOOK),
    "routine": Entry("List, show, write, edit and remove routines.", OWN),
    "exercise": Entry("Add, edit and remove exercises of your own.", OWN),
    "check": Entry("Check a catalog, routine, figure or safety file and name every problem.", OWN),
    "handout": Entry("Print a handout: drawings, steps, boxes to check, when to stop.", PAPER),
    "render": Entry("Write a session as a sound file or a page that plays, for a phone on the mat.", PAPER),
    "remind": Entry("Print a calendar file, or a line for cron, that reminds you.", PAPER),
    "history": Entry("Show past sessions, one in detail, or delete them.", RECORD),
    "progress": Entry("Show your progress: pain, minutes, days, and each exercise.", RECORD),
    "export": Entry("Write the history as a table or as JSON.", RECORD),
    "import": Entry("Bring in a history from another machine.", RECORD),
    "sounds": Entry("Hear every tone, what it means, and the voice.", HERE),
    "doctor": Entry("Check what works here: terminal, sound, voice, files.", HERE),
    "config": Entry("Show and change the settings, and say where each comes from.", HERE),
    "about": Entry("What lrx is and is not, how strong the evidence is, privacy, sources.", HERE),
    "completion": Entry("Print the completion script for bash, zsh or fish.", HERE),
    "reset": Entry("Repair a broken terminal.", HERE),
}
"""In the order of the help."""


def module_of(name: str) -> str:
    """The module of a command; a file cannot be called ``import``."""
    return "lrx_cli.cli.commands.import_" if name == "import" else f"lrx_cli.cli.commands.{name}"
