"""What a drawing's file says, as it is written: a pose names another one and what differs from it.

A file is checked against these dataclasses and read into them; ``figures`` turns them into what is drawn.
Centimeters and degrees; see ``figure/__init__.py`` for the directions. Everywhere ``None`` means that the
file does not say it, so that it stays as in the pose or the drawing behind it.
"""

from typing import Annotated, Literal

from lrx_cli.core.catalog.limits import (
    Description,
    Format,
    Id,
    Interval,
    Len,
    MaxLen,
    SchemaPath,
    Shape,
    Text,
)

Number = Annotated[float, Interval(ge=-400, le=400)]
Length = Annotated[float, Interval(gt=0, le=400)]
Share = Annotated[float, Interval(ge=0, le=1)]
Beyond = Annotated[float, Interval(ge=-2, le=3)]
Three = Annotated[tuple[Number, ...], Len(3, 3)]
Two = Annotated[tuple[Number, ...], Len(2, 2)]

Bone = Literal[
    "left_upper_arm", "right_upper_arm", "left_forearm", "right_forearm",
    "left_thigh", "right_thigh", "left_shin", "right_shin",
]  # fmt: skip
BodyPart = Literal[
    "left_upper_arm", "right_upper_arm", "left_forearm", "right_forearm",
    "left_thigh", "right_thigh", "left_shin", "right_shin", "pelvis", "chest", "head",
]  # fmt: skip
Moving = Literal[
    "trunk", "chest", "pelvis", "spine", "head",
    "left_upper_arm", "right_upper_arm", "left_forearm", "right_forearm", "left_hand", "right_hand",
    "left_thigh", "right_thigh", "left_shin", "right_shin", "left_foot", "right_foot",
]  # fmt: skip
Joint = Literal[
    "pelvis", "low_back", "chest", "skull", "head",
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
    "left_fingers", "right_fingers", "left_hip", "right_hip", "left_knee", "right_knee",
    "left_ankle", "right_ankle", "left_heel", "right_heel", "left_ball", "right_ball",
    "left_toe", "right_toe",
]  # fmt: skip
Highlight = Annotated[tuple[Moving, ...], MaxLen(15)]
Yaw = Annotated[float, Interval(ge=-180, le=180)]
Pitch = Annotated[float, Interval(ge=0, le=89)]
Joints = Annotated[tuple[Joint, ...], MaxLen(25)]


class LimbShape(Shape):
    """Where a wrist or an ankle is: exactly one of ``at``, ``near`` and ``angles``."""

    at: Annotated[Three | None, Description("A place in the world: planted.")] = None
    near: Annotated[BodyPart | None, Description("Near a part of the body, and moving with it.")] = None
    along: Annotated[Share | None, Description("Where on that bone: 0 is its root, 1 its end.")] = None
    offset: Annotated[
        Three | None,
        Description("From there: x, y, z of the world; of pelvis, chest, head: up, forward, right."),
    ] = None
    angles: Annotated[
        Annotated[tuple[Two, ...], Len(2, 2)] | None,
        Description("Upper and lower bone: angle in the side plane (0 is +x, 90 up), and out of it."),
    ] = None
    pole: Annotated[Three | None, Description("Where elbow or knee points.")] = None
    tip: Annotated[Three | None, Description("Where fingers or toes point.")] = None
    tip_in: Annotated[Literal["chest"] | None, Description("The tip is up, forward, right of the chest.")] = (
        None
    )
    ankle: Annotated[
        Annotated[float, Interval(ge=-90, le=40)] | None,
        Description("Toes drawn in, in degrees from a right angle; negative: pointed."),
    ] = None


class PoseShape(Shape):
    """What differs from the pose it starts from: ``from``, or else the figure's base."""

    from_: Annotated[Id | None, Description("Another pose; its own name: the one it replaces.")] = None
    mirror: Annotated[Id | None, Description("Left and right of that pose exchanged.")] = None
    part: Annotated[Share | None, Description("Only this share of the way from ``from`` to ``to``.")] = None
    to: Id | None = None
    root: Annotated[Three | None, Description("The point between the hips.")] = None
    turn: Annotated[Three | None, Description("Yaw, pitch, twist of the pelvis.")] = None
    lumbar: Annotated[
        Three | None, Description("Degrees over the region: forward, to the right, turned left.")
    ] = None
    thoracic: Three | None = None
    neck: Three | None = None
    head: Three | None = None
    left_shrug: Annotated[Three | None, Description("The shoulder moved forward, up, out.")] = None
    right_shrug: Three | None = None
    left_arm: LimbShape | None = None
    right_arm: LimbShape | None = None
    left_leg: LimbShape | None = None
    right_leg: LimbShape | None = None


