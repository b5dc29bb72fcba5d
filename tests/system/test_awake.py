"""The computer is kept awake by a helper that never outlives the session and never disturbs it."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lrx_cli.core.player.player import Player
from lrx_cli.system import keep_awake
from lrx_cli.system.keep_awake import KeepAwake, kept_awake
from tests.session.short_session import short_session


class FakeHelper:
    """Stands in for the system's own: says its arguments into a pipe that is closed when it ends."""

    def __init__(self, folder: Path) -> None:
        self._said = ""
        self.said = folder / "said"
        os.mkfifo(self.said)
        self._program = folder / "systemd-inhibit"
        self._reader = os.open(self.said, os.O_RDONLY | os.O_NONBLOCK)

    def does(self, what: str) -> None:
        self._program.write_text(f'#!/bin/sh\nexec 3>{self.said}\necho "$*" >&3\n{what}\n')
        self._program.chmod(0o755)

    def called(self, name: str) -> None:
        """Stands in for this one instead."""
        self._program = self._program.rename(self._program.with_name(name))

    def read(self) -> str:
        """The next line it says; nothing once it has ended."""
        while "\n" not in self._said:
            assert select.select([self._reader], [], [], 10)[0], "it neither said anything nor ended"
            more = os.read(self._reader, 1_000).decode()
            if not more:
                break
            self._said += more
        line, _, self._said = self._said.partition("\n")
        return line

    def runs(self) -> bool:
        """Whether it neither says anything nor ends for a moment."""
        return not select.select([self._reader], [], [], 0.1)[0]

    def close(self) -> None:
        os.close(self._reader)


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHelper]:
    programs = tmp_path / "bin"  # and no helpers of this computer
    programs.mkdir()
    for name in ("cat", "cut", "sleep", "sh"):
        (programs / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{programs}")
    monkeypatch.setattr(sys, "platform", "linux")
    helper = FakeHelper(tmp_path)
    helper.does("cat")
    yield helper
    helper.close()


def test_sleep_and_idling_are_held_off_while_it_plays_and_not_after(helper: FakeHelper) -> None:
    with kept_awake():
        assert "--what=idle:sleep" in helper.read()
        assert helper.runs()
    assert helper.read() == ""


def test_ctrl_z_and_ctrl_c_do_not_reach_it_and_it_cannot_ask_for_a_password(helper: FakeHelper) -> None:
    helper.does('cut -d " " -f 6 /proc/$$/stat >&3; cat')
    with kept_awake():
        helper.read()
        assert int(helper.read()) != os.getsid(0)


def test_it_is_let_go_when_we_are_killed(helper: FakeHelper) -> None:
    program = (
        "import sys, time; sys.path.insert(0, 'src')\n"
        "from lrx_cli.system.keep_awake import kept_awake\n"
        "with kept_awake(): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as session:
        assert session.stdout is not None
        session.stdout.readline()
        assert "idle" in helper.read()
        session.kill()
    assert helper.read() == ""


def test_a_helper_that_will_not_end_is_not_waited_for(helper: FakeHelper) -> None:
    helper.does("trap '' TERM\nexec sleep 600")
    with kept_awake():
        assert helper.read()
    assert helper.read() == ""


def test_what_a_helper_prints_goes_nowhere(helper: FakeHelper, capfd: pytest.CaptureFixture[str]) -> None:
    helper.does("echo no permission >&2; exit 1")
    with kept_awake():
        assert helper.read()
        assert helper.read() == ""
    assert capfd.readouterr() == ("", "")


def test_it_is_known_whether_anything_holds(helper: FakeHelper) -> None:
    with kept_awake() as holds:
        helper.read()
        assert holds()
    helper.does("exit 1")
    with kept_awake() as holds:
        for _ in range(500):  # until it has begun, the pipe still says that the one before has ended
            if helper.read():
                break
            time.sleep(0.01)
        assert helper.read() == ""
        for _ in range(500):  # it has ended; the system may say so a moment later
            if not holds():
                break
            time.sleep(0.01)
        assert not holds()


@pytest.mark.parametrize("name", ["gnome-session-inhibit", "kde-inhibit", "mate-session-inhibit"])
def test_a_desktop_is_asked_by_the_program_that_it_brings(helper: FakeHelper, name: str) -> None:
    helper.called(name)
    with kept_awake() as holds:
        assert "cat" in helper.read()
        assert holds()
    assert helper.read() == ""


class FakeKernel:
    """Of Windows."""

    def __init__(self, answer: int) -> None:
        self._answer = answer
        self.asked: list[int] = []

    def SetThreadExecutionState(self, flags: int) -> int:  # noqa: N802 - its name
        self.asked.append(flags)
        return self._answer


@pytest.mark.parametrize("answer", [0, 0x80000000])
def test_windows_is_asked_itself_and_let_go(answer: int) -> None:
    kernel = FakeKernel(answer)
    with keep_awake._windows_awake(kernel) as holds:
        assert holds() == bool(answer)
    assert kernel.asked == [0x80000003, 0x80000000]


def test_without_a_helper_nothing_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_popen(*args: object, **named: object) -> None:
        raise AssertionError("something was started")

    monkeypatch.setattr(keep_awake, "ProcessGroup", no_popen)
    monkeypatch.setenv("PATH", str(tmp_path))
    with kept_awake():
        pass


@pytest.mark.parametrize(("holds", "far", "said"), [(True, False, 0), (False, False, 1), (False, True, 0)])
def test_where_nothing_holds_the_computer_awake_it_is_said_once(
    holds: bool, far: bool, said: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def kept() -> Iterator[Callable[[], bool]]:
        yield lambda: holds

    monkeypatch.setattr(keep_awake, "kept_awake", kept)
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    if far:
        monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    notices: list[str] = []
    output = KeepAwake(lambda sentence, now: notices.append(sentence))
    player = Player(short_session())
    player.handle(0, "start")
    for moment in (0, 1_000, 3_000, 6_000):
        output.on_events((), player.snapshot(moment))
    output.close()
    assert len(notices) == said
    assert all("falls asleep" in notice for notice in notices)
