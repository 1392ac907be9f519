"""The real program in a real terminal, on the real engine, by keys alone: from nothing to a film, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shorts_tui.engine import process
from shorts_tui.paths import locations
from tests.tui.terminal import PROGRAM, Window, environment

WISH = "cut it to 6 seconds, vertical, title 'Harbour'"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that nobody has lived in; its engine is stopped at the end."""
    home = tmp_path / "home"
    (tmp_path / "here").mkdir()
    yield home
    monkeypatch.setenv("SHORTS_TUI_HOME", str(home))
    process.stop(locations())


def studio(home: Path) -> Window:
    """The studio as somebody opens it who works on this machine."""
    return Window(PROGRAM, environment(home, SHORTS_TUI_BACKEND="local"), home.parent / "here", (200, 40))


def test_a_newcomer_makes_a_film_and_finds_everything_again(home: Path) -> None:
    with studio(home) as window:
        window.wait("Share your video clips")
        window.wait("this machine | ready")
        window.press("f2")
        window.wait("uploaded lighthouse.mp4")
        window.press(WISH, "enter")
        window.wait("V Video")
        window.wait("T Title")
        window.wait("Film 6s, 1080x1920")
        window.wait("Title added: 'Harbour'")
        window.press("^s")
        window.wait("= exported")
        (film,) = (home.parent / "here").glob("*.mp4")
        assert film.stat().st_size > 10_000
        window.press("and then some music")
        window.wait("and then some music")
        window.press("^q")
        assert window.finish().status == 0
        assert window.restored
    with studio(home) as window:
        window.wait("this machine | ready")
        for known in (f"> {WISH}", "Title added", "= /", "lighthouse.mp4  2:06", "Film 6s, 1080x1920", "T Title"):
            assert known in window.text
        assert "and then some music" in window.text
        window.press("alt+v")
        window.wait("Versions")
        window.wait(f"{WISH}  (now)")
        window.leave("enter goes back")
        window.press("^r")
        window.wait("Renders")
        window.wait(f"{film.name}  saved")
        window.leave("says where it is")
        window.press("^q")
        assert window.finish().status == 0


def test_media_named_at_the_start_are_in_the_film_of_a_new_project(home: Path) -> None:
    from shorts_tui.samples import sample_footage

    command = (*PROGRAM, str(sample_footage()))
    with Window(command, environment(home, SHORTS_TUI_BACKEND="local"), home.parent / "here", (80, 24)) as window:
        window.wait("uploaded lighthouse.mp4")
        window.press("2")
        window.wait("export 1080p MP4")
        window.press("^q")
        assert window.finish().status == 0


def test_what_makes_no_sense_is_refused_before_the_screen_opens(home: Path) -> None:
    with Window((*PROGRAM, "nothing.mp4"), environment(home), home.parent / "here") as window:
        ended = window.finish()
        assert ended.status == 2
        assert "no file" in ended.screen
        assert b"\x1b[?1049h" not in window.raw
