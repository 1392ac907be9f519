"""What Chinese forbids, complains of or only asks about leads to nothing that was not asked for."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import CutTo, Question, Range, Spoken, Volume
from tests.engine.director.language_requests import FILMS, does_nothing


def done(text: str, film: str) -> list[str]:
    operations = read(text, FILMS[film]).operations
    return [one.op for one in operations if not (does_nothing(one) or isinstance(one, Question))]


@pytest.mark.parametrize("thing", ["停顿", "口头禅", "字幕", "标题", "音乐", "原声", "噪音"])
@pytest.mark.parametrize("never", ["先别剪", "不要剪", "千万别删", "不准动", "就不用去掉了吧", "别给我关了"])
def test_what_is_forbidden_is_not_done_wherever_the_object_stands(thing: str, never: str) -> None:
    assert done(f"{thing}{never}", "edited") == []
    assert done(f"加个黑场过渡 {thing}{never}", "edited") == ["transition"]


@pytest.mark.parametrize("thing", ["停顿", "口头禅", "字幕", "标题", "音乐"])
@pytest.mark.parametrize("never", ["别把{}剪了", "不要把{}去掉", "先别删{}", "千万别动{}"])
def test_what_is_forbidden_is_not_done_with_the_verb_in_front(thing: str, never: str) -> None:
    assert done(never.format(thing), "edited") == []


@pytest.mark.parametrize("complaint", ["我不喜欢", "太土了", "有点抢戏", "难听", "不好听 听着烦"])
def test_a_complaint_says_nothing_and_the_words_behind_it_are_said_of_the_same_thing(complaint: str) -> None:
    assert done(f"配乐{complaint} 拿掉", "edited") == ["remove_music"]


@pytest.mark.parametrize("part", ["打游戏这段", "第一分钟", "开头那里", "自我介绍那段"])
@pytest.mark.parametrize("wish", ["压缩一下", "加快", "砍一半"])
def test_what_is_said_of_a_part_nobody_knows_is_not_done_to_the_film(part: str, wish: str) -> None:
    assert done(f"{part}太拖了 {wish}", "bare") == []


@pytest.mark.parametrize(
    "question",
    ["标题上面写的啥", "标题写了什么呀", "现在标题是啥", "字幕里写的是啥", "bgm是哪首", "现在有字幕没", "画幅是几比几"],
)
def test_a_question_is_known_by_its_last_word(question: str) -> None:
    operations = read(question, FILMS["edited"]).operations
    assert [type(one) for one in operations] == [Question]


def test_what_is_quoted_as_speech_is_no_title() -> None:
    for text in (
        "从「第一步」讲到「第三步」这段留着 其余删",
        "把讲「预算」的那几句拎出来 别的不要",
        "「老王」这个名字一律消音",
        "讲到「痛点」那里放慢",
        "说完「谢谢大家」后面都剪掉",
    ):
        operations = read(text, FILMS["talk_zh"]).operations
        assert len(operations) == 1, text
        assert operations[0].op in {"keep", "volume", "speed", "remove"}, text
        assert operations[0].model_dump()["range"]["spoken"] is not None, text


def test_a_word_with_another_one_in_it_is_not_taken_apart() -> None:
    for text in ("黑板那段", "关键那段", "给粉丝看的", "打游戏那段"):
        assert done(text, "bare") == [], text


def test_whatever_is_said_of_one_of_several_does_not_become_one_for_all() -> None:
    for text in ("第三句字幕删掉", "字幕慢了半拍", "人声比音乐小 调一下", "前面晃来晃去那八秒不要了"):
        assert done(text, "captioned") == [], text


def test_what_is_not_to_be_written_is_not_written() -> None:
    for text in ("别写「促销」", "不要加标题「促销」", "不要写「促销」"):
        assert done(text, "bare") == [], text
    assert done("标题写「别加了」", "bare") == ["title"]


def test_the_sound_of_clips_goes_and_not_the_clips() -> None:
    for text in ("最后一段不要声音", "two.mp4不要声音", "把第一段和第二段的声音都关了"):
        assert set(done(text, "five")) == {"volume"}, text


def test_an_exception_is_not_what_is_done() -> None:
    sped = read("除了第一段都加速", FILMS["five"]).operations
    assert [one.model_dump()["clip"] for one in sped] == [2, 3, 4, 5]
    assert done("除了前十秒都加速", "bare") == []
    assert done("全部黑白 除了第三段", "five") == []


def test_two_seconds_off_a_clip_are_two_seconds() -> None:
    (cut,) = read("第一段剪掉两秒", FILMS["five"]).operations
    assert cut.model_dump(include={"op", "range"}) == {
        "op": "remove",
        "range": {"start": 3_000, "end": 5_000, "spoken": None},
    }


def test_clips_are_counted_from_the_end() -> None:
    (dropped,) = read("倒数第二段删掉", FILMS["five"]).operations
    assert dropped.model_dump()["clips"] == (4,)


def test_why_and_how_are_asked_and_nothing_is_done() -> None:
    for text in ("为什么剪了开头", "字幕怎么加", "你觉得要加字幕吗", "停顿怎么去掉"):
        assert done(text, "bare") == [], text


def test_words_that_take_everything_back_do_so_only_by_themselves() -> None:
    assert done("把说错重来的删掉", "bare") == []
    assert done("太乱了 重来", "bare") == ["history"]


def test_what_is_put_off_is_not_taken_away() -> None:
    assert done("标题先别加 字幕先加上", "edited") == ["captions"]


def test_a_title_with_its_text_can_go() -> None:
    assert done("标题「Hello」去掉", "edited") == ["remove_title"]


def test_a_text_for_a_place_in_speech_is_not_shown_elsewhere() -> None:
    assert done("说到「重点」的时候弹出「划重点」", "talk_zh") == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1分15到1分40他离话筒太远 那段声音加大点儿", (75_000, 100_000)),
        ("20秒到30秒太暗 那儿调亮", (20_000, 30_000)),
        ("前八秒太吵了 那段静音", (0, 8_000)),
        ("正文是从25秒到两分十秒 就留这部分", (25_000, 130_000)),
    ],
)
def test_what_is_done_there_is_done_to_the_stretch_that_was_named(text: str, span: tuple[int, int]) -> None:
    (operation,) = read(text, FILMS["bare"]).operations
    named = operation.model_dump()["range"]
    assert (named["start"], named["end"]) == span


def test_shorter_by_so_much_is_no_length() -> None:
    assert read("缩短10秒", FILMS["bare"]).operations == (CutTo(length=170_000),)
    assert read("缩短到10秒", FILMS["bare"]).operations == (CutTo(length=10_000),)


def test_a_part_named_beside_a_volume_is_what_it_is_for() -> None:
    assert read("前5秒的音量调到50%", FILMS["edited"]).operations == (Volume(level=0.5, range=Range(end=5_000)),)
    assert read("第三个片段不用出声", FILMS["edited"]).operations == (Volume(level=0.0, clip=3),)
    assert read("volume 50% where she says 'hi'", FILMS["bare"]).operations == (
        Volume(level=0.5, range=Range(spoken=Spoken(text="hi"))),
    )
