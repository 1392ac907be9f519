"""`demo`: the main job on the packaged footage with the embedded engine."""

from __future__ import annotations

import argparse
from pathlib import Path

from shorts_tui.commands.make import Job, film
from shorts_tui.commands.output import Output
from shorts_tui.commands.session import run_command, settings_for

PROMPT = "cut this into a 60-second short for TikTok with captions"


def run(args: argparse.Namespace) -> int:
    """The `demo` command; returns its exit status."""
    out = Path(args.output).expanduser()

    async def body(output: Output) -> None:
        from shorts_tui.samples import sample_footage

        footage = sample_footage()
        output.note(f'Making a short from the sample footage: "{PROMPT}"')
        job = Job((str(footage),), (PROMPT,), out)
        await film(job, settings_for(args, backend="local"), output)

    return run_command(args, body)
