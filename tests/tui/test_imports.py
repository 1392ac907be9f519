"""What the first frame costs: nothing of the network, the wire or the engine is loaded for it."""

from __future__ import annotations

import subprocess
import sys


def test_the_first_frame_needs_no_network_no_wire_and_no_engine() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, shorts_tui.tui.app; print('\\n'.join(sys.modules))"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    heavy = ("httpx", "httpcore", "pydantic", "markdown_it", "av", "numpy", "sqlite3", "shorts_tui.engine",
             "shorts_tui.protocol", "shorts_tui.client", "shorts_tui.studio", "shorts_tui.settings")  # fmt: skip
    assert not [name for name in loaded for one in heavy if name == one or name.startswith(f"{one}.")]
