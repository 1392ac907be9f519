"""The file picker: what it tells of files, and what it takes."""

from __future__ import annotations

import wave
from pathlib import Path

from textual.widgets import OptionList

from shorts_tui.samples import sample_footage
from shorts_tui.tui.lengths import length
from shorts_tui.tui.screens.files import FilesScreen
from tests.peer.server import Peer
from tests.tui.conftest import studio_app, until
from tests.tui.test_studio_screen import connection


def shown(screen: FilesScreen) -> list[str]:
    options = screen.query_one(OptionList)
    return [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]


def test_lengths_are_read_from_headers_and_spoiled_files_have_none(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "tone.wav"), "wb") as tone:
        tone.setparams((1, 2, 8000, 0, "NONE", ""))
        tone.writeframes(bytes(2 * 8000 * 3))
    (tmp_path / "not.mp4").write_bytes(b"no film")
    (tmp_path / "not.wav").write_bytes(b"RIFF")
    assert length(tmp_path / "tone.wav") == 3000
    assert 126_000 < length(sample_footage()) < 127_000
    assert [length(tmp_path / name) for name in ("not.mp4", "not.wav", "missing.mov", "other.mkv")] == [0, 0, 0, 0]


async def test_the_picker_shows_sizes_lengths_and_reasons_and_takes_several(peer: Peer, tmp_path: Path) -> None:
    here = tmp_path / "here"
    for name in ("a.mp4", "海边.mp4"):
        (here / name).write_bytes(sample_footage().read_bytes())
    (here / "notes.txt").write_text("no film")
    (here / ".hidden.mp4").write_bytes(b"x")
    app = studio_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: connection(app) == "ready")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, FilesScreen))
        screen = app.screen
        assert isinstance(screen, FilesScreen)
        await until(pilot, lambda: sum("02:06" in row or "2:06" in row for row in shown(screen)) == 2)
        rows = shown(screen)
        assert any("notes.txt" in row and "format not supported" in row for row in rows)
        assert not any(".hidden" in row for row in rows)
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: len(peer.service.uploads) == 2)
        assert {item["filename"] for item in peer.service.uploads} == {"a.mp4", "海边.mp4"}
