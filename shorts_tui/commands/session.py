"""Running a command: settings from flags, events to the output, failures to a sentence and an exit status."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from shorts_tui.commands.output import Output
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import NemoError
from shorts_tui.studio.events import Done, Failed, StudioEvent

if TYPE_CHECKING:
    from shorts_tui.studio.studio import Studio

REFUSED = 2
INTERRUPTED = 130


def output_for(args: argparse.Namespace) -> Output:
    """Where a command with the common flags tells what happens."""
    return Output(as_json=args.json, quiet=args.quiet)


def settings_for(args: argparse.Namespace, **flags: object) -> Settings:
    """The settings in force for a command with the common flags.

    Raises:
        NemoError: a setting makes no sense (exit status 2).
    """
    from shorts_tui.studio.errors import read_settings

    chosen = {"backend": getattr(args, "backend", None), "language": getattr(args, "language", None)}
    return read_settings(**{**chosen, **flags})


def studio_for(args: argparse.Namespace) -> Studio:
    """The studio on the project that the flags name, or on a new one.

    Raises:
        NemoError: a setting makes no sense, or there is no such project (exit status 2).
    """
    from shorts_tui.studio.studio import Studio

    return Studio(settings_for(args), project=args.project, fresh=getattr(args, "new", False))


async def relay(stream: AsyncIterator[StudioEvent], output: Output) -> None:
    """Tell every event of `stream`."""
    async for event in stream:
        output(event)


def run_command(args: argparse.Namespace, body: Callable[[Output], Awaitable[None]]) -> int:
    """Run `body` to its end; returns the exit status of the command line's table."""
    output = output_for(args)
    return finish(output, attempt(output, lambda: body(output)))


def attempt(output: Output, body: Callable[[], Awaitable[None]]) -> int:
    """Run one job: 0, or the exit status of the failure that was told."""

    async def job() -> int:
        asyncio.get_running_loop().set_exception_handler(_overheard)
        stop_on_signals()
        try:
            await body()
        except NemoError as error:
            output(Failed(error.code, error.message, error.advice))
            return error.exit_status
        return 0

    try:
        return asyncio.run(job())
    except (KeyboardInterrupt, asyncio.CancelledError):
        output.clear()
        output(Failed("interrupted", "Interrupted."))
        return INTERRUPTED


def _overheard(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An answer that comes while its request is being cancelled is nobody's news; anyio lets such through."""
    if not isinstance(context.get("exception"), asyncio.InvalidStateError):
        loop.default_exception_handler(context)


def finish(output: Output, status: int) -> int:
    """Say how it ended and return the exit status."""
    output.clear()
    output(Done(status == 0))
    return status


def stop_on_signals(studio: Studio | None = None) -> None:
    """SIGTERM and SIGHUP end the running task in order, as ctrl-C does, with everything put away.

    Unlike ctrl-C they say nothing about the film: a render of `studio` goes on, and is found by the next start.
    """
    task = asyncio.current_task()
    if task is None or sys.platform == "win32":
        return

    def stop() -> None:
        if studio is not None:
            studio.leave_renders()
        task.cancel()

    for number in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)


@contextmanager
def forgotten_if_refused(studio: Studio) -> Iterator[None]:
    """Where the first files of a new project are refused, the project goes as well: nothing was made of it."""
    try:
        yield
    except NemoError as error:
        project = studio.project.id
        if error.exit_status == REFUSED and all(line.role != "user" for line in studio.store.messages(project)):
            studio.store.delete(project)
        raise
