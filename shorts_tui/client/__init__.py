"""The NemoVideo API over HTTP, and nothing of what its answers mean to a user."""

import sys

# httpx brings a command line of its own along, and with it rich, click and pygments: a tenth of a glance's time.
# None stands for "not installed" (Python's import system), which httpx provides for.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
