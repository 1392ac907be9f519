"""Which parts of a film are chosen, and why."""

from __future__ import annotations

import pytest

from shorts_tui.engine.assets import Span, SpokenWord, Transcript
from shorts_tui.engine.director.footage import STEP, Curve, Footage
from shorts_tui.engine.director.highlights import Highlights, pick
from tests.engine.director.stage import sound_of, talk

QUIET = Curve((-60.0,) * 2000)


def film(
    transcript: Transcript, duration: int, *, loud: tuple[Span, ...] = (), moving: tuple[Span, ...] = ()
) -> Footage:
    sound = sound_of(transcript, duration, loud=loud)
    levels = tuple(sound.levels[index * STEP // sound.step] for index in range(duration // STEP))
    motion = tuple(
        0.8 if any(span.start <= index * STEP < span.end for span in moving) else 0.05
        for index in range(duration // STEP)
    )
    return Footage(
        duration, transcript.words, transcript.sentences, sound.silences, (0,), Curve(levels), Curve(motion), True
    )


def texts(found: Highlights) -> list[str]:
    return [chosen.text for chosen in found.picks]


SAMENESS = "we went along the road and then we went along the road"


@pytest.mark.parametrize("where", [1, 4, 7])
def test_a_sentence_that_says_something_new_is_chosen_over_repetition(where: int) -> None:
    lines = [SAMENESS] * 9
    lines[where] = "a glacier swallowed seven villages overnight without any warning at all"
    found = pick(film(talk(*((index * 6000 + 500, line) for index, line in enumerate(lines))), 54_000), 8_000)
    assert lines[where] in texts(found)


@pytest.mark.parametrize("where", [1, 4, 7])
def test_a_loud_sentence_is_chosen_over_equal_ones(where: int) -> None:
    spoken = talk(*((index * 6000 + 500, SAMENESS) for index in range(9)))
    shout = Span(where * 6000, where * 6000 + 5000)
    found = pick(film(spoken, 54_000, loud=(shout,)), 8_000)
    assert any(shout.start <= chosen.start < shout.end for chosen in found.picks)
    assert "loud" in {reason for chosen in found.picks for reason in chosen.reasons}


@pytest.mark.parametrize("where", [1, 4, 7])
def test_a_sentence_in_moving_pictures_is_chosen_over_equal_ones(where: int) -> None:
    spoken = talk(*((index * 6000 + 500, SAMENESS) for index in range(9)))
    action = Span(where * 6000, where * 6000 + 5000)
    found = pick(film(spoken, 54_000, moving=(action,)), 8_000)
    assert any(action.start <= chosen.start < action.end for chosen in found.picks)
    assert "lively" in {reason for chosen in found.picks for reason in chosen.reasons}


def test_a_bang_without_words_is_not_left_out() -> None:
    spoken = talk((500, "then the engine made a terrible noise"), (12_000, "nobody was hurt by it"), (18_000, SAMENESS))
    plain = film(spoken, 40_000)
    bang = range(70, 90)
    levels = tuple(-6.0 if index in bang else value for index, value in enumerate(plain.levels.values))
    loud = Footage(
        plain.duration, plain.words, plain.sentences, plain.silences, (0,), Curve(levels), plain.motion, True
    )
    assert any(span.start <= 7_100 and span.end >= 8_900 for span in pick(loud, 12_000).spans)


def test_a_question_stays_with_its_answer() -> None:
    lines = [(index * 6000 + 500, SAMENESS) for index in range(6)]
    lines[3] = (18_500, "so where do all these lost ships go?")
    lines[4] = (21_500, "they lie on the ground below the cliffs")
    found = pick(film(talk(*lines), 36_000), 9_000)
    together = [text for text in texts(found) if "where do all" in text]
    assert together
    assert "they lie on the ground" in together[0]


def test_the_film_opens_with_a_hook_where_there_is_one() -> None:
    lines = [SAMENESS, "hello and welcome to my talk", "why does nobody tell you this secret?", SAMENESS, SAMENESS]
    spoken = talk(*((index * 6000 + 500, line) for index, line in enumerate(lines)))
    assert texts(pick(film(spoken, 30_000), 9_000))[0].startswith("why does nobody")


@pytest.mark.parametrize("where", [1, 2, 3])
def test_the_hook_is_heard_within_the_first_two_seconds(where: int) -> None:
    lines = [SAMENESS] * 5
    lines[where] = "the biggest mistake is a secret"
    found = pick(film(talk(*((index * 6000 + 500, line) for index, line in enumerate(lines))), 30_000), 9_000)
    opening, first = found.spans[0], found.picks[0]
    assert first.text.startswith("the biggest mistake")
    assert where * 6000 + 500 - opening.start <= 2_000
    assert "hook" in first.reasons


def test_each_reason_is_what_sets_a_passage_apart() -> None:
    lines = [SAMENESS, "where do all the keys go?", "they lie on the ground of the sea", SAMENESS, SAMENESS]
    spoken = talk(*((index * 6000 + 500, line) for index, line in enumerate(lines)))
    reasons = {chosen.text: chosen.reasons for chosen in pick(film(spoken, 30_000), 20_000).picks}
    asked = next(why for text, why in reasons.items() if text.startswith("where do all"))
    assert asked[0] == "question"
    assert all("new" not in why and "question" not in why for text, why in reasons.items() if text == SAMENESS)


def test_sentences_stay_whole_when_pauses_can_make_up_the_length() -> None:
    spoken = talk(*((index * 4000 + 300, "this is sentence number so and so") for index in range(20)))
    found = pick(film(spoken, 80_000), 20_000)
    assert found.length == 20_000
    assert found.unit == "sentences"
    assert found.total == 20
    assert len(found.picks) == found.kept
    assert all(text == "this is sentence number so and so" for text in texts(found))


def test_natural_pauses_stay_around_what_is_kept() -> None:
    spoken = talk(*((index * 4000 + 1000, "this is sentence number so and so") for index in range(20)))
    words = spoken.words
    for span in pick(film(spoken, 80_000), 20_000).spans:
        before = max((word.end for word in words if word.end <= span.start), default=0)
        first = min(word.start for word in words if word.start >= span.start)
        last = max(word.end for word in words if word.end <= span.end)
        assert first - span.start >= 40
        assert span.end - last >= 90
        assert span.start >= before


def test_a_sentence_longer_than_the_film_is_cut_between_words_only() -> None:
    spoken = talk((200, " ".join(f"word{number}" for number in range(200))))
    found = pick(film(spoken, 61_000), 10_000)
    assert abs(found.length - 10_000) <= 500
    for edge in (edge for span in found.spans for edge in (span.start, span.end)):
        assert not any(word.start < edge < word.end for word in spoken.words)


def test_without_a_transcript_cuts_fall_into_silences() -> None:
    spoken = talk(*((index * 5000 + 500, "one two three four five six") for index in range(12)))
    known = film(spoken, 60_000)
    deaf = Footage(known.duration, (), (), known.silences, (0,), known.levels, known.motion)
    found = pick(deaf, 20_000)
    assert (found.length, found.unit) == (20_000, "stretches")
    for edge in (edge for span in found.spans for edge in (span.start, span.end)):
        assert any(silence.start <= edge <= silence.end for silence in known.silences)


def test_a_silent_film_is_chosen_by_its_movement_and_cut_at_scenes() -> None:
    duration = 60_000
    motion = Curve(tuple(0.9 if 20_000 <= index * STEP < 28_000 else 0.1 for index in range(duration // STEP)))
    silent = Footage(
        duration, silences=(Span(0, duration),), scenes=(0, 20_000, 28_000), motion=motion, transcribed=True
    )
    found = pick(silent, 8_000)
    assert found.spans == (Span(20_000, 28_000),)
    assert found.unit == "scenes"
    assert found.picks[0].reasons[0] == "lively"


def test_two_hours_of_talk_are_cut_to_the_millisecond() -> None:
    words: list[SpokenWord] = []
    edges = []
    for number in range(1500):
        start = number * 4800
        edges.append((number * 10, number * 10 + 10))
        words += [
            SpokenWord(f"w{(number * 7 + k * 13) % 900}", start + k * 400, start + k * 400 + 330) for k in range(10)
        ]
    long = Footage(
        7_200_000, tuple(words), tuple(edges), (), (0,), Curve((-20.0,) * 72_000), Curve((0.1,) * 72_000), True
    )
    assert pick(long, 60_000).length == 60_000
    assert pick(long, 3_600_000).length == 3_600_000
