"""`engine start|stop|status`: the embedded engine's process."""

from __future__ import annotations

import argparse
from typing import Any

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import run_command, settings_for
from shorts_tui.engine import process
from shorts_tui.paths import locations
from shorts_tui.studio.errors import EngineMissing


def run(args: argparse.Namespace) -> int:
    """The `engine` command; returns its exit status."""

    async def body(output: Output) -> None:
        if args.action == "start":
            _start(output, settings_for(args).timing.engine_start)
        elif args.action == "stop":
            stopped = process.stop(locations())
            _tell(output, {"running": False}, "The engine has stopped." if stopped else "No engine was running.")
        else:
            state = process.status(locations())
            _tell(output, state, _sentence(state))

    return run_command(args, body)


def _start(output: Output, timeout: float) -> None:
    try:
        address = process.ensure(locations(), timeout)
    except process.EngineUnavailable as error:
        raise EngineMissing(str(error)) from error
    state = {"running": True, "pid": address.pid, "version": address.version}
    _tell(output, state, f"The engine is running (process {address.pid}).")


def _tell(output: Output, state: dict[str, Any], sentence: str) -> None:
    if output.as_json:
        output.json({"event": "engine", **state})
    else:
        output.say(sentence)


def _sentence(state: dict[str, Any]) -> str:
    if not state.get("running"):
        return "The engine is not running; it starts by itself when it is needed."
    work = [f"{state.get(key, 0)} {key} running" for key in ("turns", "renders")]
    return f"The engine is running (process {state.get('pid')}): {', '.join(work)}."
