"""`status`: a glance at the project: where it works, its timeline, running renders, token."""

from __future__ import annotations

import argparse

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import relay, run_command, studio_for


def run(args: argparse.Namespace) -> int:
    """The `status` command; returns its exit status."""

    async def body(output: Output) -> None:
        async with studio_for(args) as studio:
            await relay(studio.status(), output)

    return run_command(args, body)
