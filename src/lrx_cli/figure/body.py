"""A skeleton as a person with clothes: head, trunk, limbs, and the strap in the hands."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from lrx_cli.figure.geometry import (
    Camera,
    Capsule,
    Detail,
    Ellipse,
    Fill,
    Part,
    Vec,
    along,
    cross,
    dot,
    mix,
    scale,
    skin_over,
    sub,
    unit,
)
from lrx_cli.figure.palette import FAR, HAIR, LINE, MOVING, PILLOW, SHADE, SHIRT, SHOE, SKIN, TRIM, TROUSERS
from lrx_cli.figure.pose import SIDES, other_side
from lrx_cli.figure.props import Strap
from lrx_cli.figure.skeleton import Skeleton

TRUNK = (
    (-7, 11.5, 7.5, -2.0), (-4, 14.5, 10.0, -1.6), (0, 16.6, 11.4, -1.2), (4, 16.6, 11.2, -0.6),
    (8, 15.6, 10.2, 0.0), (12, 14.2, 9.2, 0.3), (16, 13.3, 8.7, 0.5), (20, 13.2, 8.7, 0.5),
    (24, 13.8, 9.2, 0.6), (28, 14.6, 10.0, 0.8), (32, 15.4, 10.7, 1.0), (36, 16.2, 11.2, 1.0),
    (40, 16.8, 11.3, 0.8), (44, 17.0, 10.8, 0.4), (48, 16.6, 9.8, 0.0), (51, 14.8, 8.6, -0.3),
    (54, 11.0, 7.2, -0.3), (56, 8.0, 6.2, 0.0),
)  # fmt: skip
"""Sections of the trunk: height along the spine, half width, half depth, how far forward."""
Profile = Sequence[tuple[float, float]]
"""Places along something, and a measure at each of them."""
BACK = [(height, depth - ahead) for height, _, depth, ahead in TRUNK]
"""By height along the spine: centimeters from there to the skin of the back."""
SECTION_HEIGHT = 4.6
WAISTBAND = 9
"""Trousers below this height along the spine, shirt above."""

STRIPE = (12, 51)
"""From where to where the stripe on the shirt's front runs along the spine."""
STRIPE_HALF_WIDTH = 1.7
STRIPE_SEEN_FROM = 0.24
"""Cosine of the angle between the chest's front and the viewer from which the stripe is drawn."""

LIMB_RADII = {
    "upper_arm": ((0.0, 5.4), (0.5, 4.7), (1.0, 4.0)),
    "forearm": ((0.0, 4.0), (0.3, 4.2), (1.0, 2.8)),
    "thigh": ((0.0, 9.4), (0.45, 8.2), (1.0, 5.7)),
    "shin": ((0.0, 5.6), (0.32, 6.0), (1.0, 3.5)),
    "hand": ((0.0, 3.0), (0.45, 3.7), (1.0, 2.2)),
}
SLEEVE = ((0.0, 5.9), (0.42, 5.3))
GAPS = {
    "upper_arm": (0.30, 0.72),
    "forearm": (0.25, 0.95),
    "thigh": (0.30, 0.72),
    "shin": (0.25, 0.95),
    "hand": (0.45, 1.0),
}
"""The stretch of a bone that gets a gap: not its root, or every joint would look cut."""
FAR_SIDE_DISTANCE = 6.5
"""Centimeters by which one hip or shoulder must be nearer for the other side to count as the far one."""
OVER_EVERYTHING = 1e5
STRAP = 1.6
"""Half of a strap's width, in centimeters."""
HEAD_SIZE = 1.12
"""Larger than life: the eye looks for faces."""


