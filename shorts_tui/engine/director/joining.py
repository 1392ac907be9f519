"""Whether uploads that the film has never shown join it now: only where a request makes, cuts or adds something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.plan import (
    Ask,
    CannotDo,
    Clips,
    CutTo,
    MoveClip,
    Order,
    Overlay,
    Plan,
    Question,
    Slideshow,
)
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft

_VERB = r"\b(?:add|append|include|insert|join|merge|combine|attach|use|put(?: in)?)\s+(?:in\s+)?"
_WHICH = r"(?:(?:the|my|this|that|these|those|another|a|an|both|all|new|other|second|third|last|latest|uploaded)\s+)*"
_THING = r"(?:clips?|videos?|files?|photos?|pictures?|images?|footage|uploads?|it|them|ones?)\b"
_ADDING = re.compile(
    rf"{_VERB}{_WHICH}{_THING}|\b(?:here is|here's|here are)\b|"
    r"(?:加|放|插|用).{0,6}(?:片段|视频|素材|图片|照片|文件)|(?:片段|视频|素材|图片|照片|文件).{0,3}(?:加|放|插)(?:进|上|入|到)"
)
_MAKING = re.compile(
    r"\b(?:make|create|build|cut|edit)\s+(?:me\s+)?(?:a|an|another|one|my)\b|做(?:一个|个|一条)|剪(?:一个|个|成)"
)


def joins(plan: Plan, text: str, fresh: Sequence[Asset], current: Draft) -> bool:
    """Do these uploads go on the main track before the plan is carried out?"""
    if current.is_empty or not text.strip():
        return True
    operations = plan.operations
    if any(isinstance(one, CutTo) and one.sources is not None for one in operations):
        return False  # the cut itself takes up what it is made of
    if any(isinstance(one, CutTo | Slideshow | Order) for one in operations):
        return True
    overlaid = any(isinstance(one, Overlay) for one in operations)
    if not overlaid and (_names(text, fresh) or adds(text, fresh) or _MAKING.search(text.casefold())):
        return True
    count = len(edits.clips(current))
    numbers = [number for one in operations if isinstance(one, Clips) for number in one.clips]
    numbers += [number for one in operations if isinstance(one, MoveClip) for number in (one.clip, one.to)]
    return any(number > count for number in numbers)


def only_added(plan: Plan, text: str, fresh: Sequence[Asset]) -> bool:
    """Is there nothing in a sentence but that the uploads are to be added, whatever is still to be answered?"""
    aside = all(
        isinstance(one, CannotDo | Ask) or (isinstance(one, Question) and one.topic == "media")
        for one in plan.operations
    )
    return aside and len(plan.operations) < 2 and adds(text, fresh)


def wanted_back(text: str, assets: Sequence[Asset], current: Draft) -> list[Asset]:
    """Uploads that the film has lost and that a sentence names to be added."""
    shown = {clip.asset for clip in edits.clips(current)}
    lost = [asset for asset in assets if asset.info.kind != "audio" and asset.id not in shown]
    return [asset for asset in lost if _names(text, [asset]) and adds(text, [asset])]


def adds(text: str, fresh: Sequence[Asset]) -> bool:
    """Does a sentence say that uploads are to be added?"""
    folded = text.casefold()
    labels = "|".join(map(re.escape, _forms(fresh)))
    verb = rf"{_VERB}{_WHICH}|\b(?:want|need|bring back|put back)\s+{_WHICH}|[加放插]\S{{0,2}}\s*"
    named = rf"(?:{verb})(?:{labels})"
    return bool(_ADDING.search(folded)) or bool(fresh and re.search(named, folded))


def _names(text: str, fresh: Sequence[Asset]) -> bool:
    return any(form in text.casefold() for form in _forms(fresh))


def _forms(fresh: Sequence[Asset]) -> list[str]:
    return [asset.label.casefold() for asset in fresh if asset.label]
