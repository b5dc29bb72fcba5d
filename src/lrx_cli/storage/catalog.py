"""Reading exercises: the built-in catalog, and what people add to it."""

from __future__ import annotations

import json

from lrx_cli.core.catalog.exercise import Catalog, CatalogFile
from lrx_cli.storage.files import parse, read_bytes
from lrx_cli.storage.shipped import build, is_shipped


def load_catalog(path: str) -> Catalog:
    """The catalog in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("exercises.json", data):
        return build(CatalogFile, json.loads(data))
    document = parse(data, path)
    from lrx_cli.storage.check import require  # imports pydantic

    catalog: CatalogFile = require(document, path, "catalog")
    return catalog