def person(
    body: Skeleton, camera: Camera, highlight: Collection[str], detail: Detail, strap: Strap | None = None
) -> list[Part]:
    """The parts of a person, and the strap in the hands, back to front."""
    painter = _Painter(body, camera, frozenset(highlight), detail)
    trunk, head = painter.trunk(), _Head(body, camera, "head" in highlight, detail).part()
    parts = [painter.neck(min(trunk.nearness, head.nearness)), trunk, head]
    for side in SIDES:
        parts += [*(painter.bone(side, kind) for kind in LIMB_RADII), painter.foot(side)]
    if "spine" in highlight:
        parts.append(painter.spine())
    if strap is not None:
        parts += painter.strap(strap)
    return sorted(parts, key=lambda part: part.nearness)


class _Painter:
    def __init__(self, body: Skeleton, camera: Camera, highlight: frozenset[str], detail: Detail) -> None:
        self.body, self.camera, self.highlight, self.detail = body, camera, highlight, detail
        self.far_leg = self._far_side("hip")
        self.far_arm = self._far_side("shoulder")
        self.sections = [(section, body.spine_at(section[0])) for section in TRUNK]

    def _far_side(self, joint: str) -> str | None:
        if self.camera.looks_down:
            return None
        joints, nearness = self.body.joints, self.camera.nearness
        lead = nearness(joints[f"right_{joint}"]) - nearness(joints[f"left_{joint}"])
        if abs(lead) < FAR_SIDE_DISTANCE:
            return None
        return "left" if lead > 0 else "right"

    def _ink(self, name: str, plain: int, far_side: str | None) -> int:
        far = FAR if far_side is not None and name.startswith(far_side) else 0
        if name in self.highlight:
            # One highlighted limb is bright wherever it is; of a pair the far one is dimmer.
            return MOVING + (far if other_side(name) in self.highlight else 0)
        return plain + far

    def trunk(self) -> Part:
        least = self.detail.least_radius
        sections: list[tuple[Ellipse, int]] = []
        moving = {name for name in ("chest", "pelvis") if {name, "trunk"} & self.highlight}
        for (height, width, depth, ahead), (place, (up, forward, right)) in self.sections:
            across, deep = scale(right, max(width, least)), scale(forward, max(depth, least))
            axes = across, deep, scale(up, SECTION_HEIGHT)
            ellipse = self.camera.ellipse(along(place, forward, ahead), axes)
            name, plain = ("pelvis", TROUSERS) if height < WAISTBAND else ("chest", SHIRT)
            ink = MOVING if name in moving else plain
            sections.append((ellipse, ink))
        if self.detail.shading:
            fills = skin_over([(ellipse, ink + SHADE) for ellipse, ink in sections])
            fills += skin_over([(ellipse.lit(), ink) for ellipse, ink in sections])
        else:
            fills = skin_over(sections)
        fills += self._stripe(MOVING + SHADE if "chest" in moving else TRIM)
        middle, _ = self.body.spine_at(28)
        larger = skin_over([(ellipse.grown(self.detail.gap), LINE) for ellipse, _ in sections])
        rims = [shape for shape, _ in larger]
        return Part("trunk", self.camera.nearness(middle), rims, fills)

    def neck(self, nearness: float) -> Part:
        """Behind the trunk and the head, whichever of them is the nearer one."""
        nape, _ = self.body.spine_at(53)
        throat = along(self.body.joints["skull"], self.body.frames["head"].up, 4)
        line = self.camera.capsules([(nape, 6.4), (throat, 5.0)], self.detail.least_radius)
        return Part("neck", nearness, (), self.detail.toned(line, SKIN))

    def _stripe(self, ink: int) -> list[Fill]:
        """Down the front of the shirt, where it faces the viewer."""
        places: list[tuple[Vec, float]] = []
        for (height, _, depth, ahead), (place, (_, forward, _)) in self.sections:
            if STRIPE[0] <= height <= STRIPE[1]:
                if dot(forward, self.camera.toward) < STRIPE_SEEN_FROM:
                    if places:
                        break
                    continue
                places.append((along(place, forward, ahead + 0.92 * depth), STRIPE_HALF_WIDTH))
        return [(shape, ink) for shape in self.camera.capsules(places, 0.8 * self.detail.least_radius)]

    def spine(self) -> Part:
        """A line along the spine, its lower part bright: a pelvic tilt would be invisible otherwise."""
        width = max(1.6, self.detail.least_radius * 0.9)
        places = []
        for height in range(-1, 54, 3):
            place, frame = self.body.spine_at(height)
            places.append((along(place, frame.forward, -0.55 * _interpolated(BACK, height)), width))
        line = self.camera.capsules(places)
        fills = [(capsule, MOVING if 2 <= i <= 9 else MOVING + FAR) for i, capsule in enumerate(line)]
        return Part("spine", OVER_EVERYTHING, self.detail.rim(line, 0.8), fills)

    def strap(self, strap: Strap) -> list[Part]:
        """Two halves, one on each side of the bone, so that it goes around it."""
        root, end = self.body.bone(strap.around)
        back, way = mix(root, end, strap.along), unit(sub(end, root))
        _, radius = LIMB_RADII[strap.around.partition("_")[2]][1]
        hands = {side: mix(*self.body.bone(f"{side}_hand"), 0.5) for side in SIDES}
        # The strap lies on the side of the bone that the hands pull away from.
        pull = sub(mix(hands["left"], hands["right"], 0.5), back)
        pull = unit(sub(pull, scale(way, dot(pull, way))))
        across = unit(cross(way, pull))
        parts = []
        for name, hand in hands.items():
            outward = 1.0 if dot(sub(hand, back), across) > 0 else -1.0
            behind = along(back, pull, -0.7 * radius)
            beside = along(along(back, across, outward * radius), pull, -0.2 * radius)
            places = [(place, STRAP) for place in (behind, beside, hand)]
            shapes = self.camera.capsules(places, 0.8 * self.detail.least_radius)
            rim, fills = self.detail.rim(shapes, 0.5), self.detail.toned(shapes, PILLOW)
            parts.append(Part(f"{name}_strap", self.camera.nearness(beside), rim, fills))
        return parts

    def bone(self, side: str, kind: str) -> Part:
        name = f"{side}_{kind}"
        root, end = self.body.bone(name)

        def stretch(radii: Profile) -> list[Capsule]:
            places = [(mix(root, end, share), radius) for share, radius in radii]
            return self.camera.capsules(places, self.detail.least_radius)

        leg = kind in ("thigh", "shin")
        far_side = self.far_leg if leg else self.far_arm
        ink = self._ink(name, TROUSERS if leg else SKIN, far_side)
        fills = self.detail.toned(stretch(LIMB_RADII[kind]), ink)
        if kind == "upper_arm" and name not in self.highlight:
            fills += self.detail.toned(stretch(SLEEVE), SHIRT + (FAR if side == far_side else 0))
        gap = stretch([(share, _interpolated(LIMB_RADII[kind], share)) for share in GAPS[kind]])
        return Part(name, self.camera.nearness(mix(root, end, 0.5)), self.detail.rim(gap), fills)

    def foot(self, side: str) -> Part:
        ankle, heel, ball, toe = (
            self.body.joints[f"{side}_{joint}"] for joint in ("ankle", "heel", "ball", "toe")
        )
        chains = ((ankle, 3.7), (heel, 3.3), (ball, 2.8)), ((ankle, 3.7), (ball, 2.8), (toe, 2.2))
        back, front = (self.camera.capsules(chain, self.detail.least_radius) for chain in chains)
        fills = self.detail.toned(back + front, self._ink(f"{side}_foot", SHOE, self.far_leg))
        rim = self.detail.rim([back[1], front[1]])
        return Part(f"{side}_foot", self.camera.nearness(mix(ankle, ball, 0.5)), rim, fills)


