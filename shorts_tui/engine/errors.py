"""The engine's one error family: a code of the service's table and a sentence for the user."""

from __future__ import annotations

from shorts_tui.protocol.codes import Code


class EngineError(Exception):
    """A request that the engine refuses or can't do; `message` is one plain sentence.

    Attributes:
        code: a code of the API's table.
        status: the HTTP status that goes with it.
    """

    status = 400

    def __init__(self, message: str, code: int = Code.SERVER_ERROR) -> None:
        super().__init__(message)
        self.message = message
        self.code = int(code)


class MediaError(EngineError):
    """A file that is not usable media (code 4001): the sentence says why."""

    def __init__(self, message: str, code: int = Code.UNSUPPORTED_FILE) -> None:
        super().__init__(message, code)


class RenderError(EngineError):
    """A draft that can't be rendered, or an encoder that failed."""

    status = 500


class CancelledError(EngineError):
    """Work that was stopped because somebody asked for it."""

    def __init__(self, message: str = "Cancelled.") -> None:
        super().__init__(message, Code.CONFLICT)
