"""What a picture becomes in the film, whatever it was: its size, shape and colours, and what stands in for none."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.render.check import top_level_boxes
from shorts_tui.timeline.draft import decode
from tests.engine.render.studio import X264, Studio, asset, clip, draft, ffmpeg

BLACK, WHITE, RED, GREEN, BLUE = (0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 128, 0), (0, 0, 255)
HALVES = "color=red:s=320x180:r=30:d=1,drawbox=x=160:w=160:c=blue:t=fill"


def make(path: Path, source: str, *options: str, name: str = "odd") -> dict[str, Asset]:
    ffmpeg("-f", "lavfi", "-i", source, *options, str(path))
    return {name: asset(path, name)}


def shows(pixel: npt.NDArray[np.int16], colour: tuple[int, int, int], tolerance: int = 24) -> bool:
    return bool(np.all(np.abs(pixel - np.array(colour)) <= tolerance))


def test_the_film_is_what_every_player_and_platform_takes(studio: Studio) -> None:
    film = studio.render(draft([clip(0, 2017, "talk")], size=(270, 480)))
    with av.open(str(film.path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        picture = video.codec_context
        assert (picture.name, picture.profile, picture.pix_fmt) == ("h264", "High", "yuv420p")
        assert (picture.width, picture.height) == (270, 480)
        assert video.average_rate == 30
        assert (picture.colorspace, picture.color_primaries, picture.color_trc, picture.color_range) == (1, 1, 1, 1)
        assert (audio.codec_context.name, audio.codec_context.sample_rate) == ("aac", 48_000)
        assert audio.codec_context.layout.name == "stereo"
        assert container.duration is not None
        assert container.duration / 1000 == pytest.approx(2017, abs=34)
        assert not container.metadata.keys() & {"location", "creation_time", "title"}
    boxes = top_level_boxes(film.path)
    assert boxes.index("moov") < boxes.index("mdat")
    assert film.report.size == film.path.stat().st_size
    assert (film.report.width, film.report.height) == (270, 480)


def test_a_picture_is_cropped_around_the_place_that_the_draft_names(studio: Studio, tmp_path: Path) -> None:
    halves = make(tmp_path / "odd.mp4", HALVES, *X264)
    left = studio.render(draft([clip(0, 200, "odd", crop={"mode": "fill", "x": 0})]), "a.mp4", assets=halves)
    right = studio.render(draft([clip(0, 200, "odd", crop={"mode": "fill", "x": 1})]), "b.mp4", assets=halves)
    middle = studio.render(draft([clip(0, 200, "odd")]), "c.mp4", assets=halves)
    assert shows(left.picture_at(100)[114, 120], RED)
    assert shows(right.picture_at(100)[114, 8], BLUE)
    assert shows(middle.picture_at(100)[114, 8], RED)
    assert shows(middle.picture_at(100)[114, 120], BLUE)


def test_fit_blur_shows_the_whole_picture_before_a_darker_copy(studio: Studio, tmp_path: Path) -> None:
    halves = make(tmp_path / "odd.mp4", HALVES, *X264)
    film = studio.render(draft([clip(0, 200, "odd", crop={"mode": "fit-blur"})]), assets=halves)
    picture = film.picture_at(100)
    assert shows(picture[114, 4], RED)
    assert shows(picture[114, 123], BLUE)
    assert 90 < picture[10, 4][0] < 220  # the copy, darkened
    seam = picture[10, 48:80]
    assert np.abs(np.diff(seam[:, 0])).max() < 40  # and blurred: no edge where red meets blue


@pytest.mark.parametrize("turn", ["90", "-90"])
def test_a_portrait_recording_with_rotation_metadata_stands_upright(studio: Studio, tmp_path: Path, turn: str) -> None:
    flat = tmp_path / "flat.mp4"
    ffmpeg("-f", "lavfi", "-i", HALVES, *X264, str(flat))
    path = tmp_path / "phone.mp4"
    ffmpeg("-display_rotation", turn, "-i", str(flat), "-c", "copy", str(path))
    phone = asset(path, "phone")
    assert (phone.info.width, phone.info.height) == (180, 320)
    film = studio.render(draft([clip(0, 200, "phone")], size=(90, 160)), assets={"phone": phone})
    top, bottom = (BLUE, RED) if turn == "90" else (RED, BLUE)
    picture = film.picture_at(100)
    assert shows(picture[20, 45], top)
    assert shows(picture[140, 45], bottom)


def test_pixels_that_are_not_square_are_reckoned_with(studio: Studio, tmp_path: Path) -> None:
    """A picture of 160x180 with pixels twice as wide as high is 320x180: nothing is cropped from it at 16:9."""
    wide = make(tmp_path / "odd.mp4", "color=red:s=160x180:r=30:d=1,drawbox=x=80:w=80:c=blue:t=fill,setsar=2", *X264)
    film = studio.render(draft([clip(0, 200, "odd")], size=(320, 180)), assets=wide)
    picture = film.picture_at(100)
    assert shows(picture[4, 4], RED)
    assert shows(picture[4, 150], RED)
    assert shows(picture[175, 170], BLUE)


@pytest.mark.parametrize(
    "options",
    [
        ("-c:v", "libx264", "-pix_fmt", "yuv444p10le"),
        ("-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none"),
        (
            "-c:v",
            "mpeg4",
        ),
        ("-c:v", "libx264", "-pix_fmt", "yuvj420p"),
        (
            "-c:v",
            "libx264rgb",
        ),
    ],
)
def test_colours_survive_any_pixel_format(studio: Studio, tmp_path: Path, options: tuple[str, ...]) -> None:
    bars = "color=red:s=192x108:r=30:d=1,drawbox=y=36:h=36:c=0x008000:t=fill,drawbox=y=72:h=36:c=blue:t=fill"
    odd = make(tmp_path / "odd.mp4", bars, *options)
    film = studio.render(draft([clip(0, 200, "odd")], size=(192, 108)), assets=odd)
    picture = film.picture_at(100)
    for row, colour in ((18, RED), (54, GREEN), (90, BLUE)):
        assert shows(picture[row, 90], colour), (row, picture[row, 90])


def test_hdr_becomes_an_ordinary_picture_that_is_not_dull(studio: Studio, tmp_path: Path) -> None:
    """Paper white of an HLG recording (75 % signal) has to come out bright."""
    path = tmp_path / "hlg.mp4"
    tags = "-x265-params", "log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    levels = "color=black:s=192x108:r=30:d=1,format=yuv420p10le,geq=lum='64+876*0.75':cb=512:cr=512"
    ffmpeg("-f", "lavfi", "-i", levels, "-c:v", "libx265", *tags, str(path))
    film = studio.render(draft([clip(0, 200, "hlg")], size=(192, 108)), assets={"hlg": asset(path, "hlg")})
    pixel = film.picture_at(100)[54, 90]
    assert pixel.min() > 190
    assert pixel.max() - pixel.min() < 12


def test_a_still_image_is_shown_for_as_long_as_asked(studio: Studio, tmp_path: Path) -> None:
    still = make(tmp_path / "odd.jpg", "color=0x008000:s=300x500", "-frames:v", "1")
    film = studio.render(draft([clip(0, 1500, "odd")]), assets=still)
    assert len(film.pictures()) == 45
    assert shows(film.picture_at(0)[100, 60], GREEN)
    assert shows(film.picture_at(1466)[100, 60], GREEN)
    assert film.report.loudness == -70


def test_what_is_transparent_shows_black(studio: Studio, tmp_path: Path) -> None:
    ghost = "color=white:s=100x100,format=rgba,geq=r=255:g=255:b=255:a='if(lt(X,50),0,255)'"
    film = studio.render(
        draft([clip(0, 200, "odd")], size=(100, 100)),
        assets=make(tmp_path / "odd.png", ghost, "-frames:v", "1"),
    )
    assert shows(film.picture_at(100)[50, 20], BLACK)
    assert shows(film.picture_at(100)[50, 80], WHITE)


def test_sound_alone_plays_before_a_black_picture(studio: Studio) -> None:
    film = studio.render(draft([clip(0, 500, "song")]))
    assert film.picture_at(200).max() < 8
    assert np.abs(film.sound()).max() > 0.1


def test_a_clip_without_sound_gets_a_silent_track(studio: Studio) -> None:
    film = studio.render(draft([clip(0, 500, "mute")], platform="tiktok"))
    assert shows(film.picture_at(200)[100, 60], (255, 0, 0))
    assert film.sound().shape[1] == pytest.approx(24_000, abs=1200)
    assert np.abs(film.sound()).max() == 0
    assert film.report.notes == ()


def test_gaps_and_what_lies_behind_the_last_clip_are_black(studio: Studio) -> None:
    film = studio.render(draft([clip(300, 300, "mute"), clip(900, 300, "mute")], duration=1500))
    reds = [bool(shows(picture[100, 60].astype(np.int16), RED)) for picture in film.pictures()]
    assert reds == [False] * 9 + [True] * 9 + [False] * 9 + [True] * 9 + [False] * 9


def test_a_source_that_ends_too_soon_holds_its_last_picture(studio: Studio) -> None:
    film = studio.render(draft([clip(0, 1000, "mute", **{"in": 2700}), clip(1000, 500, "mute", **{"in": 60_000})]))
    assert len(film.pictures()) == 45
    assert shows(film.picture_at(900)[100, 60], RED)
    assert shows(film.picture_at(1300)[100, 60], RED)


def test_upper_tracks_cover_lower_ones_and_both_are_heard(studio: Studio) -> None:
    two = {
        "d": 1000,
        "m": {"width": 128, "height": 228},
        "t": [{"tt": 0, "sg": [clip(0, 1000, "talk")]}, {"tt": 0, "sg": [clip(333, 334, "mute")]}],
    }
    film = studio.render(decode(two))
    reds = [bool(shows(picture[100, 60].astype(np.int16), RED)) for picture in film.pictures()]
    assert reds == [False] * 10 + [True] * 10 + [False] * 10
    assert np.abs(film.sound()[0, 18_000:30_000]).max() > 0.1


def test_unknown_tracks_and_keys_are_passed_over(studio: Studio) -> None:
    raw = {
        "d": 300,
        "future": [1],
        "m": {"width": 128, "height": 228, "mood": {"x": 1}},
        "t": [
            {"tt": 99, "sg": [{"s": 0, "d": 300, "m": {"asset": "nobody knows"}}]},
            {"tt": 0, "sg": [clip(0, 300, "mute", crop="left", speed="fast", transition={"type": "wipe"})]},
        ],
    }
    assert shows(studio.render(decode(raw)).picture_at(100)[100, 60], RED)


def test_a_size_that_is_too_large_is_scaled_down(studio: Studio) -> None:
    film = studio.render(draft([clip(0, 100, "mute")], size=(2160, 3840)))
    assert (film.report.width, film.report.height) == (1080, 1920)
