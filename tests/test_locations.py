"""Where things are, on each platform; and that asking makes nothing."""

from __future__ import annotations

import os
import pwd
import sys
from pathlib import Path

import pytest

from lrx_cli import locations

PLACES = [
    locations.settings_file,
    locations.routines_folder,
    locations.exercises_folder,
    locations.history_file,
]


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that does not exist, and no other word about where things are."""
    home = tmp_path / "home"
    for variable in ("LRX_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


def test_linux_keeps_settings_and_data_apart(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert locations.settings_file() == str(nowhere / ".config" / "lrx" / "config.toml")
    assert locations.history_file() == str(nowhere / ".local" / "share" / "lrx" / "history.sqlite3")


def test_xdg_variables_count(nowhere: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert locations.routines_folder() == str(tmp_path / "settings" / "lrx" / "routines")
    assert locations.history_file() == str(tmp_path / "data" / "lrx" / "history.sqlite3")


def test_a_relative_xdg_variable_is_ignored(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", "somewhere")
    assert locations.config_folder() == str(nowhere / ".config" / "lrx")


def test_macos_has_a_place_of_its_own(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert locations.config_folder() == str(nowhere / "Library" / "Application Support" / "lrx")


def test_windows_has_two(nowhere: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert locations.config_folder() == str(tmp_path / "Roaming" / "lrx")
    assert locations.data_folder() == str(tmp_path / "Local" / "lrx")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_lrx_home_puts_everything_under_one_folder(
    platform: str, nowhere: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "mine"))
    for place in PLACES:
        assert os.path.dirname(place()).startswith(str(tmp_path / "mine"))


def test_a_relative_lrx_home_is_named_though_the_current_folder_is_gone(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("PWD", str(gone))
    monkeypatch.setenv("LRX_HOME", "mine")
    gone.rmdir()
    assert locations.history_file() == str(gone / "mine" / "history.sqlite3")
    assert locations.voice_cache_folder() == str(gone / "mine" / "cache" / "voice")


def test_asking_where_things_are_makes_nothing(nowhere: Path) -> None:
    for place in PLACES:
        place()
    assert not nowhere.exists()


def test_a_checkout_plays_its_own_content() -> None:
    root = Path(__file__).parent.parent
    assert Path(locations.catalog_folder()) == root / "data"
    assert Path(locations.exercises_file()).is_file()
    assert Path(locations.builtin_routines_file()).is_file()
    assert Path(locations.safety_file()).is_file()


def test_an_installed_package_plays_the_content_that_came_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "lrx_cli"
    (package / "data").mkdir(parents=True)
    (package / "data" / "exercises.json").write_text("{}")
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(locations, "__file__", str(package / "locations.py"))
    assert locations.catalog_folder() == str(package / "data")


def test_a_folder_that_happens_to_be_called_data_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "lrx_cli"
    package.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(locations, "__file__", str(package / "locations.py"))
    assert locations.catalog_folder() == str(package / "data")


@pytest.mark.parametrize("home", ["", "a/relative/one"])
def test_a_home_that_is_none_is_that_of_the_account(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    """Not the top of the disk, and not the folder we happen to be in."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", home)
    ours = pwd.getpwuid(os.getuid()).pw_dir
    assert locations.history_file() == os.path.join(ours, ".local", "share", "lrx", "history.sqlite3")
    assert locations.settings_file() == os.path.join(ours, ".config", "lrx", "config.toml")
