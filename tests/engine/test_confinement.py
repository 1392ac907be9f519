"""What ffmpeg may reach: the one file that it is given, as what it is, within bounds; no other file and no network."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from shorts_tui.engine import ffmpeg
from shorts_tui.engine.assets import Asset, MediaInfo
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.media.intake import inspect
from tests import footage
from tests.engine.media.test_intake import Watch
from tests.engine.render.studio import Studio, asset, clip, draft, text

SPY = """#!/bin/sh
for word in "$@"; do printf '%s\\036' "$word" >> {log}; done
printf '\\n' >> {log}
exec {real} "$@"
"""


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that has a line for each ffmpeg that is run from now on, its words divided by record separators."""
    log, spy = tmp_path / "commands.txt", tmp_path / "ffmpeg"
    spy.write_text(SPY.format(log=log, real=ffmpeg.ffmpeg_path()))
    spy.chmod(0o700)
    monkeypatch.setattr(ffmpeg, "ffmpeg_path", lambda: str(spy))
    return log


def test_every_ffmpeg_of_a_render_reads_files_that_are_named_whole_with_a_format_that_is_given(
    tmp_path: Path, commands: Path
) -> None:
    made = {
        "talk": footage.film(tmp_path / "talk.mp4", 2, "160x90"),
        "logo": footage.make(tmp_path / "logo.png", "-f", "lavfi", "-i", "color=red:s=32x32", "-frames:v", 1),
        "song": footage.make(tmp_path / "song.wav", "-f", "lavfi", "-i", "sine=d=2"),
    }
    assets = {name: asset(path, name) for name, path in made.items()}
    commands.unlink(missing_ok=True)
    film = draft(
        [clip(0, 1000, "talk"), clip(1000, 1000, "logo")], [clip(0, 2000, "song", volume=0.5, duck=True)],
        [text(0, 900, "http://127.0.0.1/x.m3u8"), text(1000, 500, "file:/etc/passwd", "caption")],
    )  # fmt: skip
    Studio(tmp_path / "studio", assets).render(film)
    lines = [line.split("\036")[:-1] for line in commands.read_text().split("\n")[:-1]]
    assert len(lines) > 3
    stored = {f"file:{item.path}": 0 for item in assets.values()}
    for words in lines:
        assert "-nostdin" in words
        begin = 0
        for at in (number for number, word in enumerate(words) if word == "-i"):
            options, named = words[begin:at], words[at + 1]
            assert "-f" in options
            if options[options.index("-f") + 1] != "lavfi":
                assert named.startswith(("file:/", "pipe:"))
            if named in stored:
                stored[named] += 1
                assert options[options.index("-protocol_whitelist") + 1] == "file"
                assert "-max_pixels" in options
            begin = at + 2
        assert not any("://" in word for word in words)
    assert all(stored.values())


def as_if_it_were(path: Path, demuxer: str) -> Asset:
    """A file that was taken for something that it is not."""
    return Asset(
        "x", "x.mp4", path, "0" * 64, path.stat().st_size, MediaInfo("video", demuxer, 1000, width=16, height=16)
    )


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    return footage.film(tmp_path / "secret.mp4", 1)


@pytest.mark.parametrize("demuxer", ["mov", "matroska", "avi", "mp3", "wav", "png_pipe"])
@pytest.mark.parametrize(
    "words", ["#EXTM3U\n#EXTINF:9,\nfile://{}\n#EXT-X-ENDLIST\n", "ffconcat version 1.0\nfile '{}'\n"]
)
def test_a_playlist_that_was_stored_all_the_same_opens_nothing(
    tmp_path: Path, canary: Path, demuxer: str, words: str
) -> None:
    path = tmp_path / "x.mp4"
    path.write_text(words.format(canary))
    watch = Watch(canary)
    try:
        with pytest.raises(FfmpegError):
            run_ffmpeg([*safe_input(as_if_it_were(path, demuxer)), "-f", "null", "-"], timeout=30)
        assert not watch.seen()
    finally:
        watch.close()


@pytest.mark.parametrize("demuxer", ["hls", "dash", "concat", "sdp"])
def test_even_a_playlist_that_is_read_as_one_reaches_no_network(tmp_path: Path, demuxer: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"
        texts = {
            "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n",
            "dash": f"<?xml version='1.0'?><MPD><BaseURL>{url}</BaseURL></MPD>",
            "concat": f"ffconcat version 1.0\nfile '{url}'\n",
            "sdp": "v=0\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
        }
        path = tmp_path / "x.m3u8"
        path.write_text(texts[demuxer])
        with pytest.raises(FfmpegError):
            run_ffmpeg([*safe_input(as_if_it_were(path, demuxer)), "-t", "1", "-f", "null", "-"], timeout=30)
        with pytest.raises(BlockingIOError):
            server.accept()


WAY = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref")
"""The boxes that lie around an entry that says where a track's samples are (ISO/IEC 14496-12, 8.7.2)."""


def elsewhere(whole: bytes, other: Path) -> bytes:
    """An MP4 whose samples lie in another file, as QuickTime's aliases name one."""
    name = os.fsencode(other)
    alias = bytes(10) + b"\1v" + bytes(26 + 12) + b"\1f" + bytes(62 + 16) + b"\xff\xff\xff\xff" + bytes(16)
    alias += (2).to_bytes(2) + len(name).to_bytes(2) + name + bytes(len(name) & 1) + b"\xff\xff\0\0"
    entry = (12 + len(alias)).to_bytes(4) + b"alis" + bytes(4) + alias
    inside = b"\0\0\0\x0curl \0\0\0\x01"
    assert whole.count(inside) == 1
    assert whole.find(b"mdat") < whole.find(b"moov"), "offsets of samples stay as they are"
    for box in WAY:
        at = whole.index(box) - 4
        size = int.from_bytes(whole[at : at + 4]) + len(entry) - len(inside)
        whole = whole[:at] + size.to_bytes(4) + whole[at + 4 :]
    return whole.replace(inside, entry)


def test_an_mp4_whose_samples_lie_in_another_file_does_not_open_that_one(tmp_path: Path, canary: Path) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(elsewhere(footage.silent_film(tmp_path / "own.mp4", 1).read_bytes(), canary))
    watch, ending = Watch(canary), ["-f", "null", "-"]
    try:
        safe = safe_input(as_if_it_were(path, "mov"))
        with suppress(MediaError):
            inspect(path, "x.mp4")
        with suppress(FfmpegError):
            run_ffmpeg([*safe, *ending], timeout=30)
        assert not watch.seen()
        open_to_all = [word if word != "0" else "1" for word in safe]
        with suppress(FfmpegError):
            run_ffmpeg([*open_to_all, *ending], timeout=30)
        assert watch.seen(), "the file does name the other one"
    finally:
        watch.close()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_an_ffmpeg_that_swells_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = ["-f", "lavfi", "-i", "color=s=6000x4000:r=1:d=2,format=yuv444p16", "-f", "null", "-"]
    run_ffmpeg(picture, timeout=60)
    monkeypatch.setattr(ffmpeg, "MEMORY", 100 << 20)
    with pytest.raises(FfmpegError):
        run_ffmpeg(picture, timeout=60)
