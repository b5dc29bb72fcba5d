"""A head: balls for skull, face, jaw and hair, and which of them lies over which."""

from __future__ import annotations

from lrx_cli.figure.camera import Camera
from lrx_cli.figure.palette import FAR, HAIR, LINE, MOVING, SHADE, SKIN
from lrx_cli.figure.parts import Detail, Part
from lrx_cli.figure.shapes import Ellipse, Fill, lit
from lrx_cli.figure.skeleton import Skeleton
from lrx_cli.figure.vectors import Vec, add, dot, scale

HEAD_SIZE = 1.12
"""Larger than life: the eye looks for faces."""


def head(body: Skeleton, camera: Camera, moving: bool, detail: Detail) -> Part:
    center = body.joints["head"]
    up, forward, right = body.frames["head"]

    def at(above: float, ahead: float, aside: float = 0.0) -> Vec:
        k = HEAD_SIZE
        return add(
            center,
            add(scale(up, above * k), add(scale(forward, ahead * k), scale(right, aside * k))),
        )

    def ball(
        above: float, ahead: float, tall: float, deep: float, wide: float, aside: float = 0.0
    ) -> Ellipse:
        k = HEAD_SIZE
        axes = (scale(right, wide * k), scale(forward, deep * k), scale(up, tall * k))
        return camera.ellipse(at(above, ahead, aside), axes)

    facing = dot(forward, camera.toward)  # 1: looks at the viewer; -1: away
    skin = MOVING if moving else SKIN
    skull = ball(1.5, -1.0, 10.2, 9.6, 8.0)
    face = ball(-1.6, 1.8, 9.2, 8.0, 7.2)
    jaw = ball(-7.4, 4.4, 4.4, 4.6, 4.6)
    back_hair = ball(-0.5, -5.6, 8.6, 5.4, 7.6)
    top_hair = ball(7.4, -2.0 + 1.5 * max(0.0, facing), 5.6, 9.4, 8.2)
    features: list[Fill]
    if detail.shading:
        features = [
            (jaw, skin + SHADE),
            (face, skin + SHADE),
            (lit(face, 0.9, 0.1), skin),
            (lit(jaw, 0.86, 0.12), skin),
        ]
    else:
        features = [(jaw, skin), (face, skin)]
    nose = camera.capsules([(at(0.8, 9.0), 1.3), (at(-2.6, 10.9), 1.9)])
    features += [(shape, skin) for shape in nose]
    if detail.face:
        for sign in (1.0, -1.0):
            outlook = add(scale(forward, 0.75), scale(right, 0.66 * sign))
            if dot(outlook, camera.toward) > 0.3:
                features.append((ball(0.6, 7.6, 1.3, 0.8, 0.9, 3.6 * sign), LINE))
    fills: list[Fill]
    if facing <= -0.8:
        fills = features + detail.toned([skull, back_hair, top_hair], HAIR)
    elif dot(up, camera.toward) < -0.35:
        # Seen from the feet the crown lies behind the face; else there would be no face.
        fills = detail.toned([skull, top_hair], HAIR) + features
        if facing < 0.1:
            fills += detail.toned([back_hair], HAIR)
    else:
        hair = [back_hair, top_hair] if facing < 0.55 else [top_hair]
        fills = detail.toned([skull], HAIR) + features + detail.toned(hair, HAIR)
    if detail.face and -0.8 < facing < 0.75:
        ear = skin + SHADE if detail.shading else SKIN + FAR
        for sign in (1.0, -1.0):
            if dot(add(scale(right, sign), scale(forward, 0.3)), camera.toward) > 0.35:
                fills.append((ball(-1.6, -0.6, 2.3, 1.7, 0.8, 7.2 * sign), ear))
    gap = detail.rim([skull, face, jaw])
    return Part("head", camera.nearness(center), gap, fills)
