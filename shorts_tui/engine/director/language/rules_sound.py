"""Rules of sound: the volume of clips, music or everything."""

from __future__ import annotations

from typing import Literal, cast

from shorts_tui.engine.director.language.rule import Built, Loudness, Match, Owner, Rule, Unowned, removing
from shorts_tui.engine.director.plan import Music, Volume

_OWNER = "(clip:CLIPREF|music:MUSIC|sound:AUDIO|all:EVERY_SOUND|all:ALL|film:FILM|music:SOUND_NAME)"
_SOUND = "(clip:CLIPREF|music:MUSIC|sound:AUDIO|all:EVERY_SOUND|all:ALL|music:SOUND_NAME)"
_WHOSE = (
    f"(VOLUME (OF|FOR|ON|IN) {_OWNER} AUDIO?|{_OWNER} (VOLUME|AUDIO VOLUME)|clip:CLIPREF AUDIO VOLUME?|"
    f"(sound:AUDIO|VOLUME) (OF|IN|FROM|FOR|ON) {_OWNER}|film:FILM AUDIO VOLUME?|VOLUME)"
)
_ANY = f"({_WHOSE}|{_OWNER})"
_HEARD = f"({_WHOSE}|{_SOUND})"
_BY = "(BY? by:PERCENT|BY? by:FACTOR|BY? db:DECIBELS)"
_VERB = "(MAKE|TURN|RAISE|LOWER|CHANGE|SET|ADD|PUT|KEEP)"
_AUDIO_OF = "sound:AUDIO ((OF|FROM|IN|ON) (clip:CLIPREF|film:FILM|all:ALL))?"
DEGREE = "(d:DEGREE|APPROX|OF)*"

STEPS = {"": 1.5, "little": 1.25, "much": 2.0}
_UP_TO = ("TO", "AT", "DOWN_TO", "INTO", "UNTIL", "IS", "COLON", "APPROX", "SET")
Target = Literal["clips", "music", "all"]


def _volume(match: Match, *, level: float | None = None, factor: float | None = None) -> Built:
    """The volume of what the match names."""
    factor = None if factor is None else round(factor, 3)
    if match.has("all") and not match.initial and not match.tokens[0].text.isascii() and "ALL" in match.tokens[0]:
        return None  # `所有「公司名」都消音`: all of those, and not all that is heard
    clips = match.value("clip") if match.has("clip") else ()
    if isinstance(clips, tuple) and clips:
        return tuple(Volume(level=level, factor=factor, clip=cast("int", clip)) for clip in clips)
    target: Target = "music" if match.has("music") else "all" if match.has("all") else "clips"
    volume = Volume(target=target, level=level, factor=factor)
    owned = any(match.has(name) for name in ("music", "all", "sound", "film"))
    return (volume if owned else Unowned(volume),)


def degree_of(match: Match) -> str:
    """`little`, `much`, or nothing where it is not said."""
    words = [str(kept.value) for kept in match.kept("d")]
    return next((word for word in words if word in STEPS and word), "")


def _up(match: Match) -> Built:
    if match.has("by"):
        by = match.number("by")
        return _volume(match, factor=by if by > 1 and match.kept("by")[0].category == "FACTOR" else 1 + by)
    if match.has("db"):
        return _volume(match, factor=match.number("db"))
    return _volume(match, factor=STEPS[degree_of(match)])


def _takes_all(match: Match) -> bool:
    """`Cut everything` is about the film; only `lower` and its like can say `everything` and mean what is heard."""
    heard = match.has("by") or match.has("db") or any("VOLUME" in token or "AUDIO" in token for token in match.tokens)
    taken = any(name in token for token in match.tokens for name in ("CUT", "REMOVE", "USE"))
    return match.has("all") and not heard and taken


def _down(match: Match) -> Built:
    if _takes_all(match):
        return None
    if match.has("by"):
        return _volume(match, factor=max(0.0, 1 - match.number("by")))
    if match.has("db"):
        power = match.number("db")
        return _volume(match, factor=1 / power if power > 1 else power)
    return _volume(match, factor=round(1 / STEPS[degree_of(match)], 2))


def _times(match: Match) -> Built:
    return _volume(match, factor=match.number("f"))


