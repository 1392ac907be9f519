"""What a finding tells the user to say is understood by the director, and means what the finding means."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from shorts_tui.engine.director import plan
from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import read
from shorts_tui.engine.review.platforms import PLATFORMS
from shorts_tui.engine.review.wording import CHECKS, CHINESE, ENGLISH
from shorts_tui.studio.router import route

FILM = Film(75_000, clips=4, has_captions=True, has_title=True, media_labels=("talk.mp4",))
VALUES = {"seconds": "60", "start": "5.24", "end": "8.4", "length": "1.3", "lasting": "1.3 seconds"}
_PRESET = plan.Preset(platform="tiktok")
_MIDDLE = plan.Remove(range=plan.Range(start=5240, end=8400))
_HEAD, _TAIL = (plan.Remove(range=plan.Range(start=start, end=end)) for start, end in ((0, 1300), (-1300, None)))
_SHORTER, _UPRIGHT = plan.CutTo(length=60_000), plan.Reframe(aspect="9:16")
_AGAIN = plan.History(to="start_over")
MEANT: Mapping[str, plan.Operation] = {
    **dict.fromkeys(("container", "codec", "pixels", "audio", "index", "fps", "resolution"), _PRESET),
    **dict.fromkeys(("quiet", "loud", "peak"), _PRESET),
    **dict.fromkeys(("wide", "shape"), _UPRIGHT),
    **dict.fromkeys(("long", "unusual", "size"), _SHORTER),
    **dict.fromkeys(("short", "black_all"), _AGAIN),
    **dict.fromkeys(("no_sound", "silent", "faint"), plan.Music()),
    **dict.fromkeys(("pause", "pauses"), plan.RemoveSilences()),
    **dict.fromkeys(("black_start", "word_start"), _HEAD),
    **dict.fromkeys(("black_end", "word_end"), _TAIL),
    **dict.fromkeys(("black", "still", "word"), _MIDDLE),
    "clipped": plan.Volume(factor=0.67),
    "still_all": plan.Captions(style="karaoke"),
    "captions": plan.Captions(position="middle"),
    "title": plan.Title(position="middle"),
}


@pytest.mark.parametrize("sentences", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_fix_is_understood(sentences: Mapping[str, tuple[str, str]]) -> None:
    assert sentences.keys() == MEANT.keys()
    for code, (_, fix) in sentences.items():
        said = fix.format(platform="TikTok", **VALUES)
        assert read(said, FILM).operations == (MEANT[code],), said


@pytest.mark.parametrize("sentences", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS.keys())
def test_fixes_are_understood_for_every_platform(sentences: Mapping[str, tuple[str, str]], platform: object) -> None:
    for key, meant in ((key, one) for key, one in PLATFORMS.items() if one is platform):
        for code in ("codec", "quiet"):
            said = sentences[code][1].format(platform=meant.name)
            assert [one.model_dump() for one in read(said, FILM).operations] == [{"op": "preset", "platform": key}]


@pytest.mark.parametrize("sentences", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_fix_is_sent_to_the_director(sentences: Mapping[str, tuple[str, str]]) -> None:
    for _, fix in sentences.values():
        said = fix.format(platform="TikTok", **VALUES)
        assert [step.action for step in route(said, exists=lambda name: False)] == ["chat"], said


def test_every_sentence_has_one_name_in_both_languages() -> None:
    assert ENGLISH.keys() == CHINESE.keys()
    assert CHECKS.keys() <= ENGLISH.keys()
