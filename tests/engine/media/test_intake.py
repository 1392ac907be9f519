"""What is taken in, as what, and what is refused with which sentence."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from shorts_tui.engine.assets import MediaInfo
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.media import intake, probe
from shorts_tui.engine.media.intake import inspect
from tests import footage


def refusal(path: Path, label: str = "x.mp4") -> str:
    with pytest.raises(MediaError) as caught:
        inspect(path, label)
    assert caught.value.code == 4001
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message
    return caught.value.message


def holding(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "demuxer"), [("a.mp4", "mov"), ("a.mov", "mov"), ("a.mkv", "matroska"), ("a.webm", "matroska")]
)
def test_a_film_is_taken_in_whatever_its_container(films: Path, name: str, demuxer: str) -> None:
    info = inspect(footage.film(films / name), name)
    assert (info.kind, info.demuxer, info.width, info.height, info.rotation) == ("video", demuxer, 320, 180, 0)
    assert info.duration == pytest.approx(4000, abs=40)
    assert info.fps == pytest.approx(30, abs=0.5)
    assert info.has_audio


def test_an_avi_is_a_film_too(tmp_path: Path) -> None:
    info = inspect(footage.film(tmp_path / "a.avi"), "a.avi")
    assert (info.kind, info.demuxer, info.has_audio) == ("video", "avi", True)
    assert info.duration == pytest.approx(4000, abs=40)


def test_a_phone_held_upright_shoots_a_portrait_film(films: Path) -> None:
    info = inspect(footage.rotated_film(films / "portrait.mp4"), "portrait.mp4")
    assert (info.width, info.height, info.rotation) == (180, 320, 270)


def test_a_film_upside_down_keeps_its_shape(tmp_path: Path) -> None:
    info = inspect(footage.rotated_film(tmp_path / "turned.mp4", 1, degrees=180), "turned.mp4")
    assert (info.width, info.height, info.rotation) == (320, 180, 180)


def test_a_variable_frame_rate_gives_its_average(films: Path) -> None:
    info = inspect(footage.vfr_film(films / "vfr.mp4"), "vfr.mp4")
    assert info.fps == pytest.approx(20, abs=1)
    assert info.duration == pytest.approx(4000, abs=100)


def test_a_film_without_audio_says_so(films: Path) -> None:
    info = inspect(footage.silent_film(films / "silent.mp4"), "silent.mp4")
    assert (info.kind, info.has_audio, info.audio_codec) == ("video", False, "")


@pytest.mark.parametrize(("name", "make"), [("ten", footage.ten_bit_film), ("full", footage.full_chroma_film)])
def test_rare_pixel_formats_are_taken_in(tmp_path: Path, name: str, make: object) -> None:
    assert callable(make)
    info = inspect(make(tmp_path / f"{name}.mp4", 1), name)
    assert info.pixel_format == {"ten": "yuv420p10le", "full": "yuv444p"}[name]
    assert (info.kind, info.video_codec) == ("video", "h264")


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mp3", "mp3"), ("a.wav", "pcm_s16le"), ("a.m4a", "aac"), ("a.aac", "aac")]
)
def test_sound_alone_is_audio(tmp_path: Path, name: str, codec: str) -> None:
    info = inspect(footage.sound_only(tmp_path / name), name)
    assert (info.kind, info.width, info.height, info.fps) == ("audio", 0, 0, 0)
    assert (info.has_audio, info.audio_codec) == (True, codec)
    assert info.duration == pytest.approx(4000, abs=60)


def test_the_cover_of_a_song_is_no_film(tmp_path: Path) -> None:
    info = inspect(footage.covered_song(tmp_path / "song.mp3"), "song.mp3")
    assert (info.kind, info.video_codec) == ("audio", "")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif"])
def test_a_still_picture_is_an_image_without_duration(tmp_path: Path, name: str) -> None:
    info = inspect(footage.still(tmp_path / name), name)
    assert (info.kind, info.duration, info.width, info.height) == ("image", 0, 320, 180)
    assert info.demuxer.endswith("_pipe")


def test_a_moving_gif_is_a_film(tmp_path: Path) -> None:
    info = inspect(footage.animation(tmp_path / "a.gif"), "a.gif")
    assert (info.kind, info.demuxer, info.duration) == ("video", "gif", 2000)


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    path = footage.film(tmp_path / "a.mkv").rename(tmp_path / "song.mp3")
    assert inspect(path, "song.mp3").kind == "video"


def test_names_that_look_like_options_or_shell_are_only_names(tmp_path: Path) -> None:
    made = footage.film(tmp_path / "a.mp4", 1)
    path = made.rename(tmp_path / """-i "it's" 我的 视频 %d $(x).mp4""")
    assert inspect(path, path.name).kind == "video"


def test_a_stream_that_was_never_finished_is_as_long_as_what_is_in_it(tmp_path: Path) -> None:
    endless = footage.make(
        tmp_path / "live.webm", *footage.card(3), "-c:v", "libvpx", "-deadline", "realtime", "-live", "1"
    )
    assert inspect(endless, "live.webm").duration == pytest.approx(3000, abs=50)


def test_a_text_named_mp4_is_refused(tmp_path: Path) -> None:
    message = refusal(holding(tmp_path / "notes.mp4", b"Buy milk.\n"), "notes.mp4")
    assert message.startswith("notes.mp4 is text, not one of the supported formats: mp4 mov avi")


class Watch:
    """Notes whether a file is opened, by anybody (inotify)."""

    def __init__(self, path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(os.O_NONBLOCK)
        opened = 0x20
        assert libc.inotify_add_watch(self._handle, os.fsencode(path), opened) >= 0

    def seen(self) -> bool:
        try:
            return bool(os.read(self._handle, 4096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        os.close(self._handle)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("#EXTM3U\n#EXTINF:9,\nfile://{canary}\n#EXT-X-ENDLIST\n", "a playlist"),
        ("ffconcat version 1.0\nfile '{canary}'\n", "text"),
        ("\ufeff#EXTM3U\n#EXTINF:9,\n{canary}\n", "a playlist"),
        ("<?xml version='1.0'?><MPD><BaseURL>file://{canary}</BaseURL></MPD>", "text"),
    ],
)
def test_a_playlist_named_mp4_opens_nothing_else(tmp_path: Path, words: str, what: str) -> None:
    canary = footage.film(tmp_path / "secret.mp4", 1)
    path = holding(tmp_path / "x.mp4", words.format(canary=canary).encode())
    watch = Watch(canary)
    try:
        assert f"x.mp4 is {what}," in refusal(path)
        assert not watch.seen()
        canary.read_bytes()
        assert watch.seen()
    finally:
        watch.close()


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    assert refusal(holding(tmp_path / "a.mp4", b"")) == "x.mp4 is empty (0 bytes)."


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "x.mp4 is a folder: name the files in it instead."


def test_a_file_that_is_not_there_is_no_crash(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.mp4") == "x.mp4 is not a file."


def test_a_spoiled_film_is_refused(tmp_path: Path) -> None:
    assert refusal(footage.spoiled_film(tmp_path / "a.mp4")) == (
        "x.mp4 can't be opened: it seems to be damaged or incomplete."
    )


def test_a_download_that_broke_off_is_refused(tmp_path: Path) -> None:
    assert "ends before its own index says" in refusal(footage.truncated_film(tmp_path / "a.mp4"))


def test_a_film_whose_index_is_missing_is_refused(tmp_path: Path) -> None:
    whole = footage.film(tmp_path / "whole.mp4", 2).read_bytes()
    assert "damaged" in refusal(holding(tmp_path / "a.mp4", whole[: len(whole) // 2]))


@pytest.mark.parametrize(
    "head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WAVE", b"\x1aE\xdf\xa3 webm", b"ID3\4"]
)
def test_a_right_beginning_and_then_noise_is_damaged(tmp_path: Path, head: bytes) -> None:
    noise = bytes(place * place % 253 for place in range(20_000))
    assert "damaged" in refusal(holding(tmp_path / "a.mp4", head + noise)) or "neither" in refusal(tmp_path / "a.mp4")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = footage.make(tmp_path / "big.png", "-f", "lavfi", "-i", "color=s=8000x6000", "-frames:v", 1)
    assert "more than 40 megapixels" in refusal(path)


def test_a_film_of_more_than_twelve_hours_is_refused(tmp_path: Path) -> None:
    slow = ["-f", "lavfi", "-i", "color=s=16x16:r=1/3600:d=50400", *footage.QUICK]
    assert "longer than 12 hours" in refusal(footage.make(tmp_path / "long.mp4", *slow))


def test_a_film_of_too_many_tracks_is_refused(tmp_path: Path) -> None:
    one = footage.silent_film(tmp_path / "one.mp4", 0.5)
    many = ["-i", one, *["-map", "0:v"] * 65, "-c", "copy"]
    assert "more than 64 tracks" in refusal(footage.make(tmp_path / "many.mkv", *many))


def test_heif_pictures_are_named(tmp_path: Path) -> None:
    path = holding(tmp_path / "a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64))
    assert "is a HEIF or AVIF picture" in refusal(path)


def test_animated_webp_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = holding(tmp_path / "a.webp", b"RIFF\x60\0\0\0WEBPVP8X\x0a\0\0\0\x02" + bytes(64))
    assert "save it as gif, mp4 or webm" in refusal(path)


def test_a_file_that_takes_forever_to_open_is_given_up(films: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "WALL_CLOCK", 0.001)
    assert refusal(footage.silent_film(films / "slow.mp4", 1)) == "x.mp4 can't be opened: it took too long."


def test_a_reader_that_crashes_takes_nobody_along(films: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    monkeypatch.setattr(probe, "__file__", str(crash))
    assert "damaged" in refusal(footage.silent_film(films / "fatal.mp4", 1))


def test_a_hostile_label_reaches_the_sentence_without_its_escapes(tmp_path: Path) -> None:
    path = holding(tmp_path / "a.mp4", b"hello")
    assert refusal(path, "evil\x1b]52;c;x\x07\n.mp4").startswith("evil]52;c;x .mp4 is text")


def test_the_facts_fit_the_record() -> None:
    assert MediaInfo("video", "mov", 1).fps == 0.0
