"""What can follow `@` and `/` in the prompt: files that can be uploaded, and the words of commands. No widget here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shorts_tui.text import one_line
from shorts_tui.tui.commands import COMMANDS, Command
from shorts_tui.tui.listing import entries

MOST = 6
"""Candidates that are offered."""


@dataclass(frozen=True)
class Candidate:
    """`text` takes the word's place, `label` is what is shown; `more` when it can be completed further."""

    text: str
    label: str
    more: bool = False


def command(text: str) -> Command | None:
    """The command that a prompt such as `/export` names, None where it is something else, a path perhaps."""
    word = text.strip()
    if not word.startswith("/"):
        return None
    return next((command for command in COMMANDS if command.id == word[1:].replace("-", "_")), None)


def commands(word: str) -> list[Candidate]:
    """The commands whose names begin with, or else hold, what follows the `/`."""
    needle = word[1:].replace("-", "_").casefold()
    found = [item for item in COMMANDS if item.id.startswith(needle)]
    found += [item for item in COMMANDS if needle in item.id and item not in found]
    return [Candidate(f"/{item.id}", f"/{item.id:<16} {item.help}") for item in found[:MOST]]


def files(word: str, directory: Path) -> list[Candidate]:
    """The entries of a directory that complete what follows the `@`. Blocking.

    A folder keeps the `@`, so that completion goes on in it; a file becomes its path, quoted where it has spaces.
    """
    typed = word[1:]
    head, slash, needle = typed.rpartition("/")
    try:
        where = (directory / Path(head or ("/" if slash else ".")).expanduser()).absolute()
        found = entries(where, needle=needle, hidden=needle.startswith("."))
    except (OSError, RuntimeError, ValueError):
        return []
    usable = [entry for entry in found if not entry.reason]
    usable.sort(key=lambda entry: not entry.path.name.casefold().startswith(needle.casefold()))
    candidates = []
    for entry in usable[:MOST]:
        path = f"{head}{slash}{entry.path.name}"
        label = one_line(entry.path.name, 60) + ("/" if entry.is_directory else f"  {entry.kind}")
        if entry.is_directory:
            candidates.append(Candidate(f"@{path}/", label, more=True))
        else:
            # A bare name is read as a file where it stands before other words, a path always.
            plain = path if slash else f"./{path}"
            candidates.append(Candidate(f'"{plain}" ' if " " in plain else f"{plain} ", label))
    return candidates
