"""`route TEXT`: which actions a text asks for."""

from __future__ import annotations

import argparse
from pathlib import Path

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import run_command


def run(args: argparse.Namespace) -> int:
    """The `route` command; returns its exit status."""

    async def body(output: Output) -> None:
        from shorts_tui.studio.router import route

        actions = [step.action for step in route(args.text, exists=lambda name: Path(name).expanduser().exists())]
        if output.as_json:
            output.json({"event": "actions", "actions": actions})
        else:
            output.say(" ".join(actions))

    return run_command(args, body)
