"""A question on a screen of its own, the same in words for a plain terminal, and what the answers come to.

Values in, renderables out. Where the keys of a question are listed here, they are those that answer it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.table import Column, Table
from rich.text import Text

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.catalog.words import Light
from lrx_cli.core.health.answers import NewSign
from lrx_cli.core.health.questions import Key, Query, Value
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.timeline.compile import playing_time
from lrx_cli.core.words import changed_words, needs_words
from lrx_cli.render import parts
from lrx_cli.render.console import safe_text
from lrx_cli.text import count, listed, sentence

_ROOM_FOR_TITLE = 60
_BAR, _SHORT_BAR = 20, 12
_NAMES = {"space": "Space", "enter": "Enter", "backspace": "Backspace", "any": "any key"}
_HEIGHTS = "▁▂▃▄▅▆▇█"
LAST_TIME = "last time"


class QuestionView(NamedTuple):
    """A question, how far its answer is, and where among the others it stands."""

    query: Query
    title: str = ""
    number: int = 0
    """From 1; 0: it stands alone."""
    total: int = 0
    ticked: Collection[str] = ()
    notice: str = ""
    """What the last key came to, where it was not an answer."""
    above: Group | None = None
    can_go_back: bool = False
    before: tuple[tuple[str, str], ...] = ()
    """What was answered on the same screen: the questions, and the answers in words."""
    compact: bool = False
    """It does not fit the window otherwise: its keys stand side by side, and little is left blank."""
    paged: bool = False
    """It does not fit the window at all, and is read in parts: nothing is left blank."""

    @property
    def keys_below(self) -> bool:
        return self.compact or self.above is not None


def header(view: QuestionView, columns: int) -> RenderableType:
    """Where one is: ``2 of 5`` and a bar."""
    if not view.number:
        return safe_text(view.title, "aside")
    titled = columns >= _ROOM_FOR_TITLE
    bar = Column(width=_BAR if titled else _SHORT_BAR)
    grid = Table.grid(Column(ratio=1), Column(no_wrap=True), bar, expand=True, padding=(0, 1))
    title, place = safe_text(view.title if titled else "", "aside"), f"{view.number} of {view.total}"
    grid.add_row(title, Text(place, "aside"), ProgressBar(view.total, view.number))
    return grid


def blocks(view: QuestionView) -> list[RenderableType]:
    """What stands between header and footer. Where not all of it fits, none is broken that need not be."""
    query = view.query
    found: list[RenderableType] = []
    if view.above is not None:
        found += [*view.above.renderables, Text()]
    for text in query.before:
        found += [safe_text(text), Text()]
    if view.before and not (view.compact or view.paged):
        found += [parts.facts(view.before, style="aside"), Text()]
    if query.ask:
        found.append(safe_text(query.ask, "title"))
        if not view.compact:
            found.append(Text())
    if query.ticks:
        found += _ticks(query, view.ticked)
    elif query.items:
        found += [parts.bullets([item], indent=1) for item in query.items]
        if not view.keys_below:
            found.append(Text())
    if query.scale:
        found.append(_Scale(query))
    elif not query.ticks and not view.keys_below and any(key.label for key in query.keys):
        found += _choices(query, airy=not (query.items or view.paged))
    return found


def footer(view: QuestionView) -> RenderableType:
    """What the last key came to, and the keys that are not answers."""
    notice = safe_text(view.notice, "stop") if view.notice else Text()
    if view.paged and view.ticked and not view.notice:  # not all of it can be seen
        ticked = answer_in_words(view.query, tuple(view.ticked))
        notice = Text.assemble(("Checked: ", "label"), safe_text(ticked))
    return Group(notice, chips(_ways(view)))


def ways_on(view: QuestionView) -> Iterator[tuple[str, str]]:
    """The keys where there is more to read before it can be answered."""
    if view.query.ticks:
        yield _tick_keys(view.query), "check"
    yield ("Space" if view.query.ticks else "any key"), "more"
    yield "q", "leave"


def _tick_keys(query: Query) -> str:
    first, last = query.keys[0].key, query.keys[-1].key
    return first if first == last else f"{first}-{last}"


def chips(keys: Iterable[tuple[str, str | Text]]) -> parts.Flow:
    """Keys as they stand on a keyboard, each with what it does."""
    return parts.Flow((Text.assemble((f" {key} ", "key"), " ", does) for key, does in keys), gap=2)


def _ways(view: QuestionView) -> Iterator[tuple[str, str | Text]]:
    query = view.query
    if view.keys_below and not query.ticks and not query.scale:
        for key in query.keys:
            if key.label and key.key != "enter":
                yield name_of(key.key), _choice(query, key)
    if query.ticks:
        yield _tick_keys(query), "check"
    if (view.above is None or query.enter is None) and (meaning := enter_means(query, view.ticked)):
        yield "Enter", meaning
    if view.can_go_back:
        yield "Backspace", "back"
    if not any(key.key == "q" for key in query.keys):
        yield "q", "leave"


def enter_means(query: Query, ticked: Collection[str] = ()) -> str:
    """In a few words; empty: Enter answers nothing."""
    if query.ticks:
        if query.needed and not ticked:
            return ""
        return "that is all" if ticked else query.unticked
    if own := [key.label for key in query.keys if key.key == "enter"]:
        return own[0]
    if query.needed:
        return ""
    if query.enter is None:
        return "leave it out"
    chosen = next((key for key in query.keys if key.value == query.enter), None)
    if chosen is None or chosen.key == "any":
        return "go on"
    return "" if chosen.key == "enter" else chosen.label.split(",")[0].split(":")[0] or name_of(chosen.key)


def name_of(key: str) -> str:
    return _NAMES.get(key, key)


def key_names(query: Query) -> str:
    """``y or n``; for saying which keys answer."""
    if query.scale:
        return "0 to 9, or x for ten"
    if query.ticks:
        return f"{_tick_keys(query).replace('-', ' to ')} to check, Enter to go on"
    return listed([name_of(key.key) for key in query.keys if key.label] or ["any key"])


def _choices(query: Query, *, airy: bool) -> Iterator[RenderableType]:
    """Each key with what it answers. ``airy``: with an empty line between them."""
    keys = [key for key in query.keys if key.label and key.key != "enter"]
    widest = max(cell_len(name_of(key.key)) for key in keys)
    for place, key in enumerate(keys):
        if place and airy:
            yield Text()
        chip = Text.assemble((f" {name_of(key.key)} ", "key"))
        chip.pad_right(widest + 2 - chip.cell_len)
        yield Padding(parts.labeled([(chip, _choice(query, key))]), (0, 0, 0, 1))


def _choice(query: Query, key: Key) -> Text:
    last = query.last is not None and key.value == query.last
    return Text.assemble(safe_text(key.label), (f"  {LAST_TIME}" if last else "", "aside"))


class _Scale(NamedTuple):
    """The keys of a scale beside each other, higher for more, with last time's marked below."""

    query: Query

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        keys, cells = self.query.keys, 2 if options.max_width < _ROOM_FOR_TITLE else 4
        bars, marks, below = Text(), Text(), Text()
        for place, key in enumerate(keys):
            height = _HEIGHTS[round(place * (len(_HEIGHTS) - 1) / (len(keys) - 1))]
            was = self.query.last is not None and key.value == self.query.last
            bars.append(f"{height * (cells - 1)} ", "title" if was else "accent")
            mark = Text(key.key, "key")
            mark.align("center", cells - 1)
            marks.append(mark).append(" ")
            if was:
                below.append(" " * (place * cells + (cells - 1) // 2) + f"^ {LAST_TIME}", "aside")
        assert self.query.scale is not None
        least, most = self.query.scale
        if not options.ascii_only:
            yield bars
        yield marks
        yield below
        yield safe_text(f"{keys[0].key} {least}   {keys[-1].key} {most}", "aside")


def _ticks(query: Query, ticked: Collection[str]) -> Iterator[RenderableType]:
    for key, item in zip(query.keys, query.items, strict=False):
        state = ("[x]", "good", "title") if key.value in ticked else ("[ ]", "aside", "")
        label = Text.assemble((f" {key.key} ", "number"), state[:2])
        yield parts.labeled([(label, safe_text(item, state[2]))])


# --- the same in words --------------------------------------------------------------------------------


def in_words(view: QuestionView, *, keys_named: bool) -> list[Text]:
    """One choice a line, and a word for every state. ``keys_named``: the ways out were named before."""
    query = view.query
    lines: list[Text] = [Text()]
    if view.number:
        lines.append(Text(f"Question {view.number} of {view.total}."))
    lines += [safe_text(text) for text in (*query.before, query.ask) if text]
    if query.ticks:
        for key, item in zip(query.keys, query.items, strict=False):
            lines.append(choice_line(key, item, view.ticked))
    else:
        lines += [safe_text(f"- {item}") for item in query.items]
    if query.scale:
        first, final = query.keys[0].key, query.keys[-1].key
        lines.append(safe_text(f"{first}: {query.scale[0]}, up to 9, and {final}: {query.scale[1]}"))
    elif not query.ticks:
        lines += [safe_text(f"{name_of(key.key)}: {key.label}") for key in query.keys if key.label]
    if (last := answer_in_words(query, query.last)) and query.last is not None:
        lines.append(safe_text(f"Last time: {last}."))
    ways = [f"Enter: {meaning}"] if (meaning := enter_means(query, view.ticked)) else []
    if query.ticks:
        ways.insert(0, f"{query.keys[0].key} to {query.keys[-1].key}: check or uncheck")
    if not keys_named:
        back = ["Backspace: back"] if view.can_go_back or view.number else []
        ways += [*back, "q: leave", "?: these lines again"]
    if ways:
        lines.append(Text(f"({'; '.join(ways)})", "aside"))
    return lines


def choice_line(key: Key, item: str, ticked: Collection[str]) -> Text:
    return safe_text(f"{key.key}: {item} ({'checked' if key.value in ticked else 'not checked'})")


def answer_in_words(query: Query, value: Value) -> str:
    """``4 calf``, ``left out``, ``2, 7``; empty where any key would have done."""
    if isinstance(value, tuple):
        keys = [key.key for key in query.keys if key.value in value]
        return ", ".join(keys) if keys else "none"
    chosen: Key | None = next((key for key in query.keys if key.value == value), None)
    if chosen is None:
        return "left out"
    if len(query.keys) == 1:
        return ""
    return chosen.label or str(value)


# --- what the answers come to: the plan for today, and the color after it ---------------------------------

_LASTING = (
    "Tingling or numbness that stays counts as red. If it does not go away, ask a professional; if it "
    "spreads or a leg weakens, get emergency care."
)

_ASSESSED_HINT = "You reported this. Once a doctor has looked at it, run: lrx session --assessed"


def refusal_page(text: str) -> RenderableType:
    """A warning sign that was reported before, and still holds."""
    return Group(parts.Emergency(text), Text(_ASSESSED_HINT))


def minutes_of(plan: Plan) -> int:
    """About how long it plays; at least 1."""
    return max(1, round(playing_time(plan) / 60_000))


def today_card(plan: Plan, names: Mapping[str, str]) -> Group:
    """What is about to be played, and what is left out and why. ``names``: of the exercises, by id."""
    if not plan.lines:
        return Group(
            Text("Nothing is left to play today.", "title"), parts.bullets(changed_words(plan, names))
        )
    exercises = "one exercise" if len(plan.lines) == 1 else f"{len(plan.lines)} exercises"
    words = f"Today: {exercises}, about {count(minutes_of(plan), 'minute')}"
    found: list[RenderableType] = [
        Text.assemble((words, "title"), (f"  {plan.level}", "aside")),
        safe_text(sentence(", ".join(line.exercise.name.lower() for line in plan.lines))),
        Text.assemble(("You need: ", "label"), safe_text(f"{needs_words(plan.needs)}.")),
    ]
    if changed := changed_words(plan, names):
        found += [Text(), *(parts.bullets([one]) for one in changed)]
    return Group(*found)


@parts.page
def outcome(
    room: parts.Room,
    safety: Safety,
    color: Light,
    new: NewSign | None,
    promised: Sequence[str] = (),
    often: Sequence[str] = (),
) -> parts.Composed:
    """The color in words. ``promised``: what the next session does because of it. ``often``: how often to do
    these, and for how long."""
    name, meaning = color.capitalize(), next(one.text for one in safety.colors if one.id == color)
    words = [safe_text(meaning, "title"), *map(safe_text, promised)]
    if new == "lasting":
        words.append(Text(_LASTING))
    words += [safe_text(safety.colors_note.text, "aside"), *map(safe_text, often)]
    if room.columns:
        yield parts.Section(name, *words, style=parts.LIGHTS[color])
    else:
        words[0] = Text.assemble((f"{name}.", parts.LIGHTS[color]), " ", words[0])
        yield Group(*words)


# --- what is read where nobody is asked -----------------------------------------------------------


@parts.page
def notice_page(
    room: parts.Room, safety: Safety, plan: Plan, names: Mapping[str, str], *, short: bool
) -> parts.Composed:
    """With what today's choice changed. Ends with an empty line: the session follows. ``names``: of the
    exercises, by id."""
    if not short:
        yield from map(safe_text, safety.notice)
    yield safe_text(safety.in_short, "notice")
    changed = changed_words(plan, names)
    yield parts.bullets(changed) if changed else None
    yield Text("", end="")
