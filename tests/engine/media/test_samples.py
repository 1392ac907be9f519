"""The packaged footage is what its description promises."""

from __future__ import annotations

import shutil

import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.samples import SampleFacts, sample_footage, sample_music
from tests import footage, make_samples
from tests.sample_film.canvas import HEIGHT, WIDTH
from tests.sample_film.scenes import Moment, draw
from tests.sample_film.script import SCENES


def test_the_film_is_long_enough_wide_and_small(sample: Asset, facts: SampleFacts) -> None:
    assert 100_000 <= sample.info.duration <= 130_000
    assert sample.info.duration == pytest.approx(facts.duration, abs=300)
    assert sample.info.width * 9 == sample.info.height * 16
    assert (sample.info.video_codec, sample.info.pixel_format, sample.info.audio_codec) == ("h264", "yuv420p", "aac")


def test_everything_packaged_is_two_megabytes_at_most() -> None:
    folder = sample_footage().parent
    assert sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) <= 2_000_000


def test_the_music_is_a_loop_of_half_a_minute() -> None:
    music = footage.asset(sample_music())
    assert (music.info.kind, music.info.audio_codec) == ("audio", "aac")
    assert 20_000 <= music.info.duration <= 30_000
    assert music.size <= 200_000


def test_sentences_scenes_and_horn_lie_in_order(facts: SampleFacts) -> None:
    edges = [edge for said in facts.sentences for edge in (said.start, said.end)]
    assert edges == sorted(edges)
    assert edges[-1] < facts.duration
    assert len(facts.scenes) >= 7
    assert len({said.voice for said in facts.sentences}) == 2


@pytest.mark.parametrize("picture", [scene.picture for scene in SCENES])
def test_every_scene_can_be_drawn_again(picture: str) -> None:
    frames = [draw(picture, Moment(time, 12, time)) for time in (1.0, 6.0)]
    assert [len(frame) for frame in frames] == [WIDTH * HEIGHT * 3] * 2
    assert frames[0] != frames[1]


def test_rebuilding_without_flite_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert make_samples.main() == 1
    assert capsys.readouterr().err == "The sample film needs the speech program flite on the PATH.\n"
