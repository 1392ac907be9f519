"""Showing a folder in the file manager of the desktop that the program runs on."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path


async def open_folder(folder: Path) -> bool:
    """Open it; False where there is no desktop, as in an SSH session."""
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606 - a folder, shown by the system
        return True
    if sys.platform == "darwin":
        opener = "open"
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        opener = "xdg-open"
    else:
        return False
    nowhere = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            opener, str(folder), stdin=nowhere, stdout=nowhere, stderr=nowhere
        )
    except OSError:
        return False
    return await process.wait() == 0
