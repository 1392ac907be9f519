"""What could be said next, fit for the film as it is: nothing that it has already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.doing.captioning import caption_look
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.voice import aspect_of
from shorts_tui.timeline import edits

_STEPS = {
    "redo": ("redo", "重做"),
    "shorter": ("cut it to {length} seconds", "剪成{length}秒"),
    "captions": ("add captions", "加字幕"),
    "tiktok": ("make it vertical for TikTok", "做成 TikTok 竖屏"),
    "bold": ("make the captions bold", "字幕用粗体"),
    "title": ('add a title "…"', "加标题「…」"),
    "silences": ("remove the silences", "去掉停顿"),
    "louder": ("set the loudness to -14 LUFS", "响度设为-14 LUFS"),
    "music": ("add calm music", "加舒缓的音乐"),
    "quieter": ("turn the music down", "音乐小一点"),
    "brighter": ("make it brighter", "画面亮一点"),
    "zoom": ("zoom in slowly", "镜头慢慢推近"),
    "undo": ("undo", "撤销"),
}
_MINUTE = re.compile(r"60-second|60秒")
_CLOCK = re.compile(r"\b(\d+):(\d\d)\b")
_LENGTHS = (60, 30, 15)
_QUIET = -19.0
"""LUFS below which a recording is quieter than all that it will be heard beside."""
_WORTH = 500
"""ms by which a film must be longer than what it could be cut to."""


def suggestions(work: Work, count: int, besides: Iterable[str] = ()) -> list[str]:
    """So many steps, other ones than the last answer offered where there are enough; `besides` are left out."""
    left_out = set(besides)
    found = [(name, _said(work, name)) for name in _fitting(work) if name not in left_out]
    before = work.request.answered
    fresh = [text for name, text in found if name == "redo" or not before or text not in before]
    stale = [text for _, text in found if text not in fresh]
    return (fresh + stale)[:count]


def fitting(work: Work, nearest: str) -> str:
    """What can be asked for instead of something impossible: `nearest`, or where this film is no film for it, another.

    A film that is there is not told to become a short of a minute, nor to have captions that it has, nor to be
    cut where it has ended.
    """
    captioned = nearest in _STEPS["captions"] and bool(edits.captions(work.draft))
    beyond = any(int(m) * 60 + int(s) >= work.draft.duration / 1000 for m, s in _CLOCK.findall(nearest))
    if work.draft.is_empty or not (captioned or beyond or _MINUTE.search(nearest)):
        return nearest
    named = [name for name in _fitting(work) if name not in {"redo", "undo", "title"}]
    return _said(work, named[0] if named else "zoom")


def _column(work: Work) -> int:
    return 0 if work.voice.language == "en" else 1


def _said(work: Work, name: str) -> str:
    return _STEPS[name][_column(work)].format(length=_shorter(work))


def _shorter(work: Work) -> int:
    """The usual length, s, that is less than the film's; 0 where there is none."""
    return next((one for one in _LENGTHS if work.draft.duration > one * 1000 + _WORTH), 0)


def _fitting(work: Work) -> Iterator[str]:
    draft = work.draft
    clips, captions = edits.clips(draft), edits.captions(draft)
    known = {asset.id: asset for asset in work.request.assets}
    used = [known[clip.asset] for clip in clips if clip.asset in known]
    seen = any(asset.info.kind != "audio" for asset in used)
    speaks = any(_may_speak(work, asset) for asset in used) and work.analysis.speech_available() is None
    if work.versions.at + 1 < len(work.versions.drafts):
        yield "redo"
    if draft.duration > _LENGTHS[0] * 1000 + _WORTH and not work.chosen:
        yield "shorter"
    if speaks and not captions:
        yield "captions"
    if seen and aspect_of(draft.size) != "9:16":
        yield "tiktok"
    if captions and caption_look(draft)[0] == "clean":
        yield "bold"
    if not edits.titles(draft):
        yield "title"
    if speaks and draft.duration > 10_000 and len(clips) == len({clip.asset for clip in clips}):
        yield "silences"
    if "loudness" not in draft.meta and any(_is_quiet(work, asset) for asset in used):
        yield "louder"
    yield "quieter" if edits.music(draft) else "music"
    if _shorter(work) and draft.duration <= _LENGTHS[0] * 1000 + _WORTH and not work.chosen:
        yield "shorter"
    if seen and not any(clip.meta.get("grade") for clip in clips):
        yield "brighter"
    if seen and not any(clip.meta.get("zoom") for clip in clips):
        yield "zoom"
    if work.versions.at > 1:
        yield "undo"


def _may_speak(work: Work, asset: Asset) -> bool:
    """Has it a sound, and is it not known that nobody speaks in it?"""
    heard = work.analysed.get(("transcribe", asset.id))
    return asset.info.has_audio and (heard is None or bool(heard.words))


def _is_quiet(work: Work, asset: Asset) -> bool:
    """Was it listened to in this turn, and found to be quiet?"""
    heard = work.analysed.get(("analyze_audio", asset.id))
    return heard is not None and heard.loudness < _QUIET
