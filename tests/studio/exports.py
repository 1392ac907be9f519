"""A scripted render: its routes, and what becomes of it."""

from __future__ import annotations

from typing import Any

from shorts_tui.studio.events import Exported
from shorts_tui.studio.project import RenderStage
from shorts_tui.studio.studio import Studio
from tests.studio.conftest import collect, told

SUBMIT = ("POST", "/api/render/proxy/lambda")
LOOK = ("GET", "/api/render/proxy/lambda/*")
FILM = ("GET", "/films/*")
COMPLETED: list[dict[str, Any]] = [{"status": "completed"}]


def renders(studio: Studio) -> list[tuple[str, RenderStage]]:
    return [(render.id, render.stage) for render in reversed(studio.store.renders(studio.project.id))]


async def exported(studio: Studio, *args: Any, **keys: Any) -> Exported:
    [done] = told(await collect(studio.export(*args, **keys)), Exported)
    assert isinstance(done, Exported)
    return done
