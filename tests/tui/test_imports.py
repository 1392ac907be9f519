"""What the first frame costs: nothing of the network, the wire or the engine is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.tui.terminal import Window, environment

HEAVY = (
    "httpx", "httpcore", "pydantic", "markdown_it", "rich.markdown", "pygments", "av", "numpy", "sqlite3",
    "shorts_tui.engine", "shorts_tui.protocol", "shorts_tui.client", "shorts_tui.studio", "shorts_tui.settings",
)  # fmt: skip
AFTER_THE_FIRST_FRAME = """
import sys
from pathlib import Path
from shorts_tui.tui.screens.studio import StudioScreen

def look(self):
    Path("loaded").write_text("\\n".join(sys.modules))

StudioScreen.open = look
from shorts_tui.__main__ import main
sys.exit(main())
"""


def heavy(loaded: list[str]) -> list[str]:
    return [name for name in loaded for one in HEAVY if name == one or name.startswith(f"{one}.")]


def test_the_screen_needs_no_network_no_wire_and_no_engine() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, shorts_tui.tui.app; print('\\n'.join(sys.modules))"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert not heavy(loaded)


def test_the_first_frame_is_on_the_terminal_before_any_of_it_is_loaded(tmp_path: Path) -> None:
    with Window((sys.executable, "-c", AFTER_THE_FIRST_FRAME), environment(tmp_path / "home"), tmp_path) as window:
        window.wait("Say what you want")
        window.wait((tmp_path / "loaded").exists)
        window.press("^q")
        window.finish()
    assert not heavy((tmp_path / "loaded").read_text().split())
