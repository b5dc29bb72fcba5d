"""What a command may import: the part of start-up that a test can hold (``bench/startup.py`` measures it)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"


def imported(line: str, folder: Path) -> set[str]:
    """Every module that a command line imports, run with an empty home."""
    names = folder / "names"
    text = (
        "import sys\n"
        "from lrx_cli.cli.app import run\n"
        f"code = run({line.split()!r})\n"
        f"open({str(names)!r}, 'w').write(' '.join(sys.modules))\n"
        "sys.exit(code)\n"
    )
    subprocess.run(
        [sys.executable, "-c", text],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "LRX_HOME": str(folder / "home")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return set(names.read_text().split())


@pytest.mark.parametrize("line", ["--help", "session --help", "list", "show figure-four", "preview"])
def test_help_and_pages_of_shipped_files_do_not_load_pydantic(line: str, tmp_path: Path) -> None:
    assert "pydantic" not in imported(line, tmp_path)
