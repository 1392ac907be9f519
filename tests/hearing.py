"""How well words were heard: transcripts as bare words, and how many of them are wrong."""

from __future__ import annotations

import re


def plain(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def word_errors(script: list[str], heard: list[str]) -> int:
    """Words to insert, delete or replace to get from the one to the other (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for index, said in enumerate(script, 1):
        diagonal, row[0] = row[0], index
        for place, other in enumerate(heard, 1):
            diagonal, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, diagonal + (said != other))
    return row[-1]
