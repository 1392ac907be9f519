"""Every shape in which a service tells of a render."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shorts_tui.client.errors import InvalidAnswer, ServiceError
from shorts_tui.client.renders import Finding, RenderStatus, read_render

URL = "https://cdn.invalid/r.mp4"
COMPLETED = RenderStatus("r", "completed", 1.0, URL)


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "completed", "output": {"url": URL}},
        {"status": "completed", "outputUrl": URL},
        {"success": True, "data": {"status": "completed", "output": {"url": URL}}},
        {"code": 0, "data": {"status": "completed", "outputUrl": URL}},
        {"code": 0, "status": "completed", "data": {"output": {"url": URL}}},
        {"code": 0, "status": "completed", "outputUrl": URL, "data": {}},
        {"status": "COMPLETED", "output": {"url": URL}, "progress": 100},
        {"status": "Done", "url": URL},
        {"status": "success", "data": {"url": URL}},
        {"status": "succeeded", "output": URL},
        {"status": 200, "data": {"status": "completed", "output": {"url": URL}}},
        {"data": {"output": {"url": URL}}},
    ],
)
def test_a_finished_film_is_found(answer: Any) -> None:
    assert read_render(answer, "r") == COMPLETED


@pytest.mark.parametrize(
    ("word", "state"),
    [("pending", "pending"), ("Queued", "pending"), ("in queue", "pending"), ("processing", "processing"),
     ("rendering", "processing"), ("RUNNING", "processing"), ("in-progress", "processing"),
     ("compositing layers", "processing"), ("completed", "completed"), ("done", "completed"),
     ("success", "completed"), ("failed", "failed"), ("error", "failed"), ("cancelled", "cancelled"),
     ("canceled", "cancelled")],
)  # fmt: skip
def test_a_word_is_a_state(word: str, state: str) -> None:
    assert read_render({"status": word}, "r").state == state


@pytest.mark.parametrize(
    ("progress", "read"),
    [(0, 0), (0.25, 0.25), (25, 0.25), ("0.25", 0.25), ("25", 0.25), ("25%", 0.25), ("0.5%", 0.005), (100, 1),
     (250, 1), (-3, 0), (None, 0), (1e999, 0)],
)  # fmt: skip
def test_progress_is_a_share_of_the_whole(progress: Any, read: float) -> None:
    assert read_render({"status": "processing", "progress": progress}, "r").progress == pytest.approx(read)
    assert read_render({"data": {"status": "processing", "progress": progress}}, "r").progress == pytest.approx(read)


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "failed", "error": "no GPU\x1b[2J"},
        {"success": False, "data": {"status": "failed", "error": {"message": "no GPU[2J"}}},
        {"status": "error", "errors": [{"message": "no GPU[2J"}]},
        {"data": {"status": "failed"}, "message": "no GPU[2J"},
    ],
)
def test_a_failed_render_says_why(answer: Any) -> None:
    assert read_render(answer, "r") == RenderStatus("r", "failed", 0, "", "no GPU[2J")


def test_a_finished_film_may_have_been_checked() -> None:
    said = {"check": "aspect", "level": "problem", "what": "It is\x1b[31m wide.", "fix": "make it vertical"}
    other = {**said, "level": "\x1b]0;grave\x07"}
    answer = {"status": "completed", "findings": [said, "nonsense", {"what": 7}, {**said, "fix": None}, other]}
    problem = Finding("aspect", "problem", "It is[31m wide.", "make it vertical")
    assert read_render(answer, "r").findings == (problem, replace(problem, level="advice"))
    assert read_render({"status": "completed", "findings": []}, "r").findings == ()
    assert len(read_render({"status": "completed", "findings": [said] * 1000}, "r").findings or ()) == 50


@pytest.mark.parametrize("value", [None, "none", 3, {"what": "It is wide."}])
def test_what_is_no_list_of_findings_is_no_check(value: Any) -> None:
    assert read_render({"status": "completed", "findings": value}, "r").findings is None


def test_a_finished_film_may_have_a_note() -> None:
    answer = {"data": {"status": "completed", "output": {"url": URL}, "note": "No font draws it.\x1b[2J"}}
    assert read_render(answer, "r").note.startswith("No font draws it.")
    assert "\x1b" not in read_render(answer, "r").note


@pytest.mark.parametrize("answer", [{}, {"code": 0, "data": {}}, {"data": None}, {"status": "success", "data": {}}])
def test_a_submit_without_a_status_is_pending(answer: Any) -> None:
    assert read_render(answer, "r", otherwise="pending") == RenderStatus("r", "pending")


@pytest.mark.parametrize(
    "answer",
    [[], None, "completed", {}, {"data": []}, {"status": {}}, {"status": 7}, {"data": {"status": ["x"]}},
     {"status": "processing", "progress": {}}, {"status": "processing", "progress": "soon"},
     {"status": "completed", "output": {"url": 7}}],
)  # fmt: skip
def test_wrong_types_are_an_invalid_answer(answer: Any) -> None:
    with pytest.raises(InvalidAnswer):
        read_render(answer, "r")


def test_a_refusal_without_a_status_is_a_refusal() -> None:
    with pytest.raises(ServiceError, match="not yours"):
        read_render({"success": False, "message": "not yours"}, "r", otherwise="pending")
