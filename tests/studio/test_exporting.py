"""Exports with a scripted service: every shape and spell of a render, and the file that comes of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.errors import DamagedDownload, NemoError, NotFound, PlanBlocked
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import BadTarget, NothingToExport, RenderFailed, RenderUnfinished, StudioError
from shorts_tui.studio.events import Exported, Notice, Rendering
from shorts_tui.studio.project import Render, RenderStage, fingerprint
from shorts_tui.studio.studio import Studio
from tests.peer import replies, service
from tests.peer.server import Peer
from tests.studio.conftest import collect, failing
from tests.studio.drafts import draft
from tests.studio.films import mp4

SUBMIT = ("POST", "/api/render/proxy/lambda")
LOOK = ("GET", "/api/render/proxy/lambda/*")
FILM = ("GET", "/films/*")
COMPLETED: list[dict[str, Any]] = [{"status": "completed"}]


def told(events: list[Any], *kinds: type) -> list[Any]:
    return [event for event in events if isinstance(event, kinds)]


def renders(studio: Studio) -> list[tuple[str, RenderStage]]:
    return [(render.id, render.stage) for render in reversed(studio.store.renders(studio.project.id))]


@pytest.fixture
async def filmed(studio: Studio, peer: Peer) -> Studio:
    """A connected studio with a film."""
    peer.service.draft = draft()
    await collect(studio.connect())
    return studio


async def exported(studio: Studio, *args: Any, **keys: Any) -> Exported:
    [done] = told(await collect(studio.export(*args, **keys)), Exported)
    assert isinstance(done, Exported)
    return done


async def test_a_film_is_rendered_followed_fetched_and_checked(filmed: Studio, peer: Peer, tmp_path: Path) -> None:
    heard = await collect(filmed.export(tmp_path / "out.mp4"))
    seen = [(event.status, event.progress) for event in told(heard, Rendering)]
    assert seen[:3] == [("pending", 0), ("processing", 0.5), ("completed", 1)]
    assert seen[3:] == [("downloading", 1.0)]
    [done] = told(heard, Exported)
    [render_id] = peer.service.renders
    content = mp4()
    assert done == Exported(
        str(tmp_path / "out.mp4"), len(content), 10.0, 1080, 1920, f"{peer.base_url}/films/{render_id}.mp4"
    )
    assert (tmp_path / "out.mp4").read_bytes() == content
    assert renders(filmed) == [(render_id, "saved")]


async def test_the_draft_is_sent_untouched(filmed: Studio, peer: Peer) -> None:
    await exported(filmed)
    [submit] = peer.service.submits
    assert json.dumps(submit["draft"]) == json.dumps(draft())
    assert submit["sessionId"] == "session-1"
    assert submit["output"] == {"format": "mp4", "quality": "high"}
    assert submit["id"].startswith("render_")
    assert submit["id"].removeprefix("render_").isdecimal()


async def test_an_empty_film_is_not_sent(studio: Studio, peer: Peer) -> None:
    films: list[Any] = [None, {"t": []}, {"t": [{"tt": 0, "sg": []}]}]
    for empty in films:
        peer.service.draft = empty
        with pytest.raises(NothingToExport, match="Nothing to export yet") as refused:
            await collect(studio.export())
        assert refused.value.exit_status == 1
    assert not peer.service.submits


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "completed", "output": {"url": "URL"}},
        {"status": "completed", "outputUrl": "URL"},
        {"success": True, "data": {"status": "completed", "output": {"url": "URL"}}},
        {"success": True, "data": {"status": "completed", "outputUrl": "URL"}},
        {"code": 0, "data": {"status": "completed", "progress": "100%"}, "output": {"url": "URL"}},
        {"code": 0, "data": {"status": "completed"}},
    ],
)
async def test_every_shape_of_a_finished_render_is_understood(
    filmed: Studio, peer: Peer, answer: dict[str, Any]
) -> None:
    text = json.dumps(answer).replace("URL", f"{peer.base_url}/films/any.mp4")
    peer.on(*LOOK, replies.as_json(json.loads(text)))
    assert (await exported(filmed)).bytes == len(mp4())


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


async def test_a_blocked_plan_is_said_without_a_word_of_credits(filmed: Studio, peer: Peer) -> None:
    peer.on(*SUBMIT, replies.code(402, "insufficient credits", status=402))
    with pytest.raises(PlanBlocked) as blocked:
        await collect(filmed.export())
    assert (
        f"{blocked.value.message} {blocked.value.advice}".strip() == "Register or upgrade your plan to unlock export."
    )
    assert blocked.value.exit_status == 3


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


@pytest.mark.parametrize("spoiled", [b"not a film at all", mp4()[:-5], mp4(0), mp4(size=(0, 0))])
async def test_a_file_that_is_no_whole_film_never_gets_the_name(filmed: Studio, peer: Peer, spoiled: bytes) -> None:
    peer.service.film = spoiled
    with pytest.raises(DamagedDownload):
        await collect(filmed.export(Path("film.mp4")))
    assert list(Path().iterdir()) == []
    assert [stage for _, stage in renders(filmed)] == ["failed"]
    peer.service.film = mp4()
    await exported(filmed, Path("film.mp4"))
    assert len(peer.service.renders) == 2


async def test_a_download_that_breaks_is_resumed(filmed: Studio, peer: Peer) -> None:
    film = mp4(media=bytes(300_000))
    peer.service.film = film
    peer.on(*FILM, *[lambda seen: service.film(seen, film).but(cut_after=100_000)] * 2)
    done = await exported(filmed)
    assert Path(done.path).read_bytes() == film
    ranges = [seen.headers.get("range") for seen in peer.seen if seen.path.startswith("/films/")]
    assert ranges == [None, "bytes=100000-", "bytes=200000-"]


async def test_an_address_that_fails_is_replaced_by_the_services_own_route(filmed: Studio, peer: Peer) -> None:
    peer.always(*FILM, replies.Reply(403, body=b"expired"))
    assert (await exported(filmed)).bytes == len(mp4())
    assert any(route.endswith("/download") for route in peer.routes)


async def test_a_file_is_named_after_the_project_and_never_overwritten(filmed: Studio, peer: Peer) -> None:
    await filmed.rename("../夏天: the cut")
    assert Path((await exported(filmed)).path) == Path.cwd() / "夏天 the cut.mp4"
    peer.service.draft = draft(title="Other")
    assert Path((await exported(filmed)).path) == Path.cwd() / "夏天 the cut (2).mp4"
    assert sorted(path.name for path in Path().iterdir()) == ["夏天 the cut (2).mp4", "夏天 the cut.mp4"]


async def test_a_named_file_is_replaced_only_when_that_was_asked_for(filmed: Studio, peer: Peer) -> None:
    Path("mine.mp4").write_bytes(b"mine")
    await exported(filmed, Path("mine.mp4"))
    assert Path("mine.mp4").read_bytes() == b"mine"
    assert Path("mine (2).mp4").read_bytes() == mp4()
    peer.service.draft = draft(title="Other")
    await exported(filmed, Path("mine.mp4"), overwrite=True)
    assert Path("mine.mp4").read_bytes() == mp4()


async def test_a_directory_takes_the_projects_name(filmed: Studio, tmp_path: Path) -> None:
    assert Path((await exported(filmed, tmp_path)).path) == tmp_path / "Untitled.mp4"


async def test_a_place_that_is_not_there_is_refused_before_anything_is_rendered(filmed: Studio, peer: Peer) -> None:
    with pytest.raises(BadTarget, match="no directory") as refused:
        await collect(filmed.export(Path("nowhere/film.mp4")))
    assert refused.value.exit_status == 2
    assert not peer.service.submits


async def test_a_forgotten_session_has_nothing_to_export(filmed: Studio, peer: Peer) -> None:
    await exported(filmed)
    peer.service.sessions.clear()
    heard, _ = await failing(filmed.export(), NothingToExport, "forgot")
    assert any("forgot" in notice.text for notice in told(heard, Notice))
    version = filmed.store.current_version(filmed.project.id)
    assert version is not None
    assert version.draft == draft()


async def test_an_address_with_a_token_in_it_is_not_shown(filmed: Studio, peer: Peer) -> None:
    peer.service.film_url = f"{peer.base_url}/films/x.mp4?t=nmv_usr_starter_canary"
    peer.on(*FILM, replies.Reply(200, {"Content-Type": "video/mp4"}, mp4()))
    assert (await exported(filmed)).link == ""


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


@pytest.mark.parametrize(
    ("form", "name"), [("draft", "Untitled.json"), ("srt", "Untitled.srt"), ("vtt", "Untitled.vtt")]
)
async def test_drafts_and_captions_are_written_without_a_render(
    filmed: Studio, peer: Peer, form: str, name: str
) -> None:
    peer.service.draft = draft(captions=2)
    [done] = told(await collect(filmed.export_as(form)), Exported)
    assert Path(done.path) == Path.cwd() / name
    assert done.bytes == Path(name).stat().st_size
    assert not peer.service.submits
    if form == "draft":
        assert json.loads(Path(name).read_text()) == draft(captions=2)
    else:
        assert "line 1" in Path(name).read_text()


async def test_a_note_on_the_film_is_told(filmed: Studio, peer: Peer, tmp_path: Path) -> None:
    peer.service.render_states = [{"status": "completed", "note": "No font draws it."}]
    heard = await collect(filmed.export(tmp_path / "out.mp4"))
    assert [notice.text for notice in told(heard, Notice)] == ["No font draws it."]
    assert told(heard, Exported)
