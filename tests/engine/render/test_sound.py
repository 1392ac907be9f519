"""What a film sounds like: levels, fades, loops, ducking, joins, and the loudness that platforms ask for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from tests.engine.render.studio import RATE, Studio, asset, clip, draft, ffmpeg, hear, rms


def tone(path: Path, source: str) -> dict[str, Asset]:
    ffmpeg("-f", "lavfi", "-i", source, str(path))
    return {path.stem: asset(path, path.stem)}


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("sine=f=300:d=20,volume=-20dB", "soft"),
        ("anoisesrc=c=pink:d=20:a=0.9:seed=3", "loud"),
        ("aevalsrc='if(lt(mod(t,1),0.01),0.95,0.02)*sin(2*PI*700*t)':d=20", "peaks far above the rest"),
        ("aevalsrc='0.3*sin(2*PI*200*t)*lt(mod(t,3),1.5)+0.9*sin(2*PI*11000*t)*lt(mod(t,5),0.05)':d=20", "gaps"),
    ],
)
def test_a_preset_is_met_in_loudness_and_true_peak(studio: Studio, tmp_path: Path, source: str, what: str) -> None:
    voice = tone(tmp_path / "voice.wav", source)
    film = studio.render(draft(audio=[clip(0, 15_000, "voice")], platform="tiktok", size=(64, 64)), assets=voice)
    log = ffmpeg("-i", str(film.path), "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")
    loudness = float(log.rsplit("I:", 1)[1].split()[0])
    peak = float(log.rsplit("Peak:", 1)[1].split()[0])
    assert loudness == pytest.approx(-14, abs=1), what
    assert peak <= -1, what
    assert film.report.loudness == pytest.approx(loudness, abs=0.2)
    assert film.report.peak == pytest.approx(peak, abs=0.2)
    assert film.report.notes == ()


def test_room_noise_is_not_raised_to_the_loudness_of_a_film(studio: Studio, tmp_path: Path) -> None:
    noise = tone(tmp_path / "noise.wav", "anoisesrc=c=white:d=5:a=0.0008:seed=1")
    film = studio.render(draft(audio=[clip(0, 4000, "noise")], loudness=-14, size=(64, 64)), assets=noise)
    assert rms(film.sound(), 500, 3500) < -60
    assert len(film.report.notes) == 1


def test_without_a_preset_the_sound_is_as_recorded(studio: Studio) -> None:
    film = studio.render(draft([clip(0, 3000, "talk")]))
    source = hear(studio.assets["talk"].path)
    assert rms(film.sound(), 100, 900) == pytest.approx(rms(source, 100, 900), abs=0.3)
    assert rms(film.sound(), 1100, 1900) < -60


def test_volume_mute_and_fades(studio: Studio) -> None:
    audio = [
        clip(0, 1000, "song"),
        clip(1000, 1000, "song", volume=0.25),
        clip(2000, 1000, "song", volume=0),
        clip(3000, 2000, "song", fade_in=800, fade_out=800),
    ]
    sound = studio.render(draft(audio=audio)).sound()
    full = rms(sound, 100, 900)
    assert rms(sound, 1100, 1900) == pytest.approx(full - 12, abs=0.5)
    assert rms(sound, 2100, 2900) < -70
    assert rms(sound, 3100, 3200) < full - 12
    assert rms(sound, 3900, 4100) == pytest.approx(full, abs=0.5)
    assert rms(sound, 4800, 4900) < full - 12


def test_music_goes_around_until_the_film_ends(studio: Studio) -> None:
    once = studio.render(draft([clip(0, 3500, "mute")], [clip(0, 3500, "hum")]), "a.mp4").sound()
    around = studio.render(draft([clip(0, 3500, "mute")], [clip(0, 3500, "hum", loop=True)]), "b.mp4").sound()
    assert rms(once, 1200, 3300) < -60
    assert rms(around, 100, 3400) == pytest.approx(rms(around, 100, 900), abs=0.3)
    assert around.shape[1] == pytest.approx(3.5 * RATE, abs=1600)


def test_music_gives_way_to_speech_and_comes_back(studio: Studio, tmp_path: Path) -> None:
    """The clip speaks (440 Hz) in even seconds; the music (200 Hz) must sink by 8 dB or more under it."""
    music = [clip(0, 6000, "song", volume=0.5, duck=True)]
    ducked = studio.render(draft([clip(0, 6000, "talk")], music), "a.mp4").sound()
    spectrum = {}
    for name, start in (("under", 2300), ("between", 3600)):
        part = ducked[0, start * RATE // 1000 : (start + 350) * RATE // 1000].astype(float)
        lines = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        place = round(200 * len(part) / RATE)
        spectrum[name] = 20 * np.log10(lines[place - 3 : place + 4].max())
    assert spectrum["under"] < spectrum["between"] - 8
    steady = studio.render(draft([clip(0, 6000, "talk")], [clip(0, 6000, "song", volume=0.5)]), "b.mp4").sound()
    assert rms(steady, 3600, 3950) == pytest.approx(rms(ducked, 3600, 3950), abs=1.5)


def test_joins_do_not_click(studio: Studio) -> None:
    """Cuts through a 200 Hz tone at any phase: no sample jumps by more than the tone itself does."""
    cuts = [clip(n * 217, 217, "song", **{"in": 100 + (n * 1371) % 5000}) for n in range(12)]
    sound = studio.render(draft(audio=cuts)).sound()[0]
    tone_step = np.abs(np.diff(sound[2000:8000])).max()
    assert np.abs(np.diff(sound)).max() < tone_step * 1.6


def test_a_clip_that_was_only_split_plays_on_without_a_seam(studio: Studio) -> None:
    split = [clip(0, 700, "song"), clip(700, 800, "song", **{"in": 700})]
    sound = studio.render(draft(audio=split)).sound()
    assert rms(sound, 690, 710) == pytest.approx(rms(sound, 300, 400), abs=0.5)


def test_a_film_of_very_many_cuts_keeps_its_sound_in_place(studio: Studio) -> None:
    """More clips than one ffmpeg opens at once; every one is 100 ms of tone and 100 ms of nothing."""
    cuts = [clip(n * 200, 100, "song", **{"in": (n * 613) % 5000}) for n in range(60)]
    sound = studio.render(draft(audio=cuts, size=(64, 64))).sound()
    loud = [rms(sound, n * 200 + 15, n * 200 + 85) for n in range(60)]
    quiet = [rms(sound, n * 200 + 125, n * 200 + 185) for n in range(59)]
    assert min(loud) == pytest.approx(max(loud), abs=0.5)
    assert max(quiet) < -50


def test_one_channel_is_heard_on_both_sides_as_loud_as_it_was(studio: Studio, tmp_path: Path) -> None:
    mono = tone(tmp_path / "mono.wav", "sine=f=300:d=2")
    sound = studio.render(draft(audio=[clip(0, 2000, "mono")]), assets=mono).sound()
    assert np.abs(sound[0] - sound[1]).max() < 0.01
    assert np.abs(sound[0]).max() == pytest.approx(0.125, abs=0.01)


def test_a_clip_begins_at_the_very_sample(studio: Studio, tmp_path: Path) -> None:
    """A recording whose sound begins late, in a codec with padding: what is at 1.5 s is heard at 1.5 s."""
    path = tmp_path / "late.m4a"
    click = "aevalsrc='0.8*sin(2*PI*3000*t)*between(t,1.5,1.52)':s=44100:d=3"
    ffmpeg("-f", "lavfi", "-i", click, "-c:a", "aac", str(path))
    film = studio.render(draft(audio=[clip(0, 2000, "late", **{"in": 900})]), assets={"late": asset(path, "late")})
    onset = np.flatnonzero(np.abs(film.sound()[0]) > 0.3)[0] / RATE * 1000
    assert onset == pytest.approx(600, abs=3)
