"""The bug report of `doctor --report`: versions, findings and the ends of the logs. No secret, footage or prompt."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from shorts_tui import __version__
from shorts_tui.commands.checks import Finding
from shorts_tui.logs import discreet
from shorts_tui.paths import Locations
from shorts_tui.settings import Settings
from shorts_tui.studio.documents import save
from shorts_tui.studio.store import Store

_LINES, _REPORTS, _SAID = 200, 3, 50
"""Of each log, of crash reports, and of the history where that is wanted."""
_TAIL = 200_000
"""Bytes of a log that are looked at."""
_PACKAGES = (
    "textual", "rich", "httpx", "httpx-sse", "pydantic", "pydantic-settings", "platformdirs", "filelock",
    "imageio-ffmpeg", "av", "numpy", "fastapi", "uvicorn", "python-multipart", "faster-whisper", "ctranslate2",
)  # fmt: skip


def write_report(
    path: Path, places: Locations, settings: Settings | None, findings: Iterable[Finding], *, with_prompts: bool
) -> Path:
    """Write the report to `path`, replacing what is there; returns its absolute path.

    Raises:
        BadTarget: it can't be written.
        StorageFault: the projects can't be read, where prompts are wanted.
    """
    sections = [
        ("shorts-tui", _versions()),
        ("findings", [_line(finding) for finding in findings]),
        ("settings", _settings(settings)),
        *((name, _tail(places.logs / name)) for name in ("studio.log", "engine.log", "engine-output.log")),
        *((report.name, _tail(report)) for report in sorted(places.logs.glob("crash-*.txt"))[-_REPORTS:]),
    ]
    if with_prompts:
        sections.append(("the last project's history", _history(places)))
    content = "\n\n".join(f"== {name}\n" + "\n".join(lines or ["(none)"]) for name, lines in sections)
    home = str(Path.home())
    shown = content.replace(home, "~") if len(home) > 1 else content
    path = path.expanduser().absolute()
    save(path, discreet(shown + "\n").encode())
    return path


def _versions() -> list[str]:
    lines = [
        f"shorts-tui {__version__}, {time.strftime('%Y-%m-%d %H:%M:%S %z')}",
        f"Python {platform.python_version()}, {platform.platform()}, {sys.platform}",
    ]
    for name in _PACKAGES:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name} is not installed")
    return lines


def _line(finding: Finding) -> str:
    return f"{'ok' if finding.ok else 'PROBLEM'} {finding.name}: {finding.detail} {finding.advice}".rstrip()


def _settings(settings: Settings | None) -> list[str]:
    """What differs from the defaults, by name; addresses without what may be a password in them."""
    if settings is None:
        return ["can't be read"]
    plain = Settings.model_construct().model_dump()
    changed = {name: value for name, value in settings.model_dump().items() if value != plain.get(name)}
    return [f"{name} = {_address(value) if isinstance(value, str) else value}" for name, value in changed.items()]


def _address(value: str) -> str:
    scheme, divider, rest = value.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}" if divider else value


def _tail(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            return file.read().decode("utf-8", "replace").splitlines()[-_LINES:]
    except OSError:
        return []


def _history(places: Locations) -> list[str]:
    with Store(places.projects) as store:
        project = store.last()
        return [f"{line.role}: {line.text}" for line in store.messages(project.id, limit=_SAID)] if project else []
