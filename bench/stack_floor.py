"""The least that a command of this stack costs: typer reads an option, rich prints a table, nothing else."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table


def exercises(level: Annotated[str, typer.Option(help="How much.")] = "standard") -> None:
    table = Table("exercise", "level")
    table.add_row("Figure four stretch", level)
    Console().print(table)


if __name__ == "__main__":
    typer.run(exercises)
