"""Footage is heard and seen before anybody asks, by the very passes that a turn would wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.engine.assets import Asset, Sound
from shorts_tui.engine.errors import CancelledError
from shorts_tui.engine.media import picture, sound
from shorts_tui.engine.media.ahead import LONGEST_TALK, Ahead
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.settings import Speech
from tests import footage
from tests.engine.harness import eventually

MUTE = Speech(model="no.such.model")


class Asked(Analyst):
    """An analyst who writes down what is asked, and begins nothing before `go`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, MUTE)
        self.calls: list[tuple[str, str]] = []
        self.go = threading.Event()

    def sound(self, asset: Asset, **options: Any) -> Any:
        return self._note("sound", asset, lambda: super(Asked, self).sound(asset, **options))

    def transcript(self, asset: Asset, **options: Any) -> Any:
        return self._note("transcript", asset, lambda: super(Asked, self).transcript(asset, **options))

    def picture(self, asset: Asset, **options: Any) -> Any:
        return self._note("picture", asset, lambda: super(Asked, self).picture(asset, **options))

    def _note(self, what: str, asset: Asset, act: Callable[[], Any]) -> Any:
        self.calls.append((what, asset.label))
        assert self.go.wait(30)
        return act()


@pytest.fixture
def film(tmp_path: Path) -> Asset:
    return footage.asset(footage.film(tmp_path / "film.mp4", 1))


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    analyst = Asked(tmp_path / "cache")
    yield analyst
    analyst.go.set()


def entries(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob("*.json"))


def test_what_a_turn_will_ask_is_known_by_then(film: Asset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    analyst = Analyst(tmp_path / "cache", Speech())
    Ahead(analyst).expect([film])
    eventually(lambda: len(entries(tmp_path / "cache")) == 3)
    assert analyst.known_transcript(film) is not None

    def again(*_: Any, **__: Any) -> None:
        raise AssertionError("a pass was made twice")

    monkeypatch.setattr(sound, "measure", again)
    monkeypatch.setattr(picture, "measure", again)
    assert analyst.sound(film).levels
    assert analyst.picture(film).scenes == (0,)


def test_pictures_and_songs_wait_until_somebody_asks(asked: Asked, film: Asset, tmp_path: Path) -> None:
    song = footage.asset(footage.make(tmp_path / "song.wav", "-f", "lavfi", "-i", "sine", "-t", 1))
    still = replace(film, info=replace(film.info, kind="image"), label="still.png")
    asked.go.set()
    Ahead(asked).expect([song, still, film])
    eventually(lambda: {what for what, _ in asked.calls} == {"sound", "transcript", "picture"})
    assert {label for _, label in asked.calls} == {film.label}


def test_hours_of_talk_are_measured_but_not_transcribed(asked: Asked, film: Asset) -> None:
    long = replace(film, label="long.mp4", info=replace(film.info, duration=LONGEST_TALK + 1))
    asked.go.set()
    Ahead(asked).expect([long, film])
    eventually(lambda: ("transcript", film.label) in asked.calls)
    assert [what for what, label in asked.calls if label == "long.mp4"].count("sound") == 1
    assert ("transcript", "long.mp4") not in asked.calls


def test_one_file_is_listened_to_after_the_other_and_a_broken_one_stops_nobody(
    asked: Asked, film: Asset, tmp_path: Path
) -> None:
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(b"nothing that could be decoded")
    broken = replace(film, path=torn, sha256="0" * 64, label="torn.mp4")
    gone = replace(film, path=tmp_path / "gone.mp4", sha256="1" * 64, label="gone.mp4")
    ahead = Ahead(asked)
    ahead.expect([broken, gone])
    ahead.expect([film])
    eventually(lambda: len(asked.calls) == 2)
    assert {label for _, label in asked.calls} == {"torn.mp4"}
    asked.go.set()
    eventually(lambda: len(entries(tmp_path / "cache")) == 2)
    for what in ("sound", "picture"):
        assert [label for name, label in asked.calls if name == what] == ["torn.mp4", "gone.mp4", film.label]


def test_what_was_begun_is_given_up_and_nothing_more_is_begun(
    film: Asset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def forever(_: Asset, __: Any, cancelled: threading.Event | None = None, **___: Any) -> Sound:
        begun.set()
        assert cancelled is not None
        assert cancelled.wait(30)
        raise CancelledError

    monkeypatch.setattr(sound, "measure", forever)
    analyst = Analyst(tmp_path / "cache", Speech())
    ahead = Ahead(analyst)
    ahead.expect([film, replace(film, sha256="2" * 64)])
    assert begun.wait(30)
    ahead.stop(30)
    assert not [thread for thread in threading.enumerate() if thread.name.endswith(" ahead")]
    ahead.expect([film])
    assert not [thread for thread in threading.enumerate() if thread.name.endswith(" ahead")]


def test_who_waits_for_the_pass_of_another_is_told_how_far_it_is(
    film: Asset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, half, goon = sound.measure, threading.Event(), threading.Event()
    passes: list[Asset] = []

    def slowly(
        asset: Asset, tell: Callable[[float], None], cancelled: threading.Event | None = None, **options: Any
    ) -> Sound:
        passes.append(asset)
        tell(0.5)
        half.set()
        assert goon.wait(30)
        return measure(asset, tell, cancelled, **options)

    monkeypatch.setattr(sound, "measure", slowly)
    analyst = Analyst(tmp_path / "cache", MUTE)
    Ahead(analyst).expect([film])
    assert half.wait(30)
    told: list[float] = []

    def heard(share: float) -> None:
        told.append(share)
        goon.set()

    assert analyst.sound(film, progress=heard).levels
    assert told[0] == 0.5
    assert len(passes) == 1


def test_who_waits_can_leave(film: Asset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goon = threading.Event(), threading.Event()

    def slowly(*_: Any, **__: Any) -> Sound:
        begun.set()
        assert goon.wait(30)
        return sound.nothing_heard()

    monkeypatch.setattr(sound, "measure", slowly)
    analyst = Analyst(tmp_path / "cache", MUTE)
    Ahead(analyst).expect([film])
    assert begun.wait(30)

    def leave(_: float) -> None:
        raise CancelledError

    stop = threading.Event()
    stop.set()
    with pytest.raises(CancelledError):
        analyst.sound(film, progress=leave)
    with pytest.raises(CancelledError):
        analyst.sound(film, cancelled=stop)
    goon.set()
    assert analyst.sound(film) == sound.nothing_heard()


def test_who_waits_for_the_ears_that_hear_another_file_can_leave(analyst: Analyst, film: Asset) -> None:
    busy, told = analyst._transcriber._one, list[float]()

    def leave(share: float) -> None:
        told.append(share)
        raise CancelledError

    with busy.turn(None, None), pytest.raises(CancelledError):
        analyst.transcript(film, progress=leave)
    assert told == [0.0]
    assert analyst.transcript(film) is not None
