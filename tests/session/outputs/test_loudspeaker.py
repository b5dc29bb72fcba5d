"""One clip at a time through a player that may fail in any way."""

from __future__ import annotations

import pytest

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.session.outputs.loudspeaker import GIVEN_UP, HUNG, LINGER, OBEY, Loudspeaker
from lrx_cli.sound.samples import silence, wave
from tests.session.outputs.loudspeakers import FakeDevice, HandClock


class Room:
    def __init__(self) -> None:
        self.clock = HandClock()
        self.device = FakeDevice(self.clock)
        self.news: list[str | None] = []
        self.loudspeaker = Loudspeaker(self.device, self.clock, self.news.append)

    def play(self, ms: Ms = 1_000) -> bool:
        return self.loudspeaker.play(wave(silence(ms)), ms)

    def wait(self, ms: Ms) -> bool:
        """Time passes, with a look whenever one is due; whether every clip was heard."""
        heard = True
        until = self.clock.now + ms
        while (due := self.loudspeaker.due) is not None and due <= until:
            self.clock.now = due
            heard &= self.loudspeaker.look()
        self.clock.now = until
        return heard


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_new_clip_takes_the_place_of_the_one_that_plays(room: Room) -> None:
    room.play()
    room.wait(400)
    room.play()
    first, second = room.device.played
    assert first.stopped_at == 400
    assert second.stopped_at is None


def test_a_player_that_drains_its_buffer_is_left_alone(room: Room) -> None:
    room.device.takes = 3_000
    room.play(1_000)
    room.wait(1_500)
    room.play(1_000)
    assert room.device.played[0].stopped_at is None
    assert room.wait(10_000)
    assert room.news == []


def test_a_player_that_hangs_is_killed_and_counts_as_failed(room: Room) -> None:
    room.device.hangs()
    room.play(1_000)
    assert not room.wait(1_000 + HUNG)
    assert room.device.played[0].killed


def test_an_output_that_stalls_is_reported_and_does_not_play_all_it_owes_at_once(room: Room) -> None:
    room.device.hangs()
    for _ in range(5):
        room.play(500)
        room.wait(2_000)
    assert room.news == ["fake player does not come to an end"]
    assert [played.stopped_at is None for played in room.device.played] == [False] * 4 + [True]


def test_a_player_that_does_not_obey_is_killed(room: Room) -> None:
    room.device.obeys = False
    room.play(60_000)
    room.loudspeaker.stop()
    room.wait(OBEY + 50)
    assert room.device.played[0].killed


def test_the_second_failure_in_a_row_is_told_once(room: Room) -> None:
    room.device.loses_its_device()
    for _ in range(5):
        room.play()
        assert not room.wait(GIVEN_UP)
    assert room.news == ["fake player ended with code 1"]


def test_one_failure_alone_is_not_told(room: Room) -> None:
    room.device.loses_its_device()
    room.play()
    room.wait(500)
    room.device.gets_it_back()
    room.play()
    room.wait(2_000)
    assert room.news == []


def test_it_is_told_when_clips_play_again(room: Room) -> None:
    room.device.missing = True
    assert [room.play(), room.play(), room.play()] == [False] * 3
    room.device.missing = False
    room.play()
    room.wait(2_000)
    assert room.news == ["fake player cannot be started: No such file or directory", None]


def test_being_stopped_is_no_failure(room: Room) -> None:
    for _ in range(3):
        room.play()
        room.wait(300)
        room.loudspeaker.stop()
        room.wait(300)
    assert room.news == []


def test_it_wakes_nobody_when_nothing_runs(room: Room) -> None:
    assert room.loudspeaker.due is None
    room.play(500)
    room.wait(500 + LINGER)
    assert room.loudspeaker.due is None


def test_closing_ends_every_process(room: Room) -> None:
    room.device.hangs()
    for _ in range(3):
        room.play(200)
        room.wait(1_000)
    room.loudspeaker.close(finish=True)
    assert all(played.stopped_at is not None for played in room.device.played)


def test_the_last_words_may_be_finished_by_a_player_that_has_shown_that_it_ends(room: Room) -> None:
    room.play(200)
    room.wait(1_000)
    room.play(5_000)
    room.loudspeaker.close(finish=True)
    assert room.device.played[-1].stopped_at is None
