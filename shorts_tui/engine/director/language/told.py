"""Whether words in quotes are told to be said in the film (`讲到「预算」的那段`), so that they are no title."""

from __future__ import annotations

import re

from shorts_tui.engine.director.language.rule import Match

_NEAR = 12
_TOLD_BEFORE = re.compile(
    r"(?:[讲聊念喊]|说(?!明)|(?<!标)提|谈)(?:到|起|过|了|的|出|及|完|的是|到了|一句|一声)?\s*$|(?:^|[，。,.\s把])(?:从|自从)\s*$"
)
_TOLD_BEHIND = re.compile(
    r"\s*(?:[讲聊念说](?:到|起|完)|(?:这|那)(?:个|几个|两个|俩)?(?:词|名字|人名)|的那(?:句|几句|段|一段)|(?:打|写|听|认|识别|换|改|变)成)"
)


def is_told(match: Match) -> bool:
    """`从「第一步」讲到...`: quoted in Chinese as what somebody says in the film, not as what it is to show."""
    quote = next((kept.token for kept in match.kept("text") if kept.category == "QUOTE"), None)
    if quote is None:
        return False
    return bool(
        _TOLD_BEFORE.search(match.text[max(0, quote.start - _NEAR) : quote.start])
        or _TOLD_BEHIND.match(match.text[quote.end : quote.end + _NEAR])
    )
