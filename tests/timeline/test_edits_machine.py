"""Any sequence of edits on any film: each leaves a sound film and the one before it as it was, and can be told."""

from __future__ import annotations

import copy
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shorts_tui.timeline import edits
from shorts_tui.timeline.diff import changes
from shorts_tui.timeline.draft import EMPTY, Draft, decode, encode
from shorts_tui.timeline.summary import summary, tracks
from tests.timeline.drafts import films, spans
from tests.timeline.test_edits_properties import assert_sound

MOMENT = st.integers(-1000, 130_000)
LENGTH = st.integers(1, 60_000)
TEXT = st.text(max_size=12)


class EditsMachine(RuleBasedStateMachine):
    """A film that is edited as a conversation does it, and undone now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.film = EMPTY
        self.past: list[tuple[Draft, Any]] = []
        """Films as they were, and what they said of themselves then."""

    def become(self, film: Draft) -> None:
        """A new film; the old one is remembered."""
        self.past.append((self.film, copy.deepcopy(encode(self.film))))
        self.film = film

    @initialize(film=films())
    def begin(self, film: Draft) -> None:
        self.film = film

    @rule(wanted=spans())
    def keep(self, wanted: list[tuple[int, int]]) -> None:
        try:
            self.become(edits.keep_spans(self.film, wanted))
        except ValueError:
            return  # nothing would be left

    @rule(wanted=spans())
    def remove(self, wanted: list[tuple[int, int]]) -> None:
        try:
            self.become(edits.remove_spans(self.film, wanted))
        except ValueError:
            return

    @rule(length=LENGTH, start=st.integers(0, 1000))
    def append(self, length: int, start: int) -> None:
        self.become(edits.append_clips(self.film, [edits.Clip("more", "more.mp4", length, start)]))

    @rule(length=LENGTH, volume=st.floats(0, 4))
    def play(self, length: int, volume: float) -> None:
        self.become(edits.set_music(self.film, edits.Song("tune", "tune.mp3", length), volume=volume))

    @rule()
    def silence(self) -> None:
        self.become(edits.remove_music(self.film))

    @rule(which=st.sampled_from(get_args(edits.Target)), level=st.floats(0, 4))
    def loudness(self, which: edits.Target, level: float) -> None:
        self.become(edits.set_volume(self.film, which, level=level))

    @rule(text=TEXT, start=MOMENT, length=LENGTH)
    def title(self, text: str, start: int, length: int) -> None:
        self.become(edits.add_title(self.film, text, start=start, duration=length))

    @rule(text=st.none() | TEXT, start=st.none() | MOMENT, length=st.none() | LENGTH)
    def retitle(self, text: str | None, start: int | None, length: int | None) -> None:
        self.become(edits.change_titles(self.film, text=text, start=start, duration=length))

    @rule()
    def untitle(self) -> None:
        self.become(edits.remove_titles(self.film))

    @rule(lines=spans())
    def caption(self, lines: list[tuple[int, int]]) -> None:
        said = [edits.Caption(start, end, "said") for start, end in sorted(lines) if start >= 0]
        self.become(edits.set_captions(self.film, said, style="plain", position="bottom"))

    @rule()
    def uncaption(self) -> None:
        self.become(edits.clear_captions(self.film))

    @rule(width=st.integers(16, 4000), height=st.integers(16, 4000))
    def reframe(self, width: int, height: int) -> None:
        self.become(edits.reframe(self.film, width, height))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.film = self.past.pop()[0]

    @invariant()
    def it_is_a_film(self) -> None:
        if self.film.is_empty:
            return
        assert_sound(self.film)
        assert decode(encode(self.film)) == self.film
        assert summary(self.film)
        assert len(tracks(self.film)) >= 1
        assert changes(self.film, self.film) == []

    @invariant()
    def what_nobody_edits_stays(self) -> None:
        raw = encode(self.film)
        if self.film is not EMPTY:
            assert "z" in raw
            assert raw["m"]["mood"] == [1]

    @invariant()
    def the_past_is_as_it_was(self) -> None:
        for film, said in self.past[-3:]:
            assert encode(film) == said
        if self.past:
            changes(self.past[-1][0], self.film)


TestEdits = EditsMachine.TestCase
TestEdits.settings = settings(
    max_examples=60, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
