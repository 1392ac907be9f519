"""What the service says of a render, under all the names that it was seen to use."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from shorts_tui.client.answers import data, fields
from shorts_tui.client.errors import InvalidAnswer
from shorts_tui.client.refusals import remote_line
from shorts_tui.protocol.models import RenderState

_WORDS: Mapping[RenderState, str] = MappingProxyType(
    {
        "pending": "pending queued queue waiting created submitted accepted scheduled in_queue",
        "processing": "processing rendering running in_progress started active encoding",
        "completed": "completed complete done success succeeded finished",
        "failed": "failed failure error errored",
        "cancelled": "cancelled canceled aborted",
    }
)
_STATES: Mapping[str, RenderState] = MappingProxyType(
    {word: state for state, words in _WORDS.items() for word in words.split()}
)

_NOTE = 600
"""Characters of a note that are shown."""
_FINDINGS = 50
"""Findings that are read at most."""


@dataclass(frozen=True)
class Finding:
    """What a check of the film found: a `problem` or `advice`, in a sentence, and what to say about it.

    `check` names the check for programs.
    """

    check: str
    level: Literal["problem", "advice"]
    what: str
    fix: str


@dataclass(frozen=True)
class RenderStatus:
    """A render as the service sees it: `progress` 0..1, `url` once there is a film, `message` when it failed.

    `note` is what the service has to say about the film, such as that no font draws its title. `findings` is what a
    check found; None where the service makes none.
    """

    id: str
    state: RenderState
    progress: float = 0.0
    url: str = ""
    message: str = ""
    note: str = ""
    findings: tuple[Finding, ...] | None = None


def read_findings(value: Any) -> tuple[Finding, ...] | None:
    """The findings in a JSON list, those that make no sense left out; None for anything else."""
    if not isinstance(value, list):
        return None
    found = []
    for item in value[:_FINDINGS]:
        texts = [item.get(key) for key in ("check", "what", "fix")] if isinstance(item, Mapping) else [None]
        if all(isinstance(each, str) for each in texts):
            check, what, fix = (remote_line(str(each), _NOTE) for each in texts)
            found.append(Finding(check, "problem" if item.get("level") == "problem" else "advice", what, fix))
    return tuple(found)


def read_render(value: Any, render_id: str, *, otherwise: RenderState | None = None) -> RenderStatus:
    """The status in an answer: at the top level or inside `data`, the URL at `output.url`, `outputUrl` or beside.

    Args:
        value: the JSON of an answer that is no refusal by code.
        render_id: the id that we gave it.
        otherwise: the state where the answer names none, as the answer of a submit may.

    Raises:
        InvalidAnswer: no status where one must be, or a field of a wrong type.
        NemoError: `success` is false and no status says why.
    """
    top = fields(value)
    inner = top.get("data")
    homes = [inner, top] if isinstance(inner, Mapping) else [top]
    url = _url(homes)
    state = _state(homes, finished=bool(url))
    if state is None:
        fields(data(value) or {})
        state = otherwise
    if state is None:
        if not url:
            raise InvalidAnswer("The service sent no status of the render.")
        state = "completed"
    progress = 1.0 if state == "completed" else _progress(_first(homes, "progress"))
    note = _first(homes, "note")
    return RenderStatus(
        render_id,
        state,
        progress,
        url,
        _message(homes) if state == "failed" else "",
        remote_line(note, _NOTE) if isinstance(note, str) else "",
        read_findings(_first(homes, "findings")),
    )


def _first(homes: list[Mapping[str, Any]], *keys: str) -> Any:
    return next((home[key] for home in homes for key in keys if home.get(key) is not None), None)


def _state(homes: list[Mapping[str, Any]], *, finished: bool) -> RenderState | None:
    for home in homes:
        value = home.get("status", home.get("state"))
        beside_data = home is homes[-1] and len(homes) > 1
        if isinstance(value, str):
            word = re.sub(r"[\s-]+", "_", value.strip().lower())
            if not word or (beside_data and word in ("ok", "success") and not finished):
                continue  # it speaks of the answer
            # A word that we don't know is a stage of the work that we don't know.
            return _STATES.get(word, "processing")
        if value is None or (beside_data and isinstance(value, int)):
            continue
        raise InvalidAnswer("The service sent a render status of a kind that is not known.")
    return None


def _url(homes: list[Mapping[str, Any]]) -> str:
    for home in homes:
        output = home.get("output")
        places: list[Any] = [output] if isinstance(output, str) else []
        if isinstance(output, Mapping):
            places += [output.get("url"), output.get("outputUrl")]
        for value in (*places, home.get("outputUrl"), home.get("output_url"), home.get("url")):
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                raise InvalidAnswer("The service sent a download address of a kind that is not known.")
            return value
    return ""


def _progress(value: Any) -> float:
    """0..1 from a fraction, a percentage, or either as a string."""
    if value is None or isinstance(value, bool):
        return 0.0
    percent = isinstance(value, str) and value.strip().endswith("%")
    try:
        number = float(value.strip().rstrip("%") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        raise InvalidAnswer("The service sent a progress of a kind that is not known.") from None
    if not math.isfinite(number):
        return 0.0
    return min(max(number / 100 if percent or number > 1 else number, 0.0), 1.0)


def _message(homes: list[Mapping[str, Any]]) -> str:
    for home in homes:
        for key in ("error", "errorMessage", "errors", "message", "reason"):
            value = home.get(key)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get("message") if isinstance(value, Mapping) else value
            if isinstance(value, str) and value.strip():
                return remote_line(value)
    return ""
