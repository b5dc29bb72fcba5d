"""The score of a session: what will be shown, said and toned, and when.

Here is what a score is made of. ``compile`` makes one of a plan; it is imported from its module, for it needs
the catalog, which a history that is only read does without.
"""

from lrx_cli.core.timeline.timeline import (
    Block,
    Cue,
    Kind,
    Outcome,
    Posed,
    Segment,
    Timeline,
    big_word,
    named_side,
    rolls_over,
    side_told_at,
)

__all__ = [
    "Block",
    "Cue",
    "Kind",
    "Outcome",
    "Posed",
    "Segment",
    "Timeline",
    "big_word",
    "named_side",
    "rolls_over",
    "side_told_at",
]
