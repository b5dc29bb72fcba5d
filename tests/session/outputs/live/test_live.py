"""The live screen in a whole session: what is painted when, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import CueDue, Event, Lost, SessionStarted
from lrx_cli.core.player.keymap import View
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline.timeline import Cue, Timeline
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.painter import GIVE_BACK, TAKE
from lrx_cli.session.outputs.live.panels import EndNotes
from lrx_cli.session.outputs.live.scene import scene_of
from tests.autoplay import Autoplay
from tests.session.outputs.live.states import at
from tests.session.outputs.live.test_painter import Model
from tests.session.short_session import short_session


class FakeCanvas:
    """A terminal that remembers every write, and when it was taken and given back."""

    encoding = "utf-8"

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.columns, self.rows = columns, rows
        self.model = Model(columns, rows)
        self.writes: list[bytes] = []
        self._fed = 0
        self.ours = False
        self.last = b""

    def size(self) -> tuple[int, int]:
        return self.columns, self.rows

    def take(self) -> None:
        self.ours = True
        self.writes.append(TAKE)

    def give_back(self) -> None:
        if self.ours:
            self.writes.append(self.last + GIVE_BACK)
        self.ours = False

    def write(self, data: bytes) -> None:
        self.writes.append(data)

    @property
    def text(self) -> str:
        return self.text_after(len(self.writes))

    def text_after(self, writes: int) -> str:
        """What stood there after so many writes; asked for in their order, or it begins anew."""
        if writes < self._fed:
            self.model, self._fed = Model(self.columns, self.rows), 0
        for data in self.writes[self._fed : writes]:
            self.model.feed(data.replace(b"\n", b"\r\n"))
        self._fed = writes
        return "\n".join(self.model.screen.display)


class Watched(Live):
    """Remembers how many writes there were at every moment at which it was told something."""

    def __init__(self, canvas: FakeCanvas, **options: Any) -> None:
        super().__init__(canvas, **options)
        self.canvas = canvas
        self.moments: list[tuple[Snapshot, int]] = []

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        super().on_events(events, now)
        self.moments.append((now, len(self.canvas.writes)))

    def view(self, view: View, now: Snapshot) -> None:
        super().view(view, now)
        self.moments.append((now, len(self.canvas.writes)))

    @property
    def seen(self) -> Iterator[tuple[Snapshot, str]]:
        for now, writes in self.moments:
            yield now, self.canvas.text_after(writes)

    def at(self, moment: Ms) -> str:
        """What was to be seen at that time of the session."""
        return self.canvas.text_after(max(writes for now, writes in self.moments if now.at <= moment))


class News(Output):
    """Tells the live screen something beside the session whenever something happens."""

    def __init__(self, live: Live) -> None:
        self._live = live

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if events and now.segment is not None:
            self._live.on_events([CueDue(now.at, now.segment.index, Cue(0, "announce", "Some news."))], now)


def watched(
    presses: Sequence[tuple[Ms, str]] = (),
    *,
    sleeps: Sequence[tuple[Ms, Ms]] = (),
    timeline: Timeline | None = None,
    canvas: FakeCanvas | None = None,
    **options: Any,
) -> Watched:
    output = Watched(canvas or FakeCanvas(), **options)
    autoplay = Autoplay(presses, sleeps=sleeps)
    run_loop(Player(timeline or short_session()), autoplay, autoplay, [output])
    return output


def test_what_is_shown_is_always_the_scene_of_now() -> None:
    for now, text in watched().seen:
        scene = scene_of(now)
        if scene.seconds is not None:
            assert scene.clock in text
        assert scene.title in text


def test_every_second_shows_once_and_the_last_one_is_1() -> None:
    output = watched()
    hold = [
        scene_of(now).seconds
        for now, _ in output.moments
        if now.segment is not None and now.segment.kind == "hold" and now.segment.duration == 12_000
    ]
    assert list(dict.fromkeys(hold)) == list(range(12, 0, -1))


def test_a_frame_is_one_write_and_there_is_none_when_nothing_changed() -> None:
    output = watched()
    frames = output.canvas.writes[1:-2]
    assert all(frame.count(b"\x1b[?2026h") == 1 for frame in frames)
    seconds = output.moments[-1][0].at / 1_000
    assert len(frames) < 1.5 * seconds + 10
    assert sum(map(len, frames)) / seconds < 450


def test_it_wakes_for_digits_and_nothing_else() -> None:
    player, now = at("hold", side="right", elapsed=400)
    live = Live(FakeCanvas())
    live.on_events([SessionStarted(0, player.timeline)], player.snapshot(now))
    assert live.wake(now) == now + 600
    assert live.wake(now + 10) == now + 600
    player.handle(now, "pause")
    live.on_events([], player.snapshot(now))
    assert live.wake(now) is None


def test_the_terminal_is_taken_at_the_start_and_given_back_at_the_end() -> None:
    output = watched()
    assert output.canvas.writes[0] == TAKE
    assert output.canvas.writes[-2] == GIVE_BACK
    assert output.canvas.writes.count(GIVE_BACK) == 1


def test_what_was_done_stays_to_be_read() -> None:
    last = watched().canvas.writes[-1].decode()
    assert last.splitlines() == [
        "Done after 2 minutes: 10 of 10 movements and holds.",
        "✓  Knee lift     done",
        "✓  Long stretch  done",
        "Roll onto your side, and get up.",
    ]


def test_what_was_done_stays_to_be_read_when_it_was_ended() -> None:
    last = watched([(20_000, "q"), (21_000, "q")]).canvas.writes[-1].decode()
    assert last.startswith("Ended after 21 seconds: 3 of 10 movements and holds.\n~  Knee lift     3 of 6\n")
    assert "What you did still counts." in last


def test_the_first_q_asks_and_the_question_goes_after_five_seconds() -> None:
    output = watched([(20_000, "q")])
    assert "Press Q again to end. What you did still counts." in output.at(20_000)
    assert "Press Q again" in output.at(24_900)
    assert "Press Q again" not in output.at(25_000)


def test_what_a_key_did_is_told_for_a_while() -> None:
    output = watched([(20_000, "+")])
    assert "Each hold is four seconds now." in output.at(20_000)
    assert "Each hold is four seconds now." not in output.at(25_000)


def test_a_key_that_does_nothing_is_answered_in_a_pause_too() -> None:
    output = watched([(20_000, "space"), (22_000, "z"), (30_000, "?"), (32_000, "?"), (33_000, "space")])
    assert "That key does nothing now. Space: continue" in output.at(22_100)
    assert "does nothing" not in output.at(20_500)
    assert "does nothing" not in output.at(29_000)
    assert "closes this." in output.at(30_100)
    assert "Time goes on." not in output.at(30_100)


@pytest.mark.parametrize("key", ["?", "esc"])
def test_keys_are_shown_until_they_are_closed_and_time_goes_on(key: str) -> None:
    output = watched([(20_000, "?"), (23_000, key)])
    assert "? or Esc closes this" in output.at(22_000)
    assert "closes this" not in output.at(23_500)
    assert all(now.state != "paused" for now, _ in output.moments)


@pytest.mark.parametrize("key", ["esc", "i"])
def test_closing_the_details_counts_in(catalog: Catalog, key: str) -> None:
    exercises = {"knee-lift": catalog["cat-cow"]}
    canvas = FakeCanvas(200, 60)
    output = watched([(14_000, "i"), (30_000, key)], canvas=canvas, exercises=exercises)
    assert "paused" in output.at(29_000)
    counting = [now for now, _ in output.moments if 30_000 < now.at < 35_000]
    assert counting
    assert all(now.count_in is not None for now in counting)
    assert "Going on:" in output.at(31_000)


def test_details_that_were_opened_in_a_pause_leave_it_paused(catalog: Catalog) -> None:
    exercises = {"knee-lift": catalog["cat-cow"]}
    canvas = FakeCanvas(200, 60)
    presses = [(14_000, "space"), (15_000, "i"), (20_000, "esc"), (30_000, "space")]
    output = watched(presses, canvas=canvas, exercises=exercises)
    assert all(now.state == "paused" for now, _ in output.moments if 14_000 < now.at < 30_000)
    assert "Steps" not in output.at(25_000)


def test_details_go_when_the_session_goes_on(catalog: Catalog) -> None:
    exercises = {"knee-lift": catalog["cat-cow"]}
    output = watched([(20_000, "i"), (30_000, "space")], canvas=FakeCanvas(120, 40), exercises=exercises)
    assert "Keep it small at first." in output.at(25_000)
    assert "Put the foot down and rest." in output.at(25_000)
    assert "paused" in output.at(25_000)
    assert "Keep it small" not in output.at(31_000)


def test_details_that_do_not_fit_are_read_on_by_the_same_key_and_then_closed(catalog: Catalog) -> None:
    exercises = {"knee-lift": catalog["cat-cow"]}
    presses = [(20_000 + 1_000 * count, "i") for count in range(9)]
    output = watched(presses, canvas=FakeCanvas(60, 18), exercises=exercises)
    below = [
        found[0]
        for now, text in output.seen
        if now.state == "paused" and (found := re.findall(r"(\d) of (\d) · i (reads on|closes this)", text))
    ]
    read = [page for page, _ in groupby(below)]
    pages = int(read[0][1])
    assert pages > 1
    assert read[:pages] == [
        (str(page), str(pages), "reads on" if page < pages else "closes this") for page in range(1, pages + 1)
    ]


def test_lost_time_is_told_and_forgotten_when_it_goes_on() -> None:
    output = watched([(40_000, "space")], sleeps=[(20_000, 600_000)])
    assert "10 minutes went by without you. Nothing of it counts." in output.at(30_000)
    assert all("went by" not in text for now, text in output.seen if now.at > 50_000)


def test_when_it_hurts_the_way_out_is_told_first_and_stays() -> None:
    output = watched([(18_000, "h"), (60_000, "space")])
    for moment in (18_000, 24_000, 55_000):
        text = output.at(moment)
        assert "Put the foot down and rest. Take your time." in text
        assert "same place, just too much" in text


def test_mute_and_voice_are_marked_as_long_as_they_are_off() -> None:
    output = watched([(20_000, "m"), (25_000, "m"), (26_000, "v")])
    assert "of 2 · sound off" in output.at(21_000)
    assert "sound off" not in output.at(25_500)
    assert "of 2 · voice off" in output.at(30_000)


def test_at_the_end_every_exercise_is_told_of() -> None:
    output = watched([(18_000, "N")])
    text = next(text for now, text in output.seen if now.segment is not None and now.segment.is_finish)
    rows = [" ".join(line.strip(" │").split()) for line in text.splitlines()]
    assert "- Knee lift left out" in rows or any(row.startswith("~ Knee lift") for row in rows)
    assert "✓ Long stretch done" in rows


def test_after_a_stop_the_whole_screen_is_painted_again() -> None:
    player, now = at("hold", side="right")
    canvas = FakeCanvas()
    live = Live(canvas)
    live.on_events([], player.snapshot(now))
    whole = canvas.text
    live.suspend()
    assert not canvas.ours
    live.redraw(player.snapshot(now))
    assert canvas.ours
    assert canvas.text == whole


def test_what_happens_while_another_program_has_the_terminal_is_shown_after_it() -> None:
    player, now = at("hold", side="right")
    canvas = FakeCanvas()
    live = Live(canvas)
    live.on_events([], player.snapshot(now))
    live.suspend()
    written = len(canvas.writes)
    events = player.handle(now, Lost(60_000))
    live.on_events(events, player.snapshot(now))
    assert len(canvas.writes) == written
    live.redraw(player.snapshot(now))
    assert "1 minute went by without you" in canvas.text


def test_another_size_is_seen_without_being_told() -> None:
    player, now = at("hold", side="right")
    canvas = FakeCanvas()
    live = Live(canvas)
    live.on_events([], player.snapshot(now))
    canvas.columns, canvas.rows = 40, 12
    canvas.model, canvas.writes = Model(40, 12), []
    canvas._fed = 0
    player.handle(now + 1_000)
    live.on_events([], player.snapshot(now + 1_000))
    assert "\x1b[2J" in canvas.writes[-1].decode()
    assert "right leg · number 1 of 1" in canvas.text


def test_after_a_write_that_failed_nobody_believes_the_screen() -> None:
    player, now = at("hold", side="right")

    class Failing(FakeCanvas):
        broken = False

        def write(self, data: bytes) -> None:
            if self.broken:
                raise OSError(5, "gone")
            super().write(data)

    canvas = Failing()
    live = Live(canvas)
    live.on_events([], player.snapshot(now))
    canvas.broken = True
    player.handle(now + 1_000)
    with pytest.raises(OSError, match="gone"):
        live.on_events([], player.snapshot(now + 1_000))
    canvas.broken = False
    live.on_events([], player.snapshot(now + 1_000))
    assert b"\x1b[2J" in canvas.writes[-1]


def test_a_terminal_that_has_only_ascii_gets_only_ascii() -> None:
    canvas = FakeCanvas()
    canvas.encoding = "ascii"
    autoplay = Autoplay()
    run_loop(Player(short_session()), autoplay, autoplay, [Live(canvas)])
    assert all(data.isascii() for data in canvas.writes)
    assert b"\x1b[7m" in b"".join(canvas.writes), "letters are blanks in reverse"


class Still:
    """A drawing that only says how large it is, and keeps how much was sent for it."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.was_sent: list[tuple[int, Ms]] = []

    def frame(self, now: Snapshot, columns: int, rows: int) -> list[list[tuple[str, str]]] | None:
        self.asked.append((columns, rows))
        return None if now.state == "paused" else [[("%", "")] * columns] * rows

    def due(self, now: Snapshot) -> Ms | None:
        return None

    def late(self, by: Ms, at: Ms) -> None: ...

    def sent(self, size: int, at: Ms) -> None:
        self.was_sent.append((size, at))


