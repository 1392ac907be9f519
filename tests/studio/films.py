"""MP4 files made box by box: what a service might send, whole or damaged in chosen ways."""

from __future__ import annotations

import struct


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def large_box(kind: bytes, body: bytes) -> bytes:
    """One box with a 64-bit length."""
    return struct.pack(">I4sQ", 1, kind, 16 + len(body)) + body


def mvhd(ms: int, *, version: int = 0, scale: int = 1000) -> bytes:
    units = ms * scale // 1000
    if version:
        return box(b"mvhd", struct.pack(">B3xQQIQ", 1, 0, 0, scale, units), bytes(80))
    return box(b"mvhd", struct.pack(">B3xIIII", 0, 0, 0, scale, units), bytes(80))


def track(handler: bytes, width: int, height: int) -> bytes:
    tkhd = box(b"tkhd", bytes(76), struct.pack(">II", width << 16, height << 16))
    return box(b"trak", tkhd, box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13))))


def mp4(
    ms: int = 10_000,
    size: tuple[int, int] = (1080, 1920),
    *,
    media: bytes = b"\x00" * 20_000,
    moov_first: bool = True,
    version: int = 0,
) -> bytes:
    """A film of `ms` with a sound track and a picture."""
    moov = box(b"moov", mvhd(ms, version=version), track(b"soun", 0, 0), track(b"vide", *size))
    mdat = box(b"mdat", media)
    return box(b"ftyp", b"isom\x00\x00\x02\x00") + (moov + mdat if moov_first else mdat + moov)
