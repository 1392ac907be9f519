"""`doctor`: what is installed and reachable, and what to do about what is not."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

from shorts_tui import text
from shorts_tui.commands.output import Output
from shorts_tui.commands.session import run_command, settings_for
from shorts_tui.engine import process
from shorts_tui.paths import Locations, locations, private_directory
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import StudioError

_SPACE_NEEDED = 2_000_000_000
"""Bytes that an analysis, its segment encodes and a film may take together."""
_CHECK_LIMIT = 120.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A finding that is not `vital` is told, and is no failure."""

    name: str
    ok: bool
    detail: str
    advice: str = ""
    vital: bool = True


def run(args: argparse.Namespace) -> int:
    """The `doctor` command: exit status 0 when films can be made on this machine or on the cloud."""

    async def body(output: Output) -> None:
        places = locations()
        findings = [_python(), _terminal()]
        findings += [_writable(places), _space(places)]
        settings = settings_for(args)
        engine = await _engine(places)
        cloud = await _cloud(settings)
        for finding in [*findings, *engine, cloud, _token(places)]:
            _tell(output, finding)
        broken = [finding.name for finding in findings if finding.vital and not finding.ok]
        if broken:
            raise StudioError(f"Not in order: {', '.join(broken)}.", code="doctor")
        if not cloud.ok and not all(finding.ok for finding in engine if finding.vital):
            raise StudioError("Neither this machine's engine nor the cloud can make a film.", code="doctor")

    return run_command(args, body)


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
        output.say(f"{mark} {finding.name}: {text.one_line(finding.detail)} {finding.advice}".rstrip())


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("python", sys.version_info >= (3, 11), version, "")


def _terminal() -> Finding:
    columns, rows = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    detail = f"{os.environ.get('TERM') or 'none'}, {columns}x{rows}, {encoding}"
    ok = encoding.replace("-", "") == "utf8"
    return Finding("terminal", ok, detail, "" if ok else "Set a UTF-8 locale, such as LANG=C.UTF-8.", vital=False)


def _writable(places: Locations) -> Finding:
    for directory in (places.config, places.data, places.cache):
        try:
            private_directory(directory)
        except OSError as error:
            advice = "Make it writable, or set SHORTS_TUI_HOME to a directory of yours."
            return Finding("directories", False, f"{directory}: {error.strerror or error}", advice)
    return Finding("directories", True, f"{places.config}, {places.data}, {places.cache}")


def _space(places: Locations) -> Finding:
    where = places.cache if places.cache.exists() else places.cache.anchor
    free = shutil.disk_usage(where).free
    ok = free >= _SPACE_NEEDED
    return Finding("disk space", ok, f"{text.size(free)} free", "" if ok else "Free some space.", vital=False)


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


def _token(places: Locations) -> Finding:
    if os.environ.get("NEMO_TOKEN"):
        return Finding("token", True, "from NEMO_TOKEN", vital=False)
    stored = places.token.exists()
    return Finding(
        "token", True, "stored" if stored else "none yet; one is asked for when the cloud is used", vital=False
    )
