"""Parts of clips: the first seconds of one, and how long one is to be, as stretches of the film that stay or go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.rule import Built, Match, Piece, Reduction, Refusal, Rule
from shorts_tui.engine.director.plan import Range, Remove

Spans = tuple[Range, ...]
_WHICH = "(clip:CLIPREF|every:EACH CLIP|every:EACH_CLIP CLIP?)"
_OF = "(OF|FROM|IN|OFF|ON)"
_LONG = "(APPROX|LASTING|ONLY)* t:TIME (VERSION|LASTING|ONLY|LENGTH)*"
_DOWN = "(TO|DOWN_TO|DOWN TO|DOWN INTO|INTO|CUT_TO|IS|LASTING|UP TO|LENGTH|COLON)*"


def _clips(film: Film, numbers: Sequence[int]) -> Spans | None:
    """From where to where clips reach in the film, ms; None where one of them is not known."""
    spans = film.clip_spans or (((0, film.duration),) if film.clips == 1 and film.duration else ())
    if not numbers or not all(1 <= number <= len(spans) for number in numbers):
        return None
    return tuple(Range(start=spans[number - 1][0], end=spans[number - 1][1]) for number in numbers)


def _named(match: Match) -> Sequence[int]:
    """The numbers of the clips that a match is about."""
    if match.has("every"):
        return range(1, match.film.clips + 1)
    return [number for kept in match.kept("clip") for number in cast("tuple[int, ...]", kept.value)]


def _within(match: Match) -> Spans | None:
    """`The last 2 seconds of clip 1`, in times of the film."""
    clips, parts = _clips(match.film, _named(match)), match.ranges("part") or _edge(match)
    if clips is None or any(part.spoken is not None for part in parts):
        return None
    found = [_inside(clip, part) for clip in clips for part in parts]
    return tuple(one for one in found if one is not None) if all(found) else None


def _edge(match: Match) -> Spans:
    """`The end of clip 2 by a second`."""
    ms = round(match.number("t"))
    return (Range(end=ms) if match.has("head") else Range(start=-ms),) if ms > 0 else ()


def _within_beside(match: Match) -> Spans | None:
    """`Clip 2, the first 3 seconds`: without an `of` a stretch from here to there may be one of the film."""
    edges = [(part.start == 0) != (part.end is None and part.start < 0) for part in match.ranges("part")]
    return _within(match) if all(edges) else None


def _inside(clip: Range, part: Range) -> Range | None:
    """A part of a clip, counted from its own start or end, in times of the film; None where the clip is shorter."""
    end = cast("int", clip.end)
    length = end - clip.start
    first = part.start if part.start >= 0 else length + part.start
    last = length if part.end is None else part.end if part.end >= 0 else length + part.end
    return Range(start=clip.start + first, end=clip.start + last) if 0 <= first < last <= length else None


CLIP_PARTS: tuple[Reduction, ...] = (
    Reduction(
        "SPAN",
        (f"(ALL|PART)* part:SPAN {_OF} {_WHICH}", f"(head:START|END) {_OF} {_WHICH} BY t:TIME"),
        _within,
        besides="CLIP_PART",
    ),
    Reduction("SPAN", (f"{_WHICH} (FOR|DURING|OF|IN|BY)? part:SPAN",), _within_beside, besides="CLIP_PART"),
)


def rest_of_clips(film: Film, parts: Spans) -> tuple[Remove, ...]:
    """What goes of clips of which `parts` are kept; other clips stay as they are."""
    found: list[Range] = []
    for start, end in film.clip_spans or ((0, film.duration),):
        inside = sorted((one.start, cast("int", one.end)) for one in parts if start <= one.start < end)
        at = start
        for first, last in inside:
            found += [Range(start=at, end=first)] if at < first else []
            at = max(at, last)
        found += [Range(start=at, end=end)] if inside and at < end else []
    return tuple(Remove(range=one) for one in found)


def _remove(match: Match) -> Built:
    """`Clip 2: remove the first second`."""
    return tuple(Remove(range=span) for span in _within(match) or ()) or None


def _keep(match: Match) -> Built:
    """`Clip 2: keep the first 3 seconds`."""
    parts = _within(match)
    return None if parts is None else rest_of_clips(match.film, parts)


def _said_alone(match: Match) -> Built:
    """`Clip 2 to 4 seconds`, behind other clips that are given a length, or as all that is said."""
    return _to_length(match) if match.initial else None


def _to_length(match: Match) -> Built:
    """`Trim clip 1 to 10 seconds`: what it has beyond them goes."""
    return shortened(match.film, _named(match), round(match.number("t")))


def shortened(film: Film, numbers: Sequence[int], ms: int) -> Sequence[Piece]:
    """What goes where clips are to be `ms` long; a refusal where none of them is longer."""
    clips = _clips(film, numbers)
    if clips is None:
        return (Refusal("scope"),)
    ends = [(clip.start + ms, cast("int", clip.end)) for clip in clips]
    found = tuple(Remove(range=Range(start=start, end=end)) for start, end in ends if start < end)
    return found if found and ms > 0 else (Refusal("clip_length"),)


def _by_length(match: Match) -> Built:
    """`Shorten clip 1 by 2 seconds`: they go at its end."""
    clips, ms = _clips(match.film, _named(match)), round(match.number("t"))
    if clips is None:
        return (Refusal("scope"),)
    found = [_inside(clip, Range(start=-ms)) for clip in clips] if ms > 0 else []
    return tuple(Remove(range=one) for one in found if one is not None) or (Refusal("clip_length"),)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"(CUT|SHORTEN|BRING|MAKE|CROP|WANT|CUT_TO|SET) {_WHICH} {_DOWN} {_LONG}",
            f"(MAKE|SET|CHANGE|CUT|SHORTEN|BRING)? LENGTH OF {_WHICH} {_DOWN} {_LONG}",
            f"{_WHICH} (ALL|MAKE|WANT)* (CUT_TO|DOWN_TO|SHORTEN|CUT|BRING) {_DOWN} {_LONG}",
            f"{_WHICH} (ALL|MAKE|WANT)* (ONLY|KEEP|USE) (ONLY|KEEP|USE|WANT|LASTING)* {_LONG}",
            f"(KEEP|USE|ONLY|BRING) (ONLY|KEEP|USE)* {_LONG} (OF|FROM|FOR) {_WHICH}",
            f"{_LONG} (FOR|OF|FROM) {_WHICH}",
        ),
        _to_length,
    ),
    Rule((f"{_WHICH} (IS|LENGTH|WANT|COLON|LASTING|TO|DOWN_TO)* {_LONG}",), _said_alone),
    Rule((f"{_OF}? {_WHICH} (COLON|ALL|MAKE)* (REMOVE|CUT|OFF_VERB) (ALL|PART)* part:SPAN",), _remove),
    Rule((f"{_OF}? {_WHICH} (COLON|ALL|MAKE)* (KEEP|ONLY|USE) (KEEP|ONLY|USE|PART)* part:SPAN",), _keep),
    Rule(
        (
            f"(CUT|SHORTEN|BRING|REMOVE|CLOSE|CUT_TO) {_WHICH} BY t:TIME",
            f"(MAKE)? {_WHICH} (BY|MAKE|SHORTEN|CUT)? t:TIME SHORTER",
            f"{_WHICH} (SHORTEN|CUT|REMOVE) BY? t:TIME",
        ),
        _by_length,
    ),
)
