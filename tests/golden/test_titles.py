"""Titles, lower thirds and logos: where on the picture they stand, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.render.layout import safe_area
from tests.engine.render.studio import box
from tests.golden.kit import FRAME, Crew, Shown, asked


@dataclass(frozen=True)
class Placed:
    """What is said, where the text must stand (shares of the height) and when it must be there (s)."""

    told: tuple[str, ...]
    rows: tuple[float, float]
    times: tuple[float, float]
    at_left: bool = False


TOP, MIDDLE, BOTTOM = (0.05, 0.45), (0.35, 0.65), (0.6, 0.95)
UPRIGHT = (250 / 1920, 0.4)
TITLES = (
    Placed(("title 'Harbour lights' at the top for 2 seconds",), TOP, (0, 2)),
    Placed(("put the text 'Harbour' in the middle from 1s to 3s",), MIDDLE, (1, 3)),
    Placed(("show 'The end' at the bottom for the last 2 seconds",), BOTTOM, (4, 6)),
    Placed(("加标题“Harbour”，放在底部，显示2秒",), BOTTOM, (0, 2)),
    Placed(("title 'Harbour lights' for 3 seconds", "move the title to the bottom"), BOTTOM, (0, 3)),
    Placed(("make it vertical, title 'Harbour lights' at the top for 3 seconds",), UPRIGHT, (0, 3)),
    Placed(("title 'Harbour' from 3s to 5s", "trim the first 2 seconds"), TOP, (1, 3)),
    Placed(("add a lower third 'Anna Lee' from 1s to 4s",), BOTTOM, (1, 4), at_left=True),
)


def letters(shown: Shown) -> list[npt.NDArray[np.bool_]]:
    """Where each frame is white."""
    return [picture.min(axis=2) > 180 for picture in shown.frames]


@pytest.mark.parametrize("title", TITLES, ids=[" / ".join(title.told) for title in TITLES])
def test_text_stands_where_it_was_wanted_and_only_then(crew: Crew, dusk: Asset, title: Placed) -> None:
    shown = crew.film(title.told, dusk)
    height, width = shown.frames.shape[1:3]
    white = letters(shown)
    begin, end = (round(at * 30) for at in title.times)
    there = [number for number, mask in enumerate(white) if mask.sum() > 3]
    assert begin <= there[0] <= begin + 12
    assert end - 12 <= there[-1] < end + 1
    # Lower thirds slide in from outside.
    left, top, right, bottom = box(np.any(white[there[0] + 15 : there[-1] - 12], axis=0))
    assert title.rows[0] * height <= top < bottom <= title.rows[1] * height
    area = safe_area(width, height)
    assert area.left - 1 <= left < right <= area.right + 1
    if title.at_left:
        assert left < width * 0.15
    else:
        assert (left + right) / 2 == pytest.approx(width / 2, abs=3)


@asked("title 'Harbour' in yellow for 2 seconds", "加黄色标题“Harbour”，显示2秒")
def test_a_title_has_the_colour_that_was_asked_for(crew: Crew, dusk: Asset, told: tuple[str, ...]) -> None:
    picture = crew.film(told, dusk).at(1000)
    yellow = (picture[:, :, 0] > 170) & (picture[:, :, 1] > 140) & (picture[:, :, 2] < 110)
    assert yellow.sum() > 40
    assert (picture.min(axis=2) > 200).sum() < 5


@asked(("title 'Harbour' for 3 seconds", "remove the title"), ("加标题“Harbour”", "去掉标题"))
def test_a_title_that_was_taken_away_is_gone(crew: Crew, dusk: Asset, told: tuple[str, ...]) -> None:
    assert not np.any(letters(crew.film(told, dusk)))


@dataclass(frozen=True)
class Logo:
    """What is said, the corner (columns, rows as shares) with its tolerance, the width as a share, and when (s)."""

    told: tuple[str, ...]
    corner: tuple[float, float]
    size: float = 0.2
    times: tuple[float, float] = (0, 6)


LOGOS = (
    Logo(("put logo.png in the bottom left corner at 15% size",), (0, 1), 0.15),
    Logo(("add logo.png in the top right corner",), (1, 0)),
    Logo(("把logo放在左上角",), (0, 0)),
    Logo(("add logo.png in the top right corner", "move the logo to the bottom right"), (1, 1)),
    Logo(("show logo.png in the top left corner from 1s to 3s",), (0, 0), 0.2, (1, 3)),
    Logo(("make it vertical and put logo.png in the top right corner",), (1, 0)),
)


@pytest.mark.parametrize("logo_film", LOGOS, ids=[" / ".join(film.told) for film in LOGOS])
def test_a_logo_stands_in_its_corner(crew: Crew, dusk: Asset, logo: Asset, logo_film: Logo) -> None:
    shown = crew.film(logo_film.told, dusk, logo)
    height, width = shown.frames.shape[1:3]
    green = [(picture[:, :, 1] > 180) & (picture[:, :, 0] < 90) for picture in shown.frames]
    there = [number for number, mask in enumerate(green) if mask.any()]
    assert there == list(range(round(logo_film.times[0] * 30), round(logo_film.times[1] * 30)))
    left, top, right, bottom = box(green[there[0]])
    assert right - left == pytest.approx(width * logo_film.size, abs=3)
    area = safe_area(width, height)
    assert area.top - 1 <= top < bottom <= area.bottom + 1
    near_left, near_top = left < width * 0.12, top - area.top < 4
    near_right, near_bottom = width - right < width * 0.12, area.bottom - bottom < 4
    assert (near_right if logo_film.corner[0] else near_left, near_bottom if logo_film.corner[1] else near_top) == (
        True,
        True,
    )
    assert shown.length == pytest.approx(6000, abs=FRAME)


@asked(
    "title 'Harbour lights at night' at the top and logo.png in the top middle",
    "make it vertical, title 'A long title for a small harbour town' at the top, put logo.png in the top left corner",
    "make it vertical, show 'A long title for a small harbour town' at the bottom, logo.png in the bottom right corner",
)
def test_a_title_makes_room_for_the_logo(crew: Crew, dusk: Asset, logo: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, dusk, logo)
    picture = shown.at(1000)
    green = box((picture[:, :, 1] > 180) & (picture[:, :, 0] < 90))
    left, top, right, bottom = box(picture.min(axis=2) > 180)
    assert bottom <= green[1] + 1 or green[3] - 1 <= top or right <= green[0] or green[2] <= left
    area = safe_area(*picture.shape[1::-1])
    assert area.top - 1 <= top < bottom <= area.bottom + 1
