"""The part of a text that goes to the service, without what joined it to the parts that do not."""

from __future__ import annotations

import re

from shorts_tui.studio.routing.english_words import BASE_FORMS

_FRONT = re.compile(
    r"(?:[\s,;，；、。.!！&+—–]|-\s|and\b|then\b|also\b|plus\b|next\b|first(?:ly)?\b(?=,|\s+(?:add|cut|make|trim|put|remove|change|set|mute|speed)\b)"
    r"|but\b|afterwards?\b|after\s+that\b|(?:can|could|would|will)\s+you\b(?:\s+please\b)?"
    r"|然后|接着|再(?=[\u3400-\u9fff])|并且|并(?!排)|先|最后(?=[加把删剪去做将])|顺便|同时|等(?=[^，,]{0,40}[好完]))",
    re.IGNORECASE,
)
_BACK = re.compile(r"(?:[\s,;，；、&+—–-]|\b(?:and|then|plus|finally)|然后|接着|再|并且|并)$", re.IGNORECASE)
_DONE_FIRST = re.compile(
    r"(?:once|after|when)\s+(?:(?:you|we)(?:'ve|\s+have|\s+are\s+done|'re\s+done)?\s+)?(?P<verb>[a-z]+)(?P<rest>\s.+)",
    re.IGNORECASE | re.DOTALL,
)


def message(part: str) -> str:
    """A part of the user's text as a message of its own: `and then add captions,` becomes `add captions`."""
    at, end = 0, len(part)
    while match := _FRONT.match(part, at):
        at = match.end()
    while match := _BACK.search(part, max(at, end - 12), end):
        end = match.start()
    said = part[at:end]
    if (done := _DONE_FIRST.fullmatch(said)) and (verb := BASE_FORMS.get(done["verb"].lower())):
        return f"{verb}{done['rest']}"
    return said


def joined(first: str, second: str) -> str:
    """Two messages as one."""
    if not first or not second:
        return first or second
    chinese = re.search("[\u3400-\u9fff]", second) is not None
    return f"{first}，{second}" if chinese else f"{first.rstrip('.')}, and {second}"
