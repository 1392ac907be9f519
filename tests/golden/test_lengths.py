"""Films made shorter, longer, or in another order: read off their frames and tones is which seconds are in them."""

from __future__ import annotations

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from tests.engine.render.studio import RATE, tone_of
from tests.golden.kit import FRAME, Crew, Shown, asked, steps
from tests.golden.talk import Talk

Stretches = list[tuple[float, float]]

RANGES: list[tuple[tuple[str, ...], Stretches]] = [
    (("keep 0:03 to 0:07",), [(3, 7)]),
    (("trim the first 2 seconds and the last 3 seconds",), [(2, 9)]),
    (("remove 4 to 6 seconds",), [(0, 4), (6, 12)]),
    (("keep the second half",), [(6, 12)]),
    (("去掉前2秒",), [(2, 12)]),
    (("只保留最后4秒",), [(8, 12)]),
    (("split it at 4s and 8s", "delete the second clip"), [(0, 4), (8, 12)]),
    (("split it at 4s and 8s", "reverse the order of the clips"), [(8, 12), (4, 8), (0, 4)]),
    (("split it at 6s", "duplicate the last clip"), [(0, 12), (6, 12)]),
    (("在6秒处拆分", "把第一段和第二段调换顺序"), [(6, 12), (0, 6)]),
]


@pytest.mark.parametrize(("told", "wanted"), RANGES, ids=[" / ".join(told) for told, _ in RANGES])
def test_what_is_left_are_the_seconds_that_were_asked_for(
    crew: Crew, tones: Asset, told: tuple[str, ...], wanted: Stretches
) -> None:
    shown = crew.film(told, tones)
    assert shown.length == pytest.approx(sum(end - start for start, end in wanted) * 1000, abs=FRAME)
    assert [edge for stretch in shown.stretches for edge in stretch] == pytest.approx(
        [edge for stretch in wanted for edge in stretch], abs=0.02
    )
    sounds_as_it_looks(shown, 1)


@asked(
    "remove 4.3 to 6.6 seconds",
    "去掉3.4秒到7.7秒",
    ("split it at 3.4s and 7.7s", "reverse the order of the clips"),
    ("remove 4.3 to 6.6 seconds", "speed it up 1.5x"),
)
def test_cuts_through_a_tone_do_not_click(crew: Crew, tones: Asset, told: tuple[str, ...]) -> None:
    """No sample jumps further than in the highest tone, which goes on while others are joined."""
    shown = crew.film(told, tones)
    highest = 0.2 * 2 * np.pi * 850 / RATE
    assert steps(shown.sound) <= highest * 1.3


def sounds_as_it_looks(shown: Shown, speed: float) -> None:
    """In the middle of each second of the footage, the tone is that second's, with its pitch."""
    for number in np.flatnonzero(np.abs(shown.seconds % 1 - 0.5) < speed / 60):
        begin = int((number / 30 - 0.1) * RATE)
        heard = tone_of(shown.sound[0, begin : begin + RATE // 5])
        assert heard == pytest.approx(300 + 50 * int(shown.seconds[number]), abs=8), number


SPEEDS = [
    ("speed it up 2x", [(0, 0), (6, 12)]),
    ("play it at half speed", [(0, 0), (24, 12)]),
    ("加速1.5倍", [(0, 0), (8, 12)]),
    ("slow the part from 2s to 4s to half speed", [(0, 0), (2, 2), (6, 4), (14, 12)]),
]


@pytest.mark.parametrize(("told", "places"), SPEEDS, ids=[told for told, _ in SPEEDS])
def test_another_speed_keeps_every_second_and_its_pitch(crew: Crew, tones: Asset, told: str, places: Stretches) -> None:
    """`places`: at which second of the film which second of the footage is seen, straight between them."""
    shown = crew.film([told], tones)
    assert shown.length == pytest.approx(places[-1][0] * 1000, abs=FRAME)
    times = np.arange(len(shown.frames)) / 30
    expected = np.interp(times, [at for at, _ in places], [second for _, second in places])
    assert shown.seconds == pytest.approx(expected, abs=0.04)
    sounds_as_it_looks(shown, 2)


HIGHLIGHTS = [
    ("cut it to 12 seconds", 12.0),
    ("剪成15秒的精华", 15.0),
    ("make it half as long", 16.5),
    ("make a 20-second short of the best parts", 20.0),
]


@pytest.mark.parametrize(("told", "length"), HIGHLIGHTS, ids=[told for told, _ in HIGHLIGHTS])
def test_highlights_have_the_length_and_no_word_is_cut(crew: Crew, talk: Talk, told: str, length: float) -> None:
    shown = crew.film([told], talk.asset)
    assert shown.length == pytest.approx(length * 1000, abs=500)
    edges = [edge * 1000 for stretch in shown.stretches for edge in stretch]
    for word in talk.words:
        inside = [edge for edge in edges if word.start + 40 < edge < word.end - 40]
        assert not inside, (word, inside)
    whole = [
        span
        for span in talk.spans
        if any(start * 1000 <= span[0] + 40 and span[1] - 40 <= end * 1000 for start, end in shown.stretches)
    ]
    assert len(whole) >= length / 5


@asked("make an 8 second highlight reel", "把它剪成8秒，留下最精彩的部分")
def test_the_loud_moment_is_in_the_highlights(crew: Crew, cheers: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, cheers)
    assert shown.length == pytest.approx(8000, abs=500)
    assert any(start < 15.3 and end > 16.7 for start, end in shown.stretches)


@asked("make it 8 seconds long")
def test_a_film_that_is_asked_for_shorter_keeps_its_order(crew: Crew, talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, talk.asset)
    assert shown.length == pytest.approx(8000, abs=500)
    starts = [start for start, _ in shown.stretches]
    assert starts == sorted(starts)


@asked("cut it to 20 seconds", "make a 20-second film with both clips", "用两个片段剪成20秒")
def test_a_clip_in_which_nobody_speaks_is_seen_beside_a_talk(
    crew: Crew, talk: Talk, dusk: Asset, told: tuple[str, ...]
) -> None:
    shown = crew.film(told, talk.asset, dusk)
    assert shown.length == pytest.approx(20_000, abs=500)
    colours = shown.frames.astype(np.int16).mean(axis=(1, 2))
    blue = np.abs(colours - (30, 40, 70)).max(axis=1) < 12
    assert blue.sum() * FRAME >= 1900
    seconds = shown.seconds[~blue]
    parts = np.split(seconds, np.flatnonzero(np.abs(np.diff(seconds) - 1 / 30) > 0.05) + 1)
    edges = [float(edge) * 1000 for part in parts for edge in (part[0], part[-1] + 1 / 30)]
    assert min(len(part) * FRAME for part in parts) >= 950
    for word in talk.words:
        assert not [edge for edge in edges if word.start + 40 < edge < word.end - 40], word
