"""``lrx completion``: the script that makes a shell complete the words of ``lrx``."""

from typing import Annotated, Literal

import typer
from typer.completion import shell_complete

from lrx_cli.cli.options import argument

app = typer.Typer(add_completion=False)


@app.command()
def completion(
    ctx: typer.Context,
    shell: Annotated[Literal["bash", "zsh", "fish"], argument("bash|zsh|fish", "The shell.")],
) -> None:
    """Print the completion script for bash, zsh or fish.

    Examples:
      eval "$(lrx completion bash)"               in ~/.bashrc
      eval "$(lrx completion zsh)"                in ~/.zshrc, after compinit
      lrx completion fish > ~/.config/fish/completions/lrx.fish

    It completes commands, options, exercises, routines, levels and variants.
    lrx --install-completion puts it in its place for your shell.
    """
    root = ctx.find_root()
    name = root.info_name or "lrx"
    variable = f"_{name}_COMPLETE".replace("-", "_").upper()
    shell_complete(root.command, {}, name, variable, f"source_{shell}")
