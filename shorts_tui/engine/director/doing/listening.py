"""Listening to the film's media and looking at them, with a word about it to the observer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from shorts_tui.engine.assets import Asset, Picture, Sound, Transcript
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.footage import Footage, levels_of, motion_of, scenes_of, silences_of, words_of
from shorts_tui.engine.director.turn import Said
from shorts_tui.engine.errors import EngineError
from shorts_tui.protocol.codes import Code
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment

T = TypeVar("T")

_WORTH_TELLING = 60_000
"""ms of speech; progress is told where it takes longer than a moment."""


def shown(work: Work) -> list[Asset]:
    """The media of the main track, each once, in the order of their first clip.

    Raises:
        EngineError: a file of the draft is not there any more.
    """
    return _files(work, edits.clips(work.draft))


def voicing(work: Work) -> list[Asset]:
    """The recordings that speak over the film.

    Raises:
        EngineError: a file of the draft is not there any more.
    """
    return _files(work, edits.voices(work.draft))


def _files(work: Work, segments: Iterable[Segment]) -> list[Asset]:
    known = {asset.id: asset for asset in work.request.assets}
    names = {segment.asset: segment.name for segment in segments}
    for identity, name in names.items():
        if identity not in known:
            raise EngineError(f"The file of “{work.voice.label(name)}” is not here any more.", Code.BAD_REQUEST)
    return [known[identity] for identity in names]


def sounding(work: Work) -> list[Asset]:
    """Those of them that have a sound track."""
    return [asset for asset in shown(work) if asset.info.has_audio]


def sounds(work: Work) -> dict[str, Sound]:
    """Levels and silences of what sounds, by asset id."""

    def listen(asset: Asset, response: dict[str, Any]) -> Sound:
        sound = work.analysis.sound(asset)
        response |= {"silences": len(sound.silences), "loudness_lufs": round(sound.loudness, 1)}
        return sound

    return _each(work, "analyze_audio", "measuring", sounding(work), listen)


def pictures(work: Work) -> dict[str, Picture]:
    """Scenes and motion of what moves, by asset id."""

    def watch(asset: Asset, response: dict[str, Any]) -> Picture:
        picture = work.analysis.picture(asset)
        response |= {"scenes": len(picture.scenes)}
        return picture

    videos = [asset for asset in shown(work) if asset.info.kind == "video"]
    return _each(work, "analyze_scenes", "watching", videos, watch)


def transcripts(work: Work, *, voices: bool = False) -> dict[str, Transcript] | None:
    """What is said in what sounds (and in `voices` over it), by asset id; None where there is no speech model."""

    def listen(asset: Asset, response: dict[str, Any]) -> Transcript | None:
        transcript = work.analysis.transcript(asset, progress=_progress(work, asset))
        if transcript is None:
            response |= {"available": False}
        else:
            response |= {"language": transcript.language, "words": len(transcript.words)}
        return transcript

    assets = [*sounding(work), *(voicing(work) if voices else ())]
    heard = _each(work, "transcribe", "listening", assets, listen)
    found = {identity: transcript for identity, transcript in heard.items() if transcript is not None}
    return found if found or not heard else None


def _each(
    work: Work, step: str, phrase: str, assets: Sequence[Asset], analyse: Callable[[Asset, dict[str, Any]], T]
) -> dict[str, T]:
    """The analysis of each asset, made once a turn and told when it is made."""
    missing = [asset for asset in assets if (step, asset.id) not in work.analysed]
    if missing:
        work.observe(Said(work.voice.say(phrase)))
    for asset in missing:
        with work.tool(step, file=asset.label) as response:
            work.analysed[step, asset.id] = analyse(asset, response)
    return {asset.id: work.analysed[step, asset.id] for asset in assets}


def _progress(work: Work, asset: Asset) -> Callable[[float], None] | None:
    """Tells each quarter of a long file."""
    if asset.info.duration < _WORTH_TELLING:
        return None
    told = 0

    def tell(share: float) -> None:
        nonlocal told
        quarter = int(share * 4)
        if told < quarter < 4:
            told = quarter
            work.observe(Said(f"{quarter * 25} % "))

    return tell


def footage(work: Work, *, words: dict[str, Transcript] | None) -> Footage:
    """All that is heard and seen in the film as it stands; `words` None: nobody can tell what is said."""
    clips, duration = edits.clips(work.draft), work.draft.duration
    heard, seen = sounds(work), pictures(work)
    spoken, sentences = words_of(clips, words or {})
    return Footage(
        duration=duration,
        words=spoken,
        sentences=sentences,
        silences=silences_of(clips, heard),
        scenes=scenes_of(clips, seen),
        levels=levels_of(clips, heard, duration),
        motion=motion_of(clips, seen, duration),
        transcribed=words is not None,
    )


def why_no_words(work: Work) -> str:
    """How to get a speech model."""
    advice = work.analysis.speech_available() if work.voice.language == "en" else None
    return advice or work.voice.say("no_model_why")
