"""When a render can't be done or is stopped: one sentence, nothing under the final name, nothing left running."""

from __future__ import annotations

import os
import secrets
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import CancelledError, RenderError
from shorts_tui.engine.render import check
from shorts_tui.engine.render.check import check_film
from shorts_tui.engine.render.cutlist import cutlist
from shorts_tui.engine.render.failure import DISK_FULL
from shorts_tui.timeline.draft import decode
from tests.engine.render.studio import X264, Studio, asset, clip, draft, ffmpeg


def children() -> list[str]:
    """The programs that this process has started and that still run (or were not waited for)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = status.read_text().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if int(rest.split()[1]) == os.getpid():
            found.append(name)
    return found


def test_progress_is_real_and_never_goes_back(studio: Studio) -> None:
    film = studio.render(draft([clip(n * 1000, 1000, "talk", volume=n + 1) for n in range(6)], size=(540, 960)))
    assert film.progress == sorted(film.progress)
    assert film.progress[0] < 0.2
    assert film.progress[-1] == 1.0
    assert len(set(film.progress)) > 3


def test_cancelling_stops_at_once_and_leaves_nothing(studio: Studio) -> None:
    cancelled = threading.Event()
    film = draft([clip(0, 60_000, "talk")], [clip(0, 60_000, "song", loop=True)], size=(1080, 1920), platform="tiktok")
    (studio.directory / "film.mp4").write_bytes(b"an older film")

    def observe(share: float) -> None:
        if share > 0:
            cancelled.set()

    with pytest.raises(CancelledError):
        studio.render(film, observe=observe, cancelled=cancelled)
    assert studio.strays() == ["film.mp4"]
    assert (studio.directory / "film.mp4").read_bytes() == b"an older film"
    assert not [name for name in children() if "ffmpeg" in name]


def test_a_render_that_is_cancelled_before_it_begins_does_nothing(studio: Studio) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(CancelledError):
        studio.render(draft([clip(0, 1000, "talk")]), cancelled=cancelled)
    assert studio.strays() == []


def test_a_source_that_was_spoiled_is_named(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "spoiled.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=192x108:d=2", *X264, str(path))
    spoiled = replace(asset(path, "spoiled"), label="my\x1b[31m talk.mp4")
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(RenderError) as caught:
        studio.render(draft([clip(0, 500, "mute"), clip(500, 500, "spoiled")]), assets={"spoiled": spoiled})
    assert caught.value.message == "“my[31m talk.mp4” is damaged and can't be decoded."
    path.unlink()
    with pytest.raises(RenderError, match="is gone from the engine's store"):
        studio.render(draft([clip(0, 500, "spoiled")]), assets={"spoiled": spoiled})
    assert studio.strays() == []


def test_a_source_with_a_spoiled_middle_still_makes_a_film(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "spoiled.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=192x108:d=4", *X264, "-movflags", "+faststart", str(path))
    spoiled = asset(path, "spoiled")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 10] = b"\x55" * (len(data) // 10)
    path.write_bytes(data)
    film = studio.render(draft([clip(0, 3500, "spoiled")]), assets={"spoiled": spoiled})
    assert len(film.pictures()) == 105


@pytest.mark.parametrize("raw", [{}, {"d": 5000, "t": []}, {"t": [{"tt": 0, "sg": []}]}, [], None, "draft"])
def test_nothing_to_export_is_said(studio: Studio, raw: object) -> None:
    with pytest.raises(RenderError, match="nothing to export yet"):
        studio.render(decode(raw))


def test_a_draft_of_other_media_is_refused(studio: Studio) -> None:
    for segment in ({"s": 0, "d": 1000}, clip(0, 1000, "nobody"), {"s": 0, "d": 1000, "m": {"url": "http://x/y.mp4"}}):
        with pytest.raises(RenderError, match=r"^This draft names media that this machine doesn't have\.$"):
            studio.render(decode({"d": 1000, "t": [{"tt": 0, "sg": [segment]}]}))


def test_a_full_disk_is_said_and_leaves_no_film(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that is written beside the target is on a device that is always full."""
    monkeypatch.setattr(secrets, "token_hex", lambda size=8: "00" * size)
    (studio.directory / ".film.mp4.00000000.part.mp4").symlink_to("/dev/full")
    with pytest.raises(RenderError) as caught:
        studio.render(draft([clip(0, 500, "talk")]))
    assert caught.value.message == DISK_FULL
    assert studio.strays() == []


def test_a_target_that_can_not_be_written_is_said(studio: Studio) -> None:
    (studio.directory / "file").write_text("in the way")
    with pytest.raises(RenderError, match=r"^The film could not be written: .*\.$"):
        studio.render(draft([clip(0, 500, "talk")]), "file/film.mp4")


def test_what_a_killed_render_left_beside_the_film_is_swept(studio: Studio) -> None:
    old, fresh, other = (
        studio.directory / name for name in (".film.mp4.aa.part.mp4", ".film.mp4.bb.part.mp4", ".other.mp4.aa.part.mp4")
    )
    for path in (old, fresh, other):
        path.write_bytes(b"x")
        os.utime(path, (1, 1) if path != fresh else None)
    studio.render(draft([clip(0, 300, "mute")]))
    assert [path.exists() for path in (old, fresh, other)] == [False, True, True]


def test_a_film_that_is_not_what_was_asked_for_does_not_pass(studio: Studio, footage: dict[str, Asset]) -> None:
    """The check can fail: too short, of another size, cut off, with its index behind, without sound."""
    wanted = cutlist(draft([clip(0, 1000, "talk")]), footage)
    good = studio.render(draft([clip(0, 1000, "talk")])).path
    assert check_film(good, wanted).duration == pytest.approx(1000, abs=34)
    bad = studio.directory / "bad.mp4"

    def verdict(*options: str) -> str:
        ffmpeg("-i", str(good), "-c", "copy", *options, str(bad))
        with pytest.raises(RenderError) as caught:
            check_film(bad, wanted)
        return caught.value.message

    assert "not written whole" in verdict()
    assert "lacks its picture or its sound" in verdict("-an", "-movflags", "+faststart")
    assert "long and should be" in verdict("-t", "0.5", "-movflags", "+faststart")
    assert "picture came out" in verdict(*X264, "-vf", "scale=64:64", "-movflags", "+faststart")
    assert "sound came out" in verdict("-ar", "44100", "-c:a", "aac", "-movflags", "+faststart")
    bad.write_bytes(good.read_bytes()[:-1000])
    with pytest.raises(RenderError, match="not written whole"):
        check_film(bad, wanted)
    assert check.count_frames(bad) in (0, 30)
