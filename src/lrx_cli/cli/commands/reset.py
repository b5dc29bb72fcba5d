"""``lrx reset``: for a terminal that a killed program left without echo, cursor or line breaks."""

import os
import sys

import typer

app = typer.Typer(add_completion=False)


_ORDINARY = (
    "\x1b[?2004l"  # pasting is typing again
    "\x1b[?25h"  # the cursor is shown
    "\x1b[?1007h"  # the mouse wheel scrolls
    "\x1b[?7h"  # long lines wrap
    "\x1b[0m"  # no color
    "\x1b[?1049l"  # the screen with the history of the shell
)


@app.command()
def reset() -> None:
    """Repair a broken terminal.

    Example:
      lrx reset

    For a terminal that shows no typing, no cursor or broken lines because a
    program was killed. Without a terminal it does nothing. If you cannot see
    what you type: press Ctrl-J, type lrx reset, and press Ctrl-J again.
    """
    for fd in _terminals():
        _type_again(fd)
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            stream.write(_ORDINARY)
            stream.flush()
            return


def _terminals() -> list[int]:
    """The descriptors that are terminals; a stream may be none of its own, as under a test."""
    found = []
    for fd in (0, 1, 2):
        try:
            if os.isatty(fd):
                found.append(fd)
        except OSError:
            continue
    return found


def _type_again(fd: int) -> None:
    """What ``stty sane`` sets: echo, whole lines, Ctrl-C as a signal, Enter as a line break."""
    if sys.platform == "win32":
        return
    import termios

    try:
        flags_in, flags_out, flags_control, flags_local, speed_in, speed_out, keys = termios.tcgetattr(fd)
        flags_in |= termios.BRKINT | termios.ICRNL | termios.IXON
        flags_in &= ~(termios.IGNBRK | termios.INLCR | termios.IGNCR | termios.IXOFF)
        flags_out |= termios.OPOST | termios.ONLCR
        flags_control |= termios.CREAD
        flags_local |= (
            termios.ISIG | termios.ICANON | termios.IEXTEN | termios.ECHO | termios.ECHOE | termios.ECHOK
        )
        flags_local &= ~(termios.ECHONL | termios.NOFLSH | termios.TOSTOP)
        termios.tcsetattr(
            fd,
            termios.TCSANOW,
            [flags_in, flags_out, flags_control, flags_local, speed_in, speed_out, keys],
        )
    except (OSError, termios.error):
        return  # gone, or not ours to change
