"""A cat on the keyboard: random bytes, broken sequences, mouse reports and pastes."""

from __future__ import annotations

from random import Random

LEFT_OUT = frozenset(b"\x03\x1c\x1aqQhH!nN\r\n\x13\x16\x0f\xce\xcf\xd0\xd1\xd7\xef")
"""What means the end, or leads to it: signals, Q (by chance it would be pressed twice), what hurts, and what
goes forward. Also what holds the terminal's output (Ctrl-S) or throws it away (Ctrl-O), what takes the
meaning from the next key (Ctrl-V), and what begins a Greek, Cyrillic, Hebrew or full-width letter."""
_KEPT = bytes(byte for byte in range(256) if byte not in LEFT_OUT)
_SEQUENCES = (
    b"\x1b[M   ", b"\x1b[<0;10;10M", b"\x1b[<36;1;1m", b"\x1b[I", b"\x1b[O", b"\x1b[1;6D", b"\x1b[97;6u",
    b"\x1b[200~rm -rf\x1b[201~", b"\x1b[200~", b"\x1b[?62;c", b"\x1b]11;rgb:0/0/0\x07", b"\x1bP1$r0m\x1b\\",
    b"\x1b[", b"\x1bO", b"\x1b", b"\xf0\x9f", b"\xff\xfe", b"\xc3", b"\xe2\x80\xae", b"\x00",
)  # fmt: skip


def piece(chance: Random) -> bytes:
    """Some bytes of it; never none."""
    kind = chance.random()
    if kind < 0.4:
        return chance.choice(_SEQUENCES)
    if kind < 0.7:
        return bytes(chance.choices(_KEPT, k=3))
    size = min(3000, int(chance.paretovariate(0.5)))
    return bytes(byte for byte in chance.randbytes(size) if byte not in LEFT_OUT) or b" "
