"""Undo, redo and going back: at once, here, and what the service hears of it later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shorts_tui.settings import Settings
from shorts_tui.studio.errors import StudioError
from shorts_tui.studio.events import Changed, DraftUpdate, Exported, Notice
from shorts_tui.studio.phrases import phrases
from shorts_tui.studio.studio import Studio
from tests.peer.server import Peer
from tests.studio.conftest import collect, failing, told
from tests.studio.drafts import draft


@pytest.fixture
async def edited(studio: Studio, peer: Peer) -> Studio:
    """A film that two turns have changed: title One, then Two."""
    peer.service.drafts = [draft(title="One"), draft(title="Two")]
    await collect(studio.say("make a film"))
    await collect(studio.say("call it Two"))
    peer.seen.clear()
    return studio


async def test_undo_and_redo_ask_nobody(edited: Studio, peer: Peer) -> None:
    heard = await collect(edited.undo())
    assert told(heard, Changed)[0].changes == ["Title: 'Two' → 'One'"]
    assert told(heard, DraftUpdate)[0].draft == edited.draft.raw == draft(title="One")
    await collect(edited.redo())
    assert edited.draft.raw == draft(title="Two")
    assert peer.seen == []


async def test_there_is_an_end_to_undo_and_redo(edited: Studio) -> None:
    await failing(edited.redo(), StudioError, "nothing to redo")
    await collect(edited.undo())
    await failing(edited.undo(), StudioError, "nothing to undo")


async def test_any_version_can_be_gone_back_to(edited: Studio, peer: Peer) -> None:
    versions = edited.store.versions(edited.project.id)
    await collect(edited.go_to(versions[-1].id))
    assert edited.draft.raw == draft(title="One")
    await failing(edited.go_to(10_000), StudioError, "not kept")
    assert peer.seen == []


async def test_what_is_exported_is_the_film_that_was_gone_back_to(edited: Studio, peer: Peer) -> None:
    await collect(edited.undo())
    heard = await collect(edited.export())
    assert told(heard, Exported)
    assert [submit["draft"] for submit in peer.service.submits] == [draft(title="One")]


async def test_the_service_is_told_before_the_next_message_and_once(edited: Studio, peer: Peer) -> None:
    await collect(edited.undo())
    peer.service.drafts = [draft(title="Three")]
    heard = await collect(edited.say("call it Three"))
    assert any("'Two' → 'One'" in notice.text for notice in told(heard, Notice))
    await collect(edited.say("and now louder"))
    [last, after] = peer.service.messages[-2:]
    assert "'Two' → 'One'" in last
    assert last.endswith("Then: call it Three")
    assert after == "and now louder"
    assert edited.draft.raw == draft(title="Three")


async def test_an_undo_outlives_the_program(edited: Studio, settings: Callable[..., Settings]) -> None:
    await collect(edited.undo())
    async with Studio(settings()) as again:
        await collect(again.connect())
        assert again.draft.raw == draft(title="One")
        await collect(again.redo())
        assert again.draft.raw == draft(title="Two")


async def test_undo_works_with_no_connection_at_all(edited: Studio, settings: Callable[..., Settings]) -> None:
    async with Studio(settings()) as again:
        heard = await collect(again.undo())
        assert told(heard, Changed)[0].changes == ["Title: 'Two' → 'One'"]
        assert again.backend == ""


async def test_what_the_service_changes_by_itself_comes_after_what_was_gone_back_to(edited: Studio, peer: Peer) -> None:
    await collect(edited.undo())
    peer.service.draft = draft(title="Two", music=0.2)
    await collect(edited.status())
    assert edited.draft.raw == draft(title="Two", music=0.2)
    await collect(edited.undo())
    assert edited.draft.raw == draft(title="One")


async def test_a_project_on_the_cloud_is_not_duplicated(edited: Studio) -> None:
    with pytest.raises(StudioError, match="on this machine"):
        await edited.duplicate(edited.project.id, "copy")
    assert [project.name for project in edited.store.projects()] == [edited.project.name]


async def test_going_back_tells_its_changes_in_the_users_language(edited: Studio) -> None:
    edited._workspace.words = phrases("zh")
    assert told(await collect(edited.undo()), Changed)[0].changes == ["标题：'Two' → 'One'"]
