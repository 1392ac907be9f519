"""Requests and answers of the API as pydantic models: the engine builds them, the client reads them.

Answers are read leniently (unknown keys are ignored, numbers may come as strings); what the client needs beyond
that, such as the same value under other names, is the client's affair.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Wire(BaseModel):
    """Base of all models: unknown keys are ignored, fields can be filled by name or alias."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True, coerce_numbers_to_str=True)


class Asked(Wire):
    """Base of requests: they are what their description says, or refused."""

    model_config = ConfigDict(coerce_numbers_to_str=False)


class TokenData(Wire):
    """Answer of `/api/auth/anonymous-token`; `expires_at` as the service writes it (ISO 8601 or epoch)."""

    token: str = Field(repr=False)
    credits: float | None = None
    user_id: str | None = None
    expires_at: str | None = None


class SessionRequest(Asked):
    """Body of create-session."""

    task_name: str = "project"
    language: str = "en"


class SessionData(Wire):
    """Answer of create-session."""

    session_id: str
    task_id: str = ""
    user_id: str | None = None


class DraftRequest(Asked):
    """Body of the embedded engine's route that puts a film in force."""

    draft: Any


class NamedSessions(Asked):
    """Body of the embedded engine's route that tells which sessions a user's projects name."""

    sessions: list[str]


class ClaimRequest(Asked):
    """Body of `/api/auth/claim-token`."""

    task_id: str
    session_id: str


class ClaimData(Wire):
    """Answer of `/api/auth/claim-token`."""

    claim_token: str


class Part(Asked):
    """One part of a message; only text is sent by clients."""

    text: str = ""


class NewMessage(Asked):
    """What the user said."""

    parts: list[Part]
    role: str = "user"


class RunRequest(Asked):
    """Body of `/run_sse`."""

    app_name: str
    user_id: str
    session_id: str
    new_message: NewMessage


class UrlUpload(Asked):
    """Body of an upload by URL."""

    urls: list[str]
    source_type: Literal["url"] = "url"


class UploadedFile(Wire):
    """One file that the service acknowledged. `duration` in seconds, 0 for a still image."""

    filename: str = ""
    file_type: str = ""
    cdn_url: str = ""
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    hash: str | None = None
    size: int | None = None


class UploadData(Wire):
    """Answer of an upload."""

    files: list[UploadedFile] = Field(default_factory=list)


class CreditsData(Wire):
    """Answer of `/api/credits/balance/simple`; the embedded engine is `unlimited`."""

    available: float = 0
    frozen: float = 0
    total: float = 0
    unlimited: bool = False


class StateData(Wire):
    """`data.state` of the state route. `draft` is passed on untouched."""

    draft: Any = None
    video_infos: list[Any] = Field(default_factory=list)
    generated_media: list[Any] = Field(default_factory=list)
    canvas_config: Any = None


class RenderOutput(Asked):
    """What to render to."""

    format: str = "mp4"
    quality: str = "high"


RENDER_ID = "[A-Za-z0-9._:-]{1,128}"
"""A render's id, as a regular expression."""


class RenderRequest(Asked):
    """Body of a render. `sessionId` is camelCase here alone."""

    id: str = Field(json_schema_extra={"pattern": f"^{RENDER_ID}$"})
    session_id: str = Field(alias="sessionId")
    draft: Any
    output: RenderOutput = RenderOutput()


class Refusal(Wire):
    """Every answer that is a refusal or a failure: `message` is one sentence."""

    code: int
    message: str
    data: None = None


RenderState = Literal["pending", "processing", "completed", "failed", "cancelled"]
