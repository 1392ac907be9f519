"""Renders with a scripted service: followed through any silence, interrupted, and picked up again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from shorts_tui.client.errors import NemoError, NotFound
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import RenderFailed, RenderUnfinished, StudioError
from shorts_tui.studio.events import Exported, Notice, Rendering
from shorts_tui.studio.project import Render, RenderStage, fingerprint
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.server import Peer
from tests.studio.conftest import collect, told
from tests.studio.drafts import draft
from tests.studio.exports import COMPLETED, LOOK, SUBMIT, exported, renders


async def test_a_render_id_is_on_disk_before_it_is_asked_for(filmed: Studio, peer: Peer) -> None:
    known: list[list[tuple[str, RenderStage]]] = []

    def submit(seen: replies.Seen) -> replies.Reply:
        known.append(renders(filmed))
        assert known[-1] == [(seen.json["id"], "new")]
        return peer.service.answer(seen)

    peer.on(*SUBMIT, submit)
    await exported(filmed)
    assert len(known) == 1


async def test_a_render_is_named_after_the_moment_in_milliseconds(filmed: Studio, peer: Peer) -> None:
    await exported(filmed)
    stamp = peer.service.submits[0]["id"].removeprefix("render_")
    assert 0 <= time.time() - int(stamp) / 1000 < 60


async def test_a_storm_of_bad_gateways_is_survived(filmed: Studio, peer: Peer) -> None:
    peer.on(*LOOK, *[replies.html(502)] * 20)
    await exported(filmed)
    assert len(peer.service.submits) == 1


async def test_an_offline_spell_longer_than_any_retry_is_survived(filmed: Studio, peer: Peer) -> None:
    peer.on(*LOOK, *[replies.Reply(raw=b"")] * 40)
    heard = await collect(filmed.export())
    assert told(heard, Exported)
    assert sum("does not answer" in notice.text for notice in told(heard, Notice)) == 1
    assert len(peer.service.submits) == 1


async def test_what_a_render_waits_for_is_told_once(filmed: Studio, peer: Peer) -> None:
    waiting = replies.data({"status": "processing", "progress": 0.5, "note": "The disk is full.\x1b[2J"})
    peer.on(*LOOK, *[waiting] * 5)
    heard = await collect(filmed.export())
    assert told(heard, Exported)
    assert [notice.text for notice in told(heard, Notice) if "disk" in notice.text] == ["The disk is full.[2J"]


@pytest.mark.parametrize(
    "lost", [replies.Reply(act_then_close=True), replies.Reply(drop_body_after=10), replies.html(502)]
)
async def test_a_lost_answer_leads_to_no_second_render(filmed: Studio, peer: Peer, lost: replies.Reply) -> None:
    peer.on(*SUBMIT, *[lost] * 12)
    await exported(filmed)
    assert len(peer.service.renders) == 1
    assert len({submit["id"] for submit in peer.service.submits}) == 1
    assert len(renders(filmed)) == 1


async def test_a_failed_render_is_tried_once_more_under_a_new_id(filmed: Studio, peer: Peer) -> None:
    peer.on(*LOOK, replies.data({"status": "failed", "error": "no GPU"}))
    heard = await collect(filmed.export())
    assert told(heard, Exported)
    assert any("no GPU" in notice.text for notice in told(heard, Notice))
    first, second = [submit["id"] for submit in peer.service.submits]
    assert first != second
    assert renders(filmed) == [(first, "failed"), (second, "saved")]


async def test_a_render_that_fails_twice_has_failed(filmed: Studio, peer: Peer) -> None:
    peer.service.render_states = [{"status": "failed", "error": "no \x1b[31mGPU"}]
    with pytest.raises(RenderFailed, match=r"could not render the film: no \[31mGPU") as failed:
        await collect(filmed.export())
    assert failed.value.exit_status == 1
    assert len(peer.service.renders) == 2
    assert [stage for _, stage in renders(filmed)] == ["failed", "failed"]


async def test_an_interrupted_export_cancels_its_render(filmed: Studio, peer: Peer) -> None:
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    started = asyncio.Event()

    async def export() -> None:
        async for event in filmed.export():
            if isinstance(event, Rendering) and event.status == "processing":
                started.set()

    task = asyncio.create_task(export())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    [render_id] = peer.service.renders
    assert peer.service.cancelled == {render_id}
    assert renders(filmed) == [(render_id, "cancelled")]


async def test_an_abandoned_export_cancels_its_render_too(filmed: Studio, peer: Peer) -> None:
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    async with aclosing(filmed.export()) as export:
        async for event in export:
            if isinstance(event, Rendering):
                break
    assert peer.service.cancelled == set(peer.service.renders)


async def test_a_render_that_is_kept_goes_on_and_is_picked_up_at_the_next_start(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    peer.service.draft = draft()
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    async with Studio(settings(), keep_renders=True) as studio, aclosing(studio.export()) as export:
        async for event in export:
            if isinstance(event, Rendering):
                break
    assert peer.service.cancelled == set()
    peer.service.render_states = COMPLETED
    async with Studio(settings()) as studio:
        await collect(studio.connect())
        assert studio.has_unfinished_export
        [waiting] = await studio.unfinished_renders()
        [done] = told(await collect(studio.resume(waiting.id)), Exported)
        assert Path(done.path).name == "Untitled.mp4"
        assert not studio.has_unfinished_export
        assert await studio.unfinished_renders() == []
    assert len(peer.service.submits) == 1


async def test_a_render_that_is_picked_up_for_another_place_goes_there_at_last(
    settings: Callable[..., Settings], peer: Peer, tmp_path: Path
) -> None:
    peer.service.draft = draft()
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    for name in ("first.mp4", "second.mp4"):
        async with Studio(settings(), keep_renders=True) as studio, aclosing(studio.export(tmp_path / name)) as export:
            async for event in export:
                if isinstance(event, Rendering) and event.status == "processing":
                    break
    peer.service.render_states = COMPLETED
    async with Studio(settings()) as studio:
        await collect(studio.connect())
        [waiting] = await studio.unfinished_renders()
        [done] = told(await collect(studio.resume(waiting.id)), Exported)
    assert done.path == str(tmp_path / "second.mp4")
    assert len(peer.service.submits) == 1


async def test_exporting_again_goes_on_with_the_render_of_the_same_film(
    settings: Callable[..., Settings], peer: Peer, tmp_path: Path
) -> None:
    peer.service.draft = draft()
    async with Studio(settings(render_limit=0.01)) as studio:
        peer.service.render_states = [{"status": "processing", "progress": 0.1}]
        with pytest.raises(RenderUnfinished) as unfinished:
            await collect(studio.export(tmp_path / "one.mp4"))
        assert "again" in unfinished.value.advice
    peer.service.render_states = COMPLETED
    async with Studio(settings()) as studio:
        heard = await collect(studio.export(tmp_path / "two.mp4"))
        assert any("already asked for" in notice.text for notice in told(heard, Notice))
        assert [event.path for event in told(heard, Exported)] == [str(tmp_path / "two.mp4")]
    assert len(peer.service.submits) == 1


async def test_another_film_is_another_render(settings: Callable[..., Settings], peer: Peer) -> None:
    peer.service.draft = draft()
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    async with Studio(settings(), keep_renders=True) as studio:
        async with aclosing(studio.export()) as export:
            async for event in export:
                if isinstance(event, Rendering):
                    break
        peer.service.draft, peer.service.render_states = draft(title="Other"), COMPLETED
        await exported(studio)
    assert len(peer.service.renders) == 2


async def test_an_id_that_was_never_sent_is_sent_at_the_next_start(filmed: Studio, peer: Peer) -> None:
    # As after a kill between the write and the request.
    session = filmed._workspace.session
    filmed.store.add_render(
        Render("render_1", session.project, session.session_id, session.server, fingerprint(draft()), "new", "/x.mp4")
    )
    await exported(filmed)
    assert [submit["id"] for submit in peer.service.submits] == ["render_1"]
    assert renders(filmed) == [("render_1", "saved")]


async def test_a_job_that_was_killed_while_rendering_is_found_again(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    peer.service.draft = draft()
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    async with Studio(settings(), fresh=True, job_key="job", keep_renders=True) as studio:
        first = studio.project.id
        async with aclosing(studio.export()) as export:
            async for event in export:
                if isinstance(event, Rendering):
                    break
    peer.service.render_states = COMPLETED
    async with Studio(settings(), fresh=True, job_key="other job") as studio:
        await collect(studio.connect())
        assert not studio.has_unfinished_export
        assert studio.project.id != first
    async with Studio(settings(), fresh=True, job_key="job") as studio:
        await collect(studio.connect())
        assert studio.has_unfinished_export
        assert studio.project.id == first
        await exported(studio)
    async with Studio(settings(), fresh=True, job_key="job") as studio:
        assert studio.project.id != first, "a finished job is begun anew"
    assert len(peer.service.submits) == 1


async def test_a_film_is_not_exported_twice_at_once(filmed: Studio, peer: Peer) -> None:
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    async with aclosing(filmed.export()) as first:
        async for event in first:
            if isinstance(event, Rendering):
                break
        with pytest.raises(StudioError, match="exported already"):
            await collect(filmed.export())
    assert len(peer.service.submits) == 1


async def test_a_render_that_the_service_forgets_is_not_followed_for_ever(filmed: Studio, peer: Peer) -> None:
    peer.always(*LOOK, replies.code(404, "no such render", status=404))
    with pytest.raises(NotFound):
        await collect(filmed.export())


async def test_a_render_that_someone_cancelled_is_said(filmed: Studio, peer: Peer) -> None:
    peer.service.render_states = [{"status": "cancelled"}]
    with pytest.raises(RenderFailed, match="cancelled"):
        await collect(filmed.export())
    assert [stage for _, stage in renders(filmed)] == ["cancelled"]


async def test_a_render_can_be_cancelled_by_its_id(settings: Callable[..., Settings], peer: Peer) -> None:
    peer.service.draft = draft()
    peer.service.render_states = [{"status": "processing", "progress": 0.1}]
    async with Studio(settings(), keep_renders=True) as studio:
        async with aclosing(studio.export()) as export:
            async for event in export:
                if isinstance(event, Rendering):
                    await studio.cancel(event.id)
                    break
        assert peer.service.cancelled == set(peer.service.renders)
        assert await studio.unfinished_renders() == []
        with pytest.raises(NemoError):
            await studio.cancel("render_0")
