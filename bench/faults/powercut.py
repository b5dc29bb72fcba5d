"""The power fails after any file operation of a session: whatever was promised by then is there.

    python bench/faults/powercut.py --variants 6 --seed 1

The real ``lrx session`` runs once under strace. Its operations are then done again on a disk that exists only
here: what is written and not synced yet may be kept, lost, kept in part or torn at a sector, and a name that
was made, changed or removed counts only once its folder is synced. After each operation the home is laid out
as such a disk could hold it, and looked at. ``--first``: in a home without a history. Needs strace. Prints
one JSON line of figures; exit 1 on a finding.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from checks import look
from tests.faults.homes import NAME, SESSION, lived_in
from tests.faults.sectors import SECTOR

CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,unlink,close"
LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += +(\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class File:
    """What is on the disk, and what was written since."""

    def __init__(self, synced: bytes = b"") -> None:
        self.synced = synced
        self.since: list[tuple[int, bytes | None]] = []
        """Where, and what; ``None``: cut off there."""

    def sync(self) -> None:
        self.synced, self.since = self.holding(self.since), []

    def holding(self, changes: list[tuple[int, bytes | None]]) -> bytes:
        data = bytearray(self.synced)
        for place, piece in changes:
            if piece is None:
                del data[place:]
            data.extend(bytes(max(0, place - len(data))))
            if piece is not None:
                data[place : place + len(piece)] = piece
        return bytes(data)

    def after_a_cut(self, chance: random.Random) -> bytes:
        """As the disk may hold it: all, nothing, or some of what was not synced; the last of it torn."""
        kept = [change for change in self.since if chance.random() < chance.choice((0, 0.5, 1))]
        if kept and kept[-1][1] and chance.random() < 0.3:
            place, piece = kept[-1]
            kept[-1] = (place, (piece or b"")[: chance.randrange(0, len(piece or b"") + 1, SECTOR)])
        return self.holding(kept)


class Disk:
    """One folder. ``promised``: what the program had said to be saved."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.names = {name: File((folder / name).read_bytes()) for name in os.listdir(folder)}
        self.synced_names = dict(self.names)
        self.promised: set[str] = set()
        self._open: dict[int, tuple[File | None, int]] = {}
        """By descriptor, the file (``None``: the folder) and where the next ``write`` goes."""

    def do(self, call: str, words: str, result: int) -> bool:
        """Whether it has changed anything that a power cut could undo, or promised something."""
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in TEXT.findall(words)]
        number = int(match[0]) if (match := re.match(r"\d+", words)) else -1
        file, place = self._open.get(number, (None, 0))
        if call == "openat":
            return self._opened(texts[0].decode(), "O_CREAT" in words, result)
        if call == "close":
            self._open.pop(number, None)
        elif call == "write" and number in (1, 2):
            found = re.findall(r"^ACK (\S+)$", texts[0].decode(), re.MULTILINE)
            self.promised |= set(found)
            return bool(found)
        elif call in ("rename", "unlink"):
            return self._named(*(text.decode() for text in texts))
        elif number not in self._open:
            return False
        elif file is None:
            self.synced_names = dict(self.names)  # the only thing that is done to a folder
        elif call in ("fsync", "fdatasync"):
            file.sync()
        elif call == "ftruncate":
            file.since.append((int(words.rsplit(", ", 1)[1]), None))
        else:
            at = int(words.rsplit(", ", 1)[1]) if call == "pwrite64" else place
            file.since.append((at, texts[0][:result]))
            self._open[number] = (file, at + result)
        return call != "close"

    def _opened(self, path: str, may_create: bool, number: int) -> bool:
        self._open.pop(number, None)
        if path == self._folder:
            self._open[number] = (None, 0)
        if os.path.dirname(path) != self._folder:
            return False
        name = os.path.basename(path)
        made = name not in self.names
        if made and not may_create:
            return False
        self._open[number] = (self.names.setdefault(name, File()), 0)
        return made

    def _named(self, path: str, to: str | None = None) -> bool:
        if os.path.dirname(path) != self._folder:
            return False
        file = self.names.pop(os.path.basename(path))
        if to is not None:
            self.names[os.path.basename(to)] = file
        return True

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        names = chance.choice((self.names, self.synced_names))
        return {name: file.after_a_cut(chance) for name, file in names.items()}


def main(variants: int = 6, stride: int = 1, seed: int = 1, first: bool = False) -> None:
    """``variants``: so many disks after each operation; ``stride``: only after every so-manieth operation;
    ``first``: in a home without a history."""
    chance, states, operations = random.Random(seed), 0, 0
    found: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        home, cut = Path(folder) / "home", Path(folder) / "cut"
        home.mkdir(mode=0o700)
        if not first:
            lived_in(home / NAME)
        before, disk = look(str(home))[1], Disk(home)
        for call in _session(home):
            if not disk.do(*call):
                continue
            operations += 1
            if operations % stride:
                continue
            for _ in range(variants):
                states += 1
                shutil.rmtree(cut, ignore_errors=True)
                cut.mkdir(mode=0o700)
                for name, data in disk.after_a_cut(chance).items():
                    (cut / name).write_bytes(data)
                status, have, problems = look(str(cut))
                lost = (before | disk.promised) - have
                if status not in ("ok", "missing") or problems or lost:
                    found.append([operations, status, problems, len(lost)])
    figures = {
        "seed": seed, "operations": operations, "promised": len(disk.promised), "states": states,
        "findings": found[:10],
    }  # fmt: skip
    print(json.dumps(figures))
    raise typer.Exit(1 if found or not disk.promised else 0)


def _session(home: Path) -> Iterator[tuple[str, str, int]]:
    """The calls of one, with their words and results."""
    log = home.with_name("trace")
    subprocess.run(
        ["strace", "-f", "-qq", "-xx", "-s", "10000000", "-o", str(log), "-e", f"trace={CALLS}",
         sys.executable, "-m", "lrx_cli", *SESSION],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LRX_HOME": str(home), "LRX_TEST_ACK": "1"},
        stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=True,
    )  # fmt: skip
    with log.open() as lines:
        for line in lines:
            if match := LINE.match(line):
                yield match[1], match[2], int(match[3])


if __name__ == "__main__":
    typer.run(main)
