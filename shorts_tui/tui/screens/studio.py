"""The studio: chat and prompt, media and inspector, the timeline, the status line. Everything else is a key away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.widget import MountError
from textual.widgets import Static

from shorts_tui.timeline.draft import decode
from shorts_tui.tui.commands import COMMANDS, KeyMap, shown
from shorts_tui.tui.link import Ended, Link, Opened, Started, Told, Wanted
from shorts_tui.tui.screens.typing import Typing
from shorts_tui.tui.widgets.chat import SUGGESTIONS, Chat
from shorts_tui.tui.widgets.completions import Completions
from shorts_tui.tui.widgets.details import Inspector, MediaPane
from shorts_tui.tui.widgets.drawing import NOTHING
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.status import StatusLine
from shorts_tui.tui.widgets.timeline import TimelineView

WIDE = 100
"""Columns from which the media pane and the inspector have room."""
LETTERS = ("focus_prompt", "undo", "redo", "versions", "export", "add_media", "help")
"""Commands whose letters are named while the prompt does not have the focus."""
READY = "Your media are ready: say what to make of them."


class StudioScreen(Typing):
    """The main screen: what it shows and how it follows the studio. The rest is in what it inherits from."""

    AUTO_FOCUS = "#prompt"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(command.keys), command.id, command.title, show=False, id=command.id)
        for command in COMMANDS
        if command.keys
    ]

    def __init__(self, wanted: Wanted, keys: KeyMap) -> None:
        super().__init__(keys)
        self.link = Link(self.post_message, wanted)
        self.was_open = False
        self._uploads: dict[int, float] = {}

    def compose(self) -> ComposeResult:
        """Chat and prompt at the left, details at the right, the timeline below, two rows of status and keys."""
        completions = Completions(id="completions")
        self.prompt = Prompt(completions, id="prompt", placeholder="Say what you want, then enter.")
        with Horizontal(id="work"):
            with Vertical(id="talk"):
                yield Chat(id="chat")
                yield Static(id="queue", markup=False)
                yield completions
                yield self.prompt
            with Vertical(id="details"):
                yield MediaPane(id="media")
                yield Inspector(id="inspector")
        yield TimelineView(id="timeline")
        yield StatusLine(id="status")
        yield Static(_hints(self.keys), id="hints", markup=False)

    def on_mount(self) -> None:
        """Be usable at once: nothing is loaded before the first paint."""
        self._fit(self.app.size)
        self._greet()

    def open(self) -> None:
        """Load the studio, open the project and connect."""
        self.run_worker(self.link.open())

    async def on_unmount(self) -> None:
        """However the program ends: what was typed is kept, what runs is put away in order."""
        await self.link.close(self.unsent)

    def on_resize(self, event: events.Resize) -> None:
        """Show as much as there is room for."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        self.set_class(size.width >= WIDE, "wide")
        self.set_class(size.height < 16, "low")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something lies on the studio its commands rest: a key that came twice would open a list on the list."""
        return self.is_current or action == "quit"

    def on_key(self, event: events.Key) -> None:
        """Outside the prompt, single letters are commands; a letter with alt or ctrl is another key."""
        if event.key.startswith(("alt+", "ctrl+")):
            return
        if event.character in ("1", "2", "3") and self.query_one(Chat).greets:
            self.query_one(Prompt).suggest(int(event.character))
            self.action_focus_prompt()
        else:
            letters = {letter: name for name, letter in self.keys.letters.items() if letter}
            if event.character not in letters:
                return
            self.run_command(letters[event.character])
        event.stop()

    def on_descendant_focus(self) -> None:
        """Say which keys work where the user is now."""
        hints = self.query_one("#hints", Static)
        hints.update(_hints(self.keys) if isinstance(self.focused, Prompt) else _letters(self.keys))

    # -- what the studio tells

    @on(Opened)
    async def _opened(self, message: Opened) -> None:
        past = message.past
        self.was_open = True
        self.draft = self.before = past.draft
        self._uploads, self.renders, self.cure = {}, {}, None
        self.query_one(StatusLine).set(project=past.project.name, renders=(), uploads=(), connection="Connecting...")
        self.query_one(MediaPane).show([(item.label, item.duration) for item in past.media])
        self.query_one(TimelineView).show(past.draft)
        self._say_what_is_missing()
        self._selected(TimelineView.Selected(*self.query_one(TimelineView).selected))
        chat, prompt = self.query_one(Chat), self.query_one(Prompt)
        if past.messages:
            chat.empty()
            prompt.suggestions = ()
            chat.remind(past.messages)
        elif not chat.greets:
            chat.empty()
            self._greet()
        prompt.remember(list(past.prompts))
        if past.project.prompt and not prompt.text:
            prompt.write(past.project.prompt)
        if self.link.wanted.media:
            self.link.upload(self.link.wanted.media)

    def _greet(self) -> None:
        self.query_one(Chat).greet()
        self.query_one(Prompt).suggestions = SUGGESTIONS

    @on(Started)
    def _started(self, message: Started) -> None:
        chat = self.query_one(Chat)
        if message.kind in ("turn", "upload", "step"):
            self.before = self.draft
        if message.kind == "turn":
            chat.begin()
            self.query_one(Prompt).suggestions = ()
            chat.follow()
            chat.say("user", message.prompt)
            chat.working()
            self.query_one(StatusLine).set(working=True)
        elif message.kind == "connect":
            self.query_one(StatusLine).set(connection="Connecting...")
        self.show_queue()

    @on(Told)
    async def _told(self, message: Told) -> None:
        from shorts_tui.tui.telling import tell

        with self._while_there():
            await tell(self, message.event, message.job, message.kind)

    @on(Ended)
    async def _ended(self, message: Ended) -> None:
        from shorts_tui.tui.telling import tell_end

        if message.kind == "turn":
            self.query_one(Chat).rest()
            self.query_one(StatusLine).set(working=False)
        # A prompt may upload as well, so it is the job that counts and not its kind.
        if self._uploads.pop(message.job, None) is not None:
            self.query_one(StatusLine).set(uploads=tuple(self._uploads.values()))
        # A render is not followed any more once the job is over that followed it, whatever was told last.
        self.renders = {name: item for name, item in self.renders.items() if item.job != message.job}
        self._show_renders()
        self.show_queue()
        with self._while_there():
            await tell_end(self, message)

    @contextmanager
    def _while_there(self) -> Iterator[None]:
        """What is told while the screen is being taken down has nowhere to be shown, and that is no fault."""
        try:
            yield
        except (MountError, NoMatches):
            if self.is_attached and any(chat.is_attached for chat in self.query(Chat)):
                raise

    def add_media(self, name: str, length: int) -> None:
        """Show one more file, `length` in ms, 0 where it has none."""
        self.query_one(MediaPane).add(name, length)
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        """In place of a film: what has to be done to get one."""
        timeline = self.query_one(TimelineView)
        timeline.empty = READY if self.query_one(MediaPane).count else NOTHING
        timeline.refresh()

    def show_draft(self, raw: object, *, mark: bool) -> None:
        """Draw the film as it is now; with `mark`, what differs from the start of the turn is marked."""
        self.draft = decode(raw)
        timeline = self.query_one(TimelineView)
        timeline.show(self.draft, self.before if mark else None)
        self._selected(TimelineView.Selected(*timeline.selected))

    def progress(self, job: int, share: float) -> None:
        """Show how far an upload is, 0..1."""
        self._uploads[job] = share
        self.query_one(StatusLine).set(uploads=tuple(self._uploads.values()))

    def rendering(self, job: int, render: str, state: str, share: float) -> None:
        """Show how far a render is that a job follows, 0..1."""
        from shorts_tui.tui.lists import Progress

        began = self.renders[render].began if render in self.renders else time.monotonic()
        self.renders[render] = Progress(state, share, began, job)
        self._show_renders()

    def _show_renders(self) -> None:
        self.query_one(StatusLine).set(renders=tuple(item.share for item in self.renders.values()))

    @on(TimelineView.Selected)
    def _selected(self, message: TimelineView.Selected) -> None:
        self.query_one(Inspector).show(self.draft, message.track, message.segment)


def _letters(keys: KeyMap) -> Content:
    table = {item.id: item for item in COMMANDS}
    words = [f"{keys.letters[name]} {table[name].title}" for name in LETTERS if keys.letters[name]]
    return Content("  ".join(words))


def _hints(keys: KeyMap) -> Content:
    return Content("  ".join(f"{shown(keys.keys[item.id][0])} {item.title}" for item in COMMANDS if item.hint))
