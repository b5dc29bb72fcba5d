"""The program itself: what it is (``lrx`` alone, ``lrx about``), what works here, and what is set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.safety import Advice, Rule, Safety
from lrx_cli.core.settings import Settings, settings_table
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import (
    Page,
    Room,
    Section,
    bullets,
    entry,
    facts,
    hints,
    listing,
    stacked,
    table,
    whole,
)
from lrx_cli.render.words import source_words
from lrx_cli.text import count

_EXAMPLES = (
    ("lrx session", "play a routine, position by position"),
    ("lrx session --routine desk", "three that need no floor"),
    ("lrx show figure-four", "read one before trying it"),
)
_FIRST = (
    "Three exercises are a good beginning: lrx session --routine morning",
    "It asks how you are, then begins gently.",
)


def home(in_short: str, last_session: Sequence[str] = ()) -> RenderableType:
    """``in_short``: the safety notice in a few sentences. ``last_session``: sentences about the last one, and
    what could be next; empty: there was none."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        yield stacked(
            Text.assemble(("lrx", "title"), ("  ten exercises for sciatica, guided", "aside")),
            Text(
                "It says and shows every step, hold and change of sides at the right time. "
                "You follow along; there is no key to press."
            ),
        )
        yield Padding(
            facts(_EXAMPLES, style="command"), (0, 0, 0, 2 if room.columns or not room.boxes else 0)
        )
        title, words = ("Last time", last_session) if last_session else ("The first time", _FIRST)
        lines = [safe_text(line) for line in words]
        yield Section(title, *lines) if room.boxes else stacked(*lines)
        yield safe_text(in_short, "notice")
        yield hints(
            ("lrx list", "all ten"),
            ("lrx --help", "every command"),
            ("lrx about", "limits, evidence"),
        )

    return Page(compose)


# --- lrx about ------------------------------------------------------------------------------------

_PRIVACY = (
    "Nothing leaves this computer: lrx uses no network and reports nothing. What you played, and what you "
    "said about your health, is in one file of yours that only you can read. lrx history deletes it, lrx "
    "export takes it along, lrx config path says where things are."
)
_LICENSE = "lrx is free software under the MIT license, without any warranty."


def about_page(safety: Safety, catalog: Catalog, *, everything: bool = False) -> RenderableType:
    """``everything``: the findings, our own choices and all sources, too; a pipe always gets them."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        yield Section("What lrx is", *_paragraphs(safety.notice), style="accent")
        yield Section("Who it is not for", bullets(safety.not_for), style="stop", title_style="stop")
        yield Section(
            "Warning signs: get emergency care, do not exercise",
            bullets([question.text for question in safety.warning_signs.questions], style="stop"),
            safe_text(safety.emergency.text, "stop"),
            safe_text(f"{safety.unwell.when}: {safety.unwell.text}", "stop"),
            style="stop",
            title_style="stop",
        )
        yield Section("When to stop", _rules(safety.stop_rules), style="warn", title_style="warn")
        yield Section("When to ask someone", _rules(safety.get_help), style="warn", title_style="warn")
        background = safety.background
        yield Section("Lumbar radiculopathy, or sciatica", *_advice(background.condition, background.active))
        yield Section("What exercise can do for it", _rules(background.benefits))
        yield Section(
            "How often, and for how long",
            bullets(safety.how_often.words()),
            *_advice(background.floor_first, background.flare, background.too_easy),
        )
        yield Section("How strong the evidence is", safe_text(safety.evidence.text))
        if everything or room.piped:
            yield from _everything(safety, catalog)
        yield Section("Privacy and license", Text(_PRIVACY), Text(_LICENSE))
        if not everything and not room.piped:
            yield hints(("lrx about --all", "findings, our own choices, every source"))

    return Page(compose)


def _everything(safety: Safety, catalog: Catalog) -> Iterable[RenderableType]:
    yield Section(
        "What studies found",
        bullets(f"{one.topic}: {one.text} ({', '.join(one.sources)})" for one in safety.evidence.findings),
    )
    yield Section(
        "How the doses were chosen",
        safe_text(safety.about_numbers),
        Text("Nobody has published these; they are our choice:"),
        bullets(safety.our_choices),
    )
    yield Section(
        "What the article cites",
        bullets(source_words(safety.sources[code]) for code in safety.background.references),
    )
    sources = {**catalog.sources, **safety.sources}
    yield Section("Sources", facts((code, source_words(source)) for code, source in sources.items()))


def _paragraphs(texts: Sequence[str]) -> Iterable[Text]:
    return (safe_text(text) for text in texts)


def _advice(*advice: Advice) -> Iterable[Text]:
    return (safe_text(one.text) for one in advice)


def _rules(rules: Sequence[Rule]) -> RenderableType:
    return bullets(rule.text for rule in rules)


# --- lrx doctor, lrx check, lrx config ------------------------------------------------------------

State = Literal["ok", "missing", "broken"]
"""missing: not there, and nothing needs it; broken: there, and it does not work."""
_STYLES = {"ok": "good", "missing": "aside", "broken": "stop"}
_GLYPHS = {"ok": "●", "missing": "○", "broken": "✗"}


class Finding(NamedTuple):
    what: str
    state: State
    found: str
    """What was found, and why."""

    @property
    def works(self) -> bool:
        return self.state == "ok"


def doctor_page(verdict: str, findings: Sequence[Finding]) -> RenderableType:
    """``verdict``: what it comes to, in a sentence or two."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        broken = any(finding.state == "broken" for finding in findings)
        yield safe_text(verdict, "warn" if broken else "title")
        yield _findings(room, findings)
        if room.boxes:
            yield hints(("lrx doctor --json", "for a report"), ("lrx sounds", "hear every tone"))

    return Page(compose)


