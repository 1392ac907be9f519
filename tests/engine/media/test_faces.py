"""Where one looks in a picture: what moves, on footage that is made here, and the parts of the face finder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from shorts_tui.engine.assets import Span
from shorts_tui.engine.media.faces import Face, FaceFinder, networks, resized
from shorts_tui.engine.media.focus import looks
from tests.engine.render.studio import X264, asset, ffmpeg
from tests.golden import crowd


def test_what_moves_is_followed(tmp_path: Path) -> None:
    """A white ball goes from left to right in four seconds."""
    ball = "color=black:s=320x180:r=30:d=4,geq=lum='if(lt(hypot(X-(40+240*T/4),Y-90),14),235,16)':cb=128:cr=128"
    ffmpeg("-f", "lavfi", "-i", ball, *X264, str(tmp_path / "ball.mp4"))
    found = looks(asset(tmp_path / "ball.mp4", "ball"), Span(0, 4000), None, dense=True)
    assert len(found) > 10
    for look in found:
        assert look.x == pytest.approx((40 + 240 * look.time / 4000) / 320, abs=0.015)
        assert not look.face


def test_the_networks_are_found_and_see_no_face_in_noise() -> None:
    folder = networks()
    assert folder is not None
    noise = np.random.default_rng(1).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    assert FaceFinder(folder).find(noise) == []


def test_a_picture_is_resized_without_moving() -> None:
    ramp = np.repeat(np.linspace(0, 1, 64, dtype=np.float32)[None, :, None], 32, axis=0)
    small = resized(ramp, 8, 16)
    assert small.shape == (8, 16, 1)
    assert small[0, :, 0] == pytest.approx(np.linspace(0.024, 0.976, 16), abs=0.02)


@pytest.mark.parametrize("step", [2, 3, 7])
def test_a_picture_is_shrunk_to_the_means_of_its_blocks(step: int) -> None:
    """What is left over at the edges is left out."""
    picture = np.random.default_rng(step).random((5 * step + 1, 8 * step + 1, 3), np.float32)
    blocks = picture[:-1, :-1].reshape(5, step, 8, step, 3).mean(axis=(1, 3))
    assert resized(picture, 5, 8) == pytest.approx(blocks, abs=1e-6)


class _TwoFaces(FaceFinder):
    """Knows where the faces of the picture are, because they were drawn there."""

    def __init__(self) -> None:
        pass

    def find(self, picture: NDArray[np.uint8]) -> list[Face]:
        return [Face(x, 0.5, 0.2, 0.6, 0.99) for x in (0.25, 0.75)]

    def follow(self, picture: NDArray[np.uint8], faces: Sequence[Face]) -> list[Face]:
        return list(faces)


class _Counting(FaceFinder):
    """Counts how often a whole picture is searched."""

    searched = 0

    def find(self, picture: NDArray[np.uint8]) -> list[Face]:
        self.searched += 1
        return super().find(picture)


def test_faces_are_followed_and_the_whole_picture_is_searched_now_and_then(tmp_path: Path) -> None:
    """One walks through the picture; another one comes after two seconds and leaves after four."""

    def walking(second: float) -> crowd.Place:
        return 50 + 12 * second, 80, 0

    def passing(second: float) -> crowd.Place | None:
        return (200, 80, 0) if 2 <= second < 4 else None

    film = crowd.film(tmp_path / "walk.mp4", 6, (crowd.Person(walking), crowd.Person(passing, kind=1)))
    folder = networks()
    assert folder is not None
    finder = _Counting(folder)
    found = looks(film, Span(0, 6000), finder, dense=True)
    assert len(found) == 24
    for look in found:
        assert min(face.x for face in look.faces) == pytest.approx((50 + 12 * look.time / 1000) / 256, abs=0.02)
    alone = [look.time for look in found if len(look.faces) == 1]
    assert not [at for at in alone if 3000 <= at < 3800], "somebody who came was seen within a second"
    assert [at for at in alone if at > 4200] == [look.time for look in found if look.time > 4200]
    assert finder.searched <= 6 + 10


def test_a_mouth_that_speaks_is_told_from_a_head_that_nods(tmp_path: Path) -> None:
    """Two faces: for two seconds the left one speaks while the right one nods, then the other way round."""
    noise = np.random.default_rng(3)
    head = np.kron(noise.integers(90, 200, (24, 20), dtype=np.uint8), np.ones((4, 4), np.uint8))
    frames = np.full((16, 160, 400), 60, np.uint8)
    for number, frame in enumerate(frames):
        for side, middle in enumerate((100, 300)):
            speaks = (number >= 8) == bool(side)
            nod = 0 if speaks else 5 * (number % 2)
            frame[32 + nod : 128 + nod, middle - 40 : middle + 40] = head
            if speaks:
                open_mouth = 4 + 10 * (number % 2)
                frame[104 - open_mouth : 104 + open_mouth, middle - 16 : middle + 16] = 20
    (tmp_path / "two.raw").write_bytes(frames.tobytes())
    raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", "400x160", "-r", "4", "-i", str(tmp_path / "two.raw"))
    ffmpeg(*raw, *X264, "-crf", "4", "-g", "1", str(tmp_path / "two.mp4"))
    found = looks(asset(tmp_path / "two.mp4", "two"), Span(0, 4000), _TwoFaces(), dense=True)
    assert len(found) >= 15
    for look in found:
        if look.time in (0, 2000):
            continue  # nothing came before, or the two change places
        left, right = (face.mouth for face in sorted(look.faces, key=lambda face: face.x))
        speaker, other = (left, right) if look.time < 2000 else (right, left)
        assert speaker > 2 * other, look
