"""`check FILE`: is this film ready to publish, and what to say to the director where it is not."""

from __future__ import annotations

import argparse
from pathlib import Path

from shorts_tui import text
from shorts_tui.commands.output import Output
from shorts_tui.commands.session import attempt, finish, output_for, settings_for
from shorts_tui.studio.events import Finding
from shorts_tui.studio.reviewing import EVERYWHERE, Checked, check_film

_NAMES = {"tiktok": "TikTok", "reels": "Instagram Reels", "shorts": "YouTube Shorts"}
_ALL = "TikTok, Instagram Reels and YouTube Shorts"
_NOT_READY = 1


def run(args: argparse.Namespace) -> int:
    """The `check` command: exit status 0 when the film is ready, 1 when it is not."""
    output = output_for(args)
    path = Path(args.file).expanduser()
    place = path.absolute()
    ready = False

    async def body() -> None:
        nonlocal ready
        language = settings_for(args).language
        checked = await check_film(place, args.platform or EVERYWHERE, language, output.looking)
        output.clear()
        ready = checked.ready
        if output.as_json:
            _objects(output, path, args.platform, checked)
        else:
            _table(output, path, _NAMES.get(args.platform, _ALL), checked)

    return finish(output, attempt(output, body) or (0 if ready else _NOT_READY))


def _objects(output: Output, path: Path, platform: str | None, checked: Checked) -> None:
    output.json({"event": "checked", "path": str(path), "for": platform, **checked.film})
    for finding in checked.findings:
        output(finding)


def _table(output: Output, path: Path, where: str, checked: Checked) -> None:
    output.say(f"{text.one_line(str(path))}: {', '.join(_facts(checked))}")
    for finding in checked.findings:
        for line in lines(finding):
            output.say(line)
    problems = sum(finding.level == "problem" for finding in checked.findings)
    state = f"Not ready ({text.plural(problems, 'problem')})" if problems else "Ready"
    output.say(f"{state} for {where}.")


def lines(finding: Finding) -> tuple[str, str]:
    """A finding as two rows of the table: what it is, and what to say about it."""
    mark = "PROBLEM" if finding.level == "problem" else "advice"
    return f"{mark:8} {finding.what}", f'{"":8} Say: "{finding.fix}"'


def _facts(checked: Checked) -> list[str]:
    film = checked.film
    codecs = "/".join(filter(None, (film["video_codec"], film["audio_codec"])))
    told = [
        f"{film['width']}×{film['height']}",
        text.seconds(film["seconds"] * 1000),
        f"{film['fps']:.4g} fps",
        codecs,
        text.size(film["size"]),
    ]
    if film["loudness"] is not None:
        told += [f"{film['loudness']:.1f} LUFS", f"peak {film['peak']:.1f} dBTP"]
    return told
