"""The drawing goes where the segment says, over the segment's own time, and stands still otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lrx_cli.core.compile import compile
from lrx_cli.core.exercise import Catalog
from lrx_cli.core.plan import Choice, plan
from lrx_cli.core.player import Player
from lrx_cli.core.routine import Routine
from lrx_cli.core.snapshot import Snapshot
from lrx_cli.outputs.picture import Picture
from lrx_cli.storage.figures import load_figure

COLUMNS, ROWS = 34, 12


def moments(
    catalog: Catalog, routines: dict[str, Routine], exercise: str, step: int = 250, level: str = "standard"
) -> Iterator[Snapshot]:
    """A session of one exercise, a snapshot every ``step`` ms."""
    choice = Choice(routines["full"], named=(exercise,), teach="off", level=level)  # type: ignore[arg-type]
    player = Player(compile(plan(catalog, choice)))
    player.handle(0, "start")
    now = 0
    while player.state != "ended":
        yield player.snapshot(now)
        now += step
        player.handle(now)


def test_a_move_animates_over_its_own_time_and_a_hold_stands_still(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    picture = Picture(load_figure, "mono")
    frames: dict[tuple[str, int], list[object]] = {}
    for now in moments(catalog, routines, "cat-cow"):
        assert now.segment is not None
        drawn = picture.frame(now, COLUMNS, ROWS)
        if now.segment.rep == 2:
            frames.setdefault((now.segment.kind, now.segment.shape), []).append(drawn)
    for (kind, _shape), drawn in frames.items():
        different = sum(a != b for a, b in itertools.pairwise(drawn))
        assert different >= 5 if kind in ("move", "return") else different == 0, kind


def test_the_next_frame_is_due_only_while_something_moves(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    picture = Picture(load_figure, "mono")
    for now in moments(catalog, routines, "figure-four-stretch"):
        assert now.segment is not None
        picture.frame(now, COLUMNS, ROWS)
        due = picture.due(now)
        if now.segment.kind == "hold":
            assert due is None
        if now.segment.kind == "move" and 0 < now.elapsed < (now.left or 0):
            assert due is not None
            assert 0 < due <= 100


def test_the_other_side_is_the_picture_turned_around(catalog: Catalog, routines: dict[str, Routine]) -> None:
    picture = Picture(load_figure, "truecolor")
    holds = {
        now.segment.side: picture.frame(now, COLUMNS, ROWS)
        for now in moments(catalog, routines, "figure-four-stretch")
        if now.segment is not None and now.segment.kind == "hold"
    }
    assert holds["left"] != holds["right"]


def test_reduced_motion_shows_where_each_step_leads_and_nothing_between(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    picture = Picture(load_figure, "mono", moving=False)
    shown: dict[int, set[str]] = {}
    for now in moments(catalog, routines, "cat-cow"):
        assert now.segment is not None
        assert picture.due(now) is None
        drawn = picture.frame(now, COLUMNS, ROWS)
        if now.segment.kind == "move":
            shown.setdefault(now.segment.index, set()).add(str(drawn))
    assert shown
    assert all(len(frames) == 1 for frames in shown.values())


def test_where_there_is_too_little_room_there_is_no_drawing(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    picture = Picture(load_figure, "mono")
    now = next(moments(catalog, routines, "cat-cow"))
    assert picture.frame(now, 29, 12) is None
    assert picture.frame(now, 34, 9) is None
    assert picture.frame(now, 30, 10) is not None


def test_an_exercise_without_a_figure_has_no_drawing(catalog: Catalog, routines: dict[str, Routine]) -> None:
    picture = Picture(lambda _exercise, _variant: None, "mono")
    now = next(moments(catalog, routines, "cat-cow"))
    assert picture.frame(now, COLUMNS, ROWS) is None
    assert picture.due(now) is None


def test_a_slow_terminal_gets_fewer_frames_and_more_again_when_it_keeps_up(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    picture = Picture(load_figure, "mono")

    def frames_of_a_move() -> int:
        found = set()
        for now in moments(catalog, routines, "cat-cow", step=40):
            drawn = picture.frame(now, COLUMNS, ROWS)
            if now.segment is not None and now.segment.kind == "move" and now.segment.shape == 0:
                found.add(str(drawn))
        return len(found)

    quick = frames_of_a_move()
    for at in range(4):
        picture.late(400, at * 1_000)
    slow = frames_of_a_move()
    assert slow * 2 < quick
    for at in range(30_000, 300_000, 21_000):
        picture.late(0, at)
    assert frames_of_a_move() == quick


def test_a_large_drawing_in_true_color_has_fewer_frames_and_a_small_one_has_them_again(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    begun = {
        now.segment.kind: now._replace(elapsed=0)
        for now in moments(catalog, routines, "cat-cow")
        if now.segment is not None
    }

    def apart(picture: Picture, columns: int, rows: int) -> int:
        """Ms from one frame to the next, on the way back from a movement."""
        picture.frame(begun["move"], columns, rows)
        picture.frame(begun["return"], columns, rows)
        due = picture.due(begun["return"])
        assert due is not None
        return due

    picture, plain = Picture(load_figure, "truecolor"), Picture(load_figure, "256")
    small = apart(picture, COLUMNS, ROWS)
    assert apart(picture, 70, 25) > small * 3 // 2
    assert apart(picture, 300, 90) <= 170
    assert apart(picture, COLUMNS, ROWS) == small
    assert apart(plain, 70, 25) == small
