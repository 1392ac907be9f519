"""A sentence -> a plan by the rules of the grammar: tokens, readings, the best of them, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import (
    rules_amount,
    rules_borders,
    rules_captions,
    rules_clip_parts,
    rules_clips,
    rules_crop,
    rules_frame,
    rules_heard,
    rules_history,
    rules_images,
    rules_length,
    rules_looks,
    rules_modifier,
    rules_moving,
    rules_music,
    rules_over,
    rules_places,
    rules_range,
    rules_sound,
    rules_sound_parts,
    rules_speed,
    rules_spoken,
    rules_talk,
    rules_text,
)  # fmt: skip
from shorts_tui.engine.director.language.asides import asides
from shorts_tui.engine.director.language.asking import asked_first, which_title
from shorts_tui.engine.director.language.assembly import assemble
from shorts_tui.engine.director.language.categories import is_filler, is_joint
from shorts_tui.engine.director.language.caution import cautious
from shorts_tui.engine.director.language.chart import Chart
from shorts_tui.engine.director.language.company import adapted
from shorts_tui.engine.director.language.contrasts import contrasted
from shorts_tui.engine.director.language.corrections import taken_back, without_taken_back
from shorts_tui.engine.director.language.declining import with_declined
from shorts_tui.engine.director.language.inheriting import inherited, numbered
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.joining import joined
from shorts_tui.engine.director.language.limits import Language, refusal
from shorts_tui.engine.director.language.others import with_several
from shorts_tui.engine.director.language.phrase import phrases
from shorts_tui.engine.director.language.placing_parts import placed
from shorts_tui.engine.director.language.pointing import pointed
from shorts_tui.engine.director.language.reducing import reduced
from shorts_tui.engine.director.language.references import with_exceptions, with_found, with_others
from shorts_tui.engine.director.language.remarks import with_remarked, without_remarks
from shorts_tui.engine.director.language.rule import Length, Refusal, Rule
from shorts_tui.engine.director.language.scoping import able, limited
from shorts_tui.engine.director.language.sharing import shared, with_named_clips, with_ones, with_units
from shorts_tui.engine.director.language.telling import without_telling
from shorts_tui.engine.director.language.tokens import Token, lex
from shorts_tui.engine.director.language.topics import with_topics
from shorts_tui.engine.director.language.unread import Unread, refused, unread_of
from shorts_tui.engine.director.plan import (
    Ask,
    CannotDo,
    Captions,
    CaptionText,
    CutTo,
    Operation,
    Plan,
    Question,
    Title,
)
from shorts_tui.text import one_line

RULES: tuple[Rule, ...] = (
    *rules_history.RULES,
    *rules_talk.RULES,
    *rules_heard.RULES,
    *rules_over.RULES,
    *rules_clip_parts.RULES,
    *rules_clips.RULES,
    *rules_moving.RULES,
    *rules_images.RULES,
    *rules_speed.RULES,
    *rules_looks.RULES,
    *rules_crop.RULES,
    *rules_range.RULES,
    *rules_borders.RULES,
    *rules_length.RULES,
    *rules_frame.RULES,
    *rules_text.RULES,
    *rules_captions.RULES,
    *rules_sound.SETTING,
    *rules_music.RULES,
    *rules_sound.RULES,
    *rules_sound_parts.RULES,
    *rules_talk.STAYING,
)
"""All rules; of two readings that count the same the earlier one is taken."""  # fmt: skip
_SHORTEST, _BRIEF = 1_000, 10_000


@dataclass(frozen=True)
class Reading:
    """What the grammar makes of a sentence.

    Attributes:
        tokens: of the sentence, as the rules saw them.
        unread: what of it was not understood or can't be done, with the operation that says so in the plan.
    """

    plan: Plan
    tokens: Sequence[Token]
    unread: tuple[tuple[Unread, CannotDo], ...]


def reading(text: str, film: Film) -> Reading:
    """What `text` (that says nothing of the files to make the film of) asks to be done to `film`.

    Never raises on any text.
    """
    tokens = without_telling(lex(text, film), text)
    language = _language(tokens, film)
    tokens, places = taken_back(tokens, text)
    tokens = with_declined(tokens)
    tokens = adapted(with_units(with_ones(with_named_clips(tokens, film), film)), film, language)
    tokens = reduced(
        tokens, (*rules_spoken.SPANS, *rules_amount.SPANS, *rules_places.CLIPS, *rules_places.TITLES), film, text
    )
    tokens = reduced(with_found(tokens), (*rules_clip_parts.CLIP_PARTS, *rules_amount.SPANS_BESIDE), film, text)
    tokens = with_topics(joined(with_exceptions(with_several(tokens, film), film), text), text)
    tokens = pointed(contrasted(tokens), text)
    tokens = shared(with_remarked(with_others(tokens, film), text))
    chart = Chart(tokens, film, text)
    items = chart.read((*rules_modifier.RULES, *rules_over.MODIFIERS), RULES)
    items = without_remarks(without_taken_back(items, tokens, places), tokens, text)
    items = inherited(numbered(_titled(items, film), tokens), tokens, film)
    numbers = [0] * len(tokens)
    for number, phrase in enumerate(chart.phrases, start=1):
        numbers[phrase[0] : phrase[1]] = [number] * (phrase[1] - phrase[0])
    mentioned = {category for token in tokens for category in ("CAPTIONS", "TITLE") if category in token}
    items = placed(items, tokens, numbers)
    made = assemble(able(items), numbers, film, mentioned)
    beyond = limited(items, made, tokens, numbers)
    if beyond:
        items = [item for item in items if numbers[item.start] not in beyond]
        made = assemble(able(items), numbers, film, mentioned)
    used = [item for item in items if item not in made.unused]
    unread = [
        replace(unread, topic="scope") if numbers[unread.start] in beyond else unread
        for unread in unread_of(chart, used)
    ]
    unread = [one for one in unread if not any(_within(one, other) for other in unread)]
    aside = asides(unread, used, tokens, numbers) if made.operations else []
    unread = [one for one in unread if one not in aside]
    unread += [Unread(item.start, item.end, "two_shapes", whole=False) for item in made.overruled]
    operations = made.operations
    refusals = [refused(one, tokens, text, language) for one in unread]
    open_ = list(zip(unread, refusals, strict=True))
    if any(isinstance(one, CaptionText) for one in operations):
        # `There is a typo, 'weird' should be 'wired'` says what is wrong, and then how it is to be.
        refusals = [one for one in refusals if one.topic != "caption_text"]
        operations = [one for one in operations if not (film.has_captions and one == Captions())]
    if any(isinstance(one, Title) and one.text is not None for one in operations):
        refusals = [one for one in refusals if one.topic != "title_text"]
    if any(isinstance(one, Title) and one.duration is not None for one in operations):
        refusals = [one for one in refusals if one.topic != "title_time"]
    if any(refusal.topic == "longer" for refusal in refusals):
        # `Make it longer, 10 minutes` is one wish, and answered once.
        operations = [one for one in operations if not (isinstance(one, CutTo) and (one.length or 0) >= film.duration)]
    if aside or any(one.topic == "unknown" for one in refusals):
        operations = _without_brief(operations, items)
    if any(one.topic == "several" for one in refusals):
        operations = []  # What each of several films would be
    operations = [_long_enough(one, text, language) for one in operations]
    operations = which_title(operations, film, every=_every_title(tokens))
    operations = cautious(operations, tokens, film, text, language)
    plan = asked_first(_complete([*operations, *refusals], tokens, text, used, language))
    spoken = [one.model_copy(update={"language": language}) if isinstance(one, Ask) else one for one in plan]
    left_out = tuple(one_line(text[tokens[one.start].start : tokens[one.end - 1].end]) for one in aside)
    unread_there = tuple((one, said) for one, said in open_ if said in spoken)
    if not unread and not used:
        every = Unread(0, len(tokens), "unknown", whole=True)
        unread_there = tuple((every, said) for said in spoken if isinstance(said, CannotDo))
    return Reading(Plan(operations=tuple(spoken), language=language, left_out=left_out), tokens, unread_there)


def _within(one: Unread, other: Unread) -> bool:
    """Is it a part of what is refused as a whole over several phrases?"""
    return other is not one and other.start <= one.start and one.end <= other.end


def _without_brief(operations: Sequence[Operation], items: Sequence[Item]) -> list[Operation]:
    """Without a film of seconds where a time stands alone beside what was not understood: that may be its own."""
    alone = {piece.ms for item in items for piece in item.pieces if isinstance(piece, Length)}
    return [one for one in operations if not (isinstance(one, CutTo) and one.length in alone and one.length <= _BRIEF)]


def _long_enough(operation: Operation, text: str, language: Language) -> Operation:
    """No film is cut to less than a second: that is how long something else lasts."""
    if not isinstance(operation, CutTo) or operation.length is None or operation.length >= _SHORTEST:
        return operation
    why, nearest = refusal("length", language)
    return CannotDo(asked=one_line(text), reason=why, nearest=nearest, topic="length")


def _every_title(tokens: Sequence[Token]) -> bool:
    """Is it said that all titles are meant: `titles`, `all the text`, `标题都`?"""
    for first, last in phrases(tokens):
        named = [token for token in tokens[first:last] if "TITLE" in token]
        plural = any(token.text.lower().endswith("s") for token in named)
        if named and (plural or any("ALL" in token for token in tokens[first:last])):
            return True
    return False


def _titled(items: list[Item], film: Film) -> list[Item]:
    """A title that is only moved must be there, or come with its text elsewhere in the sentence."""
    titles = [piece for item in items for piece in item.pieces if isinstance(piece, Title)]
    if film.has_title or any(title.text is not None for title in titles):
        return items
    return [
        replace(item, pieces=(Refusal("title_text"),))
        if any(isinstance(piece, Title) for piece in item.pieces)
        else item
        for item in items
    ]


def _language(tokens: Sequence[Token], film: Film) -> Language:
    """The language of the words outside quotes; where there are none, the session's."""
    words = [token.text for token in tokens if "QUOTE" not in token]
    han = sum("\u4e00" <= char <= "\u9fff" for word in words for char in word)
    latin = sum(word[:1].isalpha() and word[:1] < "\u0250" for word in words)
    if han or latin:
        return "zh" if han > latin else "en"
    return "zh" if film.language.lower().startswith("zh") else "en"


def _complete(
    operations: list[Operation], tokens: Sequence[Token], text: str, used: Sequence[Item], language: Language
) -> list[Operation]:
    """A plan is not empty unless nothing was asked: `thanks`, `no, that's all`."""
    if operations or used:
        return operations
    words = [token for token in tokens if not is_joint(token)]
    if words and all(is_filler(token) or "NEG" in token for token in words):
        return [Question(topic="help")] if any("GREETING" in token for token in words) else []
    why, nearest = refusal("unknown", language)
    return [CannotDo(asked=one_line(text), reason=why, nearest=nearest, topic="unknown")]
