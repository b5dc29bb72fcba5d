"""Plays a timeline: gets the time and what was asked for, and returns what happened.

``Player`` is the door. What its events and snapshots are made of is here, and the keymap, which says what a
key asks for; everything else is the player's own.
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
