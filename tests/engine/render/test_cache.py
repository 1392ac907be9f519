"""What is encoded once is not encoded again: pieces and sound are kept by what they depend on."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.engine.render.cache import PieceCache, workspace
from shorts_tui.timeline.draft import Draft
from tests.engine.render.studio import Studio, clip, draft, text

CUTS = [clip(n * 500, 500, "talk", **{"in": n * 700}) for n in range(6)]


def titled(title: str, cuts: object = CUTS, **meta: object) -> Draft:
    assert isinstance(cuts, list)
    return draft(cuts, [clip(0, 3000, "song", volume=0.2, duck=True)], [text(600, 300, title)], **meta)  # type: ignore[arg-type]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments of every ffmpeg that encodes from now on."""
    seen: list[list[str]] = []

    def spy(args: list[str], **options: object) -> str:
        seen.append(list(args))
        return run_ffmpeg(args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("shorts_tui.engine.render.encode.run_ffmpeg", spy)
    return seen


def encodes(runs: list[list[str]]) -> int:
    return sum("libx264" in args for args in runs)


def test_the_same_film_again_encodes_nothing(studio: Studio, runs: list[list[str]]) -> None:
    first = studio.render(titled("Urban Dreams"), "a.mp4")
    assert encodes(runs) == 6
    kept = studio.pieces()
    runs.clear()
    second = studio.render(titled("Urban Dreams"), "b.mp4")
    assert len(runs) == 1  # joining
    assert studio.pieces() == kept
    assert second.path.read_bytes() == first.path.read_bytes()
    assert second.report == first.report


def test_another_title_encodes_the_one_piece_that_shows_it(studio: Studio, runs: list[list[str]]) -> None:
    first = studio.render(titled("Urban Dreams"), "a.mp4")
    kept = studio.pieces()
    runs.clear()
    second = studio.render(titled("Paradise Found"), "b.mp4")
    assert encodes(runs) == 1
    assert len(runs) == 2
    assert len(studio.pieces() - kept) == 1
    before, after = first.pictures(), second.pictures()
    assert (before[:15] == after[:15]).all()
    assert (before[30:] == after[30:]).all()
    assert (before[21] != after[21]).any()


def test_clips_in_another_order_are_joined_from_what_is_kept(studio: Studio, runs: list[list[str]]) -> None:
    """Without text in them, pieces do not care where in the film they are; the sound is mixed anew."""
    studio.render(draft(CUTS), "a.mp4")
    runs.clear()
    turned = [{**cut, "s": 2500 - cut["s"]} for cut in CUTS]
    studio.render(draft(turned[::-1]), "b.mp4")
    assert encodes(runs) == 0


def test_a_long_shot_is_encoded_in_parts(studio: Studio, runs: list[list[str]]) -> None:
    slow = [clip(0, 20_000, "talk", speed=0.4)]
    film = studio.render(draft(slow, texts=[text(17_000, 1000, "end")], size=(64, 64)))
    assert encodes(runs) >= 3
    assert len(film.pictures()) == 600
    runs.clear()
    studio.render(draft(slow, texts=[text(17_000, 1000, "End")], size=(64, 64)), "b.mp4")
    assert encodes(runs) == 1


def test_equal_pieces_of_one_film_are_encoded_once(studio: Studio, runs: list[list[str]]) -> None:
    film = studio.render(draft([clip(n * 300, 300, "mute") for n in range(5)]))
    assert encodes(runs) == 1
    assert len(film.pictures()) == 45


def test_a_changed_source_or_framing_is_encoded_anew(studio: Studio, runs: list[list[str]]) -> None:
    studio.render(draft([clip(0, 300, "talk")]), "a.mp4")
    for change in ({"in": 400}, {"speed": 1.5}, {"crop": {"x": 0.1}}, {"crop": {"mode": "fit-blur"}}):
        runs.clear()
        studio.render(draft([clip(0, 300, "talk", **change)]), "b.mp4")
        assert encodes(runs) == 1


def test_a_damaged_piece_is_encoded_again(studio: Studio, runs: list[list[str]]) -> None:
    first = studio.render(draft(CUTS), "a.mp4")
    for path in (studio.cache / "segments").iterdir():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    runs.clear()
    second = studio.render(draft(CUTS), "b.mp4")
    assert encodes(runs) == 6
    assert (second.pictures() == first.pictures()).all()
    assert second.report.loudness == first.report.loudness


def test_two_renders_at_once_share_a_cache(studio: Studio) -> None:
    films = {}

    def one(name: str) -> None:
        films[name] = studio.render(titled(name), f"{name}.mp4")

    threads = [threading.Thread(target=one, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: len(film.pictures()) for name, film in films.items()} == {"one": 90, "two": 90}


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    cache = PieceCache(tmp_path / "cache", limit=2500)
    made = tmp_path / "made"
    for number, key in enumerate("abc"):
        made.write_bytes(bytes(1000))
        cache.keep(key, made)
        made.unlink()
        os.utime(cache.path(key), (number, number))
    assert cache.take("a", tmp_path / "taken", lambda path: True)
    cache.trim()
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {"a", "c"}
    assert (tmp_path / "taken").stat().st_size == 1000


def test_working_directories_of_dead_renders_are_swept_and_no_others(tmp_path: Path) -> None:
    dead, living, young = (tmp_path / "work" / name for name in ("dead", "living", "young"))
    for place in (dead, living, young):
        place.mkdir(parents=True)
        (place / "big.wav").write_bytes(bytes(10))
    (dead / "lock").touch()
    with FileLock(living / "lock"), workspace(tmp_path / "work") as mine:
        assert mine.is_dir()
        assert not dead.exists()
        assert (living / "big.wav").exists()
        assert (young / "big.wav").exists()  # it may be about to be locked
    assert not mine.exists()
    past = time.time() - 3600
    os.utime(young, (past, past))
    with workspace(tmp_path / "work"):
        assert not young.exists()
