"""One verb a file. A new command is a file here and a line in this table.

The module is imported only when its verb is on the command line, so that ``list`` does not pay for
``session``; what each does stands here because ``lrx --help`` must say it without importing any.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

COMMANDS: dict[str, str] = {
    "session": "Play a routine: every step, hold and change of sides at its time.",
    "preview": "Show what a session will do, and when, without playing it.",
    "show": "Show one exercise: steps, dose, tips, cautions and where they come from.",
    "list": "List the exercises by position.",
    "check": "Check a catalog, routine, figure or safety file and name every problem.",
    "routine": "List, show, write, edit and remove routines.",
    "exercise": "Put in, edit and remove exercises that lrx does not know.",
    "handout": "Print a page: drawings, steps, boxes to tick, when to stop.",
    "remind": "Print a calendar file, or a line for cron, that reminds you.",
    "history": "Show past sessions, one in detail, or delete them.",
    "progress": "Show how it goes: pain, minutes, days, and each exercise.",
    "export": "Write the history as a table or as JSON.",
    "import": "Bring in a history from another machine.",
    "render": "Write a session as one sound file, for a phone on the mat.",
    "sounds": "Hear every tone and what it means, and the voice.",
    "doctor": "Look what works here: terminal, player, voice, places.",
    "config": "Show the settings and where each comes from.",
    "about": "What lrx is and is not, how sure the evidence is, privacy, sources.",
    "completion": "Print what makes a shell complete lrx: bash, zsh or fish.",
    "reset": "Put a broken terminal right again.",
}
"""Each has a module of its name with ``VERBS`` (see ``declaring``)."""


def module_of(name: str) -> str:
    """The module of a command; ``import`` is no name for one."""
    return "lrx_cli.cli.commands.import_" if name == "import" else f"lrx_cli.cli.commands.{name}"


def verb_of(words: Sequence[str], verbs: Container[str]) -> tuple[str | None, list[str]]:
    """The command that ``words`` begin with (``routine show`` is one), and what stands after it."""
    if not words or words[0] not in COMMANDS:
        return None, [*words]
    inner = " ".join(words[:2])
    return (inner, [*words[2:]]) if len(words) > 1 and inner in verbs else (words[0], [*words[1:]])
