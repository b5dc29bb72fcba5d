"""What files must look like, for checking them and for the schemas that editors read: here exercises and
routines, in ``safety_models`` what is said about safety, in ``figure_models`` drawings.

Only shapes: ranges, words, which names there are. What hangs together across fields is in the rules
beside this. Strict on purpose: a number in quotes is a mistake that somebody will want to hear of.
Field names are those of the core's shapes, with ``_s`` where a file counts in seconds.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lrx_cli.core.catalog.safety import Flag

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_POSE = r"^[a-z{][a-z0-9{}-]*$"
_CODE = r"^[A-Za-z][A-Za-z0-9]*$"
TRIMMED = r"^\S(.*\S)?$"

PATTERNS = {
    _ID: "lower-case letters, digits and single hyphens",
    _POSE: "lower-case letters, digits and hyphens, or {s} for the side",
    _CODE: "letters and digits, a letter first",
    TRIMMED: "without a space at either end",
}
"""What each pattern asks for, in words."""

Id = Annotated[str, StringConstraints(pattern=_ID, max_length=60)]
Code = Annotated[str, StringConstraints(pattern=_CODE, max_length=12)]
Name = Annotated[str, StringConstraints(pattern=TRIMMED, max_length=60)]
Text = Annotated[str, StringConstraints(pattern=TRIMMED, max_length=600)]
"""To read."""
Line = Annotated[str, StringConstraints(pattern=TRIMMED, max_length=160)]
"""To hear."""
Label = Annotated[str, StringConstraints(max_length=60)]
"""May be empty."""
Pose = Annotated[str, StringConstraints(pattern=_POSE, max_length=40)]
"""Of a drawing."""

Hold = Annotated[float, Field(ge=0, le=120)]
Rest = Annotated[float, Field(ge=0, le=300)]
Tempo = Annotated[float, Field(ge=1, le=20)]
Reps = Annotated[int, Field(ge=1, le=50)]
Sets = Annotated[int, Field(ge=1, le=10)]
Format = Annotated[int, Field(ge=1, le=1)]

LevelName = Literal["gentle", "standard", "stronger"]
PositionName = Literal["prone", "supine", "side-lying", "quadruped", "seated", "standing"]


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class SourceModel(Shape):
    title: Text
    where: Text
    quality: Literal["A", "B", "C", "D"]
    seen: Literal["seen", "seen (part)", "seen (copy)", "known"]


class StepModel(Shape):
    tag: Literal["setup", "move", "hold", "return"]
    scope: Literal["once", "side", "rep"]
    text: Text
    full: Line
    brief: Line
    cue: Label = ""
    quiet: Label | None = None
    word: Label = ""
    before: Line | None = None
    levels: Annotated[list[LevelName], Field(min_length=1, max_length=3)] | None = None
    variants: Annotated[list[Id], Field(min_length=1, max_length=20)] | None = None
    from_rep: Annotated[int, Field(ge=1, le=5)] = 1
    on_arrival: bool = False
    with_previous: bool = False
    pose: Pose | None = None


Codes = Annotated[list[Code], Field(min_length=1, max_length=12)]
Needs = Annotated[list[Name], Field(max_length=8)]


class WhyModel(Shape):
    hold_s: Codes
    reps: Codes
    sets: Codes
    rest_s: Codes
    tempo_s: Codes


class DoseModel(Shape):
    hold_s: Hold
    reps: Reps
    sets: Sets
    rest_s: Rest
    tempo_s: Tempo
    variant: Id
    why: WhyModel
    note: Text | None = None


class DosesModel(Shape):
    gentle: DoseModel
    standard: DoseModel
    stronger: DoseModel


class VariantModel(Shape):
    id: Id
    name: Name
    text: Text
    position: PositionName
    needs: Needs
    limit: Line | None = None
    tip: Line | None = None
    leave: Line | None = None
    leave_pose: Pose | None = None
    way_out: Line | None = None
    easier_say: Line | None = None


class TipModel(Shape):
    text: Text
    sources: Codes


class CautionModel(Shape):
    text: Text
    flags: list[Flag]
    action: Literal["skip", "modify", "ask"]
    sources: Codes
    variant: Id | None = None


class GapModel(Shape):
    code: Annotated[str, StringConstraints(pattern=_ID, max_length=12)]
    what: Text
    resolution: Text
    tell: Text | None = None
    upfront: bool = False


class ExerciseModel(Shape):
    id: Id
    number: Annotated[int, Field(ge=1, le=999)]
    name: Name
    name_source: Literal["article", "inferred", "own"]
    name_note: Text
    aliases: Annotated[list[Name], Field(max_length=20)]
    family: Literal["rotation", "nerve", "extension", "flex-ext", "hip", "other"]
    needs: Needs
    optional: Needs
    target: Text
    benefit: Text
    side_mode: Literal["none", "alternating", "one_then_other"]
    side_noun: Label
    side_meaning: Annotated[str, StringConstraints(max_length=160)]
    first_side: Literal["any", "easier"]
    variants: Annotated[list[VariantModel], Field(min_length=1, max_length=12)]
    steps: Annotated[list[StepModel], Field(min_length=3, max_length=60)]
    doses: DosesModel
    hold_cap_s: Hold
    reps_cap: Reps
    sets_cap: Sets
    caps_why: Text
    limit: Line
    tip: Line | None = None
    hints: Annotated[list[Line], Field(max_length=8)]
    leave: Line
    leave_pose: Pose | None = None
    way_out: Line
    easier_say: Line
    first_check: Line | None = None
    roll: bool
    tips: Annotated[list[TipModel], Field(max_length=12)]
    cautions: Annotated[list[CautionModel], Field(max_length=24)]
    easier: Annotated[list[Text], Field(max_length=12)]
    harder: Annotated[list[Text], Field(max_length=12)]
    requires_ok: Annotated[list[Id], Field(max_length=4)]
    gaps: Annotated[list[GapModel], Field(max_length=20)]
    sources: Codes
    overrides: bool = False


class File(Shape):
    schema_: Annotated[str | None, Field(alias="$schema", max_length=300)] = None
    format: Format


class CatalogFile(File):
    """Exercises, and the sources of their numbers."""

    exercises: Annotated[list[ExerciseModel], Field(min_length=1, max_length=200)]
    sources: Annotated[dict[Code, SourceModel], Field(max_length=400)]


class LineModel(Shape):
    exercise: Id
    levels: Annotated[list[LevelName], Field(min_length=1, max_length=3)] | None = None
    left_out: Annotated[str, StringConstraints(pattern=TRIMMED, max_length=160)] | None = None
    variant: Id | None = None
    hold_s: Hold | None = None
    reps: Reps | None = None
    sets: Sets | None = None
    rest_s: Rest | None = None
    tempo_s: Tempo | None = None
    only_side: Literal["left", "right"] | None = None
    note: Text | None = None


class RoutineModel(Shape):
    id: Id
    name: Name
    about: Text
    ordered: bool
    lines: Annotated[list[LineModel], Field(min_length=1, max_length=60)]


class RoutinesFile(File):
    """The built-in routines."""

    routines: Annotated[list[RoutineModel], Field(min_length=1, max_length=100)]


class RoutineFile(File, RoutineModel):
    """One routine, written by somebody for themselves."""


@cache
def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a file, as editors expect it. Made once: it takes longer than checking a file."""
    schema = model.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
