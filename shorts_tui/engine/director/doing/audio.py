"""Music from uploaded files, and volumes."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import Music, RemoveMusic, Volume
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment

_USUAL = 0.25
"""Music lies under what is said."""


def music(work: Work, operation: Music) -> None:
    """Lay an uploaded sound under the film, or change how loud the one is that is there."""
    voice, known = work.voice, edits.music(work.draft)
    if operation.name is None and known:
        if operation.volume is not None:
            volume(work, Volume(target="music", level=operation.volume))
            return
        chosen = next((asset for asset in work.request.assets if asset.id == known[0].asset), None)
    else:
        chosen = _chosen(work, operation.name)
    if chosen is None:
        raise Refused("no_music_file")
    level = next((piece.volume for piece in known if piece.asset == chosen.id), None)
    loudness = operation.volume if operation.volume is not None else _USUAL if level is None else level
    song = edits.Song(chosen.id, chosen.label, chosen.info.duration)
    work.change("music", edits.set_music(work.draft, song, volume=loudness), file=chosen.label)
    looped = voice.say("looped", length=voice.length(song.length)) if song.length < work.draft.duration else ""
    work.tell("music", name=voice.label(chosen.label), volume=voice.percent(loudness), looped=looped)
    replaced = [piece.name for piece in known if piece.asset != chosen.id]
    if replaced:
        work.tell("music_replaced", name=voice.listed(replaced))


def _chosen(work: Work, name: str | None) -> Asset | None:
    """The sound file that is meant: the one named, else the one uploaded last; None where there is none.

    Raises:
        Refused: there are files, but none of that name.
    """
    on_film = {clip.asset for clip in edits.clips(work.draft)}
    files = [asset for asset in work.request.assets if asset.info.kind == "audio" and asset.id not in on_film]
    if not files:
        return None
    if name is None:
        return files[-1]
    found = named(name, files)
    if found is None:
        labels = work.voice.listed(asset.label for asset in files)
        raise Refused("music_unknown", name=work.voice.label(name), names=labels)
    return found


def named(name: str, files: Sequence[Asset]) -> Asset | None:
    """The file that goes by a name: exactly, without its ending, or in part; the latest where several do."""
    wanted = name.strip().casefold()
    labels = [(asset.label.casefold(), asset) for asset in reversed(files)]
    for matches in (
        lambda label: label == wanted,
        lambda label: label.rsplit(".", 1)[0] == wanted,
        lambda label: bool(wanted) and (wanted in label or label.rsplit(".", 1)[0] in wanted),
    ):
        for label, asset in labels:
            if matches(label):
                return asset
    return None


def remove_music(work: Work, _: RemoveMusic) -> None:
    """Take the music away."""
    known = edits.music(work.draft)
    if not known:
        raise Refused("no_music")
    work.change("remove_music", edits.remove_music(work.draft))
    work.tell("music_removed", names=work.voice.listed(piece.name for piece in known))


def volume(work: Work, operation: Volume) -> None:
    """Set or change volumes."""
    voice = work.voice
    within, what = None, voice.name("sound_of_music" if operation.target == "music" else operation.target)
    if operation.target == "music" and not edits.music(work.draft):
        raise Refused("no_music")
    if operation.clip is not None and operation.target != "music":
        within, what = _clip(work, operation.clip)
    changed = edits.set_volume(
        work.draft,
        "clips" if within else operation.target,
        level=operation.level,
        factor=operation.factor,
        within=within,
    )
    before = voice.listed(map(voice.percent, _volumes(work, operation, within)))
    differs = work.change("volume", changed, target=operation.target)
    after = voice.listed(map(voice.percent, _volumes(work, operation, within)))
    if not differs:
        raise Refused("volume_same", what=what, after=after)
    work.tell("volume", what=what, before=before, after=after)


def _clip(work: Work, number: int) -> tuple[edits.Times, str]:
    """Where a clip of the film before the plan is now, and what it is called.

    Raises:
        Refused: there are not so many, or it was cut away.
    """
    clips = edits.clips(work.before)
    if not 1 <= number <= len(clips):
        raise Refused("no_clip", number=number, clips=work.voice.count(len(clips), "clip"))
    clip: Segment = clips[number - 1]
    span = work.now(clip.start), work.now(clip.end)
    if span[0] >= span[1]:
        raise Refused("no_clip", number=number, clips=work.voice.count(len(edits.clips(work.draft)), "clip"))
    return span, f"{work.voice.say('clip_number', number=number)} ({work.voice.label(clip.name)})"


def _volumes(work: Work, operation: Volume, within: edits.Times | None) -> list[float | None]:
    clips = [
        clip.volume
        for clip in edits.clips(work.draft)
        if within is None or (within[0] <= clip.start and clip.end <= within[1])
    ]
    songs = [piece.volume for piece in edits.music(work.draft)]
    if operation.target == "music":
        return [*songs]
    return clips if within or operation.target == "clips" else [*clips, *songs]
