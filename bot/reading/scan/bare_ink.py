"""Black ink that no line of text covers: a number that was missed, a note by hand, a tick. All of it is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from bot.reading.doubts import Spot
from bot.reading.scan.char import settled
from bot.reading.scan.characters import Written
from bot.reading.scan.engine import Engine
from bot.reading.scan.picture import PIXELS, Mask, Picture, Quad, crop_of

_DIRT = 6  # pixels of ink: less is none
_LEAST = 20  # pixels of ink in a place; the thinnest 1 has more
_NEAR = 7  # pixels: ink nearer to each other is of one place
_SMALLEST, _LARGEST = 0.35, 1.6  # of a character's height: what may be a character
_WIDEST = 4.0  # of a character's width: what may be a number or a word
_PALE = 0.25  # of a character's height around it: paper that the reader wants to see
_SURE = 0.9  # the least score of what is taken for a character: a tick or a blot looks like some


@dataclass(frozen=True, slots=True)
class Bare:
    """One such place, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def spot(self) -> Spot:
        corners = (self.x, self.y, self.x + self.width, self.y + self.height)
        x0, top, x1, bottom = (value / PIXELS for value in corners)
        return Spot((x0, top, x1, bottom), "ink")


def bare_ink(ink: Mask, lines: Sequence[Written]) -> list[Bare]:
    """Where there is ink beside all lines; `ink` is that of the page without its rules."""
    rest = ink.copy()
    for line in lines:
        cv2.fillConvexPoly(rest, line.quad.astype(np.int32), 0)
    rest = _without_dirt(rest)
    near = cv2.dilate(rest, np.ones((_NEAR, _NEAR), np.uint8))
    count, _, facts, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    found = []
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in facts[label])
        inked = np.count_nonzero(rest[y : y + height, x : x + width])
        if max(width, height) > 2 * _NEAR and inked > _LEAST:
            found.append(Bare(x, y, width, height))
    return found


def _without_dirt(ink: Mask) -> Mask:
    _, labels, facts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = facts[:, cv2.CC_STAT_AREA] > _DIRT
    kept[0] = False
    return np.asarray(kept[labels], np.uint8) * np.uint8(255)


def read_bare(picture: Picture, found: Sequence[Bare], stain: Mask, engine: Engine, em: float) -> list[Written]:
    """The characters among it: one alone in its cell is easily overlooked. `em`: the width of a Chinese one."""
    likely = [one for one in found if _may_be_read(one, stain, em)]
    quads = [_quad(one, em) for one in likely]
    read = engine.read([crop_of(picture, quad) for quad in quads])
    return [
        Written(quad, tuple(settled(chars)))
        for quad, chars in zip(quads, read, strict=True)
        if chars and min(char.score for char in chars) > _SURE and any(char.text.isalnum() for char in chars)
    ]


def _may_be_read(one: Bare, stain: Mask, em: float) -> bool:
    width, height = one.width - _NEAR, one.height - _NEAR
    if np.any(stain[one.y : one.y + one.height, one.x : one.x + one.width]):
        return False
    return _SMALLEST * em < height < _LARGEST * em and width < _WIDEST * em


def _quad(one: Bare, em: float) -> Quad:
    x0, y0 = one.x - _PALE * em, one.y - _PALE * em / 2
    x1, y1 = one.x + one.width + _PALE * em, one.y + one.height + _PALE * em / 2
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)
