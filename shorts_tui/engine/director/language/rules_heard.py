"""Rules of what is heard: pauses, fillers, noise, loudness, music that gives way to speech, and recorded voices."""

from __future__ import annotations

from shorts_tui.engine.director.language.rule import Built, Match, Rule, removing, taking
from shorts_tui.engine.director.plan import (
    Denoise,
    Ducking,
    LoudnessTo,
    RemoveFillers,
    RemoveSilences,
    VoiceOver,
)  # fmt: skip

_VOICES = frozenset(
    ("voice", "my voice", "speech", "the speaker", "dialogue", "dialog", "vocals", "talking", "speaker's voice", "人声")
)
_LONG = "(LONGER_THAN|OF|FROM|FOR)* t:TIME (LONGER_THAN|VERSION|PART|OR LONGER)*"
_ADD = "(ADD|PUT|USE|MAKE|WANT|MOVE|WITH|CREATE|KEEP|CHANGE|SET|BRING)"


def _fillers(match: Match) -> Built:
    return (RemoveFillers(),)


def _muted_fillers(match: Match) -> Built:
    return (RemoveFillers(mute=True),)


def _muted_silences(match: Match) -> Built:
    return (RemoveSilences(mute=True),)


def _silences(match: Match) -> Built:
    shortest = round(match.number("t"))
    return (RemoveSilences(shortest=shortest) if shortest > 0 else RemoveSilences(),)


def _denoise(match: Match) -> Built:
    return (Denoise(),)


def _no_denoise(match: Match) -> Built:
    return (Denoise(on=False),)


def _loudness(match: Match) -> Built:
    level = match.number("level")
    return (LoudnessTo(level=-abs(level) if level else -14.0),)


def _duck(match: Match) -> Built:
    return (Ducking(),)


def _no_duck(match: Match) -> Built:
    return (Ducking(on=False),)


def _voice(match: Match) -> Built:
    start = round(match.number("when")) if match.has("when") else 0
    return (VoiceOver(name=match.word("name") or None, start=start),)


def _as_voice(match: Match) -> Built:
    """`With talk.wav as the voice`; as the sound, it would be music."""
    return _voice(match) if match.kept("as")[0].token.text.lower() in _VOICES else None


