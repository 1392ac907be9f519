"""What is told of messages and uploads that were cut by a crash or a kill: by the state, and never by sending again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shorts_tui.studio.outbox import Outbox, Sending
from shorts_tui.studio.phrases import Phrases
from shorts_tui.studio.store import Store
from shorts_tui.text import one_line
from shorts_tui.timeline.diff import changes
from shorts_tui.timeline.draft import EMPTY, Draft, decode

_SHOWN = 80
"""Characters of a prompt that are quoted."""


def keep_cut_texts(store: Store, words: Phrases, project_id: str) -> None:
    """What was shown of answers that were cut goes into the history, marked as cut off. Blocking."""
    for entry in Outbox(store).cut(project_id):
        if entry.shown:
            store.add_shown(entry.id, words.cut_off)


def tell_cut(store: Store, words: Phrases, cut: Sequence[Sending], session_id: str, now: Draft) -> list[str]:
    """One line, once, for each message and upload that was cut. Blocking.

    Messages are settled by that; an upload's entry stays until the file is added again, when the state is asked
    whether it had arrived. An entry of another session than the one that is open can't be looked into any more.
    """
    outbox, told = Outbox(store), list[str]()
    for entry in cut:
        if entry.kind == "upload":
            if entry.session_id != session_id:
                outbox.settle(entry.id)
            elif not entry.told and outbox.tell(entry.id):
                told.append(words.upload_cut.format(name=one_line(Path(entry.text).name, _SHOWN)))
        elif outbox.settle(entry.id):
            told.append(_turn(store, words, entry, session_id, now))
    return told


def _turn(store: Store, words: Phrases, entry: Sending, session_id: str, now: Draft) -> str:
    prompt = one_line(entry.text, _SHOWN)
    if entry.session_id != session_id:
        return words.turn_cut_gone.format(prompt=prompt)
    raw = store.draft(entry.project, entry.before)
    if done := words.semicolon.join(changes(EMPTY if raw is None else decode(raw), now, words.language)):
        return words.turn_cut.format(prompt=prompt, changes=done)
    return words.turn_cut_unchanged.format(prompt=prompt)
