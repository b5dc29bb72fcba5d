"""Reading a catalog of exercises.

The built-in catalog is checked when it changes, not at each start: its size and checksum are kept in
``checked.py``. A file that differs from that, a checkout being edited or somebody's own, is checked
first, and only then is the checking imported.
"""

from __future__ import annotations

import json
from zlib import crc32

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.storage import checked
from lrx_cli.storage.catalog_conversion import catalog_from
from lrx_cli.storage.files import parse, read_bytes


def load_catalog(path: str) -> Catalog:
    """The catalog in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if (len(data), crc32(data)) == checked.EXERCISES:
        return catalog_from(json.loads(data))
    document = parse(data, path)
    from lrx_cli.storage.check import require_catalog

    return require_catalog(document, path)