class ArrowShape(Shape):
    """Exactly one of ``trace`` (along a joint's way), ``push`` with ``way`` (straight) and ``curve``."""

    trace: Joint | None = None
    outward: Annotated[Number | None, Description("Pushed to the outside of its bend.")] = None
    shift: Three | None = None
    span: Annotated[
        Annotated[tuple[Beyond, ...], Len(2, 2)] | None,
        Description("From which share of the way to which."),
    ] = None
    push: Annotated[Three | None, Description("Where a straight arrow begins.")] = None
    way: Three | None = None
    curve: Annotated[
        Annotated[tuple[Three, ...], Len(3, 3)] | None, Description("Start, control point, end.")
    ] = None
    over: Annotated[bool, Description("In front of the body instead of behind it.")] = False


class MoveShape(Shape):
    from_: Id
    to: Id
    via: Annotated[Id | None, Description("A pose on the way.")] = None
    via_at: Annotated[Share | None, Description("After which share of the way.")] = None
    highlight: Annotated[Highlight | None, Description("What moves; left out: what usually does.")] = None
    arrow: ArrowShape | None = None


class PanelShape(Shape):
    """One of the pictures that show the exercise when nothing may move."""

    from_: Id
    to: Id
    at: Share


class ViewShape(Shape):
    yaw: Annotated[Yaw, Description("0: from the side; 90: from the feet of somebody on the back.")]
    pitch: Annotated[Pitch, Description("How far from above.")]
    close: Annotated[
        Joints | None, Description("What must be seen where the whole person would be too small.")
    ] = None


class GroundShape(Shape):
    from_: Number
    to: Number
    half_width: Length


class ChairShape(Shape):
    back_edge: Number
    height: Length
    depth: Length
    backrest: bool = True


class CounterShape(Shape):
    low: Three
    high: Three


class PillowShape(Shape):
    center: Three
    half_size: Three


class PropsShape(Shape):
    """What is around the person."""

    mat: GroundShape | None = None
    floor: GroundShape | None = None
    chair: ChairShape | None = None
    counter: CounterShape | None = None
    pillow: PillowShape | None = None


class StrapShape(Shape):
    """A belt from hand to hand around a bone."""

    around: Bone
    along: Share


Poses = Annotated[dict[Id, PoseShape], MaxLen(40)]
Moves = Annotated[tuple[MoveShape, ...], Len(1, 12)]
Panels = Annotated[tuple[PanelShape, ...], Len(1, 6)]


class PartialViewShape(Shape):
    yaw: Yaw | None = None
    pitch: Pitch | None = None
    close: Joints | None = None


class VariantShape(Shape):
    """Only what differs. Poses and view are laid over the exercise's, all else replaces; with a base of
    its own it inherits no poses."""

    alt: Text
    base: Id | None = None
    view: PartialViewShape | None = None
    props: PropsShape | None = None
    strap: StrapShape | None = None
    highlight: Highlight | None = None
    poses: Poses | None = None
    moves: Moves | None = None
    panels: Panels | None = None


class FigureFile(Shape, kw_only=True):
    """How an exercise looks: its poses and the ways between them. No words but ``alt``, no seconds."""

    schema: SchemaPath | None = None
    format: Format
    alt: Annotated[Text, Description("What is seen, for those who do not see it.")]
    shown_side: Annotated[
        Literal["left", "right"] | None,
        Description("The working side as drawn; the other one is the picture turned around."),
    ] = None
    base: Annotated[Id, Description("The shared pose that the poses differ from.")]
    view: ViewShape
    props: PropsShape | None = None
    strap: StrapShape | None = None
    highlight: Highlight | None = None
    poses: Poses
    moves: Annotated[Moves, Description("In the order of a repetition; ways back need none.")]
    panels: Panels
    variants: Annotated[dict[Id, VariantShape], MaxLen(12)] | None = None


class BasesFile(Shape, kw_only=True):
    """The poses that drawings start from. Each says everything: there is none behind it."""

    format: Format = 1
    poses: dict[Id, PoseShape]
