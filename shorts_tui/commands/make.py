"""`make`: footage and prompts -> a finished file; one job, one an input (`--each`), or one a line (`--batch`)."""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shorts_tui.commands.output import Output
from shorts_tui.commands.session import (
    INTERRUPTED,
    attempt,
    finish,
    forgotten_if_refused,
    output_for,
    relay,
    settings_for,
    stop_on_signals,
)
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import NemoError, UsageFault
from shorts_tui.studio.events import Failed
from shorts_tui.studio.exporting import target
from shorts_tui.studio.studio import Studio
from shorts_tui.studio.uploading import is_url


@dataclass(frozen=True)
class Job:
    """One film: what goes in, what is said, where it goes (None: named after the project, in this directory)."""

    media: tuple[str, ...]
    prompts: tuple[str, ...]
    out: Path | None

    @property
    def key(self) -> str:
        """What makes it the same job when it is run again: the inputs as they are on disk, the prompts, the output."""
        facts: list[Any] = [list(self.prompts), str(self.out.absolute()) if self.out else None]
        for name in self.media:
            path = Path(name).expanduser()
            stat = path.stat() if path.exists() else None
            facts.append([str(path.absolute()), stat.st_size, stat.st_mtime_ns] if stat else name)
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def run(args: argparse.Namespace) -> int:
    """The `make` command; returns its exit status."""
    output = output_for(args)
    try:
        settings = settings_for(args)
        jobs = _jobs(args)
    except NemoError as error:
        output(Failed(error.code, error.message, error.advice))
        return finish(output, error.exit_status)
    several = args.each or args.batch
    status = 0
    for job in jobs:
        told = output.for_item(job.media[0]) if several else output
        ended = finish(told, attempt(told, lambda job=job, told=told: film(job, settings, told)))  # type: ignore[misc]
        status = status or ended
        if ended == INTERRUPTED:
            return INTERRUPTED
    return status


async def film(job: Job, settings: Settings, output: Output) -> None:
    """Make one film.

    Raises:
        NemoError: any failure, with its sentence and exit status.
    """
    async with Studio(settings, fresh=True, job_key=job.key) as studio:
        stop_on_signals(studio)
        studio.check_sources(job.media)
        target(job.out, "short")
        await relay(studio.connect(), output)
        if not studio.has_unfinished_export:
            with forgotten_if_refused(studio):
                await relay(studio.upload(job.media), output)
            for prompt in job.prompts:
                await relay(studio.say(prompt, export=False), output)
        await relay(studio.export(job.out, overwrite=job.out is not None), output)


def _jobs(args: argparse.Namespace) -> list[Job]:
    prompts = tuple(prompt for prompt in args.prompt if prompt.strip())
    out = Path(args.output).expanduser() if args.output else None
    if args.batch:
        if args.media or args.each:
            raise UsageFault("--batch names its own media: give no MEDIA and no --each with it.")
        return _read_batch(Path(args.batch).expanduser())
    if not args.media:
        raise UsageFault("Name at least one video, image or sound file.")
    if not prompts:
        raise UsageFault('Say what to do with -p, such as -p "cut this into a 60-second short with captions".')
    if not args.each:
        if out is not None and out.is_dir():
            raise UsageFault(f"{out} is a directory: name a file, such as {out / 'short.mp4'}.")
        return _checked([Job(tuple(args.media), prompts, out)])
    return [Job((name,), prompts, path) for name, path in _outputs(args.media, _directory(out or Path()))]


def _directory(path: Path) -> Path:
    """The directory that `--each` writes into, made where it is missing."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UsageFault(f"With --each, -o names a directory, and {path} is a file.") from error
    except OSError as error:
        raise UsageFault(f"{path} can't be made: {error.strerror or error}.") from error
    return path


def _checked(jobs: list[Job]) -> list[Job]:
    """The jobs, where none would write over its own footage or over another job's film."""
    taken: set[Path] = set()
    for job in jobs:
        if job.out is None:
            continue
        out = job.out.resolve()
        if any(Path(name).expanduser().resolve() == out for name in job.media if not is_url(name)):
            raise UsageFault(f"{job.out} is one of the inputs: name another file with -o.")
        if out in taken:
            raise UsageFault(f"Two jobs write to {job.out}: give each a file of its own.")
        taken.add(out)
    return jobs


def _outputs(media: list[str], directory: Path) -> list[tuple[str, Path]]:
    """A file name of its own for each input, after the input's."""
    taken: set[str] = set()
    named = []
    for name in media:
        stem = Path(name.rstrip("/")).stem or "short"
        candidate, number = f"{stem}.mp4", 2
        while candidate.casefold() in taken or (directory / candidate).absolute() == Path(name).absolute():
            candidate, number = f"{stem} ({number}).mp4", number + 1
        taken.add(candidate.casefold())
        named.append((name, directory / candidate))
    return named


def _read_batch(path: Path) -> list[Job]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFault(f"{path} can't be read as a batch file: {error}.") from error
    jobs = [_read_job(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not jobs:
        raise UsageFault(f"{path} has no jobs: write one a line, such as {_EXAMPLE}.")
    return _checked(jobs)


_EXAMPLE = '{"media": ["talk.mp4"], "prompts": ["cut this to 30 seconds"], "out": "short.mp4"}'


def _read_job(line: str, where: str) -> Job:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise UsageFault(f"{where}: this is not JSON. A job looks like {_EXAMPLE}.") from error
    job = value if isinstance(value, dict) else {}
    media, prompts, out = _texts(job.get("media")), _texts(job.get("prompts")), job.get("out")
    if not media or not prompts or not (out is None or isinstance(out, str)):
        raise UsageFault(f"{where}: a job looks like {_EXAMPLE}.")
    return Job(media, prompts, Path(out).expanduser() if out else None)


def _texts(value: object) -> tuple[str, ...]:
    """A JSON list of non-empty strings; anything else is none."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        return ()
    return tuple(value)
