"""`chat PROMPT`: one turn of conversation in a project, routed as on the screen."""

from __future__ import annotations

import argparse

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import relay, run_command, stop_on_signals, studio_for


def run(args: argparse.Namespace) -> int:
    """The `chat` command; returns its exit status."""

    async def body(output: Output) -> None:
        async with studio_for(args) as studio:
            stop_on_signals(studio)
            await relay(studio.connect(), output)
            await relay(studio.say(args.prompt), output)

    return run_command(args, body)
