"""`logout`: forget the stored token."""

from __future__ import annotations

import argparse
import os

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import run_command
from shorts_tui.paths import locations
from shorts_tui.studio.errors import StudioError
from shorts_tui.studio.events import Notice


def run(args: argparse.Namespace) -> int:
    """The `logout` command; returns its exit status."""

    async def body(output: Output) -> None:
        token = locations().token
        # A program that was killed while it wrote one has left a copy.
        stored = [token, *token.parent.glob(f".{token.name}.*.tmp")]
        had = any(path.exists() for path in stored)
        try:
            for path in stored:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StudioError(f"{token} can't be deleted: {error.strerror or error}.", code="storage") from error
        sentence = "The stored token is forgotten." if had else "There was no stored token."
        if os.environ.get("NEMO_TOKEN"):
            sentence += " NEMO_TOKEN is still set in your environment."
        output(Notice(sentence))

    return run_command(args, body)
