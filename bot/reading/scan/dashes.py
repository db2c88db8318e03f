"""Dashed and dotted rules drawn through, so that they are rules as any other."""

from typing import Any

import cv2
import numpy as np

from bot.reading.scan.picture import Mask

_THIN = 7  # pixels: a dash is no thicker
_APART = 17  # pixels from one dash to the next, at most
#: The longest dash in pixels, and for how many pixels such dashes run on at least: strokes of letters that happen to
#: follow each other are long ones and soon end.
_KINDS = ((16, 24), (45, 120))
_CROSSING = 41  # pixels between two pieces of one rule, where others cross it
_LEAST = 60  # pixels of such a rule
#: Pixels of it where other rows have it already: across a low row. Elsewhere colons below each other are as long.
LOW = 34


def with_dashes(ink: Mask, least: int = _LEAST) -> Mask:
    """The ink, and the white between dashes that follow each other for `least` pixels."""
    return ink | level_dashes(ink, least) | upright_dashes(ink, least)


def upright_dashes(ink: Mask, least: int = _LEAST) -> Mask:
    return np.ascontiguousarray(level_dashes(np.ascontiguousarray(ink.T), least).T)


def level_dashes(ink: Mask, least: int = _LEAST) -> Mask:
    """Level rules of dashes, drawn through; nothing else."""
    _, labels, facts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    through = np.zeros_like(ink)
    for longest, run in _KINDS:
        through |= _drawn_through(labels, facts, longest, run)
    whole = cv2.morphologyEx(through, cv2.MORPH_CLOSE, np.ones((1, _CROSSING), np.uint8))
    return np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, least), np.uint8)), np.uint8)


def _drawn_through(labels: Any, facts: Any, longest: int, least: int) -> Mask:
    is_dash = (facts[:, cv2.CC_STAT_HEIGHT] <= _THIN) & (facts[:, cv2.CC_STAT_WIDTH] <= longest)
    is_dash[0] = False
    dashes = np.asarray(is_dash[labels], np.uint8) * np.uint8(255)
    thick = cv2.dilate(dashes, np.ones((3, 1), np.uint8))  # a rule that falls a little still runs on
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, _APART), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    return np.asarray(cv2.erode(runs, np.ones((3, 1), np.uint8)), np.uint8)
