"""One sentence of a service message without its window talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shorts_tui.studio.routing.masking import QUOTE, quotations
from shorts_tui.studio.translating import chinese, english
from shorts_tui.studio.translating.fragment import Deed, Reading, Role

_EMOJI = "\U0001f000-\U0001faff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d"
_ENDS = re.compile(
    r"(?:(?<![.!?…])[.!?…]++[\"'”’)*_\]]*+(?=\s|$)|[。！？]+[”’」』）*_]*)"  # a run is looked at once, from its start
    rf"(?:\s*[{_EMOJI}]+(?=\s|$))*\s*|[:：](?=\s|\*|$)\**\s*"
)
_BREAKS = re.compile(
    r"(?:[,;]\s+|[，；]\s*|(?<!\s)\s+[—–-]\s+|—+)(?:(?:and then|and|then|or|but|so)\s+)?"
    r"|(?<!\s)\s+(?:and then|and|then|or|but|so)\s+"
    r"|(?<=[\u3400-\u9fff])(?:然后|并且|并(?=点|导|拖|在))",
    re.IGNORECASE,
)
_CLOSING = re.compile(rf"[\s.!?…。！？:：\"'”’)*_\]」』）{_EMOJI}]")
_CJK = re.compile("[\u3400-\u9fff]")
_FIXED = re.compile(r"\b(?:drag and drop|black and white|back and forth)\b", re.IGNORECASE)
"""Phrases whose `and` joins nothing."""
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Cleaned:
    """What is left of a sentence (with its trailing space), and the actions it asks for or allows."""

    text: str
    actions: tuple[Deed, ...] = ()
    offers: tuple[Deed, ...] = ()


def split(line: str) -> list[str]:
    """The sentences of a line, each with the space after it; quotations are not cut."""
    masked = _masked(line)
    found, at = [], 0
    for match in _ENDS.finditer(masked):
        found.append(line[at : match.end()])
        at = match.end()
    return [*found, line[at:]] if at < len(line) else found


def _masked(text: str) -> str:
    """The text with quotations, code and links hidden, place by place."""
    masked = list(_URL.sub(lambda match: QUOTE * len(match.group()), text))
    for start, end in quotations(text):
        if "\n" not in text[start:end]:
            masked[start:end] = QUOTE * (end - start)
    return _FIXED.sub(lambda match: match.group().replace(" ", "_"), "".join(masked))


@dataclass(frozen=True)
class _Fragment:
    start: int
    end: int
    reading: Reading
    joined: bool = False
    """Is it joined to the one before by `and`, `or` or 并, so that it shares its `you can`?"""


def _fragments(masked: str, sentence: str, end: int) -> list[_Fragment]:
    """The fragments of a sentence up to its terminal marks at `end`, read one by one."""
    plain, spoken = masked.replace("*", " "), sentence.replace("*", " ")
    question = any(mark in sentence[end:] for mark in "?？")
    reader = chinese.read if _CJK.search(masked) else english.read
    found: list[_Fragment] = []
    at, joint = 0, ""
    for match in (*_BREAKS.finditer(masked, 0, end), None):
        stop = match.start() if match else end
        if plain[at:stop].strip():
            reading = reader(plain[at:stop], spoken[at:stop], question=question)
            found.append(_Fragment(at, stop, reading, joint in ("and", "or", "并")))
        at, joint = (match.end(), match.group().strip(" ,").lower()) if match else (end, "")
    return found


def _settled(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """Leads and tails given the lot of the instructions that they belong to."""
    found = list(fragments)
    for at in range(len(found) - 1, -1, -1):
        reading, after = found[at].reading, found[at + 1].reading if at + 1 < len(found) else None
        if reading.role is Role.LEAD and after and after.role is Role.WINDOW:
            found[at + 1] = replace(found[at + 1], reading=replace(after, offered=after.offered or reading.offered))
            found[at] = replace(found[at], reading=Reading(Role.WINDOW))
    for at in range(1, len(found)):
        before, reading = found[at - 1].reading, found[at].reading
        if before.role is reading.role is Role.WINDOW and before.offered and found[at].joined:
            found[at] = replace(found[at], reading=replace(reading, offered=True))
        if before.role is Role.WINDOW and reading.role in (Role.TAIL, Role.LEAD):
            found[at] = replace(found[at], reading=Reading(Role.WINDOW))
            if reading.role is Role.LEAD and reading.offered:
                found[at - 1] = replace(found[at - 1], reading=replace(before, offered=True))
    return found


def clean(sentence: str) -> Cleaned:
    """A sentence without its window talk; empty text when nothing else was in it. One with a link is left whole."""
    if _URL.search(sentence):
        return Cleaned(sentence)
    masked = _masked(sentence)
    end = len(masked)
    while end and _CLOSING.match(masked, end - 1):
        end -= 1
    fragments = _settled(_fragments(masked, sentence, end))
    dropped = [fragment for fragment in fragments if fragment.reading.role is Role.WINDOW]
    spoken = [fragment.reading for fragment in fragments if fragment.reading.deed]
    actions = tuple(reading.deed for reading in spoken if not reading.offered)
    offers = tuple(reading.deed for reading in spoken if reading.offered)
    if not dropped:
        return Cleaned(sentence, actions, offers)
    question = any(mark in sentence[end:] for mark in "?？")
    if question and len(dropped) < len(fragments):
        return Cleaned(sentence, (), tuple(reading.deed for reading in spoken))
    return Cleaned(_rest(sentence, fragments, end), actions, offers)


def capitalized(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _rest(sentence: str, fragments: Sequence[_Fragment], end: int) -> str:
    """The fragments that stay, joined as they were, without a conjunction that joins nothing."""
    kept = ""
    last: int | None = None
    for at, fragment in enumerate(fragments):
        if fragment.reading.role is Role.WINDOW:
            continue
        part = sentence[fragment.start : fragment.end]
        if last is None:
            kept = part if at == 0 else capitalized(part.lstrip())
        elif last == at - 1:
            kept += sentence[fragments[last].end : fragment.end]
        else:
            kept += ("，" if _CJK.search(part) else ", and ") + part
        last = at
    if not kept.strip():
        return ""
    return kept.rstrip() + sentence[end:]
