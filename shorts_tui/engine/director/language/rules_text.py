"""Rules of text on the picture: captions from what is said, titles from what is quoted or spelled out."""

from __future__ import annotations

import re

from shorts_tui.engine.director.language.categories import is_filler
from shorts_tui.engine.director.language.rule import Built, Match, Modifier, Refusal, Rule, removing
from shorts_tui.engine.director.language.told import is_told
from shorts_tui.engine.director.plan import Captions, CutTo, Overlay, RemoveTitle, Title

ADD = "(ADD|MAKE|CREATE|WANT|USE|PUT|CHANGE|MOVE|WITH|WRITE)"
_SAYING = "(SAYING|COLON|COMMA SAYING|IS|AS|OF|IS SAYING|DASH|WITH SAYING|CALL)"
_TOLD = re.compile(r"\b(?:go|goes|going|say|says|saying|said)\s*$", re.IGNORECASE)
"""Before a quotation: somebody says it."""
_BY_SOMEBODY = re.compile(
    r"\b(?:i|he|she|we|they|you|who|people|everyone|somebody|someone|keep|keeps|keep on|always|just|also|then)\s+$",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:it|title|text|logo)\s+(?:should|must|has to|needs to|can)\s+last\b", re.IGNORECASE)
_PAST = frozenset(("says", "said", "wrote", "typed", "printed", "written"))
_SPOKEN = frozenset(("说", "说到", "讲", "讲到", "提到"))
_READS = "(say:SAYING|COLON|COMMA SAYING|IS SAYING|DASH|SAYING COLON)"
ON_FILM = "(ON|IN|TO|FOR|FILM|SCREEN|ALL|OF|SAYING|ADD|BACKGROUND)*"
_ON_SCREEN = "(ON|IN|AS|TO|FOR|OF|SCREEN|FILM|TITLE|STYLE_WORD)*"


def _title(match: Match) -> Built:
    """A title with its text, quoted or not; nothing between the quotes is no text."""
    if match.tokens[0].text.lower() in (*_SPOKEN, *_PAST) or is_told(match):
        return None  # `说“再见”` is what somebody says
    if "SAYING" in match.tokens[0] and _BY_SOMEBODY.search(match.text, 0, match.tokens[0].start):
        return None  # `She says 'bloody'`
    text = match.word("text").strip() if match.has("text") else (match.content or "").strip()
    if not text:
        return (Refusal("title_text"),)
    if match.content and _is_length(match):
        return None  # `my boss says 30 seconds long`
    if match.content and any("WHAT" in token and token.text in match.content for token in match.tokens):
        return None  # `标题写的啥`
    if match.content and (_says_nothing(match) or match.content.strip()[:1] in "的了吧"):
        return None  # `标题开头三秒显示就行`
    if match.content and _is_look(match):
        return None  # `标题改成黄色` says how, not what
    if match.content and match.has("say") and "LASTING" in match.kept("say")[0].token and _is_time(match):
        return None  # `标题显示5秒` says how long, not what
    long = (Modifier("lasting", round(match.number("long"))),) if match.has("long") else ()
    lower = any("TITLE" in token and token.text.lower().startswith("lower third") for token in match.tokens)
    style = (Modifier("title_style", "lower-third"),) if lower else ()
    bottom = [token for token in match.tokens if token.categories.get("POSITION") == "bottom" and "TITLE" not in token]
    placed = [one for one in match.modifiers if not (lower and one.kind == "position" and not bottom)]
    return (Title(text=text), *long, *style, *placed)


def _says_nothing(match: Match) -> bool:
    """Is the unquoted text nothing but a courtesy in Chinese?"""
    said = [token for token in match.tokens if token.text and token.text in (match.content or "")]
    return not (match.content or "").isascii() and bool(said) and all(is_filler(token) for token in said)


def _is_look(match: Match) -> bool:
    """Is the unquoted text nothing but a colour, a size or a place?"""
    said = [token for token in match.tokens if token.text and token.text in (match.content or "")]
    looks = ("COLOR", "SCALE", "POSITION", "STYLE", "DEGREE", "COLOR_WORD", "LONGER", "LATER_BY", "HIGHER", "DEEPER")
    plain = [token for token in said if not any(name in token for name in ("DET", "FILLER", "IN", "COMMA", "AND"))]
    said_how = any(any(name in token for name in looks) for token in plain)
    return said_how and all(any(name in token for name in (*looks, "TIME")) for token in plain)


def _is_length(match: Match) -> bool:
    """Is the unquoted text nothing but a time and what says that it is a length?"""
    said = [token for token in match.tokens if token.text and token.text in (match.content or "")]
    lengths = ("TIME", "VERSION", "LENGTH", "APPROX")
    timed = any("TIME" in token for token in said)
    return timed and all(is_filler(token) or any(name in token for name in lengths) for token in said)


