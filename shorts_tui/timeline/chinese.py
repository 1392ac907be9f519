"""The lines of `diff` in Chinese: their few words are put over one by one; names and quoted texts stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PHRASES: Mapping[str, str] = {
    "from another part of the footage": "取自素材的另一处",
    "at another time": "时间改变",
    "The timeline changed": "时间线已改变",
    "Tracks reordered": "轨道顺序改变",
    "clips reordered": "片段顺序改变",
    "Frame rate": "帧率",
    "Canvas": "画布",
    "Length": "时长",
    "Video": "视频",
    "BGM": "配乐",
    "Audio": "音频",
    "Captions": "字幕",
    "Title": "标题",
    "Text": "文字",
    "Overlay": "叠加图片",
    "added": "新增",
    "removed": "删去",
    "order": "顺序",
    "changed": "已改",
    "trimmed": "已修剪",
    "volume": "音量",
    "speed": "速度",
    "framing": "构图",
    "colours": "色彩",
    "transition": "转场",
    "fade-in": "淡入",
    "fade-out": "淡出",
    "ducking": "自动压低",
    "denoise": "降噪",
    "overlay": "叠加",
    "zoom": "缩放",
    "style": "样式",
    "position": "位置",
    "color": "颜色",
    "size": "大小",
    "empty": "空",
    "none": "无",
}
_COUNTED: Mapping[str, str] = {"clip": "个片段", "line": "行", "title": "个标题", "segment": "段", "image": "张图片"}
_WORD = re.compile(r"(?<![\w.-])(" + "|".join(map(re.escape, _PHRASES)) + r")(?![\w-]|\.\w)")
_COUNT = re.compile(r"(\d+) (clip|line|title|segment|image)s?\b")
_QUOTED = re.compile(r"('[^']*'|\([^()]*\.\w+\))")
_MORE = re.compile(r"^and (\d+) more changes?$")
_CLIP = re.compile(r"^Clip (\d+) ")


def in_chinese(line: str) -> str:
    """A line of `diff.changes` in Chinese."""
    if match := _MORE.match(line):
        return f"另有 {match[1]} 处改动"
    parts = _QUOTED.split(line)
    return "".join(part if number % 2 else _put_over(part) for number, part in enumerate(parts))


def _put_over(text: str) -> str:
    text = _CLIP.sub(r"片段 \1 ", text)
    text = _COUNT.sub(lambda match: f"{match[1]} {_COUNTED[match[2]]}", text)
    text = _WORD.sub(lambda match: _PHRASES[match[1]], text)
    return text.replace(" in ", "，").replace(": ", "：").replace(", ", "，").replace(" and ", "和")
