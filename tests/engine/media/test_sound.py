"""The audio pass: silences found relative to the voice, loudness and peak as ffmpeg measures them."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import CancelledError, MediaError
from shorts_tui.engine.media import sound
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.samples import SampleFacts, sample_music
from tests import footage


def ignore(_share: float) -> None:
    """For tests that don't look at progress."""


@pytest.mark.parametrize("floor", [-75.0, -55.0, -38.0])
def test_pauses_are_found_whatever_the_room_sounds_like(tmp_path: Path, floor: float) -> None:
    spans = ((0.5, 2.0), (2.8, 4.0), (4.15, 6.0))
    noisy = footage.asset(footage.bursts(tmp_path / "a.wav", length=7, sounding=spans, floor_db=floor))
    heard = sound.measure(noisy, ignore)
    expected = [(0, 500), (2000, 2800), (6000, 7000)]
    assert len(heard.silences) == len(expected)
    for span, (start, end) in zip(heard.silences, expected, strict=True):
        assert span.start == pytest.approx(start, abs=sound.STEP)
        assert span.end == pytest.approx(end, abs=sound.STEP)


def test_a_click_does_not_end_a_silence(tmp_path: Path) -> None:
    spans = ((0.0, 2.0), (3.0, 3.02), (4.0, 6.0))
    heard = sound.measure(footage.asset(footage.bursts(tmp_path / "a.wav", length=6, sounding=spans)), ignore)
    assert [(span.start, span.end) for span in heard.silences] == [(2000, 4000)]


def test_steady_sound_has_no_silence(tmp_path: Path) -> None:
    heard = sound.measure(footage.asset(footage.sound_only(tmp_path / "a.wav")), ignore)
    assert heard.silences == ()
    assert np.ptp(heard.levels[5:-5]) < 1


def test_music_has_no_silence(analyst: Analyst) -> None:
    assert analyst.sound(footage.asset(sample_music())).silences == ()


def test_a_track_of_nothing_is_one_silence(tmp_path: Path) -> None:
    path = footage.make(tmp_path / "a.wav", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono:d=2")
    heard = sound.measure(footage.asset(path), ignore)
    assert [(span.start, span.end) for span in heard.silences] == [(0, 2000)]
    assert (heard.loudness, heard.peak, set(heard.levels)) == (-70.0, -90.0, {-90.0})


def test_loudness_and_peak_of_a_tone_are_right(tmp_path: Path) -> None:
    # EBU Tech 3341: a stereo sine of 1 kHz at -23 dBFS measures -23 LUFS.
    tone = f"aevalsrc={10 ** (-23 / 20):.6f}*sin(2*PI*1000*t)|{10 ** (-23 / 20):.6f}*sin(2*PI*1000*t):s=48000:d=10"
    heard = sound.measure(footage.asset(footage.make(tmp_path / "a.wav", "-f", "lavfi", "-i", tone)), ignore)
    assert heard.loudness == pytest.approx(-23, abs=0.2)
    assert heard.peak == pytest.approx(-23, abs=0.2)


def test_levels_lie_on_the_clock_of_the_file(tmp_path: Path) -> None:
    late = ["-f", "lavfi", "-itsoffset", "1.5", "-i", "sine=f=440:r=48000:d=2", *footage.card(4), *footage.QUICK]
    heard = sound.measure(footage.asset(footage.make(tmp_path / "late.mp4", *late)), ignore)
    first = next(place for place, level in enumerate(heard.levels) if level > -40) * heard.step
    assert first == pytest.approx(1500, abs=60)


def test_a_film_without_audio_is_not_even_opened(tmp_path: Path, analyst: Analyst) -> None:
    silent = footage.asset(footage.silent_film(tmp_path / "a.mp4", 1))
    silent.path.unlink()
    assert analyst.sound(silent) == sound.nothing_heard()
    assert analyst.transcript(silent) is None


def test_the_pauses_of_the_sample_are_where_nobody_speaks(analyst: Analyst, sample: Asset, facts: SampleFacts) -> None:
    heard = analyst.sound(sample)
    for one, other in zip(facts.sentences, facts.sentences[1:], strict=False):
        inside = [span for span in heard.silences if one.end - 150 <= span.start and span.end <= other.start + 50]
        horn = any(one.end < at < other.start for at in facts.horns)
        assert sum(span.duration for span in inside) >= (other.start - one.end) * (0.3 if horn else 0.9)
    for said in facts.sentences:
        assert not [span for span in heard.silences if said.start + 50 < span.end and span.start < said.end - 150]


def test_the_horn_is_the_loudest_of_the_sample(analyst: Analyst, sample: Asset, facts: SampleFacts) -> None:
    heard = analyst.sound(sample)
    (horn,) = facts.horns
    loudest = max(range(len(heard.levels)), key=heard.levels.__getitem__) * heard.step
    assert horn < loudest < horn + 3000
    during = np.mean(heard.levels[(horn + 500) // heard.step : (horn + 2000) // heard.step])
    assert during > np.percentile(heard.levels, 90) + 4


def test_it_tells_how_far_it_is_and_stops_when_asked(sample: Asset) -> None:
    told: list[float] = []
    stop = threading.Event()

    def tell(share: float) -> None:
        told.append(share)
        stop.set()

    with pytest.raises(CancelledError):
        sound.measure(sample, tell, stop)
    assert told
    assert told == sorted(told)
    assert 0 < told[0] < 1


def test_a_track_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    gone = footage.asset(footage.sound_only(tmp_path / "a.mp3"), "my song.mp3")
    gone.path.write_bytes(b"\0" * 5000)
    with pytest.raises(MediaError, match=r"^The sound of my song\.mp3 can't be read: it seems to be damaged\.$"):
        sound.measure(gone, ignore)


def test_a_sound_survives_its_encoding(analyst: Analyst, sample: Asset) -> None:
    heard = analyst.sound(sample)
    assert sound.decode(sound.encode(heard)) == heard
