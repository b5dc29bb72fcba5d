"""What lrx is: in a few lines for ``lrx`` alone, and all of it for ``lrx about``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.safety import Advice, Rule, Safety
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, Section, bullets, facts, hints, stacked
from lrx_cli.render.words import source_words

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
            Text.assemble(("lrx", "title"), ("  ten exercises for sciatica, guided", "aside")),
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
        yield Section("When to ask somebody", _rules(safety.get_help), style="warn", title_style="warn")
        background = safety.background
        yield Section("Lumbar radiculopathy, or sciatica", *_advice(background.condition, background.active))
        yield Section("What exercise can do for it", _rules(background.benefits))
        yield Section(
            "How often, and for how long",
            bullets(safety.how_often.words()),
            *_advice(background.floor_first, background.flare, background.too_easy),
        )
        yield Section("How sure the evidence is", safe_text(safety.evidence.text))
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
