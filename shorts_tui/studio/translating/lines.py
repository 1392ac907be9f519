"""The lines of a Markdown message without their window talk: lists, headings, code and quotes keep their shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from shorts_tui.studio.translating.fragment import Deed
from shorts_tui.studio.translating.sentences import Cleaned, capitalized
from shorts_tui.studio.translating.sentences import clean as clean_sentence
from shorts_tui.studio.translating.sentences import split as split_sentences

_FENCE = re.compile(r"\s*(?:```|~~~)")
_PREFIX = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+•]\s+|(?P<number>\d{1,3})(?P<dot>[.)、])\s*(?=\D)|#{1,6}\s+)?")
_HEADING = re.compile(r"\s*#{1,6}\s|\s*(?:\*\*|__)[^*_]+(?:\*\*|__)[:：]?\s*$")
_CHOICES = re.compile(
    r"\b(?:you (?:can|could|may|might)|would you|do you|want|like to|options?|possible|ideas|suggestions?)\b"
    r"|可以|想|吗|是否|建议",
    re.IGNORECASE,
)
"""In what heads a list: its items are for choosing."""
_WORDINGS = re.compile(
    r"\b(?:titles?|captions?|texts?|names?|slogans?|headlines?|hooks?|words|scripts?|labels?)\b"
    r"|标题|字幕|文案|名字|台词",
    re.IGNORECASE,
)
"""In what heads a list: its items are content."""
_CHOICE = re.compile(r"[*_]*(?:choose|select|pick|set|confirm|enter|wait)\b|选择|确认|等待", re.IGNORECASE)
_DICTATES = re.compile(
    r"(?:\b(?:reads|says|text|title|caption|overlay|slogan|headline|label|call to action)(?: is)?"
    r"|字幕|标题|文字|写着)\W*$",
    re.IGNORECASE,
)
"""At the end of what is before a colon: after it stands content."""


@dataclass
class _Line:
    """A line: what stands before its text, its sentences that stay, and what it was."""

    original: str
    prefix: str = ""
    kept: list[str] = field(default_factory=list)
    number: int | None = None
    is_list: bool = False
    verbatim: bool = False

    @property
    def blank(self) -> bool:
        return not self.original.strip()

    @property
    def gone(self) -> bool:
        """Had it text, and is none left?"""
        return not self.verbatim and not self.blank and not self.kept

    @property
    def text(self) -> str:
        if self.verbatim or self.blank:
            return self.original
        if self.prefix + "".join(self.kept) == self.original:
            return self.original
        body = "".join(self.kept).rstrip()
        if body.count("**") % 2:  # the other mark went with its sentence
            at = body.rfind("**")
            body = body[:at] + body[at + 2 :]
        return self.prefix + body


def _sentences(body: str) -> list[Cleaned]:
    """The sentences of a line, cleaned in the light of the one before."""
    found: list[Cleaned] = []
    asked: tuple[Deed, ...] = ()
    dictated = False
    parts = split_sentences(body)
    for at, part in enumerate(parts):
        opens = part.rstrip(" *").endswith((":", "："))
        if dictated:
            found.append(Cleaned(part))  # `The caption reads: Click here.`
            dictated = False
            continue
        dictated = opens and _DICTATES.search(part) is not None
        if opens and at + 1 < len(parts) and "://" in parts[at + 1]:
            found.append(Cleaned(part))  # `Download it here: https://...` is no button
            continue
        cleaned = clean_sentence(part)
        if asked:  # `Ready to download? Click Export!` leaves the user as free as the question does
            actions = tuple(deed for deed in cleaned.actions if deed not in asked)
            cleaned = Cleaned(cleaned.text, actions, (*cleaned.offers, *asked))
        asked = cleaned.offers if "?" in part or "？" in part else ()
        if found and not found[-1].text.strip():
            cleaned = Cleaned(capitalized(cleaned.text), cleaned.actions, cleaned.offers)
        found.append(cleaned)
    return found


def _read(text: str) -> tuple[list[_Line], list[Cleaned]]:
    found: list[_Line] = []
    cleaned: list[Cleaned] = []
    fenced = optional = content = False
    for raw in text.splitlines():
        fence = _FENCE.match(raw) is not None
        match = _PREFIX.match(raw)
        if fence or fenced or match is None or raw.lstrip().startswith((">", "|")):
            fenced = fenced != fence
            found.append(_Line(raw, verbatim=True))
            continue
        mark = match["mark"] or ""
        line = _Line(raw, match.group(), is_list=bool(mark) and "#" not in mark)
        line.number = int(match["number"]) if match["number"] else None
        if not line.is_list and not line.blank:
            heads = line.original.rstrip(" *_").endswith((":", "：", "?", "？")) or _HEADING.match(raw) is not None
            optional = heads and _CHOICES.search(raw) is not None
            content = heads and _WORDINGS.search(raw) is not None
        sentences = [Cleaned(raw[match.end() :])] if content and line.is_list else _sentences(raw[match.end() :])
        if optional and line.is_list:
            sentences = [Cleaned(part.text, (), (*part.actions, *part.offers)) for part in sentences]
        if found and found[-1].is_list and found[-1].gone and line.is_list and _CHOICE.match(raw[match.end() :]):
            sentences = [Cleaned("")]  # `Choose 1080p` after `Click Export`
        line.kept = [sentence.text for sentence in sentences if sentence.text.strip()]
        cleaned += sentences
        found.append(line)
    return found, cleaned


def _drop_headings(found: list[_Line]) -> None:
    """Take away what introduced only lines that are gone: `Next steps:`, `**To export**`."""
    nothing_left = False  # is the nearest block below gone, whole?
    below_blank = False
    for line in reversed(found):
        if line.blank:
            below_blank = True
            continue
        if line.kept and nothing_left:
            if line.kept[-1].rstrip(" *_").endswith((":", "：")):
                line.kept.pop()
            elif _HEADING.match(line.original):
                line.kept.clear()
        nothing_left = line.gone and (nothing_left or below_blank or line is found[-1])
        below_blank = False


def _renumber(found: Iterable[_Line]) -> None:
    """Close the gaps that vanished items leave in a numbered list."""
    missing = 0
    for line in found:
        if line.number is None:
            missing = missing if line.is_list or line.blank else 0
            continue
        if line.gone:
            missing += 1
        elif missing:
            line.prefix = line.prefix.replace(str(line.number), str(line.number - missing), 1)


def clean(text: str) -> Cleaned:
    """A message without its window talk, with every action and offer in order."""
    found, cleaned = _read(text)
    actions: list[Deed] = [deed for sentence in cleaned for deed in sentence.actions]
    offers: list[Deed] = [deed for sentence in cleaned for deed in sentence.offers]
    if not any(line.gone for line in found) and all(line.text == line.original for line in found):
        return Cleaned(text.strip("\n"), tuple(actions), tuple(offers))
    _drop_headings(found)
    _renumber(found)
    shown: list[str] = []
    for line in found:
        if line.gone or (line.blank and (not shown or not shown[-1].strip())):
            continue
        shown.append(line.text)
    return Cleaned("\n".join(shown).strip("\n"), tuple(actions), tuple(offers))