RULES: tuple[Rule, ...] = (
    Rule(
        (
            "MUTE (ALL|PART|OF)* FILLERS (MUTE_INSTEAD|BUT|COMMA)*",
            "FILLERS ALL? MUTE MUTE_INSTEAD*",
            "FILLERS ALL? NEG (CUT|REMOVE|SPLIT) WORDS? COMMA? (USE|MAKE)? MUTE",
        ),
        _muted_fillers,
    ),
    Rule(
        (
            "(MUTE|MAKE) (ALL|PART|OF)* SILENCE (MUTE|BETWEEN|SENTENCES)* MUTE_INSTEAD",
            "SILENCE ALL? MUTE MUTE_INSTEAD",
        ),
        _muted_silences,
    ),
    Rule(
        (
            *removing(
                "(ALL|PART|POSITION|IN|FILM|START|END|AUDIO|SENTENCES)* SILENCE (BETWEEN|IN|PART|SENTENCES|FROM|OF)*"
            ),
            *removing(f"ALL? SILENCE (IN FILM)? {_LONG}"),
            *removing(f"ALL? SILENCE COMMA PART {_LONG}"),
            "SILENCE (FOR|IS|OF|LASTING)* LONGER_THAN? t:TIME (LONGER_THAN|VERSION)? COMMA (REMOVE|CUT) (TIME|SILENCE)?",
            *removing("ALL? LONGER_THAN t:TIME LONGER_THAN? SILENCE"),
            *removing("t:TIME LONGER_THAN SILENCE"),
            "(CLOSE|SHORTEN) (ALL|UP)* SILENCE (BETWEEN|IN|SENTENCES|UP)*",
            "SILENCE (ALL|IS)* (REMOVE|CUT|NEG|OFF)",
            "(IS|HAVE)* TOO_MANY SILENCE",
            "SILENCE TOO_MANY",
            "(ADD|MAKE|USE|WITH)* JUMPCUT (FILM|ALL|UP)*",
            "MAKE FILM? JUMPCUT UP?",
            "FILM? JUMPCUT",
        ),
        _silences,
    ),
    Rule(
        (
            *removing("(ALL|PART|OF|SAYING)* FILLERS (OF|IN|FROM|FILM|ALL|AND|FILLERS|SENTENCES)*"),
            "(IS|HAVE)* TOO_MANY FILLERS",
            "FILLERS TOO_MANY",
        ),
        _fillers,
    ),
    Rule(
        (
            *removing("(ALL|PART)* NOISE (IN|FROM|OF|FILM|AUDIO|BACKGROUND|AND|NOISE)*"),
            "(LOWER|CLOSE|BRING|MAKE) (ALL|PART)* NOISE (DOWN|UP|IN|FROM|OF|FILM|AUDIO)*",
            "(ADD|USE|MAKE)? (AUDIO|FILM|OF)* DENOISE (FILM|AUDIO|ON|TO|OF|IN)*",
            "NOISE (FROM|IN|OF|NOISE|THROUGHOUT|AUDIO|BACKGROUND|FILM)* COMMA (REMOVE|CLOSE) (NOISE|FILM)?",
            "(IS|HAVE)* TOO_MANY NOISE",
            "(AUDIO|VOLUME|FILM) IS NOISE",
            "NOISE IS? (TOO|DEGREE)* (WRONG|DEEPER|QUIETER)",
            "(AUDIO|VOLUME|FILM|BACKGROUND|IN)* HAVE NOISE",
        ),
        _denoise,
    ),
    Rule((*taking("DENOISE"),), _no_denoise),
    Rule(
        (
            "(MAKE|ADD)? NORMALIZE (AUDIO|VOLUME|FILM|ALL|OF|IN|TO|AT|DASH|SIGN|COMMA)* (level:NUM LUFS)?",
            "(AUDIO|VOLUME|ALL)* NORMALIZE (TO|AT|DASH|SIGN|COMMA)* level:NUM",
            "(SET|MAKE|BRING)? (AUDIO|VOLUME|FILM|TO|AT|DASH|SIGN|COMMA)* level:NUM LUFS (VOLUME|AUDIO)?",
            "(AUDIO|VOLUME|FILM|ALL)* IS? NORMALIZE",
            "(NORMALIZE|EVEN) (AUDIO|VOLUME|FILM|ALL) OUT",
        ),
        _loudness,
    ),
    Rule(
        (
            "(MAKE|ADD|USE|TURN|LOWER|HAVE)? (MUSIC|ON|TO|IS)* DUCK (MUSIC|UNDER|AUDIO|ON|FOR|BACKGROUND|ALL|SPEAKING|MORE)*",
            "(MAKE|TURN|LOWER|BRING|KEEP)* MUSIC (MAKE|IS|DOWN|LOWER)* (LOWER|QUIETER|DEEPER|DOWN) SPEAKING",
            "SPEAKING (MAKE|TURN|LOWER|BRING)* MUSIC (MAKE|IS|DOWN)* (LOWER|QUIETER|DEEPER|DOWN)",
            "SPEAKING (LOWER|QUIETER|MUTE) MUSIC",
            "(MUTE|OFF_VERB) MUSIC SPEAKING",
            "SPEAKING (MAKE|TURN|LOWER|BRING)* MUSIC DUCK",
            "SPEAKING (LOWER|QUIETER|DEEPER) DEGREE*",
        ),
        _duck,
    ),
    Rule((*taking("MUSIC? DUCK (MUSIC|UNDER|AUDIO)*"),), _no_duck),
    Rule(
        (
            f"{_ADD} name:SOUND_NAME (AS|FOR|IN)* VOICEOVER ((AT|FROM|STARTING)* (when:TIME|when:MOMENT))?",
            f"{_ADD} VOICEOVER (FROM|WITH|USE|COLON|OF|IS)* name:SOUND_NAME ((AT|FROM|STARTING)* (when:TIME|when:MOMENT))?",
            "VOICEOVER (FROM|WITH|USE|COLON|OF|IS)* name:SOUND_NAME ((AT|FROM)* (when:TIME|when:MOMENT))?",
            "name:SOUND_NAME (AS|FOR|IS|MAKE)* VOICEOVER",
            f"{_ADD} VOICEOVER COMMA (FROM|WITH|USE|COLON|OF|IS)* name:SOUND_NAME",
        ),
        _voice,
    ),
    Rule(
        (
            f"{_ADD} name:SOUND_NAME (AS|FOR|MAKE|IN|BACKGROUND|ON|TO|UNDER|FILM)* as:AUDIO ((AT|FROM|STARTING)* (when:TIME|when:MOMENT))?",
            f"{_ADD} as:AUDIO (FROM|COLON|OF|IS|TO|WITH)* name:SOUND_NAME",
            "name:SOUND_NAME (AS|FOR|IS|MAKE)* as:AUDIO",
        ),
        _as_voice,
    ),
)
