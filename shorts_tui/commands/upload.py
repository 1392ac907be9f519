"""`upload MEDIA_OR_URL...`: add media to a project."""

from __future__ import annotations

import argparse

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import relay, run_command, studio_for


def run(args: argparse.Namespace) -> int:
    """The `upload` command; returns its exit status."""

    async def body(output: Output) -> None:
        async with studio_for(args) as studio:
            studio.check_sources(args.media)
            await relay(studio.connect(), output)
            await relay(studio.upload(args.media), output)

    return run_command(args, body)
