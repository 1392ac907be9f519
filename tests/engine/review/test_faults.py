"""Every fault is found in a film that has it, with what to say about it, and nothing else is found there."""

from __future__ import annotations

from pathlib import Path

import pytest

from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.review.finding import is_ready
from shorts_tui.engine.review.platforms import PLATFORMS
from shorts_tui.engine.review.review import Review, review
from tests.engine.review.films import FAULTS, TALK, Fault, boxed, film, moving
from tests.footage import sound_only, spoiled_film, still

EVERYWHERE = tuple(PLATFORMS.values())


def check(path: Path, *platforms: str, language: str = "en") -> Review:
    return review(path, path.name, [PLATFORMS[key] for key in platforms], language=language)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_and_no_other(tmp_path: Path, fault: Fault) -> None:
    found = check(fault.build(tmp_path / f"film{fault.suffix}"), fault.platform).findings
    assert [(one.check, one.level) for one in found] == [fault.found], found
    assert found[0].fix == fault.fix
    assert found[0].what.count(".") >= 1
    assert found[0].what.endswith(".")
    assert is_ready(found) is (fault.found[1] == "advice")


def test_nothing_is_found_in_a_film_that_is_right(tmp_path: Path) -> None:
    done = review(film(tmp_path / "good.mp4"), "good.mp4", EVERYWHERE)
    assert done.findings == ()
    assert (done.info.width, done.info.height, done.info.duration) == (720, 1280, 4000)
    assert done.loudness == pytest.approx(-14, abs=0.7)


def test_nothing_is_found_where_somebody_begins_and_ends_in_a_pause(tmp_path: Path) -> None:
    assert review(film(tmp_path / "talk.mp4", sound=TALK), "talk.mp4", EVERYWHERE).findings == ()


def test_platforms_that_mind_the_same_thing_are_named_together(tmp_path: Path) -> None:
    (found,) = review(film(tmp_path / "wide.mp4", picture=moving(4, "1280x720")), "wide.mp4", EVERYWHERE).findings
    assert "TikTok, Instagram Reels and YouTube Shorts" in found.what


def test_a_platform_that_takes_it_is_not_named(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", audio=("-c:a", "libmp3lame"))
    (found,) = review(path, path.name, EVERYWHERE).findings
    assert (found.check, found.fix) == ("audio", "make it for Instagram Reels")
    assert "TikTok" not in found.what
    assert check(path, "tiktok").findings == ()


def test_without_a_platform_only_what_holds_anywhere_is_found(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", picture=moving(4, "320x180"), sound="0.02*sin(2*PI*1000*t)", index=())
    assert check(path).findings == ()
    (found,) = check(film(tmp_path / "mute.mp4", picture=moving(4, "320x180"), sound=None)).findings
    assert found.check == "sound"


def test_several_faults_are_all_found_the_problems_first(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", picture=moving(4, "640x360"), sound="0.12*sin(2*PI*1000*t)", index=())
    found = check(path, "tiktok").findings
    assert [one.level for one in found] == ["problem", "advice", "advice", "advice"]
    assert {one.check for one in found} == {"aspect", "resolution", "loudness", "index"}


def test_findings_are_told_in_chinese(tmp_path: Path) -> None:
    (found,) = check(film(tmp_path / "wide.mp4", picture=moving(4, "1280x720")), "tiktok", language="zh-CN").findings
    assert found.fix == "改成竖屏"
    assert "横屏" in found.what


def test_what_is_no_film_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text = tmp_path / "film.mp4"
    text.write_text("#EXTM3U\nfile:///etc/passwd\n")
    empty = tmp_path / "empty.mp4"
    empty.touch()
    missing = tmp_path / "none.mp4"
    for path, words in (
        (text, "is a playlist"),
        (empty, "is empty"),
        (missing, "is not a file"),
        (tmp_path, "is a folder"),
        (sound_only(tmp_path / "song.m4a", 1), "has no moving picture"),
        (still(tmp_path / "cover.png"), "has no moving picture"),
        (spoiled_film(tmp_path / "spoiled.mp4"), "can't be opened"),
    ):
        with pytest.raises(MediaError, match=words) as refused:
            check(path, "tiktok")
        assert refused.value.message.startswith(path.name)


def test_a_film_that_is_too_long_for_every_platform_is_measured_only_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film(tmp_path / "film.mp4", look=boxed("black", 2, 9), sound="0.2*sin(2*PI*1000*t)*lt(t,2)")
    monkeypatch.setattr("shorts_tui.engine.review.review.LIMIT", 1900)
    done = review(path, path.name, EVERYWHERE)
    assert done.findings == ()
    assert done.info.duration == 4000


def test_a_film_is_followed_while_it_is_looked_at(tmp_path: Path) -> None:
    told: list[float] = []
    path = film(tmp_path / "film.mp4", seconds=6)
    review(path, path.name, EVERYWHERE, observe=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert any(0 < share < 0.9 for share in told)
