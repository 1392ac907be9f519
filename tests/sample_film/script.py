"""What is said in the sample film, who says it, over which picture, and how long everybody pauses afterwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One sentence. `pause` is the silence after it, ms; `horn` sounds the foghorn in that pause."""

    voice: str
    text: str
    pause: int
    horn: bool = False


@dataclass(frozen=True)
class Scene:
    """A picture and the sentences spoken over it. `title` is drawn at the left, one line of it a row."""

    picture: str
    title: tuple[str, ...]
    lines: tuple[Line, ...]


HOST, EXPERT = "rms", "slt"

SCENES = (
    Scene(
        "night",
        ("THE", "LIGHT", "HOUSE"),
        (
            Line(HOST, "Why would anyone build a tower in the most dangerous place they could find?", 1400),
            Line(HOST, "Because for most of history, ships were lost within sight of home.", 1100),
            Line(HOST, "A lighthouse is a promise made in the dark.", 1000),
            Line(HOST, "Here is the rock, so stay away.", 2200),
        ),
    ),
    Scene(
        "fire",
        ("1", "FIRE"),
        (
            Line(EXPERT, "The first lights were only fires on a hill.", 1000),
            Line(EXPERT, "Someone had to feed them all night long, in the wind and in the rain.", 1300),
            Line(EXPERT, "When a storm came, nobody could see the fire at all.", 3000),
        ),
    ),
    Scene(
        "lens",
        ("2", "GLASS"),
        (
            Line(HOST, "So how do you make a small flame reach across the sea?", 1600),
            Line(EXPERT, "You do not build a bigger flame.", 1000),
            Line(EXPERT, "You stop wasting the light.", 1400),
            Line(EXPERT, "A French engineer cut glass into rings, and every ring bends the light the same way.", 1300),
            Line(EXPERT, "With the same lamp, the beam could now be seen all the way to the horizon.", 2400),
        ),
    ),
    Scene(
        "rhythm",
        ("3", "RHYTHM"),
        (
            Line(HOST, "But from far away, one light looks like any other.", 1000),
            Line(HOST, "That is why every lighthouse keeps its own rhythm.", 1400),
            Line(EXPERT, "A sailor counts the flashes, opens a book, and knows exactly where he is.", 2000),
        ),
    ),
    Scene(
        "fog",
        ("4", "FOG"),
        (
            Line(HOST, "And what happens in fog, when no light gets through?", 1200),
            Line(HOST, "Then you hear this.", 4600, horn=True),
            Line(EXPERT, "It could wake a whole town, and nobody complained.", 2200),
        ),
    ),
    Scene(
        "keeper",
        ("5", "KEEPER"),
        (
            Line(HOST, "Somebody had to look after all of this.", 1200),
            Line(EXPERT, "The keeper climbed the stairs at sunset, at midnight, and again before dawn.", 1000),
            Line(EXPERT, "He cleaned the glass, filled the lamp, and wound the clock that turned the lens.", 1300),
            Line(HOST, "If he fell asleep, a ship could be lost.", 3000),
        ),
    ),
    Scene(
        "dawn",
        ("KEEP IT", "BURNING"),
        (
            Line(HOST, "Today the keepers are gone, and a small computer turns on the lamp.", 1200),
            Line(EXPERT, "But the promise has not changed.", 1500),
            Line(HOST, "Somewhere out there, someone is looking for your light.", 1100),
            Line(HOST, "Keep it burning.", 2000),
        ),
    ),
)
