"""What of a sentence was not understood or can't be done, phrase by phrase, and the words in which that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shorts_tui.engine.director.language.categories import is_content, is_filler, is_joint
from shorts_tui.engine.director.language.chart import Chart
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.limits import Language, refusal
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import CannotDo
from shorts_tui.text import one_line

_SOFT = ("AND", "OR", "WITH")


@dataclass(frozen=True)
class Unread:
    """Tokens `start` to `end` that can't be done; `whole`: they are a phrase, not a part of one."""

    start: int
    end: int
    topic: str
    whole: bool


def unread_of(chart: Chart, items: Sequence[Item]) -> list[Unread]:
    """What the chosen items leave, phrase by phrase, together with what they refuse."""
    tokens = chart.tokens
    done = {at for item in items if not item.refused for at in range(item.start, item.end)}
    refused = {at: item for item in items if item.refused for at in range(item.start, item.end)}
    found: list[Unread] = []
    for first, last in chart.phrases:
        at = first
        while at < last:
            end = at + 1
            if at in refused:
                end = refused[at].end
                while end < last and end not in done and is_filler(tokens[end]):
                    end += 1
                found.append(Unread(at, end, refused[at].refused, at == first and end == last))
            elif at not in done:
                while end < last and end not in done and end not in refused:
                    end += 1
                if any(is_content(token) for token in tokens[at:end]):
                    found.append(Unread(at, end, _topic(tokens[at:end]), at == first and end == last))
            at = end
    return [_trimmed(unread, tokens) for unread in _joined(found, tokens)]


def refused(unread: Unread, tokens: Sequence[Token], text: str, language: Language) -> CannotDo:
    """Why it is not done, and what can be asked for instead."""
    why, nearest = refusal(unread.topic, language)
    asked = one_line(text[tokens[unread.start].start : tokens[unread.end - 1].end])
    return CannotDo(asked=asked, reason=why, nearest=nearest, topic=unread.topic)


def _topic(tokens: Sequence[Token]) -> str:
    """What is taken away and is nothing known, is a thing in the picture; `cut the video` alone says too little."""
    said = [token for token in tokens if not is_filler(token)]
    if not said:
        return "unknown"
    if any(name in said[0] for name in ("CUT", "SHORTEN")):
        return "vague" if all(any(name in token for name in ("FILM", "CLIP")) for token in said[1:]) else "unknown"
    return "object" if "REMOVE" in said[0] and len(said) > 1 else "unknown"


def _joined(found: Sequence[Unread], tokens: Sequence[Token]) -> list[Unread]:
    """Neighbouring phrases that are one request: `and`, `or`, `with` between them, or a comma if both are unknown."""
    joined: list[Unread] = []
    for unread in found:
        last = joined[-1] if joined else None
        if last is not None and last.whole and unread.whole and _one_request(last, unread, tokens):
            topic = unread.topic if last.topic == "unknown" else last.topic
            joined[-1] = replace(last, end=unread.end, topic=topic)
        else:
            joined.append(unread)
    return joined


def _one_request(first: Unread, then: Unread, tokens: Sequence[Token]) -> bool:
    between = tokens[first.end : then.start]
    if not between or not all(is_joint(token) for token in between) or any("BREAK" in token for token in between):
        return False
    if "unknown" not in {first.topic, then.topic}:
        return first.topic == then.topic and all(any(name in token for name in _SOFT) for token in between)
    return first.topic == then.topic or all(any(name in token for name in _SOFT) for token in between)


def _trimmed(unread: Unread, tokens: Sequence[Token]) -> Unread:
    """Without courtesies and joints at its ends."""
    start, end = unread.start, unread.end
    while start < end - 1 and ("POLITE" in tokens[start] or is_joint(tokens[start])):
        start += 1
    while end > start + 1 and ("POLITE" in tokens[end - 1] or is_joint(tokens[end - 1])):
        end -= 1
    return replace(unread, start=start, end=end)
