from __future__ import annotations

import signal
from collections import deque
from typing import Any

import pytest

from lrx_cli.core.ports import Terminated
from lrx_cli.system.signals import Signals
from lrx_cli.system.windows import POLL_S, WindowsKeys, obeys_escapes


class FakeConsole:
    """A console at which ``typed`` is pressed, each entry one look later than the one before."""

    def __init__(self, *typed: str) -> None:
        self._coming = deque(typed)
        self._there: deque[str] = deque()
        self.waited = 0.0
        self.columns = 80

    def kbhit(self) -> bool:
        return bool(self._there)

    def getwch(self) -> str:
        return self._there.popleft()

    def size(self) -> tuple[int, int]:
        return self.columns, 24

    def wait(self, seconds: float) -> None:
        self.waited += seconds
        if self._coming:
            self._there.extend(self._coming.popleft())


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("q", ["q"]),
        (" ", ["space"]),
        ("\r", ["enter"]),
        ("\x1b", ["esc"]),
        ("\xe0H", ["up"]),
        ("\x00M", ["right"]),
        ("\xe0I", ["pageup"]),
        ("\xe0Q", ["pagedown"]),
        ("\x00?", ["f5"]),
        ("qq", ["q", "q"]),
        ("é", ["é"]),
    ],
)
def test_keys_have_the_names_they_have_elsewhere(typed: str, names: list[str]) -> None:
    assert WindowsKeys(Signals(), FakeConsole(typed)).read(1) == names


def test_keys_that_have_no_name_are_nothing() -> None:
    console = FakeConsole("\xe0;", "\x07")
    assert WindowsKeys(Signals(), console).read(0.1) == []
    assert console.waited == pytest.approx(0.1)


def test_a_key_is_told_within_a_look() -> None:
    console = FakeConsole("", "", "n")
    assert WindowsKeys(Signals(), console).read(60) == ["n"]
    assert console.waited == pytest.approx(3 * POLL_S)


def test_another_size_is_noticed() -> None:
    console = FakeConsole()
    keys = WindowsKeys(Signals(), console)
    assert keys.read(0) == []
    console.columns = 100
    assert keys.read(5) == ["resize"]
    assert keys.read(0) == []


def test_ctrl_c_ends_it_as_a_key_and_as_a_signal() -> None:
    with pytest.raises(Terminated) as ended:
        WindowsKeys(Signals(), FakeConsole("\x03")).read(1)
    assert ended.value.signal == signal.SIGINT
    signals = Signals()
    signals.ending = signal.SIGTERM
    with pytest.raises(Terminated) as ended:
        WindowsKeys(signals, FakeConsole()).read(1)
    assert ended.value.signal == signal.SIGTERM


def test_without_a_keyboard_nothing_is_read() -> None:
    console = FakeConsole("q")
    keys = WindowsKeys(Signals(), console, interactive=False)
    assert keys.read(0.1) == []
    assert console.kbhit()


class FakeKernel:
    """Of Windows. ``mode``: that of the console; ``None``: there is none."""

    def __init__(self, mode: int | None, *, new: bool = True) -> None:
        self.found = mode
        self._new = new

    def GetStdHandle(self, which: int) -> int:  # noqa: N802 - its name
        return which

    def GetConsoleMode(self, handle: int, mode: Any) -> int:  # noqa: N802 - its name
        mode._obj.value = self.found or 0
        return int(self.found is not None)

    def SetConsoleMode(self, handle: int, mode: int) -> int:  # noqa: N802 - its name
        if self._new:
            self.found = mode
        return int(self._new)


def test_a_console_is_asked_to_obey_escape_sequences() -> None:
    kernel = FakeKernel(3)
    assert obeys_escapes(kernel)
    assert kernel.found == 7


@pytest.mark.parametrize("kernel", [FakeKernel(None), FakeKernel(3, new=False)], ids=["a pipe", "an old one"])
def test_where_that_cannot_be_it_says_so(kernel: FakeKernel) -> None:
    assert not obeys_escapes(kernel)
