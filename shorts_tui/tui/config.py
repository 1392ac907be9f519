"""What the screen itself reads and remembers: `[keys]` and `[screen]` of config.toml, the theme and the tips seen."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from shorts_tui.paths import locations, write_private
from shorts_tui.text import one_line

MEMORY = "screen.json"


@dataclass(frozen=True)
class ScreenConfig:
    """The user's choices for the screen.

    Attributes:
        keys: command ids and the keys chosen for them, separated by commas.
        theme: `dark`, `light` or `terminal`; empty for the one used last.
        mouse: may the mouse be used?
        animations: may things slide and fade? They cost a slow line dearly.
        complaints: what makes no sense, a sentence each.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    mouse: bool = True
    animations: bool = False
    complaints: tuple[str, ...] = ()


def read_config(path: Path | None = None) -> ScreenConfig:
    """The screen's part of config.toml; what can't be read is complained of and left out."""
    path = path or locations().settings_file
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ScreenConfig()
    except (OSError, ValueError) as error:
        return ScreenConfig(complaints=(f"config.toml can't be read: {one_line(str(error))}",))
    keys, screen = _table(content, "keys"), _table(content, "screen")
    complaints = [f"[keys] {one_line(name)}: a key is text." for name, key in keys.items() if not isinstance(key, str)]
    theme = screen.get("theme", "")
    if theme not in ("", "dark", "light", "terminal"):
        complaints.append("[screen] theme: dark, light or terminal.")
        theme = ""
    return ScreenConfig(
        {one_line(name): one_line(key) for name, key in keys.items() if isinstance(key, str)},
        str(theme),
        screen.get("mouse", True) is not False,
        screen.get("animations", False) is True,
        tuple(complaints),
    )


def _table(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = content.get(name, {})
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Memory:
    """What the screen remembers from one start to the next: the theme, and how many tips were shown (-1: no more)."""

    theme: str = ""
    tips: int = 0


def recall() -> Memory:
    """What was remembered; nothing where that can't be read."""
    try:
        known = json.loads((locations().config / MEMORY).read_text(encoding="utf-8"))
        return Memory(str(known["theme"]), int(known["tips"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def remember(memory: Memory) -> None:
    """Keep it for the next start.

    Raises:
        OSError: it can't be written.
    """
    write_private(locations().config / MEMORY, json.dumps(asdict(memory)).encode())
