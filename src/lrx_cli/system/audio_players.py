"""The system's own players: how a clip is handed to each, and which of them works here.

Whether anything is heard is another question: a player that plays into a muted output ends as well as any
other. So the sound system is asked, by the tool that comes with its player, in one process that gets a
moment's time.

A player whose exit code lies is of no use here: ffplay and several others end with 0 and no sound where
there is no device. Those below fail within 50 ms then.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, Any, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.sound.samples import silence, wave

FILE = "{file}"
"""Stands in a player's command for the clip's path; without it the clip comes on standard input."""
PROBE: Ms = 150
_LONGEST_S = 60
"""Real seconds; no clip is nearly as long."""
_SETTLED: Ms = 120
"""A player that has not given up by then has found a device; some drain their buffers for two seconds."""

_NO_PLACE = "/dev/null/pulse"
"""A folder that not even root can make."""

_LINUX = (
    ("paplay", "--client-name=lrx", "--property=media.role=a11y"),
    ("pw-play", "--media-role=Accessibility", "/dev/stdin"),
    ("aplay", "-q"),
    ("play", "-q", "-t", "wav", "-"),
)
_MACOS = (("afplay", FILE),)
_WINDOWS = "import sys, winsound as w; w.PlaySound(sys.argv[1], w.SND_FILENAME | w.SND_NODEFAULT)"
"""The sound function of Windows waits for the end of the sound, so it gets a process. Not tried yet."""

MUTED = "The sound of this computer is muted. Unmute it."
VOLUME_0 = "The volume of this computer is 0. Turn it up."
NO_OUTPUT = (
    "This computer knows of no loudspeaker or headphones. Connect some, or choose another one in its sound "
    "settings."
)
OVER_SSH = "You are connected over ssh: the sound comes out of the other computer, the one that runs lrx."

_PATIENCE_S = 0.7
_PACTL = "pactl get-default-sink; pactl get-sink-mute @DEFAULT_SINK@; pactl get-sink-volume @DEFAULT_SINK@"
_WPCTL = "wpctl inspect @DEFAULT_AUDIO_SINK@; wpctl get-volume @DEFAULT_AUDIO_SINK@"
_AMIXER = "amixer sget Master"
_ASKED = {"paplay": _PACTL, "pw-play": _WPCTL, "aplay": _AMIXER, "play": _AMIXER}
"""What asks the system that a player plays to."""

_DUMMY = re.compile(r"\bauto_null\b")
"""What PulseAudio and PipeWire play to where there is nothing else."""
_IS_MUTED = re.compile(r"^Mute: yes|\[MUTED\]|\[off\]", re.MULTILINE)
_LEVEL = re.compile(r"(\d+)%|^Volume: (\d+\.\d+)", re.MULTILINE)


class ProcessGroup(subprocess.Popen[bytes]):
    """A program without a terminal, and all that it starts: a player may be a script around another one.

    ``longest``: real seconds after which an alarm ends it. That goes on through ``exec``, so a program that
    hangs ends where nobody is left to see to it, because we were killed or it was finishing the last words.
    ``file``: is removed when it is over.
    """

    def __init__(
        self, command: Sequence[str], *, longest: int | None = None, file: str = "", **how: Any
    ) -> None:
        self.file = file
        alarm = None if longest is None or sys.platform == "win32" else partial(signal.alarm, longest)
        super().__init__(
            command,
            stderr=subprocess.DEVNULL,
            # A session of its own: Ctrl-C and Ctrl-Z on our terminal are our business.
            start_new_session=True,
            preexec_fn=alarm,
            **how,
        )

    def poll(self) -> int | None:
        return self._cleared(super().poll())

    def wait(self, timeout: float | None = None) -> int:
        code = super().wait(timeout)
        self._cleared(code)
        return code

    def _cleared(self, code: int | None) -> int | None:
        if code is not None and self.file:
            _remove(self.file)
        return code

    def send_signal(self, sig: int) -> None:
        if sys.platform == "win32":
            super().send_signal(sig)
        elif self.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, sig)


def end(process: ProcessGroup, patience_s: float) -> None:
    """What does not end within that time is killed: nobody waits longer for it."""
    process.terminate()
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class AudioPlayer:
    """A program that plays a WAV file, without being waited for."""

    def __init__(self, command: Sequence[str], name: str | None = None) -> None:
        self.command = tuple(command)
        self.name = name or os.path.basename(command[0])

    def start(self, clip: bytes) -> ProcessGroup:
        """Raises ``OSError`` where it cannot even begin."""
        if FILE in self.command:
            with _wav_file(clip) as path:
                named = [path if word == FILE else word for word in self.command]
                return _start(named, subprocess.DEVNULL, file=path)
        with _nameless_file() as file:
            file.write(clip)
            file.seek(0)
            return _start(self.command, file)


def _nameless_file() -> IO[bytes]:
    """A file that disappears by itself. In memory where the system can, so a full disk silences nobody."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("lrx-clip"), "w+b")
    import tempfile

    return tempfile.TemporaryFile(prefix="lrx-")


