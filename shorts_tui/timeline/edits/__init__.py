"""Operations Draft -> Draft on the engine's dialect: pure, ids stable, unknown keys and tracks kept. Times in ms.

The main track is the first track of pictures; its clips follow each other without gaps and its end is the film's end.
Music lies from the start to the end of the film whatever is cut; everything else moves with the pictures under it.
"""

from shorts_tui.timeline.edits.captions import Caption, clear_captions, set_captions, style_captions
from shorts_tui.timeline.edits.clips import Clip, append_clips, new_film
from shorts_tui.timeline.edits.cutting import keep_spans, remove_spans, without_slivers
from shorts_tui.timeline.edits.parts import captions, clips, main_track, music, titles
from shorts_tui.timeline.edits.picture import fit_platform, reframe
from shorts_tui.timeline.edits.ripple import Ripple, Times
from shorts_tui.timeline.edits.sound import Song, Target, remove_music, set_music, set_volume
from shorts_tui.timeline.edits.titles import add_title, change_titles, remove_titles

__all__ = [
    "Caption",
    "Clip",
    "Ripple",
    "Song",
    "Target",
    "Times",
    "add_title",
    "append_clips",
    "captions",
    "change_titles",
    "clear_captions",
    "clips",
    "fit_platform",
    "keep_spans",
    "main_track",
    "music",
    "new_film",
    "reframe",
    "remove_music",
    "remove_spans",
    "remove_titles",
    "set_captions",
    "set_music",
    "set_volume",
    "style_captions",
    "titles",
    "without_slivers",
]
