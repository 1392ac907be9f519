"""The one place that the director asks about media: each analysis is made once for a content, then remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from shorts_tui.engine.assets import Asset, Picture, Sound, Span, Transcript
from shorts_tui.engine.media import beats, picture, sound, speech
from shorts_tui.engine.media.beats import Beats
from shorts_tui.engine.media.cache import AnalysisCache
from shorts_tui.engine.media.faces import FaceFinder, networks
from shorts_tui.engine.media.focus import Look, looks
from shorts_tui.engine.media.models import ModelMissing
from shorts_tui.engine.media.passes import Pass, Progress
from shorts_tui.engine.media.speech import Transcriber, speech_available
from shorts_tui.settings import Speech

__all__ = ["Analyst", "speech_available"]

T = TypeVar("T")
Make: TypeAlias = Callable[[Progress], T]
_REMEMBERED = 24
"""Results kept in memory; the rest is on disk."""
_KEPT = 20 * 60_000
"""ms of a track that is kept as samples from the audio pass until it is put into words: two MB a minute."""


class Analyst:
    """Sound, picture and words of media files; blocking, to be shared by worker threads.

    Two threads that ask for the same thing share one pass, and both are told how far it is; a result is kept in memory
    and below `cache` by the content's hash and the version of the parameters. `progress` is told 0..1, `cancelled`
    stops a pass at once.
    Every method raises MediaError where a track can't be decoded and CancelledError when it was stopped.
    """

    def __init__(self, cache: Path, speech: Speech) -> None:
        self._cache = AnalysisCache(cache)
        self._speech = speech
        self._transcriber = Transcriber(speech)
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._finder: FaceFinder | None = None
        self._passes: dict[str, Pass] = {}
        self._known: OrderedDict[str, object] = OrderedDict()

    def sound(
        self, asset: Asset, *, progress: Progress | None = None, cancelled: threading.Event | None = None
    ) -> Sound:
        """Silences, loudness and levels; for a file without sound, one with no levels."""
        if not asset.info.has_audio:
            return sound.nothing_heard()
        return self._sound(asset, progress, cancelled)

    def picture(
        self, asset: Asset, *, progress: Progress | None = None, cancelled: threading.Event | None = None
    ) -> Picture:
        """Scenes and motion; none for sound alone, one scene without motion for an image."""
        if asset.info.kind != "video":
            return Picture((0,) if asset.info.kind == "image" else (), picture.STEP, ())

        def look(tell: Progress) -> Picture:
            return picture.measure(asset, tell, cancelled)

        return self._once(asset, "picture", picture.VERSION, look, picture, progress, cancelled)

    def transcript(
        self, asset: Asset, *, progress: Progress | None = None, cancelled: threading.Event | None = None
    ) -> Transcript | None:
        """What is said and when; None when there is no sound track or no speech model (see `speech_available`)."""
        if not asset.info.has_audio:
            return None
        try:
            version = self._transcriber.version()
            decoded = deque[bytes]()
            keep = decoded.append if asset.info.duration <= _KEPT else None
            heard = self._sound(asset, None, cancelled, keep)
            return self._once(
                asset,
                "speech",
                f"{version}-{sound.VERSION}",
                lambda tell: self._transcriber.transcribe(asset, heard, tell, cancelled, decoded=decoded),
                speech,
                progress,
                cancelled,
            )
        except ModelMissing:
            return None

    def beats(self, asset: Asset, *, cancelled: threading.Event | None = None) -> Beats:
        """Where the beats of a song are; none for a file without sound."""
        if not asset.info.has_audio:
            return Beats()
        return self._once(asset, "beats", beats.VERSION, lambda _: beats.find(asset, cancelled), beats, None, cancelled)

    def listened_for(self, asset: Asset, hints: str, *, cancelled: threading.Event | None = None) -> Transcript | None:
        """As `transcript`, but listening for the words of `hints`, at the price of others: what it leaves out."""
        if not asset.info.has_audio:
            return None
        try:
            version = f"{self._transcriber.version()}-{sound.VERSION}-{hints.replace(' ', '_')}"
            heard = self.sound(asset, cancelled=cancelled)
            return self._once(
                asset,
                "hinted",
                version,
                lambda tell: self._transcriber.transcribe(asset, heard, tell, cancelled, hints=hints),
                speech,
                None,
                cancelled,
            )
        except ModelMissing:
            return None

    def focus(
        self, asset: Asset, span: Span, *, dense: bool, cancelled: threading.Event | None = None
    ) -> Sequence[Look]:
        """Where one looks in a stretch of a video: faces, else motion; `dense` for a crop that moves."""
        if asset.info.kind != "video":
            return ()
        key = f"{asset.sha256}-focus-{span.start}-{span.end}-{dense}"
        with self._lock:
            if key in self._known:
                return cast("Sequence[Look]", self._known[key])
        with self._looking:
            if self._finder is None and (folder := networks()) is not None:
                self._finder = FaceFinder(folder)
        found = looks(asset, span, self._finder, dense=dense, cancelled=cancelled)
        with self._lock:
            self._known[key] = found
        return found

    def known_transcript(self, asset: Asset) -> Transcript | None:
        """What is said in an asset that was listened to before; None where nobody has asked for that yet."""
        if not asset.info.has_audio:
            return None
        try:
            version = f"{self._transcriber.version()}-{sound.VERSION}"
        except ModelMissing:
            return None
        with self._lock:
            known = self._known.get(f"{asset.sha256}-speech-{version}")
        if isinstance(known, Transcript):
            return known
        return self._cache.load(asset.sha256, "speech", version, speech.decode)

    def rest(self) -> None:
        """Give memory back that only analyses need."""
        self._transcriber.rest()

    def speech_available(self) -> str | None:
        """None when transcripts can be made, else a sentence that says how to get a model."""
        return speech_available(self._speech)

    def _sound(
        self,
        asset: Asset,
        progress: Progress | None,
        cancelled: threading.Event | None,
        keep: Callable[[bytes], None] | None = None,
    ) -> Sound:
        """As `sound`, for a file that has some; `keep` is given the track if this is who decodes it."""

        def listen(tell: Progress) -> Sound:
            return sound.measure(asset, tell, cancelled, keep=keep)

        return self._once(asset, "sound", sound.VERSION, listen, sound, progress, cancelled)

    def _once(
        self,
        asset: Asset,
        kind: str,
        version: str,
        make: Make[T],
        codec: Any,
        progress: Progress | None,
        cancelled: threading.Event | None,
    ) -> T:
        """The remembered result of `make`, or a new one; `codec` is the module with its `encode` and `decode`."""
        key = f"{asset.sha256}-{kind}-{version}"
        with self._lock:
            shared = self._passes.setdefault(key, Pass())
        with shared.turn(progress, cancelled):
            with self._lock:
                if key in self._known:
                    self._known.move_to_end(key)
                    return cast("T", self._known[key])
            result: T | None = self._cache.load(asset.sha256, kind, version, codec.decode)
            if result is None:
                result = make(shared.teller(progress))
                self._cache.store(asset.sha256, kind, version, codec.encode(result))
            with self._lock:
                self._known[key] = result
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
            return result
