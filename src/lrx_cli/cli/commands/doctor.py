"""``lrx doctor``: what was found here, and what that means for a session."""

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import version

import typer

from lrx_cli import __version__, locations
from lrx_cli.cli.context import show_page
from lrx_cli.cli.options import JsonOption
from lrx_cli.core.settings import Settings
from lrx_cli.errors import LrxError
from lrx_cli.render.console import print_json, window
from lrx_cli.render.program import Finding, State, doctor_page
from lrx_cli.session.audio import real_ms
from lrx_cli.storage.catalog import load_catalog, load_routine, with_own
from lrx_cli.storage.settings import Found, readable_settings
from lrx_cli.storage.user_files import own_files
from lrx_cli.storage.voice import VoicePack
from lrx_cli.system.audio_players import NOT_INSTALLED, OVER_SSH, find_player, is_far, why_silent
from lrx_cli.system.remote import bus_address
from lrx_cli.system.speech_engines import CannotSpeak, engines, find_engine, is_there
from lrx_cli.system.terminal import ask_standard_output
from lrx_cli.text import count

app = typer.Typer(add_completion=False)

_BUILT_ON = ("typer", "rich", "pydantic")
_HEEDED = {
    "ACCESSIBLE", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "TERM",
}  # fmt: skip
_SAMPLE = "Now the left leg."


@app.command()
def doctor(json: JsonOption = False) -> None:
    """Check what works here: terminal, sound, voice, files.

    Examples:
      lrx doctor
      lrx doctor --json

    It changes nothing, and nothing leaves the machine.
    """
    # It is pasted into reports, and a home folder is named after its owner.
    home = os.path.expanduser("~")
    findings = [
        one._replace(found=one.found.replace(home, "~")) if len(home) > 1 else one for one in _findings()
    ]
    if json:
        rows = [{**one._asdict(), "works": one.works} for one in findings]
        print_json({"format": 1, "version": __version__, "findings": rows})
        return
    show_page(doctor_page(_verdict(findings), findings))


def _findings() -> Iterator[Finding]:
    found = readable_settings(locations.settings_file(), os.environ)
    settings = found.settings
    yield from _program()
    yield from _terminal(settings)
    yield from _players(settings)
    yield from _voices(settings)
    yield _remote()
    yield _own()
    yield _settings(found)
    yield _history()
    for what, path in (
        ("settings file", locations.settings_file()),
        ("voice cache", locations.voice_cache_folder()),
    ):
        yield Finding(what, "ok", path if os.path.exists(path) else f"{path} (not there yet)")


def _verdict(findings: Sequence[Finding]) -> str:
    """What it comes to for somebody who wants to play."""
    states = {finding.what: finding.state for finding in findings}
    words = ["Sessions work."]
    words += ["Your history needs repair."] if states["history"] == "broken" else []
    words += ["No sound."] if states["sound"] != "ok" else []
    words += ["No voice."] if states["sound"] == "ok" and states["voice pack"] != "ok" else []
    wrong = "broken" in (states["your own"], states["settings"])
    words += ["One of your files has a mistake."] if wrong else []
    return " ".join(words if len(words) > 1 else ["Everything works."])


def _state(works: bool) -> State:
    return "ok" if works else "broken"


def _program() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("lrx", "ok", f"{__version__} on Python {python}, {sys.platform}")
    yield Finding("built on", "ok", ", ".join(f"{name} {version(name)}" for name in _BUILT_ON))
    # What is in them is nobody's business.
    heeded = sorted(name for name in os.environ if name.startswith("LRX_") or name in _HEEDED)
    yield Finding("variables", "ok", ", ".join(heeded) or "no LRX_ variable is set")


def _terminal(settings: Settings) -> Iterator[Finding]:
    if not sys.stdout.isatty():
        silent = "this is a pipe or a file: a session prints lines, and is silent"
        yield Finding("terminal", "missing", silent)
        return
    columns, rows = window(sys.stdout)
    kind = os.environ.get("TERM", "")
    size = f"{columns}x{rows}, TERM={kind or 'not set'}, {sys.stdout.encoding}"
    note = "it has to stay in front, or the keys of a clicker go elsewhere"
    yield Finding("terminal", "ok" if kind != "dumb" else "missing", f"{size}; {note}")
    traits = ask_standard_output()
    behind = f"it says it is {traits.background}" if traits.background else "it does not say how dark it is"
    letters = "blocks and lines are one column wide"
    if traits.wide:
        letters = (
            "it writes blocks and lines two columns wide, so a session uses none "
            "(lrx config set wide true: nor do pages; false, if that is wrong)"
        )
    yield Finding("letters", "ok", f"{behind}; {letters}")
    pixels = "the terminal shows pixels" if traits.cell else "the terminal does not say that it shows pixels"
    made_of = "pixels" if traits.cell_for(settings.pictures) else "blocks"
    chosen = "" if settings.pictures == "auto" else f" (lrx config: pictures is {settings.pictures})"
    yield Finding("pictures", "ok", f"{pixels}: a session draws with {made_of}{chosen}")


