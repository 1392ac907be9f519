"""What any server of this API does, whoever runs it: the same tests on the embedded engine and on the peer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from shorts_tui.client.attribution import Attribution
from shorts_tui.client.errors import BadToken, NoSession, NotFound, PlanBlocked
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.renders import RenderStatus
from shorts_tui.protocol.events import TextPiece
from shorts_tui.protocol.models import RenderRequest
from shorts_tui.studio.mp4 import read_movie, verify
from shorts_tui.timeline.draft import decode
from tests.conformance.conftest import Server


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


async def session_with_film(client: NemoClient, server: Server) -> str:
    """A session whose draft has a clip."""
    session = await client.create_session("en")
    await client.upload(session.session_id, server.film, server.film.name, quiet)
    async for _ in client.say(session.session_id, "keep the first 1 second"):
        pass
    return session.session_id


async def finished(client: NemoClient, render_id: str) -> RenderStatus:
    """The render when it is over."""
    async with asyncio.timeout(60):
        while True:
            status = await client.render_status(render_id)
            if status.state in ("completed", "failed", "cancelled"):
                return status
            await asyncio.sleep(0.05)


async def test_a_new_session_has_an_id_and_no_film(server: Server) -> None:
    async with server.client() as client:
        session = await client.create_session("en")
        assert session.session_id
        assert session.task_id
        assert decode((await client.state(session.session_id)).draft).is_empty


async def test_a_session_can_be_claimed(server: Server) -> None:
    async with server.client() as client:
        session = await client.create_session("en")
        assert (await client.claim_link(session.task_id, session.session_id)).startswith("clm_")


async def test_another_token_is_refused(server: Server) -> None:
    async with server.client(token="nmv_usr_somebody_else") as client:
        with pytest.raises(BadToken) as refused:
            await client.create_session("en")
    assert refused.value.exit_status == 3
    assert "nmv_usr" not in f"{refused.value.message}{refused.value.advice}"


async def test_an_unknown_session_is_no_session(server: Server) -> None:
    async with server.client() as client:
        with pytest.raises(NoSession):
            await client.state("nowhere")
        with pytest.raises(NoSession):
            async for _ in client.say("nowhere", "hello"):
                pass


async def test_credits_are_numbers(server: Server) -> None:
    async with server.client() as client:
        left = await client.credits()
    assert left.available + left.frozen == left.total


async def test_an_upload_is_acknowledged_with_its_name_and_length(server: Server) -> None:
    told: list[tuple[int, int]] = []
    async with server.client() as client:
        session = await client.create_session("en")
        file = await client.upload(session.session_id, server.film, "夏日 'beach'.mp4", lambda *now: told.append(now))
        state = await client.state(session.session_id)
    assert file.filename == "夏日 'beach'.mp4"
    assert file.duration is not None
    assert file.duration > 0
    assert len(state.video_infos) >= 1
    size = server.film.stat().st_size
    assert told[-1][0] == told[-1][1] >= size


async def test_a_turn_says_something_and_changes_the_draft(server: Server) -> None:
    async with server.client() as client:
        session = await client.create_session("en")
        await client.upload(session.session_id, server.film, "clip.mp4", quiet)
        said = [piece async for piece in client.say(session.session_id, "keep the first 1 second")]
        draft = decode((await client.state(session.session_id)).draft)
    assert any(isinstance(piece, TextPiece) and piece.text and not piece.partial for piece in said)
    assert not draft.is_empty


async def test_a_render_ends_in_a_film(server: Server, tmp_path: Path) -> None:
    async with server.client() as client:
        session = await session_with_film(client, server)
        draft = (await client.state(session)).draft
        await client.submit_render(RenderRequest(id="render_1", session_id=session, draft=draft))
        status = await finished(client, "render_1")
        assert status.state == "completed", status.message
        out = tmp_path / "film.mp4"
        size = await client.download("render_1", status.url, out, quiet, verify)
    assert size == out.stat().st_size
    assert read_movie(out).width > 0
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


async def test_a_render_asked_for_twice_is_one_render(server: Server) -> None:
    async with server.client() as client:
        session = await session_with_film(client, server)
        draft = (await client.state(session)).draft
        request = RenderRequest(id="render_2", session_id=session, draft=draft)
        first = await client.submit_render(request)
        second = await client.submit_render(request)
        assert first.id == second.id == "render_2"
        assert (await finished(client, "render_2")).state == "completed"


async def test_a_render_can_be_cancelled(server: Server) -> None:
    async with server.client() as client:
        session = await session_with_film(client, server)
        draft = (await client.state(session)).draft
        await client.submit_render(RenderRequest(id="render_3", session_id=session, draft=draft))
        await client.cancel_render("render_3")
        # A short film may have been finished before the word reached the renderer.
        assert (await finished(client, "render_3")).state in ("cancelled", "completed")


async def test_an_unknown_render_is_not_found(server: Server) -> None:
    async with server.client() as client:
        with pytest.raises(NotFound):
            await client.render_status("render_nowhere")


async def test_without_attribution_a_render_is_blocked(server: Server) -> None:
    async with server.client() as client:
        session = await session_with_film(client, server)
        draft = (await client.state(session)).draft
    async with server.client(skill=Attribution("", "", "")) as client:
        with pytest.raises(PlanBlocked) as blocked:
            await client.submit_render(RenderRequest(id="render_4", session_id=session, draft=draft))
    assert "Register or upgrade your plan to unlock export." in f"{blocked.value.message} {blocked.value.advice}"
    assert "credit" not in f"{blocked.value.message} {blocked.value.advice}".lower()
