"""How much a token says: content, function word, or filler that may stand anywhere."""

from __future__ import annotations

from shorts_tui.engine.director.language.tokens import Token


def named(categories: str) -> frozenset[str]:
    """Categories with spaces between them as a set."""
    return frozenset(categories.split())


FILLER = frozenset(("POLITE", "GREETING", "DET", "FILLER"))
"""May stand between any two words of a pattern."""

STRONG = named(
    "REMOVE CUT CUT_TO SHORTEN CLOSE KEEP MUTE UNMUTE OFF_VERB EXPORT LIMIT SILENCE JUMPCUT CAPTIONS TITLE "
    "MUSIC AUDIO VOLUME PLATFORM YOUTUBE SHORTS_WORD ASPECT OTHER_ASPECT PHONE FIT TIME MOMENT PERCENT FACTOR "
    "DECIBELS NUM ORDINAL QUOTE SOUND_FILE FILM_FILE PICTURE_FILE URL UNDO REDO START_OVER RAISE LOWER LOUDER "
    "QUIETER SHORTER LONGER SHORT HIGHLIGHT POSITION STYLE FILL START END SAYING CALL WRITE SPAN CLIPREF BEYOND "
    "FASTER SLOWER SPEED LOOK ZOOM TRANSITION FADE_IN FADE_OUT FADE FADE_BOTH FOLLOW SWAP COPY SPLIT REVERSED SHUFFLE "
    "SLIDESHOW TO_BEAT MENTION FILLERS NOISE DENOISE NORMALIZE LUFS DUCK VOICEOVER LOGO CORNER OPACITY MOOD CHOSEN "
    "COLOR SCALE MORE LOOPED AT_A_TIME "
    "HELP HOW_LONG HOW_MANY HOW_BIG TIMELINE MEDIA REPLACE FIRST LAST HALF_ONE HALF_TWO"
)
"""Where one of these stays unread, something that was asked for is missing."""

JOINTS = frozenset(("AND", "OR", "THEN", "ALSO", "BUT", "WITH", "COMMA", "BREAK"))
"""Where a phrase ends."""

CONTENT, FUNCTION, WILD, SKIPPED = 10, 3, 4, 1
"""What reading a token counts: by name, as a function word, as part of an unread noun phrase, as filler."""


def is_unknown(token: Token) -> bool:
    """Is this no word of the vocabulary?"""
    return not token.categories


def is_filler(token: Token) -> bool:
    """May it be passed over anywhere?"""
    return not FILLER.isdisjoint(token.categories)


def is_joint(token: Token) -> bool:
    """Does it end a phrase?"""
    return not JOINTS.isdisjoint(token.categories)


def is_break(token: Token) -> bool:
    """Does it end a sentence?"""
    return "BREAK" in token


def is_content(token: Token) -> bool:
    """Is something lost where this is not read?"""
    return is_unknown(token) or (not STRONG.isdisjoint(token.categories) and not is_filler(token))


def weight(token: Token) -> int:
    """What reading it by name counts."""
    if is_content(token):
        return CONTENT
    return SKIPPED if is_filler(token) and token.categories.keys() <= FILLER else FUNCTION
