"""Setting one key leaves everything else in the file as somebody wrote it."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.errors import BAD_SETTINGS, CANNOT_CREATE, LrxError
from lrx_cli.storage.settings import with_setting, write_settings

WRITTEN = """# my settings
level = "gentle"   # until the flare is over
 'pace'=1.0

player = "play # loud" # not too loud

[own]
level = "nobody's"
"""


def test_comments_and_order_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WRITTEN)
    path.chmod(0o640)
    write_settings(str(path), {"level": "standard", "pace": 1.5, "player": 'say "it"', "minutes": 10})
    assert path.read_text() == (
        '# my settings\nlevel = "standard"  # until the flare is over\npace = 1.5\n\n'
        'player = "say \\"it\\""  # not too loud\n\nminutes = 10\n[own]\nlevel = "nobody\'s"\n'
    )
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["config.toml"]


def test_where_there_is_no_file_one_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "lrx" / "config.toml"
    write_settings(str(path), {"voice": True})
    assert path.read_text() == "voice = true\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_not_toml_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("level: gentle\n")
    with pytest.raises(LrxError) as refused:
        write_settings(str(path), {"level": "gentle"})
    assert refused.value.exit_code == BAD_SETTINGS
    assert path.read_text() == "level: gentle\n"


def test_a_value_over_several_lines_is_not_torn_apart(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('player = """\nlevel = 1\n"""\n')
    with pytest.raises(LrxError):
        write_settings(str(path), {"level": "gentle"})
    assert path.read_text() == 'player = """\nlevel = 1\n"""\n'


def test_a_link_keeps_pointing_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text("")
    (tmp_path / "config.toml").symlink_to(tmp_path / "dotfiles.toml")
    write_settings(str(tmp_path / "config.toml"), {"level": "gentle"})
    assert (tmp_path / "config.toml").is_symlink()
    assert (tmp_path / "dotfiles.toml").read_text() == 'level = "gentle"\n'


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "lrx").write_text("in the way")
    with pytest.raises(LrxError) as refused:
        write_settings(str(tmp_path / "lrx" / "config.toml"), {"level": "gentle"})
    assert refused.value.exit_code in (CANNOT_CREATE, BAD_SETTINGS)


@given(value=st.text(max_size=20) | st.booleans() | st.integers(0, 999))
def test_any_value_reads_back_as_it_was_written(value: str | bool | int) -> None:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return
    assert tomllib.loads(with_setting("x = 1\n", "player", value)) == {"x": 1, "player": value}


def test_what_is_no_file_is_neither_read_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "zeros.toml").symlink_to("/dev/zero")
    for name in ("pipe.toml", "zeros.toml"):
        with pytest.raises(LrxError, match="is not a regular file") as caught:
            write_settings(str(tmp_path / name), {"level": "gentle"})
        assert caught.value.exit_code == BAD_SETTINGS
