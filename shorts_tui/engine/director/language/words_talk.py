"""The vocabulary of talk about the work itself, both languages: going back, asking, and what the sentence is not about."""

from __future__ import annotations

HISTORY = {
    "UNDO": "+undo, +revert, go back, take that back, take it back, ctrl z, step back, go back one step, roll back, undo that, undo it, "
    "go back to the previous version, back to the previous version, previous version, restore the previous version, "
    "undo the last change, undo my last change, undo the last edit, undo last, go back a step, one step back, put it back, "
    "revert that, revert the last change, i changed my mind, change it back, never mind that, undo the change, scratch that, "
    "撤销, 撤回, 上一步, 回退, 撤销上一步, 回到上一步, 返回上一步, 恢复上一版, 回到上一版, 退回上一步, 撤销刚才的操作, 撤销操作, 退回, 上一个版本, "
    "回到上个版本, 回到上一个版本, 还原上一步, 取消上一步, 取消刚才的操作, 撤回上一步, 后退一步",
    "REDO": "+redo, redo that, redo it, do it again, go forward again, step forward, redo the last change, bring it back, undo the undo, "
    "重做, 恢复撤销, 前进一步, 取消撤销, 恢复刚才的操作",
    "START_OVER": "start over, +reset, start again, from scratch, start fresh, start from scratch, begin again, back to the original, "
    "original footage, restore the original, go back to the original, back to the start of everything, reset everything, "
    "go back to the beginning, start all over, undo everything, undo all, discard all changes, original video, uncut version, "
    "reset to the original, clean slate, throw away all changes, drop all changes, revert everything, remove all edits, "
    "revert to the original, go back to the original footage, go back to the original video, discard everything, undo all changes, "
    "重新开始, 重来, 从头来, 从头开始, 恢复原片, 还原, 全部撤销, 恢复原样, 恢复原视频, 回到原片, 重置, 清空重来, 回到最初, 恢复到最初, 恢复初始, 全部还原, "
    "推倒重来, 恢复到原始, 回到原始素材, 恢复成原视频, 撤销所有, 撤销全部, 恢复原始, 回到最开始, 恢复到原始视频, 恢复原始素材",
}

QUESTIONS = {
    "WHAT": "what, what's, which, what is, what are, tell me what, show me what, what does, what do, who, tell me which, list, "
    "what's the, whats, what kind of, do you know what, tell me, show me, describe, what did, which of, give me a list of, "
    "remind me what, see, view, check, "
    "什么, 哪些, 哪个, 是什么, 有什么, 有哪些, 多少, 哪首, 告诉我, 看看, 看一下, 几个, 列出, 什么样, 查看, 是多少, 看, 显示一下, 怎么样",
    "HOW_LONG": "how long, how many seconds, how many minutes, what's the length, what is the length, what length, what's the duration, "
    "what is the duration, what duration, how much time, current length, how short, total duration, running time, "
    "多长, 多久, 多少秒, 几分钟, 多长时间, 几秒, 多少分钟, 时长多少, 时长是多少, 总时长是多少, 有多长, 长度是多少, 多少时间, 时长是, 现在时长, 总共多长",
    "HOW_MANY": "how many, how much, 多少个, 几个, 几段, 多少段, 几条",
    "HOW_BIG": "what size, what resolution, what aspect, what aspect ratio, what shape, what dimensions, what format, how big, "
    "什么尺寸, 多大, 分辨率, 什么比例, 什么画幅, 比例是多少, 什么格式, 尺寸, 多少分辨率",
    "SIZE": "size, resolution, aspect, aspect ratio, dimensions, format, shape, orientation, fps, frame rate, ratio, "
    "尺寸, 分辨率, 比例, 画幅, 帧率, 宽高比, 格式",
    "HOW_TO": "how do i, how can i, how to, how would i, how do you, how should i, 怎么, 如何, 怎样",
    "STATEMENT": "i recorded, i have, i filmed, i shot, i made, i uploaded, i was, i am, i'm, we recorded, we filmed, we were, we have, "
    "here is, here's, i've got, i just, this was, it was, my name is, it's about, this is about, the video is about, i've made, "
    "i've recorded, i've uploaded, 我录了, 我拍了, 我有, 这是, 我上传了, 我们拍了, 我做了",
    "DONE": "what did you do, what have you done, what changed, what did you change, what has changed, what did you edit, what was changed, 改了什么, 做了什么, 你做了什么, 你改了什么, 有什么变化",
    "QUESTION_AUX": "是, is, are, does, did, was, is there, are there, does it, do i, do we, did i, did you, have you, have i, has it, "
    "do you, does this, do they, is it, is this, why, where, 有没有, 是不是, 是否",
    "ASK": "?, ？, 吗, 么, 呢, 没有, 了吗",
    "TIMELINE": "timeline*, track*, status, what you have, what we have, so far, draft, tracks so far, state of things, current state, project, "
    "what i have, edit, layers, changes, what you did, structure, current edit, overview, "
    "时间线, 时间轴, 轨道, 目前的状态, 状态, 现状, 草稿, 当前状态, 时间线上, 剪辑情况, 目前的情况, 时间轴上",
    "MEDIA": "file*, media, upload*, uploaded, clip*, upload, material, assets, videos, footage, my files, "
    "素材, 文件, 上传, 上传了, 片段, 素材文件, 段素材",
    "HELP": "help, what can you do, what can i say, what can i ask, how does this work, what are my options, what do you do, "
    "how do i use this, what commands, what can i do, commands, what else can you do, how do i start, what are you able to do, "
    "what should i say, show help, list commands, what features, options, where do i start, how does it work, what is possible, "
    "what's possible, who are you, help me, i need help, instructions, "
    "帮助, 你能做什么, 你会什么, 怎么用, 能做什么, 有什么功能, 可以做什么, 你可以做什么, 怎么开始, 有哪些功能, 使用说明, 都能做什么, 你会做什么, 都会什么, "
    "支持什么, 支持哪些功能, 支持哪些操作, 如何使用, 教我用",
}

NO_CONTENT = {
    "LANGUAGE:es": "spanish, 西班牙语, 西班牙文, 西语",
    "LANGUAGE:en": "english, 英文, 英语",
    "LANGUAGE:zh": "chinese, mandarin, cantonese, 中文, 汉语, 普通话, 国语, 粤语",
    "LANGUAGE:fr": "french, 法语, 法文",
    "LANGUAGE:de": "german, 德语, 德文",
    "LANGUAGE:ja": "japanese, 日文, 日语",
    "LANGUAGE:ko": "korean, 韩文, 韩语",
    "LANGUAGE:pt": "portuguese, brazilian portuguese, 葡萄牙语",
    "LANGUAGE:it": "italian, 意大利语",
    "LANGUAGE:ru": "russian, 俄语, 俄文",
    "LANGUAGE:hi": "hindi, 印地语",
    "LANGUAGE:ar": "arabic, 阿拉伯语",
    "LANGUAGE:xx": "dutch, polish, turkish, swedish, vietnamese, thai, indonesian, ukrainian, greek, hebrew, another language, "
    "other languages, two languages, bilingual, multiple languages, 泰语, 越南语, 双语, 其他语言, 外语, 多语言, 中英",
}
