"""Images and voices over the film, from uploaded files."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.assets import Asset, MediaKind
from shorts_tui.engine.director.doing.audio import named
from shorts_tui.engine.director.doing.captioning import caption_again
from shorts_tui.engine.director.doing.listening import shown
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import Operation, Overlay, RemoveOverlay, VoiceOver
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft

_SIZE = 0.2


def overlay(work: Work, operation: Overlay) -> None:
    """Show an image over the film, or change the one that is there."""
    voice, known = work.voice, edits.overlays(work.draft)
    if known and operation.name is None:
        changed = edits.change_overlays(
            work.draft,
            corner=operation.corner,
            factor=operation.scale or 1.0,
            size=operation.size,
            opacity=operation.opacity,
        )
        if not work.change("overlay", changed):
            raise Refused("look_same", what=voice.listed(one.name for one in known))
    else:
        image = _image(work, operation.name)
        before = work.draft
        work.draft = _without_clip(work, image)
        if work.draft.duration != before.duration:
            lengths = {"before": voice.length(before.duration), "after": voice.length(work.draft.duration)}
            work.note("logo_no_clip", name=voice.label(image.label), **lengths)
        picture = edits.Picture(image.id, image.label)
        start = operation.start or 0
        changed = edits.add_overlay(
            work.draft,
            picture,
            corner=operation.corner or "top-right",
            size=(operation.size or _SIZE) * (operation.scale or 1.0),
            opacity=1.0 if operation.opacity is None else operation.opacity,
            start=work.now(start) if start >= 0 else start,
            duration=operation.duration,
        )
        work.change("overlay", changed, file=image.label)
    for one in edits.overlays(work.draft)[-1:]:
        look = one.meta["overlay"]
        work.tell(
            "overlay",
            name=voice.label(one.name),
            corner=voice.name(f"corner_{look['corner']}"),
            size=voice.percent(look["size"]),
            start=voice.at(one.start),
            end=voice.at(one.end),
        )


def overlaid(assets: Sequence[Asset], draft: Draft, operations: Sequence[Operation]) -> frozenset[str]:
    """The ids of the images among `assets` that operations lay over the film."""
    images = [asset for asset in assets if asset.info.kind == "image"]
    wanted = [one for one in operations if isinstance(one, Overlay) and (one.name or not edits.overlays(draft))]
    found = (named(one.name, images) if one.name else images[-1] for one in wanted if images)
    return frozenset(asset.id for asset in found if asset is not None)


def _image(work: Work, name: str | None) -> Asset:
    """The image that is meant: by its name, else the one uploaded last.

    Raises:
        Refused: there is none.
    """
    return _chosen(work, name, "image", "no_image_file", "image_unknown")


def _chosen(work: Work, name: str | None, kind: MediaKind, none: str, unknown: str) -> Asset:
    files = [asset for asset in work.request.assets if asset.info.kind == kind]
    if not files:
        raise Refused(none)
    found = files[-1] if name is None else named(name, files)
    if found is None:
        names = work.voice.listed(asset.label for asset in files)
        raise Refused(unknown, name=work.voice.label(name or ""), names=names)
    return found


def _without_clip(work: Work, image: Asset) -> Draft:
    """The film without the clip that an image became when it was uploaded: it is wanted over the others."""
    spans = [(clip.start, clip.end) for clip in edits.clips(work.draft) if clip.asset == image.id]
    rest = [clip for clip in edits.clips(work.draft) if clip.asset != image.id]
    return edits.remove_spans(work.draft, spans) if spans and rest else work.draft


def remove_overlay(work: Work, _: RemoveOverlay) -> None:
    """Take the images over the film away."""
    known = edits.overlays(work.draft)
    if not known:
        raise Refused("no_overlay")
    work.change("remove_overlay", edits.remove_overlays(work.draft))
    work.tell("overlay_removed", names=work.voice.listed(one.name for one in known))


def voice_over(work: Work, operation: VoiceOver) -> None:
    """Lay an uploaded recording over the film."""
    sound = _chosen(work, operation.name, "audio", "no_music_file", "music_unknown")
    if sound.id in {clip.asset for clip in edits.clips(work.draft)}:
        raise Refused("voice_is_film", name=work.voice.label(sound.label))
    without = (
        edits.remove_music(work.draft) if sound.id in {one.asset for one in edits.music(work.draft)} else work.draft
    )
    start = work.now(operation.start)
    end = start + sound.info.duration
    before = without.duration
    if before < end and not work.length_given and _only_images(work):
        without = _lasting(work, without, end)
    work.change("voice_over", edits.add_voice(without, sound.id, sound.label, sound.info.duration, start=start))
    total = work.draft.duration
    name = work.voice.label(sound.label)
    phrase = "voice_over_music" if edits.music(work.draft) else "voice_over"
    work.tell(phrase, name=name, start=work.voice.at(start), end=work.voice.at(min(end, total)))
    if total > before:
        work.moved()
        work.tell("images_last", before=work.voice.length(before), after=work.voice.length(total))
    elif end > total:
        work.note("voice_cut", name=name, length=work.voice.length(sound.info.duration))
    caption_again(work)


def _only_images(work: Work) -> bool:
    return all(asset.info.kind == "image" for asset in shown(work))


def _lasting(work: Work, draft: Draft, length: int) -> Draft:
    """A film of images that lasts longer, each for its share."""
    faster = draft.duration / length
    longer = edits.rearranged(draft, [edits.Stretch(one.start, one.end, faster) for one in edits.clips(draft)])
    return edits.last_until(edits.with_plain_speed(longer, {asset.id for asset in shown(work)}), length)
