"""The command line: typer reads it, one file a command."""

import gc

# A start makes tens of thousands of objects, and they stay: to look through them for garbage every 700 of
# them, as usual, takes a tenth of it. Here, since that begins with the imports of a command line.
gc.set_threshold(100_000)