def _set(match: Match) -> Built:
    level = match.number("level")
    moved = [
        token for token in match.tokens if any(way in token for way in ("UP", "DOWN", "HIGHER", "DEEPER", "RAISE"))
    ]
    if moved and not any(to in token for token in match.tokens for to in _UP_TO):
        return None  # `Turn everything up 10%` is by how much
    name = next((str(kept.value) for kept in match.kept("music") if kept.category == "SOUND_NAME"), None)
    if name is not None or (match.has("music") and not match.film.has_music):
        return (Music(name=name, volume=level),)
    if not any(match.has(name) for name in ("clip", "music", "sound", "all", "film", "verb")):
        return (Loudness(level),)
    return _volume(match, level=level)


def _set_unowned(match: Match) -> Built:
    return (Unowned(Volume(level=match.number("level"))),)


def _mute(match: Match) -> Built:
    first = match.tokens[0]
    if "SILENCE" in first and "MUTE" not in first and not first.text.isascii():
        return None  # `停顿都...`: a noun in Chinese
    if any(token.text.lower() == "loud" for token in match.tokens):
        return None  # `Not that loud`
    return _volume(match, level=0.0)


def _mute_others(match: Match) -> Built:
    """`Mute all but the music`, `mute all clips except the first`."""
    if match.has("music"):
        return (Volume(level=0.0),)
    kept = match.value("clip") if match.has("clip") else (round(match.number("n")),)
    others = [clip for clip in range(1, match.film.clips + 1) if clip not in cast("tuple[int, ...]", kept)]
    return tuple(Volume(level=0.0, clip=clip) for clip in others) or None


def _unmute(match: Match) -> Built:
    return _volume(match, level=1.0)


def _owner(match: Match) -> Built:
    if any(
        token.text.startswith("只") and token.text.endswith(("留", "要", "剩", "下", "用")) for token in match.tokens
    ):
        return ()  # `声音全关了 只留音乐`: it stays
    clips = match.value("clip") if match.has("clip") else ()
    if isinstance(clips, tuple) and clips:
        return (Owner(clip=cast("int", clips[0])),)
    return (Owner("music" if match.has("music") else "clips"),)


SETTING: tuple[Rule, ...] = (
    Rule(
        (
            f"(verb:MAKE|verb:TURN|verb:RAISE|verb:LOWER|verb:SET|verb:BRING) {_ANY} (UP|DOWN|HIGHER|DEEPER)? "
            "(TO|AT|IS|INTO|SET|DOWN_TO|APPROX|UNTIL)* (level:PERCENT|level:FACTOR) (VOLUME|OF)*",
            f"{_WHOSE} (TO|AT|IS|COLON|OF|SET|DOWN_TO|APPROX|MAKE|UP|DOWN)* (level:PERCENT|level:FACTOR)",
            f"{_SOUND} (SET|MAKE) (TO|AT)* level:PERCENT",
            "(sound:AUDIO|clip:CLIPREF|all:EVERY_SOUND) (TO|AT|IS|COLON|SET)* level:PERCENT",
            f"level:PERCENT VOLUME ((ON|FOR|OF) {_OWNER})?",
        ),
        _set,
    ),
)
"""How loud something is to be: read before what could be new music."""

