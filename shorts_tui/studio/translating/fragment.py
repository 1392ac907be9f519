"""What a fragment of a service message turns out to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

Deed: TypeAlias = Literal["", "export", "credits", "status"]
"""The action of ours that an instruction stands for, or an empty string."""


class Role(Enum):
    """What a fragment does in its sentence."""

    CONTENT = "content"
    """It tells something: kept."""
    WINDOW = "window"
    """It tells the user what to do in a window, or that it can be done: dropped."""
    LEAD = "lead"
    """It leads to what follows, or qualifies what precedes (`if you're happy`, `to export`): shares its lot."""
    TAIL = "tail"
    """It only goes on from an instruction (`and your download will start`): dropped after one, else kept."""
    MENTION = "mention"
    """It tells something and names an action as possible (`it is ready to export`): kept, and offered."""


@dataclass(frozen=True)
class Reading:
    """A fragment's role, the action it stands for, and whether the user is free to take it or leave it."""

    role: Role
    deed: Deed = ""
    offered: bool = False


CONTENT = Reading(Role.CONTENT)
