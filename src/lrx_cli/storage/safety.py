"""Reading the safety file: notice, questions, stop rules, evidence."""

from __future__ import annotations

import json

from lrx_cli.core.catalog.safety import Safety, SafetyFile
from lrx_cli.storage.files import parse, read_bytes
from lrx_cli.storage.shipped import build, is_shipped


def load_safety(path: str) -> Safety:
    """The safety file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("safety.json", data):
        return build(SafetyFile, json.loads(data))
    document = parse(data, path)
    from lrx_cli.storage.check import require  # imports pydantic

    safety: SafetyFile = require(document, path, "safety")
    return safety
