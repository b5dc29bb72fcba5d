"""Each file operation of a session fails once, or is the last one before a kill: the program under strace.

    python bench/faults/operations.py --faults ENOSPC,EIO,kill --stride 5

For every kind of operation on a file of the home, the first, second, third ... of them meets the fault, until
a run gets to its end unhurt. After each run all that was there before or was promised must be readable,
nothing may be damaged, and a session that was not killed has ended by itself, without a traceback. What the
program says it kept beside the history has to be readable after the command that it names for that.
``--stride``: only every so-manieth. Needs strace. Prints one JSON line of figures; exit 1 on a finding.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from checks import look
from tests.faults.homes import NAME, SESSION, lived_in

OPERATIONS = (
    "openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "rename",
    "mkdir", "fcntl", "flock",
)  # fmt: skip
FILES = (
    "",
    "-journal",
    ".lock",
    ".new",
    ".new-journal",
    ".backup-1",
    ".backup-2",
    ".backup-3",
    ".backup-new",
)
DONE = (0, 73, 74)
KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)


def main(
    faults: str = "ENOSPC,EIO,EROFS,EDQUOT,EMFILE,EACCES,kill",
    stride: int = 1,
    first: bool = False,
    seconds: float = 1_800,
) -> None:
    """``first``: in a home without a history; ``seconds``: give up after so long."""
    until = time.monotonic() + seconds
    runs, found = dict.fromkeys(faults.split(","), 0), []
    with tempfile.TemporaryDirectory() as folder:
        good, home = Path(folder) / "good", Path(folder) / "home"
        good.mkdir()
        if not first:
            lived_in(good / NAME)
        for fault in runs:
            for operation in OPERATIONS:
                number = 1
                while time.monotonic() < until:
                    shutil.rmtree(home, ignore_errors=True)
                    shutil.copytree(good, home)
                    met, wrong = _run(home, operation, fault, number)
                    if not met:
                        break
                    runs[fault] += 1
                    if wrong:
                        found.append([fault, operation, number, *wrong])
                    number += stride
    print(json.dumps({"stride": stride, "runs": runs, "findings": found}))
    raise typer.Exit(1 if found else 0)


def _run(home: Path, operation: str, fault: str, number: int) -> tuple[bool, list[str]]:
    """Whether the fault was met, and what is wrong afterwards."""
    log, before = home.with_name("trace"), look(str(home))[1]
    how = "signal=SIGKILL" if fault == "kill" else f"error={fault}"
    paths = [word for file in FILES for word in ("-P", f"{home / NAME}{file}")]
    own = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LRX_HOME": str(home), "LRX_TEST_ACK": "1"}
    ended = subprocess.run(
        ["strace", "-f", "-qq", "-o", str(log), *paths, "-P", str(home),
         "-e", f"trace={operation}", "-e", f"inject={operation}:{how}:when={number}",
         sys.executable, "-m", "lrx_cli", *SESSION],
        env=own, stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
    )  # fmt: skip
    if b"lrx history --restore brings it" in ended.stdout:
        restore = [sys.executable, "-m", "lrx_cli", "history", "--restore"]
        subprocess.run(restore, env=own, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    traced = log.read_text()
    met = "(INJECTED)" in traced or "killed by SIGKILL" in traced
    promised = set(re.findall(r"^ACK (\S+)$", ended.stderr.decode(), re.MULTILINE))
    status, have, problems = look(str(home))
    wrong = []
    if status not in ("ok", "missing") or problems:
        wrong.append(f"{status}, {problems} problems")
    if lost := (before | promised) - have:
        wrong.append(f"{len(lost)} lost")
    if ended.returncode not in (KILLED if fault == "kill" and met else DONE):
        wrong.append(f"exit code {ended.returncode}")
    if b"Traceback" in ended.stderr or b"this is a bug" in ended.stderr:
        wrong.append("a bug")
    return met, wrong


if __name__ == "__main__":
    typer.run(main)
