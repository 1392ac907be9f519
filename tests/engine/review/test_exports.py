"""What is known of our own films besides the file: clips and their words, images that stand still, where text is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shorts_tui.engine.assets import Asset, MediaInfo, SpokenWord, Transcript
from shorts_tui.engine.render import ass
from shorts_tui.engine.render.layout import Area
from shorts_tui.engine.review.finding import Finding
from shorts_tui.engine.review.review import Origin, platforms_for, review
from shorts_tui.timeline.draft import Draft
from tests.engine.render.studio import clip, draft, text
from tests.engine.review.films import film, plain

WORDS = (SpokenWord("one", 1000, 1400), SpokenWord("two", 3000, 3600), SpokenWord("three", 5000, 5500))
TALK = Asset("talk", "talk.mp4", Path("unused"), "", 0, MediaInfo("video", "mov", 20_000, 720, 1280, has_audio=True))
COVER = Asset("cover", "cover.png", Path("unused"), "", 0, MediaInfo("image", "png_pipe", 0, 720, 1280))
VOICE = Asset("voice", "voice.wav", Path("unused"), "", 0, MediaInfo("audio", "wav", 4_000, has_audio=True))
ASSETS = {"talk": TALK, "cover": COVER, "voice": VOICE}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds without a fault."""
    return film(tmp_path_factory.mktemp("exports") / "good.mp4")


def made(video: list[Any], texts: tuple[Any, ...] = (), **meta: Any) -> Draft:
    return draft(video, texts=texts, size=(720, 1280), platform="tiktok", **meta)


def found(path: Path, film: Draft, *, words: bool = True) -> list[Finding]:
    known = Transcript("en", WORDS, ((0, 3),))
    origin = Origin(film, ASSETS, lambda asset: known if words and asset == "talk" else None)
    return list(review(path, "film.mp4", platforms_for(film), origin=origin).findings)


def test_a_word_that_a_join_cuts_is_found_on_both_sides(good: Path) -> None:
    film = made([clip(0, 2000, "talk", **{"in": 1500 - 200}), clip(2000, 2000, "talk", **{"in": 5200})])
    fixes = [one.fix for one in found(good, film)]
    assert fixes == ["remove the first 0.1 seconds", "remove 1.7 to 2 seconds", "remove 2 to 2.3 seconds"]


def test_a_word_that_ends_too_early_before_a_join_is_found(good: Path) -> None:
    film = made([clip(0, 2000, "talk", **{"in": 1500}), clip(2000, 2000, "talk", **{"in": 8000})])
    (only,) = found(good, film)
    assert (only.check, only.level, only.fix) == ("words", "problem", "remove 1.5 to 2 seconds")
    assert "“two”" in only.what


def test_words_cut_at_the_ends_are_found(good: Path) -> None:
    fixes = [one.fix for one in found(good, made([clip(0, 4000, "talk", **{"in": 1200})]))]
    assert fixes == ["remove the first 0.2 seconds", "remove the last 0.2 seconds"]


def test_a_whole_second_is_said_as_people_say_it(good: Path) -> None:
    long = (SpokenWord("three", 4_500, 6_000),)
    origin = Origin(made([clip(0, 4000, "talk", **{"in": 5000})]), ASSETS, lambda _: Transcript("en", long, ((0, 1),)))
    (only,) = review(good, "film.mp4", (), origin=origin).findings
    assert only.fix == "remove the first second"


@pytest.mark.parametrize(
    ("silent", "fixes"), [(0.0, ["remove 1.5 to 2 seconds", "remove 2 to 2.3 seconds"]), (0.03, [])]
)
def test_a_word_is_not_cut_where_nothing_is_heard(tmp_path: Path, silent: float, fixes: list[str]) -> None:
    """A recogniser often takes a breath or an `uh` before a word for its beginning."""
    path = film(tmp_path / "film.mp4", sound=f"0.2*sin(2*PI*1000*t)*gt(abs(t-2),{silent})")
    joined = made([clip(0, 2000, "talk", **{"in": 1500}), clip(2000, 2000, "talk", **{"in": 5200})])
    assert [one.fix for one in found(path, joined)] == fixes


