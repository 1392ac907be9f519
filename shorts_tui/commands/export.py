"""`export`: the current draft as a finished video, as its JSON, or its captions as a subtitle file."""

from __future__ import annotations

import argparse
from pathlib import Path

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import relay, run_command, stop_on_signals, studio_for


def run(args: argparse.Namespace) -> int:
    """The `export` command; returns its exit status."""
    out = Path(args.output).expanduser() if args.output else None

    async def body(output: Output) -> None:
        async with studio_for(args) as studio:
            stop_on_signals(studio)
            await relay(studio.connect(), output)
            if args.form == "mp4":
                await relay(studio.export(out, overwrite=out is not None), output)
            else:
                await relay(studio.export_as(args.form, out, overwrite=out is not None), output)

    return run_command(args, body)
