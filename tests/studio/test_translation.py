"""The translation of window talk: labelled service messages in two halves, and what must never be touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shorts_tui.studio.translation import Translation, translate

FILE = Path(__file__).with_name("service_messages.jsonl")
MESSAGES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
GOALS = {"tuning": 0.98, "held-out": 0.95}


def fault(entry: dict[str, Any]) -> str | None:
    found = translate(entry["message"])
    wanted = Translation(entry["text"], tuple(entry["actions"]), tuple(entry["offers"]))
    return None if found == wanted else f"{entry['message']!r}: {found}, not {wanted}"


@pytest.mark.parametrize("half", GOALS)
def test_labelled_messages_are_translated_as_labelled(half: str) -> None:
    entries = [entry for entry in MESSAGES if entry["half"] == half]
    faults = [line for entry in entries if (line := fault(entry))]
    right = 1 - len(faults) / len(entries)
    print(f"{half}: {right:.1%} of {len(entries)}", *faults, sep="\n  ")
    assert right >= GOALS[half]


def test_the_labelled_set_is_large_and_in_two_halves() -> None:
    assert len({entry["message"] for entry in MESSAGES}) == len(MESSAGES) >= 120
    assert min(sum(entry["half"] == half for entry in MESSAGES) for half in GOALS) >= 60


@pytest.mark.parametrize(
    ("message", "actions", "offers"),
    [
        ("Click the Export button in the top right corner to download your video.", ["export"], []),
        ("点击右上角的导出按钮", ["export"], []),
        ("Open the timeline panel", ["status"], []),
        ("drag the clip to the end of the track", [], []),
        ("check your account page for billing", ["credits"], []),
        ("preview in timeline", ["status"], []),
        ("Click the Billing tab", ["credits"], []),
        ("点击导出", ["export"], []),
        ("打开时间线面板", ["status"], []),
        ("打开媒体库", ["status"], []),
        ("把片段拖拽到轨道末尾", [], []),
        ("拖拽片段", [], []),
        ("Drag and drop the clip onto the timeline.", [], []),
        ("在时间线中预览", ["status"], []),
        ("查看账户余额", ["credits"], []),
        ("导出", ["export"], []),
        ("Export", ["export"], []),
        ("you can export whenever you like", [], ["export"]),
        ("when you're ready, just click Export", [], ["export"]),
    ],
)
def test_an_instruction_about_a_window_vanishes_for_what_it_stands_for(
    message: str, actions: list[str], offers: list[str]
) -> None:
    assert translate(message) == Translation("", tuple(actions), tuple(offers))


def test_an_action_told_twice_is_run_once_and_no_offer_besides() -> None:
    found = translate("Click Export. Then hit **Export** again, or export whenever you like.")
    assert found == Translation("", ("export",), ())


def test_what_is_left_of_a_sentence_reads_well() -> None:
    message = "I trimmed the intro, and you can click Export to download it, or I can add music."
    assert translate(message) == Translation("I trimmed the intro, and I can add music.", (), ("export",))
    assert translate("Open the timeline: the title starts at 0:05.").text == "The title starts at 0:05."


def test_a_list_that_loses_items_is_numbered_anew() -> None:
    message = "1. Click **Export**\n2. The title is white now\n3. Drag the clip here\n4. Music at 20%"
    assert translate(message).text == "1. The title is white now\n2. Music at 20%"


def test_a_heading_goes_with_the_list_that_it_headed_and_no_other() -> None:
    message = "## Done\n- Captions on\n\n## Next\n1. Open the timeline panel\n2. Click Export\n"
    assert translate(message) == Translation("## Done\n- Captions on", ("status", "export"), ())


def test_suggestions_are_offers() -> None:
    message = "What would you like to do next?\n- Add captions\n- Export the video"
    assert translate(message) == Translation("What would you like to do next?\n- Add captions", (), ("export",))


def test_a_question_that_leaves_a_choice_is_kept_whole() -> None:
    message = "Should I add music, or export it?"
    assert translate(message) == Translation(message, (), ("export",))


@pytest.mark.parametrize(
    "message",
    [
        "The title 'Click here' now opens the film.",
        "A clip of a man clicking a pen.",
        "Added an open sky shot.",
        "The drag race starts at 0:10.",
        "```\nClick Export\n```",
        "> Click Export",
        "| Title | Click here |",
        "The caption reads: Click the link below.",
        "Please choose one of these titles:\n1. Open the Door\n2. Export Day",
        "Your film: https://cdn.example.com/out.mp4. Download it here: https://cdn.example.com/out.mp4",
        'Say “export”, or "add music".',
        "  indented,  with  spaces \n\n\n- and\n\t* lists ** unbalanced  ",
        "标题「点击导出」显示3秒。",
    ],
)
def test_content_stays_to_the_letter(message: str) -> None:
    assert translate(message) == Translation(message.strip("\n"))


WORDS = ["click", "Export", "the button", "open", "timeline", "drag", "you can", "if you", "I added music", "and"]
CHINESE = ["点击", "导出", "可以", "时间线"]
MARKS = [*".,!?:\"'“`|，。 \n😀", "**", "\n- ", "\n1. ", "# ", "```\n", "> "]
PIECES = st.sampled_from([*WORDS, *CHINESE, *MARKS, "https://x.org"])


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)))
def test_any_message_at_all_is_translated_into_a_part_of_it(message: str) -> None:
    found = translate(message)
    assert len(found.text) <= len(message)
    assert not set(found.actions) & set(found.offers)
    assert set(found.actions) | set(found.offers) <= {"export", "credits", "status"}


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="`", exclude_categories=["Cs", "Zl", "Zp", "Cc"]), max_size=60))
def test_code_is_never_touched(content: str) -> None:
    message = f"```\nClick Export {content}\n```"
    assert translate(message) == Translation(message)


@pytest.mark.parametrize(
    "unit", ["!", " ", ", ", "the button ", "'a ", "“", "a:\n", "1. Click Export\n", "如果，", "😀"]
)
def test_a_long_message_that_is_hard_to_take_apart_is_translated(unit: str) -> None:
    message = "Done " + unit * (60_000 // len(unit))
    assert translate(message).text.startswith("Done")