def test_a_drawing_stands_beside_the_words_and_may_be_absent() -> None:
    player, now = at("hold", side="right")
    canvas, drawing = FakeCanvas(), Still()
    live = Live(canvas, make_drawing=lambda: drawing)
    live.on_events([], player.snapshot(now))
    assert "%%%%" in canvas.text
    player.handle(now, "pause")
    live.on_events([], player.snapshot(now))
    assert "%" not in canvas.text
    assert len(set(drawing.asked)) == 1


def test_the_first_picture_leaves_a_drawing_its_place_and_does_not_wait_for_it() -> None:
    player, now = at("hold", side="right")
    canvas = FakeCanvas()
    live = Live(canvas, make_drawing=Still)
    live.redraw(player.snapshot(now))
    first = canvas.text
    assert "%" not in first
    live.on_events([], player.snapshot(now))
    assert "%%%%" in canvas.text
    assert canvas.text.replace("%", " ").split() == first.split(), "no word has moved"


def test_a_drawing_moves_though_no_word_changes() -> None:
    player, now = at("hold", side="right")

    class Moving(Still):
        def frame(self, now: Snapshot, columns: int, rows: int) -> list[list[tuple[str, str]]]:
            self.asked.append((columns, rows))
            return [[("%@"[len(self.asked) % 2], "")] * columns] * rows

    canvas = FakeCanvas()
    live = Live(canvas, make_drawing=Moving)
    live.on_events([], player.snapshot(now))
    first = canvas.text
    player.handle(now + 100)
    live.on_events([], player.snapshot(now + 100))
    assert canvas.text != first


