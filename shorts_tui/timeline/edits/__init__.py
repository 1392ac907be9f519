"""Operations Draft -> Draft on the engine's dialect: pure, ids stable, unknown keys and tracks kept. Times in ms.

The main track is the first track of pictures; its clips follow each other without gaps and its end is the film's end.
Music lies from the start to the end of the film whatever is cut; everything else moves with the pictures under it.
"""

from shorts_tui.timeline.edits.arrange import Stretch, last_until, rearranged, split, with_plain_speed
from shorts_tui.timeline.edits.captions import Caption, clear_captions, set_captions, style_captions
from shorts_tui.timeline.edits.clips import Clip, append_clips, new_film, relay_clips
from shorts_tui.timeline.edits.cutting import keep_spans, remove_spans, without_slivers
from shorts_tui.timeline.edits.effects import (
    Look,
    Side,
    TransitionKind,
    denoise,
    duck,
    fade,
    fade_music,
    grade,
    place_crop,
    transition,
    zoom,
)
from shorts_tui.timeline.edits.overlays import (
    Corner,
    Picture,
    add_overlay,
    add_voice,
    change_overlays,
    remove_overlays,
)
from shorts_tui.timeline.edits.parts import captions, clips, main_track, music, overlays, titles, voices
from shorts_tui.timeline.edits.picture import fit_platform, level_to, reframe, with_reasons
from shorts_tui.timeline.edits.rewording import replace_text
from shorts_tui.timeline.edits.ripple import Ripple, Times
from shorts_tui.timeline.edits.sound import Song, Target, remove_music, set_music, set_volume
from shorts_tui.timeline.edits.titles import add_title, change_titles, remove_titles

__all__ = [
    "Caption",
    "Clip",
    "Corner",
    "Look",
    "Picture",
    "Ripple",
    "Side",
    "Song",
    "Stretch",
    "Target",
    "Times",
    "TransitionKind",
    "add_overlay",
    "add_title",
    "add_voice",
    "append_clips",
    "captions",
    "change_overlays",
    "change_titles",
    "clear_captions",
    "clips",
    "denoise",
    "duck",
    "fade",
    "fade_music",
    "fit_platform",
    "grade",
    "keep_spans",
    "last_until",
    "level_to",
    "main_track",
    "music",
    "new_film",
    "overlays",
    "place_crop",
    "rearranged",
    "reframe",
    "relay_clips",
    "remove_music",
    "remove_overlays",
    "remove_spans",
    "remove_titles",
    "replace_text",
    "set_captions",
    "set_music",
    "set_volume",
    "split",
    "style_captions",
    "titles",
    "transition",
    "voices",
    "with_plain_speed",
    "with_reasons",
    "without_slivers",
    "zoom",
]
