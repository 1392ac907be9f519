"""Windows that are put into words together: the very words that each gets alone, and nobody who waits for ever."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import numpy as np
import pytest
from faster_whisper import WhisperModel

from shorts_tui.engine.media.models import find_model
from shorts_tui.engine.media.together import MOST, Together
from shorts_tui.samples import sample_footage
from shorts_tui.settings import Speech
from tests.engine.harness import eventually
from tests.engine.render.studio import RATE, hear

BEGINNING = 50257
"""The token that every text of the packaged model begins with."""


class Counting:
    """A model that writes down how many windows it is asked for at once."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.asked: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def generate(self, features: Any, prompts: Sequence[Sequence[int]], **options: Any) -> list[Any]:
        self.asked.append(len(prompts))
        return list(self._model.generate(features, prompts, **options))


@pytest.fixture(scope="module")
def whisper() -> WhisperModel:
    return WhisperModel(str(find_model(Speech()).folder), device="cpu", compute_type="int8", cpu_threads=1)


@pytest.fixture(scope="module")
def windows(whisper: WhisperModel) -> list[Any]:
    """Four stretches of the packaged film as the encoder hears them."""
    voice = hear(sample_footage()).mean(axis=0)[:: RATE // 16_000]
    parts = [np.zeros(480_000, np.float32) for _ in range(MOST)]
    for number, part in enumerate(parts):
        part[:96_000] = voice[number * 96_000 :][:96_000]
    return [whisper.encode(whisper.feature_extractor(part)[:, :3000]) for part in parts]


def words(answer: Sequence[Any]) -> tuple[list[int], float]:
    return answer[0].sequences_ids[0], answer[0].scores[0]


def ask(model: Any, window: Any, **options: Any) -> list[Any]:
    return list(model.generate(window, [[BEGINNING]], beam_size=1, return_scores=True, **options))


def test_those_who_ask_at_the_same_time_are_answered_together_as_each_would_be_alone(
    whisper: WhisperModel, windows: Sequence[Any]
) -> None:
    alone = [words(ask(whisper.model, window)) for window in windows]
    counting = Counting(whisper.model)
    together = Together(counting)
    with ExitStack() as others, ThreadPoolExecutor(MOST) as pool:
        for _ in range(2 * MOST):
            others.enter_context(together.stream())
        answers = list(pool.map(lambda window: words(ask(together, window)), windows))
    assert counting.asked == [MOST]
    assert len({tuple(tokens) for tokens, _ in alone}) == len(windows)
    assert [tokens for tokens, _ in answers] == [tokens for tokens, _ in alone]
    assert [score for _, score in answers] == pytest.approx([score for _, score in alone], abs=0.001)


def test_other_options_are_another_question(whisper: WhisperModel, windows: Sequence[Any]) -> None:
    counting = Counting(whisper.model)
    together = Together(counting)
    with ThreadPoolExecutor(2) as pool, ExitStack() as others:
        for _ in range(3):
            others.enter_context(together.stream())
        brief = pool.submit(ask, together, windows[0], max_length=8)
        eventually(lambda: len(together._waiting) == 1)
        long = pool.submit(ask, together, windows[0])
        others.close()
        assert len(words(brief.result(30))[0]) < len(words(long.result(30))[0])
    assert counting.asked == [1, 1]


def test_nobody_waits_for_those_who_have_left(whisper: WhisperModel, windows: Sequence[Any]) -> None:
    counting = Counting(whisper.model)
    together = Together(counting)
    with ThreadPoolExecutor(1) as pool, ExitStack() as others:
        for _ in range(3):
            others.enter_context(together.stream())
        waiting = pool.submit(ask, together, windows[0])
        eventually(lambda: len(together._waiting) == 1)
        assert counting.asked == []
        others.close()
        assert words(waiting.result(30))[0]
    assert counting.asked == [1]


def test_who_asks_alone_is_answered_at_once(whisper: WhisperModel, windows: Sequence[Any]) -> None:
    together = Together(whisper.model)
    assert words(ask(together, windows[0]))[0]
    assert Together.of(together) is together
    assert together.is_multilingual is whisper.model.is_multilingual


def test_what_goes_wrong_is_told_to_each(whisper: WhisperModel, windows: Sequence[Any]) -> None:
    together = Together(whisper.model)
    with ExitStack() as others, ThreadPoolExecutor(2) as pool:
        for _ in range(4):
            others.enter_context(together.stream())
        asked = [pool.submit(ask, together, window, num_hypotheses=0) for window in windows[:2]]
        for future in asked:
            with pytest.raises((RuntimeError, ValueError)):
                future.result(30)
