"""How every screen looks: three sizes, both themes, without colour. `pytest --snapshot-update` takes new pictures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot

from shorts_tui.tui import lists
from shorts_tui.tui.app import ShortsApp
from shorts_tui.tui.config import Memory, ScreenConfig
from shorts_tui.tui.link import Wanted
from shorts_tui.tui.screens.files import FilesScreen
from shorts_tui.tui.widgets import chat
from tests.peer.replies import Reply, Seen, code, events, says
from tests.peer.server import Peer
from tests.tui.conftest import screen_of, until

SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 50)
Snap = Callable[..., bool]
Acting = Callable[[Pilot[int]], Awaitable[None]]


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """A cloud, an environment that leads to it, and clocks that stand still."""
    for name in ("NEMO_TOKEN", "NEMO_CLIENT_ID", "SKILL_SOURCE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHORTS_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHORTS_TUI_TIMING__POLL", "0.05")
    monkeypatch.setattr(lists, "when", lambda moment: "12:34")
    monkeypatch.setattr(lists, "time", SimpleNamespace(monotonic=lambda: 1012.0))
    monkeypatch.setattr(chat, "time", SimpleNamespace(monotonic=lambda: 1000.0))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with Peer() as running:
        monkeypatch.setenv("NEMO_API_URL", running.base_url)
        yield running


def studio(theme: str = "dark") -> ShortsApp:
    return ShortsApp(Wanted(backend="cloud", fresh=True), ScreenConfig(theme=theme), Memory(tips=-1))


def segment(place: int, start: int, length: int, **facts: Any) -> dict[str, Any]:
    return {"id": f"s{place}", "s": start, "d": length, "m": facts}


def film(*words: str) -> dict[str, Any]:
    title, clip, song = words or ("Harbour lights", "lighthouse.mp4", "waves.mp3")
    spans = [(0, 7000), (7000, 9000), (16_000, 4000), (20_000, 10_000)]
    shots = [segment(at, start, length, name=clip) for at, (start, length) in enumerate(spans)]
    titles = [segment(30, 0, 3000, text=title), segment(31, 16_000, 4000, text="The end")]
    tracks = [
        {"tt": 0, "m": {}, "sg": shots},
        {"tt": 1, "m": {}, "sg": [segment(20, 0, 30_000, name=song, volume=0.2)]},
        {"tt": 7, "m": {}, "sg": titles},
        {"tt": 42, "m": {}, "sg": [segment(40, 5000, 2000, name="sparkle")]},
    ]
    return {"d": 30_000, "w": 1080, "h": 1920, "m": {}, "t": tracks}


def ten_thousand() -> dict[str, Any]:
    cuts = [segment(place, place * 500, 500, name=f"shot {place}") for place in range(10_000)]
    return {"d": 5_000_000, "m": {}, "t": [{"tt": 0, "m": {}, "sg": cuts}]}


def drawn(pilot: Pilot[int]) -> str:
    """What stands on the screen."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def ready(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: "ready |" in drawn(pilot))


async def say(pilot: Pilot[int], words: str = "make it a short with music and a title", answer: str = "Done.") -> None:
    """Say something; all of the answer has been drawn."""
    await ready(pilot)
    screen = screen_of(pilot.app)  # type: ignore[arg-type]
    screen.link.say(words)
    await until(pilot, lambda: words[:10] in drawn(pilot) and answer in drawn(pilot))
    await until(pilot, lambda: not screen.link.running("turn") and not screen.query_one(chat.Chat).busy)
    await until(pilot, lambda: screen.query_one(chat.Chat).is_vertical_scroll_end)
    await pilot.pause(0.1)


def pressing(*keys: str, first: Acting = say) -> Acting:
    """Get there, and press keys."""

    async def act(pilot: Pilot[int]) -> None:
        await first(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.05)

    return act


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=str)
def test_connecting(snap_compare: Snap, peer: Peer, size: tuple[int, int]) -> None:
    peer.on("POST", "/api/auth/anonymous-token", Reply(silent=True))
    assert snap_compare(studio(), terminal_size=size, press=["h", "i"])


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=str)
def test_the_first_run(snap_compare: Snap, peer: Peer, size: tuple[int, int]) -> None:
    assert snap_compare(studio(), terminal_size=size, run_before=ready)


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=str)
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_film(snap_compare: Snap, peer: Peer, size: tuple[int, int], theme: str) -> None:
    peer.service.drafts = [film()]
    assert snap_compare(studio(theme), terminal_size=size, run_before=pressing("escape", "l"))


