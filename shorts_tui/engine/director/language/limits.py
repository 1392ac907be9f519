"""What can't be done here: by which words a request for it is known, why not, and what can be asked for instead."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Limit:
    """One kind of request that is refused.

    Attributes:
        reason_en, reason_zh, nearest_en, nearest_zh: for the user: why not, and a request that can be made.
        words: phrases that mean it, in the notation of the vocabulary; empty where only rules know it.
        whole: do its words make the whole phrase a different request, whatever else is in it?
    """

    reason_en: str
    reason_zh: str
    nearest_en: str
    nearest_zh: str
    words: str = ""
    whole: bool = False


@cache
def limits() -> Mapping[str, Limit]:
    """All limits by topic; the order decides where words of several topics meet."""
    text = resources.files(__package__).joinpath("words", "limits.toml").read_text("utf-8")
    return {topic: Limit(**values) for topic, values in tomllib.loads(text).items()}


def refusal(topic: str, language: Language) -> tuple[str, str]:
    """(why not, what can be asked for instead), in the language of the answer."""
    limit = limits()[topic]
    return (limit.reason_zh, limit.nearest_zh) if language == "zh" else (limit.reason_en, limit.nearest_en)
