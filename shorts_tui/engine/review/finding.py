"""What a check finds: how grave it is, what it is, and what to say to the director about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["problem", "advice"]


@dataclass(frozen=True)
class Finding:
    """One thing that stands between a film and its publication, or could be better.

    Attributes:
        check: which check found it, such as `aspect`: stable, for programs.
        level: a `problem` keeps a film from being ready, `advice` does not.
        what: one sentence for the user.
        fix: one sentence that the director understands.
    """

    check: str
    level: Level
    what: str
    fix: str


def is_ready(findings: Iterable[Finding]) -> bool:
    """May the film be published as it is?"""
    return all(finding.level != "problem" for finding in findings)
