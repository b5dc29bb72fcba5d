"""Pictures of real pixels: the terminal shows the one that is meant, and none when the session is over."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Sequence
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.player import Player
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.figure.film import PIXEL_RATE, PixelFilm
from lrx_cli.figure.palette import DARK, without_ground
from lrx_cli.session.drawing import Printed
from lrx_cli.session.outputs.live.images import GONE, Image, SentImages
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.picture import PIXEL_BUDGET, Pace, Picture
from lrx_cli.storage.figures import load_figure
from tests.session.outputs.live.test_live import FakeCanvas, watched

COMMAND = re.compile(r"\x1b(?:\[(\d+);(\d+)H|\[2J|\[\?1049l|_G([^;\x1b]*);?([^\x1b]*)\x1b\\)")


class GraphicsTerminal:
    """What a terminal of the kitty graphics protocol makes of the bytes that it gets."""

    def __init__(self) -> None:
        self.pictures: dict[int, bytes] = {}
        self.placed: dict[int, tuple[int, ...]] = {}
        """By picture: row, column, columns, rows."""
        self.most_placed = 0
        self.sent = 0
        """Bytes of pictures."""
        self._open: tuple[int, str] | None = None
        self._cursor = 0, 0

    def feed(self, text: str) -> None:
        for found in COMMAND.finditer(text):
            if found[1]:
                self._cursor = int(found[1]) - 1, int(found[2]) - 1
            elif found[0] == "\x1b[2J":
                self.placed.clear()
                self.pictures.clear()  # kitty does, others do not
            elif found[0] == "\x1b[?1049l":
                assert not self.placed, "a picture is left when the screen is given back"
            else:
                self._obey(dict(pair.split("=") for pair in found[3].split(",")), found[4])
        self.most_placed = max(self.most_placed, len(self.placed))

    def _obey(self, options: dict[str, str], data: str) -> None:
        assert options["q"] == "2", "the terminal would answer, and its answer be typed"
        assert len(data) <= 4096
        number = int(options.get("i", 0))
        match options.get("a"):
            case "t" | None:
                number, before = self._open or (number, "")
                self._open = (number, before + data) if options.get("m") == "1" else None
                if self._open is None:
                    self.pictures[number] = b64decode(before + data)
                self.sent += len(data)
            case "p":
                assert options["C"] == "1", "the cursor would move"
                assert number in self.pictures, "placed and not sent"
                self.placed[number] = (*self._cursor, int(options["c"]), int(options["r"]))
            case "d" if options["d"] == "i":
                del self.placed[number]
            case "d" if options["d"] == "A":
                self.placed.clear()
                self.pictures.clear()
            case "d":
                self.placed.pop(number, None)
                self.pictures.pop(number, None)

    @property
    def shown(self) -> list[Image]:
        return [Image(self.pictures[number], *place) for number, place in self.placed.items()]


def png_of(width: int, height: int, name: int) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + name.to_bytes(2, "big") * 2_000


IMAGES = st.builds(
    Image, st.builds(png_of, st.just(648), st.just(480), st.integers(0, 50)), st.integers(0, 3), st.just(40),
    st.just(36), st.just(12),
)  # fmt: skip


@given(st.lists(st.tuples(st.none() | IMAGES, st.booleans()), min_size=1, max_size=80))
def test_what_is_placed_is_always_the_picture_that_is_meant(
    screens: Sequence[tuple[Image | None, bool]],
) -> None:
    terminal, images, before = GraphicsTerminal(), SentImages(), None
    for after, cleared in screens:
        data = images.difference(before, after, cleared=cleared)
        terminal.feed("\x1b[2J" + data if cleared else data)
        assert terminal.shown == ([] if after is None else [after])
        assert 4 * 648 * 480 * len(terminal.pictures) < 50_000_000
        before = after
    terminal.feed(GONE.decode() + "\x1b[?1049l")
    assert not terminal.pictures


def test_a_picture_that_comes_again_is_not_sent_again() -> None:
    images = SentImages()
    first, second = (Image(png_of(324, 240, name), 2, 40, 36, 12) for name in (1, 2))
    for before, after in ((None, first), (first, second)):
        images.difference(before, after)
    assert len(images.difference(second, first)) < 100


@pytest.fixture(scope="module")
def knees(catalog: Catalog, routines: dict[str, Routine]) -> Timeline:
    choice = Choice(routines["full"], named=("lower-trunk-rotation",), teach="off", level="gentle")
    return compile(plan(catalog, choice))


def played(
    knees: Timeline, presses: Sequence[tuple[Ms, str]] = ()
) -> tuple[GraphicsTerminal, FakeCanvas, list[int]]:
    """The terminal after a session, and how many pictures were placed after each write."""
    canvas, terminal, placed = FakeCanvas(), GraphicsTerminal(), []
    canvas.last = GONE
    watched(
        presses,
        timeline=knees,
        canvas=canvas,
        make_drawing=lambda: Picture(load_figure, "truecolor", cell=(9, 20)),
        images=SentImages(),
    )
    for data in canvas.writes:
        terminal.feed(data.decode())
        placed.append(len(terminal.placed))
    return terminal, canvas, placed


@pytest.fixture(scope="module")
def whole(knees: Timeline) -> tuple[GraphicsTerminal, FakeCanvas, list[int]]:
    """Some repetitions of a session."""
    return played(knees, [(150_000, "q"), (151_000, "q")])


@pytest.mark.long
def test_a_session_places_one_picture_at_a_time_and_leaves_none(
    whole: tuple[GraphicsTerminal, FakeCanvas, list[int]],
) -> None:
    terminal, canvas, placed = whole
    assert set(placed) == {0, 1}
    assert terminal.most_placed == 1
    assert not terminal.placed
    assert not terminal.pictures
    assert "▀" not in "".join(data.decode() for data in canvas.writes[:3]).partition("\x1b_G")[2]


def test_a_panel_takes_the_picture_away_and_brings_it_back(knees: Timeline) -> None:
    _, _, placed = played(knees, [(6_000, "?"), (9_000, "?"), (12_000, "q"), (13_000, "q")])
    changes = [after for before, after in pairwise(placed) if before != after]
    assert changes == [1, 0, 1, 0]


def test_a_stopped_session_takes_its_pictures_along_and_sends_them_anew(
    knees: Timeline,
) -> None:
    canvas, terminal = FakeCanvas(), GraphicsTerminal()
    canvas.last = GONE
    live = Live(
        canvas, make_drawing=lambda: Picture(load_figure, "truecolor", cell=(9, 20)), images=SentImages()
    )
    player = Player(knees)
    player.handle(0, "start")
    now = player.snapshot(0)
    live.on_events([], now)
    for stopped in (True, False, True):
        if stopped:
            live.suspend()
        else:
            live.redraw(now)
        terminal = GraphicsTerminal()
        terminal.feed(b"".join(canvas.writes).decode())
        assert bool(terminal.placed) is not stopped


@pytest.mark.long
def test_a_picture_comes_at_its_moment_from_one_drawing_to_the_next(
    knees: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the way to the floor another drawing is shown. Nothing takes time here, so nothing may be late."""
    late: list[Ms] = []
    monkeypatch.setattr(Picture, "late", lambda self, by, at: late.append(by))
    played(knees, [(60_000, "q"), (61_000, "q")])
    assert late
    assert set(late) == {0}


