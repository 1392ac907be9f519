"""What the commands of the studio do: one action a command, most of them a screen or a job away."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from shorts_tui import text
from shorts_tui.timeline.draft import Draft
from shorts_tui.tui.commands import KeyMap
from shorts_tui.tui.link import Link, Wanted
from shorts_tui.tui.screens.managing import Managing
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.timeline import TimelineView

if TYPE_CHECKING:
    from shorts_tui.tui.app import ShortsApp
    from shorts_tui.tui.lists import Progress
    from shorts_tui.tui.remedy import Remedy


class Doing(Managing):
    """The actions of the studio screen."""

    def run_command(self, name: str) -> None:
        """Run the command with this id."""
        self.run_worker(self.run_action(f"screen.{name}"))

    # -- places

    def action_focus_prompt(self) -> None:
        """Go to the prompt."""
        self.query_one(Prompt).focus()

    def action_focus_timeline(self) -> None:
        """Go to the timeline."""
        self.query_one(TimelineView).focus()

    def action_focus_chat(self) -> None:
        """Go to the conversation."""
        self.query_one(Chat).focus()
