"""Does an English clause ask for an export, and of a film that is to be changed first?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shorts_tui.studio.routing import export_words as words
from shorts_tui.studio.routing.english_words import BASE_FORMS
from shorts_tui.studio.routing.masking import QUOTE, SOURCE
from shorts_tui.studio.routing.reading import CHAT, Kind, Reading
from shorts_tui.studio.routing.tokens import Token, after, has, only, said

_SIZE = re.compile(r"\d+(?:p|k|fps|hz|mb|mbps)|\d{3,4}[x×]\d{3,4}")
_UNITS = ("fps", "p", "k", "frames", "hz")
_NONE: frozenset[str] = frozenset()
_EXPORT = Reading(Kind.ACTION, "export")


def _is_size(found: Sequence[Token], at: int) -> bool:
    word = found[at].word
    if _SIZE.fullmatch(word):
        return True
    return word.isdigit() and at + 1 < len(found) and found[at + 1].word in _UNITS


def unknown(found: Sequence[Token], nouns: frozenset[str] = _NONE) -> int | None:
    """The place of the first word that goes with no export; None when all do.

    Args:
        found: the words.
        nouns: what this verb may have as its object besides, before any preposition.
    """
    for at, token in enumerate(found):
        if token.word in words.EDIT_MARKS:
            nouns = _NONE
        fits = token.word in words.EXPORT_WORDS or token.word in nouns or token.word in (SOURCE, QUOTE)
        if not fits and not _is_size(found, at):
            return at
    return None


def _different(found: Sequence[Token], first: int, clause: str) -> str:
    """What an export is to have that the film has not, as a request; empty when that can't be told apart."""
    if not has(found[first:], words.EDIT_WORDS):
        return ""
    if not has(found[: first + 1], words.EDIT_MARKS) and found[first].word not in words.SHAPES:
        return ""  # `render the title in red`
    start, last = first, len(found)
    while start > 0 and found[start - 1].word in ("a", "an", "the", "full"):
        start -= 1
    if start > 0 and found[start - 1].word in words.EDIT_MARKS:
        start -= 1
    while last > first and (found[last - 1].word in words.TAILS or found[last - 1].word == SOURCE):
        last -= 1
    if found[start].word in ("as", "in", "into", "to") and last - start > 1:
        start += 1
    return f"make it {clause[found[start].start : found[last - 1].end]}"


def _beforehand(rest: Sequence[Token], clause: str) -> str:
    """The edit that an export is to follow (`after adding captions`) as a request, or an empty string."""
    at = next((at for at, token in enumerate(rest[:-1]) if token.word == "after"), None)
    if at is None or unknown(rest[:at]) is not None:
        return ""
    verb = BASE_FORMS.get(rest[at + 1].word)
    return verb + clause[rest[at + 1].end :] if verb else ""


def _names_film(rest: Sequence[Token]) -> bool:
    """`the birthday video to my stick`: an object that ends in what an export gives, then at most a destination."""
    cut = next((at for at, token in enumerate(rest) if token.word in words.DESTINATIONS), len(rest))
    phrase = said(rest[:cut])
    stops = words.EDIT_MARKS | words.PARTS | {"from", "about", "of", "where"}
    return (
        0 < len(phrase) <= 5
        and phrase[0] in words.DEFINITE
        and phrase[-1] in words.OUTPUT_NOUNS
        and not stops & set(phrase)
    )


def _exporting(rest: Sequence[Token], clause: str) -> Reading:
    """What follows `export`, `download` or `render`."""
    first = unknown(rest, words.EXPORT_ONLY_NOUNS)
    if first is None:
        return _EXPORT if rest else Reading(Kind.BARE, "export")
    if edit := _beforehand(rest, clause) or _different(rest, first, clause):
        return Reading(Kind.ACTION, "export", edit)
    return _EXPORT if _names_film(rest) else CHAT


def _plain(rest: Sequence[Token]) -> Reading:
    """What follows a verb that is one of an export only when nothing else is said."""
    return _EXPORT if unknown(rest) is None else CHAT


def _giving(head: str, rest: Sequence[Token], clause: str) -> Reading:
    """`send me the video`, `give me the file`: the film, to the user."""
    following = said(rest)
    if head == "send" and following in (["it"], ["it", "please"], ["it", "now"]):
        return Reading(Kind.NOUN, "export")
    if head == "show" or (following and following[0] in words.INDEFINITE):
        return CHAT
    to_user = has(rest, frozenset(("me", "us", "over")))
    if len(following) > 1 and following[0] in ("me", "us") and following[1] in words.INDEFINITE:
        return _plain(rest) if has(rest, frozenset(("mp4", "file", "link", "copy"))) else CHAT
    named = has(rest, words.OUTPUT_NOUNS - words.POINTING) and (to_user or head in words.FETCHING)
    if not named and not (to_user and head in words.HANDING and has(rest, words.POINTING)):
        return CHAT
    if (first := unknown(rest)) is None:
        return _EXPORT
    edit = _different(rest, first, clause) if head != "give" or "me" in following else ""
    return Reading(Kind.ACTION, "export", edit) if edit else CHAT


def _wanting(rest: Sequence[Token]) -> Reading:
    """`the final video` that somebody wants: definite, and nothing said of how it should be."""
    nouns = words.OUTPUT_NOUNS - words.POINTING - {"project", "cut", "edit"}
    return _plain(rest) if rest and rest[0].word in words.DEFINITE and has(rest, nouns) else CHAT


def _running(head: str, rest: Sequence[Token]) -> Reading:
    """`start the export`, `hit the export button`; an export button that is to be made is an edit."""
    if not has(rest[:4], words.RUN_OBJECTS) or ("button" in said(rest) and head not in ("hit", "press", "click")):
        return CHAT
    return _EXPORT if unknown(rest, words.RUN_OBJECTS | {"off", "process", "button", "an"}) is None else CHAT


def read(found: Sequence[Token], clause: str) -> Reading:
    """An export, with the edit that comes first, or CHAT.

    Args:
        found: the words of the clause without leading courtesies, at least one.
        clause: the clause as the user wrote it; the tokens are places in it.
    """
    head, rest = found[0].word, found[1:]
    if head in words.EXPORT_VERBS:
        vague = head == "download" and rest and rest[0].word in words.INDEFINITE
        return _plain(rest) if vague else _exporting(rest, clause)
    if head in words.GIVE_VERBS:
        return _giving(head, rest, clause)
    if (wanted := after(found, words.WANT_PHRASES)) is not None:
        return _wanting(wanted)
    if head in words.SAVE_VERBS:
        return _plain(rest) if has(rest, words.SAVED | {SOURCE}) else CHAT
    if head in words.RUN_VERBS:
        return _running(head, rest)
    if head in ("convert", "turn"):
        return _plain(rest) if "mp4" in said(rest) else CHAT
    asked = words.ASKED_FOR if "please" in said(found) else words.EXPORT_NOUNS
    return Reading(Kind.NOUN, "export") if has(found, asked) and only(found, words.ASKED_WITH) else CHAT
