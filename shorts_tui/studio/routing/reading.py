"""What one clause was found to ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

Action: TypeAlias = Literal["chat", "export", "credits", "status", "upload"]


class Kind(Enum):
    """What a clause is good for."""

    ACTION = "action"
    """It asks for an action of ours and nothing else, but for an edit beside an export."""
    NOUN = "noun"
    """It only names one, as `credits` or `the status` do: an action when nothing makes it a part of a list."""
    BARE = "bare"
    """A verb without an object, `export`: an action unless it is content that is being dictated."""
    DETAIL = "detail"
    """It only adds to an action before it: `60 fps`, `b.mp4`."""
    FILLER = "filler"
    """Politeness, praise, waiting: `looks good`, `when it's done`."""
    CONDITION = "condition"
    """`if it looks good`: what follows in the sentence is not to be done yet."""
    REFUSAL = "refusal"
    """`don't export yet`: it asks that an action is not run, and nothing else."""
    CHAT = "chat"
    """Anything else: for the service."""


@dataclass(frozen=True)
class Reading:
    """A clause's kind; its action where it has one; `edit`, what is to be said to the service before an export."""

    kind: Kind
    action: Action = "chat"
    edit: str = ""


CHAT = Reading(Kind.CHAT)
