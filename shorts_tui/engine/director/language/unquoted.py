"""Words of the film, and of titles, that nobody puts in quotes: `the part where she says welcome`, `the Bye title`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.atoms import fold

_MENTION = re.compile(
    r"(?:\bwhere|\bwhen|\bsentence in which|\bafter|\bbefore|\buntil)\s+(?:\w+\s+){0,2}?"
    r"(?:says?|said|mentions?|mentioned|talks? about|talking about)\s+(?:the words?\s+|that\s+)?"
    r"(?P<said>(?![\"'“‘])[^,.;!?\n]+?)"
    r"(?=\s*(?:[,.;!?\n]|$|\b(?:and|then|and then) (?:add|make|then|put|cut|remove|use|mute|keep|delete|trim|drop|"
    r"split|speed|slow|fade|zoom|start|end|turn|take|get|give|set|change)\b|\bto where\b|\buntil\b))",
    re.IGNORECASE,
)
_NAMED_WORD = re.compile(
    r"\b(?:remove|cut|delete|mute|bleep|drop|silence|take)\s+(?:out\s+)?(?:(?:every|all|the|each)\s+)*"
    r"(?:instances? of\s+)?(?:the\s+)?word\s+(?P<said>(?![\"'“‘])[^\W\d]+)"
    r"(?=\s*(?:[,.;!?\n]|$|\band\b|\bout\b|\bfrom the (?:audio|video|film)\b))",
    re.IGNORECASE,
)
_MENTION_ZH = re.compile(
    r"(?:说到|提到|讲到|谈到|说|讲)(?P<said>(?![话错「“\"『《])[^，。；！？的\s]{2,12}?)"
    r"(?=的?(?:部分|地方|那段|那一段|片段|那句|时候|之后|之前|以后|以前))"
)
_NAME = re.compile(
    r"(?i:\b(?:title|lower third|name ?tag|text|banner|caption|add|put|show|write)s?\b)[^\"'“]*?"
    r"\b(?P<gap>(?:my|his|her|their|our|\w+'s) name,?\s+(?:is\s+)?)"
    r"(?P<said>(?!(?:At|In|For|From)\b)[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,3})"
)
"""`A lower third with my name, Priya Nair`."""
_TITLE_NOUN = r"(?:那个|这个|那条|那行|的|one\b|title\b|text\b|card\b)(?:的?标题|的?文字)?"
_STRAP = re.compile(
    r"\b(?:[Nn]ame (?:strap|tag|plate|banner)|[Ll]ower third) (?:for|of|with|saying) "
    r"(?P<said>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,3})"
)
_BRACKETED = re.compile(
    r"\b(?:name|title|text|caption|lower third|tag|strap|card|heading|headline)\s*"
    r"(?P<gap>\()(?P<said>[A-Z][^()\n]{1,60})\)"
)
"""`My name (Dr. Lena Vogt)`."""
_ABOUT = re.compile(
    r"\b(?:part|bit|section|piece|passage|stretch)s?\s+(?:that(?:'s|\s+is)\s+)?about\s+"
    r"(?:the\s+|my\s+|our\s+|his\s+|her\s+|their\s+|a\s+|an\s+)?"
    r"(?P<said>(?!the\b|half|a\b|\d|one\b|two\b|three\b|ten\b|how\b|what\b|to\b)[^\W\d]{3,}(?:\s[^\W\d]{3,})?)"
    r"(?=\s*(?:[,.;!?\n]|$|\band\b))",
    re.IGNORECASE,
)
"""`The part about the harbour`."""
_HANDLE = re.compile(r"(?<![\w.])(?P<said>@[A-Za-z_][\w.]{2,})")
_MISSPELLED = re.compile(r"spell|spelt|typo|caption|subtitle|\bsubs\b|misheard|transcri|\bwritten\b", re.IGNORECASE)
_RIGHT_NOT_WRONG = re.compile(
    r"(?:\b(?:it's|its|it is|should be|should say|should read|meant to be|supposed to be|spelled|spelt)|:)\s+"
    r"(?P<new>[\w'-]+)\s*,?\s*(?:and )?not\s+(?P<old>[\w'-]+)",
    re.IGNORECASE,
)
"""`It's Siobhan, not Shavon`."""


def unquoted(text: str) -> Iterator[tuple[int, int, str]]:
    """From where to where words stand that are content though nobody quotes them, and the words themselves."""
    for match in (
        *_ABOUT.finditer(text),
        *_MENTION.finditer(text),
        *_NAMED_WORD.finditer(text),
        *_MENTION_ZH.finditer(text),
    ):
        yield *match.span("said"), match["said"]
    for match in _NAME.finditer(text):
        yield match.start("gap"), match.end("said"), match["said"]
    for match in _BRACKETED.finditer(text):
        yield match.start("gap"), match.end(), match["said"]
    for match in (*_STRAP.finditer(text), *_HANDLE.finditer(text)):
        yield *match.span("said"), match["said"]
    if _MISSPELLED.search(text):
        for match in _RIGHT_NOT_WRONG.finditer(text):
            yield *match.span("new"), match["new"]
            yield *match.span("old"), match["old"]


def named_titles(folded: str, film: Film) -> Iterator[tuple[int, int, int]]:
    """From where to where a title of the film is named by its text (`the Bye one`, `Bye那个标题`), and its number."""
    for number, (words, _, _) in enumerate(film.titles, 1):
        if not words.strip():
            continue
        name = re.escape(fold(words.strip()))
        quoted = rf"[\"'“‘]{name}[\"'”’]"
        for match in re.finditer(rf"(?<![a-z0-9])[\"'“‘「『]?{name}[\"'”’」』]?\s*{_TITLE_NOUN}", folded):
            yield match.start(), match.end(), number
        for match in re.finditer(
            rf"\b(?:one|title|text)\s+(?:that |which )?(?:says|saying|reads|reading)\s+{quoted}", folded
        ):
            yield *match.span(), number
        for match in re.finditer(rf"\b(?:move|shift|delete|remove|hide)\s+(?P<said>{quoted})", folded):
            yield *match.span("said"), number
