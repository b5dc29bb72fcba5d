"""What the file of safety must look like: every health sentence that is not an exercise's own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lrx_cli.core.catalog.safety import Flag
from lrx_cli.storage.models import TRIMMED, Code, Codes, File, Id, Name, Shape, SourceModel, Text


class QuestionModel(Shape):
    id: Id
    text: Text
    sources: Codes


class WarningSignsModel(Shape):
    ask: Text
    daily: Text
    questions: Annotated[list[QuestionModel], Field(min_length=1, max_length=20)]
    assessed: Text


class ClearanceModel(Shape):
    ask: Text
    cleared: Text
    text: Text
    questions: Annotated[list[QuestionModel], Field(min_length=1, max_length=20)]


class ConditionModel(Shape):
    flag: Flag
    name: Name
    text: Text
    asked: bool


class AdviceModel(Shape):
    text: Text
    sources: Codes
    when: Text | None = None


class RuleModel(Shape):
    id: Id
    text: Text
    sources: Codes


class ColorModel(Shape):
    id: Literal["green", "amber", "red"]
    text: Text


class FindingModel(Shape):
    topic: Name
    text: Text
    sources: Codes


class EvidenceModel(Shape):
    text: Annotated[str, StringConstraints(pattern=TRIMMED, max_length=1_200)]
    findings: Annotated[list[FindingModel], Field(min_length=1, max_length=30)]


Rules = Annotated[list[RuleModel], Field(min_length=1, max_length=20)]
Texts = Annotated[list[Text], Field(min_length=1, max_length=30)]


class SafetyFile(File):
    """Every health sentence that is not an exercise's own."""

    notice: Texts
    in_short: Text
    not_for: Texts
    warning_signs: WarningSignsModel
    emergency: AdviceModel
    unwell: AdviceModel
    clearance: ClearanceModel
    conditions: Annotated[list[ConditionModel], Field(min_length=1, max_length=30)]
    stop_rules: Rules
    start_limits: Rules
    colors: Annotated[list[ColorModel], Field(min_length=3, max_length=3)]
    colors_note: AdviceModel
    get_help: Rules
    evidence: EvidenceModel
    our_choices: Texts
    about_numbers: Text
    sources: Annotated[dict[Code, SourceModel], Field(max_length=200)]
