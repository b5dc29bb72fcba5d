"""What every refusal has to be like, whatever was refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import BAD_SETTINGS, INVALID_FILE, NO_FILE, USAGE, LrxError
from lrx_cli.storage.catalog import check_file
from lrx_cli.storage.files import invalid
from tests.hostile.escapes import obeyed

REFUSED = (USAGE, INVALID_FILE, NO_FILE, BAD_SETTINGS)
_MOST_LINES = 70
"""Twenty problems, each on a few lines where a page wraps them."""
_LONGEST_LINE = 2_000
_OURS_ALONE = re.compile(r"Traceback|pydantic|json\.decoder|object at 0x|<class|this is a bug|KeyError|Errno")


def faults_of(text: str) -> list[str]:
    """What is wrong with ``text``, which was told to somebody."""
    found = [f"has {letter}" for letter in obeyed(text)[:3]]
    found += [f"says {match.group()!r}" for match in _OURS_ALONE.finditer(text)]
    lines = text.splitlines()
    if any(len(line) > _LONGEST_LINE for line in lines):
        found.append("has an endless line")
    return found


def faults_of_refusal(code: int, text: str) -> list[str]:
    """What is wrong with a refusal: its exit code, and what was said."""
    found = faults_of(text)
    if code not in REFUSED:
        found.append(f"ends with {code}")
    lines = text.strip().splitlines()
    if not lines or len(lines) > _MOST_LINES:
        found.append(f"has {len(lines)} lines")
    if text.count("\n  - ") >= 20 and not re.search(r"and [\d,]+ more$", text.strip()):
        found.append("does not say how many more there are")
    return found


def refusal(path: Path, catalog: Catalog) -> LrxError | None:
    """Why ``lrx check`` refuses the file; ``None``: it is right."""
    try:
        problems = check_file(str(path), catalog, catalog)
    except LrxError as error:
        return error
    return invalid(str(path), [str(problem) for problem in problems]) if problems else None


def words_of(error: LrxError) -> str:
    return "\n".join([error.message, *error.problems])


def names_its_place(problems: Iterable[str], place: tuple[str | int, ...]) -> bool:
    """Whether one of ``problems`` is about ``place``, or about something around it."""
    names = [key.removesuffix("_s") for key in place if isinstance(key, str)]
    return any(name in problem for problem in problems for name in names[-2:]) or len(names) < 2
