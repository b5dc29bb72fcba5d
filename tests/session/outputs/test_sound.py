"""What a session sounds like: clips at their moments, and what keys and broken players make of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Command, CueDue, Event
from lrx_cli.core.player.keymap import View
from lrx_cli.core.player.player import Player
from lrx_cli.core.timeline.timeline import Cue, Timeline
from lrx_cli.session.outputs.sound import Sound
from lrx_cli.sound.samples import Samples, moment, silence, ticking, tone
from lrx_cli.sound.tones import Priority, priority
from tests.core.scores import ONE_LEG, score
from tests.session.outputs.loudspeakers import FakeDevice, HandClock, Played
from tests.session.short_session import short_session

WORDS: Samples[int] = tone("alert") + silence(400)
"""What the voice of these tests says, whatever it is asked for: a second long."""


def words(line: str) -> Samples[int] | None:
    return None if line == "Nobody can say this." else WORDS


class Listening:
    """A session, its sound, and who listens; driven as the loop drives it."""

    def __init__(
        self, timeline: Timeline | None = None, speed: float = 1, wake: Ms = 0, news: Sequence[str] = ()
    ) -> None:
        self.clock = HandClock()
        self.device = FakeDevice(self.clock)
        self.notices: list[str] = []
        self.bells: list[Ms] = []
        self.trouble: str | None = None
        self.sound = Sound(
            self.device,
            words,
            self.clock,
            bell=lambda: self.bells.append(self.clock.now),
            notice=lambda sentence, now: self.notices.append(sentence),
            news=news,
            trouble=lambda: self.trouble,
            wake=wake,
            speed=speed,
        )
        self.player = Player(timeline or short_session())
        self.events: list[Event] = []
        self.press("start")

    @property
    def now(self) -> Ms:
        return self.clock.now

    @property
    def played(self) -> list[Played]:
        return self.device.played

    def press(self, command: Command | None) -> None:
        events = self.player.handle(self.now, command)
        self.events += events
        if events:
            self.sound.on_events(events, self.player.snapshot(self.now))

    def look(self, view: View) -> None:
        self.sound.view(view, self.player.snapshot(self.now))

    def tell(self, *cues: Cue) -> None:
        """As if the player had said so."""
        now = self.player.snapshot(self.now)
        self.sound.on_events([CueDue(now.at, 0, cue) for cue in cues], now)

    def wait(self, ms: Ms) -> None:
        until = self.now + ms
        while True:
            wake = self.sound.wake(self.now)
            moments = [moment for moment in (self.player.deadline, wake) if moment is not None]
            if not moments or min(moments) > until:
                break
            self.clock.now = max(self.now, min(moments))
            before = len(self.events)
            self.press(None)
            if before == len(self.events) and wake is not None and wake <= self.now:
                self.sound.on_events((), self.player.snapshot(self.now))
        self.clock.now = until

    def until_cue(self, kind: str) -> CueDue:
        """Up to the next cue of that kind, the moment it was told."""
        seen = len(self.events)
        while True:
            found = [e for e in self.events[seen:] if isinstance(e, CueDue) and e.cue.kind == kind]
            if found:
                return found[-1]
            due = self.player.deadline
            assert due is not None, f"no {kind} comes"
            self.wait(due - self.now)


@pytest.fixture
def listening() -> Listening:
    return Listening()


def cues_of(events: Sequence[Event]) -> list[tuple[Ms, Cue]]:
    return [(event.at, event.cue) for event in events if isinstance(event, CueDue)]


def test_every_tone_and_every_line_is_heard_at_its_moment(listening: Listening) -> None:
    listening.wait(200_000)
    assert listening.player.state == "ended"
    heard = {}
    for clip in listening.played:
        for at, cue in cues_of(listening.events):
            if clip.at <= at < clip.at + clip.ms:
                start = (at - clip.at) * 12
                expected = moment(cue.tone, words(cue.say) if cue.say else None)
                if clip.samples[start : start + len(expected)] == expected:
                    heard[at] = cue
    audible = {at: cue for at, cue in cues_of(listening.events) if cue.tone or cue.say}
    assert heard == audible


def test_nothing_is_cut_off_when_nobody_presses_anything(listening: Listening) -> None:
    listening.wait(200_000)
    assert [clip.at for clip in listening.played if clip.stopped_at is not None] == []


def test_three_ticks_and_what_they_announce_are_one_clip(listening: Listening) -> None:
    first = listening.until_cue("count")
    clip = listening.played[-1]
    assert clip.at == first.at
    assert clip.samples == ticking(3, moment("go", WORDS))
    before = len(listening.played)
    listening.wait(3_100)
    assert len(listening.played) == before


def test_ticks_before_the_end_of_a_long_hold_end_in_the_tone_of_its_return() -> None:
    listening = Listening()
    while True:
        event = listening.until_cue("count")
        segment = listening.player.snapshot(listening.now).segment
        if segment is not None and segment.kind == "hold":
            break
        listening.wait(3_000)
    assert event.cue.text == "3"
    following = listening.player.timeline.segments[segment.index + 1].cues[0]
    listening.wait(3_000)
    told = cues_of(listening.events)[-1][1]
    assert told.tone in ("back", "end")
    assert listening.played[-1].samples == ticking(3, moment(told.tone, WORDS if told.say else None))
    assert following.text == told.text


def test_ticks_announce_what_the_route_plays_next_and_not_what_is_stored_next() -> None:
    """Before the easier form comes a lead-in, so these ticks announce no movement."""
    listening = Listening(score(ONE_LEG))
    while (segment := listening.player.snapshot(listening.now).segment) is None or segment.kind != "switch":
        listening.wait(100)
    listening.press("hurt")
    listening.press("hurt_strong")
    listening.until_cue("count")
    assert listening.played[-1].samples == ticking(3)
    listening.wait(3_000)
    assert listening.played[-1].at == listening.now


def test_where_time_is_not_real_every_tick_is_a_clip() -> None:
    listening = Listening(speed=2)
    listening.until_cue("count")
    assert listening.played[-1].samples == tone("tick")
    listening.wait(1_000)
    assert listening.played[-1].samples == tone("tick")


def test_after_a_pause_the_ticks_that_are_left_are_one_clip_again(listening: Listening) -> None:
    listening.until_cue("count")
    listening.wait(500)
    listening.press("pause")
    assert listening.played[-2].stopped_at == listening.now
    listening.wait(5_000)
    listening.press("go_on")
    listening.until_cue("count")
    assert listening.played[-1].samples == ticking(3, moment("go", WORDS))


def test_ticks_of_a_count_in_end_in_silence(listening: Listening) -> None:
    while (segment := listening.player.snapshot(listening.now).segment) is None or segment.kind != "hold":
        listening.wait(100)
    listening.press("pause")
    listening.wait(3_000)
    listening.press("go_on")
    listening.until_cue("count")
    assert listening.played[-1].samples == ticking(3)


def test_a_pause_silences_the_clip_and_says_so(listening: Listening) -> None:
    listening.wait(300)
    running = listening.played[-1]
    listening.press("pause")
    assert running.stopped_at == 300
    assert listening.played[-1].at == 300


def test_leaving_a_segment_early_silences_what_was_being_said(listening: Listening) -> None:
    listening.wait(100)
    running = listening.played[-1]
    listening.press("skip")
    assert running.stopped_at == 100


def test_a_line_of_more_weight_interrupts_and_one_of_less_waits(listening: Listening) -> None:
    listening.wait(1_500)
    listening.tell(Cue(0, "safety", "Stop.", "Stop.", "alert"))
    stop = listening.played[-1]
    listening.tell(Cue(0, "step", "Bend the knee.", "Bend the knee."))
    assert listening.played[-1] is stop
    listening.wait(stop.ms + 50)
    assert stop.stopped_at is None


@pytest.mark.parametrize(("too_early", "told"), [(300, True), (900, False)])
def test_a_tip_may_wait_for_a_moment_and_is_dropped_after_that(
    listening: Listening, too_early: Ms, told: bool
) -> None:
    while (segment := listening.player.snapshot(listening.now).segment) is None or segment.duration != 12_000:
        listening.wait(100)
    listening.wait(2_000)
    listening.tell(Cue(0, "hold", "Hold there.", "Hold there.", "stay"))
    listening.wait(listening.played[-1].ms - too_early)
    before = len(listening.played)
    listening.tell(Cue(0, "tip", "Breathe.", "Breathe."))
    assert len(listening.played) == before
    listening.wait(too_early + 50)
    assert (len(listening.played) > before) == told


def test_mute_says_so_and_then_nothing_more_is_heard(listening: Listening) -> None:
    listening.wait(200)
    listening.look("mute")
    assert listening.played[-1].samples == WORDS
    muted = len(listening.played)
    listening.wait(20_000)
    assert len(listening.played) == muted
    listening.look("mute")
    listening.wait(20_000)
    assert len(listening.played) > muted + 3


def test_with_the_voice_off_only_tones_are_heard(listening: Listening) -> None:
    listening.look("voice")
    off = len(listening.played)
    listening.wait(30_000)
    tones = [clip.samples for clip in listening.played[off:]]
    assert tone("stay") in tones
    assert ticking(3, tone("go")) in tones
    assert all(samples[-len(WORDS) :] != WORDS for samples in tones)


def test_a_line_that_nobody_can_say_leaves_its_tone(listening: Listening) -> None:
    listening.tell(Cue(0, "step", "Nobody can say this.", "Nobody can say this.", "go"))
    assert listening.played[-1].samples == tone("go")


def test_without_a_player_the_bell_rings_for_what_must_be_noticed(listening: Listening) -> None:
    listening.device.missing = True
    listening.wait(30_000)
    tones = [at for at, cue in cues_of(listening.events) if cue.tone and cue.tone != "tick" and at > 0]
    assert set(tones) <= set(listening.bells)
    assert listening.notices == [
        "No sound: fake player cannot be started: No such file or directory. Everything is shown in writing."
    ]
    gaps = [b - a for a, b in zip(listening.bells, listening.bells[1:], strict=False)]
    assert min(gaps) >= 900


def test_a_lost_device_rings_the_bell_and_sound_comes_back_by_itself(listening: Listening) -> None:
    listening.wait(10_000)
    listening.device.loses_its_device()
    listening.wait(10_000)
    assert listening.bells
    assert listening.notices == ["No sound: fake player ended with code 1. Everything is shown in writing."]
    listening.device.gets_it_back()
    listening.wait(10_000)
    assert listening.notices[1:] == ["Sound is back."]
    rung = len(listening.bells)
    listening.wait(20_000)
    assert len(listening.bells) == rung


def test_a_clip_is_put_together_before_its_moment(listening: Listening) -> None:
    asked: list[tuple[Ms, str]] = []
    listening.sound._voice = lambda line: asked.append((listening.now, line)) or WORDS
    listening.wait(40_000)
    due = {cue.say: at for at, cue in cues_of(listening.events) if cue.say and at > 5_000}
    late = [line for at, line in asked if line in due and at == due[line]]
    assert late == []


def test_the_last_words_are_not_cut_by_the_end_of_the_program(listening: Listening) -> None:
    listening.wait(10_000)
    listening.press("quit")
    listening.sound.close()
    assert listening.played[-1].at == listening.now
    assert listening.played[-1].stopped_at is None


def test_stopping_the_program_silences_it(listening: Listening) -> None:
    listening.wait(100)
    listening.sound.suspend()
    assert listening.played[-1].stopped_at == 100


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("safety", None, Priority.SAFETY),
        ("safety", "alert", Priority.SAFETY),
        ("step", "go", Priority.CUE),
        ("count", "tick", Priority.CUE),
        ("halfway", None, Priority.CUE),
        ("switch", None, Priority.CUE),
        ("step", None, Priority.STEP),
        ("announce", None, Priority.STEP),
        ("tip", None, Priority.TIP),
        ("tip", "go", Priority.TIP),
    ],
)
def test_what_must_be_done_now_weighs_more_than_what_may_be_known(
    kind: str, name: str | None, expected: Priority
) -> None:
    assert priority(kind, name) == expected


def test_an_output_that_sleeps_is_woken_before_a_sound_after_a_quiet_stretch() -> None:
    usual, waking = Listening(), Listening(wake=400)
    for listening in (usual, waking):
        listening.wait(200_000)
    sounds = [clip for clip in waking.played if any(clip.samples)]
    assert [(clip.at, clip.samples) for clip in sounds] == [(c.at, c.samples) for c in usual.played]
    woken = []
    for before, clip, following in zip(waking.played, waking.played[1:], waking.played[2:], strict=False):
        if not any(clip.samples):
            assert clip.ms == 400
            assert following.at - clip.ms - clip.at == 150, "awake and idle when the sound begins"
            assert following.at - before.at - before.ms > 4_000
            woken.append(following.at)
    slept = [b.at for a, b in zip(usual.played, usual.played[1:], strict=False) if b.at - a.at - a.ms > 4_000]
    assert woken == slept
    assert slept


def test_nothing_wakes_an_output_in_a_pause() -> None:
    listening = Listening(wake=400)
    listening.wait(5_000)
    listening.press("pause")
    count = len(listening.played)
    listening.wait(60_000)
    assert not [clip for clip in listening.played[count:] if not any(clip.samples)]


def test_what_is_known_of_the_sound_before_is_shown_at_the_beginning() -> None:
    listening = Listening(news=["The sound of this computer is muted. Unmute it."])
    assert listening.notices == []
    listening.wait(3_000)
    assert listening.notices == ["The sound of this computer is muted. Unmute it."]


def test_a_pause_says_once_that_the_sound_was_muted_meanwhile(listening: Listening) -> None:
    listening.wait(5_000)
    listening.trouble = "The sound of this computer is muted. Unmute it."
    listening.wait(5_000)
    assert listening.notices == [], "nothing is asked on the way"
    for _ in range(2):
        listening.press("pause")
        assert listening.played[-1].at == listening.now, "the answer is not waited for"
        listening.wait(5_000)
        assert listening.notices == [listening.trouble]
        listening.press("go_on")
        listening.wait(10_000)


def test_where_it_hurts_nobody_is_told_about_sound(listening: Listening) -> None:
    listening.wait(30_000)
    listening.trouble = "The sound of this computer is muted. Unmute it."
    listening.press("hurt")
    listening.wait(20_000)
    assert listening.notices == []
