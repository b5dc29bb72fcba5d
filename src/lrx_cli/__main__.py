"""``lrx``, and ``python -m lrx_cli``."""

from lrx_cli.system.signals import quiet_start


def main() -> None:
    """Run the command line of this process."""
    # Before the rest is imported, which takes most of a start: Ctrl-C meanwhile shows no traceback.
    quiet_start()
    from lrx_cli.cli import app

    app.main()


if __name__ == "__main__":
    main()
