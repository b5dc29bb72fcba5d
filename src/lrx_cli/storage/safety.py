"""Reading the safety file: notice, questions, stop rules, evidence."""

from __future__ import annotations

import json
from zlib import crc32

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.storage import checked
from lrx_cli.storage.files import parse, read_bytes
from lrx_cli.storage.safety_conversion import safety_from


def load_safety(path: str) -> Safety:
    """The safety file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if (len(data), crc32(data)) == checked.SAFETY:
        return safety_from(json.loads(data))
    document = parse(data, path)
    from lrx_cli.storage.check import require_safety

    return require_safety(document, path)
