"""Laying uploads on the timeline, and what the language is told of a film."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.film import Film
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft, Segment

_LOGO = re.compile(r"(?<![a-z])(?:logo|watermark|wordmark)s?(?![a-z])|水印|台标|标志|徽标", re.IGNORECASE)
STILL = 3000
"""ms that an image is shown."""
_LONG_SIDE = 1920
_UPRIGHT = (1080, 1920)
_SAME_SHAPE = 0.02


def film_of(draft: Draft, assets: Sequence[Asset], language: str = "en", before: Draft | None = None) -> Film:
    """The facts of a film that a sentence may refer to; `before` is the film before the last change."""
    voices = {one.asset for track in draft.tracks if track.meta.get("role") == "voice" for one in track.segments}
    last, number = ("", 0) if before is None else _last(before, draft)
    return Film(
        duration=draft.duration,
        clips=len(edits.clips(draft)),
        has_captions=bool(edits.captions(draft)),
        has_title=bool(edits.titles(draft)),
        has_music=bool(edits.music(draft)),
        audio_labels=tuple(asset.label for asset in assets if asset.info.kind == "audio" and asset.id not in voices),
        media_labels=tuple(asset.label for asset in assets),
        language=language,
        has_overlay=bool(edits.overlays(draft)),
        clip_names=tuple(clip.name for clip in edits.clips(draft)),
        clip_spans=tuple((clip.start, clip.end) for clip in edits.clips(draft)),
        titles=tuple((title.text, title.start, title.end) for title in edits.titles(draft)),
        last=last,
        last_number=number,
    )


def _last(before: Draft, after: Draft) -> tuple[str, int]:
    """What alone differs between two versions, if it is one thing that `it` can mean, and its number."""
    views = {"captions": edits.captions, "title": edits.titles, "overlay": edits.overlays, "music": edits.music}
    changed = [name for name, view in views.items() if view(before) != view(after)]
    if edits.clips(before) != edits.clips(after):
        number = _changed_clip(edits.clips(before), edits.clips(after))
        return ("clip", number) if number else ("", 0)
    if len(changed) != 1:
        return "", 0
    return changed[0], _changed_title(edits.titles(before), edits.titles(after)) if changed[0] == "title" else 0


def _changed_clip(before: Sequence[Segment], after: Sequence[Segment]) -> int:
    """The number (from 1) of the one clip that was added, or whose look is another; 0 where it is not one alone.

    A clip that was cut is none: `it` would as well be what is left of the film.
    """
    cut = [one.source_in for one in before] != [one.source_in for one in after[: len(before)]]
    split = len(after) > len(before) and any(one != now for one, now in zip(before, after, strict=False))
    if cut or split or len(after) < 2:
        return 0
    return _fresh([(one.id, repr(one.meta)) for one in before], [(one.id, repr(one.meta)) for one in after])


def _changed_title(before: Sequence[Segment], after: Sequence[Segment]) -> int:
    """The number of the one title that was added or changed; 0 where it is not one alone."""
    known, now = ([(one.id, one.start, one.end, repr(one.meta)) for one in titles] for titles in (before, after))
    return _fresh(known, now)


def _fresh(before: Sequence[object], after: Sequence[object]) -> int:
    found = [number for number, one in enumerate(after, 1) if one not in before]
    return found[0] if len(found) == 1 else 0


def is_logo(asset: Asset) -> bool:
    """Is it an image that is meant to lie over the film, by its name?"""
    return asset.info.kind == "image" and _LOGO.search(asset.label) is not None


def footage_among(assets: Iterable[Asset]) -> tuple[Asset, ...]:
    """The uploads that go on the main track: videos and images; sounds only where there is nothing to see.

    A logo is laid over a film, and is one by itself only where there is nothing else.
    """
    uploads = tuple(assets)
    seen = tuple(asset for asset in uploads if asset.info.kind != "audio")
    seen = tuple(asset for asset in seen if not is_logo(asset)) or seen
    return seen or tuple(asset for asset in uploads if asset.info.duration > 0)


def lay(assets: Sequence[Asset]) -> Draft:
    """A film of these uploads in their order, as large as the first video (else the first image)."""
    width, height = canvas_of(assets)
    title = assets[0].label.rsplit(".", 1)[0] if assets else None
    return edits.new_film(clips_of(assets, (width, height)), width=width, height=height, title=title)


def afresh(draft: Draft, assets: Sequence[Asset]) -> Draft:
    """These uploads in place of all clips, framed as the last one was."""
    return edits.relay_clips(draft, _alike(draft, assets))


def lay_behind(draft: Draft, assets: Sequence[Asset]) -> Draft:
    """These uploads behind the last clip, framed as that one is."""
    return edits.append_clips(draft, _alike(draft, assets))


def _alike(draft: Draft, assets: Sequence[Asset]) -> list[edits.Clip]:
    """Clips that are framed as the film's last one."""
    clips = edits.clips(draft)
    crop = clips[-1].meta.get("crop") if clips else None
    mode = crop.get("mode") if isinstance(crop, dict) else None
    return clips_of(assets, draft.size or canvas_of(assets), mode if isinstance(mode, str) else None)


def clips_of(assets: Iterable[Asset], canvas: tuple[int, int], mode: str | None = None) -> list[edits.Clip]:
    """Clips for a canvas (px): what has another shape is shown whole, unless `mode` says otherwise."""
    clips = []
    for asset in assets:
        info = asset.info
        length = info.duration if info.kind != "image" else STILL
        odd = bool(info.width and info.height) and (
            abs(info.width * canvas[1] / (info.height * canvas[0]) - 1) > _SAME_SHAPE
        )
        clips.append(edits.Clip(asset.id, asset.label, length, crop=mode or ("fit-blur" if odd else None)))
    return clips


def canvas_of(assets: Sequence[Asset]) -> tuple[int, int]:
    """Even, at most 1920 px on its long side; upright where nothing is to be seen."""
    shown = [asset.info for asset in assets if asset.info.width and asset.info.height]
    first = next((info for info in shown if info.kind == "video"), shown[0] if shown else None)
    if first is None:
        return _UPRIGHT
    scale = min(1.0, _LONG_SIDE / max(first.width, first.height))
    return max(round(first.width * scale / 2) * 2, 2), max(round(first.height * scale / 2) * 2, 2)


def placed_ever(drafts: Iterable[Draft]) -> frozenset[str]:
    """The media that any version of the film has shown or played."""
    return frozenset(
        segment.asset for draft in drafts for track in draft.tracks for segment in track.segments if segment.asset
    )
