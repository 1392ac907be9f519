"""The answer to a turn: what was done in numbers, what should be known, what was not possible, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.doing.pictures import LONGEST
from shorts_tui.engine.director.doing.texts import caption_look
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.plan import Ask, History, Plan, Preset, Question
from shorts_tui.engine.director.voice import aspect_of
from shorts_tui.timeline import edits

_STEPS = {
    "shorter": ("cut it to 60 seconds", "剪成60秒"),
    "captions": ("add captions", "加字幕"),
    "bold": ("make the captions bold", "字幕用粗体"),
    "tiktok": ("make it vertical for TikTok", "做成 TikTok 竖屏"),
    "title": ('add a title "…"', "加标题「…」"),
    "silences": ("remove the silences", "去掉停顿"),
    "undo": ("undo", "撤销"),
    "export": ("export", "导出"),
}
_SHORT = 60_500


def report(work: Work, plan: Plan) -> str:
    """The final text of a turn."""
    space = " " if work.voice.language == "en" else ""
    if any(isinstance(operation, Preset) for operation in plan.operations) and work.draft.duration > LONGEST:
        platform = work.voice.name(str(work.draft.meta.get("platform")))
        work.note("too_long", length=work.voice.length(work.draft.duration), platform=platform)
    if not work.done and not work.notes:
        work.notes.append(work.voice.say("nothing_changed"))
    paragraphs = [space.join(work.done + work.notes), "\n".join(work.refused)]
    if not work.done:
        paragraphs.reverse()
    if not plan.operations and not work.done:
        paragraphs.append(_film_now(work))
    if not all(isinstance(operation, Question | Ask) for operation in plan.operations) or not plan.operations:
        paragraphs.append(next_steps(work, plan))
    return "\n\n".join(filter(None, paragraphs))


def _film_now(work: Work) -> str:
    voice, draft = work.voice, work.draft
    clips = voice.count(len(edits.clips(draft)), "clip")
    return voice.say("film_now", length=voice.length(draft.duration), clips=clips, size=voice.size(draft.size))


def next_steps(work: Work, plan: Plan) -> str:
    """Two or three things that could be said next, fit for the film as it is."""
    column = 0 if work.voice.language == "en" else 1
    wanted = [step for step in _wanted(work) if step not in _just_asked(plan)][:2]
    shown = [_STEPS[step][column] for step in (*wanted, "export")]
    quoted = [
        f'"{step}"' if column == 0 and '"' not in step else f"「{step}」" if column else f"'{step}'" for step in shown
    ]
    return work.voice.say("next", steps=(", " if column == 0 else "、").join(quoted))


def _wanted(work: Work) -> Iterator[str]:
    draft = work.draft
    clips = edits.clips(draft)
    known = {asset.id: asset for asset in work.request.assets}
    used = [known[clip.asset] for clip in clips if clip.asset in known]
    seen = any(asset.info.kind != "audio" for asset in used)
    speaks = any(_may_speak(work, asset) for asset in used) and work.analysis.speech_available() is None
    if draft.duration > _SHORT and not work.chosen:
        yield "shorter"
    if speaks and not edits.captions(draft):
        yield "captions"
    if seen and aspect_of(draft.size) != "9:16":
        yield "tiktok"
    if edits.captions(draft) and caption_look(draft)[0] == "clean":
        yield "bold"
    if not edits.titles(draft):
        yield "title"
    if speaks and draft.duration > 10_000 and len(clips) == len({clip.asset for clip in clips}):
        yield "silences"
    if work.versions.at > 1:
        yield "undo"


def _may_speak(work: Work, asset: Asset) -> bool:
    """Has it a sound, and is it not known that nobody speaks in it?"""
    heard = work.analysed.get(("transcribe", asset.id))
    return asset.info.has_audio and (heard is None or bool(heard.words))


def _just_asked(plan: Plan) -> frozenset[str]:
    """Steps that this very plan held: to offer them again would be no help."""
    names = {
        "cut_to": "shorter",
        "captions": "captions",
        "remove_silences": "silences",
        "preset": "tiktok",
        "reframe": "tiktok",
        "keep": "shorter",
        "remove": "shorter",
        "title": "title",
    }
    found = {names[operation.op] for operation in plan.operations if operation.op in names}
    if any(isinstance(operation, History) for operation in plan.operations):
        # What was just taken back is not offered again, nor is going back itself.
        found |= {"undo", *names.values()}
    return frozenset(found)