class _Head:
    """Ellipsoids for skull, face, jaw and hair, in the order in which this view has them cover each other."""

    def __init__(self, body: Skeleton, camera: Camera, moving: bool, detail: Detail) -> None:
        self.center, self.frame = body.joints["head"], body.frames["head"]
        self.camera, self.detail = camera, detail
        self.facing = dot(self.frame.forward, camera.toward)
        """1: looks at the viewer; -1: away."""
        self.skin = MOVING if moving else SKIN
        self.skull = self.ball(1.5, -1.0, 10.2, 9.6, 8.0)
        self.face = self.ball(-1.6, 1.8, 9.2, 8.0, 7.2)
        self.jaw = self.ball(-7.4, 4.4, 4.4, 4.6, 4.6)

    def at(self, above: float, ahead: float, aside: float = 0.0) -> Vec:
        return along(self.center, self.frame.vector(above, ahead, aside), HEAD_SIZE)

    def ball(
        self, above: float, ahead: float, tall: float, deep: float, wide: float, aside: float = 0.0
    ) -> Ellipse:
        sizes = zip(self.frame, (tall, deep, wide), strict=True)
        axes = [scale(direction, size * HEAD_SIZE) for direction, size in sizes]
        return self.camera.ellipse(self.at(above, ahead, aside), axes)

    def part(self) -> Part:
        fills = self._with_hair(self._features()) + self._ears()
        rim = self.detail.rim([self.skull, self.face, self.jaw])
        return Part("head", self.camera.nearness(self.center), rim, fills)

    def _features(self) -> list[Fill]:
        """Face, nose and eyes."""
        skin, face, jaw = self.skin, self.face, self.jaw
        found: list[Fill] = [(jaw, skin), (face, skin)]
        if self.detail.shading:
            found = [(jaw, skin + SHADE), (face, skin + SHADE)]
            found += [(face.lit(0.9, 0.1), skin), (jaw.lit(0.86, 0.12), skin)]
        nose = self.camera.capsules([(self.at(0.8, 9.0), 1.3), (self.at(-2.6, 10.9), 1.9)])
        found += [(shape, skin) for shape in nose]
        for sign in (1.0, -1.0) if self.detail.face else ():
            outlook = self.frame.vector(0.0, 0.75, 0.66 * sign)
            if dot(outlook, self.camera.toward) > 0.3:
                found.append((self.ball(0.6, 7.6, 1.3, 0.8, 0.9, 3.6 * sign), LINE))
        return found

    def _with_hair(self, features: list[Fill]) -> list[Fill]:
        toned, facing = self.detail.toned, self.facing
        back = self.ball(-0.5, -5.6, 8.6, 5.4, 7.6)
        top = self.ball(7.4, -2.0 + 1.5 * max(0.0, facing), 5.6, 9.4, 8.2)
        if facing <= -0.8:
            return features + toned([self.skull, back, top], HAIR)
        if dot(self.frame.up, self.camera.toward) < -0.35:
            # Seen from the feet the crown lies behind the face; else there would be no face.
            return toned([self.skull, top], HAIR) + features + (toned([back], HAIR) if facing < 0.1 else [])
        hair = [back, top] if facing < 0.55 else [top]
        return toned([self.skull], HAIR) + features + toned(hair, HAIR)

    def _ears(self) -> list[Fill]:
        if not self.detail.face or not -0.8 < self.facing < 0.75:
            return []
        ink = self.skin + SHADE if self.detail.shading else SKIN + FAR
        return [
            (self.ball(-1.6, -0.6, 2.3, 1.7, 0.8, 7.2 * sign), ink)
            for sign in (1.0, -1.0)
            if dot(self.frame.vector(0.0, 0.3, sign), self.camera.toward) > 0.35
        ]


def _interpolated(profile: Profile, at: float) -> float:
    for (low, value), (high, other) in itertools.pairwise(profile):
        if at <= high:
            return value + (other - value) * max(0.0, at - low) / (high - low)
    return profile[-1][1]
