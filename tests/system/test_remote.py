"""Media keys and headset buttons reach a session over a real bus, as ``playerctl`` sends them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from lrx_cli.core.player.keymap import TWICE
from lrx_cli.core.player.player import Player
from lrx_cli.system.remote import Remote, bus_address
from tests.core.scores import PLAIN, score
from tests.pty_driver import Terminal

pytestmark = pytest.mark.external

SESSION = [sys.executable, "-m", "lrx_cli", "session", "--skip-check", "--no-sound"]
PATIENCE_S = 60


class Bus:
    """A session bus of its own, with nothing else on it."""

    def __init__(self, folder: Path) -> None:
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={folder}/bus"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        address = self._daemon.stdout.readline().strip()
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": address, "LRX_HOME": str(folder / "home")}

    def ask(self, *what: str, player: str = "lrx") -> str:
        command = ["playerctl", *([f"--player={player}"] if player else []), *what]
        done = subprocess.run(
            command, env=os.environ | self.environment, capture_output=True, text=True, timeout=PATIENCE_S
        )
        return done.stdout.strip()

    def until(self, wanted: str, *what: str, player: str = "lrx") -> None:
        end = time.monotonic() + PATIENCE_S
        while (found := self.ask(*what, player=player)) != wanted:
            assert time.monotonic() < end, f"{what} says {found!r}, not {wanted!r}"
            time.sleep(0.05)

    def stop(self) -> None:
        self._daemon.send_signal(signal.SIGSTOP)

    def end(self) -> None:
        self._daemon.kill()
        self._daemon.wait()
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    bus = Bus(tmp_path)
    yield bus
    bus.end()


def test_a_headset_pauses_goes_on_and_moves(bus: Bus) -> None:
    with Terminal([*SESSION, "figure-four", "seal"], environment=bus.environment) as terminal:
        bus.until("Playing", "status")
        time.sleep(1.05)  # keys of the first second are dropped
        bus.ask("pause")
        bus.until("Paused", "status")
        bus.ask("pause")  # a pause of what is paused is no way of going on
        terminal.wait_for_screen("paused")
        time.sleep(TWICE / 1000)
        bus.ask("play-pause")
        bus.until("Playing", "status")
        assert terminal.text
        bus.ask("stop")  # a button ends no session
        bus.until("Paused", "status")


def test_a_headset_says_that_it_hurts_by_pausing_twice(bus: Bus) -> None:
    with Terminal([*SESSION, "figure-four", "seal"], environment=bus.environment) as terminal:
        bus.until("Playing", "status")
        time.sleep(1.05)
        # Two starts of playerctl may be too far apart on a busy machine.
        lrx = DBusAddress(
            "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.lrx", "org.mpris.MediaPlayer2.Player"
        )
        with open_dbus_connection(bus.environment["DBUS_SESSION_BUS_ADDRESS"]) as headset:
            for _ in range(2):
                headset.send(new_method_call(lrx, "PlayPause"))
        terminal.wait_for_screen("just too much")
        assert bus.ask("status") == "Paused"


def test_the_desktop_sees_which_exercise_is_played_and_where(bus: Bus) -> None:
    with Terminal([*SESSION, "figure-four", "seal"], environment=bus.environment):
        bus.until("Figure four stretch", "metadata", "xesam:title")
        assert bus.ask("metadata", "xesam:artist") == "Exercise 1 of 2"
        length_s = int(bus.ask("metadata", "mpris:length")) / 1_000_000
        first = float(bus.ask("position"))
        time.sleep(0.5)
        assert 0 <= first < float(bus.ask("position")) < length_s


def test_what_it_cannot_do_is_refused_and_disturbs_nothing(bus: Bus) -> None:
    def call(method: str, *arguments: str) -> int:
        dest = ["--session", "--print-reply", "--dest=org.mpris.MediaPlayer2.lrx", "/org/mpris/MediaPlayer2"]
        return subprocess.run(
            ["dbus-send", *dest, method, *arguments],
            env=os.environ | bus.environment,
            capture_output=True,
            timeout=PATIENCE_S,
        ).returncode

    with Terminal([*SESSION, "seal"], environment=bus.environment):
        bus.until("Playing", "status")
        assert call("org.freedesktop.DBus.Peer.Ping") == 0
        properties = "org.freedesktop.DBus.Properties"
        assert call(f"{properties}.Get", "string:org.mpris.MediaPlayer2", "string:Identity") == 0
        assert call(f"{properties}.Get", "string:org.mpris.MediaPlayer2", "string:Nothing") == 1
        assert call(f"{properties}.Get", "int32:1") == 1
        assert call(f"{properties}.GetAll") == 1
        assert call("org.mpris.MediaPlayer2.Quit") == 1
        assert bus.ask("status") == "Playing"


def test_a_second_session_has_a_name_of_its_own(bus: Bus) -> None:
    with Terminal([*SESSION, "figure-four"], environment=bus.environment):
        bus.until("Playing", "status")
        with Terminal([*SESSION, "seal"], environment=bus.environment) as second:
            bus.until("Playing", "status", player=f"lrx.instance{second.pid}")
            assert bus.ask("metadata", "xesam:title") == "Figure four stretch"


@pytest.mark.parametrize("broken", ["end", "stop"])
def test_a_session_plays_on_when_the_bus_ends_or_hangs(bus: Bus, broken: str) -> None:
    with Terminal([*SESSION, "seal"], environment=bus.environment) as terminal:
        bus.until("Playing", "status")
        getattr(bus, broken)()
        time.sleep(1.05)
        terminal.type(b" ")
        terminal.wait_for_screen("paused")
        terminal.type(b"qq")
        assert terminal.ended() == 0
        assert "Traceback" not in terminal.text
    bus.end()


@pytest.mark.parametrize("answers", [b"", b"ERROR no\r\n", b"OK 1234\r\nwhat else"])
def test_what_listens_there_may_be_no_bus_at_all(tmp_path: Path, answers: bytes) -> None:
    address = str(tmp_path / "bus")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()

        def accept() -> None:
            accepted, _ = listener.accept()
            with accepted:
                accepted.recv(100)
                accepted.sendall(answers)

        thread = threading.Thread(target=accept)
        thread.start()
        remote = Remote(address)
        player = Player(score(PLAIN))
        player.handle(0, "start")
        remote.on_events([], player.snapshot(0))
        thread.join()
        assert remote.read() == []
        assert remote.fd is None


def test_without_a_bus_there_is_no_remote(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (None, "", "nonsense", "tcp:host=localhost,port=1"):
        if address is None:
            monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        else:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert bus_address() is None
