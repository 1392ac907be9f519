"""Rules of what lies over the film: images, corrected words, moods of music, and when and how titles are shown."""

from __future__ import annotations

from typing import cast

from shorts_tui.engine.director.language.rule import Built, Match, Modifier, Rule, removing
from shorts_tui.engine.director.plan import (
    CaptionText,
    Mood,
    Music,
    Overlay,
    Question,
    RemoveOverlay,
    Title,
)  # fmt: skip

_ADD = "(ADD|PUT|USE|MAKE|WANT|MOVE|WITH|CREATE|KEEP|CHANGE|SET|BRING)"


def _overlay(match: Match) -> Built:
    """An image over the film: which, where, how large, how strong, when."""
    said: dict[str, object] = {}
    if match.has("name"):
        said["name"] = match.word("name")
    if match.has("corner"):
        said["corner"] = match.word("corner")
    if match.has("size"):
        said["size"] = match.number("size")
    if match.has("opacity"):
        said["opacity"] = match.number("opacity")
    if match.has("see"):
        said.setdefault("opacity", 0.5)
    if match.has("size") and match.has("see") and _is_opacity(match):
        said["opacity"] = said.pop("size")
    if match.has("scale"):
        said["scale"] = match.number("scale")
    if match.has("style"):
        said["scale"] = 1.5
    levels = [modifier for modifier in match.modifiers if modifier.kind == "level"]
    if levels and match.has("see"):
        said["opacity"] = levels[0].value  # `不透明度给30%`
    if not said and not match.has("add") and not (match.modifiers and match.film.has_overlay):
        return None
    others = match.modifiers if not match.has("see") else [one for one in match.modifiers if one not in levels]
    return (Overlay.model_validate(said), *others)


def _is_opacity(match: Match) -> bool:
    """`20% opacity`, `opacity 20%`: how much of it is seen, not how large it is."""
    said = [token for token in match.tokens if not ("IS" in token or "TO" in token or "AT" in token)]
    at = next(n for n, token in enumerate(said) if token is match.kept("size")[0].token)
    return match.kept("see")[0].token in (*said[at + 1 : at + 2], *said[max(0, at - 1) : at])


def _corner(match: Match) -> Built:
    """`No, bottom right` of an image that is there."""
    return (Overlay.model_validate({"corner": match.word("corner")}),) if match.film.has_overlay else None


def _see_through(match: Match) -> Built:
    """`不透明度给30%`, said in a phrase of its own."""
    return (Overlay(opacity=match.number("opacity")),) if match.film.has_overlay else None


def _no_overlay(match: Match) -> Built:
    clip = any("PICTURE_FILE" in token and "CLIPREF" in token for token in match.tokens)
    return (RemoveOverlay(),) if match.film.has_overlay and not clip else None


def _caption_text(match: Match) -> Built:
    texts = [str(kept.value) for kept in match.kept("text")]
    if len(texts) != 2 or not texts[0]:
        return None
    return (CaptionText(old=texts[0], new=texts[1]),)


def _corrected(match: Match) -> Built:
    """`It's 'Anna', not 'Hannah'`."""
    old, new = match.word("old"), match.word("new")
    return (CaptionText(old=old, new=new),) if old and new else None


def _heard(match: Match) -> Built:
    """`「再见」写成「在见」了`: what it was taken for is what goes; with `把` that is asked for."""
    return None if "把" in match.text[: match.kept("new")[0].token.start] else _corrected(match)


def _no_caption_word(match: Match) -> Built:
    return (CaptionText(old=match.word("text"), new=""),) if match.word("text") else None


def _mood(match: Match) -> Built:
    volume = match.number("level") if match.has("level") else None
    return (Music(mood=cast("Mood", str(match.kept("mood")[-1].value)), volume=volume), *match.modifiers)


def _built_in(match: Match) -> Built:
    return (Music(), *match.modifiers)


def _later(match: Match) -> Built:
    return (Title(shift=round(match.number("t"))),)


def _earlier(match: Match) -> Built:
    return (Title(shift=-round(match.number("t"))),)


