"""The director: takes what was said, makes a plan of it, carries it out on the film, and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.doing import carry_out
from shorts_tui.engine.director.doing.captioning import caption_again
from shorts_tui.engine.director.doing.lettering import shown_texts, tell_of_fonts
from shorts_tui.engine.director.doing.overlays import overlaid
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.footage import Analysis
from shorts_tui.engine.director.joining import joins, only_added, wanted_back
from shorts_tui.engine.director.language import answered, parts, read, with_more
from shorts_tui.engine.director.layout import film_of, footage_among, is_logo, lay, lay_behind, placed_ever
from shorts_tui.engine.director.plan import Ask, CannotDo, History, Operation, Plan, Question
from shorts_tui.engine.director.report import report
from shorts_tui.engine.director.turn import Observer, TurnOutcome, TurnRequest, Versions
from shorts_tui.engine.director.voice import Voice
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft

Reader = Callable[[str, Film], Plan]


class Director:
    """Edits films by what people say. It keeps nothing between turns and serves several sessions at a time."""

    def __init__(self, analyst: Analysis, *, reader: Reader = read) -> None:
        """`analyst` listens to media and looks at it, `reader` understands sentences."""
        self._analyst = analyst
        self._read = reader

    def turn(self, request: TurnRequest, observe: Observer) -> TurnOutcome:
        """One turn of conversation. Blocks; the request's versions come back as they are when nothing changed.

        Raises:
            EngineError: media can't be read; the film stays as it was.
        """
        current = request.versions.current
        fresh, unused = _fresh(request), list[Asset]()
        back = () if current.is_empty else wanted_back(request.text, request.assets, current)
        laid = _laid(current, fresh)
        film = film_of(laid, request.assets, request.language, _before(request.versions))
        plan = self._plan(request, film)
        if fresh and not joins(plan, request.text, fresh, current):
            unused, fresh, laid = list(fresh), (), current
            film = film_of(laid, request.assets, request.language, _before(request.versions))
            plan = self._plan(request, film)
        elif fresh and not current.is_empty and only_added(plan, request.text, fresh):
            plan = Plan(language=plan.language)
        elif back and only_added(plan, request.text, back):
            fresh, laid, plan = back, _laid(current, back), Plan(language=plan.language)
        elif over := [asset for asset in fresh if asset.id in overlaid(request.assets, current, plan.operations)]:
            # An image that is wanted over the film has never been a clip of it, or a cut would give it seconds.
            fresh = [asset for asset in fresh if asset not in over] or fresh
            laid = _laid(current, fresh)
        question = next((one for one in plan.operations if isinstance(one, Ask)), None)
        work = Work(request, self._analyst, observe, Voice(plan.language), request.versions, current)
        if (
            request.question is not None
            and not plan.operations
            and plan == answered(request.text, request.question, film)
        ):
            return TurnOutcome(request.versions, work.voice.say("dropped"))
        if laid.is_empty:
            return TurnOutcome(request.versions, _nothing_yet(work, plan))
        if not _changes_the_film(plan):
            work.draft = laid
            work.begin_plan()
            carry_out(work, plan.operations)
            _tell_unused(work, unused)
            return TurnOutcome(request.versions, report(work, plan), question)
        if fresh and not _only_looks_back(plan, current):
            _place(work, plan, fresh, laid)
        work.begin_plan()
        carry_out(work, plan.operations)
        if shown_texts(work.draft) != shown_texts(current):
            tell_of_fonts(work)
        _tell_unused(work, unused)
        work.commit()
        return TurnOutcome(work.versions, report(work, plan))

    def _plan(self, request: TurnRequest, film: Film) -> Plan:
        """What is to be done: what the pending question asked about, now that it is answered, or what is said anew."""
        question = request.question
        if question is None:
            return self._read(request.text, film)
        if (plan := answered(request.text, question, film)) is not None:
            return plan
        for answer, more in parts(request.text):
            plan = answered(answer, question, film)
            if plan is not None and (both := with_more(plan, self._read(more, film))) is not None:
                return both
        plan = self._read(request.text, film)
        if plan.operations and all(map(_is_unclear, plan.operations)):
            return plan.model_copy(update={"operations": (question,)})
        return plan


def _before(versions: Versions) -> Draft | None:
    """The film before the one in force."""
    return versions.drafts[versions.at - 1] if versions.at else None


def _fresh(request: TurnRequest) -> Sequence[Asset]:
    """The uploads that belong on the main track and have never been there."""
    if request.versions.current.is_empty:
        return footage_among(request.assets)
    known = placed_ever(request.versions.drafts)
    unknown = [asset for asset in request.assets if asset.info.kind != "audio" and asset.id not in known]
    return [asset for asset in unknown if not is_logo(asset)]


def _laid(current: Draft, fresh: Sequence[Asset]) -> Draft:
    if not fresh:
        return current
    return lay(fresh) if current.is_empty else lay_behind(current, fresh)


def _is_unclear(operation: Operation) -> bool:
    """Was it not understood?"""
    if isinstance(operation, Ask):
        return operation.about == "meaning"
    return isinstance(operation, CannotDo) and operation.topic == "unknown"


def _changes_the_film(plan: Plan) -> bool:
    """A plan that only asks, or asks for the impossible, leaves even new uploads where they are."""
    return not plan.operations or any(
        not isinstance(operation, Question | CannotDo | Ask) for operation in plan.operations
    )


def _only_looks_back(plan: Plan, current: Draft) -> bool:
    """Undo means the last edit, not the clip that was uploaded since."""
    moves = [operation for operation in plan.operations if isinstance(operation, History)]
    return bool(moves) and len(moves) == len(plan.operations) and not current.is_empty


def _place(work: Work, plan: Plan, fresh: Sequence[Asset], laid: Draft) -> None:
    """Put new uploads on the timeline as a version of its own, and say so where it is not plain."""
    voice, before = work.voice, work.draft
    with work.tool("probe_media", files=[asset.label for asset in fresh]) as response:
        response |= {"files": [_told(asset) for asset in fresh]}
    work.change("lay_clips", laid)
    names = voice.listed(asset.label for asset in fresh)
    if not before.is_empty:
        work.tell("appended", names=names, before=voice.length(before.duration), after=voice.length(laid.duration))
        caption_again(work)
    elif not plan.operations or len(fresh) > 1:
        clips = voice.count(len(edits.clips(laid)), "clip")
        work.tell("laid", clips=clips, names=names, length=voice.length(laid.duration))
    if not plan.operations and not edits.music(laid):
        waiting = [asset for asset in work.request.assets if asset.info.kind == "audio" and asset not in fresh]
        for asset in waiting[-1:]:
            work.note("music_waits", name=voice.label(asset.label))
    work.commit()


def _tell_unused(work: Work, unused: Sequence[Asset]) -> None:
    """Uploads that the film does not show are there, and how they get into it."""
    shown = placed_ever([work.draft])
    names = [work.voice.label(asset.label) for asset in unused if asset.id not in shown]
    if names:
        work.note("unused" if len(names) == 1 else "unused_ones", names=work.voice.listed(names))


def _told(asset: Asset) -> dict[str, object]:
    info = asset.info
    return {
        "name": asset.label,
        "kind": info.kind,
        "duration_ms": info.duration,
        "width": info.width,
        "height": info.height,
        "has_audio": info.has_audio,
    }


def _nothing_yet(work: Work, plan: Plan) -> str:
    """There is no footage: say so, after an answer to what can be answered without."""
    answered = [
        operation
        for operation in plan.operations
        if isinstance(operation, CannotDo) or (isinstance(operation, Question) and operation.topic == "help")
    ]
    carry_out(work, answered)
    return "\n\n".join([*work.done, *work.refused, work.voice.say("nothing_uploaded")])
