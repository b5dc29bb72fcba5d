"""What pages are made of: sections, lists, bars, chips and the commands to type next.

A page is composed when it is printed, for the :class:`Room` that it gets: with boxes and columns where a
person looks at a terminal of some width, as a list on a narrow one, and as plain lines, a record each, in a
pipe.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from rich import box
from rich.align import Align
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Column, Table
from rich.text import Text

from lrx_cli.core.catalog.words import Light
from lrx_cli.render.console import safe_text

_ROOM_FOR_COLUMNS = 60
_READABLE = 94
"""Columns that a sentence in a box takes at most."""
_ENDLESS = 10_000
P = ParamSpec("P")
T = TypeVar("T")
Composed = Iterable[RenderableType | None]
"""The sections of a page; ``None``: there is nothing to say there."""


class Room(NamedTuple):
    """What a page is composed for."""

    width: int
    height: int
    boxes: bool
    """Whether a person looks at a terminal; ``False``: a pipe, a dumb terminal, a screen reader."""
    unicode: bool
    piped: bool = False
    """Whether it goes into a file or to a program, which take all there is."""

    @property
    def columns(self) -> bool:
        """Whether a table fits; otherwise it becomes a list."""
        return self.boxes and self.width >= _ROOM_FOR_COLUMNS

    def glyph(self, unicode: str, ascii: str) -> str:
        return unicode if self.unicode else ascii


def room_of(console: Console, options: ConsoleOptions) -> Room:
    return Room(
        options.max_width,
        console.height,
        console.is_terminal,
        not options.ascii_only,
        piped=not console.file.isatty(),
    )


class Page:
    """A renderable that is composed for the room it gets: sections with an empty line between them."""

    def __init__(self, compose: Callable[[Room], Composed]) -> None:
        self._compose = compose

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        sections = [part for part in self._compose(room_of(console, options)) if part is not None]
        for place, section in enumerate(sections):
            if place:
                yield Text("")
            yield section


def page(compose: Callable[Concatenate[Room, P], Composed]) -> Callable[P, RenderableType]:
    """Make a function of a room and a content into one of the content: its page."""

    @wraps(compose)
    def made(*args: P.args, **kwargs: P.kwargs) -> RenderableType:
        return Page(lambda room: compose(room, *args, **kwargs))

    return made


def stacked(*parts: RenderableType | None) -> RenderableType | None:
    """One below the other, without an empty line; ``None`` where there is nothing."""
    found = [part for part in parts if part is not None]
    return Group(*found) if found else None


class Listing:
    """The same things as a table where no column that is not to be wrapped would be, as a list on a narrow
    terminal, and elsewhere as records. ``indent``: of the details in the list. ``airy``: with an empty line
    between its entries."""

    def __init__(self, table: Table, *, indent: int = 2, airy: bool = False) -> None:
        self._table, self._indent, self._airy = table, indent, airy
        self._entries: list[RenderableType] = []
        self.records: list[Sequence[str | Text]] = []

    def title(self, words: str, *before: str) -> None:
        """Of the rows that follow, in the column after those ``before`` it."""
        self._table.add_row(*before, Text(words, "position"))
        self._entries += [*([Text()] if self._entries else []), Text(words, "position")]

    def add(
        self,
        cells: Sequence[RenderableType],
        head: RenderableType,
        *details: RenderableType,
        record: Sequence[str | Text],
    ) -> None:
        """``cells``: of the row; ``head`` and ``details``: of the entry in a list; ``record``: in words."""
        self._table.add_row(*cells)
        if self._airy and self._entries:
            self._entries.append(Text())
        self._entries += [head, *(Padding(detail, (0, 0, 0, self._indent)) for detail in details)]
        self.records.append(record)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = room_of(console, options)
        if not room.boxes:
            yield Records(self.records)
        elif room.columns and self._fits(console, options):
            yield self._table
        else:
            yield from self._entries

    def _fits(self, console: Console, options: ConsoleOptions) -> bool:
        everywhere = options.update(max_width=_ENDLESS)

        def width(part: RenderableType) -> int:
            return Measurement.get(console, everywhere, part).maximum

        needed = width(self._table)
        for column in self._table.columns:
            if not column.no_wrap:
                widest = max(map(width, (column.header, *column.cells)))
                needed -= max(widest - (column.min_width or 1), 0)
        return needed <= options.max_width


class Section:
    """A box with a title on a terminal with room for it, a title above its text elsewhere."""

    def __init__(self, title: str, *body: RenderableType, style: str = "border") -> None:
        self._title, self._body, self._style = title, body, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style, body = self._style, Group(*self._body)
        title = safe_text(self._title, style if style in ("stop", "warn", "good") else "title")
        if console.is_terminal and console.width >= _ROOM_FOR_COLUMNS:
            yield Panel(body, title=title, title_align="left", border_style=style)
        else:
            yield Group(title, body)


class Emergency(NamedTuple):
    """As wide as the screen, and its words in the middle; without room for a box, a sentence that begins
    with STOP."""

    words: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if console.is_terminal and options.max_width >= _ROOM_FOR_COLUMNS:
            words = Align(safe_text(self.words), "center", width=_READABLE)
            yield Panel(words, title="STOP", style="emergency", padding=(1, 2))
        elif console.is_terminal:  # where a screen is small the beginning must not scroll away
            yield Padding(safe_text(f"STOP. {self.words}"), (0, 1), style="emergency")
        else:
            yield safe_text(f"STOP. {self.words}", "stop")


class Records:
    """Rows for programs: one a line however long, its columns two spaces apart. For screen readers: with a
    comma to pause at instead of gaps."""

    def __init__(self, rows: Iterable[Sequence[str | Text]]) -> None:
        self._rows = [[*map(safe_text, row)] for row in rows]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if console.file.isatty():
            yield from (Text(", ").join(filter(None, row)) for row in self._rows)
            return
        widths = [max(text.cell_len for text in column) for column in zip(*self._rows, strict=True)]
        for row in self._rows:
            for text, width in zip(row[:-1], widths, strict=False):
                text.pad_right(width - text.cell_len)
            line = whole(Text("  ").join(row))
            line.rstrip()
            yield line


def whole(text: Text | str, style: str = "") -> Text:
    """On one line however long it is: a path, say, that somebody copies."""
    line = safe_text(text, style)
    line.no_wrap, line.overflow = True, "ignore"
    return line


def labeled(rows: Iterable[tuple[Text, Text]], *, gap: int = 1, right: bool = False) -> Table:
    """Labels in a column, and beside each what it stands for, broken into lines."""
    label = Column(no_wrap=True, justify="right" if right else "left")
    grid = Table.grid(label, Column(overflow="fold"), padding=(0, gap, 0, 0))
    for row in rows:
        grid.add_row(*row)
    return grid


def bullets(
    texts: Iterable[str | Text], *, mark: str = "-", style: str = "aside", indent: int = 0
) -> RenderableType:
    listed = labeled((Text(mark, style), safe_text(text)) for text in texts)
    return Padding(listed, (0, 0, 0, indent)) if indent else listed


def numbered(texts: Sequence[str], first: int = 1) -> RenderableType:
    rows = ((Text(str(number), "number"), safe_text(text)) for number, text in enumerate(texts, first))
    return labeled(rows, right=True)


def facts(rows: Iterable[tuple[str, str | Text]], *, style: str = "label") -> RenderableType:
    """Labels with what they stand for beside them; one above the other where it is narrow."""
    listed = [(safe_text(label, style), safe_text(text)) for label, text in rows]

    def compose(room: Room) -> Iterable[RenderableType]:
        if room.width < _ROOM_FOR_COLUMNS:
            yield Group(*(Group(label, Padding(text, (0, 0, 0, 2))) for label, text in listed))
        else:
            yield labeled(listed, gap=2)

    return Page(compose)


def table(*columns: str, right: Sequence[str] = (), whole: Sequence[str] = ()) -> Table:
    """A table as every page has it: a head, a line, and no edges. ``right``: columns of numbers. ``whole``:
    those in which nothing is broken into lines."""
    return Table(
        *(
            Column(name, justify="right" if name in right else "left", overflow="fold", no_wrap=name in whole)
            for name in columns
        ),
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        header_style="label",
        border_style="border",
    )


def help_panel(width: int, *, boxes: bool) -> Callable[..., RenderableType]:
    """What makes a panel of the options or commands in the help that typer writes."""
    if width < _ROOM_FOR_COLUMNS:
        return _help_list
    return Panel if boxes else _help_lines


def _help_lines(options: Table, *, title: str, **_: object) -> RenderableType:
    """For a file, a pipe or a screen reader: the title, then the options."""
    return Group(Text(f"{title}:"), Padding(options, (0, 0, 1, 1), expand=False))


def _help_list(options: Table, *, title: str, **_: object) -> RenderableType:
    """On a narrow terminal: each option, and below it what it does."""
    listed: list[RenderableType] = [Text(title, "bold")]
    for *names, words in zip(*(column.cells for column in options.columns), strict=True):
        head = Text(" ").join(name for name in names if isinstance(name, Text) and name)
        head.stylize_before(options.columns[0].style)
        listed += [head, Padding(words, (0, 0, 0, 2))]
    return Padding(Group(*listed), (0, 0, 1, 0))


@page
def hints(room: Room, *pairs: tuple[str, str]) -> Composed:
    """Commands to type next, and what they do; as many on a line as fit, or read aloud, one."""
    if not room.boxes:
        yield Group(*(safe_text(f"{command}: {what}") for command, what in pairs))
        return
    yield Flow(Text.assemble(safe_text(command, "command"), "  ", (what, "aside")) for command, what in pairs)


def in_pages(paragraphs: Iterable[list[T]], rows: int) -> list[list[T]]:
    """The lines of ``paragraphs`` in pages of at most ``rows``: a paragraph goes on in the next page only if
    it is longer than one."""
    rows = max(1, rows)
    pages: list[list[T]] = [[]]
    for lines in paragraphs:
        if pages[-1] and len(pages[-1]) + len(lines) > rows:
            pages.append([])
        for line in lines:
            if len(pages[-1]) == rows:
                pages.append([])
            pages[-1].append(line)
    return pages


class Flow:
    """Pieces beside each other, as many on a line as fit; none is broken that is not longer than a line."""

    def __init__(self, pieces: Iterable[Text], gap: int = 3) -> None:
        self._pieces, self._gap = [*pieces], gap

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = [Text()]
        for piece in self._pieces:
            if lines[-1] and lines[-1].cell_len + self._gap + piece.cell_len > options.max_width:
                lines.append(Text())
            lines[-1] = Text.assemble(lines[-1], " " * self._gap if lines[-1] else "", piece)
        for line in lines:
            if line.cell_len <= options.max_width:
                yield line
                continue
            first, *others = line.wrap(console, options.max_width - 2)
            yield first
            for other in others:
                other.pad_left(2)
                yield other


def side_chips(sides: Sequence[str] = ("left", "right")) -> Text:
    """L and R, each in its color, the same everywhere."""
    chips = Text()
    for side in sides:
        chips.append(f" {side[:1].upper()} ", style=f"side.{side}")
    return chips


def meter(
    room: Room, part: float, of: float, width: int, style: str = "accent", *, before: float | None = None
) -> Text:
    """How much of a whole: a line of ``width`` cells. Something is never shown as nothing, nor a part as the
    whole. What is left is drawn, too. A part that begins after ``before`` stands alone, half as high as its
    row, to be seen where it is short."""
    halves = round(part / of * width * 2) if of else 0
    halves = min(max(halves, part > 0), width * 2 - (part < of))
    full, half = divmod(halves + (0 if room.unicode else halves % 2), 2)
    if before is None:
        done = room.glyph("━" * full + "╸" * half, "#" * full)
        return Text.assemble((done, style), (room.glyph("─", ".") * (width - len(done)), "track"))
    done = room.glyph("▄" * full + "▖" * half, "#" * full)
    lead = min(round(before / of * width), width - len(done)) if of else 0
    return Text.assemble(" " * lead, (done, style), " " * (width - lead - len(done)))


LIGHTS: Mapping[Light, str] = {"green": "good", "amber": "warn", "red": "stop"}
"""The style of each color of a session."""


def light_words(room: Room, light: Light) -> Text:
    """The color of a session as a word in its color."""
    style = LIGHTS[light]
    mark = room.glyph("● ", "") if room.boxes else ""
    return Text.assemble((mark, style), (light, style))


@page
def error_page(room: Room, message: str, problems: Sequence[str] = (), hint: str | None = None) -> Composed:
    """``problems``: a list below the message. ``hint``: what to do about it."""
    if not room.boxes:
        lines = [f"Error: {message}", *(f"  - {problem}" for problem in problems), *([hint] if hint else [])]
        yield Group(*map(whole, lines))
        return
    listed = [bullets(problems, style="stop")] if problems else []
    advice = [safe_text(hint, "label")] if hint else []
    words = safe_text(message)
    words.highlight_regex(r'"[^"]*"', "name")
    words.highlight_regex(r"(?<=Did you mean )[^?]+", "good")
    yield Section("Error", words, *listed, *advice, style="stop")
