"""A bent page made flat: its ruling lines, or else its lines of text, say how it is bent.

Each level line i of the paper lies at one height c_i, wherever the camera saw it; so y + P(x, y) = c_i along it, with
one smooth P for the page. P (terms in x, for what depends on y alone shows nowhere) and all c_i come from one least
squares; upright lines give the same for x. Skew, perspective and curl are all of this form.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import cv2
import numpy as np

from bot.reading.scan.picture import Picture, Quad
from bot.reading.scan.rules import Points

Floats: TypeAlias = Any  # an array
Terms = Callable[[Floats, Floats], Floats]

_LONG = 0.12  # of the page's width: shorter lines do not tell how it bends
_FEW = 3
_RIDGE = 1e-4
_LARGEST = 0.12  # of the page: a bend beyond this is a misreading of the lines
_STEP = 16  # pixels between the points at which the bend is worked out


def _across(x: Floats, y: Floats) -> Floats:
    """What may bend a level line."""
    return np.stack([x, x**2, x**3, x**4, x * y, x**2 * y, x**3 * y, x * y**2, x**2 * y**2], axis=-1)


def _slight(x: Floats, y: Floats) -> Floats:
    """What may bend an upright line, or a level one where only text tells: perspective, and a little more."""
    return np.stack([x, x**2, x * y, x**2 * y], axis=-1)


def flat(picture: Picture, levels: Sequence[Points], uprights: Sequence[Points], text: Sequence[Quad]) -> Picture:
    """The picture with level lines level and upright lines upright; as it is where too few lines tell."""
    height, width = picture.shape[:2]
    size = float(max(height, width))
    levels = [line for line in levels if np.ptp(line[:, 0]) > _LONG * width]
    uprights = [line for line in uprights if np.ptp(line[:, 1]) > 0.5 * _LONG * height]
    terms: Terms = _across
    if len(levels) < _FEW:
        levels, terms = (
            [_middle(line) for line in text if _middle(line)[1, 0] - _middle(line)[0, 0] > _LONG * width],
            _slight,
        )
    down = _fit([line / size for line in levels], terms)
    right = _fit([line[:, ::-1] / size for line in uprights], _slight)
    if down is None and right is None:
        return picture
    return _bent_back(picture, size, down, terms, right)


def _middle(line: Quad) -> Points:
    return np.asarray([(line[0] + line[3]) / 2, (line[1] + line[2]) / 2], np.float32)


def _fit(lines: Sequence[Points], terms: Terms) -> Floats | None:
    """The coefficients of the bend; None where too few lines tell, or it is larger than any page's."""
    if len(lines) < _FEW:
        return None
    points = np.concatenate(lines).astype(np.float64)
    which: Floats = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    bends = terms(points[:, 0] - 0.5, points[:, 1] - 0.5)
    heights = np.zeros((len(points), len(lines)))
    heights[np.arange(len(points)), which] = -1
    ridge = np.concatenate([np.eye(bends.shape[1]) * _RIDGE**0.5, np.zeros((bends.shape[1], len(lines)))], axis=1)
    left = np.concatenate([np.concatenate([bends, heights], axis=1), ridge])
    right = np.concatenate([-points[:, 1], np.zeros(bends.shape[1])])
    solved = np.linalg.lstsq(left, right, rcond=None)[0][: bends.shape[1]]
    return solved if np.abs(bends @ solved).max() < _LARGEST else None


def _bent_back(picture: Picture, size: float, down: Floats | None, terms: Terms, right: Floats | None) -> Picture:
    """For each point of the flat page, where it is in the picture: x = u − Q(y, x), y = v − P(x, y), by iteration."""
    height, width = picture.shape[:2]
    steps = [np.arange(0, side + _STEP, _STEP) / size for side in (height, width)]
    mesh: Floats = np.meshgrid(*steps, indexing="ij")
    v, u = mesh
    x, y = u.copy(), v.copy()
    for _ in range(6):
        bend_y = terms(x - 0.5, y - 0.5) @ down if down is not None else np.zeros_like(v)
        bend_x = _slight(y - 0.5, x - 0.5) @ right if right is not None else np.zeros_like(u)
        x, y = u - bend_x, v - bend_y
    shape = (x.shape[1] * _STEP, x.shape[0] * _STEP)
    offset_x = cv2.resize((x - u).astype(np.float32) * size, shape, interpolation=cv2.INTER_LINEAR)[:height, :width]
    offset_y = cv2.resize((y - v).astype(np.float32) * size, shape, interpolation=cv2.INTER_LINEAR)[:height, :width]
    points: Floats = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    column, row = points
    moved = cv2.remap(picture, column + offset_x, row + offset_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)
