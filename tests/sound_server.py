"""A sound server of our own with nothing but a silent sink, and what comes out of it with its time.

PulseAudio, because paplay and every other player here can play to it and its sink keeps real time (ALSA's
null and file devices do not). Nothing of the person's own sound is touched: its folder, socket and
settings are in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from array import array
from collections.abc import Sequence
from math import cos, pi
from pathlib import Path

RATE = 24_000


def available() -> bool:
    return all(shutil.which(program) for program in ("pulseaudio", "paplay", "parec"))


class SoundServer:
    def __init__(self) -> None:
        # The path of a socket has room for a hundred bytes, and TMPDIR may be longer.
        self._folder = Path(tempfile.mkdtemp(prefix="lrx-sound-", dir="/tmp"))
        socket = self._folder / "socket"
        self.environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(self._folder),
            "HOME": str(self._folder),
            "PULSE_SERVER": f"unix:{socket}",
        }
        self._command = [
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
            "-L", f"module-null-sink sink_name=room rate={RATE} channels=1",
        ]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        (self._folder / "socket").unlink(missing_ok=True)
        self._process = subprocess.Popen(
            self._command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(1_200):
            ready = subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False)
            if ready.returncode == 0:
                return
            time.sleep(0.05)
        self.close()
        raise RuntimeError("the sound server does not answer")

    def kill(self) -> None:
        """As a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> SoundServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Recording:
    """What comes out of the sink, each sample with the moment it was heard (``time.monotonic``)."""

    def __init__(self, server: SoundServer) -> None:
        self._buffer = bytearray()
        self._starts: list[float] = []
        self._process = subprocess.Popen(
            ["parec", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}", "--latency-msec=5",
             "-d", "room.monitor"],
            env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 60
        while len(self._starts) < 20:
            if time.monotonic() > deadline:
                raise RuntimeError("nothing can be recorded")
            time.sleep(0.02)

    def _read(self) -> None:
        assert self._process.stdout is not None
        handle = self._process.stdout.fileno()
        while data := os.read(handle, 65_536):
            self._buffer.extend(data)
            self._starts.append(time.monotonic() - len(self._buffer) / 2 / RATE)

    def wait_for(self, sounds: int) -> None:
        """Until so many have been heard."""
        deadline = time.monotonic() + 60
        while len(onsets(self._samples())) < sounds:
            assert time.monotonic() < deadline, f"not {sounds} sounds were heard"
            time.sleep(0.05)

    def _samples(self) -> array[int]:
        samples = array("h")
        samples.frombytes(bytes(self._buffer[: len(self._buffer) // 2 * 2]))
        return samples

    def stop(self) -> tuple[array[int], float]:
        """The samples, and when the first of them was heard."""
        time.sleep(0.3)
        self._process.terminate()
        self._process.wait()
        self._thread.join(2)
        if self._process.stdout is not None:
            self._process.stdout.close()
        # Data may come late, never early: the earliest start is the true one.
        return self._samples(), min(self._starts[3:])


def onsets(samples: array[int], gap_ms: int = 60, threshold: int = 400) -> list[int]:
    """Where something begins to sound after at least ``gap_ms`` of silence."""
    found, quiet, gap = [], 10**9, gap_ms * RATE // 1_000
    for place, sample in enumerate(samples):
        if sample > threshold or sample < -threshold:
            if quiet >= gap:
                found.append(place)
            quiet = 0
        else:
            quiet += 1
    return found


def pitch(samples: Sequence[int], rate: int = RATE) -> int:
    """The strongest frequency between 400 and 1300 Hz, by Goertzel's algorithm, to 5 Hz."""

    def power(frequency: int) -> float:
        turn = 2 * cos(2 * pi * frequency / rate)
        one = two = 0.0
        for sample in samples:
            one, two = sample + turn * one - two, one
        return one * one + two * two - turn * one * two

    return max(range(400, 1_300, 5), key=power)
