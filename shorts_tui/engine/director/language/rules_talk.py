"""Rules of talk about the work: going back, questions, what is to stay as it is, reasons given, and what is refused."""

from __future__ import annotations

import re
from typing import Literal, cast

from shorts_tui.engine.director.language.rule import Built, Match, Refusal, Rule
from shorts_tui.engine.director.plan import Question

_NO = frozenset(("no", "nope", "nah", "不", "不要了"))
_PLACE = "(TO|AFTER|BEFORE|ON|AT|START|END|FILM|IN|OUT)"
_OF_FILM = "(OF|IN|ON|FOR|FILM|IS|HAVE|AT|TIMELINE|ALL)*"
_STAYS = (
    "(CAPTIONS|MUSIC|TITLE|AUDIO|VOLUME|SILENCE|FILM|CLIPREF|ASPECT|ALL|PART|POSITION|STYLE|LENGTH|CLIP|THING|"
    "EVERY_SOUND|SOUND_NAME|FILLERS|NOISE|LOGO|TRANSITION)"
)


Topic = Literal["duration", "tracks", "captions", "music", "size", "title", "media", "help"]


def _asked(topic: Topic, *patterns: str) -> Rule:
    return Rule(patterns, lambda match: (Question(topic=topic),))


def _clip_asked(match: Match) -> Built:
    """`How long is clip 2?`; of several clips each is asked about."""
    numbers = cast("tuple[int, ...]", match.kept("clip")[-1].value)
    return tuple(Question(topic="duration", clip=number) for number in numbers)


def _nothing(match: Match) -> Built:
    return ()


def _invented(match: Match) -> Built:
    """`Generate a scene of dinosaurs`: a picture of something that is not in the film."""
    shown = any(any(name in token for name in ("SCREEN", "FORMAT", "CLIP")) for token in match.tokens[1:])
    strange = any(not token.categories for token in match.tokens)
    made = any(any(name in token for name in ("HIGHLIGHT", "SHORT", "TIME", "SLIDESHOW")) for token in match.tokens)
    return (Refusal("footage"),) if shown and strange and not made else None


def _declined(match: Match) -> Built:
    """`Don't undo that`; in `no, go back` the word is no verb's."""
    return None if match.tokens[0].text.lower() in _NO else ()


def _untouched(match: Match) -> Built:
    """`Don't touch the captions`; that a stretch stays whatever else goes can't be promised."""
    return None if any("SPAN" in token for token in match.tokens) else ()


def _short_ones(match: Match) -> Built:
    """`Leave the short ones` is about pauses, `keep it short` about the film."""
    ones = re.search(r"\bshort(?:er)?\s+(?:ones|pauses|gaps|silences|breaks)\b", match.text, re.IGNORECASE)
    return () if ones else None


def _stated(match: Match) -> Built:
    """`It was shot on a phone` asks for nothing, `make it look like it was` does."""
    return () if match.initial else None


def _purpose(match: Match) -> Built:
    """`so it fits my page` says nothing that is to be done, `so it's under a minute` does."""
    return None if any("TIME" in token or "PERCENT" in token for token in match.tokens) else ()


def _refused(topic: str, *patterns: str, bare: bool = False, whole: bool = True) -> Rule:
    return Rule(patterns, lambda match: (Refusal(topic),), bare=bare, whole=whole)


_ANY_VERB = (
    "(MAKE|KEEP|REMOVE|CUT|ADD|CHANGE|MOVE|USE|MUTE|SHORTEN|LIMIT|EXPORT|CROP|OFF_VERB|RAISE|LOWER|TURN|UNDO|UNMUTE|CLOSE|"
    "CREATE|WANT|REPLACE|JUMPCUT|FASTER|SLOWER|SPEED|ZOOM|FADE|FADE_OUT|FADE_IN|FOLLOW|SPLIT|SWAP|DENOISE|NORMALIZE|DUCK)"
)
_AUX = "(QUESTION_AUX|HAVE|IS)"


