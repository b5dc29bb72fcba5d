"""``lrx about``: what lrx is and is not, when to stop, how sure any of it is, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.safety import Rule, Safety
from lrx_cli.render.paper import Paper, joined
from lrx_cli.render.sources import source_words

_PRIVACY = (
    "Nothing leaves this computer: lrx uses no network, counts nothing and reports nothing. It keeps what "
    "was played, and what you said about your health, in one file of yours that only you can read; "
    "lrx history deletes it, lrx export takes it along, lrx config path says where things are."
)
_LICENSE = "lrx is free software under the MIT license, without any warranty."


def about_page(paper: Paper, safety: Safety, catalog: Catalog) -> list[str]:
    signs = safety.warning_signs
    return joined(
        [
            [*paper.title("What lrx is"), *_paragraphs(paper, safety.notice)],
            [*paper.title("Who it is not for"), *paper.items(safety.not_for)],
            [
                *paper.title("Warning signs: get emergency care, do not exercise"),
                *paper.items([question.text for question in signs.questions]),
                *paper.paragraph(safety.emergency.text, style="alert"),
                *paper.paragraph(f"{safety.unwell.when}: {safety.unwell.text}", style="alert"),
            ],
            [*paper.title("When to stop"), *_rules(paper, safety.stop_rules)],
            [*paper.title("When to ask somebody"), *_rules(paper, safety.get_help)],
            [
                *paper.title("How sure the evidence is"),
                *paper.paragraph(safety.evidence.text),
                *(
                    line
                    for finding in safety.evidence.findings
                    for line in paper.paragraph(
                        f"{finding.topic}: {finding.text} ({', '.join(finding.sources)})", indent=2, mark="- "
                    )
                ),
            ],
            [
                *paper.title("How the doses were chosen"),
                *paper.paragraph(safety.about_numbers),
                *paper.paragraph("Nobody has published these; they are our choice:"),
                *paper.items(safety.our_choices),
            ],
            [*paper.title("Privacy"), *paper.paragraph(_PRIVACY)],
            [*paper.title("License"), *paper.paragraph(_LICENSE)],
            _sources(paper, safety, catalog),
        ]
    )


def _paragraphs(paper: Paper, texts: Sequence[str]) -> Iterable[str]:
    return (line for text in texts for line in paper.paragraph(text))


def _rules(paper: Paper, rules: Sequence[Rule]) -> list[str]:
    return paper.items([rule.text for rule in rules])


def _sources(paper: Paper, safety: Safety, catalog: Catalog) -> list[str]:
    """All there are, those of the exercises too."""
    sources = {**catalog.sources, **safety.sources}
    return [
        *paper.title("Sources"),
        *(
            line
            for code, source in sources.items()
            for line in paper.entry(code, source_words(source), column=8, indent=2)
        ),
    ]
