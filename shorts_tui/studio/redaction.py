"""The last look at what leaves the studio: no token stands in an event, whatever a server echoed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from shorts_tui.client.refusals import without_tokens
from shorts_tui.studio.events import DraftUpdate, StudioEvent

_HIDDEN = "[token]"


def redact(text: str, secrets: Iterable[str]) -> str:
    """A text without the secrets given and without anything that looks like a token of the service."""
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    return without_tokens(text)


def redacted(event: StudioEvent, secrets: tuple[str, ...]) -> StudioEvent:
    """The event with every text in it redacted. A draft's JSON is data, not shown, and stays as it came."""
    if isinstance(event, DraftUpdate):
        return event
    before = {item.name: getattr(event, item.name) for item in dataclasses.fields(event)}
    after = {name: _clean(value, secrets) for name, value in before.items()}
    return event if after == before else dataclasses.replace(event, **after)


def _clean(value: Any, secrets: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return redact(value, secrets)
    if isinstance(value, list):
        return [_clean(item, secrets) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item, secrets) for key, item in value.items()}
    return value
