"""The engine's web application: the routes of the API behind the gate, every answer in an envelope."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from shorts_tui import __version__
from shorts_tui.engine.core import Engine
from shorts_tui.engine.envelope import NO_RECORDS, DiskFull, refusal, refuse
from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.gate import Gate
from shorts_tui.engine.routes import account, control, messages, renders, sessions, uploads
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.models import Refusal

_log = logging.getLogger(__name__)

_REFUSALS: dict[int | str, str] = {"4XX": "Refused, and why", "507": "The disk is full"}
_SENTENCES = {404: "There is no such route.", 405: "The route does not know that method."}


def create_app(engine: Engine) -> FastAPI:
    """The application that serves `engine`: started and stopped with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await engine.start()
        try:
            yield
        finally:
            await engine.stop()

    app = FastAPI(
        title="shorts-tui engine",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": Refusal, "description": words} for status, words in _REFUSALS.items()},
    )
    app.state.engine = engine
    app.add_exception_handler(EngineError, _engine_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(sqlite3.OperationalError, _no_records)
    app.add_exception_handler(UnicodeEncodeError, _no_text)
    app.add_middleware(Gate, engine=engine)
    for module in (account, sessions, messages, uploads, renders, control):
        app.include_router(module.router)
    return app


def _engine_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, EngineError):
        raise error
    return refuse(error)


def _invalid(_: Request, error: Exception) -> Response:
    """The first thing that is wrong with a request, in one sentence."""
    if not isinstance(error, RequestValidationError):
        raise error
    problem = next(iter(error.errors()), {"loc": (), "msg": "it makes no sense"})
    place = ".".join(str(part) for part in problem["loc"] if part != "body")
    words = str(problem["msg"]).rstrip(".")
    return refusal(Code.BAD_REQUEST, f"The request is not valid: {place + ': ' if place else ''}{words}.")


def _no_records(_: Request, error: Exception) -> Response:
    """The records can't be written, because the disk is full or something else holds the file: nothing was done."""
    _log.error("the records can't be used: %s", error)
    return refuse(DiskFull(NO_RECORDS))


def _no_text(_: Request, error: Exception) -> Response:
    """JSON can say half of a character, which no record can hold and no file can be named after."""
    return refusal(Code.BAD_REQUEST, "The request is not valid: it has text with half a character in it.")


def _http_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return refusal(
        error.status_code,
        _SENTENCES.get(error.status_code, f"{str(error.detail).rstrip('.')}."),
        status=error.status_code,
        headers=error.headers,
    )