def _start(command: Sequence[str], stdin: IO[bytes] | int, file: str = "") -> ProcessGroup:
    return ProcessGroup(
        command,
        longest=_LONGEST_S,
        file=file,
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Ours, but that a player makes no folder in a home where PulseAudio never ran. Before it finds no server
    it makes the place where one would be, and a command that only looks what works here should not.
    """
    environment = dict(os.environ)
    settings = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    known = os.path.join(settings, "pulse"), os.path.expanduser("~/.pulse")
    if "XDG_RUNTIME_DIR" not in environment and not any(map(os.path.isdir, known)):
        environment.setdefault("PULSE_RUNTIME_PATH", _NO_PLACE)
    return environment


@contextmanager
def _wav_file(content: bytes) -> Iterator[str]:
    """The path of a new file with ``content``; removed where what is done with it fails."""
    import tempfile  # takes longer to load than a player to start, and most need no file

    handle, path = tempfile.mkstemp(".wav", "lrx-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield path
    except BaseException:
        _remove(path)
        raise


def _remove(path: str) -> None:
    with suppress(OSError):
        os.remove(path)


def candidates(platform: str, asked: str | None = None) -> list[AudioPlayer]:
    """The players to try, best first. ``asked``: a command line from the settings, and then only that."""
    if asked:
        import shlex

        return [AudioPlayer(shlex.split(asked))]
    if platform == "win32":
        return [AudioPlayer((sys.executable, "-I", "-c", _WINDOWS, FILE), "Windows")]
    commands = _MACOS if platform == "darwin" else _LINUX
    return [AudioPlayer(command) for command in commands]


NOT_INSTALLED = "not installed"


class Tried(NamedTuple):
    """What became of one candidate."""

    name: str
    works: bool
    why: str


class Probe:
    """Finds the first candidate that works, by having it play a moment of silence.

    The first is started at once; what else there is to do is best done before asking for the result,
    and has waited for nothing.
    """

    def __init__(self, players: Sequence[AudioPlayer], clock: Callable[[], Ms]) -> None:
        self._clock = clock
        self._left = list(players)
        """Those that may work; the first of them is being tried."""
        self.tried: list[Tried] = []
        self._process: ProcessGroup | None = None
        self._begun: Ms = 0
        self._begin()

    def result(self) -> AudioPlayer | None:
        """``None``: none of them works. Waits an eighth of a second at most for each."""
        while self._process is not None:
            try:
                code = self._process.wait(max(0, self._begun + _SETTLED - self._clock()) / 1_000)
            except subprocess.TimeoutExpired:
                code = 0
            if code == 0:
                self.tried.append(Tried(self._left[0].name, True, "plays"))
                return self._left[0]
            self._drop(f"ended with code {code}: no device, or no server")
            self._begin()
        return None

    def close(self) -> None:
        """Let go of the silence that may still be playing."""
        if self._process is not None:
            end(self._process, 0.2)

    def _begin(self) -> None:
        """Starts the first that can be started."""
        self._process = None
        while self._left and self._process is None:
            try:
                self._process = self._left[0].start(wave(silence(PROBE)))
                self._begun = self._clock()
            except (OSError, ValueError) as error:
                missing = isinstance(error, FileNotFoundError)
                self._drop(NOT_INSTALLED if missing else getattr(error, "strerror", None) or str(error))

    def _drop(self, why: str) -> None:
        self.tried.append(Tried(self._left.pop(0).name, False, why))


def find_player(clock: Callable[[], Ms], asked: str | None = None) -> tuple[AudioPlayer | None, list[Tried]]:
    """The first that works, and what became of those that were tried. ``asked``: as in ``candidates``."""
    probe = Probe(candidates(sys.platform, asked), clock)
    device = probe.result()
    probe.close()
    return device, probe.tried


def why_silent(player: str) -> str | None:
    """Why nothing would be heard, and what to do; ``None``: it is heard, or the system does not tell.
    ``player``: the name of the one that works."""
    script = _ASKED.get(player)
    if script is None:
        return None
    try:
        asking = ProcessGroup(
            ["sh", "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},
        )
    except OSError:
        return None
    try:
        answer, _ = asking.communicate(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        asking.kill()
        asking.communicate()
        return None
    return silence_in(answer.decode(errors="replace"))


def silence_in(answer: str) -> str | None:
    """What the system's answer comes to."""
    if _DUMMY.search(answer):
        return NO_OUTPUT
    if _IS_MUTED.search(answer):
        return MUTED
    levels = [float(percent or share) for percent, share in _LEVEL.findall(answer)]
    return VOLUME_0 if levels and max(levels) == 0 else None


def is_far(environment: Mapping[str, str]) -> bool:
    """Whether sound comes out of another computer than the one that somebody sits at."""
    return "SSH_CONNECTION" in environment and "PULSE_SERVER" not in environment
