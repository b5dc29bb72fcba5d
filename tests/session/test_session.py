"""The loop: what it does with time, keys, signals and outputs that fail."""

from __future__ import annotations

import errno
import signal
from collections.abc import Sequence

import pytest

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import (
    Changed,
    Event,
    Paused,
    Resumed,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
)
from lrx_cli.core.player.keymap import View
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Look, Output, Terminated
from lrx_cli.session.loop import SessionResult, run_loop
from lrx_cli.system.clock import MonotonicClock
from tests.autoplay import LONGEST_PLAY, Autoplay
from tests.session.short_session import short_session


class FakeOutput(Output):
    """Writes down what it was told, for itself and in a list shared with others."""

    def __init__(self, name: str = "it", shared: list[str] | None = None, *, every: Ms | None = None) -> None:
        self.name = name
        self.shared: list[str] = [] if shared is None else shared
        self.events: list[Event] = []
        self.frames: list[Ms] = []
        self.views: list[View] = []
        self.closed = 0
        self._every = every

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self.events += events
        if events:
            self.shared.append(f"{self.name} {type(events[0]).__name__}")
        else:
            self.frames.append(now.at)

    def wake(self, now: Ms) -> Ms | None:
        if self._every is None:
            return None
        last = self.frames[-1] if self.frames else 0
        return last + self._every

    def view(self, view: View, now: Snapshot) -> None:
        self.views.append(view)

    def suspend(self) -> None:
        self.shared.append(f"{self.name} suspended")

    def redraw(self, now: Snapshot) -> None:
        self.shared.append(f"{self.name} redrawn")

    def close(self) -> None:
        self.closed += 1


class BrokenOutput(FakeOutput):
    """Fails from the ``after``th hearing on."""

    def __init__(self, error: int, after: int = 3) -> None:
        super().__init__("broken")
        self._error = error
        self._left = after
        self.asked_again = False

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self._left -= 1
        if self._left < 0:
            self.asked_again = self._left < -1
            raise OSError(self._error, "no more")
        super().on_events(events, now)


class SignalledAutoplay(Autoplay):
    """Autoplay to which, at some moments, something happens that no hand pressed."""

    def __init__(self, happens: list[tuple[Ms, str | Terminated]], *, stopped_for: Ms = 0) -> None:
        super().__init__([(moment, what) for moment, what in happens if isinstance(what, str)])
        self._ends = [(moment, what) for moment, what in happens if isinstance(what, Terminated)]
        self._stopped_for = stopped_for
        self._away: Ms = 0

    def look(self, *, away: bool = False) -> Look:
        look = super().look()
        lost, self._away = (self._away if away else 0), 0
        return look._replace(lost=look.lost + lost)

    def read(self, seconds: float) -> list[str]:
        keys = super().read(seconds)
        if self._ends and self.look().now >= self._ends[0][0]:
            raise self._ends[0][1]
        return keys

    def suspend(self) -> None:
        self._away = self._stopped_for


def played(
    autoplay: Autoplay, *outputs: Output, player: Player | None = None
) -> tuple[SessionResult, Player]:
    player = player or Player(short_session(), attended=autoplay.interactive)
    return run_loop(player, autoplay, autoplay, outputs), player


def kinds(output: FakeOutput) -> list[type]:
    return [type(event) for event in output.events]


def test_a_session_plays_to_its_end() -> None:
    output = FakeOutput()
    ending, _ = played(Autoplay(), output)
    assert (ending.outcome, ending.exit_code) == ("done", 0)
    assert ending.done == ending.planned == 10
    assert isinstance(output.events[0], SessionStarted)
    assert isinstance(output.events[-1], SessionEnded)
    assert output.events[-1].at == short_session().duration
    assert output.closed == 1


