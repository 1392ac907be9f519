"""The director with real ears and eyes, on the packaged footage, by sentences as people say them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.director import Director
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.engine.media.intake import inspect
from shorts_tui.samples import sample_facts, sample_footage, sample_music
from shorts_tui.settings import Speech
from shorts_tui.timeline import edits
from tests.engine.director.stage import Stage

MAIN_JOB = "cut this into a 60-second short for TikTok with captions"


def upload(path: Path) -> Asset:
    return Asset(path.stem, path.name, path, path.stem, path.stat().st_size, inspect(path, path.name))


@pytest.fixture(scope="module")
def director(tmp_path_factory: pytest.TempPathFactory) -> Director:
    return Director(Analyst(tmp_path_factory.mktemp("analysis"), Speech()))


@pytest.fixture
def stage() -> Stage:
    return Stage(assets=[upload(sample_footage()), upload(sample_music())])


def bare(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def test_the_main_job_keeps_whole_sentences_and_captions_them(stage: Stage, director: Director) -> None:
    told = stage.turn(director, MAIN_JOB).text
    film = stage.draft
    assert film.duration == 60_000
    assert film.size == (1080, 1920)
    assert "Cut to 60.0 s (from 2:06)" in told
    facts = sample_facts()
    edges = [edge for clip in edits.clips(film) for edge in (clip.source_in, clip.source_out)]
    for sentence in facts.sentences:
        for edge in edges:
            assert not sentence.start + 150 < edge < sentence.end - 150, sentence.text
    kept = [
        sentence.text
        for sentence in facts.sentences
        if any(c.source_in <= sentence.start + 150 and sentence.end - 150 <= c.source_out for c in edits.clips(film))
    ]
    said = bare(" ".join(kept))
    shown = bare(" ".join(word.text for line in edits.captions(film) for word in line.words))
    wrong = sum(word not in said for word in shown) + sum(word not in shown for word in said)
    assert len(shown) > 80
    assert wrong <= len(said) * 0.06


def test_the_loud_moment_is_a_highlight(stage: Stage, director: Director) -> None:
    stage.turn(director, "make a 45 second highlight reel")
    horn = sample_facts().horns[0]
    assert stage.draft.duration == 45_000
    assert any(clip.source_in <= horn + 500 < clip.source_out for clip in edits.clips(stage.draft))


def test_sentences_after_the_first_work_on_the_film_as_it_is(stage: Stage, director: Director) -> None:
    stage.turn(director, MAIN_JOB)
    told = stage.turn(
        director, "add the title 'Keepers' and put the music under it at 20%, then make the captions bold"
    ).text
    assert edits.titles(stage.draft)[0].text == "Keepers"
    assert edits.music(stage.draft)[0].volume == 0.2
    assert {line.meta["style"] for line in edits.captions(stage.draft)} == {"bold"}
    assert 'Title "Keepers" at 0:00–0:03' in told
    stage.turn(director, "undo that")
    assert (edits.titles(stage.draft), edits.music(stage.draft)) == ((), ())
    assert stage.draft.duration == 60_000


def test_pauses_of_real_footage_are_removed_without_touching_a_word(stage: Stage, director: Director) -> None:
    stage.turn(director, "去掉停顿")
    facts = sample_facts()
    assert 75_000 < stage.draft.duration < 115_000
    edges = [edge for clip in edits.clips(stage.draft) for edge in (clip.source_in, clip.source_out)]
    for sentence in facts.sentences:
        heard = sum(
            max(min(clip.source_out, sentence.end) - max(clip.source_in, sentence.start), 0)
            for clip in edits.clips(stage.draft)
        )
        assert heard >= (sentence.end - sentence.start) * 0.9
    assert len(edges) > 20
