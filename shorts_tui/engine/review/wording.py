"""The sentences of findings, English and Chinese: what is wrong, and what to say to the director about it.

Each fix is a request that the director's language reads without a question or a refusal; tests hold every one to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_FITTED = "make it for {platform}"
_LEVELLED = "set the loudness for {platform}"

ENGLISH: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "container": ("The file is {found}; MP4 is right for {where}.", _FITTED),
        "codec": ("The picture is coded as {found}; H.264 is right for {where}.", _FITTED),
        "pixels": ("The picture is stored as {found}, which many players can't show.", _FITTED),
        "audio": ("The sound is coded as {found}; AAC is right for {where}.", _FITTED),
        "index": ("The file's index stands at its end, so that it must load whole before it plays.", _FITTED),
        "fps": ("The film has {found} frames a second; 23 to 60 are right for {where}.", _FITTED),
        "resolution": ("The picture has only {found} pixels.", _FITTED),
        "wide": ("The picture is wide ({found}); an upright one, 9:16, is right for {where}.", "make it vertical"),
        "shape": ("The picture is {found}; only 9:16 fills the screen on {where}.", "make it vertical"),
        "long": ("The film is {found} long; the most on {where} is {limit}.", "shorten it to {seconds} seconds"),
        "unusual": ("The film is {found} long; not every account may post more than {limit} on {where}.",
                    "shorten it to {seconds} seconds"),
        "short": ("The film is only {found} long; the least on {where} is {limit}.", "start over"),
        "size": ("The file has {found}; the most on {where} is {limit}.", "shorten it to {seconds} seconds"),
        "quiet": ("The film is quiet: {found} LUFS, where −14 is right for {where}.", _LEVELLED),
        "faint": (
            "The film stays quiet: {found} LUFS, since more would only raise the noise of its recording.",
            "add music",
        ),
        "loud": ("The film is loud: {found} LUFS, where −14 is right for {where}.", _LEVELLED),
        "peak": ("The sound's peaks reach {found} dBTP, and may distort above −1.", _LEVELLED),
        "clipped": ("The sound's peaks reach {found} dBTP, and distort above 0.", "make it quieter"),
        "no_sound": ("The film has no sound track.", "add music"),
        "silent": ("There is nothing to hear in the film.", "add music"),
        "pause": ("There is nothing to hear from {start} to {end} s.", "remove the silences"),
        "pauses": ("There is nothing to hear in {count} places, first from {start} to {end} s.", "remove the silences"),
        "black_start": ("The film begins with {length} s of black.", "remove the first {lasting}"),
        "black_end": ("The film ends with {length} s of black.", "remove the last {lasting}"),
        "black": ("The picture is black from {start} to {end} s.", "remove {start} to {end} seconds"),
        "black_all": ("The whole film is black.", "start over"),
        "still": ("The picture stands still from {start} to {end} s.", "remove {start} to {end} seconds"),
        "still_all": ("The picture stands still almost all the time.", "add karaoke captions"),
        "word_start": ("The film begins in the middle of a word{word}.", "remove the first {lasting}"),
        "word_end": ("The film ends in the middle of a word{word}.", "remove the last {lasting}"),
        "word": ("A word{word} is cut in half from {start} to {end} s.", "remove {start} to {end} seconds"),
        "captions": ("Captions reach under the buttons of {where} at {start} s.", "move the captions to the middle"),
        "title": ("A title reaches under the buttons of {where} at {start} s.", "move the title to the middle"),
    }
)  # fmt: skip

_FITTED_ZH = "适配 {platform}"

CHINESE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "container": ("文件格式是 {found}，{where} 要求 MP4。", _FITTED_ZH),
        "codec": ("画面编码是 {found}，{where} 要求 H.264。", _FITTED_ZH),
        "pixels": ("画面的像素格式是 {found}，很多播放器无法显示。", _FITTED_ZH),
        "audio": ("声音编码是 {found}，{where} 要求 AAC。", _FITTED_ZH),
        "index": ("文件的索引在末尾，必须全部加载后才能播放。", _FITTED_ZH),
        "fps": ("影片每秒 {found} 帧，{where} 要求 23 到 60 帧。", _FITTED_ZH),
        "resolution": ("画面只有 {found} 像素。", _FITTED_ZH),
        "wide": ("画面是横屏（{found}），{where} 用 9:16 的竖屏。", "改成竖屏"),
        "shape": ("画面是 {found}，{where} 只有 9:16 才能铺满屏幕。", "改成竖屏"),
        "long": ("影片长 {found}，{where} 最多 {limit}。", "缩短到{seconds}秒"),
        "unusual": ("影片长 {found}，{where} 上不是每个账号都能发布超过 {limit} 的影片。", "缩短到{seconds}秒"),
        "short": ("影片只有 {found}，{where} 至少要 {limit}。", "重新开始"),
        "size": ("文件有 {found}，{where} 最多 {limit}。", "缩短到{seconds}秒"),
        "quiet": ("影片声音偏小：{found} LUFS，{where} 以 −14 播放。", _FITTED_ZH),
        "faint": ("影片声音仍然偏小：{found} LUFS，再大只会放大录音的噪声。", "加音乐"),
        "loud": ("影片声音偏大：{found} LUFS，{where} 以 −14 播放。", _FITTED_ZH),
        "peak": ("声音峰值达到 {found} dBTP，超过 −1 可能失真。", _FITTED_ZH),
        "clipped": ("声音峰值达到 {found} dBTP，超过 0 会失真。", "音量调小"),
        "no_sound": ("影片没有声音轨道。", "加音乐"),
        "silent": ("影片里什么也听不到。", "加音乐"),
        "pause": ("{start} 到 {end} 秒什么也听不到。", "去掉静音"),
        "pauses": ("有 {count} 处什么也听不到，第一处是 {start} 到 {end} 秒。", "去掉静音"),
        "black_start": ("影片开头有 {length} 秒黑屏。", "删掉前{length}秒"),
        "black_end": ("影片结尾有 {length} 秒黑屏。", "删掉最后{length}秒"),
        "black": ("{start} 到 {end} 秒画面是黑的。", "删除{start}秒到{end}秒"),
        "black_all": ("整部影片都是黑的。", "重新开始"),
        "still": ("{start} 到 {end} 秒画面静止不动。", "删除{start}秒到{end}秒"),
        "still_all": ("画面几乎一直静止不动。", "加卡拉OK字幕"),
        "word_start": ("影片从一个词{word}的中间开始。", "删掉前{length}秒"),
        "word_end": ("影片在一个词{word}的中间结束。", "删掉最后{length}秒"),
        "word": ("{start} 到 {end} 秒有一个词{word}被切成两半。", "删除{start}秒到{end}秒"),
        "captions": ("{start} 秒处字幕伸到 {where} 的按钮下面。", "把字幕移到中间"),
        "title": ("{start} 秒处标题伸到 {where} 的按钮下面。", "把标题移到中间"),
    }
)

CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "wide": "aspect",
        "shape": "aspect",
        "long": "duration",
        "unusual": "duration",
        "short": "duration",
        "quiet": "loudness",
        "faint": "loudness",
        "loud": "loudness",
        "clipped": "peak",
        "no_sound": "sound",
        "silent": "sound",
        "pause": "silence",
        "pauses": "silence",
        "black_start": "black",
        "black_end": "black",
        "black_all": "black",
        "still_all": "still",
        "word_start": "words",
        "word_end": "words",
        "word": "words",
        "title": "captions",
    }
)
"""The name that programs see, where it is not the sentence's own."""
