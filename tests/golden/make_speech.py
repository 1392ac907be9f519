"""Rebuilds the spoken words of the golden films: `python -m tests.golden.make_speech` writes into tests/golden/media.

Speech comes from the library of flite (Debian: `apt install flite`), which also knows when each word begins: the
onsets are the synthesizer's own, not a guess from the sound.
"""

from __future__ import annotations

import ctypes
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.footage import make, write_wave

RATE = 16_000
LEVEL = -21.0
"""dBFS (RMS) of each sentence."""
PAUSE = 400
"""ms between two sentences of the recording."""
MEDIA = Path(__file__).parent / "media"
SCRIPT = (
    ("rms", "The harbour opens at seven in the morning."),
    ("slt", "Fresh bread is sold beside the old stone bridge."),
    ("rms", "Nobody remembers who planted the seven tall trees."),
    ("slt", "Every summer the children paint little boats blue."),
    ("rms", "My grandfather built this wooden table by hand."),
    ("slt", "Later we walk along the river and watch the birds."),
    ("rms", "The train to the mountains leaves before breakfast."),
    ("slt", "Thank you for visiting our small town today."),
    ("rms", "um"),
    ("slt", "uh"),
)
"""Voice and words; the last two are what people say while they think."""
VOICES = tuple(
    (voice, text)
    for voice in ("awb", "kal16", "rms", "slt")
    for text in (
        "Tomorrow we will paint the kitchen ceiling a very pale green.",
        "If it rains again, take the big umbrella and an extra pair of shoes.",
        "I asked the captain why the engine made that awful noise all night.",
    )
)
"""Sentences that nothing was set by. The speakers are not new: word times were set by other sentences of theirs."""
SCRIPTS = {"speech": SCRIPT, "voices": VOICES}
"""By the names of the recordings."""


@dataclass(frozen=True)
class Spoken:
    """A sentence as it sounds, and its words with ms of their beginning and end."""

    samples: NDArray[np.float64]
    words: list[tuple[str, int, int]]


class _Wave(ctypes.Structure):
    """flite's cst_wave."""

    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


_ITEM = ctypes.c_void_p
_FUNCTIONS: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
    ("flite_synth_text", _ITEM, (ctypes.c_char_p, _ITEM)),
    ("utt_relation", _ITEM, (_ITEM, ctypes.c_char_p)),
    ("utt_wave", ctypes.POINTER(_Wave), (_ITEM,)),
    ("relation_head", _ITEM, (_ITEM,)),
    ("item_next", _ITEM, (_ITEM,)),
    ("item_feat_float", ctypes.c_float, (_ITEM, ctypes.c_char_p)),
    ("ffeature_string", ctypes.c_char_p, (_ITEM, ctypes.c_char_p)),
)


class Flite:
    """The synthesizer, through its C interface."""

    def __init__(self) -> None:
        """Raises OSError where the library is not installed."""
        self._library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
        for name in ("libflite_cmulex.so.1", "libflite_usenglish.so.1"):
            ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
        for name, result, arguments in _FUNCTIONS:
            function = getattr(self._library, name)
            function.restype, function.argtypes = result, arguments
        self._library.flite_init()
        self._voices: dict[str, Any] = {}

    def say(self, voice: str, text: str) -> Spoken:
        """Speak `text`, without the silence around it."""
        library = self._library
        utterance = library.flite_synth_text(text.encode(), self._voice(voice))
        found = library.utt_wave(utterance).contents
        assert (found.sample_rate, found.num_channels) == (RATE, 1)
        samples = np.ctypeslib.as_array(found.samples, (found.num_samples,)).astype(np.float64) / 32768
        words: list[tuple[str, float, float]] = []
        begin = 0.0
        segment = library.relation_head(library.utt_relation(utterance, b"Segment"))
        while segment:
            end = library.item_feat_float(segment, b"end")
            if library.ffeature_string(segment, b"name") != b"pau":
                word = library.ffeature_string(segment, b"R:SylStructure.parent.parent.name").decode()
                # No sentence of the script says a word twice in a row.
                since = words.pop()[1] if words and words[-1][0] == word else begin
                words.append((word, since, end))
            begin, segment = end, library.item_next(segment)
        first, last = words[0][1], words[-1][2]
        samples = samples[round(first * RATE) : round(last * RATE)]
        samples *= 10 ** (LEVEL / 20) / np.sqrt(np.mean(samples**2))
        return Spoken(samples, [(w, round((s - first) * 1000), round((e - first) * 1000)) for w, s, e in words])

    def _voice(self, name: str) -> Any:
        if name not in self._voices:
            register = getattr(ctypes.CDLL(f"libflite_cmu_us_{name}.so.1"), f"register_cmu_us_{name}")
            register.restype, register.argtypes = ctypes.c_void_p, (ctypes.c_char_p,)
            self._voices[name] = register(None)
        return self._voices[name]


def record(flite: Flite, script: Sequence[tuple[str, str]], name: str) -> None:
    """Speak `script` into `name`.ogg, and write down into `name`.json when which word is said."""
    pause = np.zeros(PAUSE * RATE // 1000)
    pieces, facts, at = [pause], [], PAUSE
    for voice, text in script:
        spoken = flite.say(voice, text)
        length = len(spoken.samples) * 1000 // RATE
        words = [{"w": word, "s": start, "e": end} for word, start, end in spoken.words]
        facts.append({"text": text, "voice": voice, "start": at, "end": at + length, "words": words})
        padded = np.zeros((length + PAUSE) * RATE // 1000)
        padded[: length * RATE // 1000] = spoken.samples[: length * RATE // 1000]
        pieces.append(padded)
        at += length + PAUSE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        write_wave(path, np.concatenate(pieces), RATE)
        make(MEDIA / f"{name}.ogg", "-i", f"file:{path}", "-c:a", "libopus", "-b:a", "32k")
    (MEDIA / f"{name}.json").write_text(json.dumps(facts, indent=None) + "\n", encoding="utf-8")


def main() -> int:
    """Speak the scripts that are named, or all; 1 when flite is missing."""
    try:
        flite = Flite()
    except OSError:
        sys.stderr.write("The words of the golden films need the library of the speech program flite.\n")
        return 1
    for name in sys.argv[1:] or SCRIPTS:
        record(flite, SCRIPTS[name], name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
