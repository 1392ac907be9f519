"""What one English clause asks for.

The reading is by exclusion: a clause is an action only when its verb (or noun) names one and every other word of it is
known to go with that action. One word that is not, `bar` in `add a status bar`, makes it an edit.
"""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.studio.routing import english_export
from shorts_tui.studio.routing import english_words as words
from shorts_tui.studio.routing import glance_words as glance
from shorts_tui.studio.routing.masking import SOURCE
from shorts_tui.studio.routing.reading import CHAT, Kind, Reading
from shorts_tui.studio.routing.tokens import Token, after, has, only, said, stripped, tokens
from shorts_tui.studio.routing.typos import corrected

_FILES_ONLY = frozenset((SOURCE, "please", "and", "here", "is", "this"))


def _credits(found: Sequence[Token]) -> Reading:
    spoken = said(found)
    if spoken[:5] == ["do", "i", "have", "enough", "credits"]:
        return Reading(Kind.ACTION, "credits")
    if spoken == ["what", "are", "credits"]:
        return CHAT
    more = "credits" in spoken and has(found, glance.MORE_CREDITS)
    if more and only(found, glance.MORE_CREDITS | glance.CREDIT_WORDS | {"to"}):
        return Reading(Kind.ACTION, "credits")
    named = has(found, glance.CREDIT_NOUNS) or ("credit" in spoken and has(found, glance.CREDIT_SINGULAR))
    named = named or (has(found, glance.ACCOUNT_NOUNS) and only(found, glance.ACCOUNT_WORDS))
    if not named or spoken[0] not in glance.CREDIT_STARTS or not only(found, glance.CREDIT_WORDS):
        return CHAT
    return Reading(Kind.NOUN if only(found, glance.CREDIT_BARE) else Kind.ACTION, "credits")


def _status(found: Sequence[Token]) -> Reading:
    spoken = said(found)
    if {"preview", "timeline"} <= set(spoken) and only(found, glance.PREVIEW_WORDS):
        return Reading(Kind.ACTION, "status")
    asks = len(spoken) > 1 and spoken[0] in glance.DONE_STARTS and has(found, glance.DONE_MARKS)
    if asks and only(found, glance.DONE_WORDS):
        return Reading(Kind.ACTION, "status")
    allowed = glance.STATUS_WORDS | {"a"} if has(found, glance.REPORTS) else glance.STATUS_WORDS
    if not has(found, glance.STATUS_NOUNS) or spoken[0] not in glance.STATUS_STARTS or not only(found, allowed):
        return CHAT
    return Reading(Kind.NOUN if only(found, glance.STATUS_BARE) else Kind.ACTION, "status")


def _upload(found: Sequence[Token]) -> Reading:
    head, rest = found[0].word, found[1:]
    if head in glance.UPLOAD_VERBS | glance.TAKE_VERBS and any(token.word == SOURCE for token in rest):
        return Reading(Kind.ACTION, "upload") if only(rest, glance.UPLOAD_WORDS | {SOURCE}) else CHAT
    owned = after(found, glance.HAVING)
    if owned and owned[-1].word == "upload" and only(owned, glance.UPLOAD_WORDS | {"upload", "want"}):
        return Reading(Kind.ACTION, "upload")  # `I have a clip to upload`
    if head not in glance.UPLOAD_VERBS or not only(rest, glance.UPLOAD_WORDS) or (not rest and head != "upload"):
        return CHAT
    if "to" in said(rest) and not has(rest, frozenset(("project", "session"))):
        return CHAT
    return Reading(Kind.ACTION if rest else Kind.BARE, "upload")


def _refuses(found: Sequence[Token]) -> bool:
    """`please don't export yet`: a negation, an action, and no more."""
    negated = has(found, words.NEGATIONS) or {"do", "not"} <= set(said(found))
    known = words.REFUSAL_WORDS | words.NEGATIONS | words.ACTION_WORDS
    return negated and has(found, words.ACTION_WORDS) and only(found, known)


def _idle(found: Sequence[Token]) -> bool:
    """`looks good`, `when it's done`, `if you're ready`."""
    return any(only(found, known) for known in (words.PRAISE_WORDS, words.WAITING_WORDS, words.TRIVIAL_CONDITION))


def _mended(found: Sequence[Token]) -> list[Token]:
    """The words with slips mended where a keyword would stand: at the head, or anywhere in a very short clause."""
    return [
        Token(corrected(token.word), token.start, token.end) if at == 0 or len(found) <= 3 else token
        for at, token in enumerate(found)
    ]


def read(masked: str, original: str) -> Reading:
    """What a clause asks for.

    Args:
        masked: the clause with quotations and sources hidden.
        original: the same stretch as the user wrote it.
    """
    every = tokens(masked)
    if only(every, _FILES_ONLY):
        return Reading(Kind.DETAIL, "upload") if SOURCE in said(every) else Reading(Kind.FILLER)
    if _refuses(every):
        return Reading(Kind.REFUSAL)
    if every[0].word in words.CONDITION_HEADS and not only(every, words.TRIVIAL_CONDITION):
        return Reading(Kind.CONDITION)
    if found := _mended(stripped(every)):
        for reading in (english_export.read(found, original), _credits(found), _status(found), _upload(found)):
            if reading.kind is not Kind.CHAT:
                return reading
    if not found or _idle(every):
        return Reading(Kind.FILLER)
    return Reading(Kind.DETAIL, "export") if english_export.unknown(every) is None else CHAT
