"""What a key can do about an error: a pure table from the error to a remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from shorts_tui.client import errors

Cure = Literal["link", "local", "connect", "retry", "files", "export"]
_LINK = re.compile(r"https://[^\s<>\"']+")


@dataclass(frozen=True)
class Remedy:
    """`cure` is what is done: open a link, work on this machine, connect, say it again, choose files, export again.

    `words` name it for the user; `link` is the address of a `link`, `prompt` what is said again.
    """

    cure: Cure
    words: str
    link: str = ""
    prompt: str = ""


def remedy(error: errors.NemoError, *, kind: str, backend: str, prompt: str) -> Remedy | None:
    """The remedy for the error of a job, None where no key can help."""
    if found := _LINK.search(error.advice):
        return Remedy("link", "show the link", link=found.group().rstrip(".,;"))
    if isinstance(error, errors.Unreachable | errors.TimedOut) and kind == "connect":
        return Remedy("local", "work on this machine") if backend != "local" else Remedy("connect", "try again")
    if isinstance(error, errors.UnsupportedFile | errors.FileTooLarge | errors.FileUnreadable):
        return Remedy("files", "choose other files")
    if kind == "connect" or isinstance(error, errors.BadToken):
        return Remedy("connect", "connect again")
    if kind == "turn" and prompt:
        return Remedy("retry", "put your words back into the prompt", prompt=prompt)
    if kind == "export":
        return Remedy("export", "export again")
    return None
