"""What is true of every session, whatever is played and whatever is pressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import (
    Command,
    CueDue,
    Event,
    Lost,
    Paused,
    Player,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
    Snapshot,
)
from lrx_cli.core.timeline import Kind, Timeline
from tests.core.playing import begun, only
from tests.core.scores import Made, exercises, score, scores

COMMANDS: tuple[Command, ...] = get_args(Command)
NEVER: Ms = 10**9

commands = st.sampled_from([command for command in COMMANDS if command != "start"])
moves = st.one_of(
    st.tuples(st.integers(0, 30_000), commands),
    st.tuples(st.integers(0, 1_500), commands),
    st.tuples(st.integers(0, 30_000), st.builds(Lost, st.integers(1, 90_000))),
)
scripts = st.lists(moves, max_size=25)
Script = list[tuple[Ms, Command | Lost]]


def started(timeline: Timeline, *, stall: Ms = NEVER) -> tuple[Player, list[Event]]:
    player = Player(timeline, stall=stall)
    return player, player.handle(1_000, "start")


def play(timeline: Timeline, script: Script, rest: Ms = NEVER) -> list[Event]:
    """Called at the commands only, and ``rest`` after the last of them."""
    player, events = started(timeline)
    now = 1_000
    for gap, command in script:
        now += gap
        events += player.handle(now, command)
    return events + player.handle(now + rest)


def calls_until(player: Player, now: Ms, until: Ms, late: st.DataObject | None) -> list[Event]:
    """Woken whenever something is due; ``late``: by some moments that are drawn, within the stall."""
    events: list[Event] = []
    while (due := player.deadline) is not None and due <= until:
        wake = due + late.draw(st.integers(0, 2_000)) if late else due
        now = max(now, min(until, wake))
        events += player.handle(now)
    return events


@given(scores(), scripts, st.data())
def test_how_often_the_driver_calls_changes_nothing(
    timeline: Timeline, script: Script, data: st.DataObject
) -> None:
    # What a loss leads to depends on whether it is longer than the stall, which differs below.
    script = [
        (gap, Lost(min(what.ms, 2_000), what.asked) if isinstance(what, Lost) else what)
        for gap, what in script
    ]
    whole = play(timeline, script, 200_000)
    for stall, late in ((NEVER, None), (2_000, data)):
        player, events = started(timeline, stall=stall)
        now = 1_000
        for gap, command in script:
            events += calls_until(player, now, now + gap, late)
            now += gap
            events += player.handle(now, command)
        events += calls_until(player, now, now + 200_000, late)
        events += player.handle(now + 200_000)
        assert events == whole


@given(scores(), scripts)
def test_the_same_input_gives_the_same_session(timeline: Timeline, script: Script) -> None:
    assert play(timeline, script) == play(timeline, script)


@given(scores(), scripts, st.integers(0, 25), st.integers(0, 10**6))
def test_a_bookmark_at_any_moment_is_as_good_as_never_having_stopped(
    timeline: Timeline, script: Script, place: int, elsewhen: Ms
) -> None:
    """Even with another clock."""
    player, _ = started(timeline)
    now = 1_000
    for gap, command in script[:place]:
        now += gap
        player.handle(now, command)
    twin = Player(timeline, player.bookmark(now), now + elsewhen, stall=NEVER)
    for gap, command in [*script[place:], (500, "pause"), (200_000, "go_on"), (500_000, "quit")]:
        now += gap
        assert twin.handle(now + elsewhen, command) == player.handle(now, command)
        assert twin.snapshot(now + elsewhen) == player.snapshot(now)


@given(scores(), scripts)
def test_a_bookmark_is_not_touched_by_what_comes_after(timeline: Timeline, script: Script) -> None:
    player, _ = started(timeline)
    kept = player.bookmark(1_000)
    first = Player(timeline, kept, 1_000, stall=NEVER)
    second_input: Script = [*script, (200_000, "quit")]
    now = 1_000
    for gap, command in second_input:
        now += gap
        first.handle(now, command)
    assert vars(kept) == vars(started(timeline)[0].bookmark(1_000))


@given(scores(), scripts)
def test_a_finished_movement_or_hold_took_exactly_its_time(timeline: Timeline, script: Script) -> None:
    for event in only(play(timeline, script), SegmentEnded):
        segment = event.segment
        if segment.rep and event.outcome == "done":
            assert event.active == segment.duration
        if segment.rep and event.outcome != "done":
            assert event.active <= (segment.duration or 0)


@given(scores(), scripts)
def test_each_started_segment_ends_once_before_another_starts(timeline: Timeline, script: Script) -> None:
    player, events = started(timeline)
    now = 1_000
    for gap, command in [*script, (0, "quit")]:
        now += gap
        events += player.handle(now, command)
    if player.state != "ended":  # quitting is not an answer to "what hurts?", ending is
        events += player.handle(now, "hurt_end")
    running = None
    for event in events:
        if isinstance(event, SegmentStarted):
            assert running is None
            running = event.segment.index
        elif isinstance(event, SegmentEnded):
            assert running == event.segment.index
            running = None
        elif isinstance(event, SessionEnded):
            assert running is None
    assert player.state == "ended"


@given(scores(), scripts)
def test_without_going_back_nothing_is_played_twice_and_nothing_out_of_order(
    timeline: Timeline, script: Script
) -> None:
    """Too strong, too, takes up a repetition from its beginning."""
    onward = [(gap, command) for gap, command in script if command not in ("back", "hurt_strong")]
    played = begun(play(timeline, onward))
    assert [segment.block for segment in played] == sorted(segment.block for segment in played)
    work = [segment.index for segment in played if segment.rep]
    assert work == sorted(set(work))


@given(scores(manual=st.just(False)))
def test_left_alone_a_session_is_the_planned_path_in_order(timeline: Timeline) -> None:
    events = play(timeline, [])
    assert [segment.index for segment in begun(events)] == list(range(timeline.planned))
    assert [event.outcome for event in only(events, SegmentEnded)] == ["done"] * timeline.planned
    last = events[-1]
    assert isinstance(last, SessionEnded)
    assert (last.at, last.outcome) == (timeline.duration, "done")
    assert last.done == last.planned == sum(s.kind in ("move", "hold") for s in timeline.path)


@given(scores(manual=st.just(False)), st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 60_000))))
def test_sides_balance_when_nothing_is_left_out(timeline: Timeline, pauses: list[tuple[Ms, Ms]]) -> None:
    script: Script = []
    for before, length in pauses:
        script += [(before, "pause"), (length, "go_on")]
    work = Counter[tuple[int, str | None]]()
    for event in only(play(timeline, script), SegmentEnded):
        if event.outcome == "done" and event.segment.rep:
            work[event.segment.block, event.segment.side] += event.active
    for number in range(len(timeline.blocks)):
        if (number, "left") in work and (number, "right") in work:
            assert work[number, "left"] == work[number, "right"]


@given(scores(), scripts, st.integers(2_001, NEVER))
def test_a_gap_brings_no_burst(timeline: Timeline, script: Script, gap: Ms) -> None:
    """Whoever is not woken in time, is told of one thing: it pauses."""
    player, _ = started(timeline, stall=2_000)
    now = 1_000
    for wait, command in script:
        calls_until(player, now, now + wait, None)
        now += wait
        player.handle(now, command)
    due = player.deadline
    going = player.state == "running" or player.snapshot(now).count_in is not None
    if due is None or not going:
        return
    now = due + gap
    played = player.snapshot(due).session_elapsed
    events = player.handle(now)
    assert not only(events, SegmentEnded)
    assert not only(events, SegmentStarted)
    assert len(only(events, CueDue)) == 1
    assert player.state == "paused"
    assert player.snapshot(now).why == "stalled"
    assert player.snapshot(now).session_elapsed == played


class AnySession(RuleBasedStateMachine):
    """Anything may happen, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now: Ms = 0
        self.events: list[Event] = []

    @initialize(timeline=scores(), attended=st.booleans())
    def choose(self, timeline: Timeline, attended: bool) -> None:
        self.timeline, self.attended = timeline, attended
        self.player = Player(timeline, attended=attended)
        self.tell("start")

    def tell(self, command: Command | Lost | None = None) -> list[Event]:
        fresh = self.player.handle(self.now, command)
        self.events += fresh
        return fresh

    @rule(ms=st.integers(0, 40_000))
    def time_passes(self, ms: Ms) -> None:
        self.events += calls_until(self.player, self.now, self.now + ms, None)
        self.now += ms
        self.tell()

    @rule(ms=st.integers(1, NEVER))
    def the_program_hangs(self, ms: Ms) -> None:
        self.now += ms
        self.tell()

    @rule(ms=st.integers(1, NEVER))
    def the_computer_sleeps(self, ms: Ms) -> None:
        state, counting = self.player.state, self.player.snapshot(self.now).count_in is not None
        fresh = self.tell(Lost(ms))
        if state == "running" and self.player.state != "ended":
            assert only(fresh, Paused)
        if counting and self.attended and ms > 2_000:  # a shorter loss begins the count-in again
            assert self.player.snapshot(self.now).count_in is None

    @rule(command=commands)
    def anything_is_pressed(self, command: Command) -> None:
        allowed = command in self.player.allowed
        fresh = self.tell(command)
        assert bool(fresh) == allowed or self.player.state == "running", command

    @precondition(lambda self: self.player.allowed)
    @rule(data=st.data())
    def something_sensible_is_pressed(self, data: st.DataObject) -> None:
        stays = [command for command in self.player.allowed if not command.startswith(("quit", "hurt_"))]
        self.tell(data.draw(st.sampled_from(stays or list(self.player.allowed))))

    @rule(elsewhen=st.integers(0, NEVER))
    def it_is_put_away_and_taken_up_again(self, elsewhen: Ms) -> None:
        kept = self.player.bookmark(self.now)
        self.now += elsewhen
        self.player = Player(self.timeline, kept, self.now, attended=self.attended)

    @invariant()
    def nothing_is_overdue(self) -> None:
        due = self.player.deadline
        assert due is None or due > self.now

    @invariant()
    def every_moment_not_paused_is_credited_once(self) -> None:
        shown = self.player.snapshot(self.now)
        paused_since: Ms | None = None
        paused = 0
        for event in self.events:
            if isinstance(event, Paused) and paused_since is None:
                paused_since = event.at
            elif isinstance(event, Resumed):
                assert paused_since is not None
                paused += event.at - paused_since
                paused_since = None
        if paused_since is not None:
            paused += shown.at - paused_since
        assert shown.session_elapsed == shown.at - paused
        ended = sum(event.active for event in only(self.events, SegmentEnded))
        assert ended <= shown.session_elapsed

    @invariant()
    def moments_never_go_back(self) -> None:
        moments = [event.at for event in self.events]
        assert moments == sorted(moments)
        assert moments[-1] <= self.player.snapshot(self.now).at

    @invariant()
    def it_begins_once_and_ends_once(self) -> None:
        assert len(only(self.events, SessionStarted)) == 1
        assert len(only(self.events, SessionEnded)) == (self.player.state == "ended")

    @invariant()
    def done_is_never_more_than_planned(self) -> None:
        shown = self.player.snapshot(self.now)
        assert 0 <= shown.done <= shown.planned
        for ended in only(self.events, SessionEnded):
            assert (ended.done, ended.planned) == (shown.done, shown.planned)

    @invariant()
    def what_is_shown_as_left_is_what_it_takes(self) -> None:
        """As far as no key is waited for."""
        shown = self.player.snapshot(self.now)
        assert shown.session_elapsed + shown.session_left == shown.session_total
        if shown.state != "running":
            return
        twin = Player(self.timeline, self.player.bookmark(self.now), 0, stall=NEVER)
        rest = twin.handle(NEVER)
        if twin.state == "ended":
            assert rest[-1].at - shown.at == shown.session_left
        moves = [event.at for event in only(rest, SegmentStarted) if event.segment.kind == "move"]
        if shown.until_move is not None:
            assert moves[0] - shown.at == shown.until_move


