"""What a word means beside others: words that count only in company, or for this film alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import is_filler
from shorts_tui.engine.director.language.neighbours import with_neighbours
from shorts_tui.engine.director.language.phrase import phrases
from shorts_tui.engine.director.language.tokens import Token, Value

Categories = dict[str, Value]
_BEGINNING = frozenset(["REMOVE", "CUT", "MAKE", "ADD", "SHORTEN", "CREATE", "KEEP", "CHANGE", "MUTE", "TURN"])
_MEANING = frozenset(
    ("FILM", "CLIP", "LOOK", "MUSIC", "ASPECT", "LOGO", "SPAN", "TIME", "QUOTE", "FILTER", "AUDIO", "VOLUME")
)
_ORDERED = frozenset(
    ("CLIP", "CLIPREF", "FILM_FILE", "PICTURE_FILE", "IMAGES", "MOVE", "KEEP", "REMOVE", "START", "CUT", "SWAP", "ONLY")
)
"""Beside these `first` is a place; `add captions first` means before anything else."""
_IMAGES = ("LOGO", "PICTURE_FILE")
_SIZES = ("COLOR", "SCALE", "HIGHER", "HIGHER:little", "DEEPER", "DEEPER:little")
_FILLER: Categories = {"FILLER": ""}


@dataclass(frozen=True)
class _Company:
    """What stands around a word: the categories of its phrase, and whether captions are there or spoken of.

    `language` is the one that the words are in, `en` or `zh`.
    """

    phrase: frozenset[str]
    film: Film
    captions: bool
    sentence: frozenset[str] = frozenset()
    language: str = "en"

    def lonely(self, name: str) -> bool:
        """Is there nothing else in the phrase that means something, and text on the picture that it can be about?"""
        others = self.phrase - {name, "POLITE", "DET", "FILLER", "NEG", "MAKE", "CHANGE", "DEGREE:little", "DEGREE"}
        if not self.sentence.isdisjoint(("MUSIC", "AUDIO", "VOLUME", "EVERY_SOUND")):
            return False
        return not others & _MEANING and (self.captions or self.film.has_title)

    @property
    def text(self) -> bool:
        """Is the phrase about text on the picture?"""
        return not self.phrase.isdisjoint(("CAPTIONS", "TITLE"))


def adapted(tokens: Sequence[Token], film: Film, language: str) -> list[Token]:
    """The tokens with the categories that they have in this sentence and for this film."""
    found = with_neighbours(tokens)
    captions = film.has_captions or any("CAPTIONS" in token for token in tokens)
    sentence = frozenset(category for token in tokens for category in token.categories)
    for first, last in phrases(found):
        found[first:last] = _clip_is_a_noun(found[first:last])
        categories = frozenset(category for token in found[first:last] for category in token.categories)
        company = _Company(categories, film, captions, sentence, language)
        found[first:last] = [_in_company(token, company) for token in found[first:last]]
        late = "FIRST" in found[last - 1] and last - first > 1 and "DET" not in found[last - 2]
        if late and categories.isdisjoint(_ORDERED):
            found[last - 1] = replace(found[last - 1], categories=_FILLER)
        while first + 1 < last and is_filler(found[first]) and "FIRST" not in found[first]:
            first += 1
        if "FIRST" in found[first] and first + 1 < last and not _BEGINNING.isdisjoint(found[first + 1].categories):
            found[first] = replace(found[first], categories=_FILLER)
    return found


def _clip_is_a_noun(phrase: Sequence[Token]) -> list[Token]:
    """`Clip` cuts something only where it begins the phrase: `clip the first 5 seconds`, but `put the clip first`."""
    found: list[Token] = []
    begun = False
    for token in phrase:
        if begun and "CUT" in token and "CLIP" in token:
            categories = {name: value for name, value in token.categories.items() if name not in ("CUT", "REMOVE")}
            found.append(replace(token, categories=categories))
        else:
            found.append(token)
        begun = begun or not is_filler(token)
    return found


def _in_company(token: Token, company: _Company) -> Token:
    categories = dict(token.categories)
    for name in [name for name in categories if name in _ADAPTERS]:
        categories = _ADAPTERS[name](categories, company)
    return replace(token, categories=categories) if categories != token.categories else token


def _without(categories: Categories, name: str) -> Categories:
    return {key: value for key, value in categories.items() if key != name}


def _export(categories: Categories, company: _Company) -> Categories:
    """`Publish it on TikTok` is about the platform."""
    return _without(categories, "EXPORT") if "PLATFORM" in company.phrase else categories


def _language(categories: Categories, company: _Company) -> Categories:
    """`English captions` asked for in English are no translation; elsewhere a language is a word like others."""
    rest = _without(categories, "LANGUAGE")
    spoken = not company.phrase.isdisjoint(("AUDIO", "FACE", "SENTENCES", "VOICEOVER"))
    if not company.text and not spoken and categories.get("LIMIT") != "translate":
        return rest
    known = categories["LANGUAGE"] == company.language
    return rest | (_FILLER if known else {"LIMIT": "translate"})


def _text_only(name: str) -> Callable[[Categories, _Company], Categories]:
    """Colours and sizes count where text is spoken of, or an image over the film."""

    def adapt(categories: Categories, company: _Company) -> Categories:
        behind = company.phrase <= {
            name,
            "FILLER",
            "DET",
            "POLITE",
            "STYLE_WORD",
            "LOOK",
            "COLOR_WORD",
            "STYLE",
            "LIMIT",
            "DEGREE",
            *_SIZES,
        }
        texted = behind and (
            not company.sentence.isdisjoint(("TITLE", "CAPTIONS"))
            or {"QUOTE", "ADD"} <= company.sentence
            or {"QUOTE", "WRITE"} <= company.sentence
        )
        near = (
            company.text
            or {"QUOTE", "ADD"} <= company.phrase
            or texted
            or company.lonely(name)
            or (name == "SCALE" and not company.sentence.isdisjoint(_IMAGES))
        )
        if near and not (name == "SCALE" and "CAPTIONS" in company.phrase and "STYLE" in categories):
            return {name: categories[name]}
        return _without(categories, name)

    return adapt


def _word(categories: Categories, company: _Company) -> Categories:
    """`The word 'um'` is a place in the film where something is to go, and a text anywhere else."""
    goes = not company.phrase.isdisjoint(("REMOVE", "CUT", "MUTE", "SILENCE"))
    goes = goes or ("TOO_MANY" in company.phrase and "REMOVE" in company.sentence)
    if goes and "CAPTIONS" not in company.phrase:
        return _without(categories, "TITLE")
    return _without(categories, "WORD") or _FILLER


def _logo(categories: Categories, company: _Company) -> Categories:
    """A watermark that was laid over the film can go, one in the footage can't."""
    if not company.film.has_overlay:
        return categories
    return {name: value for name, value in categories.items() if name not in ("THING", "LIMIT")}


