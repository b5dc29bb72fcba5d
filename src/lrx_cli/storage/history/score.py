"""A compiled timeline as bytes, so that a session can be resumed after catalog or program have changed."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any

from lrx_cli.core.catalog.exercise import Dose, Why
from lrx_cli.core.timeline.timeline import Block, Cue, Posed, Segment, Timeline

FORMAT = 1
"""Of what is packed. A timeline of another format is not resumed."""
LARGEST = 16_777_216
"""Bytes, unpacked; the longest session has a hundredth of it."""
_RANGES = ("setup", "body", "leaving", "easier")


def pack(timeline: Timeline) -> bytes:
    document = {
        "format": FORMAT,
        "routine": timeline.routine,
        "level": timeline.level,
        "teach": timeline.teach,
        "planned": timeline.planned,
        "finish": dict(timeline.finish),
        "blocks": [_packed_block(block) for block in timeline.blocks],
        "segments": timeline.segments,
    }
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode("ascii"), 6)


def unpack(packed: bytes) -> Timeline | None:
    """``None``: made by a version of lrx that wrote timelines in another way."""
    engine = zlib.decompressobj()
    document = json.loads(engine.decompress(packed, LARGEST))
    if document["format"] != FORMAT:
        return None
    return Timeline(
        document["routine"],
        document["level"],
        document["teach"],
        tuple(_block(block) for block in document["blocks"]),
        tuple(_segment(cells) for cells in document["segments"]),
        document["planned"],
        document["finish"],
    )


def _packed_block(block: Block) -> dict[str, Any]:
    packed = block._asdict()
    packed |= {name: _span(packed[name]) for name in _RANGES}
    packed["approach"] = {origin: _span(row) for origin, row in block.approach.items()}
    packed["dose"] = asdict(block.dose)
    return packed


def _span(row: range) -> list[int]:
    return [row.start, row.stop]


def _block(packed: dict[str, Any]) -> Block:
    why = {name: tuple(codes) for name, codes in packed["dose"]["why"].items()}
    return Block(
        **{
            **packed,
            **{name: range(*packed[name]) for name in _RANGES},
            "approach": {origin: range(*span) for origin, span in packed["approach"].items()},
            "needs": tuple(packed["needs"]),
            "notes": tuple(packed["notes"]),
            "loads": tuple(packed.get("loads", ())),
            "dose": Dose(**{**packed["dose"], "why": Why(**why)}),
        }
    )


def _segment(cells: list[Any]) -> Segment:
    segment = Segment(*cells)
    return segment._replace(
        cues=tuple(Cue(*cue) for cue in segment.cues),
        poses=tuple(Posed(*posed) for posed in segment.poses),
    )
