"""An engine as a process of its own, and what clients do with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from shorts_tui.engine import process
from shorts_tui.paths import Locations, locations

ROOT = Path(__file__).parents[2]
ATTRIBUTION = {"X-Skill-Source": "free-shorts", "X-Skill-Version": "1.0", "X-Skill-Platform": "unknown"}


def eventually(condition: Callable[[], Any], *, within: float = 30) -> Any:
    """The first truthy value of a condition that is bound to come true."""
    deadline = time.monotonic() + within
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError("it never happened")
        time.sleep(0.005)
    return value


def frames(body: bytes) -> list[dict[str, Any]]:
    """The events of a whole stream."""
    return [json.loads(block.removeprefix(b"data: ")) for block in body.split(b"\n\n") if block]


class EngineProcess:
    """An engine of its own: `module` is what is run, `env` what is added to its environment."""

    def __init__(self, home: Path, module: str, env: dict[str, str]) -> None:
        self.home = home
        self.module = module
        self.env = {**env, "SHORTS_TUI_HOME": str(home)}
        self.process: subprocess.Popen[bytes] | None = None
        self.client: httpx.Client | None = None

    @property
    def where(self) -> Locations:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SHORTS_TUI_HOME", str(self.home))
            return locations()

    def start(self) -> EngineProcess:
        self.where.logs.mkdir(parents=True, exist_ok=True)
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module],
                cwd=ROOT,
                env={**os.environ, **self.env},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.connect(eventually(self._found))
        return self

    def _found(self) -> process.EngineAddress | None:
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError((self.home / "output.txt").read_text())
        return process.find(self.where)

    def connect(self, address: process.EngineAddress) -> None:
        if self.client is not None:
            self.client.close()
        self.address = address
        self.client = self.another_client(address.token)

    def another_client(self, token: str | None) -> httpx.Client:
        headers = {**ATTRIBUTION, **({"Authorization": f"Bearer {token}"} if token else {})}
        path = str(self.address.socket) if self.address.socket else None
        transport = httpx.HTTPTransport(uds=path)
        return httpx.Client(transport=transport, base_url=self.address.base_url, headers=headers, timeout=30)

    @property
    def http(self) -> httpx.Client:
        assert self.client is not None
        return self.client

    def kill(self) -> None:
        """As by a crash, or by the kernel when memory runs out."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def end(self, sign: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(sign)
        return self.process.wait(30)

    def close(self) -> None:
        if self.client is not None:
            self.client.close()
        if self.process is not None and self.process.poll() is None:
            self.kill()
        process.stop(self.where)

    # What clients do.

    def session(self, language: str = "en") -> str:
        answer = self.http.post(
            "/api/tasks/me/with-session/nemo_agent", json={"task_name": "project", "language": language}
        )
        return str(answer.json()["data"]["session_id"])

    def upload(self, session: str, *files: tuple[str, bytes]) -> httpx.Response:
        parts = [("files", file) for file in files]
        return self.http.post(f"/api/upload-video/nemo_agent/me/{session}", files=parts)

    @staticmethod
    def message(session: str, text: str) -> dict[str, Any]:
        return {
            "app_name": "nemo_agent",
            "user_id": "me",
            "session_id": session,
            "new_message": {"parts": [{"text": text}]},
        }

    def say(self, session: str, text: str) -> list[dict[str, Any]]:
        answer = self.http.post("/run_sse", json=self.message(session, text))
        assert answer.status_code == 200, answer.text
        return frames(answer.content)

    def state(self, session: str) -> dict[str, Any]:
        answer = self.http.get(f"/api/state/nemo_agent/me/{session}/latest")
        state: dict[str, Any] = answer.json()["data"]["state"]
        return state

    def submit(self, session: str, render: str, draft: Any) -> httpx.Response:
        body = {"id": render, "sessionId": session, "draft": draft, "output": {"format": "mp4", "quality": "high"}}
        return self.http.post("/api/render/proxy/lambda", json=body)

    def render(self, render: str) -> dict[str, Any]:
        data: dict[str, Any] = self.http.get(f"/api/render/proxy/lambda/{render}").json()["data"]
        return data

    def rendered(self, render: str) -> dict[str, Any]:
        """The render once it has ended, however it did."""
        ended = ("completed", "failed", "cancelled")
        found: dict[str, Any] = eventually(
            lambda: data if (data := self.render(render))["status"] in ended else None, within=60
        )
        return found

    @property
    def log(self) -> str:
        return (self.where.logs / "engine.log").read_text()


EngineFactory = Callable[..., EngineProcess]
"""Makes an engine that is not yet started: the module to run, and environment variables as keyword arguments."""


class Gates:
    """Lets the scripted work of an engine go on, and knows how far it has come."""

    def __init__(self, home: Path) -> None:
        self.directory = home / "gates"

    def open(self, name: str) -> None:
        (self.directory / name).touch()

    def reached(self, name: str) -> None:
        eventually((self.directory / f"{name}.reached").exists)

    @property
    def films_begun(self) -> list[int]:
        """The durations of the films whose rendering was begun."""
        book = self.directory / "rendered"
        return [int(line) for line in book.read_text().split()] if book.exists() else []


def script(*steps: list[Any]) -> str:
    """What to say to the scripted director."""
    return json.dumps(steps)
