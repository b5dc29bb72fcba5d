"""``lrx sounds``: hear every tone and what it means, and the voice."""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from lrx_cli.cli.context import settings_now
from lrx_cli.cli.dialogs import somebody_is_there
from lrx_cli.cli.options import argument, option
from lrx_cli.core.settings import Settings
from lrx_cli.errors import LrxError, UsageError
from lrx_cli.render.console import put
from lrx_cli.session.audio import real_ms, voice_now
from lrx_cli.sound.samples import Samples, at_volume, length, ticking, tone, wave
from lrx_cli.sound.tones import MEANING, Tone
from lrx_cli.system import audio_players as players
from lrx_cli.system.speech_engines import CannotSpeak, engines, is_there
from lrx_cli.text import clean, did_you_mean, listed

app = typer.Typer(add_completion=False)

_SAMPLE = "Now the left leg."
_APART_S = 0.4
_DRAINED_S = 3.0
_VOICE = "voice"
_KNOWN = (*MEANING, _VOICE)
_ASKED_ABOUT: tuple[Tone, ...] = ("go", "stay", "back")


@app.command()
def sounds(
    names: Annotated[list[str] | None, argument("[NAME]...", "Only these tones, or the voice.")] = None,
    voices: Annotated[bool, option("--voices", "Hear every voice that this computer has.")] = False,
) -> None:
    """Hear every tone, what it means, and the voice.

    Examples:
      lrx sounds
      lrx sounds go stay back
      lrx sounds --voices

    Learn them, and set the volume before you lie down.
    """
    for name in names or ():
        if name not in _KNOWN:
            raise UsageError(
                f'There is no tone "{clean(name, 60)}".{did_you_mean(name, _KNOWN)}',
                hint=f"There are {listed(_KNOWN).replace(' or ', ' and ')}.",
            )
    settings = settings_now()
    found = _device(settings)
    if silence := players.why_silent(found.name):
        put([silence, ""])
    if players.is_far(os.environ):
        put([players.OVER_SSH, ""])
    player = _Player(found, settings.volume)
    asks = not voices and not names and somebody_is_there()
    try:
        if voices:
            _play_voices(player)
        else:
            _play_tones(player, names or _KNOWN, settings.voice_command)
        if asks:
            put(["", "And now three tones, as a session has them."])
            for name in _ASKED_ABOUT:
                player.play(tone(name))
    finally:
        player.close()
    if asks:
        _ask(found)


class _Player:
    """Plays one clip after the other at the volume that is set, and waits for each."""

    def __init__(self, device: players.AudioPlayer, volume: int) -> None:
        self._device = device
        self._volume = volume
        self._lingering: list[players.ProcessGroup] = []

    def play(self, samples: "Samples[int] | None") -> None:
        """``None``: nothing can say it."""
        if samples is None:
            put(["  the voice is not here: lrx doctor says why"])
            return
        process = self._device.start(wave(at_volume(samples, self._volume)))
        # Some players stay for seconds after the sound is over.
        try:
            process.wait(length(samples) / 1_000 + _APART_S)
        except subprocess.TimeoutExpired:
            self._lingering.append(process)

    def close(self) -> None:
        for process in self._lingering:
            try:
                process.wait(_DRAINED_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _play_tones(player: _Player, chosen: Sequence[str], voice_command: str | None) -> None:
    for name, meaning in MEANING.items():
        if name in chosen:
            put([f"{name}: {meaning}"])
            player.play(ticking(3) if name == "tick" else tone(name))
    if _VOICE in chosen:
        put([f"{_VOICE}: {_SAMPLE}"])
        player.play(voice_now(voice_command).line(_SAMPLE))


def _device(settings: Settings) -> players.AudioPlayer:
    device, tried = players.find_player(real_ms, settings.player)
    if device is None:
        raise LrxError(
            "Nothing here can play a sound.",
            problems=[f"{clean(one.name)}: {clean(one.why)}" for one in tried],
            hint="A session still rings the terminal's bell, and shows everything in writing.",
        )
    return device


def _play_voices(player: _Player) -> None:
    put([f"as shipped: {_SAMPLE}"])
    player.play(voice_now(None).pack.line(_SAMPLE))
    for engine in engines(sys.platform):
        if is_there(engine):
            put([f"{engine.name}: {_SAMPLE}"])
            try:
                player.play(engine.render(_SAMPLE))
            except CannotSpeak as error:
                put([f"  {clean(str(error))}"])
    put(["lrx's own lines come as shipped; the first of the others speaks lines of your own exercises."])


def _ask(device: players.AudioPlayer) -> None:
    try:
        heard = typer.confirm("Did you hear three tones?")
    except typer.Abort:
        put([""])
        return
    if heard:
        put(["Good: you will hear a session the same way."])
        return
    put(
        [
            players.why_silent(device.name) or "Turn up the volume of this computer.",
            "Then look at its sound settings: they say which loudspeaker or headphones it plays to.",
            f"lrx played through {device.name}. lrx doctor says what else there is.",
        ]
    )
