"""What one Chinese clause asks for.

Chinese has no spaces, so the clause is cut into the longest words that are known here; as in English, a clause is an
action only when every one of its words is known to go with it.
"""

from __future__ import annotations

import re

from shorts_tui.studio.routing.masking import SOURCE
from shorts_tui.studio.routing.reading import CHAT, Kind, Reading
from shorts_tui.studio.routing.vocabulary import word_set

_EXPORT = (
    "导出来 导出去 导出 输出 渲染出来 渲染 下载下来 下载 保存下来 保存 存下来 发给我 发送给我 传给我 发我"
    " 发过来 传过来 交付 给我 export download"
)
_GIVING = word_set("发给我 发送给我 传给我 发我 发过来 传过来 保存 保存下来 存下来 给我 交付")
_OUTPUT = (
    "video 短视频 视频 影片 成片 短片 片子 文件 成品 作品 结果 最终版 最终 版本 完整版 完整 mp4 mov 格式 高清"
    " 超清 全高清 画质 质量 最高 最好 高质量 分辨率 下载链接 链接 1080p 1080 720p 2k 4k 60帧 30帧 60fps 30fps"
    " 帧 原画 无损 剪好 做好 剪辑好 完成"
)
_PLACES = "到 为 成 以 用 桌面 本地 电脑 手机 相册 文件夹 下载文件夹 硬盘 里 上 抖音 快手"
_SHAPES = (
    "竖屏 横屏 竖版 横版 不带 不要 去掉 方形 正方形 黑白 慢动作 带 有 加 无 字幕 音乐 配乐 背景音乐 静音 9:16 1:1 16:9"
)
_POLITE = (
    "请问 请 帮我 帮忙 麻烦 你 您 我们 我 替我 一下 一下子 吧 了 啦 呀 啊 哦 嗯 哈 好的 好了 好 现在 马上"
    " 立刻 立即 直接 就 可以了 可以 能不能 可不可以 可否 能否 能 想要 想 要 我要 需要 来 去 先 再 也 还 然后"
    " 最后 吗 呢 的 快点 快 赶紧 谢谢 ok 那就 那 行 开始 完成后 都 把 将 这个 这条 这段 这 那个 个 一个 该"
    " 整个 整条 它 一份 一遍 重新 再次 继续 我的 没问题 完美 不错 很好 太好了 太棒了 满意 出来 做完了 剪完了"
    " 给 下 看 条 段 部"
)
_LOOK = "看看 看一看 看一下 检查一下"
_CREDITS = "充值 账户 balance 积分 余额 点数 额度 credits credit"
_CREDIT_TALK = (
    "还剩下 还剩 还有 剩余 剩下 剩 还 多少 几个 几 查询 查看 查一查 查一下 查 看看 看一看 看一下 看 显示"
    " 告诉我 账户 账号 信息 当前 总共 可用 有 够不够 够 是多少 是 什么 情况 知道 用"
)
_STATUS = "status timeline tracks 项目状态 工程状态 当前状态 状态 进度 时间线 时间轴 轨道 进展"
_STATUS_TALK = (
    "显示 查看 查一下 查 看看 看一看 看一下 看 列出 列一下 展示 所有 全部 当前 目前 项目 工程 任务 渲染 导出"
    " 下载 怎么样了 怎么样 如何了 有哪些 有什么 哪些 什么样 什么 是 到哪了 到哪里了 到哪 多少 有几条 几条 列表"
    " 一览 如何 给我 告诉我 知道 视频 打开 在 上 里"
)
_DONE = "好了吗 好了没有 好了没 完了吗 完成了吗 完成了没 成功了吗 了吗 了没有 了没 完成没有"
_UPLOAD = "上传 upload"
_MATERIAL = (
    "视频 video 素材 背景音乐 配乐 logo 文件 图片 照片 音乐 音频 片段 录像 录音 一些 几个 几段 两个 多个 一个"
    " 一段 一张 更多 新 另一个 另外 别的 本地 其他 我的 歌 首"
)
_CONTENT = re.compile(r"[:：]\s*\S|文字|字样|写着|写上|写成|标题为|标题是|内容是|内容为|叫做|几个字")
_REFUSING = re.compile(
    r"(?:请|先|那|暂时|现在)*(?:别|不要|不用|不需要|不想|暂不|不)(?:急着|马上|现在|再|先)*(?:导出|下载|渲染|上传)(?:了|视频|吧|它|任何)*"
)


def _lexicon(**groups: str) -> dict[str, str]:
    """Words to the letters of the groups they are in."""
    found: dict[str, str] = {}
    for letter, line in groups.items():
        for word in line.split():
            found[word] = found.get(word, "") + letter
    return found


