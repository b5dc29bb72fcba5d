"""``lrx completion``: the script that makes a shell complete the words of ``lrx``."""

from __future__ import annotations

import os
from typing import Annotated

from lrx_cli import locations
from lrx_cli.cli.context import read_option
from lrx_cli.cli.declaring import Argument, Verbs
from lrx_cli.core.settings import Word
from lrx_cli.render.console import put
from lrx_cli.storage.files import read_bytes

SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[str, Argument("bash|zsh|fish", "The shell.")],
) -> None:
    """Print a script for your shell; it completes commands, options, exercises, routines and levels.

    Nothing is installed: where the script goes is up to you.

    \b
    Examples:
      eval "$(lrx completion bash)"                          in ~/.bashrc
      lrx completion zsh > "${fpath[1]}/_lrx"                or eval it in ~/.zshrc, after compinit
      lrx completion fish > ~/.config/fish/completions/lrx.fish
    """
    name = read_option("SHELL", Word(SHELLS), shell)
    path = os.path.join(locations.catalog_folder(), "completions", f"lrx.{name}")
    put(read_bytes(path).decode().splitlines())


VERBS: Verbs = {"": completion}
