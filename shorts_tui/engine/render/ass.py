"""The film's text as one ASS document: every line placed by hand, every character the user's, never a command.

Events carry absolute positions, so libass neither wraps nor moves anything, and a frame looks the same in whichever
piece it is encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shorts_tui.engine.render.colours import PLAIN, TextLook, look_of
from shorts_tui.engine.render.cues import Cue, Token, cues_of, tokens_of
from shorts_tui.engine.render.entrances import entrance
from shorts_tui.engine.render.fontsearch import FontSet, fonts_for
from shorts_tui.engine.render.layout import PITCH, RISE, Area, Measure, Setting, Style, safe_area, set_type
from shorts_tui.engine.render.plate import inner, plate_for
from shorts_tui.engine.render.room import Obstacle, Room
from shorts_tui.engine.render.script import Document, Event, escape
from shorts_tui.text import sanitize
from shorts_tui.timeline.draft import Segment

STYLES = {
    "clean": Style(size=58, lines=2, words=20),
    "karaoke": Style(size=74, lines=2, words=10, highlight=True),
    "bold": Style(size=124, lines=2, words=3, upper=True),
}
"""The styles of captions by their names in the draft."""
TITLES = {
    "title": Style(size=104, lines=4, words=1000),
    "lower-third": Style(size=62, lines=2, words=1000),
    "card": Style(size=92, lines=4, words=1000),
    "pop": Style(size=112, lines=4, words=1000),
}
"""The styles of titles by their names in the draft."""
_LONGEST_TEXT = 4000
_ROW = 15.0
"""Ems of a row of captions at most: some 36 letters, as long as is read without moving the eyes."""
_SQUEEZE = 1.12
"""A caption that is longer than its room by no more is set a little smaller rather than parted."""


def document(texts: Iterable[Segment], width: int, height: int, obstacles: Sequence[Obstacle] = ()) -> Document:
    """Lay out the text segments of a film, none of them on an obstacle that text at its edge can move away from.

    Raises:
        RenderError: the packaged font is not installed.
    """
    segments = [(segment, sanitize(segment.text, limit=_LONGEST_TEXT).strip()) for segment in texts]
    fonts = fonts_for(form for _, text in segments for form in (text, text.upper()))
    page = _Page(width, height, fonts, obstacles)
    # Captions first: they keep their place, and titles make room.
    for segment, text in sorted(segments, key=lambda item: (not _is_caption(item[0]), item[0].start)):
        page.add(segment, fonts.drop_symbols(text))
    return Document(width, height, tuple(sorted(page.events, key=lambda event: (event.start, event.layer))), fonts)


def _is_caption(segment: Segment) -> bool:
    return segment.role == "caption" or (segment.role != "title" and bool(segment.words))


class _Page:
    """Places one text after the other, each where no earlier one stands at the same time."""

    def __init__(self, width: int, height: int, fonts: FontSet, obstacles: Sequence[Obstacle]) -> None:
        self.fonts = fonts
        self.area = safe_area(width, height)
        self.centre = (width / 2, height / 2)
        self.room = Room(self.area, self.centre[1], obstacles)
        self.scale = min(width, height) / 1080
        self.events: list[Event] = []

    def add(self, segment: Segment, text: str) -> None:
        """Lay out one segment; a text of which nothing is left adds nothing."""
        if not text or segment.duration <= 0:
            return
        if _is_caption(segment):
            self._caption(segment, text)
        else:
            self._title(segment, text)

    def _title(self, segment: Segment, text: str) -> None:
        whole = [
            [Token(word, segment.start, segment.end) for word in line.split()]
            for line in text.split("\n")
            if line.strip()
        ]
        paragraphs = [[part for token in line for part in _characters(token)] for line in whole]
        look = look_of(segment)
        name = segment.meta.get("style")
        style = TITLES.get(name if isinstance(name, str) else "", TITLES["title"])
        style = replace(style, size=style.size * look.size)
        third = name == "lower-third"
        area = inner(self.area, style.size * self.scale) if third else self.area
        setting = set_type(paragraphs, style, self.fonts, area, self.scale)
        position = _position(segment, "top")
        offset = self._reserve(segment, position, [setting], area)
        if third:
            self._plate(segment, setting, self.room.top(setting.height, position, offset))
        for place, line in self._places(setting, position, offset):
            if third:
                measure = Measure(self.fonts, setting.size)
                place = (area.left + setting.outline + measure.width(line) / 2, place[1])
            tags = entrance(segment, name, place)
            self._event(
                segment.start, segment.end, setting, place, tags, [(line, False)], 1, look, boxed=name == "card"
            )

    def _plate(self, segment: Segment, setting: Setting, top: float) -> None:
        """What the letters of a lower third stand on; it comes and goes with them."""
        plate = plate_for(self.area, top, setting.height, self._width(setting), setting.size)
        tags = entrance(segment, "lower-third", plate.place).format(top=plate.top)
        start, end = round(segment.start, -1), round(segment.end, -1)
        accent = look_of(segment).highlight
        self.events += [Event(start, end, body, 0) for body in plate.bodies(tags, accent) if start < end]

    def _caption(self, segment: Segment, text: str) -> None:
        name = segment.meta.get("style")
        style = STYLES.get(name if isinstance(name, str) else "", STYLES["clean"])
        look = look_of(segment)
        style = replace(style, size=style.size * look.size)
        tokens = tokens_of(segment, text.upper() if style.upper else text)
        measure = Measure(self.fonts, style.size * self.scale)
        edge = Setting(measure.size, ())
        spare = max(self.area.width - _ROW * measure.size, 0) / 2
        area = replace(self.area, left=self.area.left + spare, right=self.area.right - spare)
        room = (area.width - 2 * edge.outline) * _SQUEEZE

        def fits(first: int, last: int) -> bool:
            return measure.count_lines(tokens[first:last], room) <= style.lines

        cues = cues_of(segment, tokens, style.words, fits)
        settings = [set_type([cue.tokens], style, self.fonts, area, self.scale) for cue in cues]
        position = _position(segment, "bottom")
        offset = self._reserve(segment, position, settings, self.area)
        for cue, setting in zip(cues, settings, strict=True):
            for place, line in self._places(setting, position, offset):
                for start, end, spoken in _states(cue, style):
                    runs = [([token], token == spoken) for token in line]
                    self._event(start, end, setting, place, "", runs, 0, look)

    def _reserve(self, segment: Segment, position: str, settings: Sequence[Setting], area: Area) -> float:
        """How far from its edge the text hangs, past all that is in its way at the same time."""
        highest = max(settings, key=lambda setting: setting.height)
        width = max(self._width(setting) for setting in settings)
        left = self.centre[0] - width / 2 if area is self.area else self.area.left
        right = left + width + area.left - self.area.left
        return self.room.reserve((segment.start, segment.end), position, highest, (left, right))

    def _width(self, setting: Setting) -> float:
        """Of the longest line, edge included."""
        return max(map(Measure(self.fonts, setting.size).width, setting.lines)) + 2 * setting.outline

    def _places(
        self, setting: Setting, position: str, offset: float
    ) -> Iterable[tuple[tuple[float, float], tuple[Token, ...]]]:
        """The middle of each line's baseline."""
        top = self.room.top(setting.height, position, offset)
        for number, line in enumerate(setting.lines):
            baseline = top + setting.outline + (RISE + PITCH * number) * setting.size
            yield (self.centre[0], baseline), line

    def _event(
        self,
        start: int,
        end: int,
        setting: Setting,
        place: tuple[float, float],
        tags: str,
        runs: Sequence[tuple[Sequence[Token], bool]],
        layer: int,
        look: TextLook,
        *,
        boxed: bool = False,
    ) -> None:
        start, end = round(start, -1), round(end, -1)
        if start >= end:
            return
        flat = [
            (" " * (token.spaced and (number > 0 or place_in_run > 0)) + token.text, lit)
            for number, (tokens, lit) in enumerate(runs)
            for place_in_run, token in enumerate(tokens)
        ]
        rise = max(self.fonts.face_of(char).ascent for text, _ in flat for char in text) * setting.size
        top = place[1] - rise
        where = "" if "\\move" in tags else f"\\pos({place[0]:.1f},{top:.1f})"
        edge = f"\\3c&H000000&\\bord{setting.outline * (3.0 if boxed else 1.0):.1f}" + ("\\blur1" if boxed else "")
        head = f"{{\\an8{where}{edge}{tags.format(top=top)}}}"
        self.events.append(Event(start, end, head + self._runs(flat, setting.size, look), layer))

    def _runs(self, runs: Sequence[tuple[str, bool]], size: float, look: TextLook) -> str:
        """Text with the font and colour changes that it needs."""
        body, family, colour = "", "", PLAIN
        for text, lit in runs:
            for char in text:
                face = self.fonts.face_of(char)
                if char != " " and face.family != family:
                    # Thin strokes drown in the dark edge: scripts that the packaged display face lacks are set bold,
                    # and where their family has no bold face, libass thickens it.
                    heavy = int(face.bold or face is not self.fonts.faces[0])
                    body += f"{{\\fn{face.family}\\b{heavy}\\fs{face.line * size:.2f}}}"
                    family = face.family
                wanted = look.highlight if lit else look.colour
                if char != " " and wanted != colour:
                    body += f"{{\\1c{wanted}}}"
                    colour = wanted
                body += escape(char)
        return body


def _position(segment: Segment, default: str) -> str:
    value = segment.meta.get("position")
    return value if value in ("top", "middle", "bottom") else default


def _characters(token: Token) -> tuple[Token, ...]:
    """A title's word, in parts where its script needs no spaces to break a line."""
    parts = tokens_of(Segment({}, token.start, token.end - token.start), token.text)
    return tuple(
        Token(part.text, token.start, token.end, part.spaced and number == 0) for number, part in enumerate(parts)
    )


def _states(cue: Cue, style: Style) -> Iterable[tuple[int, int, Token | None]]:
    """The cue as it looks over time: with each word lit in turn, or unchanged."""
    if not style.highlight:
        yield cue.start, cue.end, None
        return
    starts = [cue.start, *(token.start for token in cue.tokens[1:]), cue.end]
    for token, start, end in zip(cue.tokens, starts, starts[1:], strict=False):
        yield start, end, token