_WORDS = _lexicon(
    E=_EXPORT, N=_OUTPUT, P=_PLACES, T=_SHAPES, F=_POLITE, L=_LOOK, D=_DONE, U=_UPLOAD, m=_MATERIAL,
    C=_CREDITS, c=_CREDIT_TALK, S=_STATUS, s=_STATUS_TALK,
)  # fmt: skip
_LONGEST = max(map(len, _WORDS))
_NOISE = re.compile(r"[\s,.!?，。！？、~～;；\-•*]+|^\s*\d+[.、)]")


def _cut(clause: str) -> list[tuple[str, str]]:
    """The words of a clause with their groups; a character of no known word stands alone with no group."""
    found, at = [], 0
    while at < len(clause):
        if clause[at] == SOURCE:
            found.append((SOURCE, "@"))
            while at < len(clause) and clause[at] == SOURCE:
                at += 1
            continue
        for length in range(min(_LONGEST, len(clause) - at), 0, -1):
            if (groups := _WORDS.get(clause[at : at + length])) is not None:
                found.append((clause[at : at + length], groups))
                at += length
                break
        else:
            found.append((clause[at], ""))
            at += 1
    return found


def _all(found: list[tuple[str, str]], allowed: str) -> bool:
    return all(any(group in allowed for group in groups) for _, groups in found)


def _first(found: list[tuple[str, str]], group: str) -> int | None:
    return next((at for at, (_, groups) in enumerate(found) if group in groups), None)


def _export(found: list[tuple[str, str]]) -> Reading:
    at = _first(found, "E")
    if at is None or any(word == "的" for word, _ in found[at + 1 : at + 2]):
        return CHAT  # 导出的视频 is the exported video, not a wish to export
    said = {word for word, _ in found}
    verbs = {word for word, groups in found if "E" in groups}
    thing = any("N" in groups for _, groups in found) or said & {"它", SOURCE}
    if verbs <= _GIVING and not thing:
        sent = said & {"发给我", "传给我", "发我", "发过来"} and _all(found, "EF")
        return Reading(Kind.ACTION if "把" in said else Kind.BARE, "export") if sent else CHAT
    if verbs <= {"给我"} and said & {"一个", "一段", "几个", "新"}:
        return CHAT
    if verbs == {"给我"} and found[-1][0] in ("看", "看看", "下", "加", "带", "有"):
        return CHAT
    if _all(found, "EFNP@"):
        return Reading(Kind.ACTION if thing or len(found) > 1 else Kind.BARE, "export")
    if [word for word, _ in found[at + 1 :]] in (["字幕"], ["音频"]):
        return Reading(Kind.ACTION, "export")
    if verbs - {"给我"} and _all(found[:at], "FNP") and _all(found[at:], "EFNPT@"):
        wanted = "".join(word for word, _ in found[at + 1 :] if word != SOURCE).lstrip("成为")
        return Reading(Kind.ACTION, "export", f"改成{wanted.rstrip('吧了')}")
    return CHAT


def read(masked: str) -> Reading:
    """What a clause asks for, given it with quotations and sources hidden."""
    clause = _NOISE.sub("", masked.lower())
    if not clause:
        return Reading(Kind.FILLER)
    if _REFUSING.fullmatch(clause):
        return Reading(Kind.REFUSAL)
    if clause.startswith(("如果", "要是", "假如")):
        trivial = clause[2:].rstrip("了的话") in ("可以", "好", "完成", "行", "没问题", "做好", "剪好")
        return Reading(Kind.FILLER if trivial else Kind.CONDITION)
    found = _cut(clause)
    if _first(found, "D") is not None and _all(found, "DEFNSsUm") and found[0][1] != "D":
        return Reading(Kind.ACTION, "status")
    if (reading := _export(found)).kind is not Kind.CHAT:
        return reading
    if _first(found, "C") is not None and _all(found, "CcF"):
        return Reading(Kind.NOUN if _all(found, "C") else Kind.ACTION, "credits")
    if _first(found, "S") is not None and _all(found, "SsF") and not any(word in ("加", "来") for word, _ in found):
        return Reading(Kind.NOUN if _all(found, "S") else Kind.ACTION, "status")
    at = _first(found, "U")
    if at is not None and _all(found, "UmF@") and not any(word in ("的", "了") for word, _ in found[at + 1 : at + 2]):
        return Reading(Kind.ACTION if len(found) > 1 else Kind.BARE, "upload")
    if _all(found, "FL"):
        return Reading(Kind.FILLER)
    if _all(found, "@F"):
        return Reading(Kind.DETAIL, "upload")
    return CHAT


def dictates(masked: str) -> bool:
    """Does the clause give the wording of something to be shown, so that a list may go on with more of it?"""
    return _CONTENT.search(masked) is not None
