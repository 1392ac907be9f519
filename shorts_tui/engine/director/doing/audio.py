"""Music from uploaded files, and volumes."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.doing.listening import sounding, sounds
from shorts_tui.engine.director.doing.places import clip_at, clip_name, stretches, told
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import Denoise, Ducking, LoudnessTo, Music, RemoveMusic, Volume
from shorts_tui.engine.media.moods import Built, built_in, mood_of
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft

_USUAL, _ALONE = 0.25, 1.0
"""Music lies under what is said; where nothing else is to be heard, it is as loud as it is."""


def music(work: Work, operation: Music) -> None:
    """Lay an uploaded sound under the film, or change how loud the one is that is there."""
    voice, known = work.voice, edits.music(work.draft)
    if operation.mood is not None:
        chosen: Asset | Built = built_in(operation.mood)
    elif operation.name is None and known:
        if operation.volume is not None:
            volume(work, Volume(target="music", level=operation.volume))
            return
        kept = _known(work, known[0].asset)
        if kept is None:
            raise Refused("no_music_file")
        chosen = kept
    else:
        uploaded = _chosen(work, operation.name)
        if uploaded is None and operation.name is not None:
            raise Refused("no_music_file")
        chosen = uploaded or built_in("calm")
    # Another song is as loud as the one before was wanted, unless that was silent.
    before = (known[0].volume or None) if known else None
    level = next((piece.volume for piece in known if piece.asset == chosen.id), before)
    alone = _is_alone(work)
    usual = (_ALONE if alone else _USUAL) if level is None else level
    loudness = usual if operation.volume is None else operation.volume
    song = edits.Song(chosen.id, chosen.label, chosen.info.duration if isinstance(chosen, Asset) else chosen.duration)
    work.change("music", edits.set_music(work.draft, song, volume=loudness), file=chosen.label)
    looped = voice.say("looped", length=voice.length(song.length)) if song.length < work.draft.duration else ""
    phrase = "music_alone" if alone else "music"
    name = voice.name(chosen.id) if isinstance(chosen, Built) else voice.label(chosen.label)
    work.tell(phrase, name=name, volume=voice.percent(loudness), looped=looped)
    replaced = [piece.name for piece in known if piece.asset != chosen.id]
    if replaced:
        work.tell("music_replaced", name=voice.listed(replaced))


def _is_alone(work: Work) -> bool:
    """Is there nothing to be heard but the music?"""
    sound = {asset.id for asset in sounding(work)}
    return not edits.voices(work.draft) and all(
        clip.volume == 0 for clip in edits.clips(work.draft) if clip.asset in sound
    )


def _known(work: Work, identity: str) -> Asset | Built | None:
    if (mood := mood_of(identity)) is not None:
        return built_in(mood)
    return next((asset for asset in work.request.assets if asset.id == identity), None)


def waiting_song(work: Work) -> Asset | None:
    """The uploaded sound that music without a name would be; None where a built-in mood would have to do."""
    return _chosen(work, None)


def _chosen(work: Work, name: str | None) -> Asset | None:
    """The sound file that is meant: the one named, else the one uploaded last; None where there is none.

    Raises:
        Refused: there are files, but none of that name.
    """
    on_film = {clip.asset for clip in edits.clips(work.draft)}
    if name is None:
        # What is a voice over the film already is no music.
        voices = (track for track in work.draft.tracks if track.meta.get("role") == "voice")
        on_film |= {one.asset for track in voices for one in track.segments}
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
    what = voice.name("sound_of_music" if operation.target == "music" else operation.target)
    if operation.target == "music" and not edits.music(work.draft):
        raise Refused("no_music")
    before, spans = work.draft, list[edits.Times]()
    if operation.clip is not None and operation.target != "music":
        span, clip = clip_at(work, operation.clip)
        spans, what = [span], clip_name(work, operation.clip, clip)
    elif operation.range is not None:
        spans = stretches(work, operation.range)
        what = told(work, spans)
        before = edits.split(work.draft, [edge for span in spans for edge in span])
    changed = before
    target: edits.Target = "clips" if spans else operation.target
    for within in spans or (None,):
        changed = edits.set_volume(changed, target, level=operation.level, factor=operation.factor, within=within)
    levels = [voice.listed(map(voice.percent, _volumes(draft, operation, spans))) for draft in (before, changed)]
    if changed == before or not work.change("volume", changed, target=operation.target):
        raise Refused("volume_same", what=what, after=levels[1])
    work.tell("volume", what=what, before=levels[0], after=levels[1])


def _volumes(draft: Draft, operation: Volume, spans: Sequence[edits.Times]) -> list[float | None]:
    clips = [
        clip.volume
        for clip in edits.clips(draft)
        if not spans or any(start <= clip.start and clip.end <= end for start, end in spans)
    ]
    songs = [piece.volume for piece in edits.music(draft)]
    if operation.target == "music":
        return [*songs]
    return clips if spans or operation.target == "clips" else [*clips, *songs]


def ducking(work: Work, operation: Ducking) -> None:
    """Let the music give way to speech, or not."""
    if not edits.music(work.draft):
        raise Refused("no_music")
    changed = edits.duck(work.draft, operation.on)
    if not work.change("ducking", changed, on=operation.on):
        raise Refused("ducking_same" if operation.on else "not_ducking_same")
    work.tell("ducked" if operation.on else "not_ducked")


def denoise(work: Work, operation: Denoise) -> None:
    """Take steady noise out of what was recorded."""
    if not operation.on:
        if not work.change("denoise", edits.denoise(work.draft, None), on=False):
            raise Refused("no_denoise")
        work.tell("denoise_off")
        return
    heard = sounds(work)
    if not heard:
        raise Refused("no_sound_at_all")
    floors = {name: floor(sound.levels) for name, sound in heard.items()}
    if not work.change("denoise", edits.denoise(work.draft, floors), on=True):
        raise Refused("denoise_same")
    work.tell("denoised", level=f"{round(max(floors.values()))}")


def floor(levels: Sequence[float]) -> float:
    """The level (dBFS) of the noise below what is recorded: what is quieter is so for a twentieth of the time."""
    ordered = sorted(level for level in levels if level > -89)
    return ordered[len(ordered) // 20] if ordered else -60.0


def loudness(work: Work, operation: LoudnessTo) -> None:
    """Bring the film to a loudness when it is rendered."""
    level = min(max(operation.level, -30.0), -9.0)
    changed = edits.level_to(work.draft, level)
    if not work.change("loudness", changed, level=level):
        raise Refused("loudness_same", level=f"−{abs(level):g}")
    work.tell("loudness", level=f"−{abs(level):g}")
