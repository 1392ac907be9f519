"""`doctor`: what is installed and reachable, and what to do about what is not."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from shorts_tui import text
from shorts_tui.commands.checks import Finding, machine, token
from shorts_tui.commands.output import Output
from shorts_tui.commands.report import write_report
from shorts_tui.commands.session import run_command, settings_for
from shorts_tui.engine import process
from shorts_tui.paths import Locations, locations
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import NemoError, StudioError
from shorts_tui.studio.events import Notice

_CHECK_LIMIT = 120.0


def run(args: argparse.Namespace) -> int:
    """The `doctor` command: exit status 0 when films can be made on this machine or on the cloud."""

    async def body(output: Output) -> None:
        places = locations()
        settings, trouble = _settings(args)
        engine, cloud = await _engine(places), await _cloud(settings)
        own = [*trouble, *machine(places, settings)]
        findings = [*own, *engine, cloud, token(places, settings)]
        for finding in findings:
            _tell(output, finding)
        if args.report:
            in_force = None if trouble else settings
            path = await asyncio.to_thread(
                write_report, Path(args.report), places, in_force, findings, with_prompts=args.with_prompts
            )
            output(Notice(f"The report is in {path}. Read it before you send it."))
        broken = [finding.name for finding in own if finding.vital and not finding.ok]
        if broken:
            raise StudioError(f"Not in order: {', '.join(broken)}.", code="doctor")
        if not cloud.ok and not all(finding.ok for finding in engine if finding.vital):
            raise StudioError("Neither this machine's engine nor the cloud can make a film.", code="doctor")

    return run_command(args, body)


def _settings(args: argparse.Namespace) -> tuple[Settings, list[Finding]]:
    """The settings in force; where they make no sense that is a finding, and the defaults stand in."""
    try:
        return settings_for(args), []
    except NemoError as error:
        return Settings.model_construct(), [Finding("settings", False, error.message, error.advice)]


def _tell(output: Output, finding: Finding) -> None:
    if output.as_json:
        output.json(
            {
                "event": "check",
                "name": finding.name,
                "ok": finding.ok,
                "detail": finding.detail,
                "advice": finding.advice,
            }
        )
    else:
        mark = "ok     " if finding.ok else "PROBLEM" if finding.vital else "note   "
        detail = text.one_line(finding.detail)
        end = ". " if finding.advice and not detail.endswith((".", "!", "?")) else " "
        output.say(f"{mark} {finding.name}: {detail}{end}{finding.advice}".rstrip())


async def _engine(places: Locations) -> list[Finding]:
    """The engine's own findings, from a process of its own, and whether it runs."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "shorts_tui.engine.check",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        out, _ = await asyncio.wait_for(child.communicate(), _CHECK_LIMIT)
    except TimeoutError:
        child.kill()
        await child.wait()
        return [Finding("engine packages", False, "the check took too long")]
    findings = [Finding(**json.loads(line)) for line in out.decode().splitlines()]
    if child.returncode != 0:
        findings.append(Finding("engine packages", False, f"the check ended with {child.returncode}"))
    running = await asyncio.to_thread(process.find, places)
    detail = f"running, process {running.pid}" if running else "not running; it starts when it is needed"
    return [*findings, Finding("engine", True, detail)]


async def _cloud(settings: Settings) -> Finding:
    parts = urlsplit(settings.api_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        connection = asyncio.open_connection(parts.hostname, port, ssl=parts.scheme == "https")
        _, writer = await asyncio.wait_for(connection, settings.timing.connect)
    except (OSError, TimeoutError) as error:
        detail = f"{parts.hostname}: {getattr(error, 'strerror', None) or 'no answer'}"
        return Finding("cloud", False, detail, "Work goes on with --backend local.", vital=False)
    writer.close()
    return Finding("cloud", True, f"{parts.hostname} answers", vital=False)
