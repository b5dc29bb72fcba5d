"""What takes the room below the words: the keys, an exercise in detail, what hurts, what was done.

A panel that does not fit is read page by page.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.panel import Panel as Box
from rich.text import Text

from lrx_cli.core.catalog.exercise import Exercise, Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import KEYS, Command, ExerciseResult, Snapshot, View
from lrx_cli.core.timeline.phrases import fill_sides
from lrx_cli.core.timeline.repetitions import shapes_of
from lrx_cli.render.console import Phase, safe_text
from lrx_cli.render.parts import in_pages
from lrx_cli.session.outputs.live.regions import GAP, READABLE, Chip
from lrx_cli.text import count, width, wrap


class Row(NamedTuple):
    """A line of a panel."""

    mark: str
    """A key, a number, a sign; or nothing."""
    text: str
    note: str = ""
    short: str = ""
    """Instead of ``text``, where there is little room; empty: the same."""
    now: bool = False
    """What is being done stands out."""


class Panel(NamedTuple):
    """What takes the room below the words for as long as it is read."""

    title: str
    rows: tuple[Row, ...]
    foot: str = ""
    keys: bool = False
    """Whether the marks are keys."""
    key: str = ""
    """Turns to what does not fit, page by page, and closes it after the last; empty: there is none."""
    page: int = 0
    """Which is open, from 0."""
    spare: bool = False
    """Goes where there is little room: what to do now matters more."""


_NOW: Final = "►"
_MORE: Final = "... and more, in a larger window"
VIEW_KEYS: Final[Mapping[View, str]] = {"details": "i", "keys": "?"}
_KEYS: Final[Mapping[Command | View, tuple[str, int, str]]] = {
    "pause": ("pause", 1, "pause; also Esc, b and the clicker's button"),
    "go_on": ("go on", 1, "go on, after a count-in"),
    "next": ("next", 3, "move on; also right arrow, Enter, PageDown"),
    "back": ("back", 4, "this repetition again, twice the one before; also left arrow"),
    "again": ("again", 7, "hear it again, in full; time waits"),
    "hurt": ("hurts", 0, "it hurts: stop at once; also pause, twice"),
    "side": ("other side", 8, "start with the other side"),
    "quit": ("end", 5, "press it twice to end; what you did counts"),
    "details": ("steps", 6, "steps, tip and cautions of this exercise; pauses"),
    "keys": ("keys", 2, ""),
    "ease": ("ease", 9, "end this hold now; the next ones get its length"),
    "skip": ("skip", 10, "leave this exercise out"),
    "longer": ("longer", 11, "longer or shorter holds; here ten seconds more, or on"),
    "shorter": ("shorter", 11, ""),
}
"""What each key does, in a word or two and its rank, as a chip; and in the panel of all keys, where it has a
row of its own. Chips that come and go stand at the end, so that the others keep their places."""


_ANSWERS: Final[Mapping[Command, tuple[str, str, str]]] = {
    "hurt_settled": ("it has settled, back to where it was", "go on", "it has settled"),
    "hurt_unsettled": ("it has not settled", "stop here", "not settled"),
    "hurt_spread": (
        "it went further down the leg, or new tingling", "left out today", "further down the leg"
    ),
    "hurt_strong": ("same place, just too much", "an easier way", "too much"),
    "hurt_skip": ("skip it", "next exercise", "skip"),
    "hurt_end": ("end the session", "it is all kept", "end"),
    "hurt_warning": ("numb between the legs, bladder, bowel, weak leg", "get help now", "numb/bladder/weak"),
    "hurt_nothing": ("it was nothing: go on where we were", "", "it was nothing, go on"),
}  # fmt: skip
"""Answers to "What is it?": in full, what comes of it, and in short."""


class EndNotes(NamedTuple):
    """What the caller knows for the end card; ``None`` and empty: nothing."""

    week: Ms | None = None
    """How much was played this week before this session."""
    words: str = ""
    """How it felt before, and what decides about the next time, in sentences."""
    often: str = ""
    """How often this is to be done, in a sentence."""

    def sentences(self, played: Ms, *, done: int, reds: int) -> str:
        """``played``: in this session. ``done``: movements and holds in it; without one nobody is asked how
        it feels now. ``reds``: how often it went further down the leg in it; after that nobody is told to do
        it as often as ever."""
        minutes = 0 if self.week is None else round((self.week + played) / 60_000)
        week = f"{count(minutes, 'minute')} this week." if minutes else ""
        words = self.words if done or reds else ""
        return " ".join(part for part in (week, words, "" if reds else self.often) if part)


def chips(allowed: Sequence[Command]) -> tuple[Chip, ...]:
    """The line of the keys that work now."""
    return tuple(Chip(key, *_KEYS[what][:2]) for what, key in _working(allowed))


def _working(allowed: Sequence[Command]) -> Iterator[tuple[Command | View, str]]:
    """What the keys do that work now, and which they are."""
    keys: dict[Command | View, str] = dict(VIEW_KEYS.items())
    keys.update((what, KEYS[what]) for what in allowed if what in KEYS)
    return ((what, keys[what]) for what in _KEYS if what in keys)


def keys_panel(allowed: Sequence[Command]) -> Panel:
    """Every key that works now."""
    rows = []
    for what, key in _working(allowed):
        short, _, does = _KEYS[what]
        if does:
            rows.append(Row(f"{key} {KEYS['shorter']}" if what == "longer" else key, does, short=short))
    rows.append(Row("m v", "all sound off and on; only the voice", short="sound"))
    key = VIEW_KEYS["keys"]
    foot = f"{key} or Esc closes this." + (" Time goes on." if "pause" in allowed else "")
    return Panel("Keys", tuple(rows), foot, keys=True, key=key)


def details_panel(exercise: Exercise, now: Snapshot) -> Panel:
    """How it is done, where we are in it, what to mind, how to come out of it."""
    assert now.block is not None
    assert now.segment is not None
    block, side = now.block, now.segment.side
    every = exercise.steps_of(block.level, block.variant)
    steps = [step for step in every if step.tag != "hold" or block.dose.hold]
    current = _current_step(steps, now)
    rows = [
        Row(f"{_NOW if step is current else ' '}{number}", step.text, now=step is current)
        for number, step in enumerate(steps, 1)
    ]
    rows.append(Row("", fill_sides(exercise.limit, side)))
    rows.append(Row("", f"To come out of it: {block.way_out_text}"))
    rows += [Row(" !", caution.text) for caution in exercise.cautions]
    rows += [Row("", f"Tip: {tip.text}") for tip in exercise.tips[:1]]
    key = VIEW_KEYS["details"]
    return Panel("Steps", tuple(rows), f"{key} or Esc closes this and goes on.", key=key)


def _current_step(steps: Sequence[Step], now: Snapshot) -> Step | None:
    """The step that is being done; of a preparation or a change of sides, the one that was said last."""
    segment = now.segment
    if segment is None:
        return None
    if segment.rep and segment.kind in ("move", "hold", "return"):
        for shape in shapes_of(steps)[segment.shape : segment.shape + 1]:
            return {"move": shape.move, "hold": shape.hold, "return": shape.back}[segment.kind]
    for cue in reversed([cue for cue in segment.cues if cue.at <= now.elapsed]):
        for step in steps:
            if cue.text in (fill_sides(line, segment.side) for line in (step.text, step.full, step.brief)):
                return step
    return None


def hurt_panel(allowed: Sequence[Command]) -> Panel:
    """What may be answered to "what hurts?"."""
    return Panel(
        "Has it settled?" if "hurt_settled" in allowed else "What is it?",
        tuple(Row(KEYS[answer], *_ANSWERS[answer]) for answer in allowed if answer in _ANSWERS),
        "Waiting for you to press a key. Stopping is never counted as failure.",
        keys=True,
    )


def end_card(results: Sequence[ExerciseResult]) -> Panel:
    """Every exercise of the session and what became of it."""
    marks = {"done": "✓", "in part": "~", "left out": "-"}
    rows = []
    for one in results:
        note = f"{one.done} of {one.planned}" if one.outcome == "in part" else one.outcome
        rows.append(Row(marks[one.outcome], one.name, note))
    return Panel("What you did", tuple(rows), spare=True)


# --- as renderables ---------------------------------------------------------------------------------------


class PanelView(NamedTuple):
    """A panel in a frame, or where there is little room in short; or the page of it that is open."""

    panel: Panel
    phase: Phase | None = None
    """Whose color the frame has; ``None``: there is little room."""

    def pages(self, console: Console, options: ConsoleOptions) -> list[list[Text]]:
        if self.phase is None:
            found = [[*map(safe_text, lines)] for lines in short_lines(self.panel, options.max_width)]
            rows = options.max_height
            return in_pages(found, rows if sum(map(len, found)) <= rows else rows - 1)
        found, rows = panel_lines(self.panel, console, options.max_width - 4), options.max_height - 2
        air = [Text()] * max(0, min(most_air(rows), (rows - sum(map(len, found))) // max(1, len(found))))
        found = [[*(air if place else []), *lines] for place, lines in enumerate(found)]
        return in_pages(found, rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        panel, pages = self.panel, self.pages(console, options)
        page = min(panel.page, len(pages) - 1)
        foot = panel.foot
        if len(pages) > 1:
            does = "reads on" if page + 1 < len(pages) else "closes this"
            foot = f"{page + 1} of {len(pages)} · {panel.key} {does}" if panel.key else _MORE
        if self.phase is None:
            yield from pages[page]
            if len(pages) > 1:
                yield Text(foot, "aside")
            return
        yield Box(
            Group(*pages[page]),
            box=box.ROUNDED,
            title=safe_text(panel.title, "bold"),
            title_align="left",
            subtitle=safe_text(foot, "aside") if foot else None,
            subtitle_align="right",
            border_style="hurt" if self.phase == "hurt" else "border",
            padding=(0, 1),
        )


def most_air(rows: int) -> int:
    """Empty lines between two rows of a panel that has so much room, at most."""
    return 2 if rows >= 30 else 1


def panel_lines(panel: Panel, console: Console, columns: int) -> list[list[Text]]:
    """The lines of each row: its mark in a column, its note in another where there is room for that."""
    marks = max((width(row.mark) for row in panel.rows), default=0)
    marks += 2 if panel.keys and marks else 0
    lead = marks + GAP if marks else 0
    room = max(1, min(columns, READABLE) - lead)
    texts = max((width(row.text) for row in panel.rows if row.note), default=0)
    noted = texts + GAP + max((width(row.note) for row in panel.rows), default=0) <= room
    found = []
    for row in panel.rows:
        key = panel.keys and row.mark
        mark = safe_text(f" {row.mark} " if key else row.mark, "key" if key else "bold")
        lines = [*safe_text(row.text, "bold" if row.now else "").wrap(console, room, overflow="fold")]
        if noted and row.note:
            gap = texts - lines[0].cell_len + GAP
            lines[0] = Text.assemble(lines[0], " " * gap, safe_text(row.note, "aside"))
        first = Text.assemble(mark, " " * (lead - mark.cell_len), lines[0])
        found.append([first, *(Text.assemble(" " * lead, line) for line in lines[1:])])
    return found


def short_lines(panel: Panel, columns: int) -> list[list[str]]:
    """As many rows to a line as fit, but sentences to be read; each with what it takes of further lines."""
    sentences = not any(row.short for row in panel.rows)
    lines: list[str] = []
    for row in panel.rows:
        words = f"{row.mark} {row.short or row.text}".strip()
        if lines and not sentences and width(lines[-1]) + GAP + width(words) <= columns:
            lines[-1] += f"{' ' * GAP}{words}"
        else:
            lines.append(words)
    return [[line] if width(line) <= columns else wrap(line, columns) for line in lines]