def _look(categories: Categories, company: _Company) -> Categories:
    """`Black` and `warm` beside text are no look of the film, nor is a soft music."""
    if company.text or "LOGO" in company.phrase or ("MUSIC" in company.phrase and "MOOD" in categories):
        return _without(categories, "LOOK")
    return categories


def _mood(categories: Categories, company: _Company) -> Categories:
    """Moods belong to music of our own; of an uploaded song that is not in the film yet they are praise."""
    rest = _without(categories, "MOOD")
    song = company.film.audio_labels and not _of_our_own(company)
    apart = company.phrase <= {*categories, "FILLER", "DET", "POLITE", "STYLE_WORD", "DEGREE", "LOOK", "LIMIT", "SOFT"}
    if apart and "MUSIC" in company.sentence and not song:
        return {"MOOD": categories["MOOD"]}
    if company.phrase.isdisjoint(("MUSIC", "BACKGROUND")) and not (
        "MUSIC" in company.sentence and "REPLACE" in company.sentence
    ):
        return rest or ({} if company.film.duration < 0 else rest)
    return rest | _FILLER if song else categories


def _of_our_own(company: _Company) -> bool:
    """Where a song is in the film, or is to be changed, another mood is another song."""
    replaced = {"REPLACE", "MUSIC"} <= company.sentence
    return company.film.has_music or replaced or not company.phrase.isdisjoint(("BUILT_IN", "INSTEAD_OF"))


