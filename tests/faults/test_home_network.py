"""Nothing leaves the machine: no command opens a socket or loads what could fetch something, and nothing
that is personal is told to another program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lrx_cli.cli.commands import COMMANDS
from tests.core.said import answer
from tests.storage.recorded import hurried, keep, later, record, uuid

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
SECRET = "calf-burns-like-fire"
EVERY_COMMAND = (
    "", "session --routine desk --teach off --speed 1000 --skip-check --plain", "preview",
    "show seal", "list", "check data/exercises.json", "routine list", "routine show desk", "exercise --help",
    "handout", "remind --at 07:30", "history", "history 1", "history --json", "progress", "progress --json",
    "export history", "export history -o OUT/history.json", "import OUT/history.json",
    "render seal --teach off -o OUT/one.wav", "sounds --help", "doctor", "config show",
    "config set level gentle",
    "about", "completion bash", "reset", "history --delete-all --yes",
)  # fmt: skip
WATCHED = """
import json, sys
opened, started = [], []

def watch(event, values):
    if event.startswith("socket."):
        opened.append(event)
    elif event == "subprocess.Popen":
        started.append([str(word) for word in values[1]])

sys.addaudithook(watch)
from lrx_cli.cli.app import run
codes = {line: run(line.split()) for line in json.loads(sys.argv[1])}
loaded = sorted({"ssl", "http.client", "urllib.request", "ftplib", "asyncio"} & set(sys.modules))
print(json.dumps([opened, started, loaded, codes]), file=sys.stderr)
"""


def test_no_command_opens_a_socket_or_tells_another_program_anything_personal(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with hurried(home / "history.sqlite3") as store:
        record(store, 1, started=later(1))
        keep(store, [answer(uuid(1), later(1), "before", {"level": SECRET})])
    lines = [line.replace("OUT", str(tmp_path)) for line in EVERY_COMMAND]
    assert {line.split()[0] for line in lines if line} == set(COMMANDS)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps(lines)],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "LRX_HOME": str(home)},
        cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    opened, started, loaded, codes = json.loads(done.stderr.splitlines()[-1])
    assert opened == []
    assert loaded == []
    assert {line: code for line, code in codes.items() if code} == {}
    told = " ".join(word for words in started for word in words)
    assert not any(personal in told for personal in (SECRET, uuid(1), str(home), "short"))
