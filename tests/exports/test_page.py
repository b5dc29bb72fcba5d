"""The page as a html: it holds all that it needs, and nothing that acts by itself but its own script."""

from __future__ import annotations

import json
import lzma
import re
import zlib
from base64 import b64encode
from hashlib import sha256
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.player import interruptions
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.exports import page, sound_file
from lrx_cli.exports.page import data
from lrx_cli.exports.page.data import Recording
from lrx_cli.exports.page.drawings import FigureOf, Progress
from lrx_cli.session.audio import Voice
from lrx_cli.session.drawing import figure_of
from lrx_cli.sound.clips import unpack
from lrx_cli.sound.samples import PER_MS, Samples, from_little_endian, tone
from lrx_cli.sound.tones import NOTES
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.voice import VoicePack
from tests.exports.phone_pages import FULL, THREE, heaviest
from tests.hostile import written

NOTHING = Plan("desk", "standard", "off", (), (), (), 1.0, manual=False)
SAFETY = load_safety(locations.safety_file())
HOSTILE = "</title></script><img src=x onerror=alert(1)><!--<script>\"'&\x1b[31m"


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Voice(VoicePack(locations.voice_folder()), None, None)


@pytest.fixture(scope="module")
def desk(catalog: Catalog, routines: dict[str, Routine]) -> Timeline:
    return compile(plan(catalog, Choice(routines["desk"], teach="off")), attended=False)


@pytest.fixture(scope="module")
def html(desk: Timeline, voice: Voice) -> str:
    return rendered(desk, voice.recording, figure_of)


def rendered(
    timeline: Timeline,
    recording: Recording = lambda _: None,
    figure_of: FigureOf = lambda *_: None,
    progress: Progress = lambda done, of: None,
) -> str:
    """Without what is only to read."""
    return page.render("Desk", NOTHING, timeline, SAFETY, recording, figure_of, names={}, progress=progress)


def data_of(html: str) -> tuple[dict[str, Any], list[Samples[int]]]:
    """The JSON, and the clips."""
    found = re.search(r'type="application/octet-stream">([^<]*)</script>', html)
    assert found
    whole = unpacked(found[1])
    at = 4 + int.from_bytes(whole[:4], "little")
    head = json.loads(whole[4:at])
    clips = []
    for clip in head["clips"]:
        if isinstance(clip[0], list):
            (name,) = (name for name, notes in NOTES.items() if [*map(list, notes)] == clip)
            clips.append(tone(name))
        else:
            size, step = clip
            clips.append(samples_of(whole[at : at + size], step))
            at += size
    return head, clips


def unpacked(letters: str) -> bytes:
    """The reverse of ``packing``."""
    digits: list[int] = []
    for code in map(ord, letters):
        if code < 160:
            digits.append(code - 32 - (code > ord("<")))
        else:
            digits += (94 + (code - 160) // 111, (code - 160) % 111)
    number = "".join(
        f"{((digits[at] * 111 + digits[at + 1]) * 111 + digits[at + 2]) * 111 + digits[at + 3]:027b}"
        for at in range(0, len(digits) - 3, 4)
    )
    packed = bytes(int(number[at : at + 8], 2) for at in range(0, len(number) - 7, 8))
    chain = [{"id": lzma.FILTER_LZMA1, "lc": 0, "lp": 0, "pb": 0, "dict_size": 1 << 23}]
    reader = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain)
    return reader.decompress(packed[4:], int.from_bytes(packed[:4], "little"))


@given(st.binary(max_size=3_000))
def test_bytes_are_letters_that_nothing_in_a_document_takes_for_its_own(data: bytes) -> None:
    letters = page.packed(data)
    assert unpacked(letters) == data
    assert not set(letters) & set("<\r\n\0")
    assert all(letter.isprintable() or ord(letter) >= 160 for letter in letters)


def test_its_data_holds_the_track_that_is_rendered_byte_for_byte(
    html: str, desk: Timeline, voice: Voice
) -> None:
    head, clips = data_of(html)
    whole: Samples[int] = from_little_endian(b"")
    begun = 0
    for segment in head["segments"][: head["planned"]]:
        for at, say, _ in segment[10]:
            whole.frombytes(bytes(2 * ((begun + at) * PER_MS - len(whole))))
            for gap, clip in head["says"][say][1]:
                whole.frombytes(bytes(2 * PER_MS * gap))
                whole.extend(clips[clip])
        begun += segment[7]
    whole.frombytes(bytes(2 * (begun * PER_MS - len(whole))))
    assert whole == sound_file.laid_out(desk, voice.line)


def samples_of(clip: bytes, step: int) -> Samples[int]:
    if step < 0:
        return from_little_endian(clip)
    deflate = zlib.compressobj(wbits=-15)
    return unpack(bytes([step]) + deflate.compress(clip) + deflate.flush())