def test_a_film_without_colour(snap_compare: Snap, peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    peer.service.drafts = [film()]
    assert snap_compare(studio(), terminal_size=MIDDLE, run_before=pressing("escape", "l"))


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=str)
def test_a_film_in_chinese(snap_compare: Snap, peer: Peer, size: tuple[int, int]) -> None:
    def answer(seen: Seen) -> Reply:
        peer.service.draft = film("海港的灯光", "灯塔与大海.mp4", "海浪.mp3")
        return events(says("好的,已经剪成三十秒,并加上标题和音乐。", partial=False))

    peer.on("POST", "/run_sse", answer)

    async def act(pilot: Pilot[int]) -> None:
        await say(pilot, "剪成三十秒的竖屏短片", "好的")
        await pilot.press("escape", "l", "l")

    assert snap_compare(studio(), terminal_size=size, run_before=act)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
def test_ten_thousand_segments(snap_compare: Snap, peer: Peer, size: tuple[int, int]) -> None:
    peer.service.drafts = [ten_thousand()]
    assert snap_compare(studio(), terminal_size=size, run_before=pressing("escape", "$", "+", "+", "+"))


@pytest.mark.parametrize("size", [MIDDLE], ids=str)
def test_a_turn_that_runs_while_another_waits(snap_compare: Snap, peer: Peer, size: tuple[int, int]) -> None:
    peer.on(
        "POST",
        "/run_sse",
        events(says("Cutting to **thirty** seconds, with:\n\n- a title\n- music\n", partial=True), hang=True),
    )

    async def act(pilot: Pilot[int]) -> None:
        await ready(pilot)
        screen = screen_of(pilot.app)  # type: ignore[arg-type]
        screen.link.say("make it thirty seconds")
        await until(pilot, lambda: "• music" in drawn(pilot))
        screen.link.say("and then lower the music")
        screen.show_queue()
        await until(pilot, lambda: "and then lower" in drawn(pilot) and "• music" in drawn(pilot))
        await pilot.pause(0.3)

    assert snap_compare(studio(), terminal_size=size, run_before=act)


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=str)
def test_an_error_with_advice(snap_compare: Snap, peer: Peer, size: tuple[int, int]) -> None:
    peer.on("POST", "/run_sse", code(2001, "insufficient credits"))

    async def act(pilot: Pilot[int]) -> None:
        await say(pilot, answer="redits")

    assert snap_compare(studio(), terminal_size=size, run_before=act)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_renders(snap_compare: Snap, peer: Peer, theme: str) -> None:
    peer.service.drafts = [film()]
    peer.service.render_states = [{"status": "processing", "progress": 0.4}]

    async def act(pilot: Pilot[int]) -> None:
        await say(pilot)
        screen = screen_of(pilot.app)  # type: ignore[arg-type]
        screen.action_export()
        await until(pilot, lambda: any(item.share for item in screen.renders.values()))
        screen.renders = {name: replace(item, began=1000.0) for name, item in screen.renders.items()}
        await pilot.press("ctrl+r")
        await pilot.pause(0.2)

    assert snap_compare(studio(theme), terminal_size=MIDDLE, run_before=act)


@pytest.mark.parametrize(
    "key", ["ctrl+g", "alt+v", "alt+t", "f1", "ctrl+p"], ids=["projects", "versions", "report", "help", "palette"]
)
@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=str)
def test_what_lies_on_the_studio(snap_compare: Snap, peer: Peer, key: str, size: tuple[int, int]) -> None:
    peer.service.drafts = [film()]
    assert snap_compare(studio(), terminal_size=size, run_before=pressing(key))


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=str)
def test_the_files(snap_compare: Snap, peer: Peer, size: tuple[int, int]) -> None:
    films = Path("films")
    (films / "raw").mkdir(parents=True)
    for name in ("harbour.mp4", "灯塔.mov", "waves.mp3", "notes.txt"):
        (films / name).write_bytes(b"film" * 300)
    (films / "empty.mp4").touch()

    async def act(pilot: Pilot[int]) -> None:
        await ready(pilot)
        pilot.app.push_screen(FilesScreen(films))
        await pilot.pause(0.3)
        await pilot.press("down", "tab")
        await pilot.pause(0.1)

    assert snap_compare(studio(), terminal_size=size, run_before=act)
