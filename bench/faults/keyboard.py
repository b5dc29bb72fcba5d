"""A cat on the keyboard: random bytes, broken sequences, mouse reports and pastes end and crash nothing.

    python bench/faults/keyboard.py --bytes 1000000 --seed 1

Everything is typed into one session on a terminal, in pieces of random size. Left out is only what means the
end, or leads to it: signals, Q (by chance it would be pressed twice), what hurts, and what goes forward.
Prints its seed and one JSON line of figures; exit 1 where the session has ended, or does not end well
afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.places import TYPED_AHEAD_S, at

LEFT_OUT = frozenset(b"\x03\x1c\x1aqQhH!nN\r\n\x13\x16\x0f")
"""Also what holds the terminal's output (Ctrl-S) or throws it away (Ctrl-O), and what takes the meaning from
the next key (Ctrl-V)."""
SEQUENCES = (
    b"\x1b[M   ", b"\x1b[<0;10;10M", b"\x1b[<36;1;1m", b"\x1b[I", b"\x1b[O", b"\x1b[1;6D", b"\x1b[97;6u",
    b"\x1b[200~rm -rf\x1b[201~", b"\x1b[200~", b"\x1b[?62;c", b"\x1b]11;rgb:0/0/0\x07", b"\x1bP1$r0m\x1b\\",
    b"\x1b[", b"\x1bO", b"\x1b", b"\xf0\x9f", b"\xff\xfe", b"\xc3", b"\xe2\x80\xae", b"\x00",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bytes", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=300, help="give up after so long")
    arguments = parser.parse_args()
    typed, pieces, problem = _typed(random.Random(arguments.seed), arguments.bytes, arguments.seconds)
    print(json.dumps({"seed": arguments.seed, "bytes": typed, "pieces": pieces, "problem": problem}))
    return 1 if problem else 0


def _typed(chance: random.Random, wanted: int, seconds: float) -> tuple[int, int, str | None]:
    until = time.monotonic() + seconds
    typed = pieces = 0
    with tempfile.TemporaryDirectory() as home, at("preparing", Path(home)) as terminal:
        time.sleep(TYPED_AHEAD_S)
        while typed < wanted and time.monotonic() < until:
            data = _piece(chance)
            try:
                terminal.type(data)
            except AssertionError as error:
                return typed, pieces, str(error)[-1500:]
            typed += len(data)
            pieces += 1
            terminal.watch(chance.choice((0, 0, 0, 0.002, 0.04)))
        terminal.watch(2.0)
        try:
            terminal.kill(signal.SIGTERM)
            status = terminal.ended()
        except (ProcessLookupError, AssertionError) as error:
            return typed, pieces, f"it had ended: {error}\n{terminal.text[-1500:]}"
        if status != -signal.SIGTERM or not terminal.as_found:
            return typed, pieces, f"ended with {status}\n{terminal.text[-1500:]}"
    return typed, pieces, None


def _piece(chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.4:
        return chance.choice(SEQUENCES)
    if kind < 0.7:
        return bytes(chance.choice([n for n in range(256) if n not in LEFT_OUT]) for _ in range(3))
    size = min(3000, int(chance.paretovariate(0.5)))
    return bytes(byte for byte in chance.randbytes(size) if byte not in LEFT_OUT) or b" "


if __name__ == "__main__":
    raise SystemExit(main())
