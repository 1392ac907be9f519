"""The lines of differences in Chinese."""

from __future__ import annotations

import pytest

from shorts_tui.timeline import edits
from shorts_tui.timeline.chinese import in_chinese
from shorts_tui.timeline.diff import changes


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Canvas: 1280×720 → 1080×1920", "画布：1280×720 → 1080×1920"),
        ("Video: 2 clips, 20s → 1 clip, 10s", "视频：2 个片段，20s → 1 个片段，10s"),
        ("Title added: 'the Title added' (0-3s)", "标题 新增：'the Title added' (0-3s)"),
        ("Clip 2 (Video.mp4) speed 1× → 2×", "片段 2 (Video.mp4) 速度 1× → 2×"),
        ("Captions: 3 lines changed", "字幕：3 行 已改"),
        ("and 3 more changes", "另有 3 处改动"),
    ],
)
def test_words_are_put_over_and_names_stay(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


def test_changes_are_told_in_the_language_that_is_asked_for() -> None:
    film = edits.new_film([edits.Clip("a", "a.mp4", 4000)], width=1080, height=1920)
    titled = edits.add_title(film, "Hi")
    assert changes(film, titled) == ["Title added: 'Hi' (0-3s)"]
    assert changes(film, titled, "zh-CN") == ["标题 新增：'Hi' (0-3s)"]
