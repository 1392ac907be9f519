"""Where the program begins: nothing is loaded before an interruption can be answered with a word, not a traceback."""

import sys


def main() -> int:
    """Run the command line; returns its exit status. This is `shorts-tui`, and `python -m shorts_tui`."""
    try:
        from shorts_tui.cli import main as run

        return run()
    except KeyboardInterrupt:
        # While loading: from there on, the command line itself sees to it.
        sys.stderr.write("Interrupted.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
