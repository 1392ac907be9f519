"""What the user said, done: routed into steps, each of them run, and the actions that the service asks for run once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Protocol

from shorts_tui.client.errors import NoSession
from shorts_tui.studio.errors import NothingToExport, StudioError, TurnLost, UsageFault
from shorts_tui.studio.events import Action, EventStream, Notice, Reply
from shorts_tui.studio.router import route
from shorts_tui.studio.sending import sending
from shorts_tui.studio.turn import Turn
from shorts_tui.studio.wishes import wish
from shorts_tui.studio.workspace import Workspace
from shorts_tui.timeline.summary import summary


class Actions(Protocol):
    """What can be run besides a message to the service."""

    def run_export(self, out: Path | None) -> EventStream:
        """Export the draft to `out`, or under a name of its own."""
        ...

    def run_document(self, form: str, out: Path | None, *, overwrite: bool) -> EventStream:
        """Write the draft's JSON or its captions to `out`, or under a name of its own."""
        ...

    def run_upload(self, sources: Sequence[str]) -> EventStream:
        """Upload files and URLs."""
        ...

    def run_credits(self) -> EventStream:
        """What is left to spend."""
        ...

    def run_status(self) -> EventStream:
        """The film and its renders."""
        ...


class Conversation:
    """Runs prompts in a workspace.

    Args:
        workspace: the project, connected.
        actions: what routed steps and the service's instructions run.
        export_to: where an export goes.
        may_export: leave every export to the caller where this is False.
    """

    def __init__(self, workspace: Workspace, actions: Actions, *, export_to: Path | None, may_export: bool) -> None:
        self._workspace, self._actions = workspace, actions
        self._export_to, self._may_export = export_to, may_export

    async def say(self, prompt: str) -> EventStream:
        """Do what the prompt asks for, in order.

        Raises:
            UsageFault: the prompt is empty.
            NemoError: a step failed; those after it are not run.
        """
        if not prompt.strip():
            raise UsageFault("There is nothing to say.", advice="Write what should become of the film.")
        await self._workspace.note("user", prompt)
        await self._workspace.link.refresh()
        steps = route(prompt, exists=_exists)
        # What the user asked for is not run a second time because the service asks for it as well.
        done = {step.action for step in steps} | (set() if self._may_export else {"export"})
        for step in steps:
            if step.action == "chat":
                asked: list[str] = []
                async with aclosing(self._chat(step.text, asked)) as events:
                    async for event in events:
                        yield event
                for action in asked:
                    if action not in done:
                        done.add(action)
                        async with aclosing(self._obey(action)) as events:
                            async for event in events:
                                yield event
            elif step.action != "export" or self._may_export:
                async with aclosing(self._run(step.action, step.sources, step.text)) as events:
                    async for event in events:
                        yield event

    async def _chat(self, text: str, asked: list[str]) -> EventStream:
        """One turn; a message that was refused for want of a session is said again in a new one, once."""
        workspace, words = self._workspace, self._workspace.words
        try:
            for event in await workspace.current():
                yield event
        except NoSession:
            for event in await workspace.renew():
                yield event
        if back := words.semicolon.join(await workspace.give()):
            yield Notice(words.told_back.format(changes=back))
        message = words.put_back.format(changes=back, text=text) if back else text
        for again in (False, True):
            await workspace.used()
            turn = Turn(
                workspace.link.client,
                workspace.session.session_id,
                before=workspace.draft,
                read=lambda: workspace.read(text),
                revive=workspace.link.revive,
                timing=workspace.settings.timing,
                words=workspace.words,
                # The engine does what was asked for and no more: its steps are no film that is ready.
                two_stages=workspace.link.backend == "cloud",
            )
            try:
                async with sending(workspace, "turn", text) as shown, aclosing(turn.run(message)) as events:
                    async for event in events:
                        shown.hear(event)
                        yield event
                asked += turn.actions
                return
            except NoSession as error:
                for event in await workspace.renew():
                    yield event
                if not turn.refused:
                    raise TurnLost("The server forgot this session in the middle of its work.") from error
                if again:
                    raise

    async def _obey(self, action: str) -> EventStream:
        """An action that the service asked for. Where it makes no sense, that is no failure of the user's."""
        try:
            async with aclosing(self._run(action, ())) as events:
                async for event in events:
                    yield event
        except NothingToExport as error:
            yield Notice(error.message)

    async def _run(self, action: str, sources: Sequence[str], said: str = "") -> EventStream:
        yield Action(action)
        match action:
            case "export":
                events = self._export(said)
            case "upload":
                events = self._actions.run_upload(sources)
            case "credits":
                events = self._actions.run_credits()
            case _:
                events = self._actions.run_status()
        async with aclosing(events) as told:
            async for event in told:
                yield event
        if action == "status":
            yield Reply(summary(self._workspace.draft))

    def _export(self, said: str) -> EventStream:
        """The export that was asked for in words; a name that the caller gave comes before one that was said."""
        wanted = wish(said)
        if wanted.impossible:
            raise StudioError(
                "A film is exported as an MP4 with its sound; the sound alone is not made.", code="no_form"
            )
        out = self._export_to or (wanted.out.expanduser() if wanted.out else None)
        if wanted.form == "mp4":
            return self._actions.run_export(out)
        return self._actions.run_document(wanted.form, out, overwrite=out is not None)


def _exists(path: str) -> bool:
    try:
        return Path(path).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False
