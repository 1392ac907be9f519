"""Window talk in English: which fragments of a sentence tell the user what to do in a window."""

from __future__ import annotations

import re

from shorts_tui.studio.routing.masking import QUOTE
from shorts_tui.studio.translating.fragment import CONTENT, Deed, Reading, Role

_PLAIN_LEAD = re.compile(
    r"(?:please|now|just|simply|then|next|finally|lastly|also|first|afterwards?|and|or|so|but|kindly|otherwise"
    r"|great|done|go ahead and"
    r"|all you (?:need|have) to do is(?: to)?|you(?:'ll| will)? (?:need|have) to|you must|try to"
    r"|it's time to|it is time to|from there|there|here)\b[\s,:]*"
)
_OFFER_LEAD = re.compile(
    r"(?:you (?:can|could|may)(?: (?:now|also|always|then|simply|just|easily|still|either|even))*"
    r"|you(?:'re| are)(?: now)? (?:able|free|ready|all set) to|you (?:might|may) want to|you should(?: now)?"
    r"|feel free to|don't hesitate to|don't forget to|remember to|be sure to|make sure to|make sure you"
    r"|would you like(?: me)?(?: to)?|do you want(?: me)?(?: to)?|want(?: me)? to|shall i|shall we|should i"
    r"|may i|can i|ready to|optionally|alternatively"
    r"|if (?:needed|you like|you want|you wish|possible|not)|i can(?: also"
    r"| now)?|when(?:ever)? ready"
    r"|let me know (?:if|when|whether) you(?:'d| would)?(?: like| want|'re ready| are ready"
    r"| wish)?(?: me)?(?: to)?)\b[\s,:]*"
)
_OPTIONAL = re.compile(
    r"\b(?:when(?:ever)? (?:you|it|ready|done|finished)|if (?:you|needed|it|not)|once (?:you|it|ready|done)"
    r"|at any (?:time|point|moment)|any ?time|later|as soon as you|after you|before you)"
)
_LEADING = re.compile(r"(?:if|when|whenever|once|after|before|as soon as|to|in order to|for|unless|should you|from)\b")
_POINTER = re.compile(
    r"(?:(?:double-|right-|left-|long-)?(?:click|tap|press)|hit|hover|swipe|scroll|toggle"
    r"|drag(?:[ _-]and[ _-]drop)?|drop|pinch)\b\s*"
)
_OBJECT = re.compile(
    rf"(?:[^\w\s{QUOTE}]|the\b|a\b|an\b|on\b|over\b|your\b|this\b|that\b|these\b|those\b|any\b|it\b|its\b"
    rf"|here\b|them\b|each\b|both\b|one\b|and\b|down\b|up\b|to\b"
    rf"|through\b|clips?\b|files?\b|export\b|download\b|play\b|preview\b|save\b|apply\b|undo\b|{QUOTE}|in\b|into\b)"
)
_DETERMINER = re.compile(r"(?:the|a|an|your|this|that|these|those|any|it|its|them|each|both)\b")
_TARGET = re.compile(r"\b(?:onto|into|here|timeline|tracks?|panel|area|window)\b")
_DESTINATION = re.compile(
    r"\b(?:to|onto|into|in|on|over|left|right|up|down|here|edges?|handles?|end|start|apart|out)\b"
)
_NAVIGATION = re.compile(
    r"(?:open(?: up)?|go (?:back )?to|head (?:over )?to|navigate to|visit|switch to|check(?: out)?|see"
    r"|look (?:at|in|under|for)|(?:take|have) a look (?:at|in)|view|select"
    r"|choose|pick|use|find|access|log ?in|sign ?in|enter|preview|review|adjust|expand|turn (?:on|off)|enable"
    r"|move|resize|upload|locate|refer to|set|change|edit|type|watch)\b"
)
_FURNITURE = re.compile(
    r"\b(?:buttons?|icons?|tabs?|panels?|menus?|tool ?bars?|side ?bars?|pages?|settings|dialogs?|drop-?downs?"
    r"|sliders?|corner|timeline"
    r"|media library|library|workspace|dashboard|account|editor|inspector|check ?box(?:es)?|handles?"
    r"|arrow in|top (?:left|right)|bottom (?:left|right)|properties|preview window|preview area"
    r"|project window|toggle"
    r"|left-hand|right-hand|media bin|browser)\b"
)
_EXPORT = re.compile(
    r"(?:export|download|save)(?=$|\s+(?:it|the|your|this|that|now|when|whenever|once|as|to|at|for|in|from|and"
    r"|any|anytime|if|again|immediately|right|directly|later|today|video|mp4|straight)\b)"
)
_EXPORT_WORD = re.compile(r"\b(?:export|download|render)\b")
_ACCOUNT = re.compile(r"\b(?:account|billing|credits?|balance|top up|subscription|plan|invoices?)\b")
_BILLING = re.compile(r"\b(?:account|billing|credits|top up|subscription|invoices?)\b")
_PLAY = re.compile(r"\b(?:play|preview)\b")
_STATE = re.compile(
    r"\b(?:timeline|tracks?|media (?:library|panel|bin)|library|project panel|editor|play|preview|storyboard"
    r"|layers panel|clips panel|workspace)\b"
)
_WHEREABOUTS = re.compile(
    r"(?:the|an?)\b[^.]*\b(?:button|icon|tab|option|link)\b[^.]*\b(?:is|are|can be found|sits|appears)\b"
    r"|you(?:'ll| will| can| should)? (?:find|see) (?:the|an?)\b[^.]*\b(?:button|icon|tab|menu|option|link)\b"
)
_PRESENT = re.compile(r"(?:play|preview|watch|replay)\s+(?:it|the|your|this|that)\b|(?:play|preview)$")
_HOUSEKEEPING = re.compile(
    r"(?:don't|do not|never) (?:close|leave|refresh|reload) (?:this|the|your)\b|(?:refresh|reload) (?:this|the"
    r"|your) (?:page|tab|browser|window)"
    r"|(?:close|leave) (?:this|the|your) (?:page|tab|browser|window)|save (?:your|the) (?:project|work|changes)"
)
_BY_HAND = re.compile(
    r"\b(?:yourself|manually|by hand)\b|\b(?:in|on|from|using|with|via|through|under|at) (?:the|your)\b"
)
_LABEL = re.compile(r"(?:choose|select|pick|use|find|see)\s+(?:the\s+)?(?:export|download)\b")
_PLACED = re.compile(r"(?:in|on|at|from|under|within|inside|using|with|via)\b")
_TIMECODE = re.compile(r"\d:\d\d")
_ASKING = re.compile(r"(?:ask|tell|let|say|describe|send|give|reply|write)\b")
_PLACE = re.compile(
    r"\b(?:corner|top|bottom|left|right|toolbar|called|labell?ed|below|above|side|header|located|under|menu)\b"
)
_READY = re.compile(r"\bready (?:to (?:export|download|be (?:exported|downloaded))|for (?:export|download))\b")
_SUBJECT = re.compile(
    r"(?:and |but |so |while )*(?:i\b|i've|i'm|we\b|we've|it\b|it's|its\b|the\b|your\b|this\b|that\b|there\b"
    r"|all\b|captions?\b|music\b|titles?\b|each\b|both\b)"
)
_LONGEST = 600
"""A fragment of more characters is no instruction; it also bounds what the expressions here cost."""
_ORNAMENT = re.compile(r"[^\w\ue000-\uf8ff]+")
_FUTURE = re.compile(r"\b(?:will|'ll|should|to (?:download|get|save|export))\b")


