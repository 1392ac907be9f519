"""JSON values read with tolerance: what is no object, time or number counts as absent, and nothing raises."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

Json: TypeAlias = Any
"""A value as `json.loads` gives it."""


def milliseconds(value: Json) -> int | None:
    """A JSON number (or a string of one) as whole ms; None for anything else, negative, or not finite."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if not isinstance(value, int | float) or value != value or value < 0 or value > 1e12:
        return None
    return round(value)


def mapping(value: Json) -> Mapping[str, Json]:
    """A JSON object, or an empty one for anything else."""
    return cast("Mapping[str, Json]", value) if isinstance(value, Mapping) else {}


def number(value: Json) -> float | None:
    """A finite JSON number, or a string of one (`"0.35"`, `"35%"`), as a float; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        percent = isinstance(value, str) and value.endswith("%")
        found = float(value[:-1]) / 100 if isinstance(value, str) and percent else float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
