"""From what was measured to findings: each rule once, for all the platforms that a film is meant for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from shorts_tui import text
from shorts_tui.engine.assets import MediaInfo, Sound, Span
from shorts_tui.engine.media.sound import runs
from shorts_tui.engine.review.edges import CutWord
from shorts_tui.engine.review.finding import Finding, Level
from shorts_tui.engine.review.picture import Seen
from shorts_tui.engine.review.platforms import CEILING, LOUDNESS, RATES, Platform, listed
from shorts_tui.engine.review.texts import Strayed
from shorts_tui.engine.review.wording import CHECKS, CHINESE, ENGLISH

_SHAPE = 9 / 16
_SMALL, _TINY = 720, 360
"""px of the shorter side below which a picture looks soft, and below which platforms refuse it."""
_OFF, _FAR_OFF = 1.6, 6.0
"""LU from the platforms' loudness that are worth a word, and that make a film hard to hear."""
_OVER = 0.3
"""dB above the ceiling that measuring alone may make."""
INAUDIBLE = -60.0
"""LUFS of a film in which there is nothing to hear."""
_HUSHED, _PAUSE = -50.0, 2000
"""dBFS and ms of a stretch in which there is nothing to hear."""
_PLAYED = frozenset({"yuv420p", "yuvj420p", "nv12"})
_DEEP = frozenset({"yuv420p10le"})
_FADE = 1000
"""ms of black that a film may end with."""
_ALL = 0.8
"""Share of a film that is as good as all of it."""
_MOST = 3
"""Findings of one kind that are told."""


@dataclass(frozen=True)
class Facts:
    """What was measured of a film.

    Attributes:
        info: what opening it told.
        size: bytes.
        index_first: does its index stand before its media? None where that means nothing.
        seen: its pictures.
        heard: its sound, or None without a sound track.
        cut: words that are heard in part, and whether that is known rather than guessed.
        strayed: text outside the safe area.
        levelled: was its loudness brought as near to the platforms' as its sound allows?
    """

    info: MediaInfo
    size: int
    index_first: bool | None
    seen: Seen
    heard: Sound | None
    cut: tuple[CutWord, ...] = ()
    cut_is_known: bool = False
    strayed: tuple[Strayed, ...] = ()
    levelled: bool = False


@dataclass(frozen=True)
class _Judged:
    code: str
    level: Level
    values: dict[str, str]


_Rule = Callable[[Facts, Platform], Iterator[_Judged]]


def judge(facts: Facts, platforms: Sequence[Platform], language: str = "en") -> tuple[Finding, ...]:
    """The findings, problems first; for no platform only those that hold anywhere."""
    sentences = CHINESE if language.lower().startswith("zh") else ENGLISH
    rules: tuple[_Rule, ...] = (_file, _shape, _length, _loudness) if platforms else ()
    judged = [one for rule in rules for one in _merged(rule, facts, platforms, language)]
    if any(one.code == "long" for one in judged):
        judged = [one for one in judged if one.code != "unusual"]
    judged += [*_sound(facts, platforms), *_black(facts), *_still(facts), *_words(facts), *_texts(facts, platforms)]
    found = []
    for one in judged:
        what, fix = sentences[one.code]
        values = {"where": listed(platforms, language[:2]) if platforms else "", **one.values}
        values.setdefault("platform", platforms[0].name if platforms else "TikTok")
        found.append(Finding(CHECKS.get(one.code, one.code), one.level, what.format(**values), fix.format(**values)))
    return tuple(sorted(found, key=lambda finding: finding.level != "problem"))


def _merged(rule: _Rule, facts: Facts, platforms: Sequence[Platform], language: str) -> Iterator[_Judged]:
    """What a rule says of each platform as one thing: as grave as the gravest, by the tightest limit."""
    said = [(platform, one) for platform in platforms for one in rule(facts, platform)]
    for code in dict.fromkeys(one.code for _, one in said):
        where = [platform for platform, one in said if one.code == code]
        ones = [one for _, one in said if one.code == code]
        level: Level = "problem" if any(one.level == "problem" for one in ones) else "advice"
        tightest = min(ones, key=lambda one: float(one.values.get("order", "0")))
        yield _Judged(code, level, {**tightest.values, "where": listed(where, language[:2]), "platform": where[0].name})


def _file(facts: Facts, platform: Platform) -> Iterator[_Judged]:
    info = facts.info
    grave: Level = "problem" if platform.strict else "advice"
    if info.demuxer not in platform.containers:
        yield _Judged("container", "problem", {"found": info.demuxer})
    if platform.pictures is not None and info.video_codec not in platform.pictures:
        yield _Judged("codec", "problem", {"found": info.video_codec})
    elif info.pixel_format not in (_PLAYED if info.video_codec == "h264" else _PLAYED | _DEEP):
        yield _Judged("pixels", grave, {"found": info.pixel_format})
    if platform.sounds is not None and info.has_audio and info.audio_codec not in platform.sounds:
        yield _Judged("audio", "problem", {"found": info.audio_codec})
    if facts.index_first is False:
        yield _Judged("index", "problem" if platform.key == "reels" else "advice", {})
    if not RATES[0] <= info.fps <= RATES[1]:
        yield _Judged("fps", grave, {"found": f"{info.fps:.4g}"})
    if facts.size > platform.most:
        seconds = max(1, int(info.duration / 1000 * platform.most / facts.size * 0.9))
        yield _Judged(
            "size",
            "problem",
            {
                "found": text.size(facts.size),
                "limit": text.size(platform.most),
                "seconds": str(seconds),
                "order": str(platform.most),
            },
        )


