"""Rules of music from an uploaded file: laid, taken away, repeated."""

from __future__ import annotations

import re

from shorts_tui.engine.director.language.categories import is_filler
from shorts_tui.engine.director.language.rule import Built, Match, Owner, Rule, removing
from shorts_tui.engine.director.plan import Music, RemoveMusic

_UNDER = "(BACKGROUND|UNDER|AS|IN|TO|ON|FOR|FILM|AUDIO|MUSIC|OF|ADD|PUT)*"
_PUT = "(ADD|PUT|USE|REPLACE|WITH|MAKE)"
_GIVEN = frozenset("加配放来换铺垫上添插搞弄整")


def _music(match: Match) -> Built:
    volume = match.number("level") if match.has("level") else None
    if match.film.has_music and re.search(r"music,? i mean\b|我是说音乐", match.text, re.IGNORECASE):
        return (Owner("music"),)  # `Turn it down, the music I mean`
    bare = all("MUSIC" in token or is_filler(token) for token in match.tokens)
    stays = not any(token.text[:1] in _GIVEN for token in match.tokens) and not match.modifiers and volume is None
    if (bare or stays) and match.film.has_music and not match.has("name") and not match.text.isascii():
        return None  # What is there already is only spoken of.
    return (Music(name=match.word("name") or None, volume=volume), *match.modifiers)


def _looped(match: Match) -> Built:
    """Music repeats up to the end of the film as it is."""
    return (Music(),)


def _no_music(match: Match) -> Built:
    return (RemoveMusic(),)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{_PUT} MODS ALL? MUSIC? (FROM|COLON|OF|CALL)? name:SOUND_NAME {_UNDER} MODS {_UNDER}",
            "(REPLACE|CHANGE|MAKE|USE) ALL? MUSIC (WITH|TO|BY|INTO|FOR|REPLACE|CHANGE)* name:SOUND_NAME MODS",
            "MUSIC (COLON|IS|FROM|USE|ADD|REPLACE)* name:SOUND_NAME MODS",
            f"name:SOUND_FILE {_UNDER} MODS {_UNDER}",
            f"(ADD|PUT|USE) MODS MUSIC {_UNDER} MODS {_UNDER}",
        ),
        _music,
    ),
    Rule((f"MUSIC {_UNDER} MODS",), _music, bare=True),
    Rule((f"(MAKE|PUT|WANT|SET|KEEP)* ALL? MUSIC? LOOPED {_UNDER} (UNTIL END)?",), _looped),
    Rule(
        (*removing("ALL? MUSIC (FROM|IN|OF|FILM|BACKGROUND|ALL)*"), *removing("SOUND_FILE"), "ONLY MUSIC GO"), _no_music
    ),
)
