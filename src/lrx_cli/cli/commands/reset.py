"""``lrx reset``: for a terminal that a killed program left without echo, cursor or line breaks."""

import os
import sys
from contextlib import suppress

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
    for fd in filter(os.isatty, (0, 1, 2)):
        _type_again(fd)
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            stream.write(_ORDINARY)
            stream.flush()
            return


def _type_again(fd: int) -> None:
    """What ``stty sane`` sets: echo, whole lines, Ctrl-C as a signal, Enter as a line break."""
    if sys.platform == "win32":
        return
    import termios as t
    import tty

    line_by_line = t.ISIG | t.ICANON | t.IEXTEN | t.ECHO | t.ECHOE | t.ECHOK
    on_and_off = {
        tty.IFLAG: (t.BRKINT | t.ICRNL | t.IXON, t.IGNBRK | t.INLCR | t.IGNCR | t.IXOFF),
        tty.OFLAG: (t.OPOST | t.ONLCR, 0),
        tty.CFLAG: (t.CREAD, 0),
        tty.LFLAG: (line_by_line, t.ECHONL | t.NOFLSH | t.TOSTOP),
    }
    with suppress(OSError, t.error):  # it is gone, or not ours to change
        mode = t.tcgetattr(fd)
        for place, (on, off) in on_and_off.items():
            mode[place] = (mode[place] | on) & ~off
        t.tcsetattr(fd, t.TCSANOW, mode)
