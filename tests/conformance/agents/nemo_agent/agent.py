"""A scripted agent for a real google-adk API server: the user's text names the script that it plays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event, EventActions
from google.genai import types

DRAFT = {
    "v": 1,
    "d": 10000,
    "t": [
        {"tt": 0, "sg": [{"s": 0, "d": 10000, "m": {"name": "city timelapse"}}]},
        {"tt": 7, "sg": [{"s": 0, "d": 3000, "m": {"text": "Urban Dreams", "role": "title"}}]},
    ],
}


def _text(text: str, *, thought: bool = False) -> types.Part:
    return types.Part(text=text, thought=thought or None)


def _call(name: str, **args: Any) -> types.Part:
    return types.Part(function_call=types.FunctionCall(id="call_1", name=name, args=args))


def _answer(name: str, **response: Any) -> types.Part:
    return types.Part(function_response=types.FunctionResponse(id="call_1", name=name, response=response))


class Scripted(BaseAgent):
    """Plays `plain`, `partial`, `twice`, `thought`, `edit`, `silent`, `unicode`, `raise` or `error`."""

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        content = ctx.user_content
        words = "".join(part.text or "" for part in content.parts or []) if content else ""
        for parts, partial, delta in _script(words.strip()):
            yield Event(
                author=self.name,
                invocation_id=ctx.invocation_id,
                partial=partial,
                content=types.Content(role="model", parts=parts) if parts else None,
                actions=EventActions(state_delta=delta or {}),
            )
            await asyncio.sleep(0)
        if words == "raise":
            raise RuntimeError('scripted failure: 出错了 "quoted"\nsecond line')
        if words == "error":
            yield Event(
                author=self.name,
                invocation_id=ctx.invocation_id,
                error_code="RESOURCE_EXHAUSTED",
                error_message="Not enough credits",
            )


def _script(name: str) -> Iterator[tuple[list[types.Part], bool | None, dict[str, Any] | None]]:
    if name == "partial":
        for piece in ("Sure, ", "trimmed ", "to 5s."):
            yield [_text(piece)], True, None
        yield [_text("Sure, trimmed to 5s.")], None, None
    elif name == "twice":
        yield [_text("same")], None, None
        yield [_text("same")], None, None
    elif name == "thought":
        yield [_text("hidden", thought=True), _text("visible")], None, None
    elif name == "edit":
        yield [_call("edit_video", op="trim")], None, None
        yield [_answer("edit_video", ok=True)], None, {"draft": DRAFT}
        yield [_text("Trimmed to 10 seconds.")], None, None
    elif name == "silent":
        yield [_call("add_bgm", track="lofi")], None, None
        yield [_answer("add_bgm", ok=True)], None, {"draft": DRAFT}
    elif name == "unicode":
        yield [_text("视频 🎬 a\u2028b\u2029c\u0085d\r\ne data: {}\n\nf")], None, None
    elif name == "raise":
        yield [_text("before ")], True, None
    elif name == "plain":
        yield [_text("Hello from nemo_agent.")], None, None


root_agent = Scripted(name="nemo_agent")
