"""Reviewing a file: opened as carefully as any upload, measured, and judged for the platforms that it is meant for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from shorts_tui.engine.assets import Asset, MediaInfo, Span, Transcript
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.media import sound
from shorts_tui.engine.media.intake import inspect
from shorts_tui.engine.render.check import top_level_boxes
from shorts_tui.engine.render.cutlist import cutlist
from shorts_tui.engine.review.edges import CutWord, cut_at_ends, cut_at_joins, is_heard, shown
from shorts_tui.engine.review.finding import Finding
from shorts_tui.engine.review.judging import INAUDIBLE, Facts, judge
from shorts_tui.engine.review.picture import Seen, look
from shorts_tui.engine.review.platforms import PLATFORMS, Platform
from shorts_tui.engine.review.texts import strayed
from shorts_tui.text import one_line
from shorts_tui.timeline.draft import Draft

LIMIT = 660_000
"""ms of a film that are measured: longer ones are too long for every platform."""
_MEANT = 0.8
"""Share of a standing or black picture's time in which the draft shows an image, or nothing."""


@dataclass(frozen=True)
class Origin:
    """Where a film of our own comes from; `words_of` gives what is known to be said in an asset, by its id."""

    draft: Draft
    assets: Mapping[str, Asset]
    words_of: Callable[[str], Transcript | None]


@dataclass(frozen=True)
class Review:
    """What a check found, and what was measured on the way: `loudness` LUFS and `peak` dBTP, None without sound."""

    findings: tuple[Finding, ...]
    info: MediaInfo
    size: int
    loudness: float | None
    peak: float | None


def platforms_for(draft: Draft) -> tuple[Platform, ...]:
    """The platform that a draft was fitted to, if any."""
    key = draft.meta.get("platform")
    return (PLATFORMS[key],) if isinstance(key, str) and key in PLATFORMS else ()


def review(
    path: Path,
    label: str,
    platforms: Sequence[Platform],
    *,
    language: str = "en",
    origin: Origin | None = None,
    observe: Callable[[float], None] = lambda share: None,
    cancelled: threading.Event | None = None,
) -> Review:
    """Check the file at `path`, which the user calls `label`.

    Args:
        path: the file; it may be hostile.
        label: its name in sentences.
        platforms: where it is to be published; none leaves what holds anywhere.
        language: of the findings: Chinese for `zh`, else English.
        origin: where it was rendered from, so that joins and texts can be checked.
        observe: told 0..1.
        cancelled: stops it at once.

    Raises:
        MediaError: it is no film, or can't be opened or decoded; the sentence names `label`.
        CancelledError: `cancelled` was set.
    """
    info = inspect(path, label)
    if info.kind != "video":
        raise MediaError(f"{one_line(label, 80)} has no moving picture: name a finished film.")
    size = path.stat().st_size
    until = min(info.duration, LIMIT)
    film = Asset("film", label, path, "", size, info)
    with ThreadPoolExecutor(1) as beside:
        hearing = (
            beside.submit(sound.measure, film, _unheeded, cancelled, until, true_peak=True) if info.has_audio else None
        )
        seen = look(film, until, observe, cancelled)
        heard = hearing.result() if hearing is not None else None
    cut = cut_at_joins(origin.draft, origin.assets, origin.words_of) if origin is not None else None
    if cut is not None and heard is not None:
        cut = tuple(one for one in cut if is_heard(one, heard))
    audible = heard is not None and heard.loudness > INAUDIBLE
    guessed = cut_at_ends(heard, info.duration) if cut is None and heard is not None and audible else ()
    facts = Facts(
        info=info,
        size=size,
        index_first=_index_first(path) if info.demuxer == "mov" else None,
        seen=_unmeant(seen, origin),
        heard=heard,
        cut=_within(guessed if cut is None else cut, info.duration),
        cut_is_known=cut is not None,
        levelled=origin is not None and bool(platforms_for(origin.draft)),
        strayed=strayed(cutlist(origin.draft, origin.assets), cancelled) if origin is not None and platforms else (),
    )
    observe(1.0)
    findings = judge(facts, platforms, language)
    return Review(findings, info, size, heard.loudness if heard else None, heard.peak if heard else None)


def _unheeded(_: float) -> None:
    """Listening is done long before looking is."""


def _index_first(path: Path) -> bool:
    boxes = top_level_boxes(path)
    return "moov" in boxes and ("mdat" not in boxes or boxes.index("moov") < boxes.index("mdat"))


def _unmeant(seen: Seen, origin: Origin | None) -> Seen:
    """What was seen, without the stretches that stand still or are black because the draft says so."""
    if origin is None:
        return seen
    images, sounds = (shown(origin.draft, origin.assets, kind) for kind in ("image", "audio"))
    return Seen(_beside(seen.black, sounds), _beside(seen.still, (*images, *sounds)), seen.until)


def _beside(found: Sequence[Span], meant: Sequence[Span]) -> tuple[Span, ...]:
    """Those of which too little lies in what is meant."""
    return tuple(span for span in found if sum(_shared(span, one) for one in meant) < span.duration * _MEANT)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _within(cuts: Sequence[CutWord], duration: int) -> tuple[CutWord, ...]:
    """The cuts with their times inside the film."""
    return tuple(replace(cut, span=Span(cut.span.start, min(cut.span.end, duration))) for cut in cuts)