def _is_it(what: str) -> tuple[str, ...]:
    """Yes-or-no questions about `what`."""
    return (
        f"QUESTION_AUX (FILM|IS|HAVE|ALL|ON|IN|ADD)* {what} (ON|IN|FILM|ADD|ALONE|SCREEN|HIGHER)* ASK?",
        f"(FILM|ADD)* {_AUX} (FILM|ALL|ADD|MAKE)* {what} ASK",
        f"QUESTION_AUX (FILM|ALL|ADD|MAKE)* {what} (TOO|LOUDER|QUIETER|HIGHER|DEEPER|POSITION|STYLE|ON|AT|ADD)* ASK",
        f"(HAVE|IS|ALL)* {what} ASK",
        f"{what} (HAVE|IS) (ON|HAVE)* ASK",
        f"WHAT (IS|WRITE|SAYING|IN|ON|HAVE)* {what} ASK?",
        f"WHAT {_OF_FILM} {what} (SAYING|IS|ADD|USE|HAVE|ON|IN|ALONE|STYLE_WORD|BACKGROUND|FILM|WRITE)* ASK?",
        f"{what} (IS|SAYING|HAVE|USE|POSITION|IN|WRITE|ADD|ALL)* WHAT ASK?",
        f"(HOW_MANY) {what} (IS|HAVE|ON|IN|FILM)* ASK?",
    )


RULES: tuple[Rule, ...] = (
    _asked(
        "duration",
        f"WHAT? HOW_LONG {_OF_FILM} (LENGTH|AFTER|FILM)* ASK?",
        f"{_AUX}? FILM? HOW_LONG ASK?",
        f"WHAT {_OF_FILM} LENGTH {_OF_FILM} ASK?",
        f"LENGTH {_OF_FILM} (WHAT|HOW_LONG|HOW_MANY) ASK?",
        f"LENGTH {_OF_FILM} ASK",
        f"FILM {_OF_FILM} HOW_LONG",
        "HOW_MANY UNIT ASK?",
    ),
    Rule(
        (
            f"WHAT? HOW_LONG {_OF_FILM} QUESTION_AUX? clip:CLIPREF (IS|LASTING|VERSION|LENGTH)* ASK?",
            "CLIPREF? (IS|HAVE)? clip:CLIPREF (IS|HAVE)* HOW_LONG (IS|ASK)*",
            "WHAT (IS|OF)* LENGTH (OF|IN|IS)* clip:CLIPREF ASK?",
            "WHAT (IS|OF)* clip:CLIPREF LENGTH ASK?",
            "clip:CLIPREF (OF|IS)* LENGTH (IS|WHAT|HOW_MANY)* ASK",
        ),
        _clip_asked,
    ),
    _asked(
        "tracks",
        "WHAT (OF|IN|ON|FILM|IS|HAVE|AT|ALL|AFTER|ADD)* TIMELINE (ON|IN|HAVE|WHAT|UP|TO|IS)* ASK?",
        "TIMELINE (ON|IN|HAVE)* WHAT ASK?",
        "(ADD|USE) TIMELINE",
        "HOW_MANY TIMELINE (IS|HAVE|ON|IN|FILM)* ASK?",
    ),
    _asked("captions", *_is_it("CAPTIONS")),
    _asked(
        "music",
        *_is_it("MUSIC"),
        "QUESTION_AUX MUSIC (DUCK|LOUDER|QUIETER|ADD|MUTE)* ASK?",
        "WHAT (IS|ADD)* BACKGROUND ASK?",
    ),
    _asked("title", *_is_it("TITLE"), "WHAT (IS|FILM)* CALL ASK?"),
    _asked(
        "size",
        f"HOW_BIG {_OF_FILM} ASK?",
        f"FILM {_OF_FILM} HOW_BIG ASK?",
        f"WHAT {_OF_FILM} SIZE {_OF_FILM} ASK?",
        f"(FILM|SIZE)* SIZE {_OF_FILM} (WHAT|HOW_MANY) SIZE? ASK?",
        f"FILM {_OF_FILM} (WHAT|HOW_MANY) SIZE ASK?",
        "QUESTION_AUX (FILM|IN)* (ASPECT|RESOLUTION) (FORMAT|FILM)* ASK?",
        "FILM? QUESTION_AUX FILM? ASPECT (OR|QUESTION_AUX)* ASPECT ASK?",
    ),
    _asked(
        "media",
        "WHAT (OF|IN|ON|ALL|IS|HAVE|FILM|ADD)* MEDIA (QUESTION_AUX|HAVE|ON|EXPORT|ADD|MEDIA|IN|UP)* ASK?",
        "(FILM|HAVE|IN)* HOW_MANY ASK?",
        "HOW_MANY (MEDIA|FILM|CLIP) (QUESTION_AUX|HAVE|ON|EXPORT|ADD|MEDIA|IS|IN)* ASK?",
        "(EXPORT|ADD|MEDIA|HAVE)* (WHAT|HOW_MANY) MEDIA ASK?",
        "(MEDIA|HAVE|EXPORT)* WHAT MEDIA ASK?",
        "ADD MEDIA MEDIA?",
        "WHAT EXPORT ASK?",
    ),
    _asked("help", "HELP (WITH FILM)? ASK?"),
    _asked("duration", "QUESTION_AUX FILM? (APPROX)? TIME (VERSION|LENGTH)* ASK"),
    _asked("tracks", "DONE ASK?"),
    Rule(("TIMELINE",), lambda match: (Question(topic="tracks"),), bare=True),
    _asked("help", "HOW_TO PHRASE ASK?", "HOW_TO PHRASE COMMA? ASK?"),
    Rule(("NEG (MUTE|UNMUTE|EXPORT|UNDO)",), _declined),
    Rule(("NEG CUT (ALL|FILM)*",), _nothing, bare=True),
    _refused(
        "object",
        "(REMOVE|REPLACE|CUT|OFF_VERB) NP THING",
        "(REMOVE|OFF_VERB) NP PLATFORM NP THING",
        "THING (REPLACE|CHANGE) NP",
        "THING (IN|OF|THING|FACE|WORDS)* (FACE|THING|WORDS)* (REMOVE|OFF_VERB)",
        "(REMOVE|OFF_VERB) FACE (IN|WITH|OF|ON) (THING|WORDS|COLOR_WORD)*",
        "REPLACE THING",
    ),
    _refused(
        "arrange",
        "(REMOVE|CUT|KEEP) (PART|ALL|OF)* SPAN (OF|FROM|IN|OFF) CLIPREF",
        "CLIPREF (OF|IN)? SPAN (REMOVE|CUT|KEEP)",
        "(MOVE|PUT) SPAN (TO|AFTER|BEFORE|AT) (START|END)",
    ),
    Rule(("(GENERATE|CREATE) (FILM|CLIP|PART|SHORT)* WORDS (OF|FILM|CLIP|PART|SCREEN|FORMAT)*",), _invented, bare=True),
    _refused("footage", "(ADD|GENERATE) (FILM|CLIP|PART) OF WORDS"),
    _refused("unknown", "GO (TO|INTO) (TIME|START|END|CLIPREF|SPAN)"),
    _refused("mood", "(REPLACE|CHANGE) MUSIC (TO NP)?", whole=False),
    _refused("export", "EXPORT (NP|FILM|RESOLUTION|FORMAT|AS|IN|TO)*", bare=True),
    _refused("quality", "(MAKE|EXPORT|WANT|ADD|IN|AT|USE)* NP (TO|INTO|IN|AT)* BEYOND"),
)

