"""Finding fonts for what the packaged one can't draw: the machine's own fonts, looked through only when needed."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from shorts_tui.engine.render.font import Face, NotAFont, packaged_face, read_faces

_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
_MOST_FILES = 5000
_MOST_FALLBACKS = 4
_PREFERRED = ("cjk", "wqy", "pingfang", "hiragino", "yahei", "simhei", "gothic", "noto", "dejavu", "liberation")
_SAMPLE = 8
EXTRA = 'pip install "shorts-tui[cjk]"'
"""How to get a font for Chinese without leaving Python's packages."""


@dataclass(frozen=True)
class FontSet:
    """The faces that a film's text is drawn with, the packaged one first.

    Attributes:
        faces: each character is drawn by the first that can.
        undrawn: characters that none of them draws, in the order in which they occur.
    """

    faces: tuple[Face, ...]
    undrawn: str = ""

    def face_of(self, char: str) -> Face:
        """The face that draws `char`; the packaged one when none does."""
        return next((face for face in self.faces if face.draws(char)), self.faces[0])

    def drop_symbols(self, text: str) -> str:
        """`text` without the pictographs and marks that nothing can draw: an empty box says less than nothing."""
        if not self.undrawn:
            return text
        return "".join(char for char in text if char not in self.undrawn or not _is_symbol(char))

    def note(self) -> str:
        """A sentence for the user about what can't be drawn, or an empty string."""
        if not self.undrawn:
            return ""
        sample = self.undrawn[:_SAMPLE] + ("…" if len(self.undrawn) > _SAMPLE else "")
        if all(_is_symbol(char) for char in self.undrawn):
            return f"No font on this machine draws {sample}, so that was left out of the text."
        return (
            f"No font on this machine draws {sample}, so empty boxes stand there: install a font for that script "
            f"({EXTRA} brings one for Chinese) and export again."
        )


def fonts_for(texts: Iterable[str], directories: Sequence[Path] | None = None) -> FontSet:
    """The packaged face and as few of the machine's fonts (in `directories`) as draw all of `texts`.

    Raises:
        RenderError: the packaged font is not installed.
    """
    packaged = packaged_face()
    # A dict keeps the order in which characters occur.
    missing = dict.fromkeys(
        char for text in texts for char in text if not char.isspace() and not packaged.draws(char) and not _unseen(char)
    )
    faces = [packaged]
    if missing:
        files = list(_files(_directories() if directories is None else directories))
        while missing and len(faces) <= _MOST_FALLBACKS and (best := _best(files, set(missing))) is not None:
            faces.append(best)
            missing = {char: None for char in missing if not best.draws(char)}
    return FontSet(tuple(faces), "".join(missing))


def _unseen(char: str) -> bool:
    """Joiners, variation selectors and other characters that have no shape of their own."""
    return unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f"


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char)[0] in "SMC"


def _directories() -> list[Path]:
    """Where platforms keep fonts."""
    return [*_packaged(), *_system()]


def _packaged() -> list[Path]:
    """The fonts inside the wheel of the optional extra; it is looked at, never imported."""
    found = find_spec("zhplot")
    return [Path(place) / "fonts" for place in (found.submodule_search_locations or ())] if found else []


def _system() -> list[Path]:
    home = Path.home()
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), data / "fonts", home / ".fonts"]


def _files(directories: Iterable[Path]) -> Iterator[Path]:
    """Font files, likely ones first, bold before regular: captions are heavy type."""
    found = [
        Path(root) / name
        for directory in directories
        for root, _, names in os.walk(directory)
        for name in names
        if Path(name).suffix.lower() in _SUFFIXES
    ]

    def likeliness(path: Path) -> tuple[int, bool, bool, str]:
        name = path.name.lower()
        family = next((rank for rank, part in enumerate(_PREFERRED) if part in name), len(_PREFERRED))
        return family, "bold" not in name, "serif" in name or "italic" in name or "oblique" in name, str(path)

    yield from sorted(found, key=likeliness)[:_MOST_FILES]


def _best(files: Sequence[Path], missing: set[str]) -> Face | None:
    """The face that draws most of `missing`; the first that draws all of it ends the search."""
    codes = {ord(char) for char in missing}
    best, most = None, 0

    def wanted(characters: frozenset[int]) -> bool:
        return len(characters & codes) > most

    for path in files:
        try:
            faces = read_faces(path, wanted)
        except (OSError, NotAFont):
            continue
        for face in faces:
            count = len(codes & face.advances.keys())
            if count > most:
                best, most = face, count
        if most == len(codes):
            break
    return best
