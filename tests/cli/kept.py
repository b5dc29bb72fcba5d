"""A session played through what `lrx session` keeps it with, in no time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.records.session_record import Session
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.loop import run_loop
from tests.autoplay import Autoplay
from tests.session.short_session import short_session


def ignored(line: str, now: Snapshot) -> None:
    raise AssertionError(line)


def played(
    keeping: SessionHistory,
    presses: Sequence[tuple[Ms, str]] = (),
    *,
    notice: Callable[[str, Snapshot], None] = ignored,
    beside: Sequence[Output] = (),
) -> None:
    """``notice`` hears what keeping has to say; ``beside`` hear the session before it is kept."""
    timeline, autoplay = short_session(), Autoplay(presses)
    session = Session(
        keeping.id,
        keeping.begun,
        "short",
        "standard",
        "auto",
        timeline.duration,
        counted=True,
        asked="skipped",
        version="1",
    )
    kept = keeping.recorder(session, timeline, notice)
    run_loop(Player(timeline), autoplay, autoplay, [*beside, *kept])
