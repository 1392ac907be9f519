"""`python -m tests.screenshots` drives the studio on the sample film, on the real engine, and writes its pictures anew.

Each state is written as SVG and as PNG. The PNG is drawn with a font that comes with the tests, so that it looks the
same on every machine and has all glyphs.
"""

from __future__ import annotations

import asyncio
import importlib.resources
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import resvg_py

from shorts_tui.engine import process
from shorts_tui.paths import locations
from shorts_tui.tui.app import ShortsApp
from shorts_tui.tui.config import Memory, ScreenConfig
from shorts_tui.tui.link import Wanted
from shorts_tui.tui.screens.studio import StudioScreen

TARGET = Path(__file__).parents[1] / "screenshots"
WISH = "cut this into a 30-second short for TikTok with captions, title 'Harbour lights' for 4 seconds"
LIMIT = 120
"""Seconds that one step may take."""
Step = Callable[["Camera"], Awaitable[None]]


class Camera:
    """The running studio, and where its pictures go."""

    def __init__(self, app: ShortsApp) -> None:
        self.app = app

    @property
    def screen(self) -> StudioScreen:
        """The studio screen, whatever lies on it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, StudioScreen))

    @property
    def drawn(self) -> str:
        """What stands on the screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    async def until(self, words: str) -> None:
        """Wait for words on the screen."""
        async with asyncio.timeout(LIMIT):
            while words not in self.drawn:
                await asyncio.sleep(0.02)

    async def idle(self) -> None:
        """Wait until no job runs."""
        async with asyncio.timeout(LIMIT):
            while any(self.screen.link.running(kind) for kind in ("turn", "upload", "export")):
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)

    async def take(self, name: str) -> None:
        """Write the screen as it is."""
        await asyncio.sleep(0.2)
        svg = self.app.export_screenshot(title="shorts-tui")
        TARGET.mkdir(exist_ok=True)
        (TARGET / f"{name}.svg").write_text(svg, encoding="utf-8")
        (TARGET / f"{name}.png").write_bytes(png(svg))


def png(svg: str) -> bytes:
    """The picture of an SVG, with the font of the tests in place of the one that browsers would fetch."""
    fonts = importlib.resources.files("fontpkg_jetbrains_mono") / "files"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.replace("Fira Code", "JetBrains Mono"),
            font_dirs=[str(fonts)],
            font_family="JetBrains Mono",
            monospace_family="JetBrains Mono",
            sans_serif_family="JetBrains Mono",
            skip_system_fonts=True,
        )
    )


async def first_run(camera: Camera) -> None:
    """An empty project on a small terminal."""
    await camera.until("ready |")
    await camera.take("first-run")


async def work(camera: Camera) -> None:
    """From the sample to a film, with what lies on the studio on the way."""
    screen = camera.screen
    await camera.until("ready |")
    screen.action_sample()
    await camera.until("uploaded")
    screen.link.say(WISH)
    await camera.until("Title added")
    await camera.idle()
    await camera.take("studio")
    for name, action, words in (
        ("commands", screen.action_palette, "enter run"),
        ("help", screen.action_help, "Keys"),
        ("versions", screen.action_versions, "esc back"),
    ):
        action()
        await camera.until(words)
        await asyncio.sleep(0.3)
        await camera.take(name)
        camera.app.pop_screen()
    screen.action_focus_timeline()
    for key in ("right", "right", "plus"):
        camera.app.simulate_key(key)
        await asyncio.sleep(0.2)
    await camera.take("timeline")


async def daylight(camera: Camera) -> None:
    """The film on a light background, found again."""
    await camera.until("ready |")
    await camera.take("light")


async def renders(camera: Camera) -> None:
    """The film while it is rendered."""
    await camera.until("ready |")
    camera.screen.action_export()
    async with asyncio.timeout(LIMIT):
        while not any(item.share > 0.2 for item in camera.screen.renders.values()):
            await asyncio.sleep(0.02)
    camera.screen.action_renders()
    await camera.until("esc")
    await camera.take("renders")
    camera.app.pop_screen()
    await camera.until("exported")
    await camera.idle()


async def shoot(step: Step, size: tuple[int, int], theme: str = "dark") -> None:
    """Run the studio for one series of pictures."""
    app = ShortsApp(Wanted(backend="local"), ScreenConfig(theme=theme), Memory(tips=-1))
    async with app.run_test(size=size):
        await step(Camera(app))


async def main() -> None:
    """All pictures, in an empty home."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as here:
        os.environ["SHORTS_TUI_HOME"] = home
        os.chdir(here)
        try:
            await shoot(first_run, (80, 24))
            await shoot(work, (120, 40))
            await shoot(daylight, (100, 30), "light")
            await shoot(renders, (120, 40))
        finally:
            process.stop(locations())
            os.chdir(TARGET)


if __name__ == "__main__":
    asyncio.run(main())
