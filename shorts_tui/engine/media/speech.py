"""Speech to words: Whisper on this machine, from files that are there already; nothing is ever fetched.

The track is streamed in chunks of about ten minutes that end in silences, so hours of talk need no more memory than
minutes. One transcription runs at a time: the model is the largest thing in the engine, and kept once.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset, Sound, Span, SpokenWord, Transcript
from shorts_tui.engine.errors import CancelledError, MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.media.models import Model, ModelMissing, find_model
from shorts_tui.engine.media.words import clear_voice, gaps, sentences, snapped
from shorts_tui.settings import Speech
from shorts_tui.text import one_line

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

VERSION = "2"
"""Changes whenever the same file and model would give another transcript."""
RATE = 16_000
CHUNK = 120_000
"""ms that are transcribed in one go, at least; the chunk ends in the next silence."""
_LONGEST_CHUNK = 180_000
_AT_ONCE = 2
"""Chunks that are heard side by side: one alone leaves half of two cores idle."""
_UNLIKELY = 0.15
"""Mean probability of a segment's words below which it is taken for noise."""


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
        self._lock = threading.Lock()
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
    ) -> Transcript:
        """What is said in the first sound track of `asset`; `sound` is what the audio pass found in it.

        `hints` are words that the model should listen for. Whisper was taught to leave `um` and `uh` out; hinted at
        them it writes most of them down, and gets more of the other words wrong.

        Raises:
            ModelMissing: there is no model.
            MediaError: the track can't be decoded.
            CancelledError: `cancelled` was set.
        """
        duration = asset.info.duration
        with (
            self._lock,
            closing(_Listener(self._model(), self._speech.language, duration, progress, cancelled, hints)) as listener,
        ):
            chunks = _Chunks(ends(sound.silences, duration), listener.hear)
            output = ["-ac", "1", "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]
            graph = f"aresample={RATE}:async=1:first_pts=0"
            arguments = ["-vn", "-sn", "-dn", *safe_input(asset), "-map", "0:a:0", "-af", graph, *output]
            try:
                timeout = 600 + duration / 250
                run_ffmpeg(arguments, timeout=timeout, cancelled=cancelled, on_output=chunks.add)
            except FfmpegError as error:
                name = one_line(asset.label, 80)
                raise MediaError(f"The sound of {name} can't be read: it seems to be damaged.") from error
            chunks.finish()
            listener.finish()
        words: Sequence[SpokenWord] = listener.words
        if clear_voice(sound):
            words = snapped(words, gaps(sound))
        progress(1.0)
        return Transcript(listener.language, tuple(words), sentences(words))

    def _model(self) -> WhisperModel:
        found = find_model(self._speech)
        if self._loaded is None or self._loaded[0] != found:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            from faster_whisper import WhisperModel

            threads = min(os.cpu_count() or 1, 4)
            try:
                model = WhisperModel(
                    str(found.folder), device="cpu", compute_type="int8", cpu_threads=threads, num_workers=_AT_ONCE,
                    local_files_only=True,
                )  # fmt: skip
            except (RuntimeError, ValueError, OSError, KeyError) as error:
                raise ModelMissing(f"The speech model in {found.folder} can't be loaded.") from error
            self._loaded = found, model
        return self._loaded[1]


def ends(silences: Iterable[Span], duration: int) -> list[int]:
    """Where chunks of a track end, ms: in the first silence that `CHUNK` is over in, or wherever they get too long."""
    places, last = [], 0
    for span in silences:
        middle = (span.start + span.end) // 2
        while middle - last > _LONGEST_CHUNK:
            last += CHUNK
            places.append(last)
        if middle - last >= CHUNK:
            places.append(middle)
            last = middle
    while duration - last > _LONGEST_CHUNK:
        last += CHUNK
        places.append(last)
    return places


class _Chunks:
    """PCM in pieces of any size -> chunks that end where they should, handed on with their beginning (ms)."""

    def __init__(self, places: Sequence[int], take: Callable[[int, NDArray[np.float32]], None]) -> None:
        self._places, self._take = list(places), take
        self._held: list[bytes] = []
        self._size, self._begin = 0, 0

    def add(self, piece: bytes) -> None:
        self._held.append(piece)
        self._size += len(piece)
        while self._places and self._size >= (self._places[0] - self._begin) * RATE // 1000 * 2:
            self._cut(self._places.pop(0))

    def finish(self) -> None:
        """The track is over."""
        if self._size >= RATE // 10 * 2:
            self._cut(None)

    def _cut(self, end: int | None) -> None:
        data = b"".join(self._held)
        count = len(data) // 2 if end is None else (end - self._begin) * RATE // 1000
        self._held, self._size = [data[count * 2 :]], len(data) - count * 2
        begin, self._begin = self._begin, end or self._begin
        self._take(begin, np.asarray(np.frombuffer(data, np.int16, count) / np.float32(32768), np.float32))


class _Listener:
    """Chunks of samples -> words on the file's clock."""

    def __init__(
        self,
        model: WhisperModel,
        language: str,
        duration: int,
        progress: Callable[[float], None],
        cancelled: threading.Event | None,
        hints: str = "",
    ) -> None:
        self.words: list[SpokenWord] = []
        self.language = "" if language == "auto" else language
        self._model, self._duration = model, max(duration, 1)
        self._pool = ThreadPoolExecutor(_AT_ONCE, "hearing")
        self._heard: deque[Future[list[SpokenWord]]] = deque()
        self._told = 0.0
        self._progress, self._cancelled, self._hints = progress, cancelled, hints
        if not model.model.is_multilingual:
            self.language = "en"

    def hear(self, begin: int, samples: NDArray[np.float32]) -> None:
        """Transcribe one chunk that begins at `begin` ms, beside the one before it."""
        if len(self._heard) >= _AT_ONCE:
            self._keep()
        self._heard.append(self._pool.submit(self._words, begin, samples))
        if not self.language:
            # Who speaks first decides for all.
            self._keep()

    def finish(self) -> None:
        """Wait for all that is being heard."""
        while self._heard:
            self._keep()

    def close(self) -> None:
        """Begin nothing more, and wait for what has begun."""
        self._pool.shutdown(cancel_futures=True)

    def _keep(self) -> None:
        self.words += self._heard.popleft().result()

    def _words(self, begin: int, samples: NDArray[np.float32]) -> list[SpokenWord]:
        found: list[SpokenWord] = []
        try:
            segments, info = self._model.transcribe(
                samples,
                language=self.language or None,
                beam_size=1,
                # A loop in what was heard does not spread, and people who repeat themselves are no loop: told to
                # try again, the model takes six times as long for the same words.
                condition_on_previous_text=False,
                temperature=[0.0],
                vad_filter=True,
                word_timestamps=True,
                hotwords=self._hints or None,
            )
        except ValueError as error:
            raise MediaError(f"The speech model knows no language called {one_line(self.language, 20)}.") from error
        self.language = self.language or str(info.language)
        for segment in segments:
            if self._cancelled is not None and self._cancelled.is_set():
                raise CancelledError
            found += _likely(begin, segment)
            self._told = max(self._told, min((begin + float(segment.end) * 1000) / self._duration, 0.99))
            self._progress(self._told)
        return found


def _likely(begin: int, segment: Any) -> list[SpokenWord]:
    """The words of a segment, unless it is likely noise; `begin` is where its chunk begins, ms."""
    words = segment.words or []
    if not words or float(np.mean([word.probability for word in words])) < _UNLIKELY:
        return []
    found = []
    for word in words:
        if text := one_line(word.word):
            start, end = begin + round(float(word.start) * 1000), begin + round(float(word.end) * 1000)
            found.append(SpokenWord(text, start, max(end, start), round(float(word.probability), 3)))
    return found


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
