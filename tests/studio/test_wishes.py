"""An export asked for in words: what becomes of it, and under which name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.studio.wishes import Wish, wish


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("export", Wish()),
        ("export 1080p MP4", Wish()),
        ("导出", Wish()),
        ("send me the video", Wish()),
        ("export to ~/x.mp4", Wish(out=Path("~/x.mp4"))),
        ("save it as 'my film.mp4'", Wish(out=Path("my film.mp4"))),
        ("export the subtitles as srt", Wish("srt")),
        ("导出字幕", Wish("srt")),
        ("export the captions as ass", Wish("ass")),
        ("export an .ass file", Wish("ass")),
        ("导出ass字幕", Wish("ass")),
        ("export to talk.ass", Wish("ass", Path("talk.ass"))),
        ("export with captions", Wish()),
        ("export the video with the subtitles", Wish()),
        ("export as vtt to /tmp/a.vtt", Wish("vtt", Path("/tmp/a.vtt"))),
        ("export to draft.json", Wish("draft", Path("draft.json"))),
        ("export only the audio", Wish(impossible=True)),
        ("export as mp3", Wish(impossible=True)),
    ],
)
def test_the_words_say_what_the_file_is(said: str, meant: Wish) -> None:
    assert wish(said) == meant


@given(st.text(max_size=300))
def test_no_words_break_it(said: str) -> None:
    wish(said)
