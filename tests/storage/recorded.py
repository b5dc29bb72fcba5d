"""Sessions played into a history of their own, in no time.

Run as a program (``python -m tests.storage.recorded FILE``) it plays one and says what is promised, for
whoever wants to cut it off.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer
from lrx_cli.core.player.bookmark import Bookmark
from lrx_cli.core.player.player import Player
from lrx_cli.core.ports import Output, Terminated
from lrx_cli.core.records.session_record import Record, Session
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.session.loop import run_loop
from lrx_cli.storage.history import queries
from lrx_cli.storage.history.recorder import Recorder
from lrx_cli.storage.history.store import Store, open_history
from lrx_cli.storage.history.tables import add_answers
from tests.autoplay import Autoplay
from tests.session.short_session import short_session

TODAY = Moment(1_700_000_000_000, 60)
DAY: Ms = 86_400_000


def later(days: int) -> Moment:
    return Moment(TODAY.utc + days * DAY, TODAY.offset)


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def session(
    number: int = 1, *, started: Moment = TODAY, counted: bool = True, timeline: Timeline | None = None
) -> Session:
    duration = (timeline or short_session()).duration
    return Session(uuid(number), started, "short", "standard", "auto", duration, counted, "not asked", "1.0")


class CutOff(Exception):
    """What a kill is to a program, for a test: nothing more is heard, nothing is closed."""


class Cutting(Autoplay):
    """Autoplay that is cut off at a moment."""

    def __init__(self, presses: Sequence[tuple[Ms, str]] = (), *, at: Ms | None = None) -> None:
        super().__init__(presses)
        self._at = at

    def read(self, seconds: float) -> list[str]:
        keys = super().read(seconds)
        if self._at is not None and self.look().now >= self._at:
            raise CutOff
        return keys


def record(
    store: Store,
    number: int = 1,
    presses: Sequence[tuple[Ms, str]] = (),
    *,
    cut_at: Ms | None = None,
    started: Moment = TODAY,
    counted: bool = True,
    timeline: Timeline | None = None,
    tell: Callable[[str], None] = lambda line: None,
    safe: Callable[[int], None] = lambda row: None,
    others: Sequence[Output] = (),
) -> Recorder:
    """Play a session into the history; what ``lrx session`` does, without time."""
    timeline = timeline or short_session()
    kept = session(number, started=started, counted=counted, timeline=timeline)
    recorder = Recorder(store, kept, timeline, started, tell=lambda line, now: tell(line), safe=safe)
    _play(Player(timeline), Cutting(presses, at=cut_at), [*others, recorder])
    return recorder


def resume(
    store: Store,
    presses: Sequence[tuple[Ms, str]] = (),
    *,
    cut_at: Ms | None = None,
    now: Moment = TODAY,
    others: Sequence[Output] = (),
) -> Recorder:
    """Go on with what was left."""
    found = queries.resumable(store.connection)
    assert found is not None
    timeline: Timeline
    bookmark: Bookmark
    timeline, bookmark = found.point.resume("went_on")
    recorder = Recorder(
        store,
        found.record.session,
        timeline,
        now,
        before=found.record,
        mode="went_on",
        tell=lambda line, now: None,
    )
    player = Player(timeline, bookmark, 0)
    _play(player, Cutting(presses, at=cut_at), [*others, recorder])
    return recorder


def _play(player: Player, autoplay: Cutting, outputs: Sequence[Output]) -> None:
    with suppress(CutOff):
        run_loop(player, autoplay, autoplay, outputs)


@contextmanager
def hurried(path: Path, now: Moment = TODAY) -> Iterator[Store]:
    """A history that does not wait for the disk: what a power cut does is tested elsewhere."""
    with open_history(str(path), now) as store:
        store.connection.execute("PRAGMA synchronous = OFF").fetchall()
        yield store


def keep(store: Store, answers: Sequence[Answer]) -> None:
    with store.transaction() as connection:
        add_answers(connection, answers)


def history(path: Path, sessions: int = 3) -> Path:
    """A history of that many finished sessions, one a day."""
    with hurried(path) as store:
        for number in range(1, sessions + 1):
            record(store, number, started=later(number))
    return path


def records(path: Path) -> list[Record]:
    with queries.reading(str(path)) as connection:
        return list(queries.records(connection))


def ids(path: Path) -> set[str]:
    with queries.reading(str(path)) as connection:
        return set(queries.ids(connection))


def flip(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def main(path: str) -> None:
    """Plays one session more, and promises each row once it is safe."""
    trouble = False

    def told(line: str) -> None:
        nonlocal trouble
        trouble = True
        sys.stderr.write(line + "\n")

    with open_history(path, TODAY, busy_ms=250) as store:
        number = store.connection.execute("SELECT count(*) FROM session").fetchone()[0] + 1

        def safe(row: int) -> None:
            os.write(1, f"ACK {uuid(number)}:{row}\n".encode())

        recorder = record(store, number, started=later(number), tell=told, safe=safe)
    if recorder.unsaved:
        raise SystemExit(74)


if __name__ == "__main__":
    from lrx_cli.errors import LrxError

    try:
        main(sys.argv[1])
    except (LrxError, Terminated) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(getattr(error, "exit_code", 1)) from None