RULES: tuple[Rule, ...] = (
    Rule(("ONLY (FOR|ON|OF|IN)* (clip:CLIPREF|music:MUSIC|sound:AUDIO)",), _owner, bare=True),
    Rule((f"(MAKE|TURN|SET|KEEP|ADD) {_HEARD} BARELY", "LOUDER (AUDIO|FACE)* IN music:MUSIC"), _down),
    Rule(
        (
            f"(RAISE|TURN UP) {_ANY} {DEGREE} ({_BY}|BY? d:DEGREE)?",
            f"(RAISE|TURN UP) ({_BY}|d:DEGREE)",
            f"TURN {_ANY} UP {DEGREE} {_BY}?",
            f"(MAKE|PUT|RAISE|BRING) {_HEARD} UP {DEGREE} {_BY}?",
            f"{_VERB}? {_ANY} (IS|TOO|TO)* {DEGREE} LOUDER {DEGREE}",
            f"{_VERB}? {_ANY} by:PERCENT LOUDER",
            f"{DEGREE} LOUDER {_ANY}",
            f"{_HEARD} IS {DEGREE} FAINT",
            f"{_VERB}? {_HEARD} (IS|TOO|MAKE)* {DEGREE} d:HIGHER {DEGREE} {_BY}?",
            f"{_ANY} {DEGREE} RAISE {DEGREE} {_BY}?",
            f"(ADD|MAKE) db:DECIBELS (TO {_ANY})?",
            f"ADD by:PERCENT (TO|ON) {_HEARD}",
        ),
        _up,
    ),
    Rule((*removing(_AUDIO_OF), *removing("all:EVERY_SOUND"), *removing("clip:CLIPREF AUDIO")), _mute),
    Rule(
        (
            f"(LOWER|TURN DOWN) {_HEARD} {DEGREE} (DOWN)? ({_BY}|BY? d:DEGREE)?",
            f"TURN {_ANY} DOWN {DEGREE} {_BY}?",
            f"(CUT|USE|TURN|LOWER|REMOVE) by:PERCENT (OFF|FROM) {_WHOSE}",
            f"(MAKE|PUT|LOWER|BRING) {_HEARD} DOWN {DEGREE} {_BY}?",
            f"{_VERB}? {_ANY} (IS|TOO|TO)* {DEGREE} QUIETER {DEGREE}",
            f"{_VERB}? {_ANY} by:PERCENT QUIETER",
            f"{DEGREE} QUIETER {_ANY}",
            f"{_VERB}? {_HEARD} (IS|TOO|MAKE)* {DEGREE} d:DEEPER {DEGREE} {_BY}?",
            f"(LOWER|TURN DOWN) ({_BY}|d:DEGREE)",
            f"{_ANY} {DEGREE} LOWER {DEGREE} {_BY}?",
        ),
        _down,
    ),
    Rule(
        (
            f"{_VERB}? {_ANY} f:FACTOR (AS_LOUD|LOUDER)",
            f"f:FACTOR (OF)? {_WHOSE}",
            f"f:MULTIPLY ({_WHOSE}|{_SOUND})",
            f"{_WHOSE} (f:MULTIPLY)",
            f"{_SOUND} f:MULTIPLY",
        ),
        _times,
    ),
    Rule(
        (
            f"MUTE {_ANY}",
            f"{_ANY} (IS|MAKE|SET)* MUTE",
            f"SILENCE ({_WHOSE}|{_SOUND}|film:FILM)",
            f"(TURN|MAKE) ({_WHOSE}|sound:AUDIO|clip:CLIPREF) OFF",
            *removing("VOLUME ((OF|FROM|IN|ON) (clip:CLIPREF|film:FILM|all:ALL))?"),
        ),
        _mute,
    ),
    Rule(("db:DECIBELS VOLUME?", "ADD by:PERCENT"), _up, bare=True),
    Rule((f"UNMUTE {_ANY}", f"OFF_VERB MUTE {_ANY}", f"{_ANY} UNMUTE"), _unmute),
    Rule((f"LOUDER {_BY}",), _up, bare=True),
    Rule((f"QUIETER {_BY}",), _down, bare=True),
    Rule((f"{_VERB}? (IS|TOO|TO)* {DEGREE} LOUDER {DEGREE}", f"{_VERB}? by:PERCENT LOUDER"), _up, bare=True),
    Rule((f"{_VERB}? (IS|TOO|TO)* {DEGREE} QUIETER {DEGREE}", f"{_VERB}? by:PERCENT QUIETER"), _down, bare=True),
    Rule((f"{_VERB}? f:FACTOR (AS_LOUD|LOUDER)",), _times, bare=True),
    Rule((f"TURN UP {DEGREE} {_BY}?",), _up, bare=True),
    Rule((f"TURN DOWN {DEGREE} {_BY}?",), _down, bare=True),
    Rule(
        (
            "MUTE (ALL|CLIP|AUDIO)* BUT (clip:CLIPREF|music:MUSIC|n:ORDINAL)",
            "BUT (clip:CLIPREF|music:MUSIC) COMMA? (ALL|REST|CLIP)* MUTE",
            "(ALL|CLIP|AUDIO|FILM)* MUTE COMMA? BUT (clip:CLIPREF|music:MUSIC)",
        ),
        _mute_others,
    ),
    Rule(("MUTE",), _mute, bare=True),
    Rule(("UNMUTE",), _unmute, bare=True),
    Rule(
        ("(RAISE|LOWER|TURN UP|TURN DOWN|TURN) (UP|DOWN)? (TO|AT|SET|APPROX|UNTIL)* level:PERCENT",),
        _set_unowned,
        bare=True,
    ),
)
