"""Text that means harm is text wherever it is shown: of all bytes that leave the program, none does anything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.peer.replies import changed, code, data, events, says
from tests.peer.server import Peer
from tests.tui.hostile import BIDI, CLIPBOARD, MARKUP, harm, hostile
from tests.tui.terminal import PROGRAM, Window, environment

Opening = Callable[..., Window]


@pytest.fixture
def studio(peer: Peer, tmp_path: Path) -> Opening:
    """Opens the studio on the scripted cloud, always in the same home and directory."""

    def opened(*arguments: str, size: tuple[int, int] = (150, 45)) -> Window:
        settings = environment(tmp_path / "home", SHORTS_TUI_BACKEND="cloud", NEMO_API_URL=peer.base_url)
        return Window((*PROGRAM, *arguments), settings, tmp_path / "here", size)

    return opened


def leave(window: Window) -> None:
    """End in order; nothing that left the program did anything."""
    window.press("^q")
    assert window.finish().status == 0
    assert harm(window.raw) == []


def segment(mark: str, **facts: Any) -> dict[str, Any]:
    return {"id": mark, "s": 0, "d": 9000, "m": {"name": hostile(mark), **facts}}


def film() -> dict[str, Any]:
    long = "x" * 5000 + "\n" * 50
    tracks = [
        {"tt": 0, "m": {"name": hostile("K1")}, "sg": [segment("S1")]},
        {"tt": 7, "m": {}, "sg": [segment("S2", text=hostile("S2"))]},
        {"tt": 99, "m": {"name": hostile("K3")}, "sg": [segment("S3", name=long)]},
    ]
    return {"d": 10_000, "m": {"title": hostile("M0")}, "t": tracks}


def calls(name: str) -> dict[str, Any]:
    part = {"functionCall": {"id": "f-1", "name": name, "args": {hostile("A"): hostile("B")}}}
    return {"content": {"parts": [part], "role": "model"}, "author": "nemo_agent", "id": "e-3", "timestamp": 1.0}


def test_what_the_service_says_and_makes(studio: Opening, peer: Peer) -> None:
    peer.service.drafts = [film()]
    peer.on(
        "POST", "/run_sse",
        events(calls(hostile("TOOL")), hang=True),
    )  # fmt: skip
    with studio() as window:
        window.wait("ready")
        window.press("go", "enter")
        window.wait("TOOL")
        window.press("alt+x")
        window.wait("Not waiting any more")
        pieces = [says(piece, partial=True) for piece in ("# ", *hostile("PIECES"))]
        whole = says("".join(hostile("PIECES")) + "\n\n| " + hostile("CELL") + " |\n|--|\n", partial=False)
        peer.on("POST", "/run_sse", events(*pieces, changed({"draft": film()}), whole))
        window.press("again", "enter")
        window.wait("CELL")
        for mark in ("V Video  *S1", "T Title  *S2", "*xxxx"):
            window.wait(mark)
        peer.on("POST", "/run_sse", code(5000, hostile("REFUSED")))
        window.press("once more", "enter")
        window.wait("REFUSED")
        window.press("alt+t")
        window.wait("3. Track 99: K3")
        window.press("q")
        window.wait(lambda: "3. Track 99" not in window.text)
        window.press("alt+m")
        window.wait("Chosen")
        window.press("q")
        window.wait(lambda: "Chosen" not in window.text)
        window.press("alt+v")
        window.leave("type to filter")
        leave(window)


def test_a_render_that_fails_with_a_message_and_a_link_that_is_none(studio: Opening, peer: Peer) -> None:
    peer.service.drafts = [film()]
    peer.service.render_states = [{"status": "failed", "error": hostile("BROKEN"), "message": hostile("BROKEN")}]
    with studio() as window:
        window.wait("ready")
        window.press("go", "enter")
        window.wait("Done.")
        window.press("^s")
        window.wait("BROKEN")
        window.press("^r")
        window.leave("type to filter")
        leave(window)


def test_names_of_files_and_projects_everywhere(studio: Opening, peer: Peer, tmp_path: Path) -> None:
    name = hostile("FILE").replace("/", "|") + ".mp4"
    (tmp_path / "here" / name).write_bytes(b"film")
    (tmp_path / "here" / (hostile("WRONG").replace("/", "|") + ".xyz")).write_bytes(b"film")
    (tmp_path / "here" / (hostile("DIR").replace("/", "|"))).mkdir()
    (tmp_path / "here" / b"\xff\xfe\x9bRAW.mp4".decode(errors="surrogateescape")).write_bytes(b"film")
    entry = {"filename": hostile("NAMED"), "file_type": "video", "cdn_url": "https://cdn.invalid/1", "duration": 12.5}
    peer.on("POST", "/api/upload-video/*", data({"files": [entry]}))
    with studio() as window:
        window.wait("ready")
        window.press("@F")
        window.wait("tab or enter takes it")
        window.press("esc", "^u", "@DI")
        window.wait("DIR")
        window.press("^u", "^o")
        window.wait("type to filter")
        for mark in ("FILE", "WRONG", "DIR", "RAW"):
            window.wait(mark)
        window.press("WRONG")
        window.wait(lambda: "RAW" not in window.text)
        window.press("enter")
        window.wait(lambda: window.text.count("format not supported") == 2)  # in its row, and said
        window.press("^u", "FILE")
        window.wait(lambda: "FILE]" in window.text and "DIR]" not in window.text and "WRONG]" not in window.text)
        window.press("\t", "enter")
        window.wait(lambda: "uploaded" in window.text or "!" in window.text)
        window.press("^g")
        window.leave("type to filter")
        leave(window)
    with studio() as window:
        window.wait("ready")
        leave(window)


def test_what_is_pasted_and_comes_back_from_the_history(studio: Opening, peer: Peer) -> None:
    with studio() as window:
        window.wait("ready")
        window.paste(hostile("PASTED").replace("\x1b", "").replace("\r", ""))
        window.wait("PASTED")
        window.press("enter")
        window.wait("Done.")
        window.press("up")
        leave(window)
    with studio() as window:
        window.wait("> PASTED")
        window.press("alt+v")
        window.leave("type to filter")
        leave(window)


def test_complaints_about_the_configuration(studio: Opening, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "config" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\n"KEY\\u001b]52;c;aGk=\\u0007\\u202e[/x]" = "a"\n[screen]\ntheme = "THEME[/x]"\n')
    with studio() as window:
        window.wait("KEY")
        leave(window)


@pytest.mark.parametrize(
    "arguments",
    [("--project", hostile("X")), (hostile("X"),), ("--backend", hostile("X")), (f"--{hostile('X')}",)],
    ids=["project", "file", "choice", "option"],
)
def test_words_at_the_end(studio: Opening, arguments: tuple[str, ...]) -> None:
    with studio(*arguments) as window:
        ended = window.finish()
        assert ended.status == 2
        assert "X" in ended.screen
        assert harm(window.raw) == []


@pytest.mark.parametrize(
    "words", [("make", hostile("X")), (hostile("X"), "make"), ("chat", "--project", hostile("X"), "hi")]
)
def test_words_of_commands_without_a_screen(studio: Opening, words: tuple[str, ...]) -> None:
    with studio(*words) as window:
        assert window.finish().status != 0
        assert harm(window.raw) == []


FAULT = """
import sys, shorts_tui.commands.projects as projects
def run(args):
    raise RuntimeError({words!r})
projects.run = run
from shorts_tui.__main__ import main
sys.argv = ["shorts-tui", "projects"]
sys.exit(main())
"""


def test_a_fault_whose_message_means_harm(tmp_path: Path) -> None:
    command = (sys.executable, "-c", FAULT.format(words=hostile("X")))
    with Window(command, environment(tmp_path), tmp_path) as window:
        assert "error of its own" in window.finish().screen
        assert harm(window.raw) == []
    (report,) = (tmp_path / "data" / "logs").glob("crash-*.txt")
    assert CLIPBOARD not in report.read_text()
    assert BIDI[2] not in report.read_text()
    assert MARKUP in report.read_text()
