"""Moving in a list while the line above it has the focus."""

from __future__ import annotations

from textual.widgets import OptionList


def move(options: OptionList, key: str) -> bool:
    """Move the highlight for a key; False where the key is none that moves."""
    if key == "down":
        options.action_cursor_down()
    elif key == "up":
        options.action_cursor_up()
    elif key == "pagedown":
        options.action_page_down()  # type: ignore[no-untyped-call]
    elif key == "pageup":
        options.action_page_up()  # type: ignore[no-untyped-call]
    else:
        return False
    return True
