"""What the user's words ask for: export, credits, status, upload, a message to the service, or several in turn.

A text is cut into clauses. A clause is an action of ours only when all of it is (see `routing.english` and
`routing.chinese`); the rest, quoted text and whatever is dictated as content always included, is the message.

How the doubtful is decided, since an export or an upload that nobody asked for is worse than a message too many:

- Whoever asks about an action (`how do I export?`, `does it cost credits?`) asks the service; whoever asks for it,
  however politely (`can I get the video?`), gets it.
- Something put off, refused or made to depend on a condition is a message: `don't export yet`, `add captions before
  exporting`, `export it if it looks good`. A refusal beside actions is left out: `don't export, just show credits`.
- An export of a changed film is the change first: `export it as a square video` is the message `make it a square
  video`, then the export. Sizes, formats, places and platforms (`1080p`, `to ~/out.mp4`, `for TikTok`) change nothing.
- Publishing (`upload it to TikTok`) is a message: our upload is into the project.
- A file on this machine that a message names is uploaded before the message is said; a link in one is left to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shorts_tui.studio.routing import wording
from shorts_tui.studio.routing.clauses import Clause, split
from shorts_tui.studio.routing.context import readings
from shorts_tui.studio.routing.masking import Masked, mask
from shorts_tui.studio.routing.reading import Action, Kind, Reading
from shorts_tui.studio.routing.sources import Exists, is_url, known, pasted


@dataclass(frozen=True)
class Step:
    """One thing to do: `text`, the user's words for it, and for an upload the paths and URLs (`~` unexpanded)."""

    action: Action
    text: str
    sources: tuple[str, ...] = ()


def route(text: str, *, exists: Exists) -> tuple[Step, ...]:
    """The steps that a text asks for, in order; empty for an empty text. Linear in the text, and never raises.

    Args:
        text: what the user typed or pasted.
        exists: whether a path (perhaps beginning with `~`) is there; asked for likely paths only.
    """
    if not text.strip():
        return ()
    if sources := pasted(text, exists):
        return (Step("upload", text.strip(), sources),)
    scene = mask(text, exists)
    clauses = split(scene)
    found = readings(scene, clauses)
    if not any(reading.kind is Kind.ACTION for reading in found):
        return (*_uploads(scene, 0, len(text), exists), Step("chat", text.strip()))
    return _assembled(scene, clauses, found, exists)


def _uploads(scene: Masked, start: int, end: int, exists: Exists) -> tuple[Step, ...]:
    """The upload that a message needs: the files of this machine that it names."""
    named = dict.fromkeys(scene.sources_in(start, end))
    files = tuple(name for name in named if not is_url(name) and known(name, exists))
    return (Step("upload", " ".join(files), files),) if files else ()


@dataclass
class _Run:
    """Neighbouring clauses that are one step."""

    action: Action
    start: int
    end: int
    edit: str = ""


def _runs(clauses: Sequence[Clause], found: Sequence[Reading], text: str) -> list[_Run]:
    runs: list[_Run] = []
    refused: int | None = None
    for clause, reading in zip(clauses, found, strict=True):
        if reading.kind is Kind.REFUSAL:
            refused = clause.start if refused is None else refused
        if reading.kind in (Kind.FILLER, Kind.REFUSAL):
            continue
        last = runs[-1] if runs else None
        if last and reading.kind is Kind.DETAIL:
            last.edit += text[last.end : clause.end] if last.edit else ""
            last.end = clause.end
        elif last and last.action == reading.action and not reading.edit:
            last.end = clause.end
        else:
            start = refused if refused is not None and reading.kind is Kind.CHAT else clause.start
            runs.append(_Run(reading.action, start, clause.end, reading.edit))
        refused = None
    return runs


def _add(steps: list[Step], step: Step) -> None:
    """Put a step last; uploads that follow each other are one."""
    if steps and steps[-1].action == step.action == "upload":
        last = steps.pop()
        text = last.text if last.text == step.text else f"{last.text} {step.text}"
        step = Step("upload", text, tuple(dict.fromkeys((*last.sources, *step.sources))))
    steps.append(step)


def _assembled(scene: Masked, clauses: Sequence[Clause], found: Sequence[Reading], exists: Exists) -> tuple[Step, ...]:
    steps: list[Step] = []
    message, text = "", scene.text
    for run in _runs(clauses, found, text):
        if run.action == "chat":
            # a full stop or a question mark belongs to the message, and lies after the clause
            end = run.end + (text[run.end : run.end + 1] in tuple(".。!！?？"))
            for step in _uploads(scene, run.start, run.end, exists):
                _add(steps, step)
            message = wording.message(text[run.start : end])
            continue
        if message := wording.joined(message, run.edit):
            steps.append(Step("chat", message))
            message = ""
        sources = scene.sources_in(run.start, run.end) if run.action == "upload" else ()
        _add(steps, Step(run.action, text[run.start : run.end].strip(), tuple(dict.fromkeys(sources))))
    if message:
        steps.append(Step("chat", message))
    return tuple(steps)
