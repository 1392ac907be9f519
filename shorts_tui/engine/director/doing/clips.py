"""Clips one by one: dropped, kept, copied, moved, split; and images shown one after the other."""

from __future__ import annotations

import random

from shorts_tui.engine.director.doing.places import clip_at, clip_name
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import Clips, MoveClip, Order, Slideshow, Split
from shorts_tui.engine.media.beats import Beats
from shorts_tui.engine.media.moods import beat_of
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment
from shorts_tui.timeline.edits.ripple import complement

_SHORTEST_IMAGE = 300
_BEATS = 4


def clips(work: Work, operation: Clips) -> None:
    """Drop clips, keep them alone, or copy them."""
    chosen = [(number, *clip_at(work, number)) for number in operation.clips]
    names = work.voice.both(clip_name(work, number, clip) for number, _, clip in chosen)
    spans = [span for _, span, _ in chosen]
    before = work.draft.duration
    if operation.do == "copy":
        parts: list[edits.Stretch] = []
        for clip in edits.clips(work.draft):
            copies = sum(span[0] <= clip.start and clip.end <= span[1] for span in spans)
            parts += [edits.Stretch(clip.start, clip.end)] * (1 + copies)
        work.change("copy_clips", edits.rearranged(work.draft, parts))
        work.moved()
    else:
        kept = complement(spans, before) if operation.do == "delete" else tuple(sorted(spans))
        if not kept:
            raise Refused("last_clip", names=names)
        work.cut(f"{operation.do}_clips", kept)
    lengths = {"before": work.voice.length(before), "after": work.voice.length(work.draft.duration)}
    work.tell(f"clips_{operation.do}", names=names, **lengths)


def move_clip(work: Work, operation: MoveClip) -> None:
    """Put a clip somewhere else, or let two change places."""
    span, clip = clip_at(work, operation.clip)
    known = list(edits.clips(work.draft))
    mine = [one for one in known if span[0] <= one.start and one.end <= span[1]]
    if operation.swap:
        other_span, other = clip_at(work, operation.to)
        theirs = [one for one in known if other_span[0] <= one.start and one.end <= other_span[1]]
        order = list(known)
        first, second = (mine, theirs) if known.index(mine[0]) < known.index(theirs[0]) else (theirs, mine)
        start, end = known.index(first[0]), known.index(second[-1]) + 1
        between = known[start + len(first) : end - len(second)]
        order[start:end] = [*second, *between, *first]
        names = work.voice.both([clip_name(work, operation.clip, clip), clip_name(work, operation.to, other)])
    else:
        order = [one for one in known if one not in mine]
        place = len(order) if operation.to == -1 else min(max(operation.to - 1, 0), len(order))
        order[place:place] = mine
        names = clip_name(work, operation.clip, clip)
    changed = edits.rearranged(work.draft, [edits.Stretch(one.start, one.end) for one in order])
    if order == known or not work.change("move_clip", changed):
        raise Refused("order_same")
    work.moved()
    listed = work.voice.listed_all(one.name for one in edits.clips(changed))
    work.tell("clips_swapped" if operation.swap else "clip_moved", names=names, order=listed)


def order(work: Work, operation: Order) -> None:
    """All clips in another order."""
    known = list(edits.clips(work.draft))
    if len(known) < 2:
        raise Refused("one_clip")
    if operation.by == "reverse":
        wanted = known[::-1]
    elif operation.by == "name":
        wanted = sorted(known, key=lambda clip: clip.name.casefold())
    else:
        wanted = list(known)
        while wanted == known:
            random.Random(len(work.versions.drafts)).shuffle(wanted)  # noqa: S311 - no secret; the same turn, the same order
            if wanted == known:
                wanted = [*known[1:], known[0]]
    changed = edits.rearranged(work.draft, [edits.Stretch(clip.start, clip.end) for clip in wanted])
    if wanted == known or not work.change("order", changed, by=operation.by):
        raise Refused("order_same")
    work.moved()
    work.tell("reordered", order=work.voice.listed_all(clip.name for clip in edits.clips(changed)))


def split(work: Work, operation: Split) -> None:
    """Cut clips in two without taking anything away."""
    moments = [work.now(at) for at in operation.at]
    if operation.clip is not None:
        span, _ = clip_at(work, operation.clip)
        moments = moments or [sum(span) // 2]
    changed = edits.split(work.draft, moments)
    if not work.change("split", changed):
        raise Refused("split_same")
    places = work.voice.both(map(work.voice.at, moments))
    work.tell("split", places=places, clips=work.voice.count(len(edits.clips(changed)), "clip"))


def slideshow(work: Work, operation: Slideshow) -> None:
    """How long images are shown."""
    images = {asset.id for asset in work.request.assets if asset.info.kind == "image"}
    known = edits.clips(work.draft)
    stills = [clip for clip in known if clip.asset in images]
    if not stills:
        raise Refused("no_images")
    each = operation.each
    if operation.length is not None:
        rest = sum(clip.duration for clip in known if clip not in stills)
        each = (operation.length - rest) // len(stills)
    each = max(each or 3000, _SHORTEST_IMAGE)
    row = _Row(work) if operation.beat else None
    parts, cursor = [], 0
    for clip in known:
        length = clip.duration
        if clip in stills:
            length = each if row is None else row.next(cursor) - cursor
        parts.append(edits.Stretch(clip.start, clip.end, clip.duration / length))
        cursor += length
    if row is not None:
        each = round(row.beats.period * _BEATS)
    changed = edits.with_plain_speed(edits.rearranged(work.draft, parts), images)
    if operation.length is not None and len(stills) == len(known):
        changed = edits.last_until(changed, operation.length)
    work.length_given = True
    if not work.change("slideshow", changed):
        raise Refused("look_same", what=work.voice.say("whole_film"))
    work.moved()
    work.tell(
        "slideshow",
        images=work.voice.count(len(stills), "image"),
        each=work.voice.length(each),
        length=work.voice.length(changed.duration),
    )


class _Row:
    """The moments of the film at which an image may give way to the next one: beats of its music."""

    def __init__(self, work: Work) -> None:
        """Listen to the music.

        Raises:
            Refused: there is none, or no beat can be heard in it.
        """
        songs = edits.music(work.draft)
        if not songs:
            raise Refused("no_music")
        song = songs[0]
        self.beats = _beats(work, song)
        if not self.beats.times:
            raise Refused("no_beat", name=work.voice.label(song.name))
        self._late = song.start - song.source_in

    def next(self, moment: int) -> int:
        """The beat that is nearest to four beats after `moment` (ms of the film)."""
        wanted = moment + _BEATS * self.beats.period
        return max(self.beats.nearest(wanted - self._late) + self._late, moment + _SHORTEST_IMAGE)


def _beats(work: Work, song: Segment) -> Beats:
    known = beat_of(song.asset)
    if known:
        return Beats(known, (0,))
    asset = next((asset for asset in work.request.assets if asset.id == song.asset), None)
    if asset is None:
        raise Refused("no_music")
    with work.tool("find_beats", file=asset.label) as response:
        found = work.analysis.beats(asset)
        response |= {"beats": len(found.times), "tempo": round(60_000 / found.period, 1) if found.period else 0}
    return found