AnySession.TestCase.settings = settings(stateful_step_count=30)
TestAnySession = AnySession.TestCase


class Step(NamedTuple):
    before: Snapshot
    after: Snapshot
    pressed: bool
    """Whether a key did it, and not time."""


def onward(shown: Snapshot) -> Command:
    """What goes on where nothing happens by itself."""
    if shown.state == "running":
        return "next"
    answers: tuple[Command, ...] = ("hurt_nothing", "hurt_settled")
    return next((command for command in answers if command in shown.allowed), "go_on")


def steps(timeline: Timeline, keys: list[tuple[Kind | None, Command]]) -> Iterator[Step]:
    """All that happens. ``keys``: each is pressed where the next segment of that kind begins, or at once."""
    player, _ = started(timeline)
    now = 1_000
    shown = player.snapshot(now)
    for kind, command in [*keys, ("hold", "pause")]:
        waiting = kind is not None
        while waiting and player.state != "ended":
            due = player.deadline
            if due is None:
                events = player.handle(now, onward(shown))
            else:
                now = max(now, due)
                events = player.handle(now)
            before, shown = shown, player.snapshot(now)
            yield Step(before, shown, pressed=due is None)
            waiting = all(segment.kind != kind for segment in begun(events))
        player.handle(now, command)
        before, shown = shown, player.snapshot(now)
        yield Step(before, shown, pressed=True)