def _is_time(match: Match) -> bool:
    return "TIME" in match.tokens[-1] and match.tokens[-1].text == match.content


_I = re.compile(r"I(?:'m|'ve|'d|'ll)? [a-z]")
"""A capital that says nothing."""


def _capital_title(match: Match) -> Built:
    """Text straight behind the word `title`: it must look like one, for `title` has other company as well."""
    content = (match.content or "").strip()
    if any("LATER_BY" in token or "EARLIER_BY" in token for token in match.tokens):
        return None
    if match.tokens[0].text.lower() in _PAST:
        return None  # `Which one says Bye`
    titled = any("TITLE" in token for token in match.tokens)
    if not titled and any("TIME" in token and content.startswith(token.text) for token in match.tokens):
        return None  # `The brief says 25 seconds`
    if _is_apart(match, content):
        return _title(match)
    if _I.match(content):
        return None  # `Can't make out a word I'm saying`
    return _title(match) if content[:1].isupper() or (content[:1].isdigit() and ":" not in content) else None


def _is_apart(match: Match, content: str) -> bool:
    """`加个标题 五杀时刻`: behind a space, a text in Chinese of words that mean nothing else here."""
    added = any("ADD" in token or "WRITE" in token for token in match.tokens[:1])
    at = match.text.find(content, match.tokens[0].start) if content else 0
    strange = [token for token in match.tokens if not token.categories and token.start >= at]
    return added and at > 0 and match.text[at - 1].isspace() and not match.text[at].isascii() and bool(strange)


def _quoted(match: Match) -> Built:
    """A quotation alone is shown only where it is said when, where or for how long."""
    said = _TOLD.search(match.text, 0, match.kept("text")[0].token.start)
    return _title(match) if match.modifiers and said is None else None


def _clocked(match: Match) -> Built:
    """`0:10打个「X」`: a time by the clock is when, without a word for it."""
    when = match.kept("when")[0]
    made = _title(match)
    return (
        None if made is None or ":" not in when.token.text else (*made, Modifier("start", round(match.number("when"))))
    )


def _change_title(match: Match) -> Built:
    """A title is moved, or shown at another time; without a change to it, its text is missing."""
    if match.modifiers:
        return (Title(), *match.modifiers)
    return None if match.has("keep") else (Refusal("title_text"),)


def _gone_after(match: Match) -> Built:
    """`Hide the title after 4 seconds`."""
    span = match.ranges("long")[0]
    return (Title(duration=span.start),) if span.start > 0 and span.end is None else None


def _up_or_down(match: Match) -> Built:
    """`Move the title up` to the top, `a bit` by a place; `drop it down` is no removing."""
    if "REMOVE" in match.tokens[0] and not match.tokens[0].text.lower().startswith("drop"):
        return None
    kind = Title if match.kept("what")[0].category == "TITLE" else Captions
    if match.word("d") == "little":
        return (kind(nudge="higher" if match.has("up") else "lower"),)
    return (kind(position="top" if match.has("up") else "bottom"),)


def _sized(match: Match) -> Built:
    """`Bump up the title size`."""
    kind = Title if match.kept("what")[0].category == "TITLE" else Captions
    return (kind(scale=1.25 if match.has("up") else 0.8),)


def _nudged(match: Match) -> Built:
    """`Lower the title`: one place further down than it is."""
    kind = Title if match.kept("what")[0].category == "TITLE" else Captions
    return (kind(nudge="lower" if match.word("how") == "lower" else "higher"),)


def _placed_title(match: Match) -> Built:
    """`Center the title`."""
    return _change_title(match) if match.modifiers else None


def _lasts(match: Match) -> Built:
    """`Make it last 6 seconds`: the title, the image over the film, or the film itself."""
    said, length = match.kept("long")[0].token.text.lower(), match.ranges("long")[0].start
    if not any(name in match.tokens[0] for name in ("MAKE", "KEEP", "ADD")) and not _LASTS.search(match.text):
        return None
    if not said.startswith("last") or length >= 0 or any("DET" in token for token in match.tokens[-2:-1]):
        return None
    if match.has("title") or match.film.last == "title":
        return (Title(duration=-length),)
    if match.film.last == "overlay":
        return (Overlay(duration=-length),)
    return (CutTo(length=-length),)


def _moved_title(match: Match) -> Built:
    return (Title(start=round(match.number("when"))),)


