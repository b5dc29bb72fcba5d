"""The front door: finds the command, and turns errors into messages and exit codes."""

from __future__ import annotations

import gc
import sys

from lrx_cli import __version__
from lrx_cli.errors import BUG, CANNOT_WRITE, FAILED, LrxError, OutputLost


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # A start makes some ten thousand objects, and they stay: to look through them for garbage every 700 of
    # them, as usual, takes a tenth of it.
    gc.set_threshold(50_000)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of one command line; what it had to say has been handed over when this returns."""
    _open_closed_streams()
    if arguments[:1] == ["_complete"]:
        # What a shell asks at every press of Tab: answered before anything else is imported.
        from lrx_cli.cli._complete import complete

        return complete(arguments[1:])
    try:
        # Known before anything is imported: prompts and scripts ask for the version all day.
        code = _version() if "--version" in _before_dashes(arguments) else _obey(arguments)
        _flush()
    except LrxError as error:
        code = _report(error)
    except OutputLost as lost:
        code = _give_up_output(lost.error)
    except MemoryError:
        _tell(["Error: there is not enough memory for this."])
        code = FAILED
    except Exception as error:
        code = _bug(error)
    return code


def _before_dashes(arguments: list[str]) -> list[str]:
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _version() -> int:
    print(f"lrx {__version__}")
    return 0


def _obey(arguments: list[str]) -> int:
    from lrx_cli.system.signals import quiet_start

    quiet_start()
    _spell_what_the_encoding_lacks()
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    if not arguments:
        return _home()
    return _command(arguments)


def _home() -> int:
    from lrx_cli import locations
    from lrx_cli.cli.home import lately
    from lrx_cli.render.console import paper_for, put
    from lrx_cli.render.home import home
    from lrx_cli.storage.safety import load_safety

    put(home(paper_for(sys.stdout), load_safety(locations.safety_file()).in_short, lately()))
    return 0


def _command(arguments: list[str]) -> int:
    from lrx_cli.cli import reader

    line: reader.Line | int | None = reader.read(arguments)
    if line is None:
        from lrx_cli.cli import parser

        line = parser.read(arguments)
    return line if isinstance(line, int) else line.obey()


def _open_closed_streams() -> None:
    """A stream that was closed (``>&-``) swallows what is written to it."""
    import os

    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for as long as the program runs
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - likewise


def _spell_what_the_encoding_lacks() -> None:
    """An ASCII terminal gets ``...`` for an ellipsis instead of an error."""
    import codecs
    import io

    from lrx_cli.text import spelled

    codecs.register_error("lrx.spelled", spelled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="lrx.spelled")


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError as error:
        raise OutputLost(error) from error


def _report(error: LrxError) -> int:
    lines = [f"Error: {error.message}", *(f"  - {problem}" for problem in error.problems)]
    if error.hint:
        lines.append(error.hint)
    _tell(lines)
    return error.exit_code


def _give_up_output(error: OSError) -> int:
    """Nobody reads any more (``| head``): nothing to say. A full disk is another matter."""
    import errno

    from lrx_cli.render.console import abandon_output

    abandon_output()
    if error.errno == errno.EPIPE:
        return 0
    _tell([f"Error: the output could not be written: {error.strerror}."])
    return CANNOT_WRITE


def _bug(error: Exception) -> int:
    import os

    if os.environ.get("LRX_DEBUG") == "1":
        raise error
    _tell(
        [
            f"Error: this is a bug in lrx ({type(error).__name__}: {error}). "
            "With LRX_DEBUG=1 it shows where; please report that."
        ]
    )
    return BUG


def _tell(lines: list[str]) -> None:
    from lrx_cli.render.console import tell
    from lrx_cli.text import clean

    tell(clean(line) for line in lines)
