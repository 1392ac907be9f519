"""A second project that begins where another one stands."""

from __future__ import annotations

from shorts_tui.client.threads import in_thread
from shorts_tui.studio.errors import StudioError
from shorts_tui.studio.project import Project, Session, new_project
from shorts_tui.studio.workspace import Workspace


async def duplicate(workspace: Workspace, project_id: str, name: str) -> Project:
    """Copy a project of this machine, with its media, versions and history; `workspace` gives the connection.

    Raises:
        StudioError: its film is on the cloud, which has no way to copy a session.
        NemoError: the engine refuses, or is not reachable.
    """
    store = workspace.store
    old = await in_thread(store.find, project_id)
    session = await in_thread(store.session, old.id, "local")
    if session is None or not workspace.is_linked or workspace.link.backend != "local":
        raise StudioError(
            "Only a project on this machine can be duplicated, while working on this machine.", code="no_copy"
        )
    client = workspace.link.client
    made = await client.copy_session(session.session_id, old.language)
    film = await in_thread(store.current_version, old.id)
    if film is not None:
        await client.put_draft(made.session_id, film.draft)
    copy = new_project(name=name, language=old.language)
    new = Session(copy.id, "local", made.session_id, made.task_id, made.user_id or "")
    await in_thread(store.copy_project, old.id, copy, new)
    return copy