def _no_title(match: Match) -> Built:
    """`Remove the text` means the captions where nothing else is written on the picture."""
    if match.film.has_captions and not match.film.has_title and match.kept("what"):
        return (Captions(on=False),) if match.kept("what")[0].token.text.lower() == "text" else (RemoveTitle(),)
    return (RemoveTitle(),)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            "(MOVE|PUT|BRING|LOWER|REMOVE) (what:TITLE|what:CAPTIONS) (up:UP|up:HIGHER|DOWN|DEEPER) d:DEGREE?",
            "(MOVE|PUT|BRING|LOWER) (what:TITLE|what:CAPTIONS) d:DEGREE (up:UP|up:HIGHER|DOWN|DEEPER)",
        ),
        _up_or_down,
    ),
    Rule(
        (
            "how:NUDGE ALL? (what:TITLE|what:CAPTIONS) DEGREE*",
            "MOVE? ALL? (what:TITLE|what:CAPTIONS) MOVE? how:NUDGE DEGREE*",
        ),
        _nudged,
    ),
    Rule(
        (
            "(up:RAISE|down:LOWER) (what:TITLE|what:CAPTIONS) SIZE d:DEGREE?",
            "(up:RAISE|down:LOWER) SIZE (OF|ON|FOR) (what:TITLE|what:CAPTIONS) d:DEGREE?",
            "(TURN|MAKE) (up:UP|down:DOWN) (what:TITLE|what:CAPTIONS) SIZE",
        ),
        _sized,
    ),
    Rule(
        (
            f"{ADD}* MODS long:TIME? TITLE STYLE_WORD* {_ON_SCREEN} MODS {_SAYING}* MODS text:QUOTE {_ON_SCREEN} MODS",
            f"{ADD}* MODS CAPTIONS {_ON_SCREEN} MODS {_SAYING}* text:QUOTE {_ON_SCREEN} MODS",
            "(CHANGE|MAKE|SET|REPLACE) TITLE (QUOTE)? (TO|INTO|WITH|FOR|SAYING|REPLACE) text:QUOTE MODS",
            f"(ADD|WRITE) {_ON_SCREEN} MODS text:QUOTE {_ON_SCREEN} MODS",
            "CALL FILM? text:QUOTE MODS",
            f"{ADD}* MODS TITLE (WITH|OF|FOR)? NP COLON? text:QUOTE MODS",
            "MODS (USE|ADD)? text:QUOTE (AS|FOR|IN|MAKE|ADD) (TITLE|SCREEN) MODS",
            f"{ADD}* MODS long:TIME? TITLE STYLE_WORD* {_ON_SCREEN} MODS {_READS} CONTENT",
            "(CHANGE|SET|MAKE|REPLACE) TITLE (TO|INTO|WITH|REPLACE|SAYING)* (TO|INTO|WITH|REPLACE|SAYING) CONTENT",
            "CALL FILM? CONTENT",
            "(ADD|WRITE) SAYING CONTENT",
        ),
        _title,
    ),
    Rule((f"(when:TIME|when:MAYBE_TIME) (ADD|WRITE) {_ON_SCREEN} MODS text:QUOTE {_ON_SCREEN} MODS",), _clocked),
    Rule((f"(CALL|SAYING|USE) {_ON_SCREEN} MODS text:QUOTE {_ON_SCREEN} MODS",), _title, bare=True),
    Rule((f"{ADD}* MODS TITLE (COLON|IS|TO)? CONTENT", "WRITE CONTENT"), _capital_title),
    Rule(("(ADD|WRITE)? MODS COLON? text:QUOTE MODS",), _quoted),
    Rule(("(MAKE|KEEP|ADD)? (title:TITLE|FILM)? long:SPAN",), _lasts),
    Rule(("MOVE TITLE (TO|AT|BY|UNTIL|IN)* (when:TIME|when:MOMENT)",), _moved_title),
    Rule((f"({ADD}|keep:KEEP)* TITLE (TO|ON|IN|MOVE|ADD|IS|SCREEN)* MODS (MOVE|ADD)?",), _change_title),
    Rule((f"{ADD}? COLOR_WORD (OF|FOR|IN) TITLE (TO|IN|IS|INTO)* MODS",), _change_title),
    Rule((f"ADD MODS ALL? TITLE {_ON_SCREEN} MODS",), _change_title),
    Rule((f"MODS TITLE {_ON_SCREEN}",), _placed_title),
    Rule(("(REMOVE|OFF_VERB|FADE_OUT) TITLE long:SPAN", "TITLE (REMOVE|OFF_VERB) long:SPAN"), _gone_after),
    Rule(("TITLE",), _change_title, bare=True),
    Rule(
        (
            *removing(f"(ALL|PART)* what:TITLE {_ON_SCREEN}"),
            "(REMOVE|OFF_VERB) ALL? TITLE SAYING? (QUOTE|CONTENT)",
            "(REMOVE|OFF_VERB) ALL? QUOTE TITLE",
            "TITLE QUOTE (REMOVE|OFF_VERB)",
            "QUOTE TITLE (REMOVE|OFF_VERB)",
        ),
        _no_title,
    ),
)
