"""Runs of eight words of the article, hashed, so that a test can tell whether any stands here too.

    python tools/shingles.py ARTICLE.txt

The article itself does not ship. Its title does, as a citation, and is left out of the list.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

LENGTH = 8
TITLE = "10 lumbar radiculopathy exercises for more comfort and less pain"
LIST = Path(__file__).parents[1] / "tests/data/article_shingles.json"

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def shingles(text: str) -> Iterator[tuple[str, str]]:
    """Each run of eight words, and its hash. Punctuation, quotes and line ends do not count."""
    words = _WORD.findall(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    for start in range(len(words) - LENGTH + 1):
        run = " ".join(words[start : start + LENGTH])
        yield run, blake2b(run.encode(), digest_size=8).hexdigest()


def main() -> int:
    article = Path(sys.argv[1]).read_text(encoding="utf-8")
    title = {hashed for _, hashed in shingles(TITLE)}
    found = sorted({hashed for _, hashed in shingles(article)} - title)
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_text(json.dumps({"words": LENGTH, "hashes": found}, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
