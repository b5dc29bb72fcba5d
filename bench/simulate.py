"""How many routines are compiled and played a second, with nobody watching.

    python bench/simulate.py [--rounds N] [--profile]

A routine is compiled from the catalog and played to its end by a clock that jumps to what is due next
(``Autoplay``, the one of ``lrx preview`` and of the tests), with an output that hears everything and
does nothing. What counts is the CPU time of the best round. Beside each rate stands the time of a routine
as a multiple of a bare loop of as many additions as it has segments, so that machines can be compared.
The budget, 500 routines a second, was set for 800 bare segments of no words; what is played here also
carries every line that is said, and its easier form.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from machine import best
from tests.autoplay import Autoplay

from lrx_cli import locations
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.player import Event, Player, Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline import Timeline
from lrx_cli.core.timeline.compile import compile
from lrx_cli.session.loop import run_loop
from lrx_cli.storage.catalog import load_catalog, load_routines

BUDGET = 500
"""Routines a second."""
THREE = ("figure-four-stretch", "cat-cow", "seated-pelvic-tilt")


class Silent(Output):
    """Hears everything, as every output does, and counts it."""

    def __init__(self) -> None:
        self.heard = 0

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self.heard += len(events)


def played(timeline: Timeline) -> int:
    """Events heard."""
    autoplay, output = Autoplay(), Silent()
    run_loop(Player(timeline), autoplay, autoplay, [output])
    return output.heard


def driven(timeline: Timeline) -> None:
    """The player alone, told each moment at which something is due."""
    player = Player(timeline)
    player.handle(0, "start")
    while player.deadline is not None:
        player.handle(player.deadline)


def bare_loop(segments: int) -> int:
    now = 0
    for length in range(segments):
        now += length
    return now


def figures(name: str, today: Plan, rounds: int) -> None:
    timeline = compile(today)
    segments = len(timeline.segments)
    bare = best(rounds, lambda: [bare_loop(segments) for _ in range(200)]) / 200
    print(f"{name}: {segments} segments, {timeline.duration / 60_000:.0f} min, {played(timeline)} events")
    for what, seconds in {
        "compiled": best(rounds, lambda: compile(today)),
        "the player alone": best(rounds, lambda: driven(timeline)),
        "compiled and played by the player": best(rounds, lambda: driven(compile(today))),
        "played by the loop": best(rounds, lambda: played(timeline)),
        "compiled and played by the loop": best(rounds, lambda: played(compile(today))),
    }.items():
        print(
            f"  {what:34} {seconds * 1_000:7.1f} ms {1 / seconds:7.0f} a second "
            f"{seconds / segments * 1e6:6.1f} us a segment {seconds / bare:7.0f}x the bare loop"
        )


def plans() -> dict[str, Plan]:
    """By name: what is simulated."""
    catalog = load_catalog(locations.exercises_file())
    (full,) = (r for r in load_routines(locations.builtin_routines_file(), catalog) if r.id == "full")
    return {
        "full routine": plan(catalog, Choice(full)),
        "three exercises": plan(catalog, Choice(full, named=THREE)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--profile", action="store_true", help="where the time of the full routine goes")
    arguments = parser.parse_args()
    whole = plans()
    if arguments.profile:
        profile = cProfile.Profile()
        profile.runcall(lambda: [played(compile(whole["full routine"])) for _ in range(5)])
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    for name, today in whole.items():
        figures(name, today, arguments.rounds)
    print(f"budget: {BUDGET} a second")


if __name__ == "__main__":
    main()
