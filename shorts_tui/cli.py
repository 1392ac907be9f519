"""Arguments -> a command."""


def main() -> int:
    """The `shorts-tui` command."""
    return 0
