"""Plays a timeline: gets the time and what was asked for, and returns what happened.

``Player`` is the door. Its events and snapshots can be imported from here; what knows more of a session (the
page for a phone, the history) imports the modules.
"""

from lrx_cli.core.player.bookmark import Bookmark
from lrx_cli.core.player.events import (
    Changed,
    Command,
    CueDue,
    Event,
    Lost,
    Paused,
    Reported,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
    Why,
)
from lrx_cli.core.player.keymap import KEYS, Keymap, View
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import ExerciseResult, Snapshot

__all__ = [
    "KEYS",
    "Bookmark",
    "Changed",
    "Command",
    "CueDue",
    "Event",
    "ExerciseResult",
    "Keymap",
    "Lost",
    "Paused",
    "Player",
    "Reported",
    "Resumed",
    "SegmentEnded",
    "SegmentStarted",
    "SessionEnded",
    "SessionStarted",
    "Snapshot",
    "View",
    "Why",
]
