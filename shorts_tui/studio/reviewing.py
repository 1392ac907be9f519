"""The check before publishing, of any file: the engine's, run in a process of its own, so that no engine need run."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shorts_tui.client import renders as client
from shorts_tui.engine.process import INSTALL
from shorts_tui.studio.connect import engine_installed
from shorts_tui.studio.errors import EngineMissing, NemoError, StudioError, UnusableMedia
from shorts_tui.studio.events import Finding
from shorts_tui.text import one_line
from shorts_tui.timeline.draft import decode

ANYWHERE, EVERYWHERE = "any", "all"
"""In place of a platform: what holds anywhere, and what holds on all of them."""
_PLATFORMS = ("tiktok", "reels", "shorts")
_LIMIT = 900.0
"""Seconds that a check may take."""


@dataclass(frozen=True)
class Checked:
    """What a check says of a file: `film` as it was measured (`seconds`, `width`, ...), and the findings."""

    film: Mapping[str, Any]
    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """May it be published as it is?"""
        return all(finding.level != "problem" for finding in self.findings)


def platform_of(draft: Any) -> str:
    """The platform that a draft (JSON) was fitted to, or `any`."""
    named = decode(draft).meta.get("platform")
    return named if isinstance(named, str) and named in _PLATFORMS else ANYWHERE


async def check_film(
    path: Path, platform: str, language: str, on_progress: Callable[[float], None] = lambda share: None
) -> Checked:
    """Check the film at `path` for a platform (`tiktok`, `reels`, `shorts`, `any`, `all`).

    Args:
        path: the file, absolute.
        platform: where it is to be published.
        language: of the findings: Chinese for `zh`, else English.
        on_progress: told 0..1.

    Raises:
        EngineMissing: the engine, which measures, is not installed.
        UnusableMedia: the file is no film or can't be opened.
        StudioError: the check broke or took too long.
    """
    if not engine_installed():
        raise EngineMissing(f"Films are checked by the embedded engine: {INSTALL}")
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "shorts_tui.engine.review", "--for", platform, "--language", language),
        *("--", str(path)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Nothing in the user's directory is taken for a package of ours.
        cwd="/",
        env={name: value for name, value in os.environ.items() if name != "NEMO_TOKEN"},
    )
    try:
        async with asyncio.timeout(_LIMIT):
            checked = await _listen(child, on_progress)
            await child.wait()
    except TimeoutError:
        raise StudioError("The check took too long.", code="check") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if checked is None:
        raise StudioError("The check ended before it had a result.", code="check")
    return checked


async def _listen(child: asyncio.subprocess.Process, on_progress: Callable[[float], None]) -> Checked | None:
    """The result in what the child prints; None when it has none."""
    film: dict[str, Any] | None = None
    found: list[Any] = []
    if child.stdout is None:
        return None
    async for line in child.stdout:
        said = json.loads(line)
        if "error" in said:
            raise UnusableMedia(one_line(said["error"]))
        if "progress" in said:
            on_progress(said["progress"])
        film = said.get("film", film)
        found += [said["finding"]] if "finding" in said else []
    if film is None:
        return None
    return Checked(film, _events(client.read_findings(found) or ()))


async def findings_of(
    path: Path, told: Sequence[client.Finding] | None, draft: Any, language: str
) -> tuple[Finding, ...]:
    """What stands between a film of ours and its publication: as `told` by who made it, or as measured here.

    Nothing where it can't be measured: the film is there, checked or not.
    """
    if told is not None:
        return _events(told)
    try:
        return (await check_film(path, platform_of(draft), language)).findings
    except NemoError:
        return ()


def _events(findings: Sequence[client.Finding]) -> tuple[Finding, ...]:
    return tuple(Finding(one.check, one.level, one.what, one.fix) for one in findings)