STAYING: tuple[Rule, ...] = (
    Rule(
        (
            f"KEEP (ALL|ONLY)? {_STAYS} (ALONE|ON|IN|AS|IS|AT|FILM|THING|ALL)*",
            f"NEG {_ANY_VERB} PHRASE",
            f"{_STAYS} UNTOUCHED",
            "NEG (LIMIT|LOUDER|QUIETER|LONGER|SHORTER|RAISE|LOWER|TOO|BEST|YOUTUBE|PHONE|EXPORT|THING) PHRASE?",
            f"{_STAYS} (IS|KEEP)* ALONE",
            f"{_STAYS} ALL? KEEP",
            f"CLIPREF KEEP {_STAYS}",
        ),
        _nothing,
    ),
    Rule(("UNTOUCHED PHRASE",), _untouched),
    Rule(("KEEP (AS|ALONE|ON)*",), _nothing, bare=True),
    Rule(("KEEP SHORT SILENCE?",), _short_ones),
    Rule((f"({_STAYS}|START|END|OPENING) IS TOO? WRONG",), _nothing),
    Rule(
        ("INSTEAD_OF (AT|ON|IN)* (NUM|TIME|PERCENT|FACTOR|POSITION|STYLE|COLOR|CORNER|ASPECT|LOOK|MOOD) (OF|SCREEN)*",),
        _nothing,
    ),
    Rule(("STATEMENT PHRASE",), _stated, faint=True),
    Rule(("PURPOSE CONTENT",), _purpose),
    Rule(
        (
            "REASON CONTENT",
            "(FOR|BY) (DET) WORDS",
            "(FROM|OF|IN|TO|ON|AT|OUT_OF|DURING) DET WORDS",
            "FOR (DET) (FILM|CLIP|WORDS|READY)*",
        ),
        _nothing,
    ),
)
