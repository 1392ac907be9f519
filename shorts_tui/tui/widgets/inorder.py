"""Text widgets whose own keys take effect in the order in which they arrive.

Textual looks a binding up only after its key has gone up through the screen to the app, and by then letters that came
behind it are in the text: over a slow line, where keys arrive in bursts, `abc`, backspace, `d` would become `abc`.
"""

from __future__ import annotations

from collections.abc import Container

from textual import events
from textual.widget import Widget
from textual.widgets import Input

_VERTICAL = ("up", "down", "pageup", "pagedown")
"""Keys that every scrolling widget has, and that mean a list below to a line."""


async def run_own(widget: Widget, event: events.Key) -> bool:
    """Run the widget's own binding for a key, at once; False where it has none."""
    bindings = widget._bindings.key_to_bindings.get(event.key)
    if not bindings:
        return False
    event.stop()
    event.prevent_default()
    await widget.run_action(bindings[0].action)
    return True


class Line(Input):
    """One line of input, whose cursor does not blink; `others` are keys that it leaves to the screen."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        others: Container[str] = (),
        id: str | None = None,  # noqa: A002 - the name that widgets use
    ) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True)
        self.cursor_blink = False
        self._others = others

    async def on_key(self, event: events.Key) -> None:
        """The line's own keys, but for those that do nothing here or mean something else to the screen."""
        idle = event.key in _VERTICAL or (not self.value and event.key in ("backspace", "left"))
        if not idle and event.key not in self._others:
            await run_own(self, event)
