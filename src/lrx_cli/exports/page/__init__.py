"""A session as one HTML file that plays in a browser without a network: the phone beside the mat.

The page has no rules of its own. What follows what, how a line sounds and how a movement looks is in its
data (:mod:`lrx_cli.exports.page.data`). Its scripts join the sounds of what is left to one track, and show
what the track is at: the sound goes on where a phone is locked or its browser busy, and it is, byte for byte,
what ``sound_file`` writes.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from lrx_cli.core import words
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.planning.plan import Plan, Planned
from lrx_cli.core.timeline import Block, Timeline
from lrx_cli.errors import LrxError
from lrx_cli.exports import as_html, list_items
from lrx_cli.exports.page.data import PageData, Recording
from lrx_cli.exports.page.drawings import FigureOf, Progress
from lrx_cli.exports.sound_file import chapters
from lrx_cli.figure.palette import DARK, LIGHT, LINE
from lrx_cli.figure.svg import OUTER, OUTLINE, inked, view_box
from lrx_cli.text import count, sentence

_SCRIPTS = ("unpack.js", "track.js", "route.js", "player.js", "record.js", "view.js")
"""One script, in this order."""

BASE, PLAIN = 111, 94
"""Digits, and how many of them are a letter alone: all that can be printed but ``<``, which begins a tag."""
_GROUP, _BITS, _LONG = 27, 27, range(189, -1, -27)
"""So many bytes are eight numbers of so many bits, and those are four digits each."""
_FIRST_WIDE = 0xA0
"""Of the letters that take two bytes, the first that is not a control character."""
_LARGE = 6_000_000
"""Bytes from which on a page is packed faster and larger: it stays within three seconds."""
_GREATER = re.compile(rf"[\x{PLAIN:02x}-\x{BASE - 1:02x}].", re.DOTALL)
_PRINTED = {digit: chr(digit + 32 + (digit >= ord("<") - 32)) for digit in range(PLAIN)}


def render(
    title: str,
    plan: Plan,
    timeline: Timeline,
    safety: Safety,
    recording: Recording,
    figure_of: FigureOf,
    *,
    names: Mapping[str, str],
    volume: int = 100,
    progress: Progress = lambda done, of: None,
) -> str:
    """The document. ``recording``: for a page without a voice, one that gives ``None``. ``names``: of all
    exercises, by id."""
    script, style = "\n".join(map(_own_file, _SCRIPTS)), _own_file("page.css") + _colors()
    data = PageData(timeline, recording, figure_of, safety.emergency.text, names)
    changed = words.changed_words(plan, names)
    minutes = max(1, round(timeline.duration / 60_000))
    values = {
        "TITLE": as_html(title),
        "ABOUT": f"{count(len(plan.lines), 'exercise')}, {count(minutes, 'minute')}. "
        f"You need: {as_html(words.needs_words(plan.needs))}.",
        "CHANGED": f"<ul>{list_items(changed)}</ul>" if changed else "",
        "POLICY": f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "media-src blob:; base-uri 'none'; form-action 'none'",
        "STYLE": style,
        "SCRIPT": script,
        "DATA": packed(data.whole(title, volume, progress)),
        "NOTICE": as_html(" ".join(safety.notice[1:])),
        "SIGNS": list_items(question.text for question in safety.warning_signs.questions),
        "EMERGENCY": as_html(safety.emergency.text),
        "CHAPTERS": "".join(
            _chapter(line, chapter.start, _picture(timeline, block, figure_of))
            for line, chapter, block in zip(plan.lines, chapters(timeline), timeline.blocks, strict=False)
        ),
    }
    parts = _own_file("page.html").split("@@")
    return "".join(values[part] if place % 2 else part for place, part in enumerate(parts))


def _chapter(line: Planned, begins: Ms, picture: str) -> str:
    """One exercise, to read before and without playing."""
    exercise, form = line.exercise, line.exercise.variant(line.dose.variant)
    dose = sentence(words.dose_words(exercise, line.dose, line.sides))
    steps = words.step_texts(exercise, line.level, form.id, line.dose.hold)
    return (
        f'<li><h3 dir="auto">{as_html(exercise.name)}</h3>{picture}<p>{as_html(dose)} '
        f'<span class="small">At {words.clock(begins)}.</span></p>'
        f'<ol dir="auto">{list_items(steps)}</ol>'
        f'<p class="small" dir="auto">{as_html(form.limit or exercise.limit)}</p></li>'
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
    drawn = inked(figure.still(pose), shading=False)
    paths = [f'<path class="i{one.ink}" d="{one.data}"/>' for one in drawn]
    # The outline is the person once more, in one color and with a stroke.
    place, name = [one.ink for one in drawn].index(OUTER), f"b{block.body.start}"
    behind, person = "".join(paths[:place]), "".join(paths[place + 1 :])
    shapes = f'{behind}<use class="outer" href="#{name}"/><g id="{name}">{person}</g>'
    box = " ".join(f"{number:.1f}" for number in view_box(figure))
    label = as_html(figure.alt)
    return (
        f'<svg viewBox="{box}" preserveAspectRatio="xMinYMid" role="img" aria-label="{label}">{shapes}</svg>'
    )


def _own_file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _colors() -> str:
    """The palettes as variables, and a class for each ink."""
    light, dark = (
        ":root{" + "".join(f"--i{ink}:#{color:06x};" for ink, color in enumerate(palette) if color) + "}"
        for palette in (LIGHT, DARK)
    )
    inks = "".join(f".i{ink}{{fill:var(--outer,var(--i{ink}))}}" for ink, color in enumerate(LIGHT) if color)
    line = f"var(--i{LINE})"
    outline = f"stroke:{line};stroke-width:{2 * OUTLINE:g};stroke-linejoin:round"
    outer = f".outer{{--outer:{line};fill:{line};{outline}}}"
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}{inks}{outer}"


# --- bytes as letters ----------------------------------------------------------------------------------


def packed(whole: bytes) -> str:
    """Bytes as letters, as short as text can be that any server or mail leaves alone. ``unpack.js`` reads it.

    They are squeezed by LZMA and written in base 111: four bytes of UTF-8 hold 27 bits (in base 64, 24). A
    digit below 94 is a printable letter of ASCII; a greater one and the digit after it are one letter of
    those that take two bytes. The first four bytes are the length of ``whole``.
    """
    return as_letters(len(whole).to_bytes(4, "little") + _squeezed(whole))


def _squeezed(whole: bytes) -> bytes:
    try:
        import lzma  # slow to import, and of use to nothing else
    except ImportError as error:  # a Python may be built without it
        raise LrxError("Writing a page needs Python's module lzma, which is not here.") from error
    effort = (
        {"mode": lzma.MODE_NORMAL, "mf": lzma.MF_BT4, "depth": 12}
        if len(whole) < _LARGE
        else {"mode": lzma.MODE_FAST, "mf": lzma.MF_HC4, "depth": 4}
    )
    settings = {"lc": 0, "lp": 0, "pb": 0, "nice_len": 48, "dict_size": 1 << 23}
    chain = [{"id": lzma.FILTER_LZMA1, **settings, **effort}]
    return lzma.compress(whole, lzma.FORMAT_RAW, filters=chain)


def as_letters(data: bytes) -> str:
    """In base 111, filled up with zeros."""
    pairs = [bytes(divmod(number, BASE)) for number in range(BASE * BASE)]
    digits = bytearray()
    for at in range(0, len(data), _GROUP):
        group = int.from_bytes(data[at : at + _GROUP].ljust(_GROUP, b"\0"), "big")
        for shift in _LONG:
            high, low = divmod(group >> shift & (1 << _BITS) - 1, BASE * BASE)
            digits += pairs[high]
            digits += pairs[low]
    digits.append(0)  # the last one may be the first of two

    def wide(found: re.Match[str]) -> str:
        first, second = map(ord, found[0])
        return chr(_FIRST_WIDE + (first - PLAIN) * BASE + second)

    return _GREATER.sub(wide, digits.decode("latin-1")).translate(_PRINTED)
