"""What a key means, by what makes sense at that moment."""

from __future__ import annotations

from typing import get_args

import pytest

from lrx_cli.core.player import KEYS, Command, Keymap, Snapshot, View
from lrx_cli.core.player.events import ALLOWED
from tests.core.playing import Session
from tests.core.scores import ONE_LEG, PLAIN, score

TWO = score(ONE_LEG, PLAIN)


def shown(state: str) -> Snapshot:
    """A session in that state: preparing, moving, holding, switching, paused, hurting or ended."""
    session = Session(TWO)
    if state == "moving":
        session.until_kind("move")
    elif state == "switching":
        session.until_kind("switch")
    elif state != "preparing":
        session.until_kind("hold")
    if state in ("paused", "counting"):
        session.press("pause")
    if state == "counting":
        session.press("go_on")
    if state == "hurting":
        session.press("hurt")
    if state == "ended":
        session.press("quit")
    return session.shown


def press(state: str, key: str) -> Command | View | None:
    return Keymap().press(0, key, shown(state))


TABLE = [
    ("holding", "space . b f5 esc", "pause"),
    ("paused", "space . b f5 esc", "go_on"),
    ("counting", "space . b f5 esc", "pause"),
    ("hurting", "space . b f5 esc", "hurt_nothing"),
    ("holding", "right down n enter pagedown", "next"),
    ("paused", "right down n enter pagedown", "next"),
    ("paused", "N", "skip"),
    ("counting", "right down n enter pagedown", None),
    ("counting", "N", "skip"),
    ("hurting", "n pagedown 3 N", "hurt_skip"),
    ("hurting", "right down enter", "unknown"),
    ("hurting", "1 f F left up p pageup", "hurt_spread"),
    ("holding", "N", "skip"),
    ("holding", "left up p pageup P", "back"),
    ("paused", "left up p pageup", "back"),
    ("holding", "r R", "again"),
    ("preparing", "+ =", "longer"),
    ("holding", "-", "shorter"),
    ("holding", "e", "ease"),
    ("preparing", "e", "unknown"),
    ("hurting", "e 2", "hurt_strong"),
    ("holding", "h ! H", "hurt"),
    ("paused", "h !", "hurt"),
    ("hurting", "4 q Q", "hurt_end"),
    ("hurting", "5 w", "hurt_warning"),
    ("holding", "1 2 3 4 5 f w x tab home 日 é", "unknown"),
    ("preparing", "s", "side"),
    ("holding", "s", "unknown"),
    ("holding", "q Q", "quit_asked"),
    ("ended", "space n q h", None),
    ("holding", "m M", "mute"),
    ("holding", "v", "voice"),
    ("paused", "?", "keys"),
    ("holding", "i", "details"),
]


@pytest.mark.parametrize(("state", "keys", "means"), TABLE)
def test_every_key_means_what_the_table_says(state: str, keys: str, means: str | None) -> None:
    for key in keys.split():
        assert press(state, key) == means, key


def test_quitting_takes_two_presses_within_five_seconds() -> None:
    keymap, holding = Keymap(), shown("holding")
    assert keymap.press(0, "q", holding) == "quit_asked"
    assert keymap.press(5_000, "q", holding) == "quit"
    late = Keymap()
    assert late.press(0, "q", holding) == "quit_asked"
    assert late.press(5_001, "q", holding) == "quit_asked"
    assert late.press(5_002, "q", holding) == "quit"


def test_a_clicker_that_sends_twice_moves_once() -> None:
    keymap, holding = Keymap(), shown("holding")
    assert keymap.press(0, "pagedown", holding) == "next"
    assert keymap.press(299, "pagedown", holding) is None
    assert keymap.press(599, "pagedown", holding) == "next"


def test_pausing_twice_says_that_it_hurts_and_a_third_press_is_no_answer_yet() -> None:
    """A remote has no H."""
    keymap = Keymap()
    assert keymap.press(0, "f5", shown("holding")) == "pause"
    assert keymap.press(800, "esc", shown("paused")) == "hurt"
    assert keymap.press(1_600, "f5", shown("hurting")) is None
    assert keymap.press(1_601, "f5", shown("hurting")) == "hurt_nothing"


def test_going_on_a_moment_after_a_pause_goes_on_and_pauses_again() -> None:
    keymap = Keymap()
    assert keymap.press(0, "space", shown("holding")) == "pause"
    assert keymap.press(801, "space", shown("paused")) == "go_on"
    assert keymap.press(1_602, "space", shown("counting")) == "pause"


def test_two_presses_in_a_moment_say_that_it_hurts_though_the_session_was_paused() -> None:
    keymap = Keymap()
    assert keymap.press(0, "space", shown("holding")) == "pause"
    assert keymap.press(5_000, "space", shown("paused")) == "go_on"
    assert keymap.press(5_500, "space", shown("counting")) == "hurt"
    assert keymap.press(5_900, "space", shown("hurting")) is None


