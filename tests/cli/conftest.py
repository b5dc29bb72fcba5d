"""Whole command lines, run in this process: what they print, and their exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lrx_cli.cli.app import run

_OWN_HOME = tempfile.TemporaryDirectory(prefix="lrx-tests-")
"""For programs that are started as they are: nobody's history is written but this one."""
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Lrx = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and data of nobody; what the shell of the person who runs the tests says does not count."""
    for variable in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LRX_SPEED", "LRX_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def lrx(home: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Lrx]:
    before = signal.getsignal(signal.SIGINT)

    def call(*arguments: str) -> Result:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return Result(code, out, err)

    yield call
    signal.signal(signal.SIGINT, before)


def start(
    *arguments: str, env: dict[str, str] | None = None, **streams: Any
) -> subprocess.CompletedProcess[bytes]:
    """The real program as a process of its own, in the environment of nobody in particular."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LRX_HOME": _OWN_HOME.name}
    usual = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(
        [sys.executable, "-m", "lrx_cli", *arguments],
        env=environment | (env or {}),
        timeout=60,
        **(usual | streams),
    )
