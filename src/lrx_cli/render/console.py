"""Where pages go: the one module that makes rich Consoles and decides on width, colors, boxes and glyphs.

A page is a rich renderable and adapts to the Console that it is given: ``console.is_terminal`` is ``False``
where boxes and columns would only be in the way (a pipe, a dumb terminal, a screen reader), and
``options.ascii_only`` is ``True`` where the encoding has no block glyphs. What a page quotes from a file, an
argument or a person is made by :func:`safe_text`, so that it can neither act in the terminal nor be markup.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Literal, NoReturn, TextIO

from rich.console import Console, RenderableType, detect_legacy_windows
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from lrx_cli.errors import OutputLost
from lrx_cli.text import clean, spelled_out, width, without_ambiguous, wrap

if TYPE_CHECKING:
    from lrx_cli.figure.cells import Mode

_PIPED_COLUMNS = 80
"""What is piped or saved must not depend on the window it was made in."""
_WINDOW = 80, 24
"""Columns and rows of a terminal that does not know its size, or says 0."""
_WIDEST = 100
"""Longer lines of prose are hard to read, however wide the window."""
_NARROWEST = 20
ColorSystem = Literal["standard", "256", "truecolor", "windows"]
COLOR_SYSTEMS: Mapping[Mode, ColorSystem | None] = {
    "mono": None, "16": "standard", "256": "256", "truecolor": "truecolor",
}  # fmt: skip


class PageConsole(Console):
    """A Console that says when its output is gone, instead of ending the program."""

    wide = False
    """Whether the terminal writes characters of ambiguous width in two columns: then there are none."""

    @property
    def encoding(self) -> str:
        return "ascii" if self.wide else super().encoding

    def on_broken_pipe(self) -> NoReturn:
        raise OutputLost(BrokenPipeError())


def make_console(
    stream: TextIO,
    color: str | bool = "auto",
    environment: Mapping[str, str] = os.environ,
    *,
    size: tuple[int, int] | None = None,
    wide: bool = False,
    screen: bool = False,
) -> PageConsole:
    """For ``stream``. ``color``: the setting of that name, or whether there are colors. ``wide``: characters
    of ambiguous width take two columns. ``size``: columns and rows, where they are known; otherwise those of
    the terminal, for a page that is read: 20 to 100 columns. ``screen``: it takes the whole screen, so
    letters can be bold and reversed where there are no colors."""
    legacy = sys.platform == "win32" and detect_legacy_windows()
    mode = mode_of(wants_color(stream, color, environment), environment)
    colors = COLOR_SYSTEMS[mode] or ("standard" if screen else None)
    width, height = size or (columns(stream, environment), window(stream)[1])
    console = PageConsole(
        file=stream,
        color_system="windows" if legacy and mode != "mono" else colors,
        force_terminal=has_boxes(stream, environment),
        legacy_windows=legacy,
        no_color=mode == "mono",
        width=width,
        height=height,
        theme=theme("16" if legacy and mode != "mono" else mode),
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.wide = wide and console.is_terminal
    return console


def safe_text(words: str | Text, style: str | Style = "") -> Text:
    """``words`` of whatever origin, as something that a terminal shows and does not obey. ``Text`` is that
    already."""
    return words if isinstance(words, Text) else Text(clean(words), style)


def print_page(console: PageConsole, *parts: RenderableType, pager: str = "") -> None:
    """Print ``parts``, one below the other. ``pager``: the command that shows what is longer than the screen;
    empty for none. Raises :class:`OutputLost` where the stream takes no more."""
    with noticing_loss():
        if console.is_terminal and not console.wide and not (pager and sys.stdin.isatty()):
            console.print(*parts, sep="\n", crop=False)
            return
        with console.capture() as capture:
            console.print(*parts, sep="\n", crop=False)
        page = without_ambiguous(capture.get()) if console.wide else capture.get()
        if not console.is_terminal:  # a file is not filled up to the right edge with spaces
            page, pager = "".join(f"{line.rstrip()}\n" for line in page.splitlines()), ""
        show_in_pager(console, page, pager)


@contextmanager
def noticing_loss() -> Iterator[None]:
    """Raise :class:`OutputLost` where a stream takes no more."""
    try:
        yield
    except OSError as error:
        raise OutputLost(error) from error


def show_in_pager(console: Console, page: str, pager: str) -> None:
    """Write ``page`` as it is: through ``pager``, if there is one, where it is longer than the screen."""
    if pager and page.count("\n") >= console.height and _paged(page, pager):
        return
    console.file.write(page)
    console.file.flush()


def tell_page(
    *parts: RenderableType, color: str | bool = "auto", wide: bool = False, pager: str = ""
) -> None:
    """Print ``parts`` on standard error. What cannot be said there is not worth an error. ``pager``: as for a
    page; it writes to standard output, so it is not used where that is another place."""
    try:
        pager = pager if sys.stdout.isatty() else ""
        print_page(make_console(sys.stderr, color, wide=wide), *parts, pager=pager)
    except OutputLost:
        _abandon(sys.stderr)


def _paged(page: str, pager: str) -> bool:
    """Whether ``page`` was shown by ``pager``. Ctrl-C in a pager is the pager's."""
    import subprocess  # slow to import, and few pages are that long

    environment = {"LESS": "FRX", **os.environ}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        command = shlex.split(pager)
        subprocess.run(command, input=page.encode(), env=environment, check=False)
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def is_read_aloud(environment: Mapping[str, str]) -> bool:
    """Whether a screen reader reads what is printed."""
    return environment.get("ACCESSIBLE", "") not in ("", "0")