def _shape(facts: Facts, platform: Platform) -> Iterator[_Judged]:
    width, height = facts.info.width, facts.info.height
    found = {"found": f"{width}×{height}"}
    if width > height:
        yield _Judged("wide", "problem", found)
    elif abs(width / max(height, 1) / _SHAPE - 1) > 0.02:
        yield _Judged("shape", "advice", found)
    if min(width, height) < _SMALL:
        yield _Judged("resolution", "problem" if platform.strict and min(width, height) < _TINY else "advice", found)


def _length(facts: Facts, platform: Platform) -> Iterator[_Judged]:
    length = facts.info.duration
    for code, level, wrong, limit in (
        ("long", "problem", length > platform.longest + 50, platform.longest),
        ("unusual", "advice", platform.usual + 50 < length <= platform.longest + 50, platform.usual),
        ("short", "problem", length < platform.shortest, platform.shortest),
    ):
        if wrong:
            values = {"found": text.seconds(length), "limit": text.seconds(limit), "seconds": str(limit // 1000)}
            order = limit if code != "short" else -limit
            yield _Judged(code, "problem" if level == "problem" else "advice", {**values, "order": str(order)})


def _loudness(facts: Facts, _: Platform) -> Iterator[_Judged]:
    if facts.heard is None or facts.heard.loudness <= INAUDIBLE:
        return
    off = facts.heard.loudness - LOUDNESS
    if abs(off) > _OFF:
        level: Level = "problem" if off < -_FAR_OFF else "advice"
        low = "faint" if facts.levelled else "quiet"
        yield _Judged(low if off < 0 else "loud", level, {"found": _signed(facts.heard.loudness)})


def _sound(facts: Facts, platforms: Sequence[Platform]) -> Iterator[_Judged]:
    heard = facts.heard
    if heard is None:
        yield _Judged("no_sound", "problem", {})
        return
    if heard.loudness <= INAUDIBLE:
        yield _Judged("silent", "problem", {})
        return
    if heard.peak > (CEILING + _OVER if platforms else 0.0):
        level: Level = "problem" if heard.peak > 1.0 else "advice"
        yield _Judged("peak" if platforms else "clipped", level, {"found": _signed(heard.peak)})
    hushed = (Span(first * heard.step, end * heard.step) for first, end in runs(np.asarray(heard.levels) < _HUSHED))
    pauses = [span for span in hushed if span.duration >= _PAUSE]
    if pauses:
        code = "pause" if len(pauses) == 1 else "pauses"
        yield _Judged(code, "advice", {**_times(pauses[0]), "count": str(len(pauses))})


def _black(facts: Facts) -> Iterator[_Judged]:
    length = facts.info.duration
    for span in facts.seen.black[:_MOST]:
        if span.duration >= length * _ALL:
            yield _Judged("black_all", "problem", {})
        elif span.start == 0:
            yield _Judged("black_start", "problem", _times(span))
        elif span.end >= length - 100:
            if span.duration > _FADE:
                yield _Judged("black_end", "problem", _times(Span(span.start, length)))
        else:
            yield _Judged("black", "problem" if span.duration >= _FADE else "advice", _times(span))


def _still(facts: Facts) -> Iterator[_Judged]:
    spans = facts.seen.still
    if sum(span.duration for span in spans) >= facts.seen.until * _ALL:
        yield _Judged("still_all", "advice", {})
        return
    for span in spans[:_MOST]:
        yield _Judged("still", "advice", _times(span))


def _words(facts: Facts) -> Iterator[_Judged]:
    level: Level = "problem" if facts.cut_is_known else "advice"
    for cut in facts.cut[:_MOST]:
        ends = cut.span.end >= facts.info.duration - 50
        code = "word_start" if cut.span.start == 0 else "word_end" if ends else "word"
        word = f" (“{text.one_line(cut.word.strip(), 30)}”)" if cut.word.strip() else ""
        yield _Judged(code, level, {**_times(cut.span, 10), "word": word})


def _texts(facts: Facts, platforms: Sequence[Platform]) -> Iterator[_Judged]:
    if platforms:
        for strayed in facts.strayed:
            yield _Judged("captions" if strayed.caption else "title", "problem", {"start": _seconds(strayed.at)})


def _times(span: Span, grain: int = 100) -> dict[str, str]:
    """A stretch in seconds, to `grain` ms; its length is rounded up, so that nothing of it is left."""
    length = f"{max(-(-span.duration // grain), 1) * grain / 1000:g}"
    return {
        "start": _seconds(span.start, grain),
        "end": _seconds(span.end, grain),
        "length": length,
        "lasting": "second" if length == "1" else f"{length} seconds",
    }


def _seconds(ms: int, grain: int = 100) -> str:
    return f"{round(ms / grain) * grain / 1000:g}"


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