def _limit(categories: Categories, company: _Company) -> Categories:
    """Some words mean what can't be done only beside certain others."""
    topic = categories["LIMIT"]
    song = company.film.audio_labels and not _of_our_own(company)
    if topic == "mood" and ("MUSIC" not in company.phrase or song):
        return _without(categories, "LIMIT") | (_FILLER if "MUSIC" in company.phrase else {})
    if topic == "platform" and company.language == "zh" and "ASPECT" in company.phrase:
        return _FILLER  # `朋友圈要方的`: its shape is said
    near = company.sentence if company.language == "zh" else company.phrase
    if topic == "voice" and "VOICEOVER" in categories and not near.isdisjoint(("SOUND_NAME", "SOUND_FILE")):
        return _without(categories, "LIMIT")
    if topic == "caption_text" and company.sentence.isdisjoint(("CAPTIONS", "TITLE", "QUOTE")):
        return _without(categories, "LIMIT") | _FILLER
    if topic == "grade" and "STYLE_WORD" in categories and "LOOK" in company.phrase:
        return _without(categories, "LIMIT")
    if topic == "vague" and "COLOR_WORD" in company.sentence and "LOOK" in company.sentence:
        return {"LOOK": "vivid"}
    if topic == "longer" and "TITLE" in company.phrase:
        return categories | {"LIMIT": "title_time"}
    highlights = topic == "find" and not company.phrase.isdisjoint(("BEST", "HIGHLIGHT", "SILENCE"))
    turned = topic == "zoom" and "MAKE" in categories and "ASPECT" in company.phrase
    if highlights or turned:
        return _without(categories, "LIMIT") | {"USE": ""}
    return categories


def _style(categories: Categories, company: _Company) -> Categories:
    """`Bold` and `clean` are styles of captions, and praise of anything else."""
    if "CAPTIONS" in company.phrase:
        return categories
    if not company.phrase.isdisjoint(("MUSIC", "AUDIO", "VOLUME")) and "HIGHER" in categories:
        return {name: value for name, value in categories.items() if name not in ("STYLE", "SCALE")}
    if "SCALE" in categories and not company.phrase.isdisjoint(("TITLE", "LOGO")):
        return _without(categories, "STYLE")
    if "TITLE" in company.phrase:
        return categories | {"LIMIT": "text_style"}
    if company.captions or categories["STYLE"] == "karaoke":
        return categories
    return _without(categories, "STYLE") or _FILLER


def _number(categories: Categories, company: _Company) -> Categories:
    """`At 0.2` and `volume 30` are levels; `clip 2` is none."""
    number = float(str(categories["NUM"]))
    if 0 < number < 1 and not company.phrase.isdisjoint(("VOLUME", "MUSIC")):
        return categories | {"PERCENT": number}
    return categories | {"PERCENT": number / 100} if 5 <= number <= 400 and "VOLUME" in company.phrase else categories


def _maybe_time(categories: Categories, company: _Company) -> Categories:
    """9:16 is a time only of a film that is as long."""
    ms = categories["MAYBE_TIME"]
    return categories if isinstance(ms, int) and ms < company.film.duration else _without(categories, "MAYBE_TIME")


def _quiet(categories: Categories, company: _Company) -> Categories:
    """`Quiet, 12%` behind music says nothing that the number does not."""
    if company.language == "zh" and company.film.has_music and "MUSIC" in company.phrase:
        # `音乐别太吵`, of music that is there
        return categories if not company.phrase.isdisjoint(("ADD", "PERCENT")) else {"QUIETER": ""}
    alone = company.phrase <= {*categories, "DEGREE", "FILLER", "DET", "POLITE", "PERCENT"}
    return _FILLER if alone and not company.sentence.isdisjoint(("MUSIC", "SOUND_NAME")) else categories


_ADAPTERS: dict[str, Callable[[Categories, _Company], Categories]] = {
    "EXPORT": _export,
    "LANGUAGE": _language,
    "COLOR": _text_only("COLOR"),
    "SCALE": _text_only("SCALE"),
    "LOGO": _logo,
    "LOOK": _look,
    "SOFT": _quiet,
    "WORD": _word,
    "MOOD": _mood,
    "LIMIT": _limit,
    "STYLE": _style,
    "NUM": _number,
    "MAYBE_TIME": _maybe_time,
}
