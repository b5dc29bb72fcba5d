"""How sources are named on a page, and what else a number rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lrx_cli.core.catalog.exercise import Exercise, Source

_NOT_SOURCES = {"design": "our choice", "known": "general knowledge"}
_QUALITY = {
    "A": "health body, guideline or paper",
    "B": "hospital or large publisher",
    "C": "a clinic's page",
    "D": "a copy or quotation",
}


def source_words(source: Source) -> str:
    """Title, place, and how much weight it bears."""
    return f"{source.title}; {source.where} ({_QUALITY[source.quality]}; {source.seen})"


def code_words(codes: Iterable[str]) -> str:
    return ", ".join(_NOT_SOURCES.get(code, code) for code in codes)


def with_sources(text: str, codes: Sequence[str]) -> str:
    return f"{text} ({code_words(codes)})" if codes else text


def all_codes(exercise: Exercise) -> list[str]:
    """Every source named anywhere on the page, in the order of the exercise's own list."""
    codes = [
        *exercise.sources,
        *(code for _, dose in exercise.doses.items() for codes in vars(dose.why).values() for code in codes),
        *(code for tip in exercise.tips for code in tip.sources),
        *(code for caution in exercise.cautions for code in caution.sources),
    ]
    return list(dict.fromkeys(code for code in codes if code not in _NOT_SOURCES))
