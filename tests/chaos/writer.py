"""A program that writes projects as fast as it can and says what has been acknowledged, until it is killed."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.project import Media, Project, Render, Session
from shorts_tui.studio.store import Store
from tests.studio.drafts import draft


def main(path: Path, life: str) -> None:
    """Write for ever; a line is printed after each acknowledged write, and a first one when the projects are listed."""
    store = Store(path)
    store.projects()
    print(f"opened {store.notice!r}", flush=True)
    outbox = Outbox(store)
    for number in itertools.count():
        project = f"{life}.{number}"
        store.save(Project(project, project, 1, 1))
        print("project", project, flush=True)
        session = Session(project, "cloud", project)
        store.add_session(session)
        print("session", project, flush=True)
        for kind in ("user", "service"):
            store.add_message(project, "user" if kind == "user" else "service", f"{project} {kind}")
            print("message", f"{project} {kind}", flush=True)
        claim = outbox.begin(session, "turn", project)
        store.add_version(project, draft(title=project, captions=40), project)
        print("version", project, flush=True)
        store.add_media(Media(project, project, project, project))
        print("media", project, flush=True)
        store.add_render(Render(project, project, project, "cloud", "f", "new", "out.mp4"))
        print("render", project, flush=True)
        claim.settle()
        claim.release()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
