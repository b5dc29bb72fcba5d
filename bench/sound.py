"""How exactly sessions are heard, through a real player and a real sound server, recorded.

``python bench/sound.py`` (needs pulseaudio and pulseaudio-utils; three minutes). Prints one figure a line.
The sink is a silent one that keeps real time; a loudspeaker of wood adds 10 to 40 ms, the same for every
sound.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.session.heard_session import beeping, play_aloud
from tests.sound_server import RATE, Recording, SoundServer, onsets

from lrx_cli import locations
from lrx_cli.session.audio import real_ms
from lrx_cli.session.outputs.sound import Sound
from lrx_cli.sound.samples import RATE as SAMPLES
from lrx_cli.storage.voice import VoicePack
from lrx_cli.system.audio_players import AudioPlayer, candidates


def sound(device: AudioPlayer) -> Sound:
    pack = VoicePack(locations.voice_folder())
    return Sound(device, pack.line, real_ms, bell=lambda: None, notice=lambda sentence, now: None)


def spread(values: list[float]) -> str:
    row = sorted(values)
    return f"median {median(row):.1f}, p95 {row[int(0.95 * (len(row) - 1))]:.1f}, worst {row[-1]:.1f}"


def paplay() -> AudioPlayer:
    return candidates("linux")[0]


def onset_errors(server: SoundServer) -> None:
    recording = Recording(server)
    told = play_aloud(beeping(60, 700), sound(paplay()))
    samples, first = recording.stop()
    heard = [first + place / RATE for place in onsets(samples)]
    due = [told.due(at) for at, cue, _ in told.told if cue.tone]
    errors = [abs(a - b) * 1_000 for a, b in zip(heard, due, strict=True)]
    print(f"onset against its moment, {len(errors)} tones (ms): {spread(errors)}")
    lag = [abs(a - moment) * 1_000 for a, (_, _, moment) in zip(heard, told.told, strict=True)]
    print(f"screen told against heard (ms): {spread(lag)}")
    print(f"loop's own lateness (ms): {spread(told.lateness_ms)}")


def composite(server: SoundServer) -> None:
    off = []
    for _ in range(4):
        recording = Recording(server)
        play_aloud(beeping(0, 500, hold=4_000), sound(paplay()))
        samples, _ = recording.stop()
        *_, three, two, one, end = (place / RATE for place in onsets(samples))
        off += [abs(gap - 1) * 1_000 for gap in (two - three, one - two, end - one)]
    print(f"ticks and end against 1 s (ms): {spread(off)}")


def failing(server: SoundServer) -> None:
    for name, device in {
        "false": AudioPlayer(["false"]),
        "nothing": AudioPlayer(["there-is-no-such-player"]),
        "sleep 60": AudioPlayer(["sleep", "60"]),
    }.items():
        told = play_aloud(beeping(40, 300), sound(device))
        print(f"loop's lateness, player is {name} (ms): {spread(told.lateness_ms)}")

    def crash() -> None:
        time.sleep(4)
        server.kill()
        time.sleep(3)
        server.start()

    crashing = threading.Thread(target=crash)
    crashing.start()
    told = play_aloud(beeping(60, 300), sound(paplay()))
    crashing.join()
    print(f"loop's lateness, server killed and back (ms): {spread(told.lateness_ms)}")
    recording = Recording(server)
    play_aloud(beeping(4, 300), sound(paplay()))
    samples, _ = recording.stop()
    print(f"tones heard after that: {len(onsets(samples))} of 4")


def unpacking() -> None:
    texts = [row.rpartition("\t")[2] for row in _index()]
    pack = VoicePack(locations.voice_folder())
    began = time.perf_counter()
    total = sum(len(clip) for text in texts if (clip := pack.part(text)) is not None)
    took = time.perf_counter() - began
    each, second = took * 1_000 / len(texts), took * 1_000 / (total / SAMPLES)
    print(f"unpacking: {each:.1f} ms a clip, {second:.2f} ms a second of it")


def _index() -> list[str]:
    path = Path(locations.voice_folder()) / "index.tsv"
    return path.read_text(encoding="utf-8").splitlines()[1:]


def main() -> None:
    unpacking()
    with SoundServer() as server:
        os.environ.update(server.environment)
        onset_errors(server)
        composite(server)
        failing(server)


if __name__ == "__main__":
    main()
