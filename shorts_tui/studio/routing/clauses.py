"""Splitting a masked text into clauses, in English and Chinese, with how each one is joined to the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from shorts_tui.studio.routing.english_words import EDIT_VERBS
from shorts_tui.studio.routing.masking import QUOTE, SOURCE, Masked


class Join(IntEnum):
    """What stands before a clause, weakest first."""

    SOFT = 1
    """A comma, `and`, 和, 并: the two may be one list."""
    STRONG = 2
    """`then`, a semicolon, 然后: another thing to do."""
    SENTENCE = 3
    """The beginning, the end of a sentence, a line break."""


@dataclass(frozen=True)
class Clause:
    """A stretch of the text without the words that join it, and how it is joined to the one before."""

    start: int
    end: int
    join: Join

    def of(self, text: str) -> str:
        """Its part of a text, original or masked."""
        return text[self.start : self.end]


_SENTENCE = r"[\n。！？!?…]+|\.(?=[\s.]|$)"
_STRONG = (
    r"[;；]+|[-=]>|→"
    r"|\b(?:and\s+|,\s*)?(?:then|after\s+that|afterwards?|after\s+this|when\s+that(?:'s|\s+is)\s+done)\b"
    r"|(?:(?<=\s)|^)\d{1,2}\)\s"
    r"|\b(?:lastly|finally)\b(?=[\s,])"
    r"|然后|接着|随后|之后(?!前)|以后(?!前)|最后(?!一|的|面|几)"
    r"|(?<=[^最以之前今])后(?=导出|下载|渲染|输出|保存|发给我|把|再|就|请|给我)"
    rf"|(?<=[\u3400-\u9fff{SOURCE}])再(?=[\u3400-\u9fffa-z])"
)
_SOFT = (
    r"[,，、]+|(?:\s|^)(?:and|plus|&|\+)(?=\s|$)|\s[-–—]+\s|—"
    r"|并且|顺便|同时|以及|并(?!排|列)|就(?=导出|下载|渲染|输出|发给我)|(?<=[\u3400-\u9fff])和(?=[\u3400-\u9fff])"
)
_SPLIT = re.compile(rf"(?P<sentence>{_SENTENCE})|(?P<strong>{_STRONG})|(?P<soft>{_SOFT})", re.IGNORECASE)
_FILES_FIRST = re.compile(
    rf"(?P<files>{SOURCE}+(?:\s+{SOURCE}+)*)\s+(?:please\s+)?(?P<word>[a-z]+|[\u3400-\u9fff])", re.I
)
"""Files handed over, then what to do with them: `talk.mp4 make it vertical`."""
_FIXED = re.compile(
    r"\b(?:black\s+and\s+white|drag\s+and\s+drop|back\s+and\s+forth|pros\s+and\s+cons|go\s+(?:ahead|on)\s+and)\b",
    re.IGNORECASE,
)
"""Phrases whose `and` joins nothing."""


def split(scene: Masked) -> list[Clause]:
    """The clauses of a text in order; stretches without a letter, a quotation or a source are none."""
    masked = _FIXED.sub(lambda match: match.group().replace(" ", "_"), scene.masked)
    clauses: list[Clause] = []
    at, join = 0, Join.SENTENCE
    for match in _SPLIT.finditer(masked):
        if match.group() == "." and join is Join.SENTENCE and masked[at : match.start()].strip().isdigit():
            continue  # the number of a list
        if _add(clauses, masked, at, match.start(), join):
            join = Join.SOFT
        join = max(join, Join[str(match.lastgroup).upper()])
        at = match.end()
    _add(clauses, masked, at, len(masked), join)
    return clauses


def _add(clauses: list[Clause], masked: str, start: int, end: int, join: Join) -> bool:
    part = masked[start:end]
    if not any(char.isalnum() or char in (QUOTE, SOURCE) for char in part):
        return False
    start += len(part) - len(part.lstrip())
    if (files := _FILES_FIRST.match(masked, start, end)) and (
        files["word"].lower() in EDIT_VERBS or not files["word"].isascii()
    ):
        clauses.append(Clause(start, files.end("files"), join))
        start, join = files.start("word"), Join.STRONG
    clauses.append(Clause(start, end - len(part) + len(part.rstrip()), join))
    return True