def _players(settings: Settings) -> Iterator[Finding]:
    device, tried = find_player(real_ms, settings.player)
    for one in tried:
        state = "missing" if one.why == NOT_INSTALLED else _state(one.works)
        yield Finding(f"player {one.name}", state, one.why)
    if device is None:
        silent = "no player works: the bell rings, and everything else is on the screen"
        yield Finding("sound", "broken", silent)
        return
    silence = why_silent(device.name)
    heard = f": {silence}" if silence else f", at volume {settings.volume}"
    yield Finding("sound", _state(not silence), f"through {device.name}{heard}")
    if is_far(os.environ):
        yield Finding("ssh", "ok", OVER_SSH)


def _voices(settings: Settings) -> Iterator[Finding]:
    folder = locations.voice_folder()
    try:
        clips = sum(name.endswith(".clip") for name in os.listdir(folder))
        why = f"{clips} clips: every line of the built-in routines"
    except OSError as error:
        why = f"{folder}: {error.strerror}"
    yield Finding("voice pack", _state(VoicePack(folder).line(_SAMPLE) is not None), why)
    missing = [engine.name for engine in engines(sys.platform) if not is_there(engine)]
    if missing and settings.voice_command is None:
        yield Finding("other voices", "missing", f"not installed: {', '.join(missing)}")
    engine = find_engine(sys.platform, settings.voice_command)
    if engine is None:
        yield Finding("own lines", "missing", "no engine: exercises of your own have tones and text")
        return
    try:
        engine.render(_SAMPLE)
    except CannotSpeak as error:
        yield Finding("own lines", "broken", str(error))
    else:
        yield Finding("own lines", "ok", f"{engine.name} speaks what the pack does not have")


def _remote() -> Finding:
    """Whether media keys and headset buttons reach a session."""
    try:
        import_module("jeepney.bus")
    except ImportError:
        return Finding("remote", "missing", "pip install 'lrx-cli[remote]' lets media keys reach a session")
    if bus_address() is None:
        return Finding("remote", "missing", "no D-Bus here: media keys do not reach a session")
    return Finding("remote", "ok", "media keys and headset buttons pause a session and move in it (MPRIS)")


def _own() -> Finding:
    """Exercises and routines of the person's own: how many, and which files are wrong."""
    catalog, problems = with_own(load_catalog(locations.exercises_file()), locations.exercises_folder())
    files = own_files(locations.exercises_folder())
    routines = own_files(locations.routines_folder())
    for path in routines:
        try:
            load_routine(path, catalog)
        except LrxError as error:
            problems.append(error.message)
    has = f"{count(len(files), 'file')} of exercises, {count(len(routines), 'routine')}"
    return Finding("your own", _state(not problems), " ".join([f"{has}." if problems else has, *problems]))


def _settings(found: Found) -> Finding:
    """What is wrong in the settings file and the environment, and so does not count."""
    words = f"{len(found.origins)} set, the others at their defaults"
    return Finding("settings", _state(not found.problems), "; ".join(found.problems) or words)


def _history() -> Finding:
    """Every row of it is looked at; before a session only the recent ones are. Also whether others can read
    it."""
    path = locations.history_file()
    from lrx_cli.storage.history.backups import offer, problems_in
    from lrx_cli.storage.history.queries import reading
    from lrx_cli.storage.history.store import REPAIR

    try:
        with reading(path) as connection:
            if not os.path.exists(path):
                return Finding("history", "ok", f"{path} (not there yet)")
            damage = [f"{path} is damaged: {found}. {REPAIR}" for found in problems_in(connection)]
            troubles = damage or offer(connection, path).sentences
    except LrxError as error:
        troubles = [error.message, *error.problems, *([error.hint] if error.hint else [])]
    troubles += _open_to_others(path)
    return Finding(
        "history", _state(not troubles), " ".join(troubles) or f"{path}: every row is as it was written"
    )


def _open_to_others(path: str) -> Iterator[str]:
    """lrx makes a folder and a file that only their owner can enter; somebody may have changed that."""
    if os.name == "nt" or not os.path.isfile(path):
        return
    folder = os.path.dirname(path)
    if os.stat(folder).st_mode & 0o022:
        yield f"Others can write into its folder: chmod go-w {shlex.quote(folder)} fixes that."
    if os.stat(path).st_mode & 0o077:
        yield f"Others can read it: chmod 600 {shlex.quote(path)} fixes that."
