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
    try:
        from shorts_tui.engine.render.font import packaged_face

        face = packaged_face()
    except (ImportError, OSError) as error:
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


_CHECKS: tuple[Callable[[], Finding], ...] = (_packages, _ffmpeg, _font, _speech)


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