def _deed(text: str) -> Deed:
    """The action that an instruction with these words stands for."""
    if match := _POINTER.match(text):
        if match.group().startswith(("drag", "drop")):
            return ""
        if _EXPORT_WORD.search(text):
            return "export"
        return "credits" if _BILLING.search(text) else "status" if _PLAY.search(text) else ""
    if "drag" in text:
        return ""
    if _EXPORT_WORD.search(text):
        return "export"
    if _ACCOUNT.search(text):
        return "credits"
    return "status" if _STATE.search(text) else ""


def _without_leads(text: str) -> tuple[str, bool]:
    """The fragment without what leads it in, and whether that leaves the user free."""
    offered = False
    while True:
        if match := _OFFER_LEAD.match(text):
            offered = True
        elif not (match := _PLAIN_LEAD.match(text)):
            return text, offered
        text = text[match.end() :]


def _instructs(text: str, shown: str, *, able: bool) -> bool:
    """Does a fragment without its leads tell what to do in a window?

    Args:
        text: lower-cased, quotations hidden.
        shown: the same as it was written, in case a label follows as a name: `Press Play`.
        able: whether it said `you can` or the like before.
    """
    if match := _POINTER.match(text):
        rest = text[match.end() :]
        if match.group().startswith("drop"):
            return _TARGET.search(rest) is not None
        if match.group().startswith("drag"):
            bare = _OBJECT.match(rest) is not None and _DESTINATION.search(rest) is not None
            return bare or _DETERMINER.match(rest) is not None
        label = shown[match.end() : match.end() + 1].isupper() and not shown[: match.end()].isupper()
        return label or _OBJECT.match(rest) is not None
    if _HOUSEKEEPING.match(text) or _PRESENT.match(text) or _LABEL.match(text):
        return True
    if _TIMECODE.search(text):
        return False
    furnished = _FURNITURE.search(text) is not None
    if able and _BY_HAND.search(text) and (furnished or "yourself" in text or "manually" in text):
        return True
    return furnished and _NAVIGATION.match(text) is not None


