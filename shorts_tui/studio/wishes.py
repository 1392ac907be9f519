"""What an export that is asked for in words should become: a film, its captions or its draft, and under which name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Form = Literal["mp4", "srt", "vtt", "ass", "draft"]

_QUOTED = re.compile(r"""["'“‘「](?P<path>[^"'”’」\n]+\.(?:mp4|srt|vtt|ass|json))["'”’」]""", re.IGNORECASE)
_PLAIN = re.compile(r"(?:^|\s)(?P<path>[^\s\"'“”‘’「」]+\.(?:mp4|srt|vtt|ass|json))(?=$|[\s,.;!?，。])", re.IGNORECASE)
_SUBTITLES = re.compile(r"\b(?:srt|subtitles?|captions? (?:file|as)|the captions)\b|字幕", re.IGNORECASE)
_SOUND = re.compile(
    r"\b(?:only|just) the (?:audio|sound)\b|\baudio only\b|\bas (?:an? )?(?:mp3|wav)\b|只.{0,4}(?:音频|声音)",
    re.IGNORECASE,
)
_WITH = re.compile(r"\bwith (?:the )?(?:subtitles?|captions?)\b|带字幕", re.IGNORECASE)


@dataclass(frozen=True)
class Wish:
    """`form` of the file, `out` its name where one was said, `impossible` when it is a form that we don't make."""

    form: Form = "mp4"
    out: Path | None = None
    impossible: bool = False


def wish(text: str) -> Wish:
    """Read the words of an export, such as `export the subtitles as srt` or `export to ~/x.mp4`; it never raises."""
    text = text[:2000]
    found = _QUOTED.search(text) or _PLAIN.search(text)
    out = Path(found["path"]) if found else None
    words = text.replace(found["path"], " ") if found else text
    ending = out.suffix.lower() if out else ""
    subtitles: dict[str, Form] = {".srt": "srt", ".vtt": "vtt", ".ass": "ass"}
    if ending in subtitles:
        return Wish(subtitles[ending], out)
    if ending == ".json":
        return Wish("draft", out)
    if ending != ".mp4":
        if re.search(r"\b(?:web)?vtt\b", words, re.IGNORECASE):
            return Wish("vtt", out)
        if re.search(
            r"\b(?:as|an?|to|the) (?:\.)?ass\b(?! (?:of|is))|\bsubstation\b|ass ?(?:字幕|格式|文件)",
            words,
            re.IGNORECASE,
        ):
            return Wish("ass", out)
        if _SUBTITLES.search(words) and not _WITH.search(words):
            return Wish("srt", out)
        if _SOUND.search(words):
            return Wish(out=out, impossible=True)
    return Wish(out=out)
