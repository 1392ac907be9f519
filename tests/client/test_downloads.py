"""Fetching a film: under another name, resumed where it broke, started over when it is another one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shorts_tui.client.errors import (
    ConnectionLost,
    DamagedDownload,
)
from shorts_tui.client.partfile import Note, PartFile
from tests.client.films import FALLBACK, FILM, HEAD, ROUTE, URL, fetched, left, ranges
from tests.client.kit import Kit, ignored, unchecked
from tests.peer import replies
from tests.peer.server import Peer
from tests.peer.service import film


async def test_a_film_is_fetched_under_another_name_and_renamed_when_it_is_checked(
    any_peer: Peer, kit: Kit, target: Path
) -> None:
    any_peer.service.film = FILM
    told: list[tuple[int, int]] = []
    seen: list[tuple[list[str], bytes]] = []
    async with kit.client(any_peer) as client:
        size = await client.download(
            "r",
            f"{any_peer.base_url}{URL}",
            target,
            lambda *step: told.append(step),
            lambda part: seen.append((left(target), part.read_bytes())),
        )
    assert size == len(FILM)
    assert seen == [(["out.mp4.part", "out.mp4.part.json"], FILM)]
    assert left(target) == ["out.mp4"]
    assert target.read_bytes() == FILM
    assert told[-1] == (size, size)


async def test_a_relative_address_is_of_the_service(peer: Peer, kit: Kit, target: Path) -> None:
    peer.service.film = FILM
    async with kit.client(peer) as client:
        await client.download("r", "films/r.mp4", target, ignored, unchecked)
    assert peer.routes == [f"GET {URL}"]


@pytest.mark.parametrize("reset", [False, True])
async def test_a_film_that_breaks_off_is_resumed_where_it_broke(
    peer: Peer, kit: Kit, target: Path, reset: bool
) -> None:
    def torn(seen: replies.Seen) -> replies.Reply:
        return film(seen, FILM).but(cut_after=30_000, reset=reset, pause=0.001, piece=10_000)

    peer.on(*ROUTE, *[torn] * 3)
    await fetched(peer, kit, target)
    starts = [int(value.removeprefix("bytes=").rstrip("-")) for value in ranges(peer)[1:]]
    assert starts == sorted(starts)
    assert reset or starts == [30_000, 60_000, 90_000]
    assert {seen.headers["if-range"] for seen in peer.seen[1:]} == {'"film-1"'}
    assert target.read_bytes() == FILM


async def test_a_server_that_sends_a_few_bytes_at_a_time_is_asked_until_the_film_is_whole(
    peer: Peer, kit: Kit, target: Path
) -> None:
    step, head = 30_000, {**HEAD, "ETag": '"film-1"'}

    def slice_of(seen: replies.Seen) -> replies.Reply:
        start = int(seen.headers["range"].removeprefix("bytes=").rstrip("-"))
        end = min(start + step, len(FILM))
        said = f"bytes {start}-{end - 1}/{len(FILM)}"
        return replies.Reply(206, {**head, "Content-Range": said}, FILM[start:end])

    peer.on(*ROUTE, replies.Reply(200, head, FILM, cut_after=step))
    peer.always(*ROUTE, slice_of)
    await fetched(peer, kit, target)
    assert target.read_bytes() == FILM
    assert set(peer.routes) == {f"GET {URL}"}


async def test_a_film_cut_after_any_byte_arrives_whole(peer: Peer, kit: Kit, target: Path) -> None:
    content = FILM[:600]
    peer.service.film = content
    for after in range(1, 600, 23):
        peer.on(*ROUTE, replies.Reply(200, {**HEAD, "ETag": '"film-1"'}, content, cut_after=after))
        async with kit.client(peer) as client:
            await client.download("r", f"{peer.base_url}{URL}", target, ignored, unchecked)
        assert target.read_bytes() == content
    assert left(target) == ["out.mp4"]


async def test_a_film_is_resumed_by_the_next_start_of_the_program(peer: Peer, kit: Kit, target: Path) -> None:
    peer.always(*ROUTE, lambda seen: film(seen, FILM).but(cut_after=0))
    peer.always("GET", "/api/render/*", replies.html(404))
    peer.on(*ROUTE, lambda seen: film(seen, FILM).but(cut_after=50_000))
    with pytest.raises(ConnectionLost):
        await fetched(peer, kit, target)
    assert left(target) == ["out.mp4.part", "out.mp4.part.json"]
    peer.always(*ROUTE, lambda seen: film(seen, FILM))
    await fetched(peer, kit, target)
    assert ranges(peer)[-1] == "bytes=50000-"
    assert (left(target), target.read_bytes()) == (["out.mp4"], FILM)


async def test_a_film_that_changed_meanwhile_is_fetched_anew(peer: Peer, kit: Kit, target: Path) -> None:
    old = b"o" * len(FILM)
    peer.on(*ROUTE, lambda seen: film(seen, old, '"old"').but(cut_after=50_000))
    peer.always(*ROUTE, lambda seen: film(seen, FILM, '"new"'))
    await fetched(peer, kit, target)
    assert ranges(peer) == ["", "bytes=50000-"]
    assert target.read_bytes() == FILM


async def test_a_server_without_ranges_sends_it_all_again(peer: Peer, kit: Kit, target: Path) -> None:
    whole = replies.Reply(200, {**HEAD, "ETag": '"x"'}, FILM)
    peer.on(*ROUTE, whole.but(cut_after=90_000), whole)
    await fetched(peer, kit, target)
    assert ranges(peer) == ["", "bytes=90000-"]
    assert target.read_bytes() == FILM


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
async def test_without_a_strong_validator_nothing_is_resumed(
    peer: Peer, kit: Kit, target: Path, headers: dict[str, str]
) -> None:
    whole = replies.Reply(200, {**HEAD, **headers}, FILM)
    peer.on(*ROUTE, whole.but(cut_after=90_000), whole)
    await fetched(peer, kit, target)
    assert ranges(peer) == ["", ""]


async def test_a_date_is_a_validator(peer: Peer, kit: Kit, target: Path) -> None:
    date = "Tue, 14 Nov 2023 22:14:20 GMT"
    rest = replies.Reply(206, {**HEAD, "Content-Range": f"bytes 90000-{len(FILM) - 1}/{len(FILM)}"}, FILM[90_000:])
    peer.on(*ROUTE, replies.Reply(200, {**HEAD, "Last-Modified": date}, FILM, cut_after=90_000), rest)
    await fetched(peer, kit, target)
    assert peer.seen[1].headers["if-range"] == date


async def test_a_part_of_another_film_or_address_is_not_resumed(peer: Peer, kit: Kit, target: Path) -> None:
    for render_id, source in (("other", f"{peer.base_url}{URL}"), ("r", "https://elsewhere.invalid/r.mp4")):
        with PartFile(target) as part:
            part.begin(Note(render_id, source, '"film-1"'))
            part.append(b"x" * 1000)
        await fetched(peer, kit, target)
        assert target.read_bytes() == FILM
    assert ranges(peer) == ["", ""]


@pytest.mark.parametrize("note", ["", "{}", "[1]", '{"render_id": 1, "source": 2, "validator": 3}', "\x00"])
async def test_a_spoiled_note_means_starting_over(peer: Peer, kit: Kit, target: Path, note: str) -> None:
    target.with_name("out.mp4.part").write_bytes(b"x" * 1000)
    target.with_name("out.mp4.part.json").write_text(note)
    await fetched(peer, kit, target)
    assert ranges(peer) == [""]
    assert target.read_bytes() == FILM


async def test_a_whole_part_needs_no_more_bytes(peer: Peer, kit: Kit, target: Path) -> None:
    with PartFile(target) as part:
        part.begin(Note("r", f"{peer.base_url}{URL}", '"film-1"'))
        part.append(FILM)
    await fetched(peer, kit, target)
    assert ranges(peer) == [f"bytes={len(FILM)}-"]
    assert target.read_bytes() == FILM


async def test_a_part_that_is_longer_than_the_film_is_fetched_anew(peer: Peer, kit: Kit, target: Path) -> None:
    with PartFile(target) as part:
        part.begin(Note("r", f"{peer.base_url}{URL}", '"film-1"'))
        part.append(FILM + b"x")
    await fetched(peer, kit, target)
    assert ranges(peer) == [f"bytes={len(FILM) + 1}-", ""]
    assert target.read_bytes() == FILM


WRONG_PARTS = [
    {"Content-Range": f"bytes 5-{len(FILM) - 1}/{len(FILM)}"},
    {"Content-Range": "nonsense"},
    {},
    {"Content-Range": f"bytes 90000-{len(FILM) - 1}/{len(FILM)}", "ETag": '"another"'},
]


@pytest.mark.parametrize("headers", WRONG_PARTS)
async def test_another_part_than_was_asked_for_is_not_used(
    peer: Peer, kit: Kit, target: Path, headers: dict[str, str]
) -> None:
    peer.on(
        *ROUTE,
        lambda seen: film(seen, FILM).but(cut_after=90_000),
        replies.Reply(206, {**HEAD, **headers}, b"?" * 1000),
    )
    await fetched(peer, kit, target)
    assert target.read_bytes() == FILM


@pytest.mark.parametrize("length", [len(FILM) + 10, 10**12])
async def test_a_length_that_is_too_long_ends_in_the_film_or_an_error(
    peer: Peer, kit: Kit, target: Path, length: int
) -> None:
    peer.always(*ROUTE, replies.Reply(200, HEAD, FILM, length=length))
    await fetched(peer, kit, target)
    assert peer.routes[-1] == FALLBACK
    assert target.read_bytes() == FILM


async def test_a_length_that_is_too_short_is_found_by_the_check(peer: Peer, kit: Kit, target: Path) -> None:
    for path in (URL, "/api/render/*"):
        peer.always("GET", path, replies.Reply(200, HEAD, FILM, length=1000))
    with pytest.raises(DamagedDownload):
        await fetched(peer, kit, target)
    assert left(target) == []


def test_a_part_remembers_what_it_is_of(target: Path) -> None:
    note = Note("r", "https://cdn.invalid/r.mp4", '"x"')
    with PartFile(target) as part:
        part.begin(note)
        part.append(b"abc")
        part.append(bytearray(b"def"))
    assert json.loads(target.with_name("out.mp4.part.json").read_text())["render_id"] == "r"
    with PartFile(target) as part:
        assert (part.note, part.size) == (note, 6)
        part.sync()
        part.publish()
    assert (left(target), target.read_bytes()) == (["out.mp4"], b"abcdef")
