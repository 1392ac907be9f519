"""Arguments -> a command. Imports nothing heavy: each command's module is loaded when it is the one that runs."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from shorts_tui import __version__

COMMANDS = (
    "make", "demo", "chat", "upload", "status", "credits", "export", "check", "projects", "logout", "route", "doctor",
    "engine",
)  # fmt: skip
"""The first word of a command line that does not open the studio."""


def _common(*, backend: bool = True, project: bool = False, new: bool = False) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    if backend:
        common.add_argument("--backend", choices=("auto", "cloud", "local"), help="where the work is done")
        common.add_argument("--language", metavar="LANG", help="language of the conversation, such as en or zh")
    if project:
        common.add_argument("--project", metavar="NAME_OR_ID", help="work in this project instead of the last one")
    if new:
        common.add_argument(
            "--new", action="store_true", help="begin a new project, named by --project if that is given"
        )
    common.add_argument("--json", action="store_true", help="one JSON object a line on stdout")
    common.add_argument("--quiet", action="store_true", help="no progress, only results and errors")
    common.add_argument("--log-file", metavar="FILE", help="log what happens, in detail, to this file as well")
    return common


def _studio_options(parser: argparse.ArgumentParser) -> None:
    studio = parser.add_argument_group("the studio")
    studio.add_argument("--new", action="store_true", help="begin a new project instead of opening the last one")
    studio.add_argument("--project", metavar="NAME_OR_ID", help="open this project")
    studio.add_argument("--backend", choices=("auto", "cloud", "local"), help="where the work is done")
    studio.add_argument("--language", metavar="LANG", help="language of the conversation, such as en or zh")
    studio.add_argument("--log-file", metavar="FILE", help="log what happens, in detail, to this file as well")
    studio.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, as scripts rely on it."""
    parser = argparse.ArgumentParser(
        prog="shorts-tui",
        usage="shorts-tui [options] [MEDIA ...]\n       shorts-tui COMMAND ...",
        description="Talk a short video into being. Without a command it opens the studio on screen; MEDIA named are "
        "attached to a new project.",
        epilog="shorts-tui COMMAND -h explains a command.",
    )
    _studio_options(parser)
    parser.add_argument("--version", action="version", version=f"shorts-tui {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="shorts-tui", required=True)

    make = commands.add_parser(
        "make", parents=[_common()], help="footage and a sentence -> a finished video", description=_MAKE
    )
    make.add_argument("media", nargs="*", metavar="MEDIA", help="video, image and sound files, or URLs")
    make.add_argument("-p", "--prompt", action="append", default=[], metavar="PROMPT", help="what to do; repeatable")
    make.add_argument("-o", "--output", metavar="OUT", help="the file to write (with --each: a directory)")
    make.add_argument("--each", action="store_true", help="every input gets its own session and its own export")
    make.add_argument("--batch", metavar="JOBS.jsonl", help='one job a line: {"media": [], "prompts": [], "out": ""}')

    demo = commands.add_parser(
        "demo", parents=[_common(backend=False)], help="the main job on packaged footage, on this machine"
    )
    demo.add_argument("-o", "--output", metavar="OUT", default="demo.mp4", help="the file to write (demo.mp4)")

    chat = commands.add_parser(
        "chat", parents=[_common(project=True, new=True)], help="one turn of conversation in a project"
    )
    chat.add_argument("prompt", metavar="PROMPT", help="what to do, or what to ask")

    upload = commands.add_parser("upload", parents=[_common(project=True, new=True)], help="add media to a project")
    upload.add_argument("media", nargs="+", metavar="MEDIA_OR_URL")

    commands.add_parser("status", parents=[_common(project=True)], help="a glance at the project")
    commands.add_parser("credits", parents=[_common(project=True)], help="what is left to spend")

    export = commands.add_parser("export", parents=[_common(project=True)], help="render and fetch the current draft")
    export.add_argument("-o", "--output", metavar="OUT", help="the file to write")
    export.add_argument(
        "--as", dest="form", choices=("mp4", "draft", "srt", "vtt", "ass"), default="mp4", help="what to write"
    )

    check = commands.add_parser(
        "check", parents=[_common(backend=False)], help="is this film ready to publish", description=_CHECK
    )
    check.add_argument("file", metavar="FILE", help="a finished video")
    check.add_argument(
        "--for", dest="platform", choices=("tiktok", "reels", "shorts"), help="where (by default on all of them)"
    )
    check.add_argument("--language", metavar="LANG", help="language of the findings, such as en or zh")

    projects = commands.add_parser("projects", parents=[_common(backend=False)], help="list the projects")
    what = projects.add_mutually_exclusive_group()
    what.add_argument("--delete", metavar="ID", help="delete this project (the exported files stay)")
    what.add_argument("--export", metavar="ID", help="write this project into one file")
    what.add_argument("--import", dest="archive", metavar="FILE", help="add the project in a file")
    projects.add_argument("-o", "--output", metavar="FILE", help="with --export: the file to write")
    projects.add_argument("--with-media", action="store_true", help="with --export: put the media into it as well")

    commands.add_parser("logout", parents=[_common(backend=False)], help="forget the stored token")

    route = commands.add_parser("route", parents=[_common(backend=False)], help="which actions a text asks for")
    route.add_argument("text", metavar="TEXT")

    doctor = commands.add_parser("doctor", parents=[_common(backend=False)], help="what is installed and reachable")
    doctor.add_argument("--report", metavar="FILE", help="write what was found and the last log lines for a bug report")
    doctor.add_argument("--with-prompts", action="store_true", help="with --report: the last project's history as well")

    engine = commands.add_parser("engine", parents=[_common(backend=False)], help="the embedded engine's process")
    engine.add_argument("action", choices=("start", "stop", "status"))
    return parser


_MAKE = (
    "Connect, upload MEDIA, say each PROMPT in turn, export and fetch the video. "
    'Example: shorts-tui make talk.mp4 -p "cut this into a 60-second short for TikTok with captions" -o out.mp4'
)

_CHECK = (
    "Measure a finished video and say what keeps it from being published, each with what to say to the director about "
    "it. Exit status: 0 ready, 1 not ready, 2 no usable file."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run what `argv` (default: the process's arguments) asks for; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if opens_studio(words):
            return _studio(words)
        args = build_parser().parse_args(words)
        if not _logging(args.log_file):
            return 2
        module = importlib.import_module(f"shorts_tui.commands.{args.command}")
        return int(module.run(args))
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): that is its right, and no error of ours.
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001 - the outermost loop: a sentence for the user, the rest into a file
        return _crashed(error)


def _logging(log_file: str | None) -> bool:
    """Begin the log; False, with a sentence, where the file that was named can't be written."""
    from shorts_tui import logs

    try:
        logs.begin(log_file)
    except OSError as error:
        sys.stderr.write(f"The log can't be written to {log_file}: {error.strerror or error}.\n")
        return False
    return True


def _crashed(error: Exception) -> int:
    """Keep what went wrong in a file without secrets or escapes, and say in one sentence where it is."""
    import time
    import traceback

    from shorts_tui.logs import discreet
    from shorts_tui.paths import locations, write_private

    report = discreet("".join(traceback.format_exception(error)))
    path = locations().logs / f"crash-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    try:
        write_private(path, f"shorts-tui {__version__}\n{report}".encode())
        where = f"a report is in {path}"
    except OSError:
        where = "and no report could be written"
    sys.stderr.write(f"shorts-tui hit an error of its own ({type(error).__name__}); {where}.\n")
    return 1


def opens_studio(words: Sequence[str]) -> bool:
    """Do these arguments open the studio? They do unless the first is a command, or asks for help or the version."""
    if not words:
        return True
    return words[0] not in COMMANDS and not {"-h", "--help", "--version"} & set(words)


def _studio(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="shorts-tui", usage="shorts-tui [options] [MEDIA ...]")
    _studio_options(parser)
    parser.add_argument("media", nargs="*", metavar="MEDIA", help="footage for a new project")
    args = parser.parse_args(words)
    for name in args.media:
        if "://" not in name and not Path(name).expanduser().exists():
            sys.stderr.write(f"There is no file and no command named {name!r}. `shorts-tui -h` lists the commands.\n")
            return 2
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        sys.stderr.write("The studio needs a terminal. `shorts-tui -h` lists the commands that don't.\n")
        return 2
    if not _logging(args.log_file):
        return 2
    # A key that comes just after a redraw waits for the next one: 8 ms, not 17. What is drawn often limits itself.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from shorts_tui.tui.app import run
    from shorts_tui.tui.link import Wanted

    fresh = args.new or (bool(args.media) and args.project is None)
    return run(Wanted(args.project, fresh, tuple(args.media), args.backend, args.language), mouse=not args.no_mouse)
