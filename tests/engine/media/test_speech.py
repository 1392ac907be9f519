"""Transcripts: the right words at the right times, nothing heard in music, the model known by its hash."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset, Transcript
from shorts_tui.engine.director.doing.speech import with_hesitations
from shorts_tui.engine.errors import CancelledError
from shorts_tui.engine.media import models, sound, speech
from shorts_tui.engine.media.analysis import Analyst, speech_available
from shorts_tui.samples import SampleFacts, sample_music
from shorts_tui.settings import Speech
from tests import footage
from tests.engine.render.studio import hear
from tests.golden import reels
from tests.hearing import plain, word_errors


def test_the_script_is_heard_almost_without_error(heard: Transcript, facts: SampleFacts) -> None:
    script = plain(" ".join(said.text for said in facts.sentences))
    assert len(script) > 200
    assert word_errors(script, plain(" ".join(word.text for word in heard.words))) / len(script) <= 0.04


def test_words_begin_and_end_with_the_voice(heard: Transcript, facts: SampleFacts) -> None:
    for said in facts.sentences:
        assert min(abs(word.start - said.start) for word in heard.words) <= 80
        assert min(abs(word.end - said.end) for word in heard.words) <= 150


def test_words_begin_when_they_are_said_whoever_speaks(analyst: Analyst, tmp_path: Path) -> None:
    """Sentences that word times were not set by, of four voices that they were; the truth is the synthesizer's."""
    said = [
        (plain(word["w"])[0], sentence["start"] + word["s"])
        for sentence in json.loads((reels.MEDIA / "voices.json").read_text("utf-8"))
        for word in sentence["words"]
    ]
    voices = reels.recorded(tmp_path / "voices.wav", hear(reels.MEDIA / "voices.ogg").mean(axis=0))
    transcript = analyst.transcript(voices)
    assert transcript is not None
    heard = [(text, word.start) for word in transcript.words for text in plain(word.text)]
    assert word_errors([text for text, _ in said], [text for text, _ in heard]) <= 0.1 * len(said)
    # The same words are said again by the next voice, ten seconds later.
    found = [[at - start for other, at in heard if other == text and abs(at - start) < 1500] for text, start in said]
    errors = np.array([min(near, key=abs) for near in found if near])
    assert len(errors) >= 0.9 * len(said)
    assert abs(errors.mean()) <= 25
    assert np.abs(errors).mean() <= 60
    assert (np.abs(errors) <= 150).mean() >= 0.95


def test_sentences_are_those_of_the_script(heard: Transcript, facts: SampleFacts) -> None:
    begins = [heard.words[first].start for first, _ in heard.sentences]
    assert len(begins) == pytest.approx(len(facts.sentences), abs=2)
    matched = [said for said in facts.sentences if any(abs(begin - said.start) <= 100 for begin in begins)]
    assert len(matched) >= len(facts.sentences) - 1


def test_words_are_in_order_and_sure(heard: Transcript) -> None:
    assert heard.language == "en"
    assert all(one.end <= other.start for one, other in zip(heard.words, heard.words[1:], strict=False))
    assert np.mean([word.probability for word in heard.words]) > 0.85
    assert all(word.text == word.text.strip() for word in heard.words)


def test_nobody_speaks_in_music(analyst: Analyst) -> None:
    music = analyst.transcript(footage.asset(sample_music()))
    assert music is not None
    assert (music.words, music.sentences) == ((), ())


def test_nobody_speaks_in_noise(analyst: Analyst, tmp_path: Path) -> None:
    noise = footage.bursts(tmp_path / "noise.wav", length=8, sounding=((1, 3), (5, 7)))
    found = analyst.transcript(footage.asset(noise))
    assert found is not None
    assert found.words == ()


def test_it_stops_when_asked(analyst: Analyst, sample: Asset, tmp_path: Path) -> None:
    fresh = Analyst(tmp_path, Speech())
    stop = threading.Event()
    stop.set()
    with pytest.raises(CancelledError):
        fresh.transcript(sample, cancelled=stop)


