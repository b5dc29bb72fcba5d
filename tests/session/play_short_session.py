"""The short session as a program of its own, for tests on a pseudo-terminal: real clock, real keys.

Options: ``--speed X``, ``--json``, ``--live``, ``--waits``.
"""

from __future__ import annotations

import argparse
import sys

from lrx_cli.core.player.player import Player
from lrx_cli.core.ports import Output
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.jsonl import JsonLines
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.painter import Terminal
from lrx_cli.session.outputs.plain import Plain
from lrx_cli.system.clock import STALL, MonotonicClock
from lrx_cli.system.signals import Signals, end_by, quiet_start
from lrx_cli.system.terminal import open_keys
from tests.session.short_session import short_session


def main() -> int:
    quiet_start()
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--speed", type=float, default=1.0)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--live", action="store_true")
    arguments.add_argument("--waits", action="store_true")
    asked = arguments.parse_args()
    with Signals() as signals, open_keys(signals, wanted=not asked.json) as keys:
        output: Output
        if asked.live:
            terminal = Terminal(1)
            signals.if_forced(terminal.give_back)
            output = Live(terminal, mode="256")
        elif asked.json:
            output = JsonLines(sys.stdout, id="short")
        else:
            output = Plain(sys.stdout, width=lambda: 80, color=True, keys=keys.interactive)
        player = Player(
            short_session(waits=asked.waits), stall=round(STALL * asked.speed), attended=keys.interactive
        )
        ending = run_loop(player, MonotonicClock(asked.speed), keys, [output])
    if ending.signal is not None and not ending.gone:
        end_by(ending.signal)
    if ending.unwritten is not None:
        sys.stdout = None  # nothing more can be flushed into it
    return ending.exit_code
