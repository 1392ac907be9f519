"""A reading of some tokens: where they stand, what they mean, and what that counts."""

from __future__ import annotations

from dataclasses import dataclass

from shorts_tui.engine.director.language.rule import Piece, Refusal

WHOLE = 5
"""What it counts besides that a whole phrase is read as one."""


@dataclass(frozen=True)
class Item:
    """Tokens `start` to `end` read as `pieces`. `shielded` are those taken as text, which mean nothing else."""

    start: int
    end: int
    score: int
    pieces: tuple[Piece, ...]
    bare: bool = False
    shielded: bool = False

    @property
    def refused(self) -> str:
        """The topic where this is a refusal, else nothing."""
        return next((piece.topic for piece in self.pieces if isinstance(piece, Refusal)), "")
