"""What the store knows of a project when it is opened: its history, film, media and what was being typed. Blocking."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shorts_tui.studio.project import Media, Message, Project
from shorts_tui.studio.store import Store
from shorts_tui.timeline.draft import EMPTY, Draft, decode

SHOWN = 60
"""Lines of the history that are shown again."""
RECALLED = 200
"""Prompts that the up key goes through."""


@dataclass(frozen=True)
class Past:
    """A project as it was left."""

    project: Project
    messages: tuple[Message, ...]
    prompts: tuple[str, ...]
    draft: Draft
    media: tuple[Media, ...]


def read_past(store: Store, project: Project) -> Past:
    """Read it.

    Raises:
        StorageFault: the store can't be read.
    """
    messages = store.messages(project.id, limit=RECALLED * 3)
    prompts = tuple(message.text for message in messages if message.role == "user")[-RECALLED:]
    version = store.current_version(project.id)
    draft = decode(version.draft) if version is not None else EMPTY
    project = replace(project, prompt=store.take_prompt(project))
    return Past(project, tuple(messages[-SHOWN:]), prompts, draft, tuple(store.media(project.id)))
