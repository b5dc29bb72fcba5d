"""The key poses of an exercise side by side, as one SVG for a page that may be light or dark."""

from __future__ import annotations

import re
from html import escape

from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.palette import DARK, EMPTY, INKS, LIGHT, LINE, Palette
from lrx_cli.figure.svg import drawing, svg, view_box

MOST = 3
WIDTH, HIGHEST = 150, 150
"""Of one pose, in pixels."""
PADDING = 8

_NUMBERS: Palette = tuple(range(INKS))
"""Each ink as a color of its own, by which it is found again in the paths and given a name."""
_OUTLINE = f'fill="#{LINE:06x}" stroke="#{LINE:06x}"'
_INK = re.compile(r'fill="#([0-9a-f]{6})"')


def strip(figure: Figure) -> str:
    """At most three poses, on a card that is as light or as dark as the page around it says it is.

    Where nobody reads the rule about dark pages it is light.
    """
    scenes = figure.panels(MOST)
    _, _, across, upward = view_box(figure)
    high = min(HIGHEST, round(WIDTH * upward / across))
    width, height = len(scenes) * WIDTH + 2 * PADDING, high + 2 * PADDING
    poses = [_pose(scene, PADDING + place * WIDTH, high) for place, scene in enumerate(scenes)]
    inks = sorted({int(ink) for pose in poses for ink in re.findall(r'class="i(\d+)"', pose)})
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
            f' height="{height}" role="img" aria-labelledby="title">',
            f'<title id="title">{escape(figure.alt, quote=False)}</title>',
            f"<style>{_colors(inks, LIGHT)}",
            f"@media (prefers-color-scheme:dark){{{_colors(inks, DARK)}}}</style>",
            f'<rect class="card" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>',
            *poses,
            "</svg>",
            "",
        ]
    )


def _pose(scene: Scene, x: int, height: int) -> str:
    found = re.search(r'viewBox="[^"]+"', svg(scene))
    assert found is not None
    paths = "\n".join(drawing(scene, _NUMBERS)).replace(_OUTLINE, 'class="line"')
    paths = _INK.sub(lambda ink: f'class="i{int(ink[1], 16)}"', paths)
    place = f'x="{x}" y="{PADDING}" width="{WIDTH}" height="{height}"'
    return f"<svg {place} {found[0]}>\n{paths}\n</svg>"


def _colors(inks: list[int], palette: Palette) -> str:
    rules = [
        f".card{{fill:#{palette[EMPTY]:06x};stroke:#8884}}",
        f".line{{fill:#{palette[LINE]:06x};stroke:#{palette[LINE]:06x}}}",
        *(f".i{ink}{{fill:#{palette[ink]:06x}}}" for ink in inks),
    ]
    return "".join(rules)
