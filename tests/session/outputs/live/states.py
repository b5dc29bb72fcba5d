"""Every state a session can be in, as a screen gets to know of it: played, not made up, where it can be."""

from __future__ import annotations

from collections.abc import Callable

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Command, Lost
from lrx_cli.core.player.interruptions import QUIT_ASKED
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.timeline.timeline import Cue, Timeline
from lrx_cli.session.outputs.live.panels import EndNotes, Panel, Row, end_card, keys_panel
from lrx_cli.session.outputs.live.scene import ScreenNotes
from tests.session.short_session import short_session

State = tuple[Snapshot, ScreenNotes]


def played(until: Callable[[Snapshot], bool], *, timeline: Timeline | None = None) -> tuple[Player, Ms]:
    """A session at the first moment at which something is due and ``until`` holds."""
    player = Player(timeline or short_session())
    player.handle(0, "start")
    while player.deadline is not None:
        now = player.deadline
        player.handle(now)
        if until(player.snapshot(now)):
            return player, now
    raise AssertionError("there is no such moment")


def at(kind: str, *, side: str | None = None, elapsed: Ms = 0) -> tuple[Player, Ms]:
    player, now = played(
        lambda s: (
            s.segment is not None and s.segment.kind == kind and s.segment.side == side and s.elapsed == 0
        )
    )
    while player.deadline is not None and player.deadline <= now + elapsed:
        player.handle(player.deadline)
    player.handle(now + elapsed)
    return player, now + elapsed


def after(moment: tuple[Player, Ms], *steps: tuple[Ms, Command | Lost | None]) -> Snapshot:
    player, now = moment
    for wait, command in steps:
        now += wait
        player.handle(now, command)
    return player.snapshot(now)


def _rolling(elapsed: Ms) -> Snapshot:
    now = after(at("switch", side="left", elapsed=elapsed))
    assert now.segment is not None
    assert now.block is not None
    return now._replace(
        block=now.block._replace(position="side-lying"),
        segment=now.segment._replace(
            word="ROLL", text="Roll over onto your right side.", full="Roll over onto your right side."
        ),
    )


def _resting() -> Snapshot:
    now = after(at("switch", side="left", elapsed=1_000))
    assert now.segment is not None
    segment = now.segment._replace(
        kind="rest",
        side=None,
        word="REST",
        text="Set 2 of 2 next.",
        cues=(Cue(0, "step", "Rest, eight seconds.", "Rest, eight seconds.", "next"),),
    )
    return now._replace(segment=segment, sets=2)


def states() -> dict[str, State]:
    """By name. What is told beside the snapshot is as ``Live`` would tell it."""
    hurt = after(at("move", side="right", elapsed=1_000), (0, "hurt"), (1_000, None))
    holding = after(at("hold", side="right", elapsed=5_000))
    finish = after(played(lambda s: s.segment is not None and s.segment.is_finish))
    steps = Panel("Steps", (Row("1", "Lie on your back, knees bent."), Row("2", "Bring one knee up.")))
    stopped = after(at("hold", side="right", elapsed=5_000), (0, "quit"))
    week = EndNotes(3_600_000, "Before: leg 6, back 3.", "Next: once a day, twice at most.")
    return {
        "lie down": (
            after(played(lambda s: s.segment is not None and s.segment.exercise is None)),
            ScreenNotes(),
        ),
        "prepare": (after(at("prepare")), ScreenNotes()),
        "prepare, before the side is told": (after(at("prepare", side="right")), ScreenNotes()),
        "ready": (after(at("prepare", side="right", elapsed=5_000)), ScreenNotes()),
        "move": (after(at("move", side="right", elapsed=400)), ScreenNotes()),
        "move without sides": (after(at("move", elapsed=2_400)), ScreenNotes()),
        "hold": (holding, ScreenNotes()),
        "hold, halfway": (after(at("hold", side="right", elapsed=6_500)), ScreenNotes()),
        "return": (after(at("return", side="left")), ScreenNotes()),
        "switch": (after(at("switch", side="left", elapsed=1_000)), ScreenNotes()),
        "switch, the side": (after(at("switch", side="left", elapsed=2_500)), ScreenNotes()),
        "roll": (_rolling(2_500), ScreenNotes()),
        "roll, the side": (_rolling(4_000), ScreenNotes()),
        "rest": (_resting(), ScreenNotes()),
        "longer": (
            after(at("hold", side="right", elapsed=1_000)),
            ScreenNotes(said="Each hold is fifteen seconds now."),
        ),
        "paused": (
            after(at("hold", side="right", elapsed=5_000), (0, "pause"), (9_000, None)),
            ScreenNotes(),
        ),
        "said again": (
            after(at("hold", side="right", elapsed=5_000), (0, "again"), (1_000, None)),
            ScreenNotes(said="Hold. Keep the foot on the band."),
        ),
        "stalled": (
            after(at("hold", side="right", elapsed=5_000), (0, Lost(720_000)), (9_000, None)),
            ScreenNotes(lost=720_000),
        ),
        "counting in": (
            after(at("hold", side="right", elapsed=5_000), (0, "pause"), (9_000, "go_on"), (1_000, None)),
            ScreenNotes(),
        ),
        "hurt": (hurt, ScreenNotes(way_out="Stopped. Put the foot down and rest. Take your time.")),
        "quit once": (holding, ScreenNotes(notice=f"{QUIT_ASKED.text} What you did still counts.")),
        "keys": (holding, ScreenNotes(panel=keys_panel(holding.allowed))),
        "details": (
            after(at("hold", side="right", elapsed=5_000), (0, "pause")),
            ScreenNotes(panel=steps),
        ),
        "waiting": (
            after(
                played(lambda s: s.segment is not None and s.left is None, timeline=short_session(waits=True))
            ),
            ScreenNotes(),
        ),
        "done": (
            finish,
            ScreenNotes(
                panel=end_card(finish.results), beside_card=week.sentences(120_000, done=finish.done, reds=0)
            ),
        ),
        "stopped": (
            stopped,
            ScreenNotes(said="Ended here. What you did still counts.", panel=end_card(stopped.results)),
        ),
        "warning sign": (
            stopped._replace(warned=True),
            ScreenNotes(
                said="Please stop here. Go to an emergency department, or call your emergency number, now."
            ),
        ),
    }
