"""Finding an exercise by what was typed: id, name, alias, article number, or an unambiguous part."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.text import clean


def find(catalog: Catalog, words: str) -> Exercise:
    """The exercise that ``words`` mean. Raises :class:`LrxError` for none, and for more than one.

    A whole name counts more than a part of one: "cat cow" is that, although it is in "seated cat cow".
    """
    wanted = _plain(words)
    if wanted:
        # A single letter is a slip of the finger, and an answer such as n for no.
        for matching in (_is_called, _starts_with, _contains)[: 1 if len(wanted) == 1 else 3]:
            found = [exercise for exercise in catalog.exercises if matching(exercise, wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                raise _ambiguous(words, found)
    raise _unknown(catalog, words)


def called(catalog: Catalog, words: str) -> Exercise | None:
    """The exercise with this very name, in whatever letters; ``None``: there is none."""
    wanted = _plain(words)
    return next((exercise for exercise in catalog.exercises if _is_called(exercise, wanted)), None)


def _plain(words: str) -> str:
    """Lower case, and one space for whatever stands between words: ``Figure-Four`` is ``figure four``."""
    return " ".join(normalize("NFC", words.casefold()).replace("-", " ").replace("_", " ").split())


def _names(exercise: Exercise) -> Iterator[str]:
    yield str(exercise.number)
    for name in (exercise.id, exercise.name, *exercise.aliases):
        yield _plain(name)


def _is_called(exercise: Exercise, wanted: str) -> bool:
    return wanted in _names(exercise)


def _starts_with(exercise: Exercise, wanted: str) -> bool:
    return not wanted.isdigit() and any(name.startswith(wanted) for name in _names(exercise))


def _contains(exercise: Exercise, wanted: str) -> bool:
    return not wanted.isdigit() and any(wanted in name for name in _names(exercise))


def _ambiguous(words: str, found: list[Exercise]) -> LrxError:
    return LrxError(
        f'"{clean(words, 60)}" could be more than one exercise.',
        problems=[f"{exercise.id} ({exercise.number}, {exercise.name})" for exercise in found],
        hint="Say a little more of the name, or the number.",
        exit_code=USAGE,
    )


def _unknown(catalog: Catalog, words: str) -> LrxError:
    from difflib import get_close_matches  # slow to import, and needed only after a mistake

    names = {name: exercise for exercise in catalog.exercises for name in _names(exercise)}
    near = get_close_matches(_plain(words), [name for name in names if not name.isdigit()], n=1)
    meant = f" Did you mean {names[near[0]].id}?" if near else ""
    return LrxError(
        f'There is no exercise "{clean(words, 60)}".{meant}',
        hint="lrx list shows all of them.",
        exit_code=USAGE,
    )
