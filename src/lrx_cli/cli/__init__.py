"""The command line: typer reads it, one file a command."""

import gc

# A start makes tens of thousands of objects that stay. Looking through them for garbage after every 700, as
# usual, takes a tenth of the start. This stands here because the imports that make them come right after.
gc.set_threshold(100_000)
