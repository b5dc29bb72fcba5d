"""The command line: typer reads it, one file a command."""
