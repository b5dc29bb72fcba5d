"""Where things are. Asking creates nothing; the code that writes makes the folder.

``LRX_HOME`` puts everything under one folder; otherwise each platform has its own places.
``os.path`` and not ``pathlib``, which would cost every command a third of its start-up time.
"""

from __future__ import annotations

import os.path
import sys


def config_folder() -> str:
    """What people write: settings, routines, exercises of their own."""
    return _own_folder("XDG_CONFIG_HOME", ".config", windows="APPDATA")


def data_folder() -> str:
    """What lrx writes: the history."""
    return _own_folder("XDG_DATA_HOME", os.path.join(".local", "share"), windows="LOCALAPPDATA")


def settings_file() -> str:
    return os.path.join(config_folder(), "config.toml")


def routines_folder() -> str:
    return os.path.join(config_folder(), "routines")


def exercises_folder() -> str:
    return os.path.join(config_folder(), "exercises")


def history_file() -> str:
    return os.path.join(data_folder(), "history.sqlite3")


def voice_cache_folder() -> str:
    """Spoken lines that an engine of this computer rendered; all of it can be made again."""
    if home := _lrx_home():
        return os.path.join(home, "cache", "voice")
    if sys.platform == "darwin":
        return os.path.join(_home(), "Library", "Caches", "lrx", "voice")
    if sys.platform == "win32":
        return os.path.join(data_folder(), "cache", "voice")
    return os.path.join(_own_folder("XDG_CACHE_HOME", ".cache", windows="LOCALAPPDATA"), "voice")


def _own_folder(variable: str, below_home: str, *, windows: str) -> str:
    if home := _lrx_home():
        return home
    if sys.platform == "win32":
        base = os.environ.get(windows) or _home()
    elif sys.platform == "darwin":
        base = os.path.join(_home(), "Library", "Application Support")
    else:
        # A relative path in an XDG variable is to be ignored, says the XDG specification.
        base = os.environ.get(variable, "")
        if not os.path.isabs(base):
            base = os.path.join(_home(), below_home)
    return os.path.join(base, "lrx")


def _lrx_home() -> str:
    """Empty: the variable is not set."""
    home = os.path.expanduser(os.environ.get("LRX_HOME", ""))
    try:
        return os.path.abspath(home) if home else ""
    except FileNotFoundError:  # the current folder is gone: the shell knows what it was called
        return os.path.join(os.environ.get("PWD", os.devnull), home)


def _home() -> str:
    """An empty ``HOME`` is none: else all would land at the top of the disk. A relative one would make a home
    of every folder. Then the home of the account counts, as where the variable is not set."""
    if sys.platform != "win32" and not os.path.isabs(os.environ.get("HOME", "/")):
        import pwd  # neither is needed where HOME is set
        from contextlib import suppress

        with suppress(KeyError):
            return pwd.getpwuid(os.getuid()).pw_dir
    return os.path.expanduser("~")


def catalog_folder() -> str:
    """The built-in content: beside this module when installed, at the top of a checkout.

    The checkout is recognized by its ``src``: the folder above an installed package is a
    ``site-packages``, and a ``data`` beside that belongs to somebody else. Where there is neither,
    the installed place is the answer, and the code that reads it says that it is missing.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "data")
    if os.path.isfile(os.path.join(installed, "exercises.json")):
        return installed
    source = os.path.dirname(package)
    checkout = os.path.join(os.path.dirname(source), "data")
    if os.path.basename(source) == "src" and os.path.isdir(checkout):
        return checkout
    return installed


def exercises_file() -> str:
    return os.path.join(catalog_folder(), "exercises.json")


def builtin_routines_file() -> str:
    return os.path.join(catalog_folder(), "routines.json")


def schema_file(name: str) -> str:
    """What editors complete and check files of that kind with: exercises, routine, figure."""
    return os.path.join(catalog_folder(), "schemas", f"{name}.schema.json")


def safety_file() -> str:
    return os.path.join(catalog_folder(), "safety.json")


def voice_folder() -> str:
    return os.path.join(catalog_folder(), "voice")
