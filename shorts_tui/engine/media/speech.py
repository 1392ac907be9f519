"""Speech to words: Whisper on this machine, from files that are there already; nothing is ever fetched.

The track is streamed in chunks that end in quiet moments, so hours of talk need no more memory than minutes. One
transcription runs at a time: the model is the largest thing in the engine, and kept once.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from shorts_tui.engine.assets import Asset, Sound, SpokenWord, Transcript
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.chunks import RATE, Chunks, ends
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.media.listener import AT_ONCE, Listener
from shorts_tui.engine.media.models import Model, ModelMissing, find_model
from shorts_tui.engine.media.onsets import timely
from shorts_tui.engine.media.passes import Pass
from shorts_tui.engine.media.words import clear_voice, gaps, sentences, snapped
from shorts_tui.engine.memory import give_back
from shorts_tui.engine.threads import side_by_side
from shorts_tui.settings import Speech
from shorts_tui.text import one_line

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

VERSION = "3"
"""Changes whenever the same file and model would give another transcript."""


def speech_available(speech: Speech) -> str | None:
    """None when there is a speech model, else a sentence that says how to get one."""
    try:
        find_model(speech)
    except ModelMissing as missing:
        return str(missing)
    return None


class Transcriber:
    """A speech model, loaded when first needed and shared by all threads."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._one = Pass()
        self._loaded: tuple[Model, WhisperModel] | None = None

    def version(self) -> str:
        """What a transcript depends on besides the file.

        Raises:
            ModelMissing: there is no model.
        """
        return f"{VERSION}-{find_model(self._speech).fingerprint}-{self._speech.language}"

    def transcribe(
        self,
        asset: Asset,
        sound: Sound,
        progress: Callable[[float], None],
        cancelled: threading.Event | None = None,
        *,
        hints: str = "",
        decoded: deque[bytes] | None = None,
    ) -> Transcript:
        """What is said in the first sound track of `asset`; `sound` is what the audio pass found in it.

        `decoded` is the track, if that pass has kept it (see `sound.measure`), and used up; else it is decoded again.

        `hints` are words that the model should listen for. Whisper was taught to leave `um` and `uh` out; hinted at
        them it writes most of them down, and gets more of the other words wrong.

        Raises:
            ModelMissing: there is no model.
            MediaError: the track can't be decoded.
            CancelledError: `cancelled` was set.
        """
        duration = asset.info.duration
        with (
            self._one.turn(lambda _: progress(0.0), cancelled),
            closing(Listener(self._model(), self._speech.language, duration, progress, cancelled, hints)) as listener,
        ):
            chunks = Chunks(ends(sound, duration, AT_ONCE), listener.hear)
            if decoded:
                while decoded:
                    chunks.add(decoded.popleft())
            else:
                _decode(asset, chunks.add, cancelled)
            chunks.finish()
            listener.finish()
        quiet = gaps(sound) if clear_voice(sound) else ()
        words = snapped(timely(listener.words, quiet), quiet)
        give_back()
        progress(1.0)
        return Transcript(listener.language, tuple(words), sentences(words))

    def rest(self) -> None:
        """Let go of the model, unless it hears something: others need the memory, and it is loaded in a second."""
        if self._one.idle:
            self._loaded = None
            give_back()

    def _model(self) -> WhisperModel:
        found = find_model(self._speech)
        if self._loaded is None or self._loaded[0] != found:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            from faster_whisper import WhisperModel

            threads = side_by_side(AT_ONCE)
            try:
                model = WhisperModel(
                    str(found.folder), device="cpu", compute_type="int8", cpu_threads=threads, num_workers=AT_ONCE,
                    local_files_only=True,
                )  # fmt: skip
            except (RuntimeError, ValueError, OSError, KeyError) as error:
                raise ModelMissing(f"The speech model in {found.folder} can't be loaded.") from error
            self._loaded = found, model
        return self._loaded[1]


def _decode(asset: Asset, take: Callable[[bytes], None], cancelled: threading.Event | None) -> None:
    """The first sound track as the model wants it, piece by piece."""
    output = ["-ac", "1", "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]
    graph = f"aresample={RATE}:async=1:first_pts=0"
    arguments = ["-vn", "-sn", "-dn", *safe_input(asset), "-map", "0:a:0", "-af", graph, *output]
    try:
        timeout = 600 + asset.info.duration / 250
        run_ffmpeg(arguments, timeout=timeout, cancelled=cancelled, on_output=take)
    except FfmpegError as error:
        raise MediaError(f"The sound of {one_line(asset.label, 80)} can't be read: it seems to be damaged.") from error


def encode(transcript: Transcript) -> dict[str, Any]:
    """As JSON holds it."""
    words = [[word.text, word.start, word.end, word.probability] for word in transcript.words]
    return {"language": transcript.language, "words": words, "sentences": transcript.sentences}


def decode(value: Any) -> Transcript:
    """What `encode` made; raises KeyError, TypeError or ValueError for anything else."""
    return Transcript(
        language=str(value["language"]),
        words=tuple(SpokenWord(str(text), int(start), int(end), float(p)) for text, start, end, p in value["words"]),
        sentences=tuple((int(first), int(end)) for first, end in value["sentences"]),
    )
