"""The program itself: what it is (``lrx`` alone, ``lrx about``), what works here, and what is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.safety import Advice, Safety, Statement
from lrx_cli.core.settings import Settings, settings_table
from lrx_cli.core.words import source_words
from lrx_cli.render import parts
from lrx_cli.render.console import safe_text
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


@parts.page
def home(
    room: parts.Room, in_short: str, last_session: Sequence[str] = (), *, warned: bool = False
) -> parts.Composed:
    """``in_short``: the safety notice in a few sentences. ``last_session``: sentences about the last one, and
    what could be next; empty: there was none. ``warned``: a warning sign was reported, and still holds."""
    yield parts.stacked(
        Text.assemble(("lrx", "title"), ("  ten exercises for sciatica, guided", "aside")),
        Text(
            "It says and shows every step, hold and change of sides at the right time. "
            "You follow along; there is no key to press."
        ),
    )
    yield Padding(
        parts.facts(_EXAMPLES, style="command"), (0, 0, 0, 2 if room.columns or not room.boxes else 0)
    )
    title, words = ("Last time", last_session) if last_session else ("The first time", _FIRST)
    lines = [safe_text(line) for line in words]
    style = "stop" if warned else "border"
    yield parts.Section(title, *lines, style=style) if room.boxes else parts.stacked(*lines)
    yield safe_text(in_short, "notice")
    yield parts.hints(
        ("lrx list", "all ten"), ("lrx --help", "every command"), ("lrx about", "limits, evidence")
    )


# --- lrx about ------------------------------------------------------------------------------------

_PRIVACY = (
    "Nothing leaves this computer: lrx uses no network and reports nothing. What you played, and what you "
    "said about your health, is in one file of yours that only you can read. lrx history deletes it, lrx "
    "export takes it along, lrx config path says where things are."
)
_LICENSE = "lrx is free software under the MIT license, without any warranty."


@parts.page
def about_page(
    room: parts.Room, safety: Safety, catalog: Catalog, *, everything: bool = False
) -> parts.Composed:
    """``everything``: the findings, our own choices and all sources, too; a pipe always gets them."""
    everything = everything or room.piped
    yield parts.Section("What lrx is", *map(safe_text, safety.notice), style="accent")
    yield parts.Section("Who it is not for", parts.bullets(safety.not_for), style="stop")
    yield parts.Section(
        "Warning signs: get emergency care, do not exercise",
        parts.bullets([question.text for question in safety.warning_signs.questions], style="stop"),
        safe_text(safety.emergency.text, "stop"),
        safe_text(f"{safety.unwell.when}: {safety.unwell.text}", "stop"),
        style="stop",
    )
    yield parts.Section("When to stop", _rules(safety.stop_rules), style="warn")
    yield parts.Section("When to ask someone", _rules(safety.get_help), style="warn")
    background = safety.background
    yield parts.Section(
        "Lumbar radiculopathy, or sciatica", *_advice(background.condition, background.active)
    )
    yield parts.Section("What exercise can do for it", _rules(background.benefits))
    yield parts.Section(
        "How often, and for how long",
        parts.bullets(safety.how_often.words()),
        *_advice(background.floor_first, background.flare, background.too_easy),
    )
    yield parts.Section("How strong the evidence is", safe_text(safety.evidence.text))
    if everything:
        yield from _everything(safety, catalog)
    yield parts.Section("Privacy and license", Text(_PRIVACY), Text(_LICENSE))
    if not everything:
        yield parts.hints(("lrx about --all", "findings, our own choices, every source"))


def _everything(safety: Safety, catalog: Catalog) -> parts.Composed:
    yield parts.Section(
        "What studies found",
        parts.bullets(
            f"{one.topic}: {one.text} ({', '.join(one.sources)})" for one in safety.evidence.findings
        ),
    )
    yield parts.Section(
        "How the doses were chosen",
        safe_text(safety.about_numbers),
        Text("Nobody has published these; they are our choice:"),
        parts.bullets(safety.our_choices),
    )
    yield parts.Section(
        "What the article cites",
        parts.bullets(source_words(safety.sources[code]) for code in safety.background.references),
    )
    sources = {**catalog.sources, **safety.sources}
    yield parts.Section(
        "Sources", parts.facts((code, source_words(source)) for code, source in sources.items())
    )


def _advice(*advice: Advice) -> list[Text]:
    return [safe_text(one.text) for one in advice]


def _rules(rules: Sequence[Statement]) -> RenderableType:
    return parts.bullets(rule.text for rule in rules)


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


@parts.page
def doctor_page(room: parts.Room, verdict: str, findings: Sequence[Finding]) -> parts.Composed:
    """``verdict``: what it comes to, in a sentence or two."""
    broken = any(finding.state == "broken" for finding in findings)
    yield safe_text(verdict, "warn" if broken else "title")
    yield _findings(room, findings)
    if room.boxes:
        yield parts.hints(("lrx doctor --json", "for a report"), ("lrx sounds", "hear every tone"))


def _findings(room: parts.Room, findings: Sequence[Finding]) -> RenderableType:
    rows = parts.Listing(parts.table("", "What", "Found", whole=("",)))
    for finding in findings:
        style, mark = _STYLES[finding.state], room.glyph(_GLYPHS[finding.state] + " ", "")
        state = Text.assemble((mark, style), (finding.state, style))
        what, found = safe_text(finding.what, "name"), safe_text(finding.found)
        record = finding.state, finding.what, finding.found
        rows.add((state, what, found), Text.assemble(state, "  ", what), found, record=record)
    return rows


# --- lrx check ------------------------------------------------------------------------------------

_MOST_SHOWN = 20
"""More than that is not read; --json has them all."""


@parts.page
def check_page(room: parts.Room, file: str, problems: Sequence[str]) -> parts.Composed:
    if not problems:
        mark = room.glyph("✓ ", "") if room.boxes else ""
        yield Text.assemble((mark, "good"), safe_text(f"No problems in {file}."))
        return
    yield Text.assemble(safe_text(file, "name"), (f": {count(len(problems), 'problem')}", "stop"))
    yield parts.bullets(problems[:_MOST_SHOWN], style="stop")
    more = len(problems) - _MOST_SHOWN
    if more > 0:
        yield Text.assemble((f"and {more} more: ", "aside"), ("lrx check --json", "command"))


# --- lrx config show ------------------------------------------------------------------------------

_DEFAULT = "default"


@parts.page
def settings_page(
    room: parts.Room, settings: Settings, origins: Mapping[str, str], path: str
) -> parts.Composed:
    """``path``: of the settings file. What is not at its default stands out."""
    yield _settings(settings, origins, path)
    # Whole, however long: it is there to be copied.
    yield parts.stacked(
        Text("The file, and the environment counts more: LRX_LEVEL=gentle", "aside"), parts.whole(path)
    )
    yield parts.hints(
        ("lrx config set level gentle", "sets one"), ("lrx config unset level", "takes it back")
    )


def _settings(settings: Settings, origins: Mapping[str, str], path: str) -> RenderableType:
    rows = parts.Listing(parts.table("Setting", "Value", "From", "What it sets", whole=("Setting",)))
    for key, setting in settings_table().items():
        value, what = value_words(getattr(settings, key)), f"{setting.what}; {setting.allowed}"
        origin = origins.get(key, _DEFAULT)
        came = safe_text("the file" if origin == path else origin, "aside")
        name, style = Text(key, "name"), "aside" if origin == _DEFAULT else "number"
        rows.add(
            (name, safe_text(value, style), came, setting.what),
            Text.assemble(name, f"  {value}  ", came), Text(what, "aside"),
            record=(key, value, f"({came})", what),
        )  # fmt: skip
    return rows


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
