"""What is heard: loudness for platforms, music under speech and to the film's end, voices, volumes, noise, fades."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from tests.engine.render.studio import RATE, ffmpeg, rms
from tests.golden import reels
from tests.golden.conftest import SONG
from tests.golden.kit import FRAME, Crew, Shown, asked, band, steps
from tests.golden.talk import Talk

HISS = -46.0
"""dBFS."""


def loudness(shown: Shown) -> tuple[float, float]:
    """LUFS and dBTP, as ffmpeg hears the MP4."""
    log = ffmpeg("-i", str(shown.film.path), "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")
    return float(log.rsplit("I:", 1)[1].split()[0]), float(log.rsplit("Peak:", 1)[1].split()[0])


@pytest.mark.parametrize(
    ("told", "level"),
    [
        (("make it for TikTok",), -14),
        (("format for Instagram reels and add song.wav at 30%",), -14),
        (("做成YouTube Shorts",), -14),
        (("normalize to -16 LUFS",), -16),
        (("remove the silences", "make it ready for YouTube Shorts"), -14),
    ],
    ids=lambda value: " / ".join(value) if isinstance(value, tuple) else str(value),
)
def test_the_loudness_is_that_of_the_preset(
    crew: Crew, chat: Talk, song: Asset, told: tuple[str, ...], level: float
) -> None:
    shown = crew.film(told, chat.asset, song)
    heard, peak = loudness(shown)
    assert heard == pytest.approx(level, abs=0.7)
    assert peak <= -1


def ducked_by(shown: Shown, talk: Talk) -> float:
    """How much lower the music is in the middle of a sentence than after it, dB."""
    start, end = talk.spans[0]
    under = band(shown.sound, start + 700, end - 300, SONG)
    after = band(shown.sound, end + 800, talk.spans[1][0] - 50, SONG)
    return after - under


@asked("add song.wav at 50%", "put the song under it at 80 percent", "把song.wav作为背景音乐，音量40%")
def test_music_gives_way_to_speech_and_comes_back(
    crew: Crew, dusk_talk: Talk, song: Asset, told: tuple[str, ...]
) -> None:
    shown = crew.film(told, dusk_talk.asset, song)
    assert ducked_by(shown, dusk_talk) > 6
    # Before anything is said it is as loud as it was asked for.
    wanted = {"50": 0.5, "80": 0.8, "40": 0.4}[next(share for share in ("50", "80", "40") if share in told[0])]
    alone = band(shown.sound, 300, 900, SONG)
    assert alone == pytest.approx(20 * np.log10(0.4 * wanted / np.sqrt(2)), abs=1.5)
    # The voice itself stays what it was.
    assert rms(shown.sound, *dusk_talk.spans[1]) == pytest.approx(-21, abs=2)


@asked(("add song.wav at 50%", "don't duck the music"))
def test_or_stays_as_loud_as_it_is(crew: Crew, dusk_talk: Talk, song: Asset, told: tuple[str, ...]) -> None:
    assert ducked_by(crew.film(told, dusk_talk.asset, song), dusk_talk) == pytest.approx(0, abs=0.5)


@asked("add song.wav at 50%", "加背景音乐song.wav")
def test_music_goes_around_to_the_end_of_the_film_without_a_seam(
    crew: Crew, mute: Asset, song: Asset, told: tuple[str, ...]
) -> None:
    """The song lasts 4 s, the film 11."""
    shown = crew.film(told, mute, song)
    level = band(shown.sound, 500, 1500, SONG)
    for start in range(500, 9_500, 500):
        assert band(shown.sound, start, start + 500, SONG) == pytest.approx(level, abs=0.6)
    assert band(shown.sound, 10_850, 11_000, SONG) < level - 8
    calm = steps(shown.sound[:, RATE : 2 * RATE])
    assert steps(shown.sound[:, : 10 * RATE]) < calm * 1.2


@asked("add calm music", "加一段轻快的音乐")
def test_built_in_music_plays_to_the_end_and_fades(crew: Crew, mute: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, mute)
    assert min(rms(shown.sound, at, at + 2000) for at in range(0, 9000, 1000)) > -50
    assert rms(shown.sound, 10_900, 11_000) < rms(shown.sound, 8_000, 10_000) - 10


VOLUMES = [
    (("set the volume to 50%",), -6.02),
    (("把音量调到25%",), -12.04),
    (("make it twice as loud",), 6.02),
]


@pytest.mark.parametrize(("told", "change"), VOLUMES, ids=[told[0] for told, _ in VOLUMES])
def test_the_volume_changes_by_what_was_said(crew: Crew, dusk: Asset, told: tuple[str, ...], change: float) -> None:
    shown = crew.film(told, dusk)
    recorded = 20 * np.log10(0.1 / np.sqrt(2))
    assert rms(shown.sound, 1000, 5000) == pytest.approx(recorded + change, abs=0.3)


@asked(("add song.wav at 50%", "mute the clip"), ("加背景音乐song.wav，音量50%", "视频静音"))
def test_the_clip_is_silent_and_the_music_plays(
    crew: Crew, dusk_talk: Talk, song: Asset, told: tuple[str, ...]
) -> None:
    shown = crew.film(told, dusk_talk.asset, song)
    assert band(shown.sound, 1000, 7000, SONG) == pytest.approx(20 * np.log10(0.2 / np.sqrt(2)), abs=0.5)
    spectrum = np.abs(np.fft.rfft(shown.sound[0, RATE : 3 * RATE]))
    assert spectrum[:8000].max() < spectrum.max() / 300


@asked("fade out over 2 seconds", "片尾2秒淡出")
def test_the_film_ends_in_black_and_silence(crew: Crew, dusk: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, dusk)
    light = shown.light()
    assert light[110] == pytest.approx(light[30], abs=2)
    assert np.all(np.diff(light[122:]) <= 1)
    assert light[150] == pytest.approx(light[30] / 2, rel=0.25)
    assert light[-1] < 2
    steady = rms(shown.sound, 1000, 3500)
    assert rms(shown.sound, 4900, 5100) == pytest.approx(steady - 6, abs=2)
    assert rms(shown.sound, 5900, 5990) < steady - 20


@asked("use voice.wav as voice-over", "用voice.wav做旁白", ("add song.wav at 50%", "use voice.wav as voice-over"))
def test_a_voice_over_is_heard_over_the_film_and_the_music_gives_way(
    crew: Crew, mute: Asset, song: Asset, voice: Asset, told: tuple[str, ...]
) -> None:
    shown = crew.film(told, mute, song, voice)
    length = voice.info.duration
    assert rms(shown.sound, 50, length - 50) == pytest.approx(-21, abs=2.5)
    assert shown.length == pytest.approx(11_000, abs=FRAME)
    if len(told) == 1:
        assert rms(shown.sound, length + 200, 10_900) < -60
        return
    under, after = band(shown.sound, 800, length - 300, SONG), band(shown.sound, length + 1000, 9_000, SONG)
    assert after - under > 6


@pytest.fixture(scope="module")
def noisy(reel_home: Path) -> Talk:
    """A talk in a room that hisses."""
    grey = reels.plain((90, 90, 90))
    return Talk.shot(reel_home / "noisy.mp4", ((1, 1.2), (2, 4.8)), 8.5, lambda _second: grey, HISS)


@asked("remove the background noise", "降噪")
def test_noise_goes_and_speech_stays(crew: Crew, noisy: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, noisy.asset)
    assert rms(shown.sound, noisy.spans[0][1] + 400, noisy.spans[1][0] - 100) < HISS - 8
    assert rms(shown.sound, *noisy.spans[1]) == pytest.approx(-21, abs=1.5)