def _reasons(match: Match) -> Built:
    return (Question(topic="reasons"),)


def _bigger(match: Match) -> Built:
    return (Modifier("scale", match.number("scale")),)


def _color(match: Match) -> Built:
    return (Modifier("color", match.word("color")),)


def _title_style(match: Match) -> Built:
    return (Modifier("title_style", match.word("style")),)


_IMAGE = "(name:PICTURE_FILE|LOGO|LOGO name:PICTURE_FILE|name:PICTURE_FILE AS LOGO)"
_PLACED = (
    "(corner:CORNER|corner:POSITION|corner:SIDE|CORNER_WORD|AT|IN|ON|TO|OF|SCREEN|AS|LOGO|FILM|MOVE|AND|WITH|BACKGROUND|COMMA|"
    "scale:SCALE|see:OPACITY|IS|MAKE|DEGREE|ONLY|HAVE)*"
)
_SIZED = "((AT|WITH|OF|TO|IS|SIZE|COMMA)* size:FACTOR OF? WIDTH | (AT|WITH|OF|TO|IS|SIZE)* size:PERCENT (WIDTH|SIZE|OF|SCREEN)* | (AT|IS|SCREEN)* WIDTH (AT|TO|IS|OF|SCREEN)* size:PERCENT | (AT|IS)* SCREEN OF? size:PERCENT WIDTH? | (AT|WITH|TO|IS)* (opacity:PERCENT|opacity:FACTOR) (OF)? OPACITY | OPACITY (AT|TO|IS|COLON)* (opacity:PERCENT|opacity:FACTOR))"

RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"(add:ADD|add:PUT|add:USE|add:MAKE|add:MOVE|add:WANT) (ALL|AS|IN|ON)* {_IMAGE} {_PLACED} MODS {_SIZED}? {_PLACED} {_SIZED}? {_PLACED} MODS",
            f"{_ADD} {_IMAGE} {_PLACED} {_SIZED}? {_PLACED} {_SIZED}? {_PLACED} MODS",
            f"{_IMAGE} {_PLACED} {_SIZED}? {_PLACED} {_SIZED}? {_PLACED} MODS",
            f"scale:SCALE {_IMAGE} {_PLACED} MODS",
            f"corner:CORNER (CORNER_WORD|SCREEN)* (add:ADD|add:PUT) {_IMAGE} {_PLACED} {_SIZED}? {_PLACED} MODS",
        ),
        _overlay,
    ),
    Rule(("(MOVE|ADD|AT|IN|TO|ON)* corner:CORNER (CORNER_WORD|OF|SCREEN)*",), _corner, bare=True),
    Rule(("OPACITY (AT|TO|IS|COLON)* (opacity:PERCENT|opacity:FACTOR)",), _see_through, bare=True),
    Rule((*removing("(ALL|PART)* (LOGO|PICTURE_FILE) (ON|FROM|IN|FILM|SCREEN)*"),), _no_overlay),
    Rule(("(IN|ON|CAPTIONS|PART)* new:QUOTE HEARD old:QUOTE",), _heard, whole=True),
    Rule(
        (
            "(CHANGE|REPLACE|MAKE|SWAP) (IN|ALL|CAPTIONS|WORD|TITLE|SENTENCE)* text:QUOTE (TO|WITH|INTO|FOR|REPLACE|BY|SAYING)* text:QUOTE (IN|ON|ALL|CAPTIONS|TITLE)*",
            "(IN|ON|CAPTIONS|TITLE)* (CHANGE|REPLACE) text:QUOTE text:QUOTE (IN|CAPTIONS|TITLE)*",
            "(IN|ON|CAPTIONS|TITLE)* text:QUOTE (CHANGE|REPLACE|TO|SAYING) (CHANGE|REPLACE|TO|SAYING)* text:QUOTE "
            "(IN|CAPTIONS|TITLE)*",
            "text:QUOTE IS text:QUOTE (IN|CAPTIONS)*",
            "text:QUOTE text:QUOTE IN* CAPTIONS",
            "CAPTIONS (LIMIT|COLON|COMMA|IN|DASH)* text:QUOTE COMMA? text:QUOTE",
            "(IN|ON|CAPTIONS|TITLE)* (CHANGE|REPLACE)? text:QUOTE (CHANGE|REPLACE|TO|SAYING)* text:QUOTE (IN|CAPTIONS|TITLE)*",
            "(IN|ON|CAPTIONS|ALL|HEARD|WRITE|SAYING)* text:QUOTE (PART|ALL|WORD|OF)* (CHANGE|REPLACE) (TO|SAYING|WORD)* text:QUOTE",
            "text:QUOTE IS? text:QUOTE (IN|CAPTIONS)*",
            "(IN|ON|CAPTIONS|SAYING|IS|MENTION|WRITE)* (SAYING|MENTION|WRITE|HEARD) text:QUOTE (BUT|COMMA|IS|SAYING|AND)* (IS|SAYING|BUT|MENTION) text:QUOTE",
        ),
        _caption_text,
        whole=True,
    ),
    Rule(
        (
            "(IN|ON|CAPTIONS|IS|SAYING|WRITE)* new:QUOTE COMMA? (NEG|BUT NEG) IS? old:QUOTE",
            "(IN|ON|CAPTIONS|IS|SAYING)* NEG old:QUOTE (BUT|COMMA|IS)* new:QUOTE",
        ),
        _corrected,
        whole=True,
    ),
    Rule(
        (
            "(REMOVE|CUT) WORD? text:QUOTE (FROM|IN|OUT_OF|OF|ON|ALL)* CAPTIONS",
            "CAPTIONS IN? (REMOVE) WORD? text:QUOTE",
            "CAPTIONS WORD? text:QUOTE REMOVE",
        ),
        _no_caption_word,
    ),
    Rule(
        (
            f"{_ADD}? MODS (ALL|BUILT_IN|BACKGROUND|AS)* mood:MOOD (mood:MOOD|AND|BUILT_IN|BACKGROUND)* MUSIC (BACKGROUND|UNDER|AS|IN|TO|ON|FOR|FILM|AUDIO)* MODS",
            "(CHANGE|REPLACE|MAKE) MUSIC (TO|WITH|BY|INTO|CHANGE|MAKE)* mood:MOOD MUSIC?",
            f"{_ADD}? MUSIC mood:MOOD MODS",
            f"{_ADD}? mood:MOOD STYLE_WORD? (AS|FOR|IN)? MUSIC MODS",
            f"{_ADD} mood:MOOD STYLE_WORD? MUSIC? BACKGROUND MODS",
        ),
        _mood,
    ),
    Rule(("mood:MOOD STYLE_WORD*",), _mood, bare=True),
    Rule((f"{_ADD} BUILT_IN MUSIC (BUILT_IN|IN|TO|FILM|ON|FOR)* MODS",), _built_in),
    Rule(("DELAY TITLE? BY? t:TIME",), _later),
    Rule(
        (
            "(ADD|MOVE|MAKE|CHANGE|WANT)* TITLE? (TO|ADD|MOVE|START)* t:TIME LATER_BY",
            "TITLE? LATER_BY t:TIME (ADD|MOVE)?",
        ),
        _later,
    ),
    Rule(
        ("(ADD|MOVE|MAKE|CHANGE)? TITLE? (ADD|MOVE|START)? t:TIME EARLIER_BY", "TITLE? EARLIER_BY t:TIME (ADD|MOVE)?"),
        _earlier,
    ),
    Rule(("CHOSEN PHRASE? ASK?", "CHOSEN ASK?"), _reasons, whole=True),
)

MODIFIERS: tuple[Rule, ...] = (
    Rule(("(MAKE|IN|AS|WITH|TO|IS)* scale:SCALE (STYLE_WORD|TITLE)?",), _bigger),
    Rule(("(MAKE|IN|AS|WITH|TO|IS|CHANGE|REPLACE)* color:COLOR (STYLE_WORD|TITLE|COLOR_WORD)*",), _color),
    Rule(("(AS|WITH|IN|ON)? style:TITLE_STYLE STYLE_WORD?",), _title_style),
)
