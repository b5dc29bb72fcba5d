"""What can be set, and how it is said what is allowed."""

from __future__ import annotations

from dataclasses import fields

from lrx_cli.core.settings import Settings, settings_table


def test_every_setting_is_described() -> None:
    table = settings_table()
    assert list(table) == [field.name for field in fields(Settings)]
    assert all(setting.what and setting.allowed for setting in table.values())
    assert table["level"].allowed == "gentle, standard or stronger"
    assert table["pace"].allowed == "a number from 0.5 to 3"
    assert table["volume"].allowed == "a whole number from 0 to 100"
    assert table["voice"].allowed == "true or false"
    assert table["player"].allowed == "a command that plays a WAV file"
