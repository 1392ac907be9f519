"""The captions of a draft as an Advanced SubStation file (`ass`), which editors and players style as they are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.text import sanitize
from shorts_tui.timeline.draft import Draft, Segment

_PLACES = {"bottom": 2, "middle": 5, "top": 8}
"""The alignment of each position, as on a number pad."""
_EDGES = {"bottom": 460 / 1920, "middle": 0.0, "top": 250 / 1920}
"""What platforms cover of an upright picture, as parts of its height."""
_WIDE_EDGE = 0.07
_SIZES = {"bold": 0.075}
_SIZE = 0.05
"""Of the picture's shorter side."""
_COLOURS = {
    "white": "FFFFFF", "yellow": "FFE100", "red": "F03030", "blue": "3090FF", "green": "50E050", "orange": "FF9020",
    "pink": "FF69B4", "purple": "A060E0", "black": "101010", "cyan": "40E0FF", "gold": "D4AF37",
}  # fmt: skip
_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Captions,Arial,{size},{said},{unsaid},&H00101010,&H80000000,{bold},0,0,0,100,100,0,0,1,{edge},0,{place},{side},\
{side},{margin},1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def ass(draft: Draft, captions: Sequence[Segment]) -> str:
    """The script; its one style is that of the first caption, and words of karaoke are timed one by one."""
    width, height = draft.size or (1080, 1920)
    first = captions[0].meta if captions else {}
    look, position = str(first.get("style") or "clean"), str(first.get("position") or "bottom")
    scale = first.get("scale")
    size = min(width, height) * _SIZES.get(look, _SIZE) * (float(scale) if isinstance(scale, int | float) else 1.0)
    colour = _colour(_COLOURS.get(str(first.get("color")), "FFFFFF"))
    karaoke = look == "karaoke"
    lit = colour if first.get("color") else _colour(_COLOURS["yellow"])
    edge = _EDGES.get(position, _EDGES["bottom"]) if height > width else _WIDE_EDGE * (position != "middle")
    head = _HEAD.format(
        width=width,
        height=height,
        size=max(round(size), 1),
        said=lit if karaoke else colour,
        unsaid=_colour("FFFFFF"),
        bold=-1 if look == "bold" else 0,
        edge=max(round(size / 14), 1),
        place=_PLACES.get(position, 2),
        side=round(width * 0.06),
        margin=round(height * edge),
    )
    return head + "".join(_event(caption, karaoke=karaoke) for caption in captions)


def _event(caption: Segment, *, karaoke: bool) -> str:
    text = _timed(caption) if karaoke and caption.words else _escaped(caption.text)
    return f"Dialogue: 0,{_clock(caption.start)},{_clock(caption.end)},Captions,,0,0,0,,{text}\n"


def _timed(caption: Segment) -> str:
    """The words, each with the hundredths of a second from the end of the last one to its own.

    Lines break where the caption's own text breaks.
    """
    breaks = {len(part.split()) for part in _heads(caption.text)}
    pieces, at = [], 0
    for number, word in enumerate(caption.words, 1):
        end = max(round(word.end / 10), at)
        space = "\\N" if number in breaks else " " if number < len(caption.words) else ""
        pieces.append(f"{{\\k{end - at}}}{_escaped(word.text)}{space}")
        at = end
    return "".join(pieces)


def _heads(text: str) -> list[str]:
    """What stands before each line break."""
    lines = text.splitlines()
    return [" ".join(lines[:count]) for count in range(1, len(lines))]


def _escaped(text: str) -> str:
    """Without what the format would take for an instruction: braces and backslashes look alike, but do nothing."""
    plain = sanitize(text).replace("\\", "\u29f5").replace("{", "\uff5b").replace("}", "\uff5d")
    return "\\N".join(line.strip() for line in plain.splitlines() if line.strip())


def _colour(value: str) -> str:
    """RGB as the format has it: blue first, opaque."""
    return f"&H00{value[4:]}{value[2:4]}{value[:2]}"


def _clock(ms: int) -> str:
    hundredths = round(ms / 10)
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"
