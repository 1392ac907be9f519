"""What a file is, told from its first bytes alone: its name proves nothing, and ffmpeg is never left to guess.

A guess of ffmpeg's could take a text for a playlist and open whatever other file it names.
"""

from __future__ import annotations

from pathlib import Path

from shorts_tui.engine.errors import MediaError
from shorts_tui.protocol.codes import SUPPORTED_FORMATS
from shorts_tui.text import one_line

_HEAD = 4096
_ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""What a QuickTime or MP4 file may begin with, after four bytes of size (QuickTime File Format, "Atoms")."""
_STILL_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


def sniff(path: Path, label: str) -> str:
    """The ffmpeg demuxer for a file.

    One of `mov`, `matroska`, `avi`, `gif`, `mp3`, `wav`, `aac`, `png_pipe`, `jpeg_pipe`, `webp_pipe`.

    Raises:
        MediaError: it is a directory, is empty, can't be read, or holds none of the supported formats.
    """
    name = one_line(label, 80) or "This file"
    try:
        if path.is_dir():
            raise MediaError(f"{name} is a folder: name the files in it instead.")
        if not path.is_file():
            raise MediaError(f"{name} is not a file.")
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise MediaError(f"{name} can't be read: {error.strerror or 'the system refuses'}.") from error
    if not head:
        raise MediaError(f"{name} is empty (0 bytes).")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP" and head[12:16] == b"VP8X" and head[20] & 2:
        raise MediaError(f"{name} is an animated WebP, which can't be edited: save it as gif, mp4 or webm first.")
    demuxer = demuxer_of(head)
    if demuxer is None:
        formats = " ".join(SUPPORTED_FORMATS)
        raise MediaError(f"{name} is {_described(head)}, not one of the supported formats: {formats}.")
    return demuxer


def demuxer_of(head: bytes) -> str | None:
    """The demuxer for a file that begins with `head` (4 kB are enough), or None."""
    riff = head[8:12] if head[:4] in (b"RIFF", b"RF64") else b""
    if head[4:8] in _ATOMS:
        still = head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS
        return None if still else "mov"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska" if b"webm" in head[:64] or b"matroska" in head[:64] else None
    for magic, demuxer in (
        (riff == b"AVI ", "avi"),
        (riff == b"WAVE", "wav"),
        (riff == b"WEBP", "webp_pipe"),
        (head.startswith(b"\x89PNG\r\n\x1a\n"), "png_pipe"),
        (head.startswith(b"\xff\xd8\xff"), "jpeg_pipe"),
        (head[:6] in (b"GIF87a", b"GIF89a"), "gif"),
    ):
        if magic:
            return demuxer
    return _raw_audio(head)


def _raw_audio(head: bytes) -> str | None:
    """mp3 and aac have no header but a repeated sync word, after tags if there are any."""
    if head.startswith(b"ID3") and len(head) >= 10:
        after = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        return "aac" if _adts(head[after : after + 7]) else "mp3"
    if _adts(head):
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        follower = head[length : length + 2]
        return "aac" if length >= 7 and (len(follower) < 2 or _adts(head[length:] + bytes(7))) else None
    if len(head) >= 4 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        version, layer, rate, sampling = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
        return "mp3" if version != 1 and layer in (1, 2) and rate not in (0, 15) and sampling != 3 else None
    return None


def _adts(head: bytes) -> bool:
    """Does an ADTS frame begin here (ISO/IEC 14496-3, 1.A.2.2)?"""
    return len(head) >= 7 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0 and head[2] >> 2 & 0xF < 13


def _described(head: bytes) -> str:
    """A few words for what somebody may have meant to be media."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith(b"#extm3u"):
        return "a playlist"
    if start.startswith((b"ffconcat", b"<?xml", b"<!doctype", b"<html", b"<svg", b"{")):
        return "text"
    if head[4:8] == b"ftyp":
        return "a HEIF or AVIF picture"
    if b"\0" not in head and sum(byte < 32 and byte not in (9, 10, 13) for byte in head) == 0:
        return "text"
    return "something else"