@pytest.mark.long
def test_the_second_repetition_costs_next_to_nothing(
    whole: tuple[GraphicsTerminal, FakeCanvas, list[int]],
) -> None:
    _, canvas, _ = whole
    sent = [len(data) for data in canvas.writes]
    first, last = sent[: len(sent) // 3], sent[2 * len(sent) // 3 :]
    assert max(first) > 5_000
    assert sum(last) / len(last) < 600


def test_a_movement_in_pixels_gets_as_many_frames_as_its_budget_has_room_for() -> None:
    pace = Pace(PIXEL_BUDGET, PIXEL_RATE, sent_once=True)
    assert pace.of("roll") == PIXEL_RATE
    pace.sent(22_000, 0, "roll")
    assert pace.of("roll") * 22_000 <= PIXEL_BUDGET


def test_a_drawing_that_moves_on_a_page_is_one_picture_at_a_time_and_gone_at_the_end() -> None:
    figure = load_figure("cat-cow")
    assert figure is not None
    film = PixelFilm(figure, 30, 10, (4, 8), without_ground(DARK))
    terminal, printed, out = GraphicsTerminal(), Printed(film), StringIO()
    console = Console(file=out, force_terminal=True, width=60)
    for at in (0, 500, 1_000, 500):
        console.print(printed.picture(film.frame("start", "round", at, 3_000)))
        terminal.feed(out.getvalue())
        out.seek(0)
        out.truncate()
        assert [place[2:] for place in terminal.placed.values()] == [(30, 10)]
    assert len(terminal.pictures) == 3
    console.print(printed.nothing())
    terminal.feed(out.getvalue())
    assert not terminal.pictures
