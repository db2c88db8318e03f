"""A page the right way up: quarter turns and heads down found out by its text, the paper's own edges where seen."""

from collections.abc import Sequence

import cv2
import numpy as np

from bot.reading.scan.char import Char
from bot.reading.scan.engine import Engine
from bot.reading.scan.picture import Picture, Quad, crop_of

_PROBE = 900  # pixels of the longer side: enough to see which way lines run
_TRIED, _PART = 6, 10.0  # lines that are read both ways up, and how much of each: so many times its height
_PAPER = 0.35  # of the picture, at least
_ASKEW = 12.0  # degrees by which a corner of a photographed sheet is off
_SMALL, _GOOD, _LARGE = 26.0, 42.0, 62.0  # pixels of a line of text
_SMALLER = 0.2  # of the lines are smaller
_LONGEST = 4000  # pixels of the longer side, whatever the letters
_LARGEST_SLANT = 20.0  # degrees


def upright(picture: Picture, engine: Engine) -> tuple[Picture, float]:
    """The picture with its text running from left to right, level to about a tenth of a degree.

    And the pixels of its smaller lines.
    """
    lines = _probe(picture, engine)
    if not lines:
        return picture, _SMALL
    if sum(_is_tall(line) for line in lines) > sum(_is_wide(line) for line in lines):
        picture = np.ascontiguousarray(np.rot90(picture))
        lines = _probe(picture, engine)
    wide = sorted((line for line in lines if _is_wide(line)), key=_width, reverse=True)
    if _is_upside_down(picture, wide[:_TRIED], engine):
        picture = np.ascontiguousarray(np.rot90(picture, 2))
    heights = [_height(line) for line in wide or lines]
    picture, share = legible(level(picture, _slant(wide)), float(np.median(heights)))
    return picture, share * float(np.quantile(heights, _SMALLER))


def legible(picture: Picture, usual: float) -> tuple[Picture, float]:
    """The picture in the size in which its letters are read best: a file's own resolution is often nonsense.

    `usual`: pixels of a line of text. And by how much it was made larger.
    """
    if _SMALL <= usual <= _LARGE:
        return picture, 1.0
    share = max(0.2, min(3.0, _GOOD / usual, _LONGEST / max(picture.shape[:2])))
    way = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=way), np.uint8), share


def _probe(picture: Picture, engine: Engine) -> list[Quad]:
    """The lines of text as seen from afar, in the picture's own pixels."""
    share = min(1.0, _PROBE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return [line / share for line in engine.lines(np.asarray(small, np.uint8))]


def _width(line: Quad) -> float:
    return float(np.linalg.norm(line[1] - line[0]))


def _height(line: Quad) -> float:
    return float(np.linalg.norm(line[3] - line[0]))


def _is_wide(line: Quad) -> bool:
    across = np.abs(line[1] - line[0])
    return _width(line) > 1.8 * _height(line) and bool(across[0] > across[1])


def _is_tall(line: Quad) -> bool:
    box = np.ptp(line, axis=0)
    return bool(box[1] > 1.8 * box[0])


def _is_upside_down(picture: Picture, lines: Sequence[Quad], engine: Engine) -> bool:
    """Whether the lines read better with their heads down."""
    crops = [crop[:, : round(_PART * crop.shape[0])] for crop in (crop_of(picture, line) for line in lines)]
    if not crops:
        return False
    read = engine.read([*crops, *(np.ascontiguousarray(np.rot90(crop, 2)) for crop in crops)])
    here, turned = read[: len(crops)], read[len(crops) :]
    return sum(map(_sense, turned)) > sum(map(_sense, here))


def _sense(chars: Sequence[Char]) -> float:
    """How surely a line was read: characters times their mean score, doubtful ones for nothing."""
    return sum(max(0.0, char.score - 0.5) for char in chars)


def _slant(lines: Sequence[Quad]) -> float:
    """Degrees by which the longer lines of text fall to the right."""
    angles = [float(np.degrees(np.arctan2(*(line[1] - line[0])[::-1]))) for line in lines]
    return float(np.median(angles)) if angles else 0.0


def level(picture: Picture, slant: float) -> Picture:
    if not 0.05 < abs(slant) < _LARGEST_SLANT:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


def sheet_of(picture: Picture) -> Picture:
    """The sheet alone, its corners square, where it lies bright on something darker; else the picture as it is."""
    share = 600 / max(picture.shape[:2])
    small = cv2.cvtColor(cv2.resize(picture, None, fx=share, fy=share), cv2.COLOR_RGB2GRAY)
    soft = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), (0, 0), 2)
    limit, bright = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if not np.any(soft < limit) or np.median(soft[soft <= limit]) > 0.6 * np.median(soft[soft > limit]):
        return picture
    outlines = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    largest = max(outlines, key=cv2.contourArea)
    corners = cv2.approxPolyDP(largest, 0.03 * cv2.arcLength(largest, closed=True), closed=True)
    if len(corners) != 4 or cv2.contourArea(corners) < _PAPER * small.size or not cv2.isContourConvex(corners):
        return picture
    sheet = in_order(corners.reshape(4, 2).astype(np.float32))
    return crop_of(picture, sheet / share) if _is_square(sheet) else picture


def _is_square(sheet: Quad) -> bool:
    """Whether the corners are nearly right angles: those of a sheet that a shadow cuts are not."""
    along = np.roll(sheet, -1, axis=0) - sheet
    turns = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    angles = (np.roll(turns, -1) - turns) % 360
    return bool(np.abs(angles - 90).max() < _ASKEW)


def in_order(corners: Quad) -> Quad:
    """Four corners from the top left one, clockwise."""
    sums, differences = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    chosen = [sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin()]
    return np.asarray(corners[chosen], np.float32)
