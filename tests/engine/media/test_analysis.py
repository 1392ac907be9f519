"""The analyst: every analysis is made once, kept on disk, and made again where the disk lies."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.engine.assets import Asset, Sound
from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.engine.media import sound
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.settings import Speech
from tests import footage


@pytest.fixture
def film(tmp_path: Path) -> Asset:
    return footage.asset(footage.film(tmp_path / "film.mp4", 2))


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """The arguments of every audio pass that really runs."""
    made: list[Sequence[str]] = []

    def counted(args: Sequence[str], **options: Any) -> str:
        made.append(args)
        return run_ffmpeg(args, **options)

    monkeypatch.setattr(sound, "run_ffmpeg", counted)
    return made


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def test_a_second_look_costs_no_pass(film: Asset, tmp_path: Path, passes: list[Sequence[str]]) -> None:
    analyst = Analyst(tmp_path / "cache", Speech())
    assert analyst.sound(film) is analyst.sound(film)
    assert len(passes) == 1


def test_another_process_finds_it_on_disk(film: Asset, tmp_path: Path, passes: list[Sequence[str]]) -> None:
    first = Analyst(tmp_path / "cache", Speech()).sound(film)
    film.path.unlink()
    assert Analyst(tmp_path / "cache", Speech()).sound(film) == first
    assert len(passes) == 1


def test_what_is_said_is_known_once_somebody_has_asked(film: Asset, tmp_path: Path) -> None:
    analyst = Analyst(tmp_path / "cache", Speech())
    assert analyst.known_transcript(film) is None
    said = analyst.transcript(film)
    assert said is not None
    assert analyst.known_transcript(film) == said
    assert Analyst(tmp_path / "cache", Speech()).known_transcript(film) == said
    assert Analyst(tmp_path / "cache", Speech(model="no.such.model")).known_transcript(film) is None


def test_the_same_content_under_another_name_is_known(film: Asset, tmp_path: Path) -> None:
    analyst = Analyst(tmp_path / "cache", Speech())
    other = Asset("other", "copy.mp4", tmp_path / "gone.mp4", film.sha256, film.size, film.info)
    assert analyst.picture(film) == analyst.picture(other)


@pytest.mark.parametrize("spoil", [b"", b"{", b"[]", b'{"silences": 3}', b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_spoiled_entry_is_made_again(film: Asset, tmp_path: Path, passes: list[Sequence[str]], spoil: bytes) -> None:
    first = Analyst(tmp_path / "cache", Speech()).sound(film)
    (entry,) = entries(tmp_path / "cache")
    whole = entry.read_bytes()
    entry.write_bytes(spoil)
    assert Analyst(tmp_path / "cache", Speech()).sound(film) == first
    assert len(passes) == 2
    assert entry.read_bytes() == whole


def test_other_parameters_are_another_entry(film: Asset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Analyst(tmp_path / "cache", Speech()).sound(film)
    monkeypatch.setattr(sound, "VERSION", "other")
    Analyst(tmp_path / "cache", Speech()).sound(film)
    assert len(entries(tmp_path / "cache")) == 2


def test_nothing_half_written_stays(film: Asset, tmp_path: Path) -> None:
    analyst = Analyst(tmp_path / "cache", Speech())
    analyst.sound(film)
    analyst.picture(film)
    assert len(list((tmp_path / "cache").iterdir())) == len(entries(tmp_path / "cache")) == 2


def test_a_disk_that_takes_nothing_is_no_failure(film: Asset, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    assert Analyst(blocked / "cache", Speech()).sound(film).levels


def test_threads_that_ask_for_the_same_share_one_pass(film: Asset, tmp_path: Path, passes: list[Sequence[str]]) -> None:
    analyst = Analyst(tmp_path / "cache", Speech())
    results: list[Sound] = []
    threads = [threading.Thread(target=lambda: results.append(analyst.sound(film))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len(passes) == 1


def test_a_pass_that_was_stopped_leaves_the_next_one_free(film: Asset, tmp_path: Path) -> None:
    analyst = Analyst(tmp_path / "cache", Speech())
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(Exception, match="Cancelled"):
        analyst.sound(film, cancelled=stopped)
    assert entries(tmp_path) == []
    assert analyst.sound(film).levels


def test_the_cache_belongs_to_its_user_alone(film: Asset, tmp_path: Path) -> None:
    Analyst(tmp_path / "cache", Speech()).sound(film)
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
