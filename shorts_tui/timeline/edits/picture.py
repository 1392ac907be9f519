"""The shape of the picture, and what a platform wants of a film."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from shorts_tui.timeline.draft import Draft, Json, Segment, Track
from shorts_tui.timeline.edits.parts import each_segment, each_track, is_overlay, with_meta


def reframe(draft: Draft, width: int, height: int, mode: str | None = "fill", *, whole: Container[str] = ()) -> Draft:
    """Another canvas (px); every clip fills it (`fill`, cropped) or is shown whole before its blur (`fit-blur`).

    None as `mode` leaves that as it is; clips of the assets in `whole` are shown whole in any case.
    """

    def cropped(clip: Segment) -> Segment:
        known = clip.meta.get("crop")
        crop: Mapping[str, Json] = known if isinstance(known, dict) else {}
        wanted = "fit-blur" if clip.asset in whole else mode or crop.get("mode", "fill")
        changed = {**crop, "mode": wanted, "x": crop.get("x", 0.5)}
        return clip if changed == known else clip.replace(meta={"crop": changed})

    def shown(track: Track) -> Track:
        return each_segment(track, cropped) if track.is_video and not is_overlay(track) else track

    shaped = each_track(draft, shown)
    return with_meta(shaped, {"width": width, "height": height})


def fit_platform(draft: Draft, platform: str, *, fps: int = 30, loudness: float = -14.0) -> Draft:
    """Note that the film is made for a platform: its frame rate and its loudness (LUFS)."""
    return with_meta(draft, {"fps": fps, "platform": platform, "loudness": loudness})


def level_to(draft: Draft, loudness: float) -> Draft:
    """Note the loudness (LUFS) that the film is brought to."""
    return with_meta(draft, {"loudness": loudness})


def with_reasons(draft: Draft, reasons: Iterable[tuple[str, str]]) -> Draft:
    """Note why parts were chosen: for each the reason and what is said in it."""
    return with_meta(draft, {"chosen": [list(pair) for pair in reasons] or None})
