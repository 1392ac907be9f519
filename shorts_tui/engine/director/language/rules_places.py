"""Clips and titles told by their place: `the second clip`, `clips 2 and 4`, `the last title`."""

from __future__ import annotations

from shorts_tui.engine.director.language.rule import Match, Reduction

_MOST_CLIPS = 999


def _clips(match: Match) -> tuple[int, ...] | None:
    """Clips by number, counted from 1; the last one needs to be known."""
    if match.has("middle"):
        clips = match.film.clips
        return (clips // 2 + 1,) if match.word("middle") == "middle" and clips > 2 and clips % 2 else None
    if match.has("final"):
        count = round(match.number("count"))
        return (
            tuple(range(match.film.clips - count + 1, match.film.clips + 1)) if 0 < count <= match.film.clips else None
        )
    if match.has("opening"):
        ends = (1, match.film.clips) if match.has("last") else (1,)
        return ends if match.film.clips > 1 else None
    if match.has("last") and not match.has("n"):
        return (match.film.clips,) if match.film.clips else None
    numbers = tuple(1 if kept.category == "FIRST" else round(float(str(kept.value))) for kept in match.kept("n"))
    if match.has("last"):
        numbers = (*numbers, match.film.clips)
    if match.has("to"):
        numbers = tuple(range(numbers[0], round(match.number("to")) + 1))
    return (
        numbers
        if numbers and all(0 < number <= _MOST_CLIPS for number in numbers) and len(numbers) <= _MOST_CLIPS
        else None
    )


def _from_end(match: Match) -> tuple[int, ...] | None:
    """`倒数第二段`."""
    number = match.film.clips + 1 - round(match.number("n"))
    return (number,) if match.kept("back")[0].token.text == "倒数" and number > 0 else None


def _title_from_end(match: Match) -> int | None:
    number = len(match.film.titles) + 1 - round(match.number("n"))
    return number if match.kept("back")[0].token.text == "倒数" and number > 0 else None


def _title(match: Match) -> int | None:
    """Which title of several, counted from 1."""
    count = len(match.film.titles)
    if match.has("middle"):
        return count // 2 + 1 if match.word("middle") == "middle" and count > 1 and count % 2 else None
    if match.has("last"):
        return count or None
    kept = match.kept("n")[0]
    number = 1 if kept.category == "FIRST" else round(float(str(kept.value)))
    return number if count > 1 and 0 < number <= _MOST_CLIPS else None


TITLES: tuple[Reduction, ...] = (
    Reduction("TITLE", ("back:LAST n:ORDINAL TITLE",), _title_from_end),
    Reduction("TITLE", ("n:ORDINAL TITLE", "TITLE n:NUM", "last:LAST TITLE", "middle:POSITION TITLE"), _title),
)
CLIPS: tuple[Reduction, ...] = (
    Reduction("CLIPREF", ("back:LAST n:ORDINAL (CLIP|IMAGES)",), _from_end),
    Reduction(
        "CLIPREF",
        (
            "n:ORDINAL CLIP",
            "n:ORDINAL n:ORDINAL CLIP",
            "n:ORDINAL IMAGES",
            "n:ORDINAL (TO|DASH|UNTIL) to:ORDINAL (CLIP|IMAGES)",
            "IMAGES n:NUM",
            "n:ORDINAL (COMMA? n:ORDINAL)* AND n:ORDINAL CLIP",
            "n:ORDINAL (COMMA|AND) (n:ORDINAL|n:NUM) ((COMMA|AND) (n:ORDINAL|n:NUM))* CLIP",
            "CLIP (n:NUM|n:ORDINAL)",
            "CLIP n:NUM (COMMA n:NUM)* COMMA? AND n:NUM",
            "CLIP n:NUM (TO|DASH|UNTIL) to:NUM",
            "final:LAST count:NUM CLIP",
            "n:FIRST to:NUM CLIP",
            "last:LAST CLIP",
            "opening:OPENING CLIP",
            "opening:OPENING AND last:LAST CLIP",
            "middle:POSITION CLIP",
            "n:ORDINAL (CLIP)? AND last:LAST CLIP",
            "CLIP n:NUM (COMMA n:NUM)* COMMA? OR n:NUM",
            "CLIP n:NUM OR CLIP n:NUM",
            "CLIP n:NUM AND last:LAST CLIP",
            "CLIP n:NUM (COMMA? CLIP n:NUM)* AND CLIP n:NUM",
        ),
        _clips,
    ),
)