def test_a_drawing_hears_how_much_was_sent_for_each_of_its_frames() -> None:
    player, now = at("hold", side="right")
    canvas, drawing = FakeCanvas(), Still()
    live = Live(canvas, make_drawing=lambda: drawing)
    live.on_events([], player.snapshot(now))
    live.on_events([], player.snapshot(now))
    player.handle(now, "pause")
    live.on_events([], player.snapshot(now))
    assert [size for size, _ in drawing.was_sent] == [len(data) for data in canvas.writes if data != TAKE]


def test_the_end_card_counts_this_session_into_the_week() -> None:
    notes = EndNotes(week=60 * 60_000, words="Before: leg 6, back 3.")
    output = watched(end_notes=notes)
    last = next(text for now, text in output.seen if now.segment is not None and now.segment.is_finish)
    assert "62 minutes this week. Before: leg 6, back 3." in last
    assert "62 minutes this week." in output.canvas.writes[-1].decode()


def test_after_pain_went_down_the_leg_the_end_card_asks_for_no_more_than_it_should() -> None:
    notes = EndNotes(0, "Before: leg 3.", "Next: once a day, twice at most.")
    assert notes.sentences(120_000, done=3, reds=0).endswith("Next: once a day, twice at most.")
    assert notes.sentences(120_000, done=3, reds=1) == "2 minutes this week. Before: leg 3."


