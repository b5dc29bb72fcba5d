from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.storage.catalog import load_catalog, load_routines


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The real one."""
    return load_catalog(locations.exercises_file())


@pytest.fixture(scope="session")
def routines(catalog: Catalog) -> dict[str, Routine]:
    """The built-in ones, by id."""
    found = load_routines(locations.builtin_routines_file(), catalog)
    return {routine.id: routine for routine in found}


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Whoever made files for everybody would show it here."""
    before = os.umask(0)
    yield
    os.umask(before)


# Properties are about what holds, not about how long a busy machine takes to show it. .ci/run tries more
# examples: `pytest --hypothesis-profile=thorough`.
for profile, examples in {"quick": 40, "thorough": 200}.items():
    settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
settings.load_profile("quick")


def pytest_configure() -> None:
    """Give Ctrl-C its usual meaning.

    A shell starts what runs in its background with Ctrl-C ignored, and children inherit that; the tests are
    about programs that somebody runs in front of them.
    """
    for name in ("SIGINT", "SIGQUIT", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has only the first
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)
