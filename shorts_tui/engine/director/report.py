"""The answer to a turn: what was done in numbers, what should be known, what was not possible, and what to do next."""

from __future__ import annotations

from shorts_tui.engine.director.doing.pictures import LONGEST
from shorts_tui.engine.director.doing.suggestions import suggestions
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.plan import Ask, History, Plan, Preset, Question
from shorts_tui.timeline import edits


def report(work: Work, plan: Plan) -> str:
    """The final text of a turn."""
    space = " " if work.voice.language == "en" else ""
    if any(isinstance(operation, Preset) for operation in plan.operations) and work.draft.duration > LONGEST:
        platform = work.voice.name(str(work.draft.meta.get("platform")))
        work.note("too_long", length=work.voice.length(work.draft.duration), platform=platform)
    if not work.done and not work.notes:
        work.notes.append(work.voice.say("nothing_changed"))
    for name, said in (("taken_for", plan.taken_for), ("left_out", plan.left_out)):
        if said:
            quotes = "“{}”" if work.voice.language == "en" else "「{}」"
            words = work.voice.listed(quotes.format(work.voice.label(one)) for one in said)
            work.notes.append(work.voice.say(name, words=words))
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
    english = work.voice.language == "en"
    shown = [*suggestions(work, 2, _just_asked(plan)), "export" if english else "导出"]
    return work.voice.say("next", steps=(", " if english else "、").join(map(work.voice.quoted, shown)))


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
        "music": "music",
        "grade": "brighter",
        "zoom": "zoom",
    }
    found = {names[operation.op] for operation in plan.operations if operation.op in names}
    if any(isinstance(operation, History) for operation in plan.operations):
        # What was just taken back is not offered again, nor is going back itself.
        found |= {"undo", *names.values()}
    return frozenset(found)
