"""A session as one HTML file that plays in a browser without a network: the phone beside the mat.

The page has no rules of its own. What follows what, how a line sounds and how a movement looks is in its
data (:mod:`lrx_cli.exports.page.data`). ``page.js`` joins the sounds of what is left to one track, and shows
what the track is at: the sound goes on where a phone is locked or its browser busy, and it is, byte for byte,
what ``sound_file`` writes.
"""

from __future__ import annotations

import os.path
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from lrx_cli.core.timeline import Block, Timeline
from lrx_cli.exports.page.data import Chapter, FigureOf, Page, PageData, Progress, Recording
from lrx_cli.figure.palette import DARK, LIGHT, LINE
from lrx_cli.figure.svg import OUTER, OUTLINE, inked, view_box
from lrx_cli.text import clean, count


def render(
    page: Page,
    timeline: Timeline,
    recording: Recording,
    figure_of: FigureOf,
    *,
    volume: int = 100,
    progress: Progress = lambda done, of: None,
) -> str:
    """The document. ``recording``: for a page without a voice, one that gives ``None``."""
    script, style = _own_file("page.js"), _own_file("page.css") + _colors()
    data = PageData(timeline, recording, figure_of).packed(page, volume, progress)
    minutes = max(1, round(timeline.duration / 60_000))
    values = {
        "TITLE": escape(clean(page.title)),
        "ABOUT": f"{count(len(page.chapters), 'exercise')}, {count(minutes, 'minute')}. "
        f"You need: {escape(clean(page.needs))}.",
        "CHANGED": f"<ul>{_items(page.changed)}</ul>" if page.changed else "",
        "POLICY": f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "media-src blob:; base-uri 'none'; form-action 'none'",
        "STYLE": style,
        "SCRIPT": script,
        "DATA": data,
        "NOTICE": escape(clean(page.notice)),
        "SIGNS": _items(page.signs),
        "EMERGENCY": escape(clean(page.emergency)),
        "CHAPTERS": "".join(
            _chapter(chapter, _picture(timeline, block, figure_of))
            for chapter, block in zip(page.chapters, timeline.blocks, strict=False)
        ),
    }
    parts = _own_file("page.html").split("@@")
    return "".join(values[part] if place % 2 else part for place, part in enumerate(parts))


def _chapter(chapter: Chapter, picture: str) -> str:
    minutes, seconds = divmod(chapter.begins // 1_000, 60)
    return (
        f'<li><h3 dir="auto">{escape(clean(chapter.name))}</h3>{picture}<p>{escape(clean(chapter.dose))} '
        f'<span class="small">At {minutes}:{seconds:02}.</span></p>'
        f'<ol dir="auto">{_items(chapter.steps)}</ol>'
        f'<p class="small" dir="auto">{escape(clean(chapter.limit))}</p></li>'
    )


def _picture(timeline: Timeline, block: Block, figure_of: FigureOf) -> str:
    """Where the first hold is, or the first movement leads: for paper, and where no script runs."""
    figure, pose = figure_of(block.exercise, block.variant), None
    for segment in timeline.segments[block.body.start : block.body.stop]:
        if pose and segment.kind == "hold":
            break
        pose = pose or next((posed.pose for posed in segment.poses if segment.kind == "move"), None)
    if figure is None or pose is None or pose not in figure.poses:
        return ""
    paths = "".join(
        f'<path class="{f"i{ink}" if ink != OUTER else "outer"}" d="{data}"/>'
        for _, ink, data in inked(figure.still(pose), shading=False)
    )
    box = " ".join(f"{number:.1f}" for number in view_box(figure))
    label = escape(clean(figure.alt))
    return (
        f'<svg viewBox="{box}" preserveAspectRatio="xMinYMid" role="img" aria-label="{label}">{paths}</svg>'
    )


def _items(texts: Iterable[str]) -> str:
    return "".join(f'<li dir="auto">{escape(clean(text))}</li>' for text in texts)


def _own_file(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _colors() -> str:
    """The palettes as variables, and a class for each ink."""
    light, dark = (
        ":root{" + "".join(f"--i{ink}:#{color:06x};" for ink, color in enumerate(palette) if color) + "}"
        for palette in (LIGHT, DARK)
    )
    inks = "".join(f".i{ink}{{fill:var(--i{ink})}}" for ink, color in enumerate(LIGHT) if color)
    line = f"var(--i{LINE})"
    outer = f".outer{{fill:{line};stroke:{line};stroke-width:{2 * OUTLINE:g};stroke-linejoin:round}}"
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}{inks}{outer}"
