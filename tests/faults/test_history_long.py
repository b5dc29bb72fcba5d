"""Eight hours, in no time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

SCRIPT = Path(__file__).parents[2] / "bench" / "faults" / "long_session.py"


def test_a_session_of_eight_hours_does_not_drift_grow_or_leave_files_open() -> None:
    ended = subprocess.run([sys.executable, SCRIPT, "--hours", "8"], capture_output=True, timeout=120)
    figures = json.loads(ended.stdout)
    assert ended.returncode == 0, figures
    assert figures["hours"] >= 8
    assert figures["drift_ms"] == figures["more open files"] == 0
