"""Exports with a scripted service: what is checked and sent, and the file that comes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.errors import DamagedDownload, PlanBlocked
from shorts_tui.studio.errors import BadTarget, NothingToExport
from shorts_tui.studio.events import Exported, Notice, Rendering
from shorts_tui.studio.studio import Studio
from tests.peer import replies, service
from tests.peer.server import Peer
from tests.studio.conftest import collect, failing, told
from tests.studio.drafts import draft
from tests.studio.exports import FILM, LOOK, SUBMIT, exported, renders
from tests.studio.films import mp4


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


async def test_a_blocked_plan_is_said_without_a_word_of_credits(filmed: Studio, peer: Peer) -> None:
    peer.on(*SUBMIT, replies.code(402, "insufficient credits", status=402))
    with pytest.raises(PlanBlocked) as blocked:
        await collect(filmed.export())
    assert (
        f"{blocked.value.message} {blocked.value.advice}".strip() == "Register or upgrade your plan to unlock export."
    )
    assert blocked.value.exit_status == 3


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


@pytest.mark.parametrize(
    ("form", "name"),
    [("draft", "Untitled.json"), ("srt", "Untitled.srt"), ("vtt", "Untitled.vtt"), ("ass", "Untitled.ass")],
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
