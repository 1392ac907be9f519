"""A sentence -> a plan: by the grammar, and what that leaves open by the second reader."""

from __future__ import annotations

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.grammar import reading
from shorts_tui.engine.director.language.paraphrase.second import read_again
from shorts_tui.engine.director.language.sources import with_sources
from shorts_tui.engine.director.plan import Plan

_LONGEST = 12_000
"""Characters that are read; nobody says more in one turn."""


def read(text: str, film: Film) -> Plan:
    """What `text` asks to be done to `film`, in the order in which it is to be done.

    Times in it are ms of the film before the plan. What is in quotes is never read as a command. Everything that is
    not understood, or not possible, is there as a `CannotDo`; a plan without operations means that nothing was asked
    (thanks, or `keep the music`). Never raises on any text.
    """
    text = text[:_LONGEST]
    return with_sources(text, film, _read) or _read(text, film)


def _read(text: str, film: Film) -> Plan:
    return read_again(reading(text, film), film, lambda said, of: reading(said, of).plan)