def _findings(room: Room, findings: Sequence[Finding]) -> RenderableType:
    grid = table("", "What", "Found")
    grid.columns[0].no_wrap = True
    entries = []
    for finding in findings:
        style, mark = _STYLES[finding.state], room.glyph(_GLYPHS[finding.state] + " ", "")
        state = Text.assemble((mark, style), (finding.state, style))
        what, found = safe_text(finding.what, "name"), safe_text(finding.found)
        grid.add_row(state, what, found)
        entries.append(entry(Text.assemble(state, "  ", what), found))
    return listing(room, grid, entries, [(one.state, one.what, one.found) for one in findings])


# --- lrx check ------------------------------------------------------------------------------------

_MOST_SHOWN = 20
"""More than that is not read; --json has them all."""


def check_page(file: str, problems: Sequence[str]) -> RenderableType:
    def compose(room: Room) -> Iterable[RenderableType]:
        if not problems:
            mark = room.glyph("✓ ", "") if room.boxes else ""
            yield Text.assemble((mark, "good"), safe_text(f"{file} is right."))
            return
        yield Text.assemble(safe_text(file, "name"), (f": {count(len(problems), 'problem')}", "stop"))
        yield bullets(problems[:_MOST_SHOWN], style="stop")
        more = len(problems) - _MOST_SHOWN
        if more > 0:
            yield Text.assemble((f"and {more} more: ", "aside"), ("lrx check --json", "command"))

    return Page(compose)


# --- lrx config show ------------------------------------------------------------------------------

_DEFAULT = "default"


def settings_page(settings: Settings, origins: Mapping[str, str], path: str) -> RenderableType:
    """``path``: of the settings file. What is not at its default stands out."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        yield _settings(room, settings, {key: _origin(origins, key, path) for key in settings_table()})
        # Whole, however long: it is there to be copied.
        yield stacked(
            Text("The file, and the environment counts more: LRX_LEVEL=gentle", "aside"), whole(path)
        )
        yield hints(("lrx config set level gentle", "sets one"), ("lrx config unset level", "takes it back"))

    return Page(compose)


def _origin(origins: Mapping[str, str], key: str, path: str) -> str:
    origin = origins.get(key, _DEFAULT)
    return "the file" if origin == path else origin


def _settings(room: Room, settings: Settings, origins: Mapping[str, str]) -> RenderableType:
    grid = table("Setting", "Value", "From", "What it sets")
    grid.columns[0].no_wrap = True
    entries, records = [], []
    for key, setting in settings_table().items():
        value, what = value_words(getattr(settings, key)), f"{setting.what}; {setting.allowed}"
        name, origin = Text(key, "name"), safe_text(origins[key], "aside")
        style = "aside" if origins[key] == _DEFAULT else "number"
        grid.add_row(name, safe_text(value, style), origin, setting.what)
        entries.append(entry(Text.assemble(name, f"  {value}  ", origin), Text(what, "aside")))
        records.append((key, value, f"({origins[key]})", what))
    return listing(room, grid, entries, records)


def value_words(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def settings_document(settings: Settings, origins: Mapping[str, str]) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "settings": {
            key: {"value": getattr(settings, key), "origin": origins.get(key, _DEFAULT)}
            for key in settings_table()
        },
    }
