"""`python -m shorts_tui.engine.review FILE [--for PLATFORM]`: a check as JSON lines, for `shorts-tui check`.

Runs in a process of its own, so that asking costs the asker no heavy import, needs no running engine, and a hostile
file takes nobody along. It prints objects of one key: `progress` (0..1), then either `error` (a sentence) or `film`
(what was measured) and a `finding` for each.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.review.platforms import PLATFORMS
from shorts_tui.engine.review.review import review

_TOLD_EVERY = 0.05
"""Share of the work between two lines of progress."""


def main() -> int:
    """Check one file; the exit status says whether that could be done, not what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--for", dest="platform", choices=[*PLATFORMS, "all", "any"], default="all")
    parser.add_argument("--language", default="en")
    args = parser.parse_args()
    named = {"all": tuple(PLATFORMS.values()), "any": ()}
    platforms = named[args.platform] if args.platform in named else (PLATFORMS[args.platform],)
    told = 0.0

    def observe(share: float) -> None:
        nonlocal told
        if share >= told + _TOLD_EVERY:
            told = share
            _print({"progress": round(share, 3)})

    try:
        done = review(args.file, args.file.name, platforms, language=args.language, observe=observe)
    except EngineError as error:
        _print({"error": error.message})
        return 1
    measured = {"size": done.size, "loudness": done.loudness, "peak": done.peak}
    info = asdict(done.info)
    _print({"film": {**measured, "seconds": done.info.duration / 1000, **info}})
    for finding in done.findings:
        _print({"finding": asdict(finding)})
    return 0


def _print(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
