"""What is said to a running engine through `chat` is seen in the timeline, and is gone again when it is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.engine import process
from shorts_tui.paths import locations
from tests.commands.terminal import Ended, Terminal
from tests.golden.talk import Talk

VIDEO, BGM, TITLE = "1. Video: 5 clips (0-20s)", "2. BGM: song.wav (0-20s, 20%)", '3. Title: "Hi" (0-3s)'
CAPTIONS = "4. Captions: {lines} lines"
"""The film that each sentence is said of."""

CHANGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cut it to 12 seconds", ("(0-12s) 2. BGM: song.wav (0-12s, 20%)", "Video: 5 clips, 20s →")),
    ("remove the first 4 seconds", ("(0-16s) 2. BGM: song.wav (0-16s, 20%)", TITLE)),
    ("remove the ums", (CAPTIONS, "Video: 5 clips, 20s → 6 clips")),
    ("keep only 0:05 to 0:15", ("Video: 5 clips, 20s → 3 clips",)),
    ("trim the last 2 seconds", ("(0-18s) 2. BGM: song.wav (0-18s, 20%)",)),
    ("delete the second clip", ("Video: 4 clips", "Captions: {lines} →", "Video: 5 clips, 20s → 4 clips")),
    ("swap clips 1 and 3", (VIDEO, "clips reordered")),
    ("move the last clip to the start", (VIDEO, "clips reordered", "lines at another time")),
    ("duplicate clip 2", ("Video: 6 clips", "Captions: {lines} →")),
    ("split clip 1 at 2 seconds", ("Video: 6 clips (0-20s)", "Video: 5 clips → 6 clips")),
    ("speed it up by 50%", ("1. Video: 5 clips (0-13.3s)", "Video speed 1× → 1.5×")),
    ("slow down clip 3 to half speed", ("Clip 3 (talk.mp4) speed 1× → 0.5×",)),
    ("make it vertical", ("Canvas: 192×108 → 1080×1920", VIDEO)),
    ("make it square with blurred sides", ("Canvas: 192×108 → 1080×1080", "Video framing: fit-blur")),
    ("karaoke captions", ("Captions style clean → karaoke",)),
    ("bold yellow captions at the top", ("style clean → bold", "position bottom → top", "color: yellow")),
    ("captions off", ("Timeline (3 tracks)", "Captions removed")),
    ("change 'tall' to 'small'", ("Captions: 1 line changed", CAPTIONS)),
    ('change the title to "Harbour"', ('Title: "Harbour" (0-3s)', "Title: 'Hi' → 'Harbour'")),
    ('title "The end" in the last 3 seconds', ('Title: "Hi" (0-3s), "The end" (17-20s)',)),
    ("make the title bigger and move it to the middle", ("Title position top → middle", "Title size: 1.25")),
    ("remove the title", ("Timeline (3 tracks)", "Title removed: 'Hi'")),
    ('add a lower third "Ann Lee" from 3 to 6 seconds', ('Title: "Hi" (0-3s), "Ann Lee" (3-6s)',)),
    ("turn the music down", ("BGM: song.wav (0-20s, 13%)",)),
    ("music at 35%", ("BGM: song.wav (0-20s, 35%)", "BGM 20% → 35%")),
    ("no music", ("Timeline (3 tracks)", "BGM removed: song.wav")),
    ("mute clip 2", ("Clip 2 (talk.mp4) volume 100% → 0%", VIDEO)),
    ("make the voice a bit louder", ("Video: 5 clips (0-20s, 125%)",)),
    ("fade in and out", ("Clip 1 (talk.mp4) fade-in", "Clip 5 (talk.mp4) fade-out", "BGM fade-in")),
    ("crossfade between the clips", ("Video transition: crossfade", VIDEO)),
    ("make it black and white", ("Video colours: mono", VIDEO)),
    ("make clip 1 brighter", ("Clip 1 (talk.mp4) colours: brighter",)),
    ("zoom in slowly on clip 2", ("Clip 2 (talk.mp4) zoom",)),
    ("remove the background noise", ("denoise",)),
    ("start over", ("Timeline (1 track): 1. Video: talk.mp4 (0-33s)", "Captions removed")),
    ("去掉最后3秒", ("(0-17s) 2. BGM: song.wav (0-17s, 20%)",)),
    ("把标题改成“你好”", ('Title: "你好" (0-3s)',)),
    ("字幕放到上面", ("Captions", CAPTIONS)),
    ("音乐小一点", ("BGM: song.wav (0-20s, 16%)",)),
    ("做成竖屏", ("1080×1920",)),
    ("加速到1.5倍", ("1. Video: 5 clips (0-13.3s)",)),
)


def seen(ended: Ended) -> dict[str, Any]:
    """The timeline after a command that went well."""
    assert ended.status == 0, ended.out + ended.err
    return ended.event("timeline")


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory, talk: Talk, reel_home: Path, song: object) -> Iterator[Terminal]:
    """Somebody at work on a film with five clips, captions, a title and a song."""
    terminal = Terminal(tmp_path_factory.mktemp("chat") / "home", reel_home, SHORTS_TUI_BACKEND="local")
    assert terminal.run("upload", "--new", "talk.mp4", "song.wav").status == 0
    yield terminal
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHORTS_TUI_HOME", str(terminal.home))
        process.stop(locations())


@pytest.fixture(scope="module")
def before(user: Terminal) -> dict[str, Any]:
    """The timeline that each sentence finds."""
    made = "cut to 20 seconds with captions, a title 'Hi' and the music at 20%"
    timeline = seen(user.run("chat", made, "--json"))
    assert " ".join((VIDEO, BGM, TITLE, "4. Captions: ")) in timeline["summary"]
    return timeline


@pytest.mark.parametrize(("sentence", "shown"), CHANGES, ids=[sentence for sentence, _ in CHANGES])
def test_it_shows_and_is_undone(user: Terminal, before: dict[str, Any], sentence: str, shown: tuple[str, ...]) -> None:
    ended = user.run("chat", sentence, "--json")
    timeline = seen(ended)
    told = "\n".join([timeline["summary"], *ended.event("changed")["changes"]])
    (captions,) = (track for track in before["tracks"] if track["kind"] == "Captions")
    for part in shown:
        assert part.format(lines=len(captions["segments"])) in told
    lengths = [segment["end_ms"] for track in timeline["tracks"] for segment in track["segments"]]
    video = next(track for track in timeline["tracks"] if track["kind"] == "Video")
    assert max(lengths) == video["segments"][-1]["end_ms"], "something outlasts the picture"
    undone = user.run("chat", "撤销" if sentence > "一" else "undo that", "--json")
    assert seen(undone) == before