def has_boxes(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether a person looks at ``stream``: not a pipe, no dumb terminal, no screen reader."""
    return (
        stream.isatty()
        and not is_read_aloud(environment)
        and (sys.platform == "win32" or environment.get("TERM", "") not in ("dumb", "unknown"))
    )


def columns(stream: TextIO, environment: Mapping[str, str]) -> int:
    if not stream.isatty():
        return _PIPED_COLUMNS
    asked = environment.get("COLUMNS", "")
    found = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    return min(max(found or window(stream)[0], _NARROWEST), _WIDEST)


def window(file: TextIO | int) -> tuple[int, int]:
    """Columns and rows that the terminal of ``file`` has now, at least 1 each."""
    try:
        size = os.get_terminal_size(file if isinstance(file, int) else file.fileno())
    except (OSError, ValueError):
        return _WINDOW
    return size.columns or _WINDOW[0], size.lines or _WINDOW[1]


def wants_color(stream: TextIO, asked: str | bool, environment: Mapping[str, str]) -> bool:
    """The flag; then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR; then what the terminal can."""
    if asked != "auto":
        return asked in (True, "always")
    if environment.get("NO_COLOR"):
        return False
    if forced := environment.get("FORCE_COLOR", ""):
        return forced != "0"
    if environment.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") in ("dumb", "unknown"):
        return False
    return stream.isatty()


def has_screen(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether something can be drawn on ``stream``, and nobody asked for lines instead."""
    if not has_boxes(stream, environment):
        return False
    if sys.platform == "win32":
        import ctypes

        from lrx_cli.system.windows import obeys_escapes

        return obeys_escapes(ctypes.windll.kernel32)
    return bool(environment.get("TERM"))


def print_json(document: Mapping[str, object], indent: int | None = 2) -> None:
    """ASCII only: any terminal and any program takes it, and it cannot carry a control character.
    ``indent``: of each level; ``None``: all on one line."""
    with noticing_loss():
        sys.stdout.write(f"{spelled_out(json.dumps(document, indent=indent))}\n")
        sys.stdout.flush()


def put(lines: Iterable[str]) -> None:
    """Write sentences for a person to standard output. Raises :class:`OutputLost`."""
    with noticing_loss():
        _write_sentences(sys.stdout, lines)


def tell(lines: Iterable[str]) -> None:
    """To standard error: beside the output, for a person. What cannot be said there is not worth an error."""
    try:
        _write_sentences(sys.stderr, lines)
    except OSError:
        _abandon(sys.stderr)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """For work that takes a while: on a terminal, gone when the work is done; nowhere else. Yields what the
    work calls with how much is done, of how much."""
    if not has_screen(sys.stderr, os.environ):
        yield lambda done, of: None
        return
    from rich.progress import BarColumn, Progress

    columns = "{task.description}", BarColumn(), "{task.percentage:>3.0f}%"
    with Progress(*columns, console=make_console(sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _write_sentences(stream: TextIO, lines: Iterable[str]) -> None:
    if stream.isatty():
        lines = [_broken(clean(line), columns(stream, os.environ)) for line in lines]
    stream.write("".join(f"{line}\n" for line in lines))
    stream.flush()


def _broken(line: str, cells: int) -> str:
    """Between words, where a terminal would break it anywhere; what goes on is set in twice as far. What
    holds a longer word, as a path is, stays as it is, so that the path can be copied whole."""
    indent = len(line) - len(line.lstrip())
    room = cells - 2 * indent
    if any(width(word) > room for word in line.split()):
        return line
    return " " * indent + f"\n{' ' * 2 * indent}".join(wrap(line, room))


def abandon_output() -> None:
    """Standard output is gone."""
    _abandon(sys.stdout)


def _abandon(stream: TextIO) -> None:
    """Python flushes it once more on its way out, and would complain again, with an exit code of its own."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


# --- the theme ------------------------------------------------------------------------------------
#
# Nobody knows what is behind the letters of a terminal, so every color is halfway: it stands out from black
# and from white by at least 4.5 to 1 (WCAG 2, 1.4.3), which no yellow and no cyan does. Chips bring their own
# background. Where there are only 16 colors, people have chosen them themselves, and only red and magenta can
# be read on both; there the rest is bold or as the terminal writes anyway. A color never says anything that a
# word does not say too.

Phase = Literal["prepare", "move", "hold", "return", "switch", "rest", "paused", "hurt", "done"]

_COLORS: Final[Mapping[str, tuple[str, str, str]]] = {
    "blue": ("#097dac", "color(63)", ""),
    "indigo": ("#3a71db", "color(63)", ""),
    "green": ("#198739", "color(29)", ""),
    "amber": ("#ac6500", "", ""),
    "orange": ("#ac6500", "color(131)", ""),
    "brown": ("#9c6c31", "color(131)", ""),
    "purple": ("#a150d1", "color(98)", "magenta"),
    "red": ("#e52121", "color(131)", "red"),
    "alarm": ("#e52121", "color(163)", "red"),
    "gray": ("#767676", "color(243)", ""),
}
"""By name: as 24 bits, as one of the 256, and as one of the 16; empty: as the terminal writes. Only six of
the 256 keep the distance, the most alarming of them a pink; none is below 16, since people change those."""
_PLACES: Final[Mapping[Mode, int]] = {"truecolor": 0, "256": 1, "16": 2}

_STYLES: Final[dict[str, str]] = {
    "prepare": "blue",
    "move": "orange",
    "hold": "indigo",
    "return": "brown",
    "switch": "purple",
    "rest": "green",
    "paused": "gray",
    "hurt": "alarm",
    "done": "green",
    "title": "bold",
    "name": "bold",
    "position": "bold blue",
    "label": "blue",
    "command": "blue",
    "number": "bold blue",
    "aside": "gray",
    "border": "gray",
    "accent": "blue",
    "good": "green",
    "notice": "bold",
    "warn": "bold amber",
    "stop": "bold red",
    "key": "reverse",
    "track": "gray",
    "bar.complete": "blue",
    "bar.finished": "green",
    "bar.pulse": "blue",
    "bar.back": "gray",
}
_CHIPS: Final[Mapping[str, tuple[str, str, str]]] = {
    "side.left": ("bold #000000 on #e0b13a", "bold color(16) on color(179)", "black on yellow"),
    "side.right": ("bold #ffffff on #2560a8", "bold color(231) on color(25)", "white on blue"),
    "emergency": ("bold #ffffff on #b3151a", "bold color(231) on color(124)", "bold reverse"),
}
"""What has a background of its own."""
STYLE_NAMES: Final = (*_STYLES, *_CHIPS)


def theme(mode: Mode) -> Theme:
    """The styles for a terminal of so many colors."""
    if mode == "mono":  # bold and reversed, as on 16 colors; and chips are seen by being reversed
        chip = Style(bold=True, reverse=True)
        return Theme({**theme("16").styles, "side.left": chip, "side.right": chip})
    place = _PLACES[mode]
    styles = {
        name: " ".join(_COLORS[word][place] if word in _COLORS else word for word in words.split())
        for name, words in _STYLES.items()
    }
    return Theme(styles | {name: chip[place] for name, chip in _CHIPS.items()})


def mode_of(color: bool, environment: Mapping[str, str]) -> Mode:
    """How many colors a terminal says it has. ``color``: whether they are wanted at all."""
    if not color:
        return "mono"
    if environment.get("COLORTERM", "") in ("truecolor", "24bit") or environment.get("WT_SESSION"):
        return "truecolor"
    term = environment.get("TERM", "")
    if "direct" in term:
        return "truecolor"
    return "256" if "256" in term else "16"
