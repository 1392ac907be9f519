"""What can be imported without paying for HTTP."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["errors", "timing", "attribution", "endpoint", "refusals", "retry", "auth", "tokenfile", "answers"]
)
def test_a_light_module_drags_in_no_http(module: str) -> None:
    code = f"import sys, shorts_tui.client.{module}; print(*(set(sys.modules) & {{'httpx', 'httpcore', 'textual'}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