def test_speed_is_reckoned_with(good: Path) -> None:
    (only,) = found(good, made([clip(0, 3000, "talk", speed=0.5, **{"in": 3200})]))
    assert only.fix == "remove the first 0.8 seconds"


def test_a_clip_that_goes_on_in_the_next_cuts_nothing(good: Path) -> None:
    film = made([clip(0, 2000, "talk", **{"in": 1500}), clip(2000, 2000, "talk", **{"in": 3500})])
    assert found(good, film) == []


def test_a_clip_that_is_mute_cuts_nothing(good: Path) -> None:
    assert found(good, made([clip(0, 4000, "talk", volume=0, **{"in": 1200})])) == []


def test_cuts_in_pauses_are_no_finding(good: Path) -> None:
    film = made([clip(0, 2000, "talk", **{"in": 950}), clip(2000, 2000, "talk", **{"in": 4950})])
    assert found(good, film) == []


def test_an_image_may_stand_still(tmp_path: Path) -> None:
    path = film(tmp_path / "still.mp4", picture=plain("teal", 4))
    assert [one.check for one in found(path, made([clip(0, 4000, "talk")]))] == ["still"]
    assert found(path, made([clip(0, 4000, "cover")])) == []


def test_a_film_of_sound_alone_may_be_black(tmp_path: Path) -> None:
    path = film(tmp_path / "black.mp4", picture=plain("black", 4))
    assert [one.check for one in found(path, made([clip(0, 4000, "talk")]))] == ["black"]
    assert found(path, made([clip(0, 4000, "voice")])) == []


def test_a_recording_that_ends_in_a_word_was_not_cut_by_us(good: Path) -> None:
    """Recognisers let the last word end after the file does."""
    last = Transcript("en", (SpokenWord("country", 19_700, 20_300),), ((0, 1),))
    for until, fixes in ((20_000, []), (19_900, ["remove the last 0.2 seconds"])):
        origin = Origin(made([clip(0, 4000, "talk", **{"in": until - 4000})]), ASSETS, lambda _: last)
        assert [one.fix for one in review(good, "film.mp4", (), origin=origin).findings] == fixes


def test_what_can_t_be_made_louder_is_told_what_helps(tmp_path: Path) -> None:
    path = film(tmp_path / "faint.mp4", sound="0.02*sin(2*PI*1000*t)")
    (only,) = found(path, made([clip(0, 4000, "talk", **{"in": 8000})]))
    assert (only.check, only.level, only.fix) == ("loudness", "problem", "add music")


CAPTION = text(200, 3000, "a line that is long enough to be broken", role="caption", style="bold")


@pytest.mark.parametrize("position", ["top", "middle", "bottom"])
def test_text_that_we_place_is_safe(good: Path, position: str) -> None:
    texts = ({**CAPTION, "m": {**CAPTION["m"], "position": position}}, text(0, 2000, "My Title", position=position))
    assert found(good, made([clip(0, 4000, "talk", **{"in": 8000})], texts)) == []


@pytest.mark.parametrize(
    ("shown", "fix"),
    [(CAPTION, "move the captions to the middle"), (text(0, 4000, "My Title"), "move the title to the middle")],
    ids=["captions", "title"],
)
def test_text_under_the_buttons_is_found(good: Path, monkeypatch: pytest.MonkeyPatch, shown: Any, fix: str) -> None:
    monkeypatch.setattr(ass, "safe_area", lambda width, height: Area(0, 0, width, height))
    (only,) = found(good, made([clip(0, 4000, "talk", **{"in": 8000})], (shown,)))
    assert (only.check, only.level, only.fix) == ("captions", "problem", fix)


def test_the_platform_is_the_draft_s() -> None:
    assert [one.key for one in platforms_for(draft([clip(0, 10, "talk")], platform="reels"))] == ["reels"]
    assert platforms_for(draft([clip(0, 10, "talk")])) == ()
    assert platforms_for(draft([clip(0, 10, "talk")], platform=["tiktok"])) == ()
