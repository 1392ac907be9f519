"""What words are through those right beside them, before phrases are told apart: joints that are none, list numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.categories import is_filler, is_joint
from shorts_tui.engine.director.language.tokens import Token

_PLACES = ("START", "END", "FIRST", "LAST", "BEFORE", "AFTER", "TO", "AT", "IN", "ON", "UNDER", "POSITION", "CORNER")
_WAYS = ("BY", "FASTER", "SLOWER", "SPEED", "FACTOR", "LOOK", "LOUDER", "QUIETER", "INTO", "WITH", "UP", "DOWN")
"""What something can go besides away: to a place, or how."""
_VERBS = ("REMOVE", "CUT", "ADD", "MAKE", "SHORTEN", "CREATE", "CHANGE", "MUTE", "TURN", "PUT", "MOVE", "CROP")
_HESITATIONS = frozenset(("uh", "uhm", "um", "er"))
_TWO = 2
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3}
_SIGN_OFFS = frozenset(
    (
        "regards",
        "kind regards",
        "best regards",
        "warm regards",
        "best wishes",
        "cheers",
        "thanks",
        "many thanks",
        "thank you",
    )
)
_SHOWN = frozenset(
    ("TITLE", "QUOTE", "FADE_IN", "FADE_OUT", "FADE", "FADE_BOTH", "LOGO", "PICTURE_FILE", "ZOOM", "TIME")
)
"""What a film can be told to start or end with, besides clips."""
_NEAR = 8
"""How many tokens away it may stand: enough for people."""


def with_neighbours(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the categories that their neighbours leave them."""
    return _hesitating(_owned(_gone(_back(_opened(_blurred(_unsigned(_counted(_without_numbering(tokens)))))))))


def _hesitating(tokens: list[Token]) -> list[Token]:
    """`And uh put captions on`: who speaks it hesitates, and asks for nothing about fillers."""
    found = list(tokens)
    for at, token in enumerate(tokens[:-1]):
        opens = at == 0 or is_joint(tokens[at - 1]) or is_filler(tokens[at - 1])
        verb = any(name in tokens[at + 1] for name in _VERBS) and "FILLERS" not in tokens[at + 1]
        if token.text.lower() in _HESITATIONS and opens and verb:
            found[at] = replace(token, categories={"FILLER": ""})
    return found


def _owned(tokens: list[Token]) -> list[Token]:
    """`The first clip's audio`: of which clip; `drop the sound on that`: what is heard, and nothing turned on."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        said = token.text.lower()
        if before is not None and "AUDIO" in token and said.startswith("clip") and _counts(before):
            middle = token.start + len(token.text.split()[0])
            found.append(replace(token, categories={"CLIP": ""}, end=middle, text=token.text.split()[0]))
            token = replace(token, start=middle)
        if "UNMUTE" in token and said in {"sound on", "audio on"} and at + 1 < len(tokens):
            taken = any(name in one for one in tokens[max(at - 2, 0) : at] for name in ("REMOVE", "LOWER", "CUT"))
            token = replace(token, categories={"AUDIO": ""}) if taken else token
        found.append(token)
    return found


def _counts(token: Token) -> bool:
    return any(name in token for name in ("ORDINAL", "FIRST", "LAST", "OPENING"))


def _back(tokens: list[Token]) -> list[Token]:
    """`Go back two versions`: how many steps, and no two films."""
    found = list(tokens)
    for at, token in enumerate(tokens[1:], 1):
        if token.categories.get("LIMIT") == "several" and any(
            name in tokens[at - 1] for name in ("UNDO", "BACK", "REDO")
        ):
            number = _NUMBERS.get(token.text.split()[0].lower())
            found[at] = replace(token, categories={"FACTOR": number}) if number else token
    return found


def _gone(tokens: list[Token]) -> list[Token]:
    """`It should go` is away, `it should go last` is to a place."""
    found = list(tokens)
    for at, token in enumerate(tokens[:-1]):
        if "REMOVE" in token and token.text.lower().endswith((" go", "goes")):
            behind = next((one for one in tokens[at + 1 : at + _NEAR] if not is_filler(one)), None)
            if behind is not None and any(name in behind for name in (*_PLACES, *_WAYS)):
                if "BY" in behind:
                    # `It needs to go by at twice the speed`
                    found[tokens.index(behind)] = replace(behind, categories={"FILLER": ""})
                found[at] = replace(token, categories={"MOVE": ""})
    return found


def _counted(tokens: list[Token]) -> list[Token]:
    """`First trim it second add captions`: what comes first, second and third, and no clips."""
    found, expected = list(tokens), 1
    for at in range(len(tokens) - 1):
        place = 1 if "FIRST" in tokens[at] else tokens[at].categories.get("ORDINAL")
        verb = any(name in tokens[at + 1] for name in _VERBS)
        if place == expected and verb and not (at and "DET" in tokens[at - 1]):
            found[at] = replace(tokens[at], categories={"THEN": ""})
            expected += 1
    return found if expected > _TWO else tokens


def _unsigned(tokens: list[Token]) -> list[Token]:
    """`Kind regards, Tom`: the name at the end of a letter says nothing."""
    at = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].text.lower() in _SIGN_OFFS), None)
    named = () if at is None else tokens[at + 1 :]
    if at is None or not 0 < len(named) <= _NEAR or not all(_is_name(token) for token in named):
        return tokens
    return [*tokens[: at + 1], *(replace(token, categories={"FILLER": ""}) for token in tokens[at + 1 :])]


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() or token.text in {",", ".", "\n"}


def _blurred(tokens: list[Token]) -> list[Token]:
    """`Vertical, and blur the background`: beside a shape that is what fills it, else a thing in the picture."""
    if not any(name in token for token in tokens for name in ("ASPECT", "PLATFORM", "FIT", "PHONE")):
        return tokens
    for at, token in enumerate(tokens):
        behind = [one for one in tokens[at + 1 : at + 4] if "DET" not in one][:1]
        if token.text.lower().startswith("blur") and "LIMIT" in token and behind and "BACKGROUND" in behind[0]:
            end = tokens.index(behind[0]) + 1
            fit = replace(token, categories={"FIT": ""}, end=behind[0].end)
            return [*tokens[:at], fit, *tokens[end:]]
    return tokens


def _opened(tokens: list[Token]) -> list[Token]:
    """`Start with a title`, `end it with a fade`: what is shown there, and no phrase of its own."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if "WITH" not in token and "ON" not in token:
            continue
        shown = next((one for one in tokens[at + 1 : at + _NEAR] if not is_filler(one)), None)
        if shown is None or "CLIPREF" in shown or not any(name in shown for name in _SHOWN):
            continue
        before = range(at - 1, max(at - _NEAR, -1), -1)
        edge = next((n for n in before if not is_filler(tokens[n]) and "FILM" not in tokens[n]), -1)
        side = next((name for name in ("START", "END") if edge >= 0 and name in tokens[edge]), "")
        if side:
            found[edge] = replace(tokens[edge], categories={side: ""})
            found[at] = replace(token, categories={"FILLER": ""})
    return found


def _without_numbering(tokens: Sequence[Token]) -> list[Token]:
    """`1. cut to 30s 2. add captions`: the numbers of a list end what is before them, and say nothing."""
    found = list(tokens)
    expected = 1
    for at in range(len(found) - 1):
        token, mark = found[at], found[at + 1]
        if token.categories.get("NUM") == expected and mark.text in {".", ")", "、"} and token.end == mark.start:
            found[at] = replace(token, categories={"BREAK": ""})
            expected += 1
    return found if expected > 2 else list(tokens)
