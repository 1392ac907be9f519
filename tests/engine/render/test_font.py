"""Fonts: what is read of them, and that a file that only claims to be one does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.engine.render.font import NotAFont, packaged_face, read_faces
from shorts_tui.engine.render.fontsearch import fonts_for


def test_the_packaged_font_draws_european_text() -> None:
    face = packaged_face()
    assert face.family == "Anton"
    assert all(face.draws(char) for char in "Hello, Ünïcödé – “quotes” … 0123456789 ñ ß Ł")
    assert not face.draws("你")
    assert face.width("i") < face.width("W") < 1
    assert face.width("ab") == pytest.approx(face.width("a") + face.width("b"))
    assert 0.7 < face.cap < face.ascent < face.line


def test_a_font_of_the_given_directories_is_used_for_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 nothing of the kind")
    (tmp_path / "copy.ttf").write_bytes(packaged_face().path.read_bytes())
    (tmp_path / "readme.txt").write_text("no font")
    assert fonts_for(["plain"], [tmp_path]).faces == (packaged_face(),)
    missing = fonts_for(["你好 plain ☃"], [tmp_path])
    assert missing.faces == (packaged_face(),)
    assert missing.undrawn == "你好☃"
    assert missing.drop_symbols("你☃好") == "你好"


@given(data=st.data())
def test_a_damaged_font_is_refused_and_nothing_else(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = bytearray(packaged_face().path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.one_of(st.integers(0, 400), st.integers(0, len(raw) - 1)))
        raw[place] = data.draw(st.integers(0, 255))
    del raw[data.draw(st.integers(0, len(raw))) :]
    path = tmp_path_factory.getbasetemp() / "damaged.ttf"
    path.write_bytes(raw)
    try:
        faces = read_faces(path)
    except NotAFont:
        return
    assert all(face.family for face in faces)
