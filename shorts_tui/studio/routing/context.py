"""What each clause asks for once its neighbours are known: lists, dictated content, conditions, refusals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.studio.routing import chinese, english
from shorts_tui.studio.routing import english_words as words
from shorts_tui.studio.routing.clauses import Clause, Join
from shorts_tui.studio.routing.masking import QUOTE, Masked
from shorts_tui.studio.routing.reading import CHAT, Kind, Reading
from shorts_tui.studio.routing.tokens import said, tokens

_CJK = re.compile("[\u3400-\u9fff]")
_CONTENT_LIST = re.compile(
    r"\b(?:titles?|texts?|captions?|words|credits|script|lines|slides|labels|headlines?|subtitles)\b[^\n:：]*[:：]\s*$"
    r"|(?:字幕|标题|文字|台词|文案)[^\n:：]*[:：]\s*$",
    re.IGNORECASE,
)


def _read(scene: Masked, clause: Clause) -> Reading:
    masked = clause.of(scene.masked)
    return chinese.read(masked) if _CJK.search(masked) else english.read(masked, clause.of(scene.text))


def _dictates(masked: str) -> bool:
    """Does the clause give the wording of something to be shown?"""
    if chinese.dictates(masked):
        return True
    spoken = said(tokens(masked))
    for at, word in enumerate(spoken[:-1]):
        topic = word != "about" or not at or spoken[at - 1] not in ("worry", "forget", "care", "bother")
        follows = spoken[at + 1]
        if word in words.DICTATION and topic and follows not in words.PREPOSITIONS and follows != QUOTE:
            return True
    return bool(spoken) and spoken[-1] in ("import", "says", "saying")


def _refuses(masked: str) -> bool:
    spoken = said(tokens(masked))[:3]
    return "don't" in spoken or "never" in spoken or spoken[:2] == ["do", "not"]


def _adds_to_it(masked: str) -> bool:
    """`music` after `export it with captions`: a few words without a verb."""
    spoken = said(tokens(masked))
    return 0 < len(spoken) <= 4 and spoken[0] not in words.EDIT_VERBS


def _alone(reading: Reading) -> Reading:
    """A reading that nothing before it takes back: a noun or a bare verb is an action."""
    return replace(reading, kind=Kind.ACTION) if reading.kind in (Kind.NOUN, Kind.BARE) else reading


def _resolve(scene: Masked, clause: Clause, reading: Reading, before: tuple[Clause, Reading] | None) -> Reading:
    """A reading in the light of the clause before it (fillers left out)."""
    acted = before is not None and before[1].kind in (Kind.ACTION, Kind.DETAIL)
    if reading.kind is Kind.DETAIL:
        if reading.action == "upload" and (before is None or clause.join is Join.SENTENCE):
            return replace(reading, kind=Kind.ACTION)
        return reading if acted and before and before[1].action == reading.action else CHAT
    if before is None or clause.join is not Join.SOFT:
        return _alone(reading)
    earlier, previous = before
    if reading.kind is Kind.CHAT and (previous.edit or previous.action == "status"):
        return Reading(Kind.DETAIL, previous.action) if _adds_to_it(clause.of(scene.masked)) else CHAT
    if acted or reading.kind not in (Kind.ACTION, Kind.NOUN, Kind.BARE):
        return _alone(reading)
    spoken = earlier.of(scene.masked)
    listed = reading.kind is Kind.NOUN or (reading.kind is Kind.BARE and _dictates(spoken))
    refused = "and" in scene.masked[earlier.end : clause.start].lower() and _refuses(spoken)
    return CHAT if listed or refused else _alone(reading)


def _begins_content(scene: Masked, clause: Clause) -> bool:
    """`Titles:`: the lines that follow are content."""
    spoken = (clause.of(scene.masked) + scene.masked[clause.end : clause.end + 1]).rstrip()
    return spoken.endswith((":", "：")) and _CONTENT_LIST.search(spoken[-80:]) is not None


def readings(scene: Masked, clauses: Sequence[Clause]) -> list[Reading]:
    """A reading for each clause, of the kinds ACTION, DETAIL, FILLER, REFUSAL and CHAT alone."""
    found: list[Reading] = []
    before: tuple[Clause, Reading] | None = None
    conditional = listing = False
    for at, clause in enumerate(clauses):
        gap = scene.masked[clauses[at - 1].end if at else 0 : clause.start]
        if clause.join is Join.SENTENCE:
            conditional = False
            listing = listing and "\n\n" not in gap
        reading = _resolve(scene, clause, _read(scene, clause), before)
        if reading.kind is Kind.CONDITION:
            conditional, reading = True, CHAT
        elif (conditional or listing) and reading.kind in (Kind.ACTION, Kind.DETAIL):
            reading = CHAT
        listing = listing or _begins_content(scene, clause)
        found.append(reading)
        if reading.kind is not Kind.FILLER:
            before = (clause, reading)
    return found
