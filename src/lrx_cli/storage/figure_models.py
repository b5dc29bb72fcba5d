"""What a drawing's file must look like: for checking it, and for the schema that editors read.

Only loaded to check. Centimeters and degrees; see ``figure/__init__.py`` for the directions. What hangs
together in a file is in ``figure_rules``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lrx_cli.storage.models import Format, Id, Text

Number = Annotated[float, Field(ge=-400, le=400)]
Length = Annotated[float, Field(gt=0, le=400)]
Share = Annotated[float, Field(ge=0, le=1)]
Beyond = Annotated[float, Field(ge=-2, le=3)]
Three = Annotated[list[Number], Field(min_length=3, max_length=3)]
Two = Annotated[list[Number], Field(min_length=2, max_length=2)]

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
Highlight = Annotated[list[Moving], Field(max_length=15)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class LimbModel(_Shape):
    """Where a wrist or an ankle is: exactly one of ``at``, ``near`` and ``angles``."""

    at: Annotated[Three | None, Field(description="A place in the world: planted.")] = None
    near: Annotated[BodyPart | None, Field(description="Near a part of the body, and moving with it.")] = None
    along: Annotated[Share | None, Field(description="Where on that bone: 0 is its root, 1 its end.")] = None
    offset: Annotated[
        Three | None,
        Field(description="From there: x, y, z of the world; of pelvis, chest, head: up, forward, right."),
    ] = None
    angles: Annotated[
        list[Two] | None,
        Field(
            min_length=2,
            max_length=2,
            description="Upper and lower bone: angle in the side plane (0 is +x, 90 up), and out of it.",
        ),
    ] = None
    pole: Annotated[Three | None, Field(description="Where elbow or knee points.")] = None
    tip: Annotated[Three | None, Field(description="Where fingers or toes point.")] = None
    tip_in: Annotated[
        Literal["chest"] | None, Field(description="The tip is up, forward, right of the chest.")
    ] = None
    ankle: Annotated[
        Annotated[float, Field(ge=-90, le=40)] | None,
        Field(description="Toes drawn in, in degrees from a right angle; negative: pointed."),
    ] = None


class PoseModel(_Shape):
    """What differs from the pose it starts from: ``from``, or else the figure's base."""

    from_: Annotated[
        Id | None, Field(alias="from", description="Another pose; its own name: the one it replaces.")
    ] = None
    mirror: Annotated[Id | None, Field(description="Left and right of that pose exchanged.")] = None
    part: Annotated[
        Share | None, Field(description="Only this share of the way from ``from`` to ``to``.")
    ] = None
    to: Id | None = None
    root: Annotated[Three | None, Field(description="The point between the hips.")] = None
    turn: Annotated[Three | None, Field(description="Yaw, pitch, twist of the pelvis.")] = None
    lumbar: Annotated[
        Three | None, Field(description="Degrees over the region: forward, to the right, turned left.")
    ] = None
    thoracic: Three | None = None
    neck: Three | None = None
    head: Three | None = None
    left_shrug: Annotated[Three | None, Field(description="The shoulder moved forward, up, out.")] = None
    right_shrug: Three | None = None
    left_arm: LimbModel | None = None
    right_arm: LimbModel | None = None
    left_leg: LimbModel | None = None
    right_leg: LimbModel | None = None


class ArrowModel(_Shape):
    """Exactly one of ``trace`` (along a joint's way), ``push`` with ``way`` (straight) and ``curve``."""

    trace: Joint | None = None
    outward: Annotated[Number | None, Field(description="Pushed to the outside of its bend.")] = None
    shift: Three | None = None
    span: Annotated[
        list[Beyond] | None,
        Field(min_length=2, max_length=2, description="From which share of the way to which."),
    ] = None
    push: Annotated[Three | None, Field(description="Where a straight arrow begins.")] = None
    way: Three | None = None
    curve: Annotated[
        list[Three] | None, Field(min_length=3, max_length=3, description="Start, control point, end.")
    ] = None
    over: Annotated[bool, Field(description="In front of the body instead of behind it.")] = False


class MoveModel(_Shape):
    from_: Annotated[Id, Field(alias="from")]
    to: Id
    via: Annotated[Id | None, Field(description="A pose on the way.")] = None
    via_at: Annotated[Share | None, Field(description="After which share of the way.")] = None
    highlight: Annotated[Highlight | None, Field(description="What moves; left out: what usually does.")] = (
        None
    )
    arrow: ArrowModel | None = None


class PanelModel(_Shape):
    """One of the pictures that tell the exercise when nothing may move."""

    from_: Annotated[Id, Field(alias="from")]
    to: Id
    at: Share


class ViewModel(_Shape):
    yaw: Annotated[
        float,
        Field(ge=-180, le=180, description="0: from the side; 90: from the feet of somebody on the back."),
    ]
    pitch: Annotated[float, Field(ge=0, le=89, description="How far from above.")]
    close: Annotated[
        list[Joint] | None,
        Field(max_length=25, description="What must be seen where the whole person would be too small."),
    ] = None


class GroundModel(_Shape):
    from_: Annotated[Number, Field(alias="from")]
    to: Number
    half_width: Length


class ChairModel(_Shape):
    back_edge: Number
    height: Length
    depth: Length
    backrest: bool = True


class CounterModel(_Shape):
    low: Three
    high: Three


class PillowModel(_Shape):
    center: Three
    half_size: Three


class PropsModel(_Shape):
    """What is around the person."""

    mat: GroundModel | None = None
    floor: GroundModel | None = None
    chair: ChairModel | None = None
    counter: CounterModel | None = None
    pillow: PillowModel | None = None


class StrapModel(_Shape):
    """A belt from hand to hand around a bone."""

    around: Bone
    along: Share


Poses = Annotated[dict[Id, PoseModel], Field(max_length=40)]
Moves = Annotated[list[MoveModel], Field(min_length=1, max_length=12)]
Panels = Annotated[list[PanelModel], Field(min_length=1, max_length=6)]


class PartialViewModel(_Shape):
    yaw: Annotated[float | None, Field(ge=-180, le=180)] = None
    pitch: Annotated[float | None, Field(ge=0, le=89)] = None
    close: Annotated[list[Joint] | None, Field(max_length=25)] = None


class FigureVariantModel(_Shape):
    """Only what differs. Poses and view are laid over the exercise's, all else replaces; with a base of
    its own it inherits no poses."""

    alt: Text
    base: Id | None = None
    view: PartialViewModel | None = None
    props: PropsModel | None = None
    strap: StrapModel | None = None
    highlight: Highlight | None = None
    poses: Poses | None = None
    moves: Moves | None = None
    panels: Panels | None = None


class FigureFile(_Shape):
    """How an exercise looks: its poses and the ways between them. No words but ``alt``, no seconds."""

    schema_: Annotated[Annotated[str, StringConstraints(max_length=300)] | None, Field(alias="$schema")] = (
        None
    )
    format: Format
    alt: Annotated[Text, Field(description="What is seen, for those who do not see it.")]
    shown_side: Annotated[
        Literal["left", "right"] | None,
        Field(description="The working side as drawn; the other one is the picture turned around."),
    ] = None
    base: Annotated[Id, Field(description="The shared pose that the poses differ from.")]
    view: ViewModel
    props: PropsModel | None = None
    strap: StrapModel | None = None
    highlight: Highlight | None = None
    poses: Poses
    moves: Annotated[Moves, Field(description="In the order of a repetition; ways back need none.")]
    panels: Panels
    variants: Annotated[dict[Id, FigureVariantModel] | None, Field(max_length=12)] = None
