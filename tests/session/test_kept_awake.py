"""Whether a session says that the computer may fall asleep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from lrx_cli.core.player.player import Player
from lrx_cli.system import keep_awake
from lrx_cli.system.keep_awake import KeepAwake
from tests.session.short_session import short_session


@pytest.mark.parametrize(("holds", "far", "said"), [(True, False, 0), (False, False, 1), (False, True, 0)])
def test_where_nothing_holds_the_computer_awake_it_is_said_once(
    holds: bool, far: bool, said: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def kept() -> Iterator[Callable[[], bool]]:
        yield lambda: holds

    monkeypatch.setattr(keep_awake, "kept_awake", kept)
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    if far:
        monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    notices: list[str] = []
    output = KeepAwake(lambda sentence, now: notices.append(sentence))
    player = Player(short_session())
    player.handle(0, "start")
    for moment in (0, 1_000, 3_000, 6_000):
        output.on_events((), player.snapshot(moment))
    output.close()
    assert len(notices) == said
    assert all("falls asleep" in notice for notice in notices)
