"""Films that an address does not give: found elsewhere, or refused with nothing left behind."""

from __future__ import annotations

import asyncio
import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from shorts_tui.client.errors import (
    BadToken,
    CantWrite,
    DamagedDownload,
    InvalidAnswer,
    NemoError,
    NotFound,
    PlanBlocked,
    ServiceError,
    Unreachable,
)
from tests.client.films import FALLBACK, FILM, HEAD, ROUTE, URL, fetched, left, ranges
from tests.client.kit import Kit, ignored, unchecked
from tests.peer import replies
from tests.peer.server import CERTIFICATE, Peer
from tests.peer.service import film

GONE = [
    replies.html(404), replies.html(403), replies.html(410), replies.html(400), replies.code(404, status=404),
    replies.Reply(403, {"Content-Type": "application/xml"}, b"<Error><Code>Expired</Code></Error>"),
    replies.html(200), replies.code(7000), replies.data({}), replies.redirect("ftp://x/"), replies.redirect(URL),
    replies.redirect("http://[bad"), replies.Reply(200, HEAD), replies.Reply(200, HEAD, b"not the film"),
    replies.Reply(204), replies.Reply(200, {**HEAD, "Content-Encoding": "gzip"}, b"x"),
]  # fmt: skip


@pytest.mark.parametrize("reply", GONE)
async def test_what_the_address_no_longer_gives_the_service_does(
    peer: Peer, kit: Kit, target: Path, reply: replies.Reply
) -> None:
    peer.always(*ROUTE, reply)
    await fetched(peer, kit, target)
    assert peer.routes[-1] == FALLBACK
    assert (left(target), target.read_bytes()) == (["out.mp4"], FILM)


@pytest.mark.parametrize("url", ["ftp://x/r.mp4", "file:///etc/passwd", "http://127.0.0.1:9/r.mp4", "http://[bad", "http://a:b/",
                                 "http://x/\x00"])  # fmt: skip
async def test_an_address_that_can_not_be_asked_falls_back_too(peer: Peer, kit: Kit, target: Path, url: str) -> None:
    peer.service.film = FILM
    async with kit.client(peer) as client:
        await client.download("r", url, target, ignored, unchecked)
    assert peer.routes == [FALLBACK]


async def test_without_an_address_the_service_is_asked(peer: Peer, kit: Kit, target: Path) -> None:
    await fetched(peer, kit, target, url="")
    assert peer.routes == [FALLBACK]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [(replies.code(404, status=404), NotFound), (replies.code(402, status=402), PlanBlocked),
     (replies.html(502), ServiceError), (replies.html(200), InvalidAnswer),
     (replies.Reply(200, HEAD), DamagedDownload)],
)  # fmt: skip
async def test_where_no_address_gives_it_the_reason_is_told_and_nothing_is_left(
    peer: Peer, kit: Kit, target: Path, reply: replies.Reply, kind: type[NemoError]
) -> None:
    peer.always("GET", "*", reply)
    with pytest.raises(kind):
        await fetched(peer, kit, target)
    assert left(target) == []


async def test_the_first_reason_counts_where_the_service_merely_does_not_know_the_film(
    peer: Peer, kit: Kit, target: Path
) -> None:
    peer.always(*ROUTE, replies.html(502))
    peer.always("GET", "/api/*", replies.html(404))
    with pytest.raises(ServiceError, match=r"trouble \(502\)"):
        await fetched(peer, kit, target)
    assert len(peer.seen) == 9


async def test_gateway_errors_are_survived(peer: Peer, kit: Kit, target: Path) -> None:
    peer.on(*ROUTE, *[replies.html(502)] * 3, replies.code(429, status=429), replies.Reply(raw=b""))
    await fetched(peer, kit, target)
    assert peer.routes == [f"GET {URL}"] * 6


async def test_silence_is_a_break(peer: Peer, kit: Kit, target: Path) -> None:
    peer.on(*ROUTE, lambda seen: film(seen, FILM).but(length=len(FILM), body=FILM[:40_000], hang=True))
    await fetched(peer, kit.but(transfer_idle=0.3), target)
    assert ranges(peer) == ["", "bytes=40000-"]


async def test_a_cdn_behind_redirects_is_found(peer: Peer, kit: Kit, target: Path) -> None:
    with Peer() as cdn:
        for hop in range(4):
            cdn.always("GET", f"/{hop}", replies.redirect(f"/{hop + 1}", 307))
        cdn.always("GET", "/4", lambda seen: film(seen, FILM))
        peer.always(*ROUTE, replies.redirect(f"{cdn.base_url}/0"))
        await fetched(peer, kit, target)
        assert [seen.path for seen in cdn.seen] == ["/0", "/1", "/2", "/3", "/4"]
    assert target.read_bytes() == FILM


async def test_redirects_that_lead_in_a_circle_are_left_after_five(peer: Peer, kit: Kit, target: Path) -> None:
    with Peer() as cdn:
        cdn.always("GET", "/circle", replies.redirect("/circle"))
        peer.always(*ROUTE, replies.redirect(f"{cdn.base_url}/circle"))
        peer.always("GET", "/api/render/*", replies.code(404, status=404))
        with pytest.raises(InvalidAnswer, match="leads astray"):
            await fetched(peer, kit, target)
        assert len(cdn.seen) == 5


