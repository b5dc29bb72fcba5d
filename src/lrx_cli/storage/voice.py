"""Where spoken lines are kept: the pack that ships with lrx, and what an engine rendered for one's own.

Whatever cannot be read is as if it were not there: a session is never worse off for a broken file than
for a missing one.
"""

from __future__ import annotations

import os
import os.path
from functools import cached_property

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.errors import LrxError
from lrx_cli.sound.clips import name_of, parts, spoken, unpack
from lrx_cli.sound.samples import Samples, samples_of, wave
from lrx_cli.storage.user_files import discard, write

_LARGEST_CACHE = 50_000_000
"""Bytes. About half an hour of lines, more than anybody writes."""
_LARGEST_CLIP = 4_000_000


class VoicePack:
    """The lines of the built-in routines, put together from the parts in ``folder``."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._read: dict[str, Samples[int] | None] = {}

    def line(self, text: str) -> Samples[int] | None:
        """``None``: one of its parts is not in the pack."""
        return spoken(text, self.part)

    def has(self, text: str) -> bool:
        """Whether all of its parts are there; reads none of them."""
        found = parts(text)
        return bool(found) and all(_file_of(part.text) in self._there for part in found)

    def packed(self, text: str) -> list[tuple[Ms, bytes]] | None:
        """The line's clips as they are kept, each with the quiet before it; ``None``: one is missing."""
        try:
            return [(part.before, self._read_packed(part.text)) for part in parts(text)] or None
        except OSError:
            return None

    def _read_packed(self, part: str) -> bytes:
        with open(os.path.join(self._folder, _file_of(part)), "rb") as file:
            return file.read(_LARGEST_CLIP)

    @cached_property
    def _there(self) -> frozenset[str]:
        """The names of its files. Asking the disk for each of a thousand parts takes three times as long."""
        try:
            return frozenset(os.listdir(self._folder))
        except OSError:
            return frozenset()

    def part(self, text: str) -> Samples[int] | None:
        if text not in self._read:
            try:
                self._read[text] = unpack(self._read_packed(text))
            except (OSError, ValueError):
                self._read[text] = None
        return self._read[text]


def _file_of(part: str) -> str:
    return f"{name_of(part)}.clip"


class RenderedLines:
    """Lines that an engine rendered, as WAV files in ``folder``, which is made when the first is kept.

    ``engine`` names the engine and everything about it that changes how it sounds.
    """

    def __init__(self, folder: str, engine: str) -> None:
        self._folder = folder
        self._engine = engine
        self._kept: dict[str, Samples[int]] = {}

    def line(self, text: str) -> Samples[int] | None:
        if text in self._kept:
            return self._kept[text]
        path = self._path(text)
        try:
            with open(path, "rb") as file:
                found = samples_of(file.read(_LARGEST_CLIP))
            os.utime(path)  # what is used stays, see `trim`
        except (OSError, ValueError):
            return None
        self._kept[text] = found
        return found

    def keep(self, text: str, samples: Samples[int]) -> bool:
        """``False``: it could not be written, and is kept for as long as the program runs."""
        self._kept[text] = samples
        try:
            write(self._path(text), wave(samples), new=False, folders=True)
        except LrxError:
            return False
        return True

    def trim(self, largest: int = _LARGEST_CACHE) -> None:
        """Remove what was not used for longest, until no more than ``largest`` bytes are left."""
        try:
            entries = [(entry.stat(), entry.path) for entry in os.scandir(self._folder) if entry.is_file()]
        except OSError:
            return
        total = sum(stat.st_size for stat, _ in entries)
        for stat, path in sorted(entries, key=lambda entry: entry[0].st_mtime_ns):
            if total <= largest:
                break
            total -= stat.st_size
            discard(path)

    def _path(self, text: str) -> str:
        import hashlib

        digest = hashlib.sha256(f"{self._engine}\n{text}".encode()).hexdigest()[:32]
        return os.path.join(self._folder, f"{digest}.wav")
