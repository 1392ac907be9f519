"""What all routes share: getting at the engine, and addresses that clients can come back to."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request

from shorts_tui.engine.core import Engine
from shorts_tui.engine.render_store import Render


def _engine(request: Request) -> Engine:
    engine = request.app.state.engine
    if not isinstance(engine, Engine):
        raise TypeError("the application was made without an engine")
    return engine


Here = Annotated[Engine, Depends(_engine)]
"""The engine that serves the request."""


def download_url(request: Request, render: Render) -> str:
    """The address of a film on the server that the client called."""
    return f"{str(request.base_url).rstrip('/')}/api/render/proxy/{quote(render.id, safe='')}/download"