def read(masked: str, original: str, *, question: bool) -> Reading:
    """What a fragment is.

    Args:
        masked: the fragment with quotations hidden and emphasis marks blanked.
        original: the same stretch as it was written, emphasis marks blanked.
        question: whether its sentence is a question.
    """
    if len(masked) > _LONGEST:
        return CONTENT
    skipped = match.end() if (match := _ORNAMENT.match(masked)) else 0
    text = masked[skipped:].rstrip().lower().replace("’", "'")
    body, able = _without_leads(text)
    shown = original[skipped + len(text) - len(body) :].rstrip()
    offered = able or question or _OPTIONAL.search(body) is not None
    if not body or body == "go ahead":
        return Reading(Role.LEAD, offered=able or "otherwise" in text)
    if _instructs(body, shown, able=able):
        known = (_POINTER.match(body) or _NAVIGATION.match(body) or _EXPORT.match(body)) and not _HOUSEKEEPING.match(
            body
        )
        deed = "status" if _PRESENT.match(body) else _deed(shown.lower()) if known else ""
        return Reading(Role.WINDOW, deed, offered)
    if _EXPORT.match(body) and (body[:4] != "save" or "export" in body):
        return Reading(Role.WINDOW, "export", offered)
    if (_WHEREABOUTS.match(text) and _PLACE.search(text)) or ("button" in text and "called" in text):
        return Reading(Role.WINDOW, "export" if _EXPORT_WORD.search(shown.lower()) else "", True)
    if _READY.search(text):
        return Reading(Role.MENTION, "export", True)
    if _LEADING.match(text) or (_PLACED.match(text) and _FURNITURE.search(text)):
        return Reading(Role.LEAD, offered=_OPTIONAL.match(text) is not None)
    if _ASKING.match(body) or (_SUBJECT.match(text) and not (_FUTURE.search(text) and _EXPORT_WORD.search(text))):
        return CONTENT
    return Reading(Role.TAIL)
