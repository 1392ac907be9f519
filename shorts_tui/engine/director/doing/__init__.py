"""Carrying out the operations of a plan: each changes the film and says what it did, or refuses with a sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from itertools import groupby

from shorts_tui.engine.director import plan
from shorts_tui.engine.director.doing.answers import answer, ask, decline
from shorts_tui.engine.director.doing.audio import denoise, ducking, loudness, music, remove_music, volume, waiting_song
from shorts_tui.engine.director.doing.captioning import captions
from shorts_tui.engine.director.doing.clips import clips, move_clip, order, slideshow, split
from shorts_tui.engine.director.doing.cuts import cut_to, keep, remove, remove_silences
from shorts_tui.engine.director.doing.history import history
from shorts_tui.engine.director.doing.looks import fade, grade, speed, transition, zoom
from shorts_tui.engine.director.doing.overlays import overlay, remove_overlay, voice_over
from shorts_tui.engine.director.doing.pictures import follow, preset, reframe
from shorts_tui.engine.director.doing.speech import caption_text, remove_fillers
from shorts_tui.engine.director.doing.titles import remove_title, title
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.timeline import edits

_DOERS: dict[type[plan.Operation], Callable[..., None]] = {
    plan.CutTo: cut_to,
    plan.Keep: keep,
    plan.Remove: remove,
    plan.RemoveSilences: remove_silences,
    plan.Reframe: reframe,
    plan.Preset: preset,
    plan.Captions: captions,
    plan.Title: title,
    plan.RemoveTitle: remove_title,
    plan.Music: music,
    plan.RemoveMusic: remove_music,
    plan.Volume: volume,
    plan.RemoveFillers: remove_fillers,
    plan.Clips: clips,
    plan.MoveClip: move_clip,
    plan.Order: order,
    plan.Split: split,
    plan.Slideshow: slideshow,
    plan.Speed: speed,
    plan.Follow: follow,
    plan.Grade: grade,
    plan.Zoom: zoom,
    plan.Transition: transition,
    plan.CaptionText: caption_text,
    plan.Overlay: overlay,
    plan.RemoveOverlay: remove_overlay,
    plan.Ducking: ducking,
    plan.VoiceOver: voice_over,
    plan.Denoise: denoise,
    plan.LoudnessTo: loudness,
    plan.Fade: fade,
    plan.History: history,
    plan.Question: answer,
    plan.CannotDo: decline,
    plan.Ask: ask,
}


def carry_out(work: Work, operations: Sequence[plan.Operation]) -> None:
    """Carry out operations in their order; one that makes no sense for the film changes nothing and says so.

    Raises:
        EngineError: the media can't be read.
    """
    operations = _with_music_to_cut_on(work, operations)
    for kind, group in groupby(operations, key=type):
        alike = tuple(group)
        for together in (alike,) if kind is plan.Remove else ((operation,) for operation in alike):
            try:
                _DOERS[kind](work, *together)
            except Refused as refusal:
                work.refuse(refusal)


def _with_music_to_cut_on(work: Work, operations: Sequence[plan.Operation]) -> Sequence[plan.Operation]:
    """Pictures change on beats of the music: what a plan lays later, or takes for granted, lies there before they do.

    It is told of in its turn.
    """
    stills = {asset.id for asset in work.request.assets if asset.info.kind == "image"}
    shows = any(clip.asset in stills for clip in edits.clips(work.draft))
    if not shows or not any(isinstance(one, plan.Slideshow) and one.beat for one in operations):
        return operations
    wanted = next((one for one in operations if isinstance(one, plan.Music)), None)
    if wanted is None:
        if edits.music(work.draft):
            return operations
        wanted = plan.Music(mood=None if waiting_song(work) else "upbeat")
        operations = (*operations, wanted)
    told = len(work.done)
    with contextlib.suppress(Refused):
        music(work, wanted)
    del work.done[told:]
    return operations
