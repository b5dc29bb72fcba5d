"""What the fields of files hold: names, texts to read and to hear, doses. Each is a type with its limits."""

from typing import Annotated

from lrx_cli.shapes import ID, Interval, Len, MaxLen, Pattern, Seconds, Shape

Ms = int
"""Whole milliseconds."""

CODE = Pattern(r"^[A-Za-z][A-Za-z0-9]*$", "letters and digits, a letter first")
POSE = Pattern(r"^[a-z{][a-z0-9{}-]*$", "lower-case letters, digits and hyphens, or {s} for the side")
TRIMMED = Pattern(r"^\S(.*\S)?$", "some text, without a space at either end")
PATTERNS = (ID, CODE, POSE, TRIMMED)

Code = Annotated[str, CODE, MaxLen(12)]
"""Of a source."""
Name = Annotated[str, TRIMMED, MaxLen(60)]
Text = Annotated[str, TRIMMED, MaxLen(600)]
"""To read."""
Line = Annotated[str, TRIMMED, MaxLen(160)]
"""To hear."""
Label = Annotated[str, MaxLen(60)]
"""May be empty."""
PoseName = Annotated[str, POSE, MaxLen(40)]
"""Of a drawing."""

Hold = Annotated[Ms, Seconds(0, 120)]
Rest = Annotated[Ms, Seconds(0, 300)]
Tempo = Annotated[Ms, Seconds(1, 20)]
Reps = Annotated[int, Interval(ge=1, le=50)]
Sets = Annotated[int, Interval(ge=1, le=10)]

Codes = Annotated[tuple[Code, ...], Len(1, 12)]
Needs = Annotated[tuple[Name, ...], MaxLen(8)]


class File(Shape, kw_only=True):
    """What every file of ours has."""

    format: Annotated[int, Interval(ge=1, le=1)]
    """The version of the file formats."""
    schema: Annotated[str, MaxLen(300)] | None = None
    """Where an editor finds the JSON Schema of the file."""
