"""The example of docs/catalog.md, put where a person would put it."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs" / "catalog.md"


def examples() -> dict[str, str]:
    """By where each belongs: the JSON blocks that have a comment with their place."""
    found = {}
    for part in DOCS.read_text(encoding="utf-8").split("<!-- example: ")[1:]:
        place, _, rest = part.partition(" -->")
        found[place] = rest.split("```json\n")[1].split("```")[0]
    return found


def put_into(home: Path) -> None:
    for place, text in examples().items():
        path = home / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
