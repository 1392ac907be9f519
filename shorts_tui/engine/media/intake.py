"""Taking a file in: what it is by its content, whether it opens, and whether it is within our limits.

The opening itself is done by probe.py in a process of its own (0.1 s), which a hostile file may take down alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from shorts_tui.engine.assets import MediaInfo
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import die_with_parent
from shorts_tui.engine.media import probe
from shorts_tui.engine.media.sniff import sniff
from shorts_tui.text import one_line

WALL_CLOCK = 60.0
"""Seconds that opening a file may take, disk included."""
_SENTENCES = {
    "damaged": "{name} can't be opened: it seems to be damaged or incomplete.",
    "nothing": "{name} has neither a picture nor a sound track that can be read.",
    "pixels": "{name} has a picture of more than 40 megapixels: make it smaller first.",
    "duration": "{name} is longer than 12 hours: trim it first.",
    "tracks": f"{{name}} has more than {probe.MAX_TRACKS} tracks.",
    "truncated": "{name} ends before its own index says it should: copy or download it again.",
    "slow": "{name} can't be opened: it took too long.",
}


def inspect(path: Path, label: str) -> MediaInfo:
    """What the file at `path` is; `label` is the user's name for it.

    Raises:
        MediaError: it is not usable media (code 4001); the sentence names `label` and says why.
    """
    demuxer = sniff(path, label)
    facts = _facts(demuxer, path)
    if word := facts.pop("error", None):
        raise MediaError(_SENTENCES[word].format(name=one_line(label, 80)))
    known = {field.name for field in fields(MediaInfo)}
    return MediaInfo(**{name: value for name, value in facts.items() if name in known})


def _facts(demuxer: str, path: Path) -> dict[str, Any]:
    """What probe.py prints; a crash is as good as "damaged"."""
    command = [sys.executable, "-P", "-B", str(Path(probe.__file__)), demuxer, str(path.absolute())]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_CLOCK,
            check=False,
            preexec_fn=die_with_parent(),
        )
    except subprocess.TimeoutExpired:
        return {"error": "slow"}
    try:
        facts = json.loads(done.stdout)
    except ValueError:
        return {"error": "damaged"}
    return facts if isinstance(facts, dict) and ("error" in facts or "kind" in facts) else {"error": "damaged"}
