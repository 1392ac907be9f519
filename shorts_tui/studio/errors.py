"""What can go wrong in the studio itself, in the client's error family, and settings read with such errors."""

from __future__ import annotations

import tomllib
from typing import Any

from shorts_tui.client.errors import NemoError
from shorts_tui.settings import Settings, load_settings
from shorts_tui.text import one_line

__all__ = [
    "BadTarget",
    "EngineMissing",
    "NemoError",
    "NoSuchProject",
    "NothingToExport",
    "RenderFailed",
    "RenderUnfinished",
    "StorageFault",
    "StudioError",
    "TurnLost",
    "UnusableMedia",
    "UsageFault",
    "read_settings",
]


class StudioError(NemoError):
    """A failure that the studio found, not the service."""

    default_code = "failed"


class UsageFault(StudioError):
    """What was asked for makes no sense as it stands."""

    exit_status = 2
    default_code = "usage"


class UnusableMedia(UsageFault):
    """A source that is missing, empty, a folder or not readable; nothing was sent."""

    default_code = "unusable_media"


class BadTarget(UsageFault):
    """A place where a file can't be written."""

    default_code = "bad_target"


class NoSuchProject(UsageFault):
    """No project has that name or id."""

    default_code = "no_project"
    default_advice = "`shorts-tui projects` lists them."


class EngineMissing(StudioError):
    """The embedded engine is not installed, or does not start."""

    exit_status = 4
    default_code = "no_engine"


class NothingToExport(StudioError):
    """The draft has no track with a segment."""

    default_code = "nothing_to_export"
    default_advice = "Upload media and say what to make of it first."


class RenderFailed(StudioError):
    """The service gave up a render, twice, or it was cancelled."""

    default_code = "render_failed"


class RenderUnfinished(StudioError):
    """A render was not finished within the limit, and goes on without an onlooker."""

    exit_status = 4
    default_code = "render_unfinished"
    default_advice = "Export again to go on from where it is."


class TurnLost(StudioError):
    """The connection broke in the middle of a turn, and the state shows no trace of it."""

    default_code = "turn_lost"
    default_advice = "Nothing was sent twice. Say it again to try again."


class StorageFault(StudioError):
    """The projects' database can't be read or written."""

    default_code = "storage"


def read_settings(**flags: Any) -> Settings:
    """The settings in force, as `load_settings` reads them.

    Raises:
        UsageFault: config.toml, the environment or a flag holds a value that makes no sense.
    """
    try:
        return load_settings(**flags)
    except tomllib.TOMLDecodeError as error:
        raise UsageFault(f"config.toml is not valid TOML: {one_line(str(error))}.") from error
    except ValueError as error:
        raise UsageFault(_first_complaint(error)) from error


def _first_complaint(error: ValueError) -> str:
    """The first thing that pydantic found, without the value: it may be a secret."""
    complaints = error.errors() if callable(getattr(error, "errors", None)) else []  # type: ignore[attr-defined]
    if not complaints:
        return f"The settings make no sense: {one_line(str(error))}."
    place = ".".join(str(part) for part in complaints[0].get("loc", ()))
    return f"The setting {place} makes no sense: {one_line(str(complaints[0].get('msg', '')))}."
