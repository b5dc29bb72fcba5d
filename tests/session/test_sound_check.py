"""Before a session: it is asked about sound until something would be heard, or it does not matter."""

from __future__ import annotations

from typing import cast

import pytest

from lrx_cli.core.settings import Settings
from lrx_cli.errors import SessionDeclined
from lrx_cli.session import audio
from lrx_cli.session.audio import AudioSetup, ask_about_sound
from lrx_cli.system.audio_players import MUTED, NO_OUTPUT, VOLUME_0
from tests.session.asking import Asked, FakeKeys
from tests.session.outputs.loudspeakers import FakeDevice, HandClock


def test_where_no_player_has_a_device_that_is_asked_about_too_and_looked_at_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = HandClock()
    device = FakeDevice(clock)
    device.loses_its_device()
    monkeypatch.setattr(audio, "candidates", lambda *_: [device])
    setup = AudioSetup(Settings(), voice=False)
    assert "no player" in (setup.trouble() or "").lower()
    device.gets_it_back()
    assert setup.trouble() is None


class FakeAudio:
    def __init__(self, *troubles: str) -> None:
        self._troubles = list(troubles)

    def trouble(self) -> str | None:
        return self._troubles.pop(0) if self._troubles else None


def asked(keys: FakeKeys, *troubles: str) -> str:
    """What stood on the screens."""
    interview = Asked(keys)
    ask_about_sound(interview.interview, cast(AudioSetup, FakeAudio(*troubles)))
    return "\n".join(interview.shown)


def test_where_it_is_heard_nothing_is_asked() -> None:
    assert asked(FakeKeys()) == ""


def test_it_looks_again_until_something_would_be_heard() -> None:
    shown = asked(FakeKeys("space", "enter"), MUTED, VOLUME_0)
    assert shown.index("Unmute it.") < shown.index("Turn it up.")


def test_one_may_go_on_without_sound() -> None:
    assert "go on without sound" in asked(FakeKeys("g"), *[NO_OUTPUT] * 5)


def test_one_may_leave() -> None:
    with pytest.raises(SessionDeclined):
        asked(FakeKeys("q"), MUTED)
