"""Words that several pages share."""

from __future__ import annotations

import pytest

from lrx_cli.core.catalog.words import FLOOR, POSITIONS, positions_named
from lrx_cli.core.words import roughly


@pytest.mark.parametrize(
    ("ms", "said", "in_short"),
    [
        (0, "1 second", "1 sec"),
        (1_400, "1 second", "1 sec"),
        (59_400, "59 seconds", "59 sec"),
        (59_600, "1 minute", "1 min"),
        (120_000, "2 minutes", "2 min"),
        (119 * 60_000, "119 minutes", "119 min"),
        (120 * 60_000, "2 hours", "2 hours"),
        (61 * 3_600_000, "61 hours", "61 hours"),
    ],
)
def test_a_time_is_said_as_people_say_it(ms: int, said: str, in_short: str) -> None:
    assert roughly(ms) == said
    assert roughly(ms, minute="min", second="sec") == in_short


def test_the_floor_is_four_positions_and_each_has_its_own_name() -> None:
    assert positions_named(()) == ()
    assert positions_named(("standing", "prone")) == ("prone", "standing")
    assert frozenset(positions_named(("floor",))) == FLOOR
    assert positions_named(("seated", "floor")) == tuple(one for one in POSITIONS if one != "standing")