def test_a_bounce_of_leaving_out_leaves_nothing_else_out() -> None:
    keymap, holding = Keymap(), shown("holding")
    assert [keymap.press(at, "N", holding) for at in (0, 100, 500)] == ["skip", None, "skip"]


def test_who_has_quit_is_asked_again_the_next_time() -> None:
    keymap, holding = Keymap(), shown("holding")
    asked = [keymap.press(at, "q", holding) for at in (0, 100, 200, 300)]
    assert asked == ["quit_asked", "quit", "quit_asked", "quit"]


def test_a_key_that_is_held_down_moves_once() -> None:
    keymap, holding = Keymap(), shown("holding")
    held = [keymap.press(at, "right", holding) for at in range(0, 5_000, 33)]
    assert held == ["next"] + [None] * (len(held) - 1)


def test_a_bounce_of_going_on_out_of_a_pause_moves_no_further() -> None:
    keymap = Keymap()
    assert keymap.press(0, "pagedown", shown("paused")) == "next"
    assert keymap.press(100, "n", shown("preparing")) is None
    assert keymap.press(150, "p", shown("preparing")) == "back"


@pytest.mark.parametrize(
    ("state", "key", "means"),
    [
        ("holding", "р", "hurt"), ("holding", "Р", "hurt"), ("holding", "й", "quit_asked"),
        ("holding", "т", "next"), ("holding", "Т", "skip"), ("holding", "з", "back"),
        ("hurting", "а", "hurt_spread"), ("holding", "η", "hurt"), ("holding", "ν", "next"),
        ("holding", "Ν", "skip"), ("holding", "π", "back"), ("holding", "י", "hurt"),
        ("holding", "מ", "next"), ("holding", "פ", "back"), ("holding", "ר", "again"),
        ("holding", "\u3000", "pause"), ("holding", "ｈ", "hurt"), ("holding", "Ｑ", "quit_asked"),
        ("holding", "５", "unknown"), ("hurting", "５", "hurt_warning"),
    ],
)  # fmt: skip
def test_a_letter_of_another_layout_and_a_wide_one_mean_what_stands_at_their_place(
    state: str, key: str, means: str
) -> None:
    assert press(state, key) == means


def test_where_q_has_a_sign_on_it_the_letters_around_it_tell_so() -> None:
    for letter, sign in (("ר", "/"), ("ρ", ";")):
        keymap, holding = Keymap(), shown("holding")
        assert keymap.press(0, sign, holding) == "unknown"
        keymap.press(1_000, letter, holding)
        assert [keymap.press(at, sign, holding) for at in (2_000, 3_000)] == ["quit_asked", "quit"]


def test_caps_lock_skips_no_exercise() -> None:
    keymap, holding = Keymap(), shown("holding")
    assert keymap.press(0, "P", holding) == "back"
    assert keymap.press(1_000, "N", holding) == "next"
    keymap.press(2_000, "r", holding)
    assert keymap.press(3_000, "N", holding) == "skip"


def test_keys_typed_ahead_are_dropped() -> None:
    keymap, holding = Keymap(), shown("holding")
    keymap.ignore_keys_until(1_000)
    assert [keymap.press(999, key, holding) for key in ("space", "q", "m", "n")] == [None] * 4
    assert keymap.press(1_000, "n", holding) == "next"
    keymap.ignore_keys_until(2_000)
    assert keymap.press(1_500, "space", holding) is None


def test_a_dropped_key_is_not_the_first_of_two() -> None:
    keymap, holding = Keymap(), shown("holding")
    keymap.ignore_keys_until(1_000)
    keymap.press(900, "q", holding)
    assert keymap.press(1_100, "q", holding) == "quit_asked"


def test_a_key_never_asks_for_what_is_not_allowed() -> None:
    keys = [
        *map(chr, range(33, 127)),
        *["space", "enter", "esc", "left", "right", "up", "down", "pageup", "pagedown", "f5", "home", "end"],
    ]
    for state in ("preparing", "moving", "holding", "switching", "paused", "counting", "hurting", "ended"):
        session = shown(state)
        for key in keys:
            meant = Keymap().press(0, key, session)
            assert meant is None or meant in session.allowed or meant in get_args(View), (state, key)


def test_whatever_is_allowed_has_a_key_and_that_key_means_it() -> None:
    for state in ("preparing", "moving", "holding", "switching", "paused", "counting", "hurting"):
        session = shown(state)
        for command in session.allowed:
            if command in KEYS:
                meant = Keymap().press(0, KEYS[command], session)
                assert meant == ("quit_asked" if command == "quit" else command) or state == "hurting"
            else:
                assert command in ("start", "quit_asked")


def test_the_table_knows_every_command() -> None:
    named = {command for commands in ALLOWED.values() for command in commands}
    assert named == set(get_args(Command))