async def test_a_film_of_a_safe_address_is_not_fetched_from_an_unsafe_one(
    kit: Kit, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv("NO_PROXY", "*")
    with Peer(tls=True) as safe, Peer() as unsafe:
        safe.always("GET", "*", replies.redirect(f"{unsafe.base_url}/film.mp4"))
        with pytest.raises(InvalidAnswer, match="leads astray"):
            await fetched(safe, kit, target)
        assert unsafe.seen == []


async def test_an_expired_token_is_renewed_for_a_download(peer: Peer, kit: Kit, target: Path) -> None:
    peer.service.film = FILM
    tokens = kit.anonymous(peer)
    await tokens.get()
    peer.service.accepted.clear()
    async with kit.client(peer, tokens) as client:
        await client.download("r", f"{peer.base_url}{URL}", target, ignored, unchecked)
    assert target.read_bytes() == FILM
    assert [seen.token for seen in peer.seen if seen.path == URL] == ["nmv_usr_starter_canary", "nmv_usr_second_canary"]


async def test_a_token_that_is_never_accepted_ends_a_download(peer: Peer, kit: Kit, target: Path) -> None:
    peer.service.accepted.clear()
    with pytest.raises(BadToken):
        await fetched(peer, kit, target)
    assert len(peer.seen) == 1
    assert left(target) == []


async def test_a_damaged_film_leaves_nothing_behind(peer: Peer, kit: Kit, target: Path) -> None:
    peer.always("GET", "*", replies.Reply(200, {**HEAD, "ETag": '"x"'}, b"not the film"))
    with pytest.raises(DamagedDownload, match="not the film"):
        await fetched(peer, kit, target)
    assert left(target) == []


async def test_an_older_film_stays_until_the_new_one_is_whole(peer: Peer, kit: Kit, target: Path) -> None:
    target.write_bytes(b"older")
    peer.on("GET", "*", *[replies.html(404)] * 2)
    with pytest.raises(NotFound):
        await fetched(peer, kit, target)
    assert target.read_bytes() == b"older"
    await fetched(peer, kit, target)
    assert target.read_bytes() == FILM


async def test_a_cancelled_download_keeps_its_part_for_later(peer: Peer, kit: Kit, target: Path) -> None:
    begun = asyncio.Event()
    peer.on(*ROUTE, lambda seen: film(seen, FILM * 10).but(length=len(FILM) * 20, hang=True))

    def on_progress(done: int, total: int) -> None:
        begun.set()

    async with kit.client(peer) as client:
        task = asyncio.create_task(client.download("r", f"{peer.base_url}{URL}", target, on_progress, unchecked))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert left(target) == ["out.mp4.part", "out.mp4.part.json"]


async def test_a_place_that_can_not_be_written_is_one_sentence(peer: Peer, kit: Kit, target: Path) -> None:
    for place in (target.parent / "missing" / "out.mp4", target.parent / ("x" * 300)):
        with pytest.raises(CantWrite, match="can't be written"):
            await fetched(peer, kit, place)
    assert peer.seen == []


async def test_a_part_that_is_a_link_is_not_followed(peer: Peer, kit: Kit, target: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    target.with_name("out.mp4.part").symlink_to(tmp_path / "precious")
    with pytest.raises(CantWrite):
        await fetched(peer, kit, target)
    assert (tmp_path / "precious").read_text() == "precious"


async def test_two_programs_do_not_write_to_one_part(peer: Peer, kit: Kit, target: Path) -> None:
    with target.with_name("out.mp4.part").open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(CantWrite, match="Another program is downloading"):
            await fetched(peer, kit, target)


_FULL = """
import asyncio, resource, signal, sys
from pathlib import Path
from shorts_tui.client.auth import FixedToken
from shorts_tui.client.errors import CantWrite
from shorts_tui.client.attribution import Attribution
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.timing import ClientTiming

async def main():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    async with NemoClient(Endpoint(sys.argv[1]), FixedToken("nmv_usr_environment"), Attribution("a", "1", "b"),
                          timing=ClientTiming()) as client:
        try:
            await client.download("r", "", Path(sys.argv[2]), lambda done, total: None, lambda part: None)
        except CantWrite as error:
            print(error)

asyncio.run(main())
"""


def test_a_full_disk_is_told_and_leaves_nothing(peer: Peer, target: Path) -> None:
    """A limit on the size of files stands in for the disk."""
    peer.service.film = FILM
    done = subprocess.run(
        [sys.executable, "-c", _FULL, peer.base_url, str(target)], capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert done.stdout == f"There is no room on the disk for {target}.\n"
    assert left(target) == []


async def test_an_unreachable_service_is_told(kit: Kit, target: Path) -> None:
    with Peer() as gone:
        endpoint = gone.endpoint
    async with kit.client(endpoint) as client:
        with pytest.raises(Unreachable):
            await client.download("r", "", target, ignored, unchecked)
    assert left(target) == []
