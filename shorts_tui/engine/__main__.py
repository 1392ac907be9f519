"""`python -m shorts_tui.engine`: the process of the embedded engine, as the client starts it."""

from __future__ import annotations

import sys

from shorts_tui.engine.process import FAILED, INSTALL, NOT_INSTALLED
from shorts_tui.paths import locations


def main() -> int:
    """Serve until nobody needs the engine; returns an exit status."""
    from pydantic import ValidationError

    from shorts_tui.engine.memory import keep_little
    from shorts_tui.settings import load_settings

    keep_little()
    try:
        settings = load_settings()
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        sys.stderr.write(f"engine: A setting makes no sense: {place}: {first['msg']}.\n")
        return FAILED
    except (ValueError, OSError) as error:
        sys.stderr.write(f"engine: The settings can't be read: {error}.\n")
        return FAILED
    try:
        from shorts_tui.engine.host import run
        from shorts_tui.engine.workshop import Workshop
    except ImportError as error:
        sys.stderr.write(f"engine: The embedded engine can't be loaded ({error}): {INSTALL}\n")
        return NOT_INSTALLED
    where = locations()
    return run(where, settings, Workshop(settings, where.engine_cache).services())


if __name__ == "__main__":
    sys.exit(main())
