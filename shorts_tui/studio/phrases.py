"""What the studio says by itself, in the language of the conversation: English, and Chinese where it is `zh`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Phrases:
    """Sentences; those with braces are filled with `str.format`. `offers` has one for each action on offer."""

    language: str
    done: str
    nothing_changed: str
    invisible_change: str
    cut_ready: str
    meanwhile: str
    stream_broken: str
    timeline_unread: str
    forgotten: str
    upload_again: str
    cloud_unreachable: str
    picked_up: str
    service_silent: str
    render_again: str
    download_again: str
    offers: Mapping[str, str]
    expiry: str
    name_files: str
    semicolon: str
    nothing_to_undo: str
    nothing_to_redo: str
    undone: str
    redone: str
    went_back: str
    version_gone: str
    put_back: str
    told_back: str
    turn_cut: str
    turn_cut_unchanged: str
    turn_cut_gone: str
    upload_cut: str
    cut_off: str


ENGLISH = Phrases(
    language="en",
    done="Done: {changes}.",
    nothing_changed="Nothing changed on the timeline.",
    invisible_change="Done. What changed does not show on the timeline.",
    cut_ready="The cut is ready; music and titles may follow.",
    meanwhile="The service changed the timeline since the last turn.",
    stream_broken="The connection broke while the service was working. Your message is not sent again; "
    "the timeline will show what it did.",
    timeline_unread="The timeline could not be read after this turn: {reason}",
    forgotten="The server forgot this session; a new one was opened. Your history and timeline are kept.",
    upload_again="The new session has none of your media: upload them again.",
    cloud_unreachable="The NemoVideo cloud can't be reached, so the engine on this machine does the work.",
    picked_up="Going on with the render that was already asked for.",
    service_silent="The service does not answer; the render goes on there, and is asked for again until it does.",
    render_again="The render failed ({reason}). Trying once more.",
    download_again="The download stopped ({reason}). Going on with it.",
    offers=MappingProxyType(
        {
            "export": 'Say "export" when you want the film.',
            "credits": 'Say "credits" to see what is left.',
            "status": 'Say "status" to see the timeline.',
        }
    ),
    expiry="The token is valid until {date}.",
    name_files="Name the files to upload, or paste their paths.",
    semicolon="; ",
    nothing_to_undo="There is nothing to undo.",
    nothing_to_redo="There is nothing to redo.",
    undone="Undone:",
    redone="Redone:",
    went_back="Back to this version:",
    version_gone="This version is not kept any more.",
    put_back="First put the film back to an earlier state: {changes}. Then: {text}",
    told_back="The service still has the film from before you went back, so it is told first: {changes}.",
    turn_cut='Your last message was cut off while the service worked on it: "{prompt}". It is not sent again; '
    "it did this: {changes}.",
    turn_cut_unchanged='Your last message was cut off while the service worked on it: "{prompt}". It is not sent '
    "again; the timeline shows no change so far.",
    turn_cut_gone='Your last message was cut off, and its session is gone: "{prompt}". It is not sent again.',
    upload_cut="The upload of {name} was cut off. Add it again: what has arrived is not sent twice.",
    cut_off="{text} ... (cut off here)",
)

CHINESE = Phrases(
    language="zh",
    done="完成：{changes}。",
    nothing_changed="时间线没有变化。",
    invisible_change="完成。改动在时间线上看不出来。",
    cut_ready="粗剪已完成，接下来可能会加上音乐和标题。",
    meanwhile="上一轮之后，服务又修改了时间线。",
    stream_broken="服务处理时连接中断。您的消息不会重复发送，稍后从时间线查看结果。",
    timeline_unread="这一轮之后无法读取时间线：{reason}",
    forgotten="服务器已忘记此会话，已新建会话。您的历史和时间线都保留着。",
    upload_again="新会话里没有您的素材，请重新上传。",
    cloud_unreachable="无法连接 NemoVideo 云端，改由本机引擎处理。",
    picked_up="继续之前已提交的渲染。",
    service_silent="服务没有响应；渲染仍在进行，会继续查询。",
    render_again="渲染失败（{reason}），再试一次。",
    download_again="下载中断（{reason}），继续下载。",
    offers=MappingProxyType(
        {
            "export": "需要成片时，请说“导出”。",
            "credits": "想看余额，请说“积分”。",
            "status": "想看时间线，请说“状态”。",
        }
    ),
    expiry="令牌有效期至 {date}。",
    name_files="请给出要上传的文件，或粘贴文件路径。",
    semicolon="；",
    nothing_to_undo="没有可以撤销的操作。",
    nothing_to_redo="没有可以重做的操作。",
    undone="已撤销：",
    redone="已重做：",
    went_back="已回到这个版本：",
    version_gone="这个版本已不存在。",
    put_back="请先把影片恢复到之前的状态：{changes}。然后：{text}",
    told_back="服务端还是您撤销之前的影片，因此会先告诉它：{changes}。",
    turn_cut="上一条消息在处理时中断：“{prompt}”。不会重复发送；它做了：{changes}。",
    turn_cut_unchanged="上一条消息在处理时中断：“{prompt}”。不会重复发送；时间线目前没有变化。",
    turn_cut_gone="上一条消息中断，会话已不存在：“{prompt}”。不会重复发送。",
    upload_cut="{name} 的上传中断。请重新添加：已到达的内容不会重复发送。",
    cut_off="{text}……（在此中断）",
)


def phrases(language: str) -> Phrases:
    """The sentences for a language tag such as `en` or `zh-CN`; English where there are none."""
    return CHINESE if language.lower().partition("-")[0].partition("_")[0] == "zh" else ENGLISH
