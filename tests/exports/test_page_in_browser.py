"""The page in a real browser: it plays what ``lrx render`` writes, and obeys as the player does."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.health.answers import After, Answer, Stopped
from lrx_cli.core.health.profile import marked
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.player import interruptions
from lrx_cli.core.player.events import CueDue
from lrx_cli.core.records.session_record import LoggedEvent, Record
from lrx_cli.core.timeline import phrases
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Segment, Timeline
from lrx_cli.exports import page
from lrx_cli.exports.page.data import TAP_AN_ANSWER, without_keys
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.history.imports import read_history
from tests.core.playing import Session
from tests.exports.browsers import Browser, Chromium, Firefox
from tests.hostile import written

pytestmark = pytest.mark.external


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    found = Firefox(tmp_path_factory.mktemp("firefox"))
    yield found
    found.close()


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    found: Browser = request.getfixturevalue(request.param)
    return found


NOTHING = Plan("silent", "standard", "off", (), (), (), 1.0, manual=False)
SAFETY = load_safety(locations.safety_file())

SIMULATED = """
(() => {
  let t = 0, w = 0, due = [], heard = [];
  clock = () => t; wall = () => w; awake = draw = media = () => {};
  sound = items => {
    t = 0; due = [];
    let begun = 0;
    for (const item of items) {
      for (const [at, say] of dueCues(item)) due.push([begun + at, D.texts[D.says[say][0]]]);
      begun += item.d;
    }
  };
  const hear = () => {
    while (due.length && due[0][0] <= t) heard.push([w, due.shift()[1]]);
    tick();
  };
  const COMMANDS = {pause, go_on: resume, next: busy(next), back: busy(again), skip: busy(skip), hurt};
  globalThis.trial = steps => {
    t = w = 0; heard = []; state = "before"; start(); hear();
    const places = [];
    for (const [ms, command] of steps) {
      const until = w + ms;
      while (state !== "paused" && state !== "ended") {
        const end = starts[starts.length - 1];
        const next = Math.min(due.length ? due[0][0] : end, end, ...starts.filter(x => x > t));
        if (w + next - t > until) break;
        w += next - t; t = next; hear();
        if (t >= end) { const before = route; trackOver(); if (route === before) break; hear(); }
      }
      if (state !== "paused" && state !== "ended") { t += until - w; }
      w = until; hear();
      if (command) { command.startsWith("hurt_") ? answer(command.slice(5)) : COMMANDS[command](); hear(); }
      const s = held ? held.s : route[k].waits && route[k + 1] ? route[k + 1] : route[k];
      places.push([state === "ended" ? -1 : s.i, s.side]);
    }
    return {heard, places, done: done.size, state};
  };
})()
"""


def heard(event: CueDue) -> str | None:
    """What the page says in place of that; ``None``: it says nothing there."""
    cue = event.cue
    if cue in (interruptions.PAUSED, interruptions.STILL_PAUSED):
        return None
    if cue == interruptions.HURT_MENU:
        return TAP_AN_ANSWER.text
    if cue == interruptions.SKIPPED_NOW:
        return interruptions.LEFT_OUT.text
    for position in phrases.EASE:
        if cue == interruptions.ease(position):
            return without_keys(cue).text
    if cue.say == interruptions.left_out(()).say:
        return cue.say
    if cue == interruptions.HAVE_THEY_SETTLED:
        return without_keys(cue).text
    return cue.text


def random_session(timeline: Timeline, random: Random) -> tuple[list[tuple[int, str | None]], dict[str, Any]]:
    """Steps, and what the player makes of them."""
    session = Session(timeline)
    steps: list[tuple[int, str | None]] = []
    places = []
    busy = random.choice((500, 3_000, 12_000, 40_000))
    while session.player.state != "ended" and len(steps) < 400:
        state = session.player.state
        wait = random.randrange(0, 4_000) if state == "paused" else random.randrange(1, busy)
        session.wait(wait)
        allowed = [c for c in session.player.allowed if c in COMMANDS or c.startswith("hurt_")]
        command = random.choice(allowed) if allowed and random.random() < 0.9 else None
        if command in ("hurt_end", "hurt_warning", "hurt_unsettled", "hurt_spread") and random.random() < 0.6:
            command = None
        if command:
            session.press(command)
        steps.append((wait, command))
        snapshot = session.player.snapshot(session.now)
        ended = snapshot.state == "ended"
        segment = snapshot.segment
        places.append([-1 if ended or segment is None else segment.index, segment.side if segment else None])
    snapshot = session.player.snapshot(session.now)
    said = [[e.at, h] for e in session.events if isinstance(e, CueDue) and (h := heard(e)) is not None]
    return steps, {"heard": said, "places": places, "done": snapshot.done, "state": snapshot.state}


COMMANDS = ("pause", "go_on", "next", "back", "skip", "hurt")


def silent_page(timeline: Timeline, tmp_path: Path) -> Path:
    path = tmp_path / "silent.html"
    html = page.render("Silent", NOTHING, timeline, SAFETY, lambda _: None, lambda *_: None, names={})
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["desk", "morning", "full", "evening"])
def test_every_tap_does_what_the_player_does(
    chromium: Chromium, catalog: Catalog, routines: dict[str, Routine], name: str, tmp_path: Path
) -> None:
    random = Random(name)
    for level, teach in (("standard", "full"), ("stronger", "off")):
        timeline = compile(plan(catalog, Choice(routines[name], level=level, teach=teach)), attended=False)
        chromium.open(silent_page(timeline, tmp_path))
        chromium.run(SIMULATED)
        for _ in range(25):
            steps, expected = random_session(timeline, random)
            found = chromium.run(f"trial({json.dumps(steps)})")
            assert_same(found, expected, steps)


def assert_same(found: dict[str, Any], expected: dict[str, Any], steps: list[Any]) -> None:
    for one, other in zip(found["heard"], expected["heard"], strict=False):
        assert one == other, f"the page says {one}, the player {other}, in {steps}"
    assert len(found["heard"]) == len(expected["heard"])
    for place, (one, other) in enumerate(zip(found["places"], expected["places"], strict=True)):
        assert one == other, f"after {steps[: place + 1]} the page is at {one}, the player at {other}"
    assert found["done"] == expected["done"]


@pytest.fixture(scope="module")
def whole(
    catalog: Catalog,
    routines: dict[str, Routine],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Timeline]:
    """The page of a routine, with all its words and pictures."""
    folder = tmp_path_factory.mktemp("page")
    lrx = runner(folder / "home")
    lrx("config", "set", "volume", "80")
    for name in ("desk.html", "desk.wav"):
        lrx("render", "--routine", "desk", "--teach", "off", "-o", str(folder / name))
    # Nobody was asked anything, so it is the gentle form.
    choice = Choice(routines["desk"], level="gentle", teach="off")
    timeline = compile(plan(catalog, choice), attended=False)
    path = folder / "desk.html"
    return path, timeline


def runner(home: Path) -> Callable[..., str]:
    """``lrx`` as another process, with a home of its own; gives what it prints."""
    environment = {**os.environ, "LRX_HOME": str(home)}

    def lrx(*words: str) -> str:
        command = [sys.executable, "-m", "lrx_cli", *words]
        found = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return found.stdout

    return lrx


PRESS = "document.getElementById('{}').click()"
AT = "audio.currentTime = starts[route.findIndex(s => {})] / 1000 + {}"


def begin(browser: Browser, path: Path) -> None:
    browser.size(390, 844)
    browser.open(path)
    browser.run(PRESS.format("start"))
    browser.until("audio.currentTime > 0.05")


def test_the_track_is_what_lrx_render_writes(browser: Browser, whole: tuple[Path, Timeline]) -> None:
    path, _ = whole
    begin(browser, path)
    found = browser.run(
        "(async () => { const bytes = await track(route).arrayBuffer();"
        "const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));"
        "return [...digest].map(b => b.toString(16).padStart(2, '0')).join('') })()"
    )
    assert found == hashlib.sha256(path.with_suffix(".wav").read_bytes()).hexdigest()


def test_a_routine_plays_to_its_end_in_order_and_asks_the_network_for_nothing(
    browser: Browser, whole: tuple[Path, Timeline]
) -> None:
    path, timeline = whole
    browser.size(390, 844)
    browser.open(path)
    browser.run("globalThis.seen = []")
    browser.run("document.addEventListener('segment', e => seen.push(e.detail[0]))")
    browser.run(PRESS.format("start"))
    browser.run("audio.playbackRate = 16")
    browser.until("state === 'ended'", 60)
    assert browser.run("seen") == [segment.index for segment in timeline.path[1:]]
    ended = browser.run("[shown.ended, shown.last, done.size]")
    assert ended == ["Done", timeline.path[-1].text, len(work(timeline))]
    # Firefox tells of no files, and has a font of its own for its own pages.
    assert {url.split(":")[0] for url in browser.requested} <= {"file", "blob", "data"}
    assert browser.said == []


def test_the_picture_changes_when_the_sound_does(browser: Browser, whole: tuple[Path, Timeline]) -> None:
    path, _ = whole
    begin(browser, path)
    browser.run("globalThis.late = []")
    browser.run("document.addEventListener('segment', e => late.push(e.detail[2] - e.detail[1]))")
    browser.run(AT.format("s.kind === 'move'", "-1"))
    browser.run("late.length = 0")
    browser.until("late.length >= 4", 40)
    late = sorted(browser.run("late"))
    assert late[0] >= 0
    assert late[len(late) // 2] < 250  # a frame, on a machine that does nothing else


MOMENT = """globalThis.moment = (is, ms) => {
  const place = route.findIndex(is); clock = () => starts[place] + ms; tick();
  return [shown.side, shown.count, document.getElementById('drawing').getAttribute('transform')];
}"""


def test_a_side_is_shown_until_it_is_left_and_no_longer(
    browser: Browser, whole: tuple[Path, Timeline]
) -> None:
    path, _ = whole
    begin(browser, path)
    browser.run(MOMENT)
    _, _, first = browser.run("moment(s => s.kind === 'return' && s.side, 100)")
    side, count, leaving = browser.run("moment(s => s.kind === 'switch', 100)")
    assert [side, count, leaving] == ["RIGHT", "until it goes on", first]
    _, _, second = browser.run("moment(s => s.kind === 'move' && s.side === 'right', 0)")
    assert second != first
    assert browser.run("moment(s => s.kind === 'rest' && s.side === 'right', 100)")[:2] == ["", ""]


def test_a_side_is_not_shown_before_it_is_told_and_then_it_is_the_one_that_is_named(
    chromium: Chromium, catalog: Catalog, routines: dict[str, Routine], tmp_path: Path
) -> None:
    named = ("open-book-rotation", "back-rotation-stretch")
    choice = Choice(
        routines["full"],
        named=named,
        level="standard",
        teach="off",
        variants={"back-rotation-stretch": "no-hand"},
    )
    chromium.open(silent_page(compile(plan(catalog, choice), attended=False), tmp_path))
    chromium.run("(state = 'before', start())")
    chromium.run(MOMENT.replace("shown.count", "shown.word"))
    assert chromium.run("moment(s => s.kind === 'prepare', 100)")[:2] == ["", "LIE DOWN"]
    assert chromium.run("moment(s => s.kind === 'prepare' && s.told > 0, 0)")[0] == ""
    assert chromium.run("moment(s => s.kind === 'prepare' && s.told > 0, 10000)")[0] == "LEFT"
    rolls = "s => s.kind === 'switch' && s.block === 0"
    assert chromium.run(f"moment({rolls}, 100)")[:2] == ["LEFT SIDE", "ROLL OVER"]
    told = chromium.run(f"route.find({rolls}).told")
    assert chromium.run(f"moment({rolls}, {told})")[:2] == ["RIGHT", "SWITCH"]
    assert chromium.run(f"moment({rolls}, route.find({rolls}).d - 1)")[:2] == ["RIGHT", "READY"]
    side, across, _ = chromium.run("moment(s => s.kind === 'move' && s.block === 1, 100)")
    assert (side, across) == ("RIGHT", "ACROSS"), "the left side works, the knees go to the right"


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (320, 568)])
def test_nothing_is_cut_and_every_button_can_be_hit(
    browser: Browser, whole: tuple[Path, Timeline], width: int, height: int, text: int
) -> None:
    path, _ = whole
    least = 58 if width > height else 72
    begin(browser, path)
    browser.size(width, height, text=text)
    for state in (None, "pause", "hurt", "spread", "unsettled"):
        if state in ("spread", "unsettled"):
            browser.run(f"answer('{state}')")
        elif state:
            browser.run(PRESS.format(state))
        assert not browser.run("document.documentElement.scrollWidth > innerWidth"), state
        cut = browser.run(
            "[...document.querySelectorAll('button, p, h1, li')].filter(e => e.offsetParent && "
            "!e.classList.contains('unseen') && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        )
        assert cut == [], state
        sizes = browser.run(
            "[...document.querySelectorAll('button')].filter(e => e.offsetParent)"
            ".map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
        )
        assert sizes
        assert all(w >= 72 and h >= least for w, h in sizes), sizes
        if state != "spread" and state is None:
            assert browser.run("document.getElementById('stage').getBoundingClientRect().height") >= 100


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (320, 568)])
def test_no_rule_of_accessibility_is_broken(
    chromium: Chromium, whole: tuple[Path, Timeline], width: int, height: int, dark: bool
) -> None:
    path, _ = whole
    rules = importlib.util.find_spec("axe_playwright_python")
    assert rules is not None, "pip install --no-deps axe-playwright-python"
    assert rules.submodule_search_locations
    chromium.prefer(dark=dark)
    chromium.size(width, height)
    chromium.open(path)
    chromium.size(width, height)
    chromium.run(Path(rules.submodule_search_locations[0], "axe.min.js").read_text(encoding="utf-8"))
    broken = {}
    for state, act in STATES.items():
        chromium.run(act)
        found = chromium.run(
            "axe.run().then(found => found.violations.map(rule => [rule.id, rule.nodes[0].html]))"
        )
        if found:
            broken[state] = found
    chromium.prefer()
    assert broken == {}


STATES = {
    "before": "0",
    "running": PRESS.format("start"),
    "moving": AT.format("s.kind === 'move'", "0.3"),
    "paused": PRESS.format("pause"),
    "hurt": PRESS.format("hurt"),
    "easing": "answer('spread')",
    "ended": "answer('unsettled')",
}
"""What leads from each state to the next."""


def test_what_is_saved_there_is_in_the_history_and_holds_for_the_next_plan(
    browser: Browser, whole: tuple[Path, Timeline], tmp_path: Path
) -> None:
    path, timeline = whole
    begin(browser, path)
    browser.run("audio.playbackRate = 16")
    browser.until("done.size >= 3", 40)
    browser.run(PRESS.format("hurt"))
    browser.run("answer('spread')")
    browser.run("answer('unsettled')")
    name, done = browser.run("[D.blocks[about].name, done.size]")
    assert name in browser.run("document.getElementById('tomorrow').textContent")
    browser.run(PRESS.format("save"))
    file = downloaded(browser)
    record, _ = read_history(str(file))
    assert isinstance(record, Record)
    assert (record.outcome, record.session.routine) == ("stopped", "desk")
    assert (record.session.planned_ms, record.done) == (timeline.duration, done)

    lrx = runner(tmp_path / "home")
    assert name in lrx("preview", "--routine", "desk")
    lrx("import", str(file))
    assert f"{done} of {len(work(timeline))}" in lrx("history")
    assert "1 red" in lrx("progress")
    planned, _, left_out = lrx("preview", "--routine", "desk").partition("You need")
    assert name not in planned
    assert "rests for two days" in left_out


def test_all_that_was_played_is_saved_each_once(
    chromium: Chromium, whole: tuple[Path, Timeline], tmp_path: Path
) -> None:
    path, _ = whole
    begin(chromium, path)
    for _ in range(2):
        chromium.run("hurt()")
        chromium.run("answer('end')")
        chromium.run(PRESS.format("once"))
    chromium.run("hurt()")
    chromium.run("answer('end')")
    lrx = runner(tmp_path / "home")
    for name in ("once.json", "twice.json"):
        (tmp_path / name).write_text(chromium.run("saved()"), encoding="utf-8")
        lrx("import", str(tmp_path / name))
    listed = lrx("history")
    assert "\n3  " in listed
    assert "\n4  " not in listed


@pytest.mark.parametrize(
    "reported",
    [
        [],
        ["strong"],
        ["nothing", "strong", "skip"],
        ["spread", "settled", "strong"],
        ["strong", "strong", "warning"],
        ["spread", "unsettled"],
    ],
)
def test_what_hurt_has_the_color_that_it_has_in_the_terminal(
    chromium: Chromium, whole: tuple[Path, Timeline], reported: list[str], tmp_path: Path
) -> None:
    path, _ = whole
    begin(chromium, path)
    for answer in reported:
        if answer not in ("settled", "unsettled"):
            chromium.run("hurt()")
        chromium.run(f"answer('{answer}')")
    chromium.run("state === 'ended' || finish('stopped', null)")
    file = tmp_path / "saved.json"
    file.write_text(chromium.run("saved()"), encoding="utf-8")
    record, *answers = read_history(str(file))
    assert isinstance(record, Record)
    events = [row for row in record.rows if isinstance(row, LoggedEvent) and row.what == "reported"]
    expected = marked((str(event.value["what"]), str(event.value["value"])) for event in events)
    said = [answer.said for answer in answers if isinstance(answer, Answer)]
    assert [each.marks for each in said if isinstance(each, After)] == ([expected] if expected else [])
    assert [each for each in said if isinstance(each, Stopped)] == (
        [Stopped("emergency")] if "warning" in reported else []
    )


def downloaded(browser: Browser) -> Path:
    end = time.monotonic() + 20
    while not (found := list(browser.downloads.glob("lrx-*.json"))) or not found[0].stat().st_size:
        assert time.monotonic() < end, "nothing was saved"
        time.sleep(0.1)
    return found[0]


def work(timeline: Timeline) -> list[Segment]:
    return [segment for segment in timeline.path if segment.kind in ("move", "hold")]


def test_names_from_a_file_act_on_nothing(
    browser: Browser, catalog: Catalog, routines: dict[str, Routine], tmp_path: Path
) -> None:
    hostile = "</title></script><img src=x onerror=alert(1)><!--<script>alert(2)</script>\"'&"
    timeline = compile(plan(catalog, Choice(routines["desk"], level="gentle", teach="off")), attended=False)
    blocks = tuple(block._replace(name=hostile) for block in timeline.blocks)
    segments = tuple(segment._replace(text=hostile, word=hostile) for segment in timeline.segments)
    today = plan(written.catalog(hostile, "cat-cow"), Choice(written.routine(hostile, "cat-cow")))
    named = timeline._replace(blocks=blocks, segments=segments)
    path = tmp_path / "hostile.html"
    html = page.render(
        hostile, today, named, written.safety(hostile), lambda _: None, lambda *_: None, names={}
    )
    path.write_text(html, encoding="utf-8")
    begin(browser, path)
    assert hostile in browser.run("$('where').textContent")
    for act in (PRESS.format("hurt"), "answer('spread')", "answer('unsettled')"):
        browser.run(act)
    assert hostile in browser.run("$('results').textContent")
    assert browser.run("[document.title, document.scripts.length, document.images.length]") == [hostile, 1, 0]
    assert browser.said == []


def test_lock_screen_and_headset_buttons_know_what_plays_and_steer_it(
    chromium: Chromium, whole: tuple[Path, Timeline]
) -> None:
    path, timeline = whole
    chromium.size(390, 844)
    chromium.open(path)
    chromium.run("globalThis.buttons = {}")
    chromium.run("navigator.mediaSession.setActionHandler = (what, act) => { buttons[what] = act }")
    chromium.run("listen()")
    chromium.run(PRESS.format("start"))
    chromium.until("audio.currentTime > 0.05")
    assert chromium.run("navigator.mediaSession.metadata.artist") == timeline.blocks[0].name
    assert chromium.run("lock !== null && !lock.released")
    for button, state in (("pause", "paused"), ("play", "running")):
        chromium.run(f"buttons['{button}']()")
        assert chromium.run("state") == state
    before = chromium.run("route[k].n < 0 ? route[k + 1].n : route[k].n")
    chromium.run("buttons['nexttrack']()")
    assert chromium.run("route[k].n") != before


def test_a_call_that_stops_the_sound_is_a_pause(browser: Browser, whole: tuple[Path, Timeline]) -> None:
    path, _ = whole
    begin(browser, path)
    browser.run("audio.pause()")
    browser.until("state === 'paused'")
    browser.run(PRESS.format("pause"))
    browser.until("state === 'running' && !audio.paused")


def test_without_scripts_it_says_what_to_do_and_is_still_of_use(
    chromium: Chromium, whole: tuple[Path, Timeline]
) -> None:
    path, timeline = whole
    chromium.size(390, 844)
    chromium.open(path, scripts=False)
    chromium.until("document.querySelector('.chapters li')")
    text = chromium.run("document.body.innerText")
    assert "python3 -m http.server" in text
    assert all(block.name in text for block in timeline.blocks)
    assert "Start\n" not in text
    chromium.send("Emulation.setScriptExecutionDisabled", value=False)


def test_with_less_motion_there_are_poses_and_no_movement(
    chromium: Chromium, whole: tuple[Path, Timeline]
) -> None:
    path, _ = whole
    begin(chromium, path)
    chromium.prefer(still=True)
    chromium.run(AT.format("s.kind === 'move'", "0.3"))
    chromium.run(
        "globalThis.drawn = 0; new MutationObserver(() => drawn++).observe($('drawing'), {childList: true})"
    )
    chromium.run("new Promise(done => setTimeout(done, 1200))")
    chromium.prefer()
    assert chromium.run("drawn") <= 2


def test_with_the_voice_off_a_screen_reader_is_given_the_words(
    browser: Browser, whole: tuple[Path, Timeline]
) -> None:
    path, _ = whole
    browser.size(390, 844)
    browser.open(path)
    browser.run("document.getElementById('voice').checked = false")
    browser.run(PRESS.format("start"))
    browser.until("$('live').textContent.length > 5")
    assert browser.run("$('live').getAttribute('aria-live')") == "assertive"
