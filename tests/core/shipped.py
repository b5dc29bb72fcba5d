"""What ships, for tests that are about what is in it."""

from __future__ import annotations

from lrx_cli import locations
from lrx_cli.storage.catalog import load_catalog, load_routines, load_safety

CATALOG = load_catalog(locations.exercises_file())
ROUTINES = {one.id: one for one in load_routines(locations.builtin_routines_file(), CATALOG)}
SAFETY = load_safety(locations.safety_file())