def test_outputs_hear_in_their_order_each_time() -> None:
    shared: list[str] = []
    played(
        Autoplay(), FakeOutput("sound", shared), FakeOutput("lines", shared), FakeOutput("history", shared)
    )
    names = [line.split()[0] for line in shared]
    assert names == ["sound", "lines", "history"] * (len(names) // 3)


def test_an_output_that_needs_frames_gets_them_when_they_are_due() -> None:
    output = FakeOutput(every=250)
    played(Autoplay(), output)
    assert output.frames[:4] == [250, 500, 750, 1_000]


def test_quitting_by_key_is_no_failure() -> None:
    output = FakeOutput()
    ending, _ = played(Autoplay([(5_000, "q"), (6_000, "q")]), output)
    assert (ending.outcome, ending.exit_code) == ("stopped", 0)
    assert isinstance(output.events[-1], SessionEnded)
    assert output.events[-1].at == 6_000


def test_keys_of_the_first_second_were_meant_for_something_else() -> None:
    ending, _ = played(Autoplay([(100, "q"), (900, "q")]), FakeOutput())
    assert ending.outcome == "done"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_and_every_output_hears_the_end(number: int, code: int) -> None:
    output = FakeOutput()
    ending, _ = played(SignalledAutoplay([(12_000, Terminated(number))]), output)
    assert (ending.outcome, ending.signal, ending.exit_code, ending.gone) == ("stopped", number, code, False)
    assert isinstance(output.events[-1], SessionEnded)
    assert output.closed == 1


def test_a_terminal_that_is_gone_is_known_to_be_gone() -> None:
    ending, _ = played(SignalledAutoplay([(12_000, Terminated(signal.SIGHUP, gone=True))]), FakeOutput())
    assert (ending.gone, ending.exit_code) == (True, 129)


@pytest.mark.parametrize(
    ("error", "code"), [(errno.EPIPE, 0), (errno.EIO, 129), (errno.ENOSPC, 74), (errno.EBADF, 74)]
)
def test_lines_that_nobody_can_read_end_it(error: int, code: int) -> None:
    history = FakeOutput()
    broken = BrokenOutput(error)
    ending, _ = played(Autoplay(), broken, history)
    assert (ending.outcome, ending.exit_code) == ("stopped", code)
    assert isinstance(history.events[-1], SessionEnded), "what keeps the session hears how it ends"
    assert not broken.asked_again
    assert broken.closed == history.closed == 1


def test_a_bug_in_an_output_is_not_hidden_and_closes_all() -> None:
    class Buggy(FakeOutput):
        def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
            raise KeyError("a bug")

    other = FakeOutput()
    with pytest.raises(KeyError):
        played(Autoplay(), other, Buggy())
    assert other.closed == 1


def test_sleep_is_told_and_pauses_and_nothing_of_it_counts() -> None:
    output = FakeOutput()
    ending, _ = played(Autoplay([(70_000, "space")], sleeps=[(56_000, 3_600_000)]), output)
    lost = next(event for event in output.events if isinstance(event, Changed))
    assert (lost.what, lost.value, lost.at) == ("lost", 3_600_000, 56_000)
    paused = next(event for event in output.events if isinstance(event, Paused))
    assert (paused.why, paused.at) == ("stalled", 56_000)
    assert ending.outcome == "done"
    assert isinstance(output.events[-1], SessionEnded)
    assert output.events[-1].at < 3_600_000


def test_without_a_keyboard_it_goes_on_by_itself_after_sleep() -> None:
    output = FakeOutput()
    ending, _ = played(Autoplay(sleeps=[(56_000, 3_600_000)], interactive=False), output)
    assert kinds(output).count(Paused) == kinds(output).count(Resumed) == 1
    assert ending.outcome == "done"


@pytest.mark.parametrize("stopped_for", [0, 400, 50_000])
def test_a_stop_gives_everything_back_and_comes_back_paused(stopped_for: Ms) -> None:
    shared: list[str] = []
    output = FakeOutput("screen", shared)
    keys = SignalledAutoplay([(12_000, "stop"), (30_000, "space")], stopped_for=stopped_for)
    ending, _ = played(keys, output)
    paused = next(event for event in output.events if isinstance(event, Paused))
    assert (paused.at, paused.why) == (12_000, "stalled")
    at = shared.index("screen suspended")
    assert "screen redrawn" in shared[at:]
    assert ending.outcome == "done"


@pytest.mark.parametrize("stopped_for", [400, 50_000])
def test_what_was_played_up_to_a_stop_counts_and_nothing_of_the_stop(stopped_for: Ms) -> None:
    """By the real clock, which counts as lost what it has not looked at before somebody was away."""

    class StoppedOnce(Autoplay):
        ns = 0

        def read(self, seconds: float) -> list[str]:
            if self.ns > 20_000_000_000:
                raise Terminated(signal.SIGTERM)
            before, self.ns = self.ns, self.ns + round(seconds * 1_000_000_000)
            if before < 12_100_000_000 <= self.ns:  # between two looks
                self.ns = 12_100_000_000
                return ["stop"]
            return []

        def suspend(self) -> None:
            self.ns += stopped_for * 1_000_000

    keys, output = StoppedOnce(), FakeOutput()
    clock = MonotonicClock(awake=lambda: keys.ns, counting_sleep=lambda: keys.ns)
    run_loop(Player(short_session()), clock, keys, [output])
    lost = next(event for event in output.events if isinstance(event, Changed))
    assert (lost.what, lost.value, lost.at) == ("lost", stopped_for, 12_100)
    assert [event.at for event in output.events if isinstance(event, Paused)] == [12_100]


def test_being_continued_from_a_stop_nobody_could_catch_pauses_too() -> None:
    shared: list[str] = []
    output = FakeOutput("screen", shared)
    result, _ = played(SignalledAutoplay([(12_000, "cont")]), output)  # short: it goes on by itself
    assert [event.why for event in output.events if isinstance(event, Paused)] == ["stalled"]
    assert result.outcome == "done"
    assert "screen redrawn" in shared


def test_another_size_redraws_and_pauses_nothing() -> None:
    shared: list[str] = []
    output = FakeOutput("screen", shared)
    played(SignalledAutoplay([(12_000, "resize")]), output)
    assert shared.count("screen redrawn") == 1
    assert Paused not in kinds(output)


def test_view_keys_reach_the_outputs_and_not_the_player() -> None:
    output = FakeOutput()
    plain = FakeOutput()
    played(Autoplay([(5_000, "?"), (6_000, "m")]), output)
    played(Autoplay(), plain)
    assert output.views == ["keys", "mute"]
    assert output.events == plain.events


def test_reading_the_details_pauses() -> None:
    output = FakeOutput()
    played(Autoplay([(5_000, "i"), (9_000, "space")]), output)
    assert output.views == ["details"]
    assert [event.at for event in output.events if isinstance(event, Paused)] == [5_000]


def test_a_segment_that_waits_goes_on_with_a_key() -> None:
    output = FakeOutput()
    ending, _ = played(Autoplay([(90_000, "n")]), output, player=Player(short_session(waits=True)))
    assert ending.outcome == "done"
    moves = [e for e in output.events if isinstance(e, SegmentStarted) and e.segment.kind == "move"]
    assert moves[3].at == 93_000, "three ticks after the key"


def test_a_script_that_forgets_a_key_ends_all_the_same() -> None:
    ending, _ = played(Autoplay([(5_000, "space")]), FakeOutput())
    assert (ending.outcome, ending.signal) == ("stopped", signal.SIGTERM)


def test_autoplay_never_outlasts_its_limit() -> None:
    autoplay = Autoplay()
    autoplay.read(LONGEST_PLAY / 1_000)
    with pytest.raises(Terminated):
        autoplay.read(1.0)
