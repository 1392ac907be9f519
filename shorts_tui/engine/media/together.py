"""Several chunks are put into words in one go, which takes half the time and gives the very same words.

For each word a decoder reads all of its weights, which is most of its work: better once for all that wait for a word.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

MOST = 4
"""Windows that are written at once; beyond that nothing is won, and others wait longer."""


@dataclass(frozen=True, eq=False)
class _Request:
    """A window to be put into words: what the encoder made of it, how its text begins, and the options for it."""

    features: Any
    prompt: Sequence[int]
    options: Mapping[str, Any]
    result: Future[Any] = field(default_factory=Future)

    def goes_with(self, other: _Request) -> bool:
        """Can the two be answered by one call?"""
        return self.prompt == other.prompt and self.options == other.options


class Together:
    """A Whisper model of CTranslate2 whose `generate` brings together what several streams ask; else the model itself.

    A stream is a thread that has said so by `stream`. Half of the streams wait for each other, while the other half
    prepares what it asks next.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._streams = 0
        self._waiting: list[_Request] = []

    @classmethod
    def of(cls, model: Any) -> Together:
        """The model, to be asked together; itself where it is one of these already."""
        return model if isinstance(model, cls) else cls(model)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    @contextmanager
    def stream(self) -> Iterator[None]:
        """While this lasts, the thread is one that others wait for."""
        with self._lock:
            self._streams += 1
        try:
            yield
        finally:
            with self._lock:
                self._streams -= 1
            self._answer_due()

    def generate(self, features: Any, prompts: Sequence[Sequence[int]], **options: Any) -> list[Any]:
        """As that of the model, for one window; what the model raises is raised for each that was asked with it."""
        request = _Request(features, prompts[0], options)
        with self._lock:
            self._waiting.append(request)
        self._answer_due()
        return [request.result.result()]

    def _answer_due(self) -> None:
        """Answer those that wait, in this thread, if they are enough."""
        with self._lock:
            if len(self._waiting) < min(-(-self._streams // 2), MOST) or not self._waiting:
                return
            batch = [request for request in self._waiting if request.goes_with(self._waiting[0])][:MOST]
            self._waiting = [request for request in self._waiting if request not in batch]
        try:
            results = self._generated(batch)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            for request in batch:
                request.result.set_exception(error)
            return
        for request, result in zip(batch, results, strict=True):
            request.result.set_result(result)

    def _generated(self, batch: Sequence[_Request]) -> list[Any]:
        features, prompts = batch[0].features, [list(request.prompt) for request in batch]
        if len(batch) > 1:
            # What is given back to the runtime is of the class that it gave.
            whole = np.concatenate([np.asarray(request.features) for request in batch])
            features = type(features).from_array(whole)
        return list(self._model.generate(features, prompts, **batch[0].options))
