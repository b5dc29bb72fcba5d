"""The parts of the live screen as rich renderables.

Each is a plain value: what it shows is all that it is, so ``frame`` renders one again only when it changed.
``options.ascii_only`` says whether there are block and box glyphs, ``options.max_width`` and ``max_height``
how much room there is.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rich.align import Align
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from lrx_cli.core.catalog.words import Side
from lrx_cli.render.console import Phase, safe_text
from lrx_cli.session.outputs.live.letters import Scale, dots, drawn, fit, rows_at, spellable

Mark = Literal["done", "now", "next", "note", "lost"]


class Step(NamedTuple):
    """A line of what was done, is done and comes."""

    mark: Mark
    text: str


class Chip(NamedTuple):
    """A key that works now."""

    key: str
    does: str
    rank: int = 0
    """What has a higher one is given up first where there is no room."""


GAP: Final = 2
NOTICE: Final = "bold reverse"
_MARKS: Final[dict[Mark, tuple[str, str]]] = {
    "done": ("✓", "aside"),
    "now": ("►", "bold"),
    "next": ("·", "aside"),
    "note": ("", ""),
    "lost": ("!", "warn"),
}
"""Each with its sign and the style of its line."""
_IMPORTANCE: Final[tuple[Mark, ...]] = ("now", "lost", "note", "next", "done")
"""What is given room first."""
READABLE: Final = 100
"""A longer line is hard to find the beginning of the next from."""
BAR_LABEL: Final = 14


class Heading(NamedTuple):
    """A band in the color of the phase, across the screen."""

    phase: Phase
    title: str
    place: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = console.get_style(self.phase) + Style(bold=True, reverse=True)
        title, place = safe_text(f" {self.title}"), safe_text(f"{self.place} ")
        if title.cell_len + GAP + place.cell_len > options.max_width:
            place = Text()
        title.truncate(options.max_width - place.cell_len, overflow="ellipsis", pad=True)
        yield Text.assemble(title, place, style=style, no_wrap=True)


class Big(NamedTuple):
    """Words in letters to be read from afar, in one line or two; in ordinary letters where there is no room.

    ``tallest``: in half rows a dot."""

    words: str
    style: str
    tallest: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = options.max_width, options.max_height
        lines = big_lines(self.words, *room, self.tallest, halves=not options.ascii_only)
        style = console.get_style(self.style)
        yield _drawn(lines, style) if lines else safe_text(self.words, style + Style(bold=True))


def _drawn(lines: Iterable[str], style: Style | str = "") -> Text:
    return Text("\n".join(lines), style, no_wrap=True)


@lru_cache(maxsize=64)
def big_lines(words: str, columns: int, rows: int, tallest: int, *, halves: bool) -> tuple[str, ...]:
    """``words`` as rows of blocks; empty: they do not fit, or need letters that there are not."""
    text = spellable(" ".join(words.split()))
    if text is None:
        return ()
    scale = fit(text, columns, min(rows, rows_at(tallest)), halves=halves)
    parts = [text]
    pieces = text.split(" ")
    for cut in range(1, len(pieces)):
        two = " ".join(pieces[:cut]), " ".join(pieces[cut:])
        longer = max(two, key=dots)
        gap = 1 if not halves else 0
        each = fit(longer, columns, min((rows - gap) // 2, rows_at(tallest)), halves=halves)
        if each is not None and (scale is None or each.y > scale.y):
            parts, scale = list(two), each
    if scale is None:
        return ()
    lines: list[str] = []
    for part in parts:
        if lines and scale.y % 2 == 0:
            lines.append("")
        lines.extend(drawn(part, scale, halves=halves))
    return tuple(lines)


@lru_cache(maxsize=64)
def number_size(number: str, rows: int, *, halves: bool) -> tuple[Scale | None, int]:
    """Of the huge number, and its columns: room for two digits at least, so that they never change their
    size."""
    room = "0" * max(2, len(number))
    scale = fit(room, 10_000, rows, halves=halves)
    if scale is None:
        return None, 0
    scale = scale._replace(x=min(scale.x, max(2, scale.y * 3 // 4)))
    return scale, dots(room) * scale.x


class Number(NamedTuple):
    """Seconds, huge. ``right``: its last digit stands at the right."""

    number: str
    tallest: int
    right: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        halves = not options.ascii_only
        rows = min(options.max_height, rows_at(self.tallest))
        scale, columns = number_size(self.number, rows, halves=halves)
        if scale is None or columns > options.max_width:
            yield Text(self.number, "bold")
            return
        blank = " " * ((options.max_width if self.right else columns) - dots(self.number) * scale.x)
        yield _drawn(blank + line for line in drawn(self.number, scale, halves=halves))


class Third(NamedTuple):
    """The side that works, as a chip in its own color; or which repetition it is."""

    words: str
    side: Side | None
    tallest: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = console.get_style(f"side.{self.side}") if self.side else Style()
        margin = 2 if (style.bgcolor or style.reverse) and not options.ascii_only else 0
        room = options.max_width - 2 * margin, options.max_height - 1
        lines = big_lines(self.words, *room, self.tallest, halves=not options.ascii_only)
        if not lines:
            yield safe_text(f" {self.words} " if self.side else self.words, style + Style(bold=True))
            return
        if not margin:
            yield _drawn(("", *lines))
            return
        edge, beside, wide = Style(color=style.bgcolor), " " * margin, len(lines[0]) + 2 * margin
        yield _drawn(("▄" * wide,), edge)
        yield _drawn((f"{beside}{line}{beside}" for line in lines), style)
        if lines[-1].strip(" ▀"):
            yield _drawn(("▀" * wide,), edge)


class Line(NamedTuple):
    """A line of ordinary text."""

    words: str
    style: str = ""
    right: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = safe_text(self.words, self.style)
        text.truncate(options.max_width, overflow="ellipsis")
        yield Align.right(text) if self.right else text


class Steps(NamedTuple):
    """What was done, what is done now, what comes. ``marked``: each with its sign."""

    steps: tuple[Step, ...]
    marked: bool = True

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, READABLE) - (GAP if self.marked else 0)
        steps = self._joined(width, options.max_height)
        wrapped: dict[int, list[Text]] = {}
        room = options.max_height
        for place in sorted(range(len(steps)), key=lambda at: _IMPORTANCE.index(steps[at].mark)):
            step = steps[place]
            style = _MARKS[step.mark][1]
            if not self.marked:
                style = "aside" if step.mark in ("next", "note") else ""
            lines = [*safe_text(step.text, style).wrap(console, max(1, width), overflow="fold")]
            if 0 < room < len(lines):
                last = Text(" ").join(lines[room - 1 :])
                end = last.plain.rfind(". ", 0, width) + 1
                if end > width // 2:  # whole sentences, that fill most of the line
                    lines[room - 1 :] = [last[:end]]
                elif step.mark in ("now", "lost"):
                    last.truncate(width, overflow="ellipsis")
                    lines[room - 1 :] = [last]
            if len(lines) <= room:
                wrapped[place] = lines
                room -= len(lines)
        for place in sorted(wrapped):
            for number, line in enumerate(wrapped[place]):
                sign, style = _MARKS[steps[place].mark]
                yield Text.assemble((f"{'' if number else sign:{GAP}}" if self.marked else "", style), line)

    def _joined(self, width: int, rows: int) -> tuple[Step, ...]:
        """Without signs, words say what comes; on one line with what is now where that is all there is."""
        if self.marked:
            return self.steps
        kept = [step for step in self.steps if step.mark != "done"]
        now = next((step for step in kept if step.mark == "now"), None)
        coming = next((step for step in kept if step.mark == "next"), None)
        if now is None or coming is None:
            return tuple(kept)
        then = coming.text[:1].lower() + coming.text[1:].rstrip(".")
        both = f"{now.text.rstrip('.')} · then {then}"
        if rows == 1 and safe_text(both).cell_len <= width:
            return (Step("now", both),)
        return tuple(step._replace(text=f"then: {then}") if step is coming else step for step in kept)


class Bar(NamedTuple):
    """How far something is."""

    name: str
    done: int
    """Seconds."""
    of: int
    label: str


class Bars(NamedTuple):
    """How far it is. Half blocks are seen from afar, and two bars are not taken for one."""

    bars: tuple[Bar, ...]
    stacked: bool
    """Each on a row of its own."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = [cell_len(bar.name) for bar in self.bars]
        beside = 1 if self.stacked else len(self.bars)
        named = max(widths) if self.stacked else sum(widths)
        cells = max(1, (options.max_width - named) // beside - BAR_LABEL - 3)
        lines = []
        for bar in self.bars:
            full = min(cells, bar.done * cells // max(1, bar.of))
            name, label = safe_text(bar.name, "aside"), safe_text(bar.label, "aside")
            name.pad_right(named - name.cell_len if self.stacked else 0)
            label.truncate(BAR_LABEL)
            label.align("right" if self.stacked else "left", BAR_LABEL + 1)
            # Not rich's own bar: where there is no color, its two parts look the same.
            parts = name, " ", ("▄" * full, "accent"), ("▁" * (cells - full), "track"), " ", label
            lines.append(Text.assemble(*parts, no_wrap=True))
        for line in lines if self.stacked else [Text().join(lines)]:
            line.rstrip()
            yield line


class Keys(NamedTuple):
    """The keys that work now, as chips; what matters least goes where there is no room."""

    chips: tuple[Chip, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown = {
            chip: Text.assemble(safe_text(f" {chip.key} ", "key"), safe_text(f" {chip.does}", "aside"))
            for chip in self.chips
        }
        gap = Text(" " * GAP)
        while (line := gap.join(shown.values())).cell_len > options.max_width and len(shown) > 1:
            del shown[max(shown, key=lambda chip: chip.rank)]
        line.truncate(options.max_width)
        yield line


class Notice(NamedTuple):
    """Across the whole width: it asks for an answer within seconds."""

    words: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        air = 1 if options.max_height >= 3 else 0
        text = Align.center(safe_text(self.words, NOTICE))
        yield Padding(text, (air, 1), style=NOTICE)
