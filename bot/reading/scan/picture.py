"""Pictures as arrays, and the ink on them: light made even, coloured ink told from black."""

from typing import Any, TypeAlias

import cv2
import numpy as np

# Arrays. numpy comes with the extra alone, so for the checker of types, who may not have it, they are anything.
Picture: TypeAlias = Any  # bytes: height, width, RGB
Mask: TypeAlias = Any  # bytes: height, width; 255 where it is so
Quad: TypeAlias = Any  # floats: four corners, x and y

DPI = 200
#: Pixels of a point, the unit in which pages are measured.
PIXELS = DPI / 72
_DARK = 160  # of 255, on even light: ink
_PALE = 14  # of 255, below the brightness around: drawn
_COLOURED = 60  # how far the strongest channel stands above the weakest
_TINTED = 30  # the same of what has a little colour


def even(picture: Picture) -> Picture:
    """The picture as under even white light: every channel divided by the paper's own brightness around."""
    small = cv2.resize(picture, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))  # letters are smaller than this, so paper is left
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 9), (0, 0), 3)
    light = cv2.resize(paper, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.asarray(np.clip(picture * (250.0 / np.maximum(light, 40.0)), 0, 255), np.uint8)


def black(picture: Picture) -> Mask:
    """Black and grey ink. In the red channel red ink is as bright as paper, so a seal leaves no trace."""
    return mask_of(cv2.GaussianBlur(np.ascontiguousarray(picture[:, :, 0]), (3, 3), 0) < _DARK)


def drawn(picture: Picture) -> Mask:
    """What is darker than its surroundings by a little: rules are often finer and paler than letters.

    Of what coloured ink covers, only what is black.
    """
    pale = _darker(picture[:, :, 0])
    dark = mask_of(cv2.GaussianBlur(picture.max(axis=2), (3, 3), 0) < _DARK)  # in every colour, as black is
    tinted = cv2.dilate(coloured(picture, _TINTED), np.ones((5, 5), np.uint8))  # the pale edge of a stamp's frame too
    return np.where(tinted > 0, pale & dark, pale)


def drawn_in_any_colour(picture: Picture) -> Mask:
    """The same, coloured ink too: there are forms whose rules are red."""
    return _darker(picture.min(axis=2))


def _darker(channel: Mask) -> Mask:
    soft = cv2.GaussianBlur(np.ascontiguousarray(channel), (3, 3), 0)
    return np.asarray(
        cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, _PALE), np.uint8
    )


def coloured(picture: Picture, spread: int = _COLOURED) -> Mask:
    """Red, blue and violet ink: of seals, receipt stamps, pens. `spread`: of its channels, at least."""
    soft = cv2.GaussianBlur(picture, (0, 0), 1.2).astype(np.int16)
    return mask_of(soft.max(axis=2) - soft.min(axis=2) > spread)


def mask_of(where: Any) -> Mask:
    return np.asarray(where, np.uint8) * np.uint8(255)


def crop_of(picture: Picture, quad: Quad) -> Picture:
    """The part of the picture within four corners, turned upright."""
    width = max(1, round(float(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[3] - quad[2])))))
    height = max(1, round(float(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2])))))
    goal = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), goal)
    return np.asarray(
        cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )
