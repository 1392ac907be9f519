"""Typed settings: defaults < config.toml < environment < flags. Every deadline of the program is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from shorts_tui.paths import locations

Backend = Literal["auto", "cloud", "local"]


class Timing(BaseModel):
    """Deadlines and cadences, in seconds unless said otherwise; all monotonic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    connect: float = Field(5, gt=0, description="how long `auto` waits for the cloud, and any connection may take")
    request: float = Field(60, gt=0, description="whole of a small request, answer included")
    poll: float = Field(30, gt=0, description="between two looks at a cloud render")
    poll_local: float = Field(0.3, gt=0, description="between two looks at a render on this machine")
    still_working: float = Field(120, gt=0, description="between two `Still working...` notices of a turn")
    glance: float = Field(1, gt=0, description="from a tool's answer to a look at the film, where the turn tells none")
    heartbeat_limit: float = Field(600, gt=0, description="nothing but heartbeats for so long: the turn timed out")
    turn_limit: float = Field(900, gt=0, description="longest turn")
    recovery_first: float = Field(30, ge=0, description="after a cut stream, before the first look at the state")
    recovery_next: float = Field(60, ge=0, description="between later looks")
    recovery_tries: int = Field(5, ge=1, description="looks in all (a count)")
    token_retry: float = Field(30, ge=0, description="before asking once more for a token after a 429")
    retry_base: float = Field(0.5, ge=0, description="first pause of a retried request; doubles, with jitter")
    retry_after_max: float = Field(120, ge=0, description="longest Retry-After that is slept; a longer one is shown")
    render_limit: float = Field(3600, gt=0, description="longest render that is followed")
    transfer_idle: float = Field(60, gt=0, description="an upload or download that moves no byte for so long is cut")
    engine_start: float = Field(30, gt=0, description="how long the embedded engine may take to answer")
    engine_idle: float = Field(900, gt=0, description="the embedded engine leaves after so long without work")
    engine_heartbeat: float = Field(15, gt=0, description="silence after which the engine sends a heartbeat")
    engine_fetch: float = Field(600, gt=0, description="longest fetch of a URL by the engine, redirects included")


class Speech(BaseModel):
    """The speech model of the embedded engine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field("", description="a directory or an installed wheel's import name; empty: the packaged tiny.en")
    language: str = Field("en", description="what is spoken, or `auto` with a multilingual model")


class EngineSettings(BaseModel):
    """How the embedded engine is reached and what it keeps."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tcp: bool = Field(False, description="listen on a random port of 127.0.0.1 even where unix sockets exist")
    allow_private_urls: bool = Field(False, description="fetch URLs of this machine and of private networks too")
    listen_ahead: bool = Field(True, description="listen to footage and look at it as soon as it has been uploaded")
    keep_renders: float = Field(7, gt=0, description="days after which a finished render is deleted")
    keep_sessions: float = Field(
        30, gt=0, description="days after which a session that no project names any more is deleted with its media"
    )


class Settings(BaseSettings):
    """All settings. `SHORTS_TUI_TIMING__POLL=0.2` is `[timing] poll = 0.2` in config.toml."""

    model_config = SettingsConfigDict(
        env_prefix="SHORTS_TUI_", env_nested_delimiter="__", frozen=True, extra="ignore", populate_by_name=True
    )

    backend: Backend = "auto"
    language: str = "en"
    api_url: str = Field(
        "https://mega-api-prod.nemovideo.ai",
        validation_alias=AliasChoices("NEMO_API_URL", "SHORTS_TUI_API_URL", "api_url"),
    )
    web_url: str = Field(
        "https://nemovideo.com", validation_alias=AliasChoices("NEMO_WEB_URL", "SHORTS_TUI_WEB_URL", "web_url")
    )
    workers: int = Field(0, ge=0, description="parallel segment encodes of the engine; 0: one a core")
    max_upload: int = Field(500_000_000, gt=0, description="bytes; the service refuses more")
    keep_leftovers: float = Field(7, gt=0, description="days after which what a crash left half done is deleted")
    timing: Timing = Timing()
    speech: Speech = Speech()
    engine: EngineSettings = EngineSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then config.toml, then the defaults."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _config_file())


def _config_file() -> Path:
    return locations().settings_file


def load_settings(**flags: Any) -> Settings:
    """The settings in force; `flags` that are None are left to the environment, the file and the defaults.

    Raises:
        pydantic.ValidationError: a value in config.toml, the environment or a flag makes no sense.
        tomllib.TOMLDecodeError: config.toml is not TOML.
    """
    return Settings(**{name: value for name, value in flags.items() if value is not None})
