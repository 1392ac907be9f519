"""What a rule of the grammar is: patterns, and what a match of one of them means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.pattern import Kept, State
from shorts_tui.engine.director.language.tokens import Token, Value
from shorts_tui.engine.director.plan import Fade, Operation, Range, Volume

ModifierKind: TypeAlias = Literal[
    "position", "start", "showing", "lasting", "level", "style", "fit", "color", "scale", "title_style"
]


@dataclass(frozen=True)
class Modifier:
    """Something said about an operation beside it, such as `at the top` or `for 4 seconds`.

    `value` by kind: position and style their names; start and lasting ms (start -1: the end); showing a Range; level a
    number; fit a reframe mode.
    """

    kind: ModifierKind
    value: Value | Range


@dataclass(frozen=True)
class Short:
    """A short or highlights without a length; `vertical` where it is called a short."""

    vertical: bool


@dataclass(frozen=True)
class Length:
    """A time on its own, ms: the length of the film, unless it stands right behind a title."""

    ms: int


@dataclass(frozen=True)
class Loudness:
    """A volume whose owner is not said, such as `volume 30%` behind `add music`."""

    level: float


@dataclass(frozen=True)
class Unowned:
    """A change of volume, or a fade, that does not say of what: of what was spoken of before, else of all."""

    change: Volume | Fade


@dataclass(frozen=True)
class Owner:
    """`Just the music`, said behind a change of volume: that alone is meant."""

    target: Literal["clips", "music"] = "clips"
    clip: int | None = None


@dataclass(frozen=True)
class It:
    """Something done to `it`, or to `the clip`: what that is, the rest of the sentence says, or the film.

    `named`: is it called a clip? `to` of a move: 1 is the film's start, -1 its end.
    """

    do: Literal["delete", "copy", "split", "move"]
    named: bool = False
    to: int = 0


@dataclass(frozen=True)
class Amount:
    """Some of the film's `edge` is to go, and how much was not said; `little`: a bit of it."""

    edge: Literal["start", "end"]
    little: bool = False


@dataclass(frozen=True)
class Refusal:
    """Something that can't be done; `topic` is a key of `limits.limits()`."""

    topic: str


Piece: TypeAlias = Operation | Modifier | Short | Length | Loudness | Unowned | Owner | It | Amount | Refusal


@dataclass(frozen=True)
class Match:
    """A reading of `tokens` by a pattern; `initial`: does it stand at the beginning of its phrase?"""

    state: State
    film: Film
    text: str
    tokens: Sequence[Token] = field(default=(), repr=False)
    initial: bool = True

    def kept(self, name: str) -> list[Kept]:
        """All tokens kept under `name`."""
        return [kept for key, kept in self.state.kept if key == name and isinstance(kept, Kept)]

    def has(self, name: str) -> bool:
        """Was anything kept under `name`?"""
        return any(key == name for key, _ in self.state.kept)

    def value(self, name: str) -> Value:
        """The value of the first token kept under `name`; KeyError where there is none."""
        for kept in self.kept(name):
            return kept.value
        raise KeyError(name)

    def number(self, name: str, default: float = 0.0) -> float:
        """A value as a number."""
        return float(self.value(name)) if self.has(name) else default  # type: ignore[arg-type]

    def word(self, name: str, default: str = "") -> str:
        """A value as text."""
        return str(self.value(name)) if self.has(name) else default

    def ranges(self, name: str) -> tuple[Range, ...]:
        """All ranges of the spans kept under `name`."""
        values = [kept.value for kept in self.kept(name)]
        return tuple(span for value in values if isinstance(value, tuple) for span in value if isinstance(span, Range))

    @property
    def content(self) -> str | None:
        """Unquoted content that the pattern took, as written."""
        return next((str(value) for key, value in self.state.kept if key == "content"), None)

    @property
    def modifiers(self) -> tuple[Modifier, ...]:
        """The modifiers inside the match."""
        return tuple(value for _, value in self.state.kept if isinstance(value, Modifier))


Built: TypeAlias = Sequence[Piece] | None
"""What a match means; None: this is no match after all. Empty: it is understood, and nothing is to be done."""


@dataclass(frozen=True)
class Rule:
    """Patterns that mean the same.

    Attributes:
        patterns: in the notation of `pattern`.
        build: what a match means.
        bare: does it stand on a noun alone, so that it counts only where nothing else of its phrase is unread?
        whole: does it take the whole phrase in which it stands?
        faint: does it count only where nothing else is read?
    """

    patterns: tuple[str, ...]
    build: Callable[[Match], Built]
    bare: bool = False
    whole: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Reduction:
    """Patterns of an amount that is made of several tokens; `build` gives its value, or None where it is none.

    `besides` is a second category of the token that is made, without a value; empty: it has none.
    """

    category: str
    patterns: tuple[str, ...]
    build: Callable[[Match], Value | None]
    besides: str = ""


def removing(what: str) -> tuple[str, ...]:
    """Patterns of taking `what` away, in the orders in which both languages say so."""
    return (
        f"(REMOVE|OFF_VERB|CUT|CLOSE) (ALL|OF)* {what} (OUT|OFF|AWAY|DOWN)?",
        f"(TURN|USE|CUT|PUT|LOWER|MAKE|CLOSE) (ALL|OF)* {what} (OUT|OFF|AWAY)",
        f"(TURN|USE|MAKE) (OFF|AWAY|OUT) (ALL|OF)* {what}",
        f"NEG (ADD|WANT|USE|HAVE|ALL|NEG)* {what}",
        f"WITH NEG {what}",
        f"{what} (ALL|IS)* (REMOVE|OFF_VERB|OFF|NEG|CUT)",
        f"{what} (IS|COLON)* (OFF|NEG)",
        f"ONLY? USE ALL? {what} (OUT|AWAY|OFF)",
    )


def taking(what: str) -> tuple[str, ...]:
    """Patterns of taking a look away again; `don't add any` asks for nothing."""
    return (
        f"(REMOVE|OFF_VERB|CUT) (ALL|OF)* {what} (OUT|OFF|AWAY)?",
        f"(TURN|MAKE) (OFF|AWAY|OUT) (ALL|OF)* {what}",
        f"(TURN|USE) (ALL|OF)* {what} OFF",
        f"NEG ALL? {what}",
        f"{what} ALL? (REMOVE|OFF_VERB|OFF|NEG)",
    )
