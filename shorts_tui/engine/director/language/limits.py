"""What can't be done here: by which words a request for it is known, why not, and what can be asked for instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Limit:
    """One kind of request that is refused.

    Attributes:
        words: phrases that mean it, in the notation of the vocabulary.
        reason, nearest: for the user, (English, Chinese).
        whole: does it turn the whole phrase into something else, whatever that phrase has besides?
    """

    words: str
    reason: tuple[str, str]
    nearest: tuple[str, str] = ("", "")
    whole: bool = False


_CUT = ("cut this to 30 seconds", "剪成30秒")
_RANGE = ("remove 0:10-0:20", "去掉0:10到0:20")
_TITLE = ("add the title 'My day' at the top", "加标题「我的一天」，放在顶部")
_MUSIC = ("add music.mp3 at 20%", "加music.mp3，音量20%")
_FULL = ("cut this into a 60-second short for TikTok with captions", "剪成60秒的抖音短视频，加字幕")

LIMITS: dict[str, Limit] = {
    "speed": Limit(
        "+speed up, +speed, speeding it up, +slow down, slow motion, slow mo, slowmo, slower, faster, fast forward, "
        "timelapse, time lapse, speed ramp*, +slow, +accelerate, double speed, half speed, playback speed, hyperlapse, "
        "加速, 快进, 慢动作, 慢放, 倍速, 减速, 快一点, 慢一点, 变速, 放慢, 加快, 播放速度, 延时摄影, 快放",
        ("The speed can't be changed here yet.", "这里还不能改变播放速度。"),
        _CUT,
    ),
    "transition": Limit(
        "transition*, crossfade*, cross fade*, dissolve*, +fade, +fade in, +fade out, fade to black, wipe*, fades, fading, "
        "cross dissolve*, fade in, fade out, whoosh transition*, "
        "转场, 淡入, 淡出, 渐变, 过渡, 叠化, 淡入淡出, 渐隐, 渐显",
        (
            "Transitions and fades can't be made here yet: cuts are straight.",
            "这里还不能做转场和淡入淡出，只有直接切换。",
        ),
        ("remove the silences", "去掉停顿"),
    ),
    "grade": Limit(
        "brighter, darker, brightness, contrast, saturation, saturated, color grade*, colour grade*, color grading, colour grading, "
        "color correct, color correction, warmer, cooler, black and white, grayscale, greyscale, monochrome, sepia, vintage, "
        "filter*, lut*, cinematic, cinematic look, +brighten, +darken, exposure, vibrant, retro look, film grain, vignette, "
        "more colorful, colorful, colourful, hue, tint, old film look, white balance, more vivid, colors pop, noir, "
        "调色, 滤镜, 黑白, 更亮, 亮度, 对比度, 饱和度, 亮一点, 暗一点, 复古, 色调, 暖色, 冷色, 胶片, 电影感, 曝光, 调亮, 调暗, 变亮, 变暗, 白平衡",
        ("Colours and brightness can't be changed here yet.", "这里还不能调整颜色和亮度。"),
        ("make it vertical", "改成竖屏"),
    ),
    "overlay": Limit(
        "sticker*, emoji*, gif*, logo*, watermark*, my logo, image overlay*, picture in picture, pip, arrow*, progress bar*, "
        "meme*, animation*, particle*, confetti, split screen, green screen overlay, qr code*, icon*, subscribe button*, "
        "lens flare*, sound effect*, sfx, whoosh*, applause, glitch effect*, visual effect*, special effect*, vfx, effects, "
        "some effects, frame border*, border*, end screen*, countdown*, timer*, "
        "贴纸, 表情, 表情包, 画中画, 图标, 进度条, 特效, 音效效果, 二维码, 动图, 分屏, 边框, 倒计时, 箭头, 加水印, 加logo, 音效",
        ("Images, stickers and effects can't be put over the picture here yet.", "这里还不能叠加图片、贴纸和特效。"),
        _TITLE,
    ),
    "zoom": Limit(
        "+zoom, +zoom in, +zoom out, zooms, ken burns, punch in*, +punch in, dolly, camera shake, zoom effect*, panning, +pan, "
        "camera movement*, follow my face, track my face, face tracking, auto zoom*, +rotate, +flip, +mirror, rotated, upside down, "
        "缩放, 推近, 拉远, 推镜头, 拉镜头, 镜头移动, 运镜, 放大画面, 旋转, 翻转, 镜像, 跟踪人脸, 放大人脸, 放大脸, 推拉",
        ("Zooms and moves of the picture can't be made here yet.", "这里还不能做缩放和移动镜头。"),
        ("make it vertical", "改成竖屏"),
    ),
    "arrange": Limit(
        "+reorder, +rearrange, +swap, +shuffle, +split, +duplicate, +loop, +reverse, play backwards, backwards, change the order, "
        "different order, +freeze, freeze frame*, +repeat, +merge, +join, +combine, +stitch, +append, +concatenate, "
        "换顺序, 调换顺序, 调换, 拆分, 分割, 复制, 倒放, 循环, 合并, 拼接, 顺序, 反转, 定格, 重复, 打乱, 对调, 互换, 拼在一起, 分成, into clips, into pieces, into parts, into segments, into scenes",
        (
            "Clips can't be split, moved, copied or taken out one by one here yet.",
            "这里还不能单独拆分、移动、复制或删除片段。",
        ),
        _RANGE,
        whole=True,
    ),
    "translate": Limit(
        "+translate, translation*, +dub, dubbing, dubbed, 翻译, 译成, 译为, 配成, 翻成",
        (
            "Translating isn't possible here: captions are in the language that is spoken.",
            "这里不能翻译：字幕只能是说话用的语言。",
        ),
        ("add captions", "加字幕"),
        whole=True,
    ),
    "footage": Limit(
        "b roll, broll, stock footage, stock video*, drone shot*, drone footage, ai video, ai footage, +film a, new scene*, "
        "establishing shot*, extra footage, more footage, reshoot, ai generated, stock clip*, stock photo*, an intro with, "
        "ai avatar*, avatar*, cutaway*, reaction shot*, time of day, invent, make up, "
        "补镜头, 空镜, 素材库, 航拍, 生成画面, 生成镜头, 数字人, ai生成, 网上找, 补拍, 空镜头, 凭空",
        (
            "Footage can't be invented here: only what you upload can be shown.",
            "这里不能凭空生成画面，只能用你上传的素材。",
        ),
        _CUT,
        whole=True,
    ),
    "find": Limit(
        "+find, funny part*, funny bit*, funny moments, funniest, the part where, part where, parts where, bit where, bits where, "
        "the moment when, moment where, when he, when she, when they, when i, where he, where she, where i, where they, +search, "
        "the scene where, scene with, boring part*, boring bits, bloopers, mistakes, the joke*, jokes, laughter, laughing, "
        "the intro part, boring stuff, swear words, swearing, curse words, sad part*, goal*, "
        "找出, 找到, 搞笑, 最搞笑, 好笑, 无聊, 说到, 提到, 讲到, 笑点, 口误, 哪一段, 有趣的部分, 他说, 她说, 我说, 笑的, 出错, 脏话",
        ("A part can't be found by what is in it here, only by its time.", "这里不能按内容找片段，只能按时间。"),
        _RANGE,
        whole=True,
    ),
    "voice": Limit(
        "+clone, voice clone*, voiceover*, voice over*, text to speech, tts, +narrate, narration, narrator, ai voice*, robot voice, "
        "change my voice, voice changer, deeper voice, +sing, read aloud, autotune, lip sync, record my voice, different voice, "
        "克隆, 旁白, 配音, 文字转语音, 变声, 朗读, 解说, 念出来, 语音合成, 录音旁白, 换个声音, 女声, 男声, 机器人声, 童声",
        ("A voice can't be made or changed here.", "这里不能生成或改变人声。"),
        _TITLE,
        whole=True,
    ),
    "object": Limit(
        "background removal, green screen, chroma key, blur out, +blur, +pixelate, +censor, beauty filter, smooth my skin, retouch, "
        "face swap, deepfake, "
        "抠像, 抠图, 去背景, 去水印, 绿幕, 换背景, 换脸, 打码, 马赛克, 美颜, 磨皮, 瘦脸, 换天空, 模糊人脸",
        ("Things in the picture can't be taken out or changed here.", "这里不能去掉或改变画面里的东西。"),
        _RANGE,
        whole=True,
    ),
    "quality": Limit(
        "+upscale, upscaling, 4k, 8k, 2160p, hdr, uhd, +enhance, +sharpen, +denoise, noise reduction, background noise, +stabilize, +stabilise, "
        "stabilization, higher resolution, better quality, improve the quality, sharper, less noise, noise, echo, wind noise, hum, "
        "reverb, +clean up the audio, clean audio, shaky, 60fps, 120fps, super resolution, hd quality, +restore quality, hiss, "
        "improve the audio quality, less grainy, crisper, +equalize, bass, treble, "
        "超分, 降噪, 防抖, 去噪, 噪音, 噪声, 杂音, 清晰度, 更清晰, 高清, 画质, 稳定画面, 增强, 锐化, 超清, 回声, 增稳, 高清化, 底噪, 混响",
        (
            "The quality of picture and sound can't be raised here: films are 1080p at 30 fps.",
            "这里不能提升画质和音质：成片为1080p、30帧。",
        ),
        ("make it louder", "声音大一点"),
    ),
    "loudness": Limit(
        "+normalize, +normalise, even out the volume, +balance the audio, +balance, same volume, +level out, +master, loudness target, "
        "标准化, 响度标准, 音量均衡, 统一音量, 平衡音量",
        ("Loudness is evened out only for a platform, to -14 LUFS.", "只有按平台输出时才会统一响度（-14 LUFS）。"),
        ("make it for TikTok", "适合抖音的格式"),
    ),
    "text_style": Limit(
        "font*, different font, typeface, text color, text colour, font size*, font color*, 换字体, 改字体, 字体, 字号, 字体颜色",
        (
            "Fonts, sizes and colours of text can't be chosen here; captions have the styles clean, karaoke and bold.",
            "这里不能选字体、大小和颜色；字幕有简洁、卡拉OK和粗体三种样式。",
        ),
        ("make the captions bold", "字幕加粗"),
    ),
    "mood": Limit(
        "lofi, lo fi, chill, upbeat, epic, sad, happy, relaxing, energetic, calm, trending, dramatic, cheerful, motivational, "
        "inspiring, ambient, piano, jazz, hip hop, funky, romantic, suspenseful, royalty free, uplifting, classical, techno, rock, "
        "emotional, soft, mellow, festive, 轻快, 欢快, 舒缓, 伤感, 史诗, 励志, 轻松, 动感, 抒情, 流行, 热门, 钢琴, 激昂, 悲伤, 温柔, 治愈, 节奏感强",
        ("There is no music of my own: upload a sound file first.", "我没有自带的音乐：请先上传一个音乐文件。"),
        _MUSIC,
    ),
    "fillers": Limit(
        "filler word*, filler*, um, ums, uh, uhs, uhm, uhms, umms, ums and uhs, uhms and ahs, like's, you knows, verbal tics, er, ers, ahs, "
        "stutter*, stutters, stuttering, coughs, cough*, repeated words, false starts, retakes, bad takes, "
        "语气词, 口头禅, 废词, 嗯啊, 填充词, 咳嗽, 重复的话, 结巴, 口水词, 嗯嗯啊啊",
        ("Filler words can't be taken out here yet.", "这里还不能去掉语气词。"),
        ("remove the silences", "去掉停顿"),
    ),
    "longer": Limit(
        "longer, too short, +extend, +lengthen, +prolong, double the length, twice as long, three times as long, +stretch, make it last longer, "
        "太短, 更长, 延长, 加长, 拉长, 长一点, 长一些, 变长",
        ("The film can't be made longer than what you uploaded.", "成片不能比上传的素材更长。"),
        ("undo", "撤销"),
    ),
    "vague": Limit(
        "better, pop, go viral, viral video, more engaging, more interesting, more professional, more fun, more exciting, exciting, more energy, more dynamic, more entertaining, fun to watch,  less boring, improve, "
        "+improve, spice up, spice it up, +polish, +beautify, look good, look nice, look professional, look better, magic, do your magic, surprise me, "
        "do your thing, work your magic, make it good, fix it, awesome video, "
        "好看一点, 更好, 优化一下, 美化, 高级一点, 高级感, 更好看, 更有趣, 更吸引人, 吸引人一点, 优化, 弄好看, 有意思一点, 更专业, 专业一点, 大片感, 润色, 随便剪, "
        "好看点, 处理一下, 更精彩",
        ("That can mean many things: say what should change.", "这可以有很多意思：请说说要改什么。"),
        _FULL,
    ),
    "export": Limit(
        "",
        ("Exporting isn't an edit: the film stays as it is.", "导出不是剪辑操作：影片没有改变。"),
        ("export", "导出"),
        whole=True,
    ),
    "platform": Limit(
        "facebook, linkedin, snapchat, twitter, pinterest, vimeo, twitch, whatsapp, discord, threads, reddit, x com, telegram, "
        "快手, 视频号, 小红书, b站, 哔哩哔哩, 微博, 微信, 西瓜视频, 朋友圈, 领英, 脸书, 推特",
        (
            "There is no preset for that platform; TikTok, Reels and YouTube Shorts have one.",
            "没有这个平台的预设；有的是抖音、Reels和YouTube Shorts。",
        ),
        ("make it vertical", "改成竖屏"),
    ),
    "aspect": Limit(
        "ultrawide, imax, circular, circle, round, 圆形, 超宽屏",
        ("Only 9:16, 1:1, 4:5 and 16:9 can be made here.", "这里只能做9:16、1:1、4:5和16:9。"),
        ("make it 16:9", "改成横屏"),
    ),
    "several": Limit(
        "several shorts, multiple shorts, a series of, separate videos, several videos, multiple videos, a few shorts, several clips, "
        "multiple clips, batch, different versions, multiple versions, 多个短视频, 好几个, 几个短视频, 多条, 系列, 分别, 好几条, 几条",
        ("One film at a time: several can't be made in one go here.", "一次只能做一个影片。"),
        _CUT,
        whole=True,
    ),
    "length": Limit("", ("A film can't be that short.", "影片不能这么短。"), _CUT),
    "how_much": Limit(
        "",
        ("Say how much of it, and where.", "请说说去掉多少、在哪里。"),
        ("trim the first 5 seconds", "去掉前5秒"),
    ),
    "title_text": Limit(
        "", ("Say what it should read.", "请说说要写什么。"), ("add the title 'My day'", "加标题「我的一天」")
    ),
    "caption_text": Limit(
        "typo*, misspelled, spelling, spelled wrong, misspelling, 错别字, 打错, 写错, 错字",
        (
            "The words of captions can't be changed here yet: they are what is heard.",
            "这里还不能改字幕的文字：字幕就是听到的内容。",
        ),
        ("add the title 'My day'", "加标题「我的一天」"),
    ),
    "range_volume": Limit(
        "",
        (
            "The volume can be changed for a clip or the whole film, not for a stretch of time.",
            "音量只能对片段或整个影片调整，不能只调一段时间。",
        ),
        ("mute the first clip", "第一段静音"),
    ),
    "unknown": Limit(
        "",
        (
            "I didn't understand this. I can cut to a length, trim, keep or remove a time range, remove silences, change the shape, "
            "add captions, a title or music, and set the volume.",
            "我没听懂。我可以剪到指定时长、掐头去尾、保留或去掉一段时间、去掉停顿、改画面比例、加字幕、标题或音乐、调音量。",
        ),
        _FULL,
    ),
}
"""By topic; the order decides where words of several topics meet."""


def reason(topic: str, language: Language) -> tuple[str, str]:
    """(why not, what can be asked instead), in the language of the answer."""
    limit = LIMITS[topic]
    index = 0 if language == "en" else 1
    return limit.reason[index], limit.nearest[index]