def test_the_model_is_let_go_of_where_others_need_the_memory_and_comes_back(sample: Asset, tmp_path: Path) -> None:
    transcriber = speech.Transcriber(Speech())
    asset = footage.asset(footage.make(tmp_path / "a.wav", "-i", sample.path, "-t", 4))
    heard = sound.measure(asset, lambda _share: None)
    words: list[list[str]] = []

    def rest(share: float) -> None:
        """It is busy, so this does nothing."""
        if 0 < share < 1:
            transcriber.rest()
            assert transcriber._loaded is not None

    for _ in range(2):
        words.append([word.text for word in transcriber.transcribe(asset, heard, rest).words])
        transcriber.rest()
        assert transcriber._loaded is None
    assert words[0] == words[1] != []


def test_it_needs_no_network(sample: Asset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("somebody looked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    beginning = footage.make(tmp_path / "a.wav", "-i", sample.path, "-t", 6)
    found = Analyst(tmp_path / "cache", Speech()).transcript(footage.asset(beginning))
    assert found is not None
    assert found.words[0].text == "Why"


def test_the_track_is_decoded_once_for_its_levels_and_its_words(
    sample: Asset, heard: Transcript, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(*_: object, **__: object) -> None:
        raise AssertionError("the track was decoded again")

    monkeypatch.setattr(speech, "run_ffmpeg", again)
    assert Analyst(tmp_path, Speech()).transcript(sample) == heard


def test_a_track_that_was_measured_before_is_decoded_for_its_words(
    sample: Asset, heard: Transcript, tmp_path: Path
) -> None:
    fresh = Analyst(tmp_path, Speech())
    assert fresh.sound(sample).levels
    assert fresh.transcript(sample) == heard


def test_a_model_that_does_not_load_is_explained(sample: Asset, tmp_path: Path) -> None:
    for name in models.RECORDED:
        (tmp_path / name).write_bytes(b"{}")
    analyst = Analyst(tmp_path / "cache", Speech(model=str(tmp_path)))
    assert analyst.transcript(sample) is None
    with pytest.raises(models.ModelMissing, match=r"can't be loaded\.$"):
        speech.Transcriber(Speech(model=str(tmp_path))).transcribe(sample, analyst.sound(sample), lambda _share: None)


def test_the_packaged_model_is_ready() -> None:
    assert speech_available(Speech()) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/nowhere/model", "neither a directory nor an installed package"),
        ("no_such_wheel", "The speech model no_such_wheel is not installed"),
        ("json", "carries no speech model"),
    ],
)
def test_a_model_that_is_not_there_is_explained(name: str, words: str, sample: Asset, tmp_path: Path) -> None:
    missing = speech_available(Speech(model=name))
    assert missing is not None
    assert words in missing
    assert Analyst(tmp_path, Speech(model=name)).transcript(sample) is None


def test_an_empty_directory_is_no_model(tmp_path: Path) -> None:
    assert "model.bin is missing" in (speech_available(Speech(model=str(tmp_path))) or "")


def test_a_packaged_model_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fake_speech.py").write_text(
        f"from pathlib import Path\ndef get_model_path():\n    return Path({str(tmp_path)!r})\n"
    )
    for name in models.RECORDED:
        (tmp_path / name).write_bytes(b"not the model")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(models, "PACKAGED", "fake_speech")
    assert "is not the released one" in (speech_available(Speech()) or "")


def test_a_transcript_survives_its_encoding(heard: Transcript) -> None:
    assert speech.decode(speech.encode(heard)) == heard


def test_listening_for_fillers_finds_none_in_a_script_without_them(
    analyst: Analyst, sample: Asset, heard: Transcript
) -> None:
    hints = "um uh er erm"
    hinted = analyst.listened_for(sample, hints)
    assert hinted is not None
    assert hinted.words != heard.words
    found = with_hesitations(heard, hinted, hints)
    assert [plain(word.text) for word in found.words] == [plain(word.text) for word in heard.words]
