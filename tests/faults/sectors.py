"""Damage as disks do it: sectors of zeros and of ones, pages that were swapped, files that end too early.

For the quick form in ``test_history_sectors`` and the long one in ``bench/faults/sectors.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lrx_cli.errors import LrxError
from lrx_cli.storage.history.backups import problems_in
from lrx_cli.storage.history.store import open_history
from tests.faults.homes import seen
from tests.storage.recorded import later, record

SECTOR = 512
PAGE = 4_096


def harmed(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Every way, and what the file is then."""
    for place in range(0, len(whole), SECTOR):
        yield f"ends at {place}", whole[:place]
        for name, fill in (("zeros", b"\0"), ("ones", b"\xff")):
            yield f"{name} at {place}", whole[:place] + fill * SECTOR + whole[place + SECTOR :]
    for place in range(PAGE, len(whole), PAGE):
        yield f"swapped at {place}", whole[:place] + whole[PAGE : 2 * PAGE] + whole[place + PAGE :]
    yield "garbage behind it", whole + b"\xa5" * 5_000


def finding(good: Path, path: Path, data: bytes, before: object) -> str | None:
    """What is wrong with how ``data``, a damaged ``good`` at ``path``, is dealt with; ``None``: nothing."""
    path.write_bytes(data)
    try:
        told, shown = False, seen(path)
    except LrxError:
        told, shown = True, None
    if path.read_bytes() != data:
        return "a look changed the file"
    if not told and shown != before:
        return "what is shown is not what was kept, and nothing is said"
    with open_history(str(path), later(9)) as store:
        store.connection.execute("PRAGMA synchronous = OFF").fetchall()
        if bool(store.notices) < told:
            return "who looks is told, who plays is not"
        if store.notices and problems_in(store.connection):
            return "what was started over is damaged"
        if store.notices and not any(file.read_bytes() == data for file in path.parent.glob("*.damaged-*")):
            return "the damaged file was not kept"
        record(store, 9, started=later(9))
    return None
