"""The home screen: what a person sees who types ``lrx`` and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, Section, facts, hints, stacked

_EXAMPLES = (
    ("lrx session", "play a routine, position by position"),
    ("lrx session --routine desk", "three that need no floor"),
    ("lrx show figure-four", "read one before trying it"),
)


def home(in_short: str, last_session: Sequence[str] = ()) -> RenderableType:
    """``in_short``: the safety notice in a few sentences. ``last_session``: sentences about the last one, and
    what could be next."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        yield stacked(
            Text.assemble(("lrx", "title"), ("  ten low back mobility exercises, guided", "aside")),
            Text(
                "It says and shows every step, hold and change of sides at the right time. "
                "You follow along; there is no key to press."
            ),
        )
        yield Padding(
            facts(_EXAMPLES, style="command"), (0, 0, 0, 2 if room.columns or not room.boxes else 0)
        )
        if last_session:
            lines = [safe_text(words) for words in last_session]
            yield Section("Last time", *lines) if room.boxes else stacked(*lines)
        yield safe_text(in_short, "notice")
        yield hints(
            ("lrx list", "all ten"), ("lrx --help", "every command"), ("lrx about", "what this is not")
        )

    return Page(compose)
