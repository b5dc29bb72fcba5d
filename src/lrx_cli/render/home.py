"""The home screen: what a person sees who types ``lrx`` and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.render.paper import Paper, joined

_EXAMPLES = (
    ("lrx session", "play all ten, position by position"),
    ("lrx session --routine desk", "three that need no floor"),
    ("lrx show figure-four", "read one before trying it"),
)


def home(paper: Paper, in_short: str, lately: Sequence[str] = ()) -> list[str]:
    """``in_short``: the safety notice in a few sentences. ``lately``: about the last session."""
    examples = [
        line for command, what in _EXAMPLES for line in paper.entry(command, what, column=31, indent=2)
    ]
    return joined(
        [
            paper.title("lrx: ten low back mobility exercises, guided"),
            paper.paragraph(
                "It says and shows every step, hold and change of sides at its time. "
                "You follow; no key needs pressing."
            ),
            examples,
            [line for words in lately for line in paper.paragraph(words)],
            paper.paragraph(in_short, style="alert"),
            paper.paragraph(
                "lrx --help lists every command. lrx about says what this is not.", style="faint"
            ),
        ]
    )
