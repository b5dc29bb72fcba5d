"""``lrx show``: one exercise on one screen; with ``--all``, everything that is known about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.segment import Segment
from rich.table import Column, Table
from rich.text import Text

from lrx_cli.core.catalog.exercise import Catalog, Exercise, Variant
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.words import (
    POSITION_NAMES,
    all_codes,
    code_words,
    dose_words,
    leaving_text,
    needs_words,
    seconds,
    source_words,
    step_texts,
    with_sources,
)
from lrx_cli.render import parts
from lrx_cli.render.console import safe_text
from lrx_cli.text import count, lower_first

if TYPE_CHECKING:
    from lrx_cli.render.drawing import Drawing, Panels

_NUMBERS = (
    ("reps", "reps", "repetitions"),
    ("hold", "hold_s", "hold"),
    ("sets", "sets", "sets"),
    ("rest", "rest_s", "rest"),
    ("tempo", "tempo_s", "movement"),
)
"""Fields of ``Dose``, what ``Dose.why`` has of them, and what they are called on the page."""
_CAUTIONS = (
    ("skip", "Leave it out", "stop", "■", "!"),
    ("ask", "Ask first", "stop", "▲", "!"),
    ("modify", "Do it differently", "warn", "◆", "*"),
)
"""What to do, the strictest first; its style and its mark, and the mark where there is only ASCII."""
_GAP = 2
_PICTURES = (44, 30)
_LEAST_STEPS = 44
"""Columns beside a picture, below which steps are read more easily under it."""

Lines = list[list[Segment]]


class _Layout(NamedTuple):
    """How much of a page is shown beside the steps and the doses."""

    framed: bool = False
    airy: bool = False
    """With empty lines between the parts, and how often to do it."""
    apart: bool = False
    """With one above the doses."""
    cautions: int = 1
    tip: bool = True
    benefit: bool = True


_LAYOUTS = (
    _Layout(framed=True, airy=True, cautions=9),
    _Layout(framed=True, airy=True, cautions=4),
    _Layout(framed=True, airy=True, cautions=2),
    _Layout(airy=True, cautions=2),
    _Layout(airy=True),
    _Layout(apart=True, cautions=2),
    _Layout(apart=True),
    _Layout(),
    _Layout(apart=True, tip=False),
    _Layout(tip=False),
    _Layout(tip=False, benefit=False),
)
"""From the richest to the barest."""


class ExercisePage(NamedTuple):
    """Fits a screen where it can; in a pipe it is always all of it."""

    catalog: Catalog
    exercise: Exercise
    level: Level
    form: str | None = None
    """Whose steps are shown; ``None``: that of the level."""
    picture: Drawing | None = None
    """Drawn where there is room."""
    words: str | None = None
    """What it shows, where there is none."""
    often: Sequence[str] = ()
    """How often to do it, and for how long."""
    everything: bool = False
    """Cautions, variants, sources and what was added to the article, too."""

    @property
    def variant(self) -> Variant:
        return self.exercise.variant(self.form or self.exercise.doses[self.level].variant)

    @property
    def steps(self) -> list[str]:
        texts = step_texts(self.exercise, self.level, self.variant.id, self.exercise.doses[self.level].hold)
        return [*texts, leaving_text(self.exercise, self.variant)]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = parts.room_of(console, options)
        if self.everything or room.piped:
            yield parts.Page(self._whole)
            return
        for line in self._fitting(room, lambda part: console.render_lines(part, options, pad=False)):
            yield from (*line, Segment.line())

    def _fitting(self, room: parts.Room, render: Callable[[RenderableType], Lines]) -> Lines:
        """The page with the largest picture and the richest layout that fit the screen, and a line for the
        prompt; the barest where none does. What they share is rendered once."""
        number = self.exercise.number
        forms = f"{count(len(self.exercise.variants), 'form')}, " if len(self.exercise.variants) > 1 else ""
        all_of_it = f"{forms}all {count(len(self.exercise.cautions), 'caution')}, sources"
        more = (f"lrx show {number} --all", all_of_it)
        following = render(parts.hints((f"lrx session {number}", "play it"), more))
        doses = render(_doses(self, room))
        often = render(safe_text(self.often[0], "aside")) if self.often else []
        head = cache(lambda framed, benefit: render(_framed_head(self, room, framed, benefit)))
        watch = cache(lambda cautions, tip: render(_watch(self, room, cautions, tip=tip)))
        page: Lines = []
        for picture in (*self._pictures(room), None):
            steps = render(parts.numbered(self.steps) if picture is None else picture.beside(self.steps))
            for layout in _LAYOUTS:
                if layout.framed and not room.columns:
                    continue
                gap: Lines = [[]] if layout.airy else []
                dosed = [*doses, *often] if layout.airy else [[], *doses] if layout.apart else doses
                found = (
                    head(layout.framed, layout.benefit), steps, dosed,
                    watch(layout.cautions, layout.tip), following,
                )  # fmt: skip
                page = [line for part in found for line in (*gap, *part)][len(gap) :]
                if len(page) < room.height:
                    return page
        return page

    def _pictures(self, room: parts.Room) -> Iterator[Panels]:
        """The largest first; each leaves enough columns for the steps beside it."""
        for columns in _PICTURES:
            if self.picture is not None and room.width >= columns + _GAP + _LEAST_STEPS:
                yield self.picture.small(columns)

    def _whole(self, room: parts.Room) -> Iterable[RenderableType | None]:
        exercise = self.exercise
        yield _head(self, room)
        if self.picture is not None and room.width >= self.picture.least:
            yield self.picture.wide(room.width)
        elif self.words:
            yield safe_text(f"Picture: {self.words}", "aside")
        yield _background(self)
        yield _titled(
            f"Steps, {self.level} level: {lower_first(self.variant.name)}", parts.numbered(self.steps)
        )
        limits = _limits(exercise)
        if room.columns:
            yield _titled("Dose", _doses(self, room), Text(""), safe_text(limits))
        else:
            yield _titled("Dose", _dose_words(exercise, limits=limits))
        yield _list("How often, and for how long", self.often)
        yield _titled("Where the numbers come from", _reasons(exercise))
        yield _list("Tips", [with_sources(tip.text, tip.sources) for tip in exercise.tips])
        yield _cautions(exercise, room)
        yield _list("To make it easier", exercise.easier)
        yield _list("To make it harder", exercise.harder)
        yield _variants(exercise)
        yield _added(exercise)
        yield _sources(self.catalog, exercise)


def _titled(title: str, *body: RenderableType | None) -> RenderableType | None:
    return parts.stacked(safe_text(title, "position"), *body) if any(body) else None


def _list(title: str, texts: Sequence[str]) -> RenderableType | None:
    return _titled(title, parts.bullets(texts)) if texts else None


def _framed_head(page: ExercisePage, room: parts.Room, framed: bool, benefit: bool) -> RenderableType:
    head = _head(page, room)
    if benefit:
        head = Group(head, safe_text(page.exercise.benefit, "aside"))
    return Panel(head, border_style="accent") if framed else head


def _head(page: ExercisePage, room: parts.Room) -> RenderableType:
    exercise, variant = page.exercise, page.variant
    name = Text.assemble(safe_text(exercise.name, "name"), (f"  number {exercise.number}", "aside"))
    if exercise.side_mode != "none":
        name = Text.assemble(name, "  ", parts.side_chips() if room.boxes else "left and right")
    needs = needs_words(variant.needs)
    place = Text.assemble(
        (POSITION_NAMES[variant.position], "position"), "  ", safe_text(f"you need: {needs}", "aside")
    )
    if not room.columns:
        return Group(name, place)
    grid = Table.grid(Column(no_wrap=True), Column(justify="right"), expand=True, padding=(0, 1))
    grid.add_row(name, place)
    return grid


def _doses(page: ExercisePage, room: parts.Room) -> RenderableType:
    """A row a level; the one that is asked for is marked."""
    exercise = page.exercise
    if not room.columns:
        return _dose_words(exercise, page.level)
    doses = [exercise.doses[level] for level in LEVELS]
    marks = [room.glyph("▸", ">") if level == page.level else " " for level in LEVELS]
    each = " each side" if exercise.side_mode != "none" else ""
    sets = any(dose.sets > 1 for dose in doses)
    columns = {
        "  Level": [f"{mark} {level}" for mark, level in zip(marks, LEVELS, strict=True)],
        "Sets": [str(dose.sets) for dose in doses] if sets else [],
        "Repetitions": [f"{dose.reps}{each}" for dose in doses],
        "Hold": [seconds(dose.hold) if dose.hold else "none" for dose in doses],
        "Each way": [seconds(dose.tempo) for dose in doses],
        "Rest": [seconds(dose.rest) for dose in doses]
        if sets or exercise.side_mode == "one_then_other"
        else [],
        "Form": [lower_first(exercise.variant(dose.variant).name) for dose in doses]
        if len(exercise.variants) > 1
        else [],
    }
    shown = {name: texts for name, texts in columns.items() if texts}
    grid = parts.table(*shown, right=[*columns][1:-1])
    for level, *texts in zip(LEVELS, *shown.values(), strict=True):
        grid.add_row(*map(safe_text, texts), style="number" if level == page.level else "")
    return grid


def _dose_words(exercise: Exercise, chosen: Level | None = None, limits: str = "") -> RenderableType:
    rows: list[tuple[str, str | Text]] = []
    for level in LEVELS:
        dose = exercise.doses[level]
        words = f"{dose_words(exercise, dose)}; {seconds(dose.tempo)} in and {seconds(dose.tempo)} back"
        if dose.sets > 1 or exercise.side_mode == "one_then_other":
            words += f"; rest {seconds(dose.rest)}"
        words += f". {exercise.variant(dose.variant).name}." if len(exercise.variants) > 1 else "."
        rows.append((level, safe_text(words, "name" if level == chosen else "")))
    if limits:
        rows.append(("limits", limits))
    return parts.facts(rows)


def _watch(page: ExercisePage, room: parts.Room, most: int, *, tip: bool) -> RenderableType:
    """The strictest cautions, as many as there is room for, and perhaps one tip."""
    ranked = [
        (style, room.glyph(mark, ascii), what, caution.text)
        for action, what, style, mark, ascii in _CAUTIONS
        for caution in page.exercise.cautions
        if caution.action == action
    ][:most]
    if tip and page.exercise.tips:
        ranked.append(("good", room.glyph("●", "-"), "Tip", page.exercise.tips[0].text))
    if not room.boxes:  # read aloud, a mark is only a noise
        return Group(*(safe_text(f"Tip: {text}" if what == "Tip" else text) for _, _, what, text in ranked))
    return parts.labeled((Text(mark, style), safe_text(text)) for style, mark, _, text in ranked)


def _background(page: ExercisePage) -> RenderableType:
    exercise = page.exercise
    own = "of your own" if exercise.name_source == "own" else "of the article"
    rows = [
        ("Number", f"{exercise.number}, {own}; on the command line: {exercise.id}"),
        ("What moves", exercise.target),
        ("Benefits", exercise.benefit),
    ]
    if exercise.optional:
        rows.append(("Helpful", f"{needs_words(exercise.optional)}."))
    also = f"Also called: {', '.join(exercise.aliases)}." if exercise.aliases else ""
    rows.append(("Its name", f"{exercise.name_note} {also}".strip()))
    if exercise.side_mode != "none":
        rows.append(("Sides", _sides(exercise)))
    if exercise.requires_ok:
        names = " and ".join(lower_first(page.catalog[id].name) for id in exercise.requires_ok)
        rows.append(("Before it", f"First see that this one goes well: {names}."))
    return parts.facts(rows)


def _sides(exercise: Exercise) -> str:
    alternating = exercise.side_mode == "alternating"
    turns = "Left and right in turn." if alternating else "All of one side, then the other."
    order = {"easier": " A sore side comes second.", "sore": " A sore side begins: you lie on the good one."}
    first = order.get(exercise.first_side, "")
    return f"{turns} Left and right mean: {lower_first(exercise.side_meaning)}{first}"


def _limits(exercise: Exercise) -> str:
    most = f"At most {exercise.reps_cap} repetitions and {count(exercise.sets_cap, 'set')}"
    if exercise.hold_cap:
        most += f", and never longer than {seconds(exercise.hold_cap)} in a hold"
    return f"{most}. {exercise.caps_why}".strip()


def _reasons(exercise: Exercise) -> RenderableType:
    rows = []
    for level in LEVELS:
        dose, reasons = exercise.doses[level], []
        for field, why, name in _NUMBERS:
            value = getattr(dose, field)
            words = seconds(value) if why.endswith("_s") else str(value)
            reasons.append(f"{name} {words}: {code_words(getattr(dose.why, why))}")
        rows.append((level, f"{'; '.join(reasons)}. {dose.note or ''}".strip()))
    return parts.facts(rows)


def _cautions(exercise: Exercise, room: parts.Room) -> RenderableType | None:
    found: list[RenderableType] = []
    for action, what, style, mark, ascii in _CAUTIONS:
        cautions = [caution for caution in exercise.cautions if caution.action == action]
        texts = [with_sources(caution.text, caution.sources) for caution in cautions]
        if texts:
            sign = room.glyph(mark, ascii) if room.boxes else "-"
            found += [Text(what, style), parts.bullets(texts, mark=sign, style=style, indent=2)]
    return _titled("Take care", *found)


def _variants(exercise: Exercise) -> RenderableType | None:
    if len(exercise.variants) < 2:
        return None
    rows = []
    for form in exercise.variants:
        place = f"{POSITION_NAMES[form.position]}; you need: {needs_words(form.needs)}."
        rows.append((form.id, f"{form.name}. {form.text} {place}"))
    example = f"--variant {exercise.id}={exercise.variants[-1].id}"
    return _titled(
        "Ways to do it", parts.facts(rows), parts.hints((example, "plays the last one in a session"))
    )


def _added(exercise: Exercise) -> RenderableType | None:
    found: list[RenderableType] = []
    for gap in exercise.gaps:
        advice = [gap.tell] if gap.tell else []
        lines = [safe_text(text) for text in (f"Here: {gap.resolution}", *advice)]
        found += [parts.bullets([f"There: {gap.what}"]), Padding(Group(*lines), (0, 0, 0, 2))]
    return _titled("What we added to the article", *found)


def _sources(catalog: Catalog, exercise: Exercise) -> RenderableType | None:
    known = [code for code in all_codes(exercise) if code in catalog.sources]
    rows = [(code, source_words(catalog.sources[code])) for code in known]
    return _titled("Sources", parts.facts(rows)) if rows else None
