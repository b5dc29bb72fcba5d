"""``python -m lrx_cli`` is ``lrx``."""

from lrx_cli.cli import main

if __name__ == "__main__":
    main()
