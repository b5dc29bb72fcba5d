"""Engines that speak lines no pack has: programs of the system, rendered before a session, never in it.

Text reaches an engine on standard input only, through ``speakable``: on a command line a line that begins
with a dash would be an option, and every engine has a language of its own for commands inside the text.
What an engine prints goes nowhere; one that hangs is killed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from math import log
from typing import NamedTuple

from lrx_cli.sound.samples import Samples, as_clip, read_wave
from lrx_cli.system.audio_players import FILE, ProcessGroup

SPEEDS = (0.9, 1.0, 1.1, 1.2)
"""The slowest at which a line fits its room is taken; faster than this nobody follows."""
_PATIENCE_S = 10.0
_LONGEST = 600
"""Characters."""
_MOST_BYTES = 1 << 24
"""Three minutes of sound at the highest rate there is; a line takes seconds."""
_LOOK_S = 0.05
"""How often it is looked how much an engine has written."""
_SPEED = "{speed}"
_WORDS = {
    "[[": "(",
    "]]": ")",
    "<": " less than ",
    ">": " greater than ",
    "&": " and ",
    "\N{DEGREE SIGN}": " degrees ",
    "\N{MULTIPLICATION SIGN}": " times ",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": ", ",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
}

_PICO = """
import py_nanotts, sys, wave
pcm = py_nanotts.NanoTTS().speak(sys.stdin.read(), voice="en-US", speed=float(sys.argv[1]), volume=0.7)
with wave.open(sys.stdout.buffer, "wb") as file:
    file.setparams((1, 2, 16000, len(pcm) // 2, "NONE", ""))
    file.writeframes(pcm)
"""
"""In a process of its own: it holds the interpreter's lock as long as it speaks."""

_SAPI = (
    "& { param($rate) "
    "[Console]::InputEncoding = New-Object Text.UTF8Encoding $false; "
    "Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object Speech.Synthesis.SpeechSynthesizer; "
    "$voice.Rate = $rate; "
    "$file = New-Object IO.MemoryStream; "
    "$voice.SetOutputToWaveStream($file); "
    "$voice.Speak([Console]::In.ReadToEnd()); "
    "$voice.Dispose(); "
    "$file.WriteTo([Console]::OpenStandardOutput()) }"
)
"""The voice that Windows brings, by PowerShell, which Windows brings as well. Not tried on Windows yet."""


class CannotSpeak(Exception):
    """With why, for ``lrx doctor``."""


def speakable(text: str) -> str:
    """``text`` as an engine may get it: words and ordinary punctuation, nothing that any of them obeys."""
    text = unicodedata.normalize("NFC", text)
    for found, words in _WORDS.items():
        text = text.replace(found, words)
    kept = (
        character if character.isprintable() and character not in "\\`{}|^~$" else " " for character in text
    )
    # A dash that begins a line is an option to some programs even on standard input.
    return " ".join("".join(kept).split())[:_LONGEST].lstrip("- ")


class Engine(NamedTuple):
    """A program that reads a line on standard input and writes a WAV file."""

    name: str
    command: tuple[str, ...]
    """``{file}`` stands for the file it writes; without it, it writes to standard output. ``{speed}``
    stands for how it is given its speed."""
    speed: Callable[[float], str] | None = None
    """How this engine counts speed; ``None``: it has one speed only."""

    @property
    def key(self) -> str:
        """Whatever changes how it sounds: rendered lines are kept under it."""
        return "\0".join((self.name, *self.command))

    @property
    def speeds(self) -> Sequence[float]:
        return SPEEDS if self.speed else SPEEDS[:1]

    def render(self, text: str, speed: float = SPEEDS[0]) -> Samples[int]:
        """Raises :class:`CannotSpeak`."""
        line = speakable(text)
        if not line:
            raise CannotSpeak("there is nothing to say")
        words = self.speed(speed) if self.speed else ""
        command = [words if part == _SPEED else part for part in self.command]
        try:
            return as_clip(*read_wave(_spoken(command, line)))
        except OSError as error:
            raise CannotSpeak(f"{self.name}: {error.strerror or error}") from error
        except subprocess.TimeoutExpired as error:
            raise CannotSpeak(f"{self.name} did not answer within {_PATIENCE_S:.0f} s") from error
        except ValueError as error:
            raise CannotSpeak(f"{self.name}: {error}") from error


def _spoken(command: Sequence[str], line: str) -> bytes:
    """What the engine writes, to a file that it is given or to standard output, which is that file then.

    The file is bounded by looking at its size. A limit of the system would end engines that do nothing wrong:
    espeak-ng opens a sound server it does not use, which makes a file of 64 MiB in memory.
    """
    from tempfile import TemporaryDirectory  # slow to import, and most sessions render nothing

    with TemporaryDirectory(prefix="lrx-") as folder:
        path = os.path.join(folder, "line.wav")
        with open(path, "wb") as file:
            engine = ProcessGroup(
                [path if part == FILE else part for part in command],
                longest=round(_PATIENCE_S) + 1,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL if FILE in command else file,
            )
        assert engine.stdin is not None
        try:
            # A line is shorter than what a pipe holds, so writing it waits for nobody.
            with suppress(BrokenPipeError), engine.stdin as stdin:
                stdin.write(f"{line}\n".encode())
            for _ in range(round(_PATIENCE_S / _LOOK_S)):
                with suppress(subprocess.TimeoutExpired):
                    engine.wait(_LOOK_S)
                if os.path.getsize(path) > _MOST_BYTES:
                    raise ValueError("never stops speaking")
                if engine.returncode is not None:
                    break
            else:
                raise subprocess.TimeoutExpired(command, _PATIENCE_S)
        finally:
            engine.kill()
            engine.wait()
        if engine.returncode:
            raise ValueError(f"ended with code {engine.returncode}")
        with open(path, "rb") as file:
            return file.read()


def find_engine(platform: str, asked: str | None = None) -> Engine | None:
    """The first that is there. ``asked``: a command line from the settings, and then only that."""
    if asked:
        import shlex

        command = tuple(shlex.split(asked))
        return Engine(os.path.basename(command[0]), command) if command else None
    return next((engine for engine in engines(platform) if is_there(engine)), None)


def engines(platform: str) -> list[Engine]:
    """What lrx knows how to use here, best first: by how many words two recognizers understood."""
    pico = Engine("py-nanotts", (sys.executable, "-I", "-c", _PICO, _SPEED), str)
    if platform == "win32":
        # Ten steps of its rate are three times as fast.
        powershell = ("powershell", "-NoProfile", "-NonInteractive", "-Command", _SAPI, _SPEED)
        return [pico, Engine("Windows", powershell, lambda speed: str(round(10 * log(speed, 3))))]
    if platform == "darwin":
        # `say` reads standard input when it is given no text; 175 words a minute is its usual speed. Not
        # tried on a Mac yet.
        say = ("say", "-r", _SPEED, "-o", FILE, "--file-format=WAVE", "--data-format=LEI16@22050")
        return [Engine("say", say, lambda speed: str(round(175 * speed)))]
    return [
        pico,
        Engine(
            "flite",
            ("flite", "-voice", "slt", "--setf", _SPEED, "-f", "-", "-o", FILE),
            lambda speed: f"duration_stretch={1 / speed:.2f}",
        ),
        Engine(
            "espeak-ng",
            ("espeak-ng", "-v", "en-us+f3", "-s", _SPEED, "--stdin", "--stdout"),
            lambda speed: str(round(165 * speed)),
        ),
    ]


def is_there(engine: Engine) -> bool:
    if engine.name == "py-nanotts":
        from importlib.util import find_spec

        return find_spec("py_nanotts") is not None
    from shutil import which

    return which(engine.command[0]) is not None
