"""Names of exported files and of projects."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.studio.names import UNTITLED, file_stem, film_name, free_path, project_name


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("city", "city"),
        ("My film: the cut", "My film the cut"),
        ("../../etc/passwd", "etc passwd"),
        ("/absolute", "absolute"),
        ("..", "short"),
        ("", "short"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("夏天的海边", "夏天的海边"),
        ("été", "été"),
        ("con", "con-film"),
        ("a\x1b]0;title\x07b\nc", "a]0;titleb c"),
        ("trailing. ", "trailing"),
        ("\u202egnp.exe", "gnp.exe"),
    ],
)
def test_a_projects_name_becomes_a_plain_file_name(name: str, stem: str) -> None:
    assert file_stem(name) == stem


@given(st.text())
def test_any_name_becomes_one_that_stays_in_its_directory_and_fits(name: str) -> None:
    stem = file_stem(name)
    assert stem
    assert Path(stem).name == stem
    assert stem not in (".", "..")
    assert not stem.startswith(("-", ".", "~", " "))
    assert stem.isprintable()
    assert len(f"{stem} (999).mp4.part".encode()) <= 255


def test_a_long_name_in_a_wide_script_is_cut_between_characters() -> None:
    assert file_stem("字" * 500) == "字" * 60


def test_an_existing_file_gets_a_neighbour_instead_of_an_overwrite(tmp_path: Path) -> None:
    wanted = tmp_path / "film.mp4"
    assert free_path(wanted) == wanted
    wanted.touch()
    assert free_path(wanted) == tmp_path / "film (2).mp4"
    (tmp_path / "film (2).mp4").symlink_to(tmp_path / "nowhere")
    assert free_path(wanted) == tmp_path / "film (3).mp4"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/videos/beach day.mov", "beach day"),
        ("https://example.com/clips/talk.mp4?token=x#t", "talk"),
        ("https://example.com/", "example"),
        ("\x1b[31m.mp4", "[31m"),
        ("", UNTITLED),
    ],
)
def test_a_project_is_named_after_its_first_media(source: str, name: str) -> None:
    assert project_name(source) == name


def test_a_film_is_not_called_like_the_media_beside_it() -> None:
    assert film_name("talk", ["talk.mp4", "song.mp3"]) == "talk-short"
    assert film_name("My fellow Americans", ["talk.mp4"]) == "My fellow Americans"
