"""Lines, one after another: for a plain terminal, a screen reader, a pipe, a log.

Nothing is ever moved or rewritten, and nothing is drawn: a line is words, with color where it is on.
What is printed: each cue in its words, as it becomes due; of a repetition that
is only counted, one line for all of it; of three ticks, one line, and only where they start a movement;
never a line a second. What a listener hears in tones a reader finds in words: how long a hold is, that
a movement begins, that a key is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TextIO

from rich.text import Text

from lrx_cli.core import player
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import POSTURE
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline import Block, Cue, Kind, Segment
from lrx_cli.core.timeline.cue_duration import TICKS
from lrx_cli.core.timeline.phrases import STAY
from lrx_cli.core.words import clock, roughly
from lrx_cli.render.console import make_console
from lrx_cli.text import clean, count, wrap

Style = Literal["title", "move", "hold", "return", "switch", "stop", "aside", "note", ""]
"""Of a line, as the theme has it. Two are set apart by more than their color: a title has no time beside it,
a note (an aside of its own) an empty column."""

_OF_KIND: dict[Kind, Style] = {
    "move": "move",
    "hold": "hold",
    "return": "return",
    "switch": "switch",
    "rest": "switch",
    "prepare": "",
}
_WIDEST = 88
"""A longer line is hard to find the beginning of the next from."""
_TIME_COLUMN = 8
_WITH_TIMES = 56
"""From this width on there is room for the time at the left."""

KEYS_IN_WORDS: dict[player.Command, str] = {
    "go_on": "space continues",
    "pause": "space pauses",
    "next": "right arrow moves on",
    "back": "left arrow repeats this one",
    "skip": "Shift and N skips this exercise",
    "again": "R says it again in full",
    "ease": "E ends a hold that is too much and makes the others shorter",
    "longer": "plus makes holds longer, or adds ten seconds here",
    "shorter": "minus makes holds shorter",
    "side": "S starts with the other side",
    "hurt": "H when it hurts",
    "hurt_spread": "1 symptoms moved further down the leg",
    "hurt_strong": "2 just too much",
    "hurt_skip": "3 skips it",
    "hurt_end": "4 ends the session",
    "hurt_warning": "5 a warning sign: numbness between the legs, trouble with bladder or bowel",
    "hurt_nothing": "space, it was nothing",
    "hurt_settled": "space, it has settled",
    "hurt_unsettled": "1 it has not settled: stop here",
    "quit_asked": "Q twice ends",
}
_FIRST_KEYS: tuple[player.Command, ...] = ("pause", "next", "back", "hurt", "quit_asked")
_PAUSED_KEYS: tuple[player.Command, ...] = ("go_on", "next", "back", "skip", "hurt", "quit_asked")
_WAITS: tuple[str, Style] = "(waiting for you: press right arrow or Enter)", "aside"


class Plain(Output):
    """``width``: of the terminal, asked for at every line, since it may change. ``keys``: somebody can
    press some, so they are named. ``aloud``: a screen reader reads the lines, so they have no
    times and none says what the one before it has said: it must not fall behind the movements."""

    def __init__(
        self,
        stream: TextIO,
        *,
        width: Callable[[], int],
        color: bool = False,
        keys: bool = False,
        aloud: bool = False,
    ) -> None:
        self._aloud = aloud
        self._stream = stream
        self._width = width
        self._console = make_console(stream, color)
        self._keys = keys
        self._blocks: tuple[Block, ...] = ()
        self._block = -1
        self._segment: Segment | None = None

    def on_events(self, events: Sequence[player.Event], now: player.Snapshot) -> None:
        for event in events:
            self._write(self._lines_for(event, now), event.at)
        # The keys of a pause come last: when it hurts, the way out is what is to be read first.
        for event in events:
            if isinstance(event, player.Paused):
                self._write(self._paused(event.why, now), event.at)
        self._stream.flush()

    def view(self, view: player.View, now: player.Snapshot) -> None:
        self._write(((text, "note") for text in self._viewed(view, now)), now.at)
        self._stream.flush()

    # --- what is said ---------------------------------------------------------------------------

    def _lines_for(self, event: player.Event, now: player.Snapshot) -> Iterator[tuple[str, Style]]:
        match event:
            case player.SessionStarted():
                self._blocks = event.timeline.blocks
                if self._keys and self._aloud:  # the first lines say what else there is
                    yield "Space pauses; question mark shows all keys.", "note"
                elif self._keys:
                    yield f"Keys: {_keys(_FIRST_KEYS)}; question mark shows all.", "note"
            case player.SegmentStarted():
                yield from self._started(event.segment)
            case player.CueDue():
                yield from self._cue(event.cue, now)
            case player.Resumed():
                yield from self._resumed(now)
            case player.Changed(what="lost", value=int(lost)) if lost >= 1_000:
                yield f"({roughly(lost)} went by without you; they do not count)", "aside"
            case player.SessionEnded():
                yield from self._ended(event, now)

    def _started(self, segment: Segment) -> Iterator[tuple[str, Style]]:
        self._segment = segment
        # The end is of the last exercise, though that may have been left out.
        if segment.block != self._block and not segment.is_finish:
            self._block = segment.block
            block = self._blocks[segment.block]
            yield "", ""
            place = f"Exercise {segment.block + 1} of {len(self._blocks)}"
            if not self._aloud or segment.block:  # the first one is named after the words of safety
                yield f"{place}: {block.name}. {POSTURE[block.position].capitalize()}.", "title"
            for note in () if self._aloud else block.notes:  # read aloud they would be late; I tells them
                yield note, "note"
        if not segment.cues and segment.duration is None:
            yield _WAITS

    def _cue(self, cue: Cue, now: player.Snapshot) -> Iterator[tuple[str, Style]]:
        segment = self._segment
        assert segment is not None, "a cue comes after its segment has begun"
        own = cue in segment.cues
        if cue.kind == "count":
            if cue.text == "3" and (now.state == "paused" or segment.kind in ("prepare", "switch", "rest")):
                yield f"Starting in {_seconds(TICKS)}.", "switch"
        elif own and segment.quiet and segment.kind != "move" and cue.say is None:
            pass  # the line of its repetition says it
        elif own and cue.say is None and segment.kind in ("prepare", "switch", "rest"):
            pass  # a tone alone, for those who learn the tones
        elif own and self._aloud and self._in_heading(cue, segment):
            pass
        else:
            style = "stop" if cue.kind == "safety" else _OF_KIND[segment.kind] if own else ""
            # Read aloud, a line is as short as it is spoken; a repetition with one line keeps all of it.
            text = cue.say if self._aloud and cue.say and not segment.quiet else cue.text
            # How long to stay, which a listener hears by its end. A rest says it in its own words.
            stays = segment.kind in ("hold", "switch") and not segment.quiet
            if own and cue == segment.cues[0] and segment.duration and stays:
                text += f" ({_seconds(segment.duration)})"
            yield text, style
        if own and segment.duration is None and cue == segment.cues[-1]:
            yield _WAITS

    def _in_heading(self, cue: Cue, segment: Segment) -> bool:
        """Whether the heading of the exercise has just said it: its name, or the position one is in."""
        block = self._blocks[segment.block]
        named = cue.kind == "announce" and block.name.casefold() in cue.text.casefold()
        return segment.block > 0 and segment.kind == "prepare" and (named or cue.text == STAY[block.position])

    def _paused(self, why: player.Why, now: player.Snapshot) -> Iterator[tuple[str, Style]]:
        state = "stopped" if why == "hurt" else "paused"
        if not self._keys:
            yield "(paused; it continues by itself)", "aside"
        elif now.waits:
            yield "(paused for as long as that takes to say again)", "aside"
        elif self._aloud:
            for words in (f"({state})", *_keys_below_each_other(_known(now))):
                yield words, "aside"
        else:
            yield f"({state}: {_keys(_known(now))})", "aside"

    def _resumed(self, now: player.Snapshot) -> Iterator[tuple[str, Style]]:
        segment = self._segment
        if segment is None or segment.kind not in ("move", "hold", "return"):
            return
        if now.segment is None or now.segment.index != segment.index:
            return  # it goes on elsewhere: after pain, not with what hurt
        left = f" ({_seconds(now.left)} left)" if segment.kind == "hold" and now.left else ""
        yield segment.text + left, _OF_KIND[segment.kind]

    def _ended(self, event: player.SessionEnded, now: player.Snapshot) -> Iterator[tuple[str, Style]]:
        whole = sum(result.outcome == "done" for result in now.results)
        word = "Done" if event.outcome == "done" else "Ended"
        yield "", ""
        exercises = f"{whole} of {count(len(self._blocks), 'exercise')}"
        moves = f"{event.done} of {event.planned} movements and holds"
        yield f"{word} after {roughly(now.session_elapsed)}: {exercises}, {moves}.", "title"

    def _viewed(self, view: player.View, now: player.Snapshot) -> Iterator[str]:
        if view == "unknown":
            if self._aloud:
                yield "(That key does nothing now; question mark shows all keys.)"
            else:
                yield f"(That key does nothing now. {_keys(_known(now))}; question mark shows all keys.)"
        elif view == "keys":
            yield from _keys_below_each_other(now.allowed)
            yield "(I shows this step in full, and how to come out of it, and pauses)"
        elif view == "details" and now.block is not None and now.segment is not None:
            yield f"({now.block.name}: {now.segment.full})"
            for note in now.block.notes:
                yield f"({note})"
            yield f"(To come out of it at any time: {now.block.way_out_text})"

    # --- lines ----------------------------------------------------------------------------------

    def _wrapped(self, text: str, style: Style, at: Ms) -> Iterator[Text]:
        """``text`` in lines of the terminal's width, its time at the left of the first."""
        cells = max(10, min(self._width(), _WIDEST))
        column = _TIME_COLUMN if cells >= _WITH_TIMES and style != "title" and not self._aloud else 0
        for number, line in enumerate(wrap(clean(text), cells - column)):
            time = "" if number or style == "note" else clock(at - at % 1_000)
            margin = f"{time:>{column - 2}}  " if line and column else ""
            yield Text.assemble((margin, "aside"), (line, "aside" if style == "note" else style))

    def _write(self, said: Iterable[tuple[str, Style]], at: Ms) -> None:
        with self._console.capture() as capture:  # a reader that has left is the loop's to notice
            for text, style in said:
                for line in self._wrapped(text, style, at):
                    self._console.print(line, soft_wrap=True)
        self._stream.write(capture.get())


def _known(now: player.Snapshot) -> Sequence[player.Command]:
    """The keys to name, of those that work now."""
    if now.hurt_about is not None:
        return now.allowed
    return [key for key in (_PAUSED_KEYS if now.state == "paused" else _FIRST_KEYS) if key in now.allowed]


def _keys(commands: Iterable[player.Command]) -> str:
    return "; ".join(KEYS_IN_WORDS[command] for command in commands if command in KEYS_IN_WORDS)


def _keys_below_each_other(commands: Iterable[player.Command]) -> Iterator[str]:
    return (f"({KEYS_IN_WORDS[command]})" for command in commands if command in KEYS_IN_WORDS)


def _seconds(ms: Ms) -> str:
    return count(max(1, round(ms / 1_000)), "second")
