"""What Chinese tells of a thing before it says what to do: the thing is meant, and nothing else is done instead."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import (
    Captions,
    Clips,
    CutTo,
    Denoise,
    Fade,
    History,
    Keep,
    Operation,
    Overlay,
    Preset,
    Range,
    Remove,
    Speed,
    Title,
    Volume,
)
from tests.engine.director.language_requests import FILMS, does_nothing


def asked(words: str, film: str = "bare") -> tuple[Operation, ...]:
    return read(words, FILMS[film]).operations


def refused(words: str, film: str = "bare") -> bool:
    operations = asked(words, film)
    return bool(operations) and all(map(does_nothing, operations))


@pytest.mark.parametrize(
    "words",
    [
        "剪到50秒 免得别人划走",
        "我先发给老板看看 剪到50秒",
        "剪到50秒 封面我自己弄",
        "剪到50秒 等我问完客户再定",
        "现在这样大家根本看不完 剪到50秒",
        "像流水账似的 剪到50秒",
    ],
)
def test_a_clause_that_only_tells_why_asks_for_nothing(words: str) -> None:
    assert asked(words) == (CutTo(length=50_000),)


@pytest.mark.parametrize(
    "words",
    [
        "10秒到15秒我口误了 掐掉",
        "10秒到15秒是我在调麦克风 不要了",
        "10秒到15秒有人打喷嚏，这五秒剪掉",
        "10秒到15秒那个大叔笑场了 删了",
        "10秒到15秒都不能播 剪了",
    ],
)
def test_what_is_told_of_a_stretch_is_done_to_it(words: str) -> None:
    assert asked(words) == (Remove(range=Range(start=10_000, end=15_000)),)


def test_several_places_that_are_told_of_are_all_meant() -> None:
    assert asked("0:10到0:20说错了，1:00到1:05也说错了，都删了") == (
        Remove(range=Range(start=10_000, end=20_000)),
        Remove(range=Range(start=60_000, end=65_000)),
    )
    assert asked("第一段是我 第二段是他 都静音", "five") == (Volume(level=0.0, clip=1), Volume(level=0.0, clip=2))


def test_a_verb_in_what_is_told_is_no_request() -> None:
    assert asked("1分到1分20是切菜 那二十秒用三倍速放") == (Speed(level=3.0, range=Range(start=60_000, end=80_000)),)
    assert asked("第二段是切菜 加速两倍", "five") == (Speed(factor=2.0, clip=2),)


def test_what_stays_of_a_clip_is_told_of_the_clip() -> None:
    assert asked("第三段太长了 只留前两秒", "five") == (Remove(range=Range(start=12_000, end=15_000)),)


@pytest.mark.parametrize(
    "words", ["音乐别停", "音乐不能停", "音乐别抢戏", "音乐不要抢人声", "字幕不要挡住脸", "字幕别放上面"]
)
def test_what_is_forbidden_with_an_unknown_verb_takes_nothing_away(words: str) -> None:
    assert refused(words, "edited")


def test_what_is_said_behind_what_is_forbidden_is_meant_of_the_same_thing() -> None:
    assert asked("音乐别一下子冲出来 前四秒慢慢淡进来", "edited") == (Fade(side="in", what="music", duration=4_000),)
    assert asked("字幕别挡住人脸 往上挪点", "edited") == (Captions(nudge="higher"),)
    assert asked("标题别放中间 挪到底下", "titled") == (Title(position="bottom"),)


@pytest.mark.parametrize("words", ["他骂人了 消音", "中间有狗叫 静音", "“然后”说得太多了 都静音吧", "等我说完再静音"])
def test_the_film_is_not_muted_for_something_unknown_in_it(words: str) -> None:
    assert refused(words)


@pytest.mark.parametrize("words", ["等音乐停了再淡出", "删了第一段就没头了吧"])
def test_a_condition_and_a_place_alone_ask_for_nothing_that_is_done(words: str) -> None:
    assert refused(words)


def test_which_side_of_a_place_goes_may_be_said_behind_it() -> None:
    (removed,) = asked("从她说“大家好”那里起，前面的闲聊统统删", "talk_zh")
    assert isinstance(removed, Remove)
    assert removed.range.spoken is not None
    assert (removed.range.spoken.text, removed.range.spoken.side) == ("大家好", "before")
    assert asked("从第30秒起，前面的都删") == (Remove(range=Range(end=30_000)),)


def test_an_end_and_a_measure_may_be_said_behind() -> None:
    stretch = Range(start=90_000, end=105_000)
    assert asked("1:30开始团灭那波 慢放0.5倍到1:45") == (Speed(factor=0.5, range=stretch),)
    assert asked("1:30到1:45放慢 慢一半") == (Speed(factor=0.5, range=stretch),)
    assert asked("第30秒的时候飘一行提示「以下是广告」 到第36秒消失") == (
        Title(text="以下是广告", start=30_000, duration=6_000),
    )
    assert asked("开头打“新品上市” 到第5秒消失") == (Title(text="新品上市", start=0, duration=5_000),)


def test_how_it_is_tells_which_way_it_is_to_go() -> None:
    assert asked("声音好大") == (Volume(factor=0.67),)
    assert asked("声音好小") == (Volume(factor=1.5),)
    assert asked("声音好大一点") == (Volume(factor=1.25),)
    assert asked("字幕好小", "captioned") == (Captions(scale=1.25),)
    assert asked("噪音处理一下 教室里风扇声好大") == (Denoise(),)


def test_clips_are_counted_without_their_noun() -> None:
    assert asked("第一第四两个clip拿走", "five") == (Clips(do="delete", clips=(1, 4)),)
    assert asked("除了第一个和最后一个 别的都删", "five") == (Clips(do="keep", clips=(1, 5)),)
    assert asked("最后那个不要", "five") == (Clips(do="delete", clips=(5,)),)


def test_no_text_is_made_of_a_wish_that_follows_a_space() -> None:
    assert next(type(one) for one in asked("IG reel要用 镜头跟着人走")) is Preset
    assert not any(isinstance(one, Title) for one in asked("抖音要用 停顿删掉"))


def test_opacity_may_be_a_phrase_of_its_own() -> None:
    assert asked("logo缩小点放左下 不透明度给30%", "album") == (Overlay(corner="bottom-left", scale=0.8, opacity=0.3),)
    assert asked("不透明度给30%", "album") == (Overlay(opacity=0.3),)


def test_what_is_praised_stays() -> None:
    assert asked("前半段挺好 后半段删掉") == (Remove(range=Range(start=90_000)),)
    assert asked("第二段不错 第三段删了", "five") == (Clips(do="delete", clips=(3,)),)


def test_from_where_is_told_first_and_for_how_long_behind() -> None:
    coughed = (Volume(level=0.0, range=Range(start=80_000, end=82_000)),)
    assert asked("1分20那里我咳嗽了 静音两秒") == coughed
    assert refused("静音两秒")


def test_the_music_of_a_clip_is_not_the_clip() -> None:
    assert refused("第二段的音乐太吵 关掉", "edited")
    assert asked("第二段的声音太炸 关掉", "edited") == (Volume(level=0.0, clip=2),)


def test_what_a_stretch_is_called_before_it_is_named_goes_with_it() -> None:
    assert asked("打野那波 40秒到50秒 慢放0.3倍") == (Speed(factor=0.3, range=Range(start=40_000, end=50_000)),)


def test_what_is_undone_is_not_asked_for_again() -> None:
    assert asked("刚才那个黑白我不喜欢 变回来", "edited") == (History(to="undo"),)


def test_which_of_two_was_meant_takes_none_away() -> None:
    assert refused("不对不对 我说的是音乐不是人声", "edited")


def test_an_opening_of_so_many_seconds_is_no_length_of_the_film() -> None:
    assert asked("3秒片头＋标题“vlog 01”") == (Title(text="vlog 01", start=0, duration=3_000),)
    assert asked("给我出个十五秒抖音广告") == (CutTo(length=15_000), Preset(platform="tiktok"))


def test_what_is_praised_is_kept_where_the_rest_goes() -> None:
    assert asked("前十秒不错 其他删掉") == (Keep(range=Range(end=10_000)),)
