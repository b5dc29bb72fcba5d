"""``python -m lrx_cli`` is ``lrx``."""

from lrx_cli.cli.app import main

if __name__ == "__main__":
    main()