ANSWERS = tuple(command for command in COMMANDS if command.startswith("hurt_"))
kinds = st.sampled_from(get_args(Kind))
hurts = st.tuples(kinds, st.sampled_from(ANSWERS)).map(lambda found: [(found[0], "hurt"), (None, found[1])])
"""That it hurts, and an answer: by chance the one seldom follows the other."""
others = st.tuples(kinds, commands).map(lambda found: [found])
keys_pressed = st.lists(st.one_of(hurts, others), min_size=1, max_size=4).map(
    lambda found: [key for keys in found for key in keys]
)


two_legs = exercises().map(
    lambda one: score(
        one._replace(
            side_mode="one_then_other", sides=("left", "right"), level="standard", gentle_hold=1_000, reps=1
        )
    )
)


@given(st.one_of(two_legs, scores()), keys_pressed)
def test_a_segment_has_the_side_that_works(
    timeline: Timeline, keys: list[tuple[Kind | None, Command]]
) -> None:
    """What leads into a movement has its side, and so has the way back from it."""
    for step in steps(timeline, keys):
        before, after = step.before.segment, step.after.segment
        if before is None or after is None or before.index == after.index or before.block != after.block:
            continue
        if not step.pressed and after.kind == "move" and before.kind in ("prepare", "switch", "rest"):
            assert before.side == after.side
        if before.rep and after.kind == "return":
            assert before.side == after.side


@given(scores(), keys_pressed)
def test_what_is_announced_is_what_follows(
    timeline: Timeline, keys: list[tuple[Kind | None, Command]]
) -> None:
    """The very segment, as it will be played: if no key is pressed, it begins next."""
    for step in steps(timeline, keys):
        if not step.pressed and step.after.segment != step.before.segment:
            assert step.after.segment == step.before.following


def test_of_a_count_in_that_was_cut_short_nothing_is_told_in_the_past() -> None:
    lift = Made(id="lift", sides=("left", "right"), side_mode="one_then_other")
    player = Player(score(lift, manual=True), attended=False)
    commands: tuple[Command | Lost, ...] = ("start", "next", "side", "next", Lost(1))
    events = [event for command in commands for event in player.handle(0, command)]
    events += player.handle(650)
    moments = [event.at for event in events]
    assert moments == sorted(moments)
