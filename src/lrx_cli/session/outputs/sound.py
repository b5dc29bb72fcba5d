"""The session for the ears: tones and words at their moments, nothing talking over anything.

Each cue becomes one clip and goes to the loudspeaker. Ticks and what they announce are one clip as well,
begun at the first of them, so the time between them cannot jitter; the cues inside it then need no clips of
their own. Whatever changes the course of the session (a key, a pause) ends the clip, and the next cue begins
a new one: three ticks that were paused after the first go on as two ticks and their tone.

A clip is put together while nothing is due, so that its moment only has to start it. Where nothing can be
played the terminal's bell rings for what must be noticed, and a line says so once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from lrx_cli.core import player
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline import Cue, Segment
from lrx_cli.session.outputs.loudspeaker import Loudspeaker
from lrx_cli.sound.samples import Samples, at_volume, length, moment, silence, ticking, wave
from lrx_cli.sound.tones import CLEAR_OF_END, LATE_TIP, TICK_EVERY, Priority, Tone, priority
from lrx_cli.system.audio_players import AudioPlayer

_PREPARE_AFTER: Ms = 40
"""Real time. By then all other outputs have shown the cue."""
_QUIET: Ms = 4_000
"""After so long without a sound an output may sleep: PulseAudio and PipeWire let it after 5 s."""
_AWAKE_BEFORE: Ms = 150
"""So long before the sound the silence that wakes the output is over, though its player began late."""
_BELL_EVERY: Ms = 900
_FORESEEN = 4
"""Clips that are kept."""


class Clip(NamedTuple):
    """What is asked for at one moment: ticks, a tone, words. Also the name it is kept ready under."""

    ticks: int
    tone: Tone | None
    say: str | None


class _Playing(NamedTuple):
    weight: Priority
    cues: tuple[tuple[Ms, Tone | None, str | None], ...]
    """What is in the clip, by session time; once it was begun, these cues need no clip of their own."""
    over: Ms
    """By session time."""
    over_really: Ms
    """By real time."""


class _Waiting(NamedTuple):
    cue: Cue
    at: Ms
    segment_ends: Ms | None


class Sound(Output):
    """An output. ``voice`` gives a line as sound; ``None``: there is none, and its tone has to do. ``clock``
    tells real time; ``speed``: how much faster session time goes.

    ``bell`` rings the terminal's; ``notice`` gets a sentence to be shown, when sound goes and when it comes
    back. ``news``: what it gets at the beginning. ``trouble`` asks the system why nothing is heard; that
    takes a moment, so it is asked in pauses only: a person who hears nothing pauses, and looks. ``wake``:
    how long before a sound that follows a quiet stretch silence is played, for outputs that sleep and
    swallow what wakes them; 0: not at all.
    """

    def __init__(
        self,
        device: AudioPlayer | None,
        voice: Callable[[str], Samples[int] | None],
        clock: Callable[[], Ms],
        *,
        bell: Callable[[], None],
        notice: Callable[[str, player.Snapshot], None],
        news: Sequence[str] = (),
        trouble: Callable[[], str | None] = lambda: None,
        wake: Ms = 0,
        volume: int = 100,
        speed: float = 1.0,
    ) -> None:
        self.news: list[str] = [*news]
        """To be shown with the next snapshot."""
        self._trouble = trouble
        self._known_trouble: str | None = None
        self._ask_at: Ms | None = None
        """When it is asked about trouble, by real time."""
        self._loudspeaker = Loudspeaker(device, clock, self._hear_news)
        if device is None:
            self._hear_news("no player here has a device to play to")
        self._voice = voice
        self._clock = clock
        self._bell = bell
        self._notice = notice
        self._volume = volume
        self._speed = speed
        self._playing: _Playing | None = None
        self._waiting: _Waiting | None = None
        self._made = lru_cache(_FORESEEN)(self._make)
        """What is played of a clip, and how long that is."""
        self._foreseen: Clip | None = None
        self._prepared: Clip | None = None
        """The last one that was foreseen, and is ready."""
        self._prepare_at: Ms | None = None
        self._wake = wake
        self._wake_at: Ms | None = None
        """When silence is played, by real time."""
        self._quiet_since: Ms = clock()
        self._rang: Ms | None = None
        self._ended = False
        self.muted = False
        self.wordless = False

    # --- what an output does ----------------------------------------------------------------------

    def on_events(self, events: Sequence[player.Event], now: player.Snapshot) -> None:
        if not self._loudspeaker.look():
            self._not_heard()
        if now.state != "paused":
            self._ask_at = None
        for event in events:
            match event:
                case player.CueDue():
                    self._cue(event, now)
                case player.Paused(why=why):
                    self._be_silent()
                    if why == "asked":
                        self._ask_at = self._clock() + _PREPARE_AFTER
                case player.SegmentEnded(outcome=outcome) if outcome != "done":
                    self._be_silent()
                case player.SessionEnded():
                    self._ended = True
        if not events:
            if self._foreseen is not None:
                self._made(self._foreseen)
                self._prepared, self._foreseen = self._foreseen, None
            self._ask()
        if not any(isinstance(event, player.CueDue) for event in events):
            self._wake_output()
        self._play_waiting(now)
        self._foresee(now)
        # Of the beginning the outputs after this one hear later: nothing can be shown yet.
        if not any(isinstance(event, player.SessionStarted) for event in events):
            while self.news:
                self._notice(self.news.pop(0), now)

    def wake(self, now: Ms) -> Ms | None:
        planned = (self._prepare_at, self._wake_at, self._ask_at, self._loudspeaker.due)
        moments = [moment for moment in planned if moment is not None]
        if self._waiting is not None and self._playing is not None:
            moments.append(self._playing.over_really)
        if not moments:
            return None
        return now + max(0, ceil((min(moments) - self._clock()) * self._speed))

    def view(self, view: player.View, now: player.Snapshot) -> None:
        said = player.interruptions
        if view == "mute":
            self.muted = not self.muted
            word = said.SOUND_OFF if self.muted else said.SOUND_ON
        elif view == "voice":
            self.wordless = not self.wordless
            word = said.VOICE_OFF if self.wordless else said.VOICE_ON
        else:
            return
        self._be_silent()
        if view == "mute" or not self.muted:
            self._begin(now.at, word, spoken=True)

    def suspend(self) -> None:
        self._be_silent()

    def close(self) -> None:
        # The last words come with the end of the session: they may be finished without it.
        self._loudspeaker.close(finish=self._ended)

    # --- cues -------------------------------------------------------------------------------------

    def _cue(self, event: player.CueDue, now: player.Snapshot) -> None:
        cue, at = event.cue, event.at
        playing = self._playing
        in_clip = playing is not None and (at, cue.tone, cue.say) in playing.cues
        if (cue.say is None and cue.tone is None) or in_clip:
            return
        if playing is not None and at < playing.over and priority(cue.kind, cue.tone) < playing.weight:
            self._waiting = _Waiting(cue, at, None if now.left is None else now.at + now.left)
            return
        self._waiting = None
        ticks, then = self._with_ticks(cue, at, now)
        self._begin(at, then, ticks=ticks)

    def _with_ticks(self, cue: Cue, at: Ms, now: player.Snapshot) -> tuple[int, Cue]:
        """If the cue is a tick: how many there are with it, and what comes a second after the last one, where
        that is known."""
        if cue.kind != "count" or self._speed != 1:  # else a second in the clip is not one of the session
            return 0, cue
        count = int(cue.text) if cue.text.isdigit() else 1
        at_the_end = now.left is not None and now.at + now.left == at + count * TICK_EVERY
        then = self._announced(now) if at_the_end and now.state == "running" else None
        return count, then or cue._replace(tone=None)

    def _announced(self, now: player.Snapshot) -> Cue | None:
        """What the ticks of this segment announce: after a hold the return, otherwise a move. ``None``:
        something else comes."""
        segment, following = now.segment, now.following
        if segment is None or following is None or following.block != segment.block:
            return None
        expected = "return" if segment.kind == "hold" else "move"
        return _opening(following) if following.kind == expected else None

    def _play_waiting(self, now: player.Snapshot) -> None:
        """What gave way to something weightier, unless its time is over."""
        waiting, playing = self._waiting, self._playing
        if waiting is None or (playing is not None and now.at < playing.over):
            return
        self._waiting = None
        late = now.at - waiting.at
        if now.state != "running":
            return
        if priority(waiting.cue.kind, waiting.cue.tone) == Priority.TIP and late > LATE_TIP:
            return
        _, ms = self._made(self._clip(waiting.cue))
        if waiting.segment_ends is not None and now.at + ms + CLEAR_OF_END > waiting.segment_ends:
            return
        self._begin(now.at, waiting.cue)

    # --- clips ------------------------------------------------------------------------------------

    def _begin(self, at: Ms, cue: Cue, *, ticks: int = 0, spoken: bool = False) -> None:
        """Play a cue, after ``ticks`` ticks. ``spoken``: though the voice is off."""
        if self.muted and not spoken:
            return
        weight = Priority.CUE if ticks else priority(cue.kind, cue.tone)
        data, ms = self._made(self._clip(cue, ticks, spoken=spoken))
        if not ms:
            return
        cues: list[tuple[Ms, Tone | None, str | None]] = [
            (at + TICK_EVERY * place, "tick", None) for place in range(ticks)
        ]
        if cue.tone is not None or cue.say is not None:
            cues.append((at + TICK_EVERY * ticks, cue.tone, cue.say))
        self._quiet_since = self._clock() + ms
        self._playing = _Playing(weight, tuple(cues), at + round(ms * self._speed), self._quiet_since)
        if not self._loudspeaker.play(data, ms):
            self._not_heard()

    def _clip(self, cue: Cue, ticks: int = 0, *, spoken: bool = False) -> Clip:
        return Clip(ticks, cue.tone, cue.say if spoken or not self.wordless else None)

    def _make(self, clip: Clip) -> tuple[bytes, Ms]:
        samples = moment(clip.tone, self._voice(clip.say) if clip.say else None)
        if clip.ticks:
            samples = ticking(clip.ticks, samples)
        return wave(at_volume(samples, self._volume)), length(samples)

    def _foresee(self, now: player.Snapshot) -> None:
        """Note what will be played next, to be put together when nothing is due."""
        self._foreseen = self._prepare_at = self._wake_at = None
        segment = now.segment
        if now.state != "running" or segment is None or self.muted:
            return
        coming = next((cue for cue in segment.cues if cue.at > now.elapsed and (cue.say or cue.tone)), None)
        if coming is not None:
            until: Ms | None = coming.at - now.elapsed
            ticks, cue = self._with_ticks(coming, now.at + coming.at - now.elapsed, now)
        elif now.following is not None and (opening := _opening(now.following)):
            until, ticks, cue = now.left, 0, opening
        else:
            return
        clip = self._clip(cue, ticks)
        if clip != self._prepared:
            self._foreseen, self._prepare_at = clip, self._clock() + _PREPARE_AFTER
        if until is not None:
            begins = self._clock() + round(until / self._speed)
            at = begins - self._wake - _AWAKE_BEFORE
            if self._wake and begins - self._quiet_since > _QUIET and at > self._clock():
                self._wake_at = at

    def _wake_output(self) -> None:
        """Silence, that an output wakes by it and is awake for the sound. It is over before that."""
        if self._wake_at is None or self._clock() < self._wake_at:
            return
        self._wake_at = None
        self._quiet_since = self._clock() + self._wake
        self._loudspeaker.play(wave(silence(self._wake)), self._wake)

    def _ask(self) -> None:
        if self._ask_at is None or self._clock() < self._ask_at:
            return
        self._ask_at = None
        before, self._known_trouble = self._known_trouble, self._trouble()
        if self._known_trouble and self._known_trouble != before:
            self.news.append(self._known_trouble)

    # --- silence, and what takes its place --------------------------------------------------------

    def _be_silent(self) -> None:
        self._playing = self._waiting = None
        self._loudspeaker.stop()

    def _hear_news(self, why: str | None) -> None:
        if why is None:
            self.news.append("Sound is back.")
        else:
            self.news.append(f"No sound: {why}. Everything is shown in writing.")

    def _not_heard(self) -> None:
        """The terminal's own bell rings for what must be noticed. Whatever else was in that clip gets one of
        its own, and perhaps is heard."""
        playing, self._playing = self._playing, None
        if playing is None or self.muted or playing.weight < Priority.CUE:
            return
        now = self._clock()
        if self._rang is None or now >= self._rang + _BELL_EVERY:
            self._rang = now
            self._bell()


def _opening(segment: Segment) -> Cue | None:
    """The cue that a segment begins with; ``None``: it begins in silence."""
    return segment.cues[0] if segment.cues and segment.cues[0].at == 0 else None
