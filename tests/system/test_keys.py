"""Keys of a terminal: taken, read, given back."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterator

import pytest

from lrx_cli.core.ports import Terminated
from lrx_cli.system.signals import Signals, quiet_start
from lrx_cli.system.terminal import NoKeys, TerminalKeys, open_keys


class Line:
    """A pseudo-terminal: the keyboard's end, and the end that a program reads."""

    def __init__(self) -> None:
        self.keyboard, self.fd = os.openpty()

    def type(self, keys: bytes) -> None:
        os.write(self.keyboard, keys)

    @property
    def settings(self) -> list[object]:
        found = termios.tcgetattr(self.fd)
        found[3] &= ~getattr(termios, "PENDIN", 0)
        return found

    def close(self) -> None:
        for fd in (self.keyboard, self.fd):
            if fd >= 0:
                os.close(fd)


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


@pytest.fixture
def signals() -> Iterator[Signals]:
    with Signals() as taken:
        yield taken


def test_keys_come_at_once_and_are_not_echoed(line: Line, signals: Signals) -> None:
    with open_keys(signals, wanted=True, fd=line.fd) as keys:
        assert keys.interactive
        line.type(b"n\x1b[C ")
        assert keys.read(5) == ["n", "right", "space"]
        flags = termios.tcgetattr(line.fd)[3]
        assert not flags & (termios.ICANON | termios.ECHO)
        assert flags & termios.ISIG, "Ctrl-C stays a signal"


def test_no_key_is_an_empty_list(line: Line, signals: Signals) -> None:
    with open_keys(signals, wanted=True, fd=line.fd) as keys:
        assert keys.read(0.01) == []


def test_escape_alone_is_a_key_after_a_moment(line: Line, signals: Signals) -> None:
    with open_keys(signals, wanted=True, fd=line.fd) as keys:
        line.type(b"\x1b")
        assert keys.read(5) == []
        assert keys.read(5) == ["esc"]


def test_the_terminal_is_given_back_as_it_was_however_often(line: Line, signals: Signals) -> None:
    before = line.settings
    with open_keys(signals, wanted=True, fd=line.fd) as keys:
        assert isinstance(keys, TerminalKeys)
        assert line.settings != before
        keys.give_back()
        assert line.settings == before
        keys.give_back()
    assert line.settings == before


def test_the_terminal_is_given_back_after_an_error(line: Line, signals: Signals) -> None:
    before = line.settings
    with pytest.raises(KeyError), open_keys(signals, wanted=True, fd=line.fd):
        raise KeyError
    assert line.settings == before


def test_what_was_typed_before_is_not_read(line: Line, signals: Signals) -> None:
    line.type(b"qq\n")
    with open_keys(signals, wanted=True, fd=line.fd) as keys:
        assert keys.read(0.01) == []


def test_a_terminal_that_hung_up_ends_it(line: Line, signals: Signals) -> None:
    with open_keys(signals, wanted=True, fd=line.fd) as keys:
        os.close(line.keyboard)
        line.keyboard = -1
        with pytest.raises(Terminated) as ended:
            keys.read(5)
        assert (ended.value.signal, ended.value.gone) == (signal.SIGHUP, True)


def test_what_is_not_a_terminal_gives_no_keys_and_is_not_read(signals: Signals) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"qq")
    with open_keys(signals, wanted=True, fd=reader) as keys:
        assert isinstance(keys, NoKeys)
        assert keys.read(0.01) == []
    assert os.read(reader, 10) == b"qq"
    os.close(reader)
    os.close(writer)


def test_a_closed_stdin_gives_no_keys(signals: Signals) -> None:
    with open_keys(signals, wanted=True, fd=9_999) as keys:
        assert not keys.interactive


def test_a_terminal_that_is_not_wanted_is_left_alone(line: Line, signals: Signals) -> None:
    before = line.settings
    with open_keys(signals, wanted=False, fd=line.fd) as keys:
        assert isinstance(keys, NoKeys)
        assert line.settings == before


def test_a_signal_wakes_whoever_waits_for_keys(signals: Signals) -> None:
    keys = NoKeys(signals)
    os.kill(os.getpid(), signal.SIGWINCH)
    assert keys.read(60) == ["resize"]
    os.kill(os.getpid(), signal.SIGCONT)
    assert keys.read(60) == ["cont"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_an_ending_signal_is_raised_where_the_loop_waits(signals: Signals, number: signal.Signals) -> None:
    os.kill(os.getpid(), signal.SIGWINCH)
    os.kill(os.getpid(), number)
    with pytest.raises(Terminated) as ended:
        NoKeys(signals).read(60)
    assert (ended.value.signal, ended.value.gone) == (number, False)
    assert signals.ending == number


def test_handlers_are_put_back() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGTSTP, signal.SIGWINCH, signal.SIGTTOU, signal.SIGALRM)
    before = [signal.getsignal(number) for number in numbers]
    with Signals():
        assert [signal.getsignal(number) for number in numbers] != before
    assert [signal.getsignal(number) for number in numbers] == before
    assert signal.set_wakeup_fd(-1) == -1
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_an_ignored_hangup_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Signals() as signals:
            os.kill(os.getpid(), signal.SIGHUP)
            assert NoKeys(signals).read(0.01) == []
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_quiet_start_leaves_an_ignored_interrupt_ignored() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        quiet_start()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        signal.signal(signal.SIGINT, signal.default_int_handler)
        quiet_start()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, before)
