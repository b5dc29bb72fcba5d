"""Whole sessions as each way of telling tells them, played in no time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.events import ALLOWED, Event
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.jsonl import JsonLines
from lrx_cli.session.outputs.plain import KEYS_IN_WORDS, Plain
from lrx_cli.text import width
from tests.autoplay import Autoplay
from tests.golden import golden
from tests.sampling import one_in
from tests.session.short_session import short_session

PRESSED = [
    (20_000, "space"),  # in a counted repetition
    (24_000, "space"),
    (60_000, "?"),
    (65_000, "e"),
    (90_000, "h"),
    (100_000, "space"),
]
"""A person with a keyboard, who uses it."""


class Pipe(io.StringIO, Output):
    """Somebody reads its other end; an output too, so that it is asked after each telling."""

    _read = ""

    def flush(self) -> None:
        self._read = self.getvalue()

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        assert self._read == self.getvalue(), "what is due is read when it is due"

    def close(self) -> None:
        """Stays readable."""


def transcript(
    way: Callable[[io.StringIO], Output], autoplay: Autoplay, timeline: Timeline | None = None
) -> str:
    stream = Pipe()
    player = Player(timeline or short_session(), attended=autoplay.interactive)
    run_loop(player, autoplay, autoplay, [way(stream), stream])
    return stream.getvalue()


def plain(columns: int = 80, *, color: bool = False, keys: bool = False) -> Callable[[io.StringIO], Output]:
    return lambda stream: Plain(stream, width=lambda: columns, color=color, keys=keys)


class Reader(Output):
    """A screen reader that reads every line to its end, at 220 words a minute."""

    def __init__(self, stream: io.StringIO) -> None:
        self.worst: Ms = 0
        self._stream = stream
        self._read = 0
        self._free: float = 0

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        text = self._stream.getvalue()
        for line in text[self._read :].splitlines():
            if words := len(line.split()):
                self.worst = max(self.worst, round(self._free - now.at))
                self._free = max(self._free, now.at) + words * 60_000 / 220
        self._read = len(text)

    def close(self) -> None:
        """Is asked afterwards how late it was."""


def json_lines(stream: io.StringIO) -> Output:
    return JsonLines(stream, id="4f2a")


ALONE, SLEPT = {"interactive": False}, {"interactive": False, "sleeps": [(53_500, 300_000)]}


@pytest.mark.parametrize(
    ("name", "way", "played"),
    [
        ("plain-piped.txt", plain(), ALONE),
        ("plain-slept.txt", plain(), SLEPT),
        ("plain-keys.txt", plain(keys=True), {"presses": PRESSED}),
        ("plain-40-columns.txt", plain(40, keys=True), {"presses": PRESSED}),
        ("events.jsonl", json_lines, {"presses": PRESSED}),
    ],
)
def test_a_session_is_told_as_it_was_reviewed(
    name: str, way: Callable[[io.StringIO], Output], played: dict[str, Any]
) -> None:
    text = transcript(way, Autoplay(**played))
    assert text == golden(name, text)


def real(catalog: Catalog, routines: dict[str, Routine], *named: str, **asked: Any) -> Timeline:
    return compile(plan(catalog, Choice(routines["full"], named=named, **asked)))


def test_lines_of_two_real_exercises(catalog: Catalog, routines: dict[str, Routine]) -> None:
    """To be read aloud with a watch: can it be done from these lines alone, and does it ever chatter?"""
    timeline = real(catalog, routines, "cat-cow", "figure-four-stretch")
    text = transcript(plain(keys=True), Autoplay(), timeline)
    assert text == golden("plain-two-exercises.txt", text)


@pytest.mark.parametrize("level", LEVELS)
def test_a_waiting_session_asks_for_a_key_wherever_it_waits(
    catalog: Catalog, routines: dict[str, Routine], level: Level
) -> None:
    timeline = real(catalog, routines, "figure-four-stretch", level=level, manual=True)
    waiting = [segment for segment in timeline.path if segment.duration is None]
    presses = [(moment, "n") for moment in range(120_000, 120_000 * 20, 120_000)]
    text = transcript(plain(keys=True), Autoplay(presses), timeline)
    assert text.count("(waiting for you") == len(waiting) > 0
    assert "Done after" in text


def test_an_exercise_that_was_left_out_is_not_announced_at_the_end(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    timeline = real(catalog, routines, "seated-pelvic-tilt", "standing-back-extension")
    presses = [(60_000, "h"), (62_000, "1"), (80_000, " ")]
    text = transcript(plain(keys=True), Autoplay(presses), timeline)
    assert "Left out: Seated pelvic tilt, Standing back extension." in " ".join(text.split())
    assert "Exercise 1 of 2: Seated pelvic tilt." in text
    assert "Exercise 2 of 2" not in text


def test_after_too_strong_the_stronger_movement_is_not_told_again(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    timeline = real(catalog, routines, "seal-stretch", level="standard", teach="short")
    presses = [(50_000, "h"), (70_000, "2"), (120_000, "q"), (121_000, "q")]
    text = transcript(plain(keys=True), Autoplay(presses), timeline)
    after = text[text.index("press two") :]
    assert "Easier from here. On your forearms" in after
    assert "Press up" not in after


@pytest.mark.parametrize("columns", [10, 20, 40, 55, 56, 80, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    for line in transcript(plain(columns, keys=True), Autoplay(PRESSED)).splitlines():
        assert width(line) <= columns


def test_color_adds_nothing_but_color_and_leaves_none_behind() -> None:
    colored = transcript(plain(color=True, keys=True), Autoplay(PRESSED))
    assert "\x1b[" in colored
    for line in colored.splitlines():
        marks = re.findall(r"\x1b\[([0-9;]*)m", line)
        assert not marks or marks[-1] == "0", line
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == transcript(plain(keys=True), Autoplay(PRESSED))


def test_it_is_never_a_line_a_second() -> None:
    lines = transcript(plain(), Autoplay(interactive=False)).splitlines()
    times = [line[:6].strip() for line in lines if re.match(r" +\d+:\d\d  ", line)]
    assert len(set(times)) >= len(times) - 3, "at most here and there two lines in one second"
    seconds = [int(time.split(":")[0]) * 60 + int(time.split(":")[1]) for time in times]
    assert seconds == sorted(seconds)
    assert not any(
        b - a == 1 and c - b == 1 for a, b, c in zip(seconds, seconds[1:], seconds[2:], strict=False)
    )


def test_what_is_in_a_name_cannot_act_on_the_terminal() -> None:
    timeline = short_session()
    hostile = "Lie\x1b[2J down\x9b2J \x07now‮"
    cues = (timeline.segments[0].cues[0]._replace(text=hostile),)
    first = timeline.segments[0]._replace(cues=cues)
    segments = (first, *timeline.segments[1:])
    text = transcript(plain(), Autoplay(interactive=False), timeline._replace(segments=segments))
    assert "down" in text
    assert not set(text) & {"\x1b", "\x9b", "\x07", "‮"}
    events = transcript(json_lines, Autoplay(interactive=False), timeline._replace(segments=segments))
    assert events.isascii()
    assert set(events) >= {"\n"}
    assert all(line.isprintable() for line in events.splitlines())


def test_a_skipped_exercise_is_not_counted_as_done() -> None:
    quitting = [(70_000, "q"), (71_000, "q")]
    assert "Ended after 1 minute: 1 of 2 exercises" in transcript(plain(keys=True), Autoplay(quitting))
    skipping = [(30_000, "N"), (60_000, "q"), (61_000, "q")]
    assert "Ended after 1 minute: 0 of 2 exercises" in transcript(plain(keys=True), Autoplay(skipping))


def test_time_lost_is_told_where_a_person_would_notice_it() -> None:
    def after(sleep: Ms) -> str:
        return transcript(plain(), Autoplay(sleeps=[(53_500, sleep)], interactive=False))

    assert "(40 seconds went by without you" in after(40_000)
    assert "went by without you" not in after(400)


KEYS_OF = {
    "session_started": [
        "format", "id", "routine", "level", "teach", "planned_ms", "exercises", "resumed_from",
    ],
    "segment_started": ["index", "kind", "exercise", "side", "set", "rep", "duration_ms"],
    "cue": ["index", "kind", "text", "say", "tone"],
    "segment_ended": ["index", "outcome", "active_ms"],
    "changed": ["what", "exercise", "value"],
    "reported": ["what", "value"],
    "paused": ["why"],
    "resumed": ["why"],
    "session_ended": ["outcome", "done", "planned"],
}  # fmt: skip


def test_every_event_has_its_keys_in_order_and_its_moment() -> None:
    records = [json.loads(line) for line in transcript(json_lines, Autoplay(PRESSED)).splitlines()]
    assert {record["event"] for record in records} == set(KEYS_OF)
    for record in records:
        assert list(record) == ["event", "at_ms", *KEYS_OF[record["event"]]]
        assert isinstance(record["at_ms"], int)
    moments = [record["at_ms"] for record in records]
    assert moments == sorted(moments)
    assert records[0]["format"] == 1
    assert records[0]["id"] == "4f2a"
    assert records[0]["exercises"] == ["knee-lift", "long-stretch"]
    assert all(record["text"] for record in records if record["event"] == "cue")


def test_every_key_that_makes_sense_is_told_and_no_other() -> None:
    modes = (mode for mode in ALLOWED if mode not in ("ready", "ended"))
    for mode in modes:
        for command in ALLOWED[mode]:
            assert (command in KEYS_IN_WORDS) == (command != "quit"), (mode, command)


@pytest.mark.parametrize("teach", ["full", "short", "off"])
@pytest.mark.parametrize("level", one_in(3, LEVELS))
def test_a_screen_reader_is_never_two_seconds_behind(
    catalog: Catalog,
    routines: dict[str, Routine],
    level: Level,
    teach: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "lrx_cli.session.outputs.plain._WIDEST", 1_000
    )  # a line that is broken is read as one
    for routine in routines.values():
        timeline = compile(plan(catalog, Choice(routine, level=level, teach=teach)))
        stream = io.StringIO()
        reader = Reader(stream)
        lines = Plain(stream, width=lambda: 1_000, keys=True, aloud=True)
        autoplay = Autoplay()
        run_loop(Player(timeline), autoplay, autoplay, [lines, reader])
        assert 0 < reader.worst <= 2_000, routine.id


def test_read_aloud_every_choice_has_a_line_of_its_own() -> None:
    pressed = [(20_000, "space"), (24_000, "space"), (26_000, "z"), (30_000, "h"), (40_000, "q")]
    text = transcript(lambda s: Plain(s, width=lambda: 200, keys=True, aloud=True), Autoplay(pressed))
    paused, hurt = text.split("(paused)")[1], text.split("(stopped)")[1]
    assert paused.splitlines()[1:3] == ["(space continues)", "(right arrow moves on)"]
    assert hurt.splitlines()[1:3] == ["(1 symptoms moved further down the leg)", "(2 just too much)"]
    assert "(That key does nothing now; question mark shows all keys.)" in text


def test_lines_that_are_read_aloud_have_no_times_and_say_nothing_twice(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    timeline = real(catalog, routines, "lower-trunk-rotation", "figure-four-stretch", teach="full")
    text = transcript(lambda s: Plain(s, width=lambda: 80, keys=True, aloud=True), Autoplay(), timeline)
    assert not re.search(r"^ *\d+:\d\d ", text, re.MULTILINE)
    assert text.lower().count("figure four stretch") == 1
    assert "Stay on your back." not in text
    assert re.search(r"^4 of 6: .*, .*\.$", text, re.MULTILINE), (
        "a repetition that is only counted is told whole"
    )
