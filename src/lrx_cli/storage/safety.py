"""Reading the safety file: notice, questions, stop rules, evidence."""

from __future__ import annotations

import json
from typing import Any

from lrx_cli.core.catalog.safety import Safety, SafetyFile
from lrx_cli.storage.files import Problem, parse, read_bytes, required
from lrx_cli.storage.shipped import build, is_shipped


def load_safety(path: str) -> Safety:
    """The safety file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("safety.json", data):
        return build(SafetyFile, json.loads(data))
    return required(checked_safety(parse(data, path)), path)


def checked_safety(document: Any) -> tuple[SafetyFile | None, list[Problem]]:
    """The safety texts from a document, and everything wrong with them."""
    from lrx_cli.storage.rules.safety import safety_problems
    from lrx_cli.storage.validation import validate  # imports pydantic

    safety, problems = validate(document, SafetyFile)
    return safety, problems if safety is None else list(safety_problems(safety))
