"""Picture and sound stay together: films of flashes and beeps, cut and put in another order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from tests.engine.render.studio import X264, Json, Studio, asset, beeps, clip, draft, ffmpeg, flashes

FRAME = 1000 / 30
# A second of such a film is 30 frames of 1001/30000 s: the flash shows at its first, the beep begins with it.
CFR_SECOND = 1.001
ORDER = (7, 2, 11, 0, 9, 4, 13, 1, 8, 3, 12, 5)


@pytest.fixture(scope="module")
def blinkers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Asset]:
    """Fifteen flashes with beeps, as CFR 29.97 and as VFR with two thirds of the dark frames missing."""
    home = tmp_path_factory.mktemp("blinkers")

    def made(name: str, rate: str, second: float, drop: str, *mode: str) -> Asset:
        beep = f"aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,{second}),0.06)':s=48000:d={15 * second}"
        flash = f"color=black:s=192x108:r={rate}:d={15 * second},drawbox=c=white:t=fill:enable='lt(mod(n,30),2)'{drop}"
        path = home / name
        ffmpeg("-f", "lavfi", "-i", flash, "-f", "lavfi", "-i", beep, *mode, *X264, "-c:a", "aac", str(path))
        return asset(path, path.stem)

    dropped = ",select='lt(mod(n,30),3)+lt(random(7),0.33)'"
    cfr = made("cfr.mp4", "30000/1001", CFR_SECOND, "")
    vfr = made("vfr.mp4", "30", 1.0, dropped, "-fps_mode", "vfr")
    return {"cfr": cfr, "vfr": vfr}


def scattered(name: str, second: float, length: int) -> list[Json]:
    """Twelve cuts, each with one flash somewhere inside, at lengths that are on no frame boundary."""
    cuts: list[Json] = []
    at = 0
    for number, place in enumerate(ORDER):
        duration = length + number * 7
        cuts.append(clip(at, duration, name, **{"in": round((place + 0.5 + number * 0.013) * second * 1000)}))
        at += duration
    return cuts


@pytest.mark.parametrize(("name", "second"), [("cfr", CFR_SECOND), ("vfr", 1.0)])
def test_flash_and_beep_of_twelve_cuts_meet_within_a_frame(
    studio: Studio, blinkers: dict[str, Asset], name: str, second: float
) -> None:
    cuts = scattered(name, second, 911)
    film = studio.render(draft(cuts), assets=blinkers)
    seen, heard = flashes(film), beeps(film)
    assert len(seen) == len(heard) == 12
    off = [flash - beep for flash, beep in zip(seen, heard, strict=True)]
    assert max(map(abs, off)) <= FRAME
    # And they are where the cuts say: nothing drifts from the first to the last.
    for cut, beep in ((cuts[0], heard[0]), (cuts[-1], heard[-1])):
        source = cut["m"]["in"] / 1000
        expected = cut["s"] + (np.ceil(source / second) * second - source) * 1000
        assert beep == pytest.approx(expected, abs=FRAME)
    assert film.report.duration == pytest.approx(sum(cut["d"] for cut in cuts), abs=FRAME)


def test_frames_lie_on_the_grid_whatever_the_cuts(studio: Studio, blinkers: dict[str, Asset]) -> None:
    film = studio.render(draft(scattered("vfr", 1.0, 311)), assets=blinkers)
    times = film.times()
    assert times == pytest.approx([number * FRAME for number in range(len(times))], abs=0.1)


def test_speed_changes_picture_and_sound_alike(studio: Studio, blinkers: dict[str, Asset]) -> None:
    cuts = [clip(0, 1500, "cfr", speed=2.0, **{"in": 500}), clip(1500, 2800, "cfr", speed=0.5, **{"in": 4500})]
    film = studio.render(draft(cuts), assets=blinkers)
    seen, heard = flashes(film), beeps(film)
    assert len(seen) == len(heard) == 4  # three in 3 s at twice the speed, one in 1.4 s at half
    assert max(abs(flash - beep) for flash, beep in zip(seen, heard, strict=True)) <= 2 * FRAME
    assert seen[0] == pytest.approx((1001 - 500) / 2, abs=FRAME)


def test_a_picture_that_is_held_across_a_cut_shows_from_the_cut_on(studio: Studio, tmp_path: Path) -> None:
    """A screen recording may hold one frame for seconds; the cut falls between two of them."""
    path = tmp_path / "held.mp4"
    colours = "color=red:r=1:d=4:s=192x108[a];color=blue:r=1:d=4:s=192x108[b];[a][b]concat,select='not(mod(n,4))'"
    ffmpeg("-f", "lavfi", "-i", colours, "-fps_mode", "vfr", *X264, str(path))
    film = studio.render(draft([clip(0, 3000, "held", **{"in": 2000})]), assets={"held": asset(path, "held")})
    red, blue = film.picture_at(500)[100, 64], film.picture_at(2500)[100, 64]
    assert red[0] > 200
    assert red[2] < 60
    assert blue[2] > 200
    assert blue[0] < 60
