"""The drawing goes where the segment says, over the segment's own time, and stands still otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.timeline.compile import compile
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.palette import ARROW, DARK
from lrx_cli.session.outputs.live.picture import Picture
from lrx_cli.storage.figures import load_figure

COLUMNS, ROWS = 34, 12


def moments(
    catalog: Catalog, routines: dict[str, Routine], exercise: str, step: int = 250, level: str = "standard"
) -> Iterator[Snapshot]:
    """A session of one exercise, a snapshot every ``step`` ms."""
    choice = Choice(routines["full"], named=(exercise,), teach="off", level=level)
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


def test_a_switch_shows_the_side_that_is_left_until_it_is(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    """The left foot is taken off first: a picture of the right one coming off would be the wrong side."""
    picture = Picture(load_figure, "mono")
    stood: object = None
    leaving, after = [], []
    for now in moments(catalog, routines, "figure-four-stretch"):
        drawn = picture.frame(now, COLUMNS, ROWS)
        if now.segment is None or now.segment.kind not in ("prepare", "switch"):
            continue
        begun = [posed.pose for posed in now.segment.poses if posed.at <= now.elapsed]
        if now.segment.kind == "prepare" and now.segment.side == "left" and begun[-1:] == ["start"]:
            stood = drawn
        elif now.segment.kind == "switch":
            (named,) = (cue.at for cue in now.segment.cues if cue.kind == "switch")
            (leaving if now.elapsed < named else after).append(drawn)
    assert leaving[-1] == stood
    assert after[0] != stood


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


def test_reduced_motion_keeps_the_arrow_that_nothing_else_shows(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    picture = Picture(load_figure, "truecolor", moving=False)
    arrow = f"{DARK[ARROW] >> 16};{DARK[ARROW] >> 8 & 255};{DARK[ARROW] & 255}"
    for now in moments(catalog, routines, "cat-cow"):
        assert now.segment is not None
        shown = arrow in str(picture.frame(now, COLUMNS, ROWS))
        if now.segment.kind in ("move", "hold"):
            assert shown == (now.segment.kind == "move")


def test_getting_down_and_up_is_drawn_before_and_after_what_is_done_on_the_floor(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    asked: list[str] = []

    def figure_of(exercise: str, variant: str) -> Figure | None:
        asked.append(exercise)
        return load_figure(exercise, variant)

    picture = Picture(figure_of, "mono")
    frames: dict[int, set[str]] = {}
    for now in moments(catalog, routines, "cat-cow"):
        assert now.segment is not None
        drawn = picture.frame(now, COLUMNS, ROWS)
        frames.setdefault(now.segment.index, set()).add(str(drawn))
    assert asked == ["getting-up", "cat-cow", "getting-up"]
    first, *_, last = frames
    assert len(frames[first]) > 10, "down to the floor, move by move"
    assert len(frames[last]) > 10, "and up from it"


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


@pytest.mark.long
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


def begun_by_kind(catalog: Catalog, routines: dict[str, Routine]) -> dict[str, Snapshot]:
    """Of a segment of each kind, its first moment."""
    return {
        now.segment.kind: now._replace(elapsed=0)
        for now in moments(catalog, routines, "cat-cow")
        if now.segment is not None
    }


def apart(picture: Picture, begun: dict[str, Snapshot], size: int, columns: int = COLUMNS) -> Ms:
    """Ms between frames of a way back, once one of them took ``size`` bytes."""
    picture.frame(begun["move"], columns, ROWS)
    now = begun["return"]
    for elapsed in (0, 100):
        now = begun["return"]._replace(at=begun["return"].at + elapsed, elapsed=elapsed)
        picture.frame(now, columns, ROWS)
        picture.sent(size, now.at)
    later = now._replace(at=now.at + 1_000)  # the line is free again
    due = picture.due(later)
    assert due is not None
    following = later._replace(elapsed=later.elapsed + due)
    found = picture.due(following)
    assert found is not None
    return found


def test_the_heavier_the_frames_of_a_movement_the_fewer_it_has(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    begun, picture = begun_by_kind(catalog, routines), Picture(load_figure, "mono")
    spans = [apart(picture, begun, size) for size in (300, 2_000, 4_000, 90_000)]
    assert spans == sorted(set(spans))
    assert spans[0] <= 100
    assert spans[-1] <= 350
    assert apart(picture, begun, 300) == spans[-1], "a repetition is as heavy as the one before"
    assert apart(picture, begun, 300, COLUMNS + 1) == spans[0], "another size is not"


def test_a_whole_new_drawing_is_given_its_time_and_moves_on_after_it(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    begun, picture = begun_by_kind(catalog, routines), Picture(load_figure, "mono")
    picture.frame(begun["move"], COLUMNS, ROWS)
    now = begun["return"]
    drawn = picture.frame(now, COLUMNS, ROWS)
    picture.sent(6_000, now.at)
    due = picture.due(now)
    assert due is not None
    assert due > 300

    meanwhile = now._replace(at=now.at + 300, elapsed=300)
    assert picture.frame(meanwhile, COLUMNS, ROWS) == drawn, "what is next is not shown before its moment"
    picture.sent(90, meanwhile.at)  # a digit
    assert picture.due(meanwhile) == due - 300 + 5
    then = now._replace(at=now.at + due + 5, elapsed=due + 5)
    assert picture.frame(then, COLUMNS, ROWS) != drawn
