"""Many cases of one thing, of which plain ``pytest`` runs some and ``.ci/run`` all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def one_in(every: int, cases: Iterable[Any]) -> list[Any]:
    """For ``parametrize``: one case in ``every``; the others have the mark ``long``."""
    return [
        pytest.param(case, marks=pytest.mark.long) if place % every else case
        for place, case in enumerate(cases)
    ]
