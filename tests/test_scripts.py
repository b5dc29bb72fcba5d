"""The scripts of bench/ and tools/ find what they import: nothing else notices when a module is renamed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = sorted(path for folder in ("bench", "tools") for path in (ROOT / folder).rglob("*.py"))
IMPORTED = (
    "import runpy, sys; sys.path.insert(0, sys.argv[1]); runpy.run_path(sys.argv[2], run_name='imported')"
)


@pytest.mark.long
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_script_finds_what_it_imports(path: Path) -> None:
    command = [sys.executable, "-c", IMPORTED, str(path.parent), str(path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
