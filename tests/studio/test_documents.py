"""The draft and its captions as files."""

import json
import re
from pathlib import Path

import pytest

from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.studio.documents import document, save
from shorts_tui.studio.errors import BadTarget, StudioError
from shorts_tui.studio.subtitles import srt, vtt
from shorts_tui.timeline.draft import decode
from tests.studio.drafts import draft, segment


def film(*texts: dict[str, object]) -> dict[str, object]:
    return {"t": [{"tt": 7, "sg": list(texts)}]}


def test_captions_become_subrip_in_the_order_of_time() -> None:
    raw = film(
        segment(61_500, 1_250, text="second", role="caption"),
        segment(0, 900, text="first\n\nline two", role="caption"),
        segment(0, 3000, text="A title", role="title"),
    )
    assert srt(decode(raw)) == (
        "1\n00:00:00,000 --> 00:00:00,900\nfirst\nline two\n\n2\n00:01:01,500 --> 00:01:02,750\nsecond\n"
    )


def test_webvtt_escapes_what_its_grammar_reserves() -> None:
    assert vtt(decode(film(segment(0, 500, text="a < b & c --> d")))) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:00.500\na &lt; b &amp; c --&gt; d\n"
    )


def test_texts_that_say_no_role_are_captions_where_none_says_that_it_is() -> None:
    assert srt(decode(film(segment(0, 500, text="plain")))).endswith("plain\n")
    both = film(segment(0, 500, text="plain"), segment(0, 500, text="marked", role="caption"))
    assert "plain" not in srt(decode(both))


def test_the_draft_is_written_as_the_service_sent_it() -> None:
    raw = {**draft(), "lone": "\ud800", "cjk": "标题"}
    assert json.loads(document(decode(raw), "draft")) == raw


def test_subtitles_of_a_film_without_captions_are_refused() -> None:
    with pytest.raises(StudioError, match="no captions"):
        document(decode(draft()), "srt")


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "film.srt"
    target.write_text("old")
    save(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadTarget, match="can't be written"):
        save(tmp_path / "nowhere" / "film.srt", b"x")


def words(*told: tuple[str, int, int]) -> list[dict[str, object]]:
    return [{"w": text, "s": start, "e": end} for text, start, end in told]


def test_captions_become_substation_with_the_look_that_they_have(tmp_path: Path) -> None:
    said = words(("one", 0, 400), ("two", 500, 900), ("three", 900, 1200))
    lit = {"style": "karaoke", "position": "top", "color": "green"}
    raw = {
        "m": {"width": 1080, "height": 1920},
        "t": [
            {
                "tt": 7,
                "sg": [
                    segment(1_000, 1_200, text="one two\nthree", role="caption", words=said, **lit),
                    segment(61_500, 1_250, text="{\\b1}last", role="caption", **lit),
                ],
            }
        ],
    }
    script = document(decode(raw), "ass").decode()
    assert "PlayResX: 1080\nPlayResY: 1920\n" in script
    assert ",&H0050E050,&H00FFFFFF," in script, "green when said, white before"
    assert ",8,65,65,250,1\n" in script, "at the top, below what platforms lay over it"
    events = [line.split(",", 9)[-1] for line in script.splitlines() if line.startswith("Dialogue")]
    assert events == ["{\\k40}one {\\k50}two\\N{\\k30}three", "｛⧵b1｝last"]
    path = tmp_path / "film.ass"
    path.write_text(script, "utf-8")
    run_ffmpeg(["-i", f"file:{path}", f"file:{tmp_path / 'film.srt'}"], timeout=60)
    read = (tmp_path / "film.srt").read_text("utf-8")
    shown = re.sub("<.*?>|{.*?}", "", read)
    assert "00:00:01,000 --> 00:00:02,200\none two\nthree" in shown
    assert "00:01:01,500 --> 00:01:02,750\n｛⧵b1｝last" in shown
