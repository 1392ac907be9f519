"""`python -m shorts_tui.engine.check`: what the embedded engine finds on this machine, as JSON lines for `doctor`.

Runs in a process of its own, so that asking costs the asker no heavy import and a broken package can't break it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

_INSTALL = "Install the engine's packages: pip install 'shorts-tui[local]'."


@dataclass(frozen=True)
class Finding:
    """One thing looked at: is it `ok`, what was found, and what to do where it is not."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


def _packages() -> Finding:
    missing = []
    for name in ("av", "numpy", "fastapi", "uvicorn", "python_multipart"):
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
    if missing:
        return Finding("engine packages", False, f"missing: {', '.join(missing)}", _INSTALL)
    return Finding("engine packages", True, "installed")


def _ffmpeg() -> Finding:
    from shorts_tui.engine.errors import EngineError
    from shorts_tui.engine.ffmpeg import ffmpeg_path, run_ffmpeg

    try:
        path = ffmpeg_path()
        log = run_ffmpeg(["-f", "lavfi", "-i", "color=s=64x64:d=0.1", "-c:v", "libx264", "-f", "null", "-"], timeout=60)
    except (ImportError, EngineError, OSError) as error:
        return Finding("ffmpeg", False, str(error) or type(error).__name__, _INSTALL)
    missing = [name for name in ("--enable-libass", "--enable-libx264") if name not in log + _configuration(path)]
    if missing:
        return Finding("ffmpeg", False, f"{path} lacks {', '.join(missing)}", _INSTALL)
    return Finding("ffmpeg", True, path)


def _configuration(path: str) -> str:
    import subprocess

    return subprocess.run([path, "-version"], capture_output=True, text=True, check=False, timeout=60).stdout


def _font() -> Finding:
    from shorts_tui.engine.errors import EngineError

    try:
        from shorts_tui.engine.render.font import packaged_face

        face = packaged_face()
    except (ImportError, OSError, EngineError) as error:
        return Finding("font", False, str(error), _INSTALL)
    return Finding("font", True, f"{face.family}, {face.path}")


def _speech() -> Finding:
    try:
        from shorts_tui.engine.media.speech import speech_available
        from shorts_tui.settings import load_settings

        trouble = speech_available(load_settings().speech)
    except ImportError as error:
        return Finding("speech model", False, str(error), _INSTALL)
    return Finding("speech model", trouble is None, trouble or "ready", "" if trouble is None else _INSTALL)


def _records() -> Finding:
    """The engine's records, looked at without touching them."""
    import sqlite3
    from contextlib import closing

    from shorts_tui.engine.schema import MIGRATIONS
    from shorts_tui.paths import locations
    from shorts_tui.records import damaged_beside

    path = locations().engine_data / "engine.db"
    if not path.exists():
        return Finding("engine records", True, "none yet")
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            [(state,)] = connection.execute("PRAGMA quick_check(1)")
            [(version,)] = connection.execute("PRAGMA user_version")
    except sqlite3.Error as error:
        state, version = str(error), 0
    if version > len(MIGRATIONS):
        return Finding("engine records", False, f"{path} was made by a newer version", "Update shorts-tui.")
    if state != "ok":
        advice = "The engine's next start sets it aside and begins a fresh one; media and films are kept."
        return Finding("engine records", False, f"{path}: {state}", advice)
    if aside := damaged_beside(path):
        return Finding("engine records", True, f"sound; {aside[-1]} was damaged and is kept with its media")
    return Finding("engine records", True, str(path))


_CHECKS: tuple[Callable[[], Finding], ...] = (_packages, _ffmpeg, _font, _speech, _records)


def findings() -> Iterator[Finding]:
    """All findings, in the order in which they matter."""
    for check in _CHECKS:
        yield check()


def main() -> int:
    """Print one JSON object a finding."""
    for finding in findings():
        sys.stdout.write(json.dumps(asdict(finding)) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
