"""Telling a whole film from one that is not."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shorts_tui.client.errors import DamagedDownload
from shorts_tui.studio.mp4 import Movie, read_movie, verify
from tests.studio.films import box, large_box, mp4, mvhd, track


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_length_and_size_are_read_from_either_version_of_the_index(tmp_path: Path) -> None:
    for version in (0, 1):
        path = written(tmp_path / "film.mp4", mp4(61_500, (720, 1280), version=version))
        assert read_movie(path) == Movie(61_500, 720, 1280)


def test_an_index_behind_the_media_is_read(tmp_path: Path) -> None:
    assert read_movie(written(tmp_path / "film.mp4", mp4(moov_first=False))) == Movie(10_000, 1080, 1920)


def test_a_box_with_a_long_length_and_one_that_reaches_to_the_end_are_read(tmp_path: Path) -> None:
    moov = box(b"moov", mvhd(5000), track(b"vide", 16, 32))
    path = written(tmp_path / "film.mp4", large_box(b"ftyp", b"isom") + moov + b"\x00\x00\x00\x00mdat" + bytes(99))
    assert read_movie(path) == Movie(5000, 16, 32)


@pytest.mark.parametrize("content", [b"", b"abc", b"<!DOCTYPE html><html></html>", bytes(5000), mp4()[:-1], mp4()[:30]])
def test_what_is_no_whole_film_is_damaged(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DamagedDownload):
        read_movie(written(tmp_path / "film.mp4", content))


def test_a_film_cut_off_anywhere_is_damaged(tmp_path: Path) -> None:
    whole = mp4(media=b"\x01" * 300)
    for length in range(len(whole)):
        with pytest.raises(DamagedDownload):
            read_movie(written(tmp_path / "film.mp4", whole[:length]))


def test_a_film_without_picture_length_or_media_does_not_pass(tmp_path: Path) -> None:
    silent = box(b"ftyp", b"isom") + box(b"moov", mvhd(5000), track(b"soun", 0, 0)) + box(b"mdat", bytes(9))
    bodiless = box(b"ftyp", b"isom") + box(b"moov", mvhd(5000), track(b"vide", 16, 16))
    for content in (mp4(0), silent, bodiless):
        with pytest.raises(DamagedDownload):
            verify(written(tmp_path / "film.mp4", content))
    verify(written(tmp_path / "film.mp4", mp4()))


@settings(max_examples=300)
@given(st.binary(max_size=60), st.integers(0, 400), st.integers(1, 60))
def test_no_damage_to_the_index_is_more_than_damage(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, width: int
) -> None:
    content = bytearray(mp4(media=b""))
    content[at : at + width] = noise
    path = written(tmp_path_factory.getbasetemp() / "spoiled.mp4", bytes(content))
    try:
        movie = read_movie(path)
    except DamagedDownload:
        return
    assert movie.duration >= 0
