"""`projects`: what there is, the last one first; `--delete` removes one, `--export` and `--import` carry one."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shorts_tui import text
from shorts_tui.commands.output import Output
from shorts_tui.commands.session import relay, run_command, settings_for
from shorts_tui.paths import locations
from shorts_tui.studio.events import Notice
from shorts_tui.studio.listing import list_projects
from shorts_tui.studio.store import Store

if TYPE_CHECKING:
    from shorts_tui.studio.carrying import Carried


def run(args: argparse.Namespace) -> int:
    """The `projects` command; returns its exit status."""

    async def body(output: Output) -> None:
        carried = None
        with Store(locations().projects) as store:
            if args.export:
                _export(args, store, output)
            elif args.archive:
                carried = await asyncio.to_thread(_import, args, store)
            elif args.delete:
                project = store.find(args.delete)
                store.delete(project.id)
                output(Notice(f'Project "{project.name}" is deleted. Exported files stay where they are.'))
            else:
                _list(store, output)
        if carried is not None:
            await _restore(args, carried, output)

    return run_command(args, body)


def _export(args: argparse.Namespace, store: Store, output: Output) -> None:
    """Write a project into a file."""
    from shorts_tui.studio.archive import SUFFIX
    from shorts_tui.studio.carrying import export_project
    from shorts_tui.studio.exporting import target

    project = store.find(args.export)
    path = target(Path(args.output) if args.output else None, project.name, SUFFIX)
    missing = export_project(store, locations(), project, path, with_media=args.with_media)
    if missing:
        output(Notice(f"Not on this machine, and not in the file: {', '.join(missing)}."))
    output(Notice(f'Project "{project.name}" is in {path}.'))


def _import(args: argparse.Namespace, store: Store) -> Carried:
    from shorts_tui.studio.carrying import import_project

    return import_project(store, locations(), Path(args.archive).expanduser(), settings_for(args).max_upload)


async def _restore(args: argparse.Namespace, carried: Carried, output: Output) -> None:
    """Say what was imported, and let the engine on this machine go on from its film where it can."""
    from shorts_tui.studio.connect import engine_installed
    from shorts_tui.studio.studio import Studio

    project = carried.project
    output(Notice(f'Project "{project.name}" is imported as {project.id}.'))
    if carried.missing:
        output(Notice(f"Add these again, they are not in the file: {', '.join(carried.missing)}."))
    if carried.version is None:
        return
    if not (carried.restorable and engine_installed()):
        output(Notice("Its film is kept as a version; a service begins anew with the media that it gets."))
        return
    async with Studio(settings_for(args), backend="local", project=project.id) as studio:
        await relay(studio.restore(carried.sources, carried.version), output)


def _list(store: Store, output: Output) -> None:
    projects = list_projects(store)
    if not projects and not output.as_json:
        output.say("No projects yet.")
    for listed in projects:
        project, length = listed.project, listed.duration
        if output.as_json:
            output.json(
                {
                    "event": "project",
                    "id": project.id,
                    "name": project.name,
                    "created": project.created,
                    "changed": project.changed,
                    "duration_ms": length,
                }
            )
        else:
            changed = datetime.fromtimestamp(project.changed).astimezone().strftime("%Y-%m-%d %H:%M")
            output.say(f"{project.id}  {changed}  {text.timecode(length):>7}  {project.name}")
