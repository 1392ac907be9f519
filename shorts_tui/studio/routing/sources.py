"""Files and links in what a user types or pastes: which words are paths or URLs, with quoting and escapes undone.

Nothing is read from disk here: the caller's `exists` answers for it. A leading `~` is left for the upload to expand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from shorts_tui.studio.routing.vocabulary import word_set

Exists: TypeAlias = Callable[[str], bool]

_MEDIA = word_set(
    "mp4 mov avi webm mkv jpg jpeg png gif webp mp3 wav m4a aac"  # what the service takes
    " m4v mpg mpeg wmv flv 3gp ts mts m2ts ogv ogg opus flac aif aiff wma bmp tif tiff heic heif svg"
)
_MAX_PATH = 4096
_URL = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:www\.|youtu\.be/|vimeo\.com/|youtube\.com/)\S+", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_JOINERS = frozenset(("and", "&", ",", "+", "和", "、", "，"))
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」", "<": ">"}


def is_url(source: str) -> bool:
    """Is it a web address?"""
    return _URL.fullmatch(source) is not None


def has_media_name(source: str) -> bool:
    """Does it end like a media file's name, one that the service takes or not?"""
    stem, dot, ending = source.rstrip().rpartition(".")
    return bool(dot) and ending.lower() in _MEDIA and bool(stem.strip("./ "))


def known(source: str, exists: Exists) -> bool:
    """Does the path exist? A name that no disk could hold does not."""
    if not source or len(source) > _MAX_PATH or "\0" in source:
        return False
    try:
        return exists(source)
    except (OSError, ValueError):
        return False


def from_file_url(source: str) -> str:
    """The path of a `file://` URL; anything else as it is."""
    if source[:7].lower() != "file://":
        return source
    try:
        return unquote(urlsplit(source).path) or source
    except ValueError:
        return source


def looks_like_source(word: str) -> bool:
    """Would a person paste this word to hand over a file or a link?"""
    if is_url(word) or word[:7].lower() == "file://":
        return True
    if "://" in word:
        return False
    if has_media_name(word):
        return True
    if _DRIVE.match(word):
        return True
    if word.startswith(("~/", "./", "../")):
        return len(word.rpartition("/")[2]) > 0
    return word.startswith("/") and word.count("/") > 1


def _words(line: str) -> Iterator[tuple[str, bool]]:
    """The words of a line as a shell would take them, each with whether it was quoted.

    A quotation mark counts at the beginning of a word and after a quoted or escaped part of it; elsewhere it is an
    apostrophe. Backslashes are kept in Windows paths.
    """
    at, size = 0, len(line)
    absent: set[str] = set()
    while at < size:
        if line[at].isspace():
            at += 1
            continue
        windows = _DRIVE.match(line, at) is not None
        kept: list[str] = []
        opened, quoted = True, False
        while at < size and not line[at].isspace():
            closer = _QUOTES.get(line[at]) if opened else None
            if closer is not None and closer not in absent:
                end = line.find(closer, at + 1)
                if end != -1:
                    kept.append(line[at + 1 : end])
                    at, quoted = end + 1, True
                    continue
                absent.add(closer)
            opened = line[at] == "\\" and not windows and at + 1 < size
            kept.append(line[at + opened])
            at += 1 + opened
        yield "".join(kept), quoted


def _line_sources(line: str, exists: Exists) -> list[str] | None:
    whole = from_file_url(line)
    if ("/" in whole or "." in whole or "\\" in whole) and not is_url(whole) and known(whole, exists):
        return [whole]
    found: list[str] = []
    for word, quoted in _words(line):
        if word in _JOINERS and found:
            continue
        source = word if quoted else word.rstrip(",;，；").removeprefix("@")
        if not looks_like_source(source) and _BARE_HOST.fullmatch(source):
            source = f"https://{source}"
        if not looks_like_source(source) and not (quoted and "/" in source and known(source, exists)):
            return _spaced_path(line)
        found.append(from_file_url(source))
    if len(found) > 1 and not has_media_name(found[0]) and (spaced := _spaced_path(line)):
        return spaced
    return found or None


def _spaced_path(line: str) -> list[str] | None:
    """One path with bare spaces in it: it begins like a path and the only media name is the last."""
    rooted = line.startswith(("/", "~/", "./", "../")) or _DRIVE.match(line)
    words = line.split()
    if rooted and has_media_name(line) and not any(has_media_name(word) or "://" in word for word in words[:-1]):
        first = words[0]
        return [line] if first.count("/") > 1 or first[0] in "~." or _DRIVE.match(first) else None
    return None


def pasted(text: str, exists: Exists) -> tuple[str, ...]:
    """The sources of a text that is nothing but paths and links, in order; empty for any other text.

    Quoted paths, shell escapes, `~`, `file://`, Windows drives and several to a line or a text are understood. A path
    that is not there counts when it looks like one, so that the upload can say that it is missing.
    """
    found: list[str] = []
    for line in text.splitlines():
        if not (line := line.strip()):
            continue
        sources = _line_sources(line, exists)
        if sources is None:
            return ()
        found += sources
    return tuple(found)
