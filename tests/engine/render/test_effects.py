"""What effects do to the picture and the sound of a film, measured on its frames and samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft, decode
from tests.engine.render.studio import X264, Film, Studio, asset, clip, draft, ffmpeg, rms, tone_of

SIZE = (192, 108)


def made(path: Path, *args: str) -> dict[str, Asset]:
    ffmpeg(*args, str(path))
    return {path.stem: asset(path, path.stem)}


@pytest.fixture(scope="module")
def colours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Asset]:
    """Plain clips of 4 s, a still with a white square in its middle, and a small green logo."""
    home = tmp_path_factory.mktemp("colours")
    found: dict[str, Asset] = {}
    for name, colour in (("grey", "0x808080"), ("white", "white"), ("blue", "blue"), ("skin", "0xc08060")):
        found |= made(home / f"{name}.mp4", "-f", "lavfi", "-i", f"color={colour}:s=192x108:r=30:d=4", *X264)
    square = "color=black:s=384x216,drawbox=x=152:y=68:w=80:h=80:c=white:t=fill"
    found |= made(home / "square.png", "-f", "lavfi", "-i", square, "-frames:v", "1")
    return found | made(home / "logo.png", "-f", "lavfi", "-i", "color=lime:s=64x64", "-frames:v", "1")


def mean(film: Film, ms: int) -> npt.NDArray[np.float64]:
    """The mean colour of a frame, (3,)."""
    return np.asarray(film.picture_at(ms).reshape(-1, 3).mean(axis=0))


def filmed(*clips: Any, **kwargs: Any) -> Draft:
    return draft(list(clips), size=SIZE, **kwargs)


def test_grades_do_what_they_are_called(studio: Studio, colours: dict[str, Asset]) -> None:
    plain = filmed(clip(0, 300, "skin"))
    before = mean(studio.render(plain, "plain.mp4", assets=colours), 100)
    after = {
        look: mean(studio.render(edits.grade(plain, look), f"{look}.mp4", assets=colours), 100)
        for look in ("brighter", "darker", "warm", "cool", "mono", "vivid")
    }
    assert after["brighter"].mean() > before.mean() + 10
    assert after["darker"].mean() < before.mean() - 10
    assert after["warm"][0] - after["warm"][2] > before[0] - before[2] + 10
    assert after["cool"][0] - after["cool"][2] < before[0] - before[2] - 10
    assert np.ptp(after["mono"]) < 4
    assert np.ptp(after["vivid"]) > np.ptp(before) + 10


def test_a_grade_grows_and_goes(studio: Studio) -> None:
    once = edits.grade(filmed(clip(0, 300, "mute")), "brighter")
    twice = edits.grade(once, "brighter")
    values = [film.tracks[0].segments[0].meta["grade"]["brightness"] for film in (once, twice)]
    assert values[1] > values[0]
    assert "grade" not in edits.grade(twice, "none").tracks[0].segments[0].meta


def test_a_film_fades_in_from_black_and_out_to_it_with_its_sound(studio: Studio) -> None:
    film = edits.fade(edits.fade(filmed(clip(0, 4000, "talk")), "in", 1000), "out", 1000)
    made = studio.render(film)
    light = [mean(made, at).mean() for at in (0, 500, 1500, 3500, 3960)]
    assert light[0] < 8
    assert light[0] < light[1] < light[2] - 20
    assert light[3] < light[2] - 20
    assert light[4] < 12
    sound = made.sound()
    assert rms(sound, 0, 100) < rms(sound, 2100, 2400) - 12


def test_a_fade_goes_on_over_the_pieces_that_a_long_shot_is_encoded_in(studio: Studio, tmp_path: Path) -> None:
    long = made(tmp_path / "long.mp4", "-f", "lavfi", "-i", "color=white:s=64x64:r=30:d=17", *X264)
    film = draft([clip(0, 17_000, "long", fade_out=10_000)], size=(64, 64))
    shown = studio.render(film, assets=long)
    light = [mean(shown, at).mean() for at in (6_500, 9_500, 12_000, 14_500, 16_960)]
    assert light == sorted(light, reverse=True)
    assert light[0] > 240
    assert 90 < light[2] < 165
    assert light[4] < 8


@pytest.mark.parametrize(("kind", "halfway"), [("crossfade", (127, 127, 255)), ("dip", (0, 0, 0))])
def test_one_clip_gives_way_to_the_next(
    studio: Studio, colours: dict[str, Asset], kind: Any, halfway: tuple[int, int, int]
) -> None:
    plain = filmed(clip(0, 2000, "white"), clip(2000, 2000, "blue"))
    film = studio.render(edits.transition(plain, kind, 600), assets=colours)
    assert np.all(np.abs(mean(film, 1900) - 255) < 6)
    assert np.all(np.abs(mean(film, 2290) - halfway) < 60)
    assert np.all(np.abs(mean(film, 2700) - (0, 0, 255)) < 8)
    assert film.report.duration == 4000


def test_a_transition_shows_what_went_on_after_the_cut(studio: Studio, tmp_path: Path) -> None:
    """A ramp from black to white is cut in the middle: the clip before goes on getting lighter below."""
    ramp = "color=black:s=64x64:r=30:d=4,geq=lum='16+219*N/120':cb=128:cr=128"
    found = made(tmp_path / "ramp.mp4", "-f", "lavfi", "-i", ramp, *X264)
    cut = draft([clip(0, 1000, "ramp"), clip(1000, 1000, "ramp", **{"in": 0})], size=(64, 64))
    film = studio.render(edits.transition(cut, "crossfade", 500), assets=found)
    # 100 ms on: four fifths of what follows the first second, one fifth of the beginning.
    expected = 0.8 * 255 * 1.1 / 4 + 0.2 * 255 * 0.1 / 4
    assert mean(film, 1100).mean() == pytest.approx(expected, abs=8)


@pytest.mark.parametrize(("kind", "halfway"), [("crossfade", (127, 127, 255)), ("dip", (0, 0, 0))])
def test_a_clip_that_is_used_to_its_end_gives_way_like_any_other(
    studio: Studio, colours: dict[str, Asset], kind: Any, halfway: tuple[int, int, int]
) -> None:
    """Nothing follows in its file: its last picture is held below."""
    plain = filmed(clip(0, 4000, "white"), clip(4000, 1000, "blue"))
    film = studio.render(edits.transition(plain, kind, 500), assets=colours)
    assert mean(film, 4034)[0] > 120
    assert np.all(np.abs(mean(film, 4240) - halfway) < 60)
    assert mean(film, 4600) == pytest.approx((0, 0, 255), abs=8)


def width_of(film: Film, ms: int) -> int:
    return int((film.picture_at(ms)[54, :, 0] > 128).sum())


def test_a_still_moves(studio: Studio, colours: dict[str, Asset]) -> None:
    film = studio.render(edits.zoom(filmed(clip(0, 3000, "square")), 1.0, 1.5), assets=colours)
    widths = [width_of(film, at) for at in (0, 1000, 2000, 2960)]
    assert widths == sorted(widths)
    assert widths[0] == pytest.approx(40, abs=2)
    assert widths[-1] == pytest.approx(60, abs=2)


def test_a_punch_in_shows_less_of_every_second_clip(studio: Studio, colours: dict[str, Asset]) -> None:
    plain = filmed(clip(0, 300, "square"), clip(300, 300, "square"))
    film = studio.render(edits.zoom(plain, 1.25, 1.25, every=2), assets=colours)
    assert width_of(film, 100) == pytest.approx(40, abs=2)
    assert width_of(film, 500) == pytest.approx(50, abs=2)


def test_a_logo_stands_in_its_corner_for_its_time(studio: Studio, colours: dict[str, Asset]) -> None:
    plain = filmed(clip(0, 2000, "white"))
    logo = edits.Picture("logo", "logo.png")
    film = studio.render(
        edits.add_overlay(plain, logo, corner="bottom-right", size=0.2, start=500, duration=1000), assets=colours
    )
    for at, seen in ((200, False), (1000, True), (1800, False)):
        green = film.picture_at(at)[:, :, 0] < 128
        assert green.any() == seen, at
    rows, columns = np.nonzero(film.picture_at(1000)[:, :, 0] < 128)
    assert columns.max() - columns.min() + 1 == pytest.approx(38, abs=2)
    assert columns.max() == pytest.approx(192 * 0.95, abs=2)
    assert rows.max() > 90


@pytest.mark.parametrize("how", ["logo", "transition"])
def test_pieces_of_several_pictures_hold_no_sound_of_their_own(
    tmp_path: Path, colours: dict[str, Asset], how: str
) -> None:
    """It would be longer than the pictures where a piece begins between keyframes, and tear the film apart."""
    tone = ("-f", "lavfi", "-i", "sine=440:d=6", "-f", "lavfi", "-i", "testsrc2=s=192x108:r=25:d=6")
    found = colours | made(tmp_path / "long.mp4", *tone, *X264, "-g", "250", "-c:a", "aac")
    film = filmed(clip(0, 1500, "long", **{"in": 1730}), clip(1500, 1200, "long", **{"in": 4210}))
    film = (
        edits.add_overlay(film, edits.Picture("logo", "logo.png"), corner="middle", size=0.3)
        if how == "logo"
        else edits.transition(film, "crossfade", 500)
    )
    studio = Studio(tmp_path, found)
    assert studio.render(film).report.duration == 2700
    kinds = set()
    for name in studio.pieces():
        if not name.endswith(".level"):
            with av.open(str(studio.cache / "segments" / name)) as piece:
                kinds.add(tuple(sorted(stream.type for stream in piece.streams)))
    assert kinds == {("video",), ("audio",)}


def test_a_logo_may_be_see_through(studio: Studio, colours: dict[str, Asset]) -> None:
    plain = filmed(clip(0, 400, "blue"))
    film = studio.render(
        edits.add_overlay(plain, edits.Picture("logo", "logo.png"), corner="middle", size=0.3, opacity=0.5),
        assets=colours,
    )
    assert np.all(np.abs(film.picture_at(200)[54, 96] - (0, 127, 127)) < 30)


def test_a_moving_crop_follows_its_path(studio: Studio, tmp_path: Path) -> None:
    """A white bar goes from left to right in 3 s; the path says where it is."""
    bar = "color=black:s=320x180:r=30:d=3,geq=lum='if(lt(abs(X-(20+280*T/3)),10),235,16)':cb=128:cr=128"
    found = made(tmp_path / "bar.mp4", "-f", "lavfi", "-i", bar, *X264)
    path = [[at, min(max((20 + 280 * at / 3000 - 50.6) / (320 - 101.25), 0), 1)] for at in range(0, 3001, 250)]
    film = studio.render(
        draft([clip(0, 3000, "bar", crop={"mode": "fill", "path": path})], size=(108, 192)), assets=found
    )
    for at in (1000, 1500, 2000):
        bright = np.nonzero(film.picture_at(at)[96, :, 0] > 128)[0]
        assert bright.mean() == pytest.approx(54, abs=5), at


@pytest.mark.parametrize("speed", [0.5, 1.5, 2.0])
def test_speed_keeps_the_pitch_and_the_sync(studio: Studio, speed: float) -> None:
    """The tone of every even second must begin where the picture that goes with it does."""
    film = edits.rearranged(filmed(clip(0, 6000, "talk")), [edits.Stretch(0, 6000, speed)])
    assert film.duration == round(6000 / speed)
    made = studio.render(film)
    sound = made.sound()[0]
    begin = round(2000 / speed)
    assert tone_of(sound[(begin + 150) * 48 : (begin + 350) * 48]) == pytest.approx(440, abs=6)
    level = np.abs(sound[(begin - 200) * 48 :])
    assert np.flatnonzero(level > 0.15)[0] / 48 - 200 == pytest.approx(0, abs=50)
    assert made.report.duration == pytest.approx(film.duration, abs=34)


def test_noise_goes_down_and_what_is_said_stays(studio: Studio, tmp_path: Path) -> None:
    noisy = "anoisesrc=c=pink:a=0.02:r=48000:d=6:seed=3[n];sine=f=440:r=48000:d=6,volume='gt(t,4)*2':eval=frame[s];"
    found = made(tmp_path / "noisy.wav", "-f", "lavfi", "-i", f"{noisy}[n][s]amix=normalize=0")
    before = studio.render(filmed(clip(0, 6000, "noisy")), "a.mp4", assets=found).sound()
    after = studio.render(
        edits.denoise(filmed(clip(0, 6000, "noisy")), {"noisy": -48.5}), "b.mp4", assets=found
    ).sound()
    assert rms(after, 1500, 3500) < rms(before, 1500, 3500) - 8
    assert rms(after, 4500, 5500) == pytest.approx(rms(before, 4500, 5500), abs=1.5)


def test_nonsense_in_a_draft_is_no_effect(studio: Studio) -> None:
    strange = {"grade": "pretty", "zoom": [1], "transition": {"type": "explode"}, "denoise": "yes"}
    film = decode(filmed(clip(0, 200, "mute"), clip(200, 200, "mute", **strange)).raw)
    assert studio.render(film).report.duration == 400
