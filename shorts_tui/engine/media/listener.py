"""Chunks of a track -> words: a speech model at work on several of them side by side."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import SpokenWord
from shorts_tui.engine.errors import CancelledError, MediaError
from shorts_tui.engine.media.together import Together
from shorts_tui.text import one_line

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

AT_ONCE = 2
"""Chunks that the model works on side by side, each on one core: one alone leaves half of two cores idle."""
_STREAMS = 8
"""Chunks that are on their way at the same time, so that there are always some to be put into words together."""
_UNLIKELY = 0.15
"""Mean probability of a segment's words below which it is taken for noise."""


class Listener:
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
        """`language` may be `auto`, `duration` is the track's in ms, `hints` are words to listen for."""
        self.words: list[SpokenWord] = []
        self.language = "" if language == "auto" else language
        self._model, self._duration = model, max(duration, 1)
        model.model = self._together = Together.of(model.model)
        self._pool = ThreadPoolExecutor(_STREAMS, "hearing")
        self._preparing = threading.Semaphore(AT_ONCE)  # what a model is given takes much memory while it is made
        self._pending: deque[Future[list[SpokenWord]]] = deque()
        self._heard = 0.0
        self._lock = threading.Lock()
        self._progress, self._cancelled, self._hints = progress, cancelled, hints
        if not model.model.is_multilingual:
            self.language = "en"

    def hear(self, begin: int, samples: NDArray[np.float32]) -> None:
        """Transcribe one chunk that begins at `begin` ms, beside those before it; one more waits for its turn."""
        if len(self._pending) > _STREAMS:
            self._keep()
        self._pending.append(self._pool.submit(self._in_company, begin, samples))
        if not self.language:
            # Who speaks first decides for all.
            self._keep()

    def finish(self) -> None:
        """Wait for all that is being heard."""
        while self._pending:
            self._keep()

    def close(self) -> None:
        """Begin nothing more, and wait for what has begun."""
        self._pool.shutdown(cancel_futures=True)

    def _keep(self) -> None:
        self.words += self._pending.popleft().result()

    def _in_company(self, begin: int, samples: NDArray[np.float32]) -> list[SpokenWord]:
        with self._together.stream():
            return self._words(begin, samples)

    def _words(self, begin: int, samples: NDArray[np.float32]) -> list[SpokenWord]:
        found: list[SpokenWord] = []
        try:
            with self._preparing:
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
        told = 0.0
        for segment in segments:
            if self._cancelled is not None and self._cancelled.is_set():
                raise CancelledError
            found += _likely(begin, segment)
            self._tell(float(segment.end) - told)
            told = float(segment.end)
        return found

    def _tell(self, seconds: float) -> None:
        """That many more have been heard."""
        with self._lock:
            self._heard += seconds * 1000
            share = self._heard / self._duration
        self._progress(min(share, 0.99))


def _likely(begin: int, segment: Any) -> list[SpokenWord]:
    """The words of a segment, unless it is likely noise; `begin` is where its chunk begins, ms."""
    words = segment.words or []
    if not words or float(np.mean([word.probability for word in words])) < _UNLIKELY:
        return []
    found = []
    for word in words:
        if text := one_line(word.word):
            start, end = (begin + round(float(at) * 1000) for at in (word.start, word.end))
            found.append(SpokenWord(text, start, max(end, start), round(float(word.probability), 3)))
    return found
