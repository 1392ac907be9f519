"""What the terminal sends -> messages; bytes that mean nothing cost themselves and never the program.

Textual's own reader ends the app at the first byte that is not UTF-8, and at key reports with impossible characters.
"""

from __future__ import annotations

import logging
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.message import Message

log = logging.getLogger(__name__)


class Keyboard:
    """Reads a stream of bytes, cut up anyhow."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")(errors="replace").decode
        self._parser = XTermParser()

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages in what was read."""
        if text := self._decode(data):
            yield from self._tolerant(self._parser.feed(text))

    def tick(self) -> Iterator[Message]:
        """What time alone decides: an escape that nothing followed is a key."""
        yield from self._tolerant(self._parser.tick())

    def _tolerant(self, messages: Iterable[Message]) -> Iterator[Message]:
        try:
            for message in messages:
                if not isinstance(message, events.Resize) or (message.size.width and message.size.height):
                    yield message
        except (ValueError, ArithmeticError, LookupError, EOFError, ParseError) as error:
            # A reader that has failed reads no more.
            log.info("the terminal sent something that means nothing: %s", type(error).__name__)
            self._parser = XTermParser()
