"""What the language needs to know of the film that a sentence speaks about; made from a draft by the director."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Film:
    """The film as it stands before a turn.

    Attributes:
        duration: ms; 0 where there is no footage yet.
        clips: how many clips the video track has.
        has_captions, has_title, has_music: is there any of these?
        audio_labels: names of the uploaded sound files, in the order of upload.
        media_labels: names of all uploaded files.
        has_overlay: does an image lie over the film?
        clip_names: the files of the clips, in their order.
        clip_spans: from where to where each clip is shown, ms.
        titles: the text of each title, and from where to where it is shown.
        last: what the last turn changed: `captions`, `title`, `overlay`, `music` or `clip`, where it was one alone.
        last_number: which clip or title that was, from 1; 0 where it was none, or more than one.
        language: the session's, a code such as `en` or `zh-CN`; it decides where the words alone do not.
    """

    duration: int = 0
    clips: int = 0
    has_captions: bool = False
    has_title: bool = False
    has_music: bool = False
    audio_labels: tuple[str, ...] = ()
    media_labels: tuple[str, ...] = ()
    language: str = "en"
    has_overlay: bool = False
    clip_names: tuple[str, ...] = ()
    last: str = ""
    clip_spans: tuple[tuple[int, int], ...] = ()
    titles: tuple[tuple[str, int, int], ...] = ()
    last_number: int = 0