def test_who_did_nothing_and_is_asked_nothing_afterwards_is_not_told_that_the_answers_decide() -> None:
    notes = EndNotes(words="Before: leg 3. How you feel now decides what changes.")
    assert notes.sentences(8_000, done=0, reds=0) == ""
    assert notes.sentences(8_000, done=0, reds=1) == notes.words


def test_what_stays_to_be_read_is_not_cut_in_a_wide_window() -> None:
    live = Watched(FakeCanvas(columns=120))
    autoplay = Autoplay([(15_000, "h"), (17_000, "5")])
    run_loop(Player(short_session()), autoplay, autoplay, [live])
    text = live.canvas.writes[-1].decode()
    assert "appointment." in text
    box = [line for line in text.splitlines() if "│" in line]
    assert box
    assert all(line.count("│") == 2 for line in box)


def test_news_never_takes_the_place_of_what_to_do_after_a_warning_sign() -> None:
    live = Watched(FakeCanvas())
    autoplay = Autoplay([(15_000, "h"), (17_000, "5")])
    run_loop(Player(short_session()), autoplay, autoplay, [live, News(live)])
    assert "emergency department" in " ".join(live.canvas.text.replace("│", "").split())
    assert all("Some news." not in seen for now, seen in live.seen if now.hurt_about is not None)
