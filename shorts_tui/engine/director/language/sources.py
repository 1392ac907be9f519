"""Which files a cut is to be made of, where a sentence says so: `with both clips`, `from talk.mp4 and bikes.mp4`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.quotes import quoted
from shorts_tui.engine.director.plan import CannotDo, CutTo, Operation, Plan, Preset, Question, Reframe

_OF = r"(?:(?:with|from|of|out of|using|including|featuring|use|from both|with both)\s+)"
_GROUP = (
    r"(?:both|all|all of|both of|all (?:two|three|four|five|\d)|the two)(?: of)?(?: (?:the|my|these|those|our))?"
    r"(?: (?:two|three|four|five|\d))? (?:clips|videos|files|uploads|recordings)"
)
_PLACE = r"(?:\s+(?:in|into|in to)\s+(?:the|this|my|it)(?:\s+(?:short|film|video|reel|cut))?\b)?"
_EVERY = re.compile(rf"(?:,\s*)?{_OF}?\b{_GROUP}\b{_PLACE}")
_EVERY_ZH = re.compile(
    r"(?:用|把|从|将|要)?(?:这)?(?:两个|两段|两条|三个|三段|所有的?|全部的?)(?:片段|视频|素材|文件)(?:都|一起)?"
)
_SHORT = re.compile(r"\b(?:shorts?|reels?|highlights?)\b|短视频|短片")
_USING = re.compile(rf"(?:please )?use {_GROUP}\s*(?:,|and|with)")
_LITTLE = re.compile(
    r"(?:\b(?:i|we|you|please|want|need|to|have|see|use|take|show|let's|also|too|again|now|would|like|ok|the)\b|i'd|"
    r"[要都用一起请]|[\s,.!?，。！？])*"
)
_EACH = re.compile(r"\beach\b|\blong\b|每")
_REMOVING = re.compile(r"\b(?:remove|delete|drop|cut|trim|take)\b[^,.;]*\b(?:s|sec|secs|seconds?)\b[^,.;]*$")


def with_sources(text: str, film: Film, read: Callable[[str, Film], Plan]) -> Plan | None:
    """The plan of a sentence that names what a cut is made of; None where it names nothing, or asks for no cut.

    The rest of the sentence is read by `read`, as if the files had not been named.
    """
    found = _named(text, film)
    if found is None:
        return None
    sources, rest = found
    if not rest.strip(" ,.!?，。！？") and sources:
        return None  # `use bikes.mp4`: that clip alone
    plan = read(rest, film)
    operations = list(plan.operations)
    at = next((at for at, one in enumerate(operations) if isinstance(one, CutTo)), None)
    if at is not None:
        operations[at] = operations[at].model_copy(update={"sources": sources})
    elif _implied(text, rest, operations):
        operations.insert(0, CutTo(sources=sources))
    elif _LITTLE.fullmatch(fold(rest)) and all(isinstance(one, CannotDo | Question) for one in operations):
        operations = [CutTo(sources=sources)]
    else:
        return None
    return plan.model_copy(update={"operations": tuple(operations), "language": _spoken(plan, text)})


def _implied(text: str, rest: str, operations: Sequence[Operation]) -> bool:
    """Is a film made of files though no length is said: `make a short with`, `use both clips with karaoke captions`?"""
    if _SHORT.search(fold(rest)) and any(isinstance(one, Reframe | Preset) for one in operations):
        return True
    able = bool(operations) and not any(isinstance(one, CannotDo) for one in operations)
    return able and _USING.match(fold(text)) is not None


def _spoken(plan: Plan, text: str) -> Literal["en", "zh"]:
    return "zh" if any("\u4e00" <= char <= "\u9fff" for char in text) else plan.language


def _named(text: str, film: Film) -> tuple[tuple[str, ...], str] | None:
    """The files (none: all of them), and the sentence without them; None where it names no files."""
    folded = fold(text)
    if len({name for name in film.media_labels if name not in film.audio_labels}) < 2:
        return None
    if len(folded) != len(text) or _EACH.search(folded):
        return None
    for every in (_EVERY, _EVERY_ZH):
        match = every.search(folded)
        if match and not _within_quotes(text, match):
            return (), _without(text, match)
    labels = {fold(name): name for name in film.media_labels if name not in film.audio_labels}
    labels |= {name.rpartition(".")[0]: label for name, label in labels.items() if len(name.rpartition(".")[0]) > 2}
    if not labels:
        return None
    either = "|".join(re.escape(name) for name in sorted(labels, key=len, reverse=True))
    name = rf"(?:the )?(?<![a-z0-9])(?:{either})(?![a-z0-9])(?: clip| video)?"
    joint = r"\s*(?:,|，|、|\+|&|和|与|跟|,?\s*\band\b|\bplus\b|\bor\b)\s*"
    cut = rf"(?:(?<=cut )|(?<=trim )|(?<=edit )|(?<=turn )){name}(?:{joint}{name})+"
    for pattern in (cut, rf"(?:,\s*)?{_OF}\s*{name}(?:{joint}{name})*", rf"[用把从将]\s*{name}(?:{joint}{name})*\s*"):
        match = re.search(pattern, folded)
        if match is None or _within_quotes(text, match) or _REMOVING.search(folded[: match.start()]):
            continue
        said = re.findall(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])", match.group())
        return tuple(dict.fromkeys(labels[one] for one in said)), _without(text, match)
    return None


def _within_quotes(text: str, match: re.Match[str]) -> bool:
    return any(quote.start < match.end() and match.start() < quote.end for quote in quoted(text))


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
