"""Somebody who knows which lines there are, and says which of them was heard."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable
from unittest.mock import patch

from lrx_cli.sound import samples
from lrx_cli.sound.samples import LOUDEST, RATE, Samples

_ITS_RATE = 16_000


def words(line: str) -> str:
    kept = "".join(c if c.isalpha() or c == "'" else " " for c in line.lower())
    return " ".join(kept.split())


class Recognizer:
    def __init__(self, lines: Iterable[str]) -> None:
        from pocketsphinx import Decoder  # group `heard`: only the tests marked external need it

        grammar = " | ".join(dict.fromkeys(map(words, lines)))
        self._decoder = Decoder(samprate=_ITS_RATE, loglevel="FATAL", lm=None)
        self._decoder.add_jsgf_string("lines", f"#JSGF V1.0; grammar lines; public <line> = {grammar} ;")
        self._decoder.activate_search("lines")

    def heard_in(self, clip: Samples[int]) -> str:
        self._decoder.start_utt()
        self._decoder.process_raw(_in_a_room(clip), full_utt=True)
        self._decoder.end_utt()
        heard = self._decoder.hyp()
        return heard.hypstr if heard else ""


def _in_a_room(clip: Samples[int]) -> bytes:
    """At its rate, in a room that is not deathly quiet: digital silence is nothing it was trained on."""
    samples._filter.cache_clear()
    with patch.object(samples, "RATE", _ITS_RATE):
        clip = samples.resampled(clip, RATE)
    samples._filter.cache_clear()
    room = random.Random(1)
    quiet = array("h", bytes(2 * 4_800))
    heard = (max(-LOUDEST, min(LOUDEST, s + room.randint(-8, 8))) for s in quiet + clip + quiet)
    return array("h", heard).tobytes()
