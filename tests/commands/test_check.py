"""`check`, and the check after every export: what a user and a script are told, and with which exit status."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests import footage
from tests.commands.terminal import Terminal
from tests.engine.harness import eventually
from tests.engine.review.films import film, moving, sounding
from tests.footage import make
from tests.peer.server import Peer


@pytest.fixture
def user(tmp_path: Path) -> Terminal:
    """A user in a directory with a film that is right and one that is wide, without a server."""
    here = tmp_path / "here"
    here.mkdir()
    return Terminal(tmp_path / "home", here, NEMO_API_URL="http://127.0.0.1:9")


def test_a_film_that_is_right_is_ready(user: Terminal) -> None:
    film(user.here / "good.mp4")
    ended = user.run("check", "good.mp4", "--for", "tiktok", "--quiet")
    assert (ended.status, ended.err) == (0, "")
    first, last = ended.out.splitlines()
    assert first.startswith("good.mp4: 720×1280, 4s, 30 fps, h264/aac, ")
    assert last == "Ready for TikTok."


def test_a_film_that_is_wide_is_not(user: Terminal) -> None:
    film(user.here / "wide.mp4", picture=moving(4, "1280x720"))
    ended = user.run("check", "wide.mp4", "--quiet")
    assert (ended.status, ended.err) == (1, "")
    assert ended.out.splitlines()[1:] == [
        "PROBLEM  The picture is wide (1280×720); an upright one, 9:16, is right for TikTok, Instagram Reels and "
        "YouTube Shorts.",
        '         Say: "make it vertical"',
        "Not ready (1 problem) for TikTok, Instagram Reels and YouTube Shorts.",
    ]


def test_advice_alone_keeps_no_film_back(user: Terminal) -> None:
    film(user.here / "slow.mp4", index=())
    ended = user.run("check", "slow.mp4", "--for", "shorts", "--quiet")
    assert ended.status == 0
    assert ended.out.splitlines()[1].startswith("advice   The file's index")
    assert ended.out.splitlines()[-1] == "Ready for YouTube Shorts."


def test_scripts_get_an_object_a_finding(user: Terminal) -> None:
    film(user.here / "wide.mp4", picture=moving(4, "1280x720"))
    ended = user.run("check", "wide.mp4", "--for", "reels", "--json")
    assert ended.names == ["checked", "finding", "done"]
    measured = ended.event("checked")
    assert (measured["path"], measured["for"]) == ("wide.mp4", "reels")
    assert (measured["seconds"], measured["width"], measured["height"], measured["fps"]) == (4.0, 1280, 720, 30.0)
    assert measured["loudness"] == pytest.approx(-14, abs=1)
    assert ended.event("finding") == {
        "event": "finding",
        "check": "aspect",
        "level": "problem",
        "what": "The picture is wide (1280×720); an upright one, 9:16, is right for Instagram Reels.",
        "fix": "make it vertical",
    }
    assert (ended.status, ended.event("done")["ok"]) == (1, False)


def test_findings_speak_chinese(user: Terminal) -> None:
    film(user.here / "wide.mp4", picture=moving(4, "1280x720"))
    assert user.run("check", "wide.mp4", "--language", "zh", "--json").event("finding")["fix"] == "改成竖屏"


@pytest.mark.parametrize("name", ["none.mp4", "folder.mp4", "list.mp4", "song.m4a", "-"])
def test_what_is_no_film_is_refused_in_one_sentence(user: Terminal, name: str) -> None:
    (user.here / "folder.mp4").mkdir()
    (user.here / "list.mp4").write_text("ffconcat version 1.0\nfile /etc/passwd\n")
    footage.sound_only(user.here / "song.m4a", 1)
    ended = user.run("check", "--quiet", "--", name)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"{name} ")
    assert ended.err.count("\n") == 1
    script = user.run("check", "--json", "--", name)
    assert (script.status, script.names) == (2, ["error", "done"])


def test_a_platform_that_is_unknown_is_wrong_usage(user: Terminal) -> None:
    ended = user.run("check", "film.mp4", "--for", "cinema")
    assert ended.status == 2
    assert "tiktok" in ended.err


def test_a_file_whose_name_looks_like_an_option_is_checked(user: Terminal) -> None:
    film(user.here / "--for.mp4")
    assert user.run("check", "--quiet", "--", "--for.mp4").status == 0


def test_nothing_in_the_user_s_directory_is_run(user: Terminal) -> None:
    for name in ("numpy", "av", "imageio_ffmpeg"):
        (user.here / f"{name}.py").write_text("raise SystemExit('a stranger')")
    film(user.here / "good.mp4")
    assert user.run("check", "good.mp4", "--quiet").status == 0


def test_an_interrupted_check_leaves_nothing_running(user: Terminal) -> None:
    film(user.here / "film.mp4", seconds=30, sound=None)
    command = user.begin("check", "film.mp4")
    eventually(lambda: bool(children(command.pid)))
    started = children(command.pid)
    assert user.interrupt(command, signal.SIGINT).status == 130
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def children(pid: int) -> list[str]:
    """The processes that a process has started."""
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []


def test_a_film_that_the_engine_makes_is_checked(local: Terminal) -> None:
    footage.silent_film(local.here / "mute.mp4", 3)
    ended = local.run("make", "mute.mp4", "-p", "make it for TikTok", "-o", "out.mp4", "--json")
    assert ended.status == 0
    assert ended.names[-3:] == ["exported", "finding", "done"]
    assert (ended.event("finding")["check"], ended.event("finding")["fix"]) == ("sound", "add music")
    said = local.run("chat", "export")
    assert said.status == 0
    assert '! There is nothing to hear in the film. Say: "add music"' in said.err
    assert "add music" not in said.out
    again = local.run("export", "--json")
    assert again.names[-3:] == ["exported", "finding", "done"]


def test_a_film_that_is_right_when_it_is_made_is_told_without_findings(local: Terminal) -> None:
    make(local.here / "good.mp4", *moving(3, "360x640"), *sounding(3), *footage.QUICK)
    ended = local.run("make", "good.mp4", "-p", "make it for Reels", "-o", "out.mp4", "--json")
    assert ended.names[-2:] == ["exported", "done"]


def test_a_film_of_the_cloud_s_is_checked_here(cloud: Terminal, peer: Peer, tmp_path: Path) -> None:
    peer.service.film = film(tmp_path / "black.mp4", look="lutyuv=y=16:u=128:v=128").read_bytes()
    ended = cloud.run("make", "city.mp4", "-p", "cut it", "-o", "out.mp4", "--json")
    assert ended.status == 0
    assert [(event["check"], event["fix"]) for event in ended.events if event["event"] == "finding"] == [
        ("black", "start over")
    ]


def test_saying_what_the_findings_say_makes_the_film_ready(local: Terminal) -> None:
    sound = "0.02*sin(2*PI*1000*t)"
    video, filters = ("-c:v", "mpeg4", "-q:v", "5"), "drawbox=c=black:t=fill:enable='lt(t,1)'"
    film(local.here / "bad.mp4", seconds=5, picture=moving(5, "640x360", 20), sound=sound, video=video, look=filters)
    first = local.run("check", "bad.mp4", "--for", "tiktok", "--json")
    findings = [event for event in first.events if event["event"] == "finding"]
    assert {one["check"] for one in findings} == {"codec", "fps", "aspect", "resolution", "loudness", "black"}
    assert local.run("make", "bad.mp4", "-p", "keep it all", "-o", "out.mp4").status == 0
    for fix in dict.fromkeys(one["fix"] for one in findings):
        assert local.run("chat", fix, "--quiet").status == 0
    assert local.run("export", "-o", "out.mp4").status == 0
    last = local.run("check", "out.mp4", "--for", "tiktok", "--quiet")
    assert (last.status, last.out.splitlines()[1:]) == (0, ["Ready for TikTok."])