def test_everything_that_can_be_said_on_it_is_on_it(html: str, desk: Timeline, voice: Voice) -> None:
    head, _ = data_of(html)
    said = {(head["texts"][text], len(sounds)) for text, sounds, _, _, spoken in head["says"] if spoken}
    cues = [cue for segment in desk.segments for cue in segment.cues if cue.say]
    answers = [
        interruptions.GOING_ON,
        data.TAP_AN_ANSWER,
        data.without_keys(interruptions.HAVE_THEY_SETTLED),
        *(interruptions.going_on(each, desk.blocks[each.block]) for each in desk.path if each.rep),
        *(interruptions.stopped(block.way_out_text) for block in desk.blocks),
    ]
    for cue in (*cues, *answers):
        pieces = voice.recording(cue.say or "") or ()
        assert (cue.text, len(pieces) + (cue.tone is not None)) in said, cue


def test_while_a_position_is_taken_the_word_says_how(catalog: Catalog, routines: dict[str, Routine]) -> None:
    timeline = compile(plan(catalog, Choice(routines["full"], level="standard", teach="off")), attended=False)
    document, _ = data_of(rendered(timeline))
    words = {segment[0]: segment[8] for segment in document["segments"]}
    taken = [words[s.index] for s in timeline.path if s.kind == "prepare" and s.exercise is None]
    assert taken == ["HANDS AND KNEES", "LIE DOWN", "ROLL OVER", "ROLL OVER", "SIT", "STAND"]


def test_only_its_own_script_and_style_may_act(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    for tag in ("script", "style"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert re.findall(r"(?:src|href)=|https?:|@import|url\(", html.split("<script id")[0]) == []


def test_names_are_text_whatever_is_in_them(desk: Timeline) -> None:
    named = desk._replace(blocks=tuple(block._replace(name=HOSTILE) for block in desk.blocks))
    catalog, routine = written.catalog(HOSTILE, "cat-cow"), written.routine(HOSTILE, "cat-cow")
    today, safety = plan(catalog, Choice(routine)), written.safety(HOSTILE)
    html = page.render(
        HOSTILE, today, named, safety, lambda _: None, lambda *_: None, names={"cat-cow": HOSTILE}
    )
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert len(list(tree.iter("script"))) == 2
    assert list(tree.iter("img")) == []
    assert all(not key.lower().startswith("on") for element in tree.iter() for key in element.attrib)
    assert tree.find(".//h1").text.startswith("</title></script><img src=x")
    assert "\x1b" not in html
    assert "<" not in html.split('octet-stream">')[1].split("</script>")[0]


def test_it_is_well_formed_html(html: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(html)


def test_without_a_voice_it_has_the_tones_alone(desk: Timeline) -> None:
    head, clips = data_of(rendered(desk))
    assert len(clips) == len(
        {cue.tone for segment in desk.segments for cue in segment.cues if cue.tone} | {"alert"}
    )
    assert head["drawings"] == {}


def test_what_is_worked_on_is_seen_in_a_hold_though_another_part_moved(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    """Who holds a figure four has pulled the other thigh: the crossed leg is the one in color."""
    asked = Choice(routines["full"], named=("figure-four-stretch",), level="standard", teach="off")
    pulled = compile(plan(catalog, asked), attended=False)
    head, _ = data_of(rendered(pulled, figure_of=figure_of))
    ways = head["drawings"]["figure-four-stretch/pull"]["ways"]
    shapes = head["drawings"]["figure-four-stretch/pull"]["shapes"]

    def inks(frame: list[list[int]]) -> list[int]:
        return [shapes[path[1]][0] for path in frame]

    [standing], moving = ways["pull>pull"][0], ways["cross>pull"][0][-1]
    assert inks(standing) != inks(moving)


def test_no_line_of_it_names_a_key(html: str) -> None:
    head, _ = data_of(html)
    assert [text for text in head["texts"] if re.search(r"\b(press|space)\b", text, re.IGNORECASE)] == []


def test_progress_reaches_its_end(desk: Timeline) -> None:
    seen: list[tuple[int, int]] = []
    rendered(desk, figure_of=figure_of, progress=lambda done, of: seen.append((done, of)))
    assert seen == [*((n, len(seen) - 1) for n in range(len(seen)))]


@pytest.mark.long
def test_the_longest_routine_and_any_three_exercises_are_small_enough_to_send(
    catalog: Catalog, routines: dict[str, Routine], voice: Voice
) -> None:
    """What is only to read is left out here, which is 50 kB more at most."""
    pages = [("stronger", (), FULL), *((*three, THREE) for three in heaviest(2))]
    for level, named, most in pages:
        choice = Choice(routines["full"], named=named, level=level, teach="full")
        timeline = compile(plan(catalog, choice), attended=False)
        html = rendered(timeline, voice.recording, figure_of)
        assert 0.7 * most < len(html.encode()) < most - 50_000, named
