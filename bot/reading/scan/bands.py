"""A coloured or dark ground, as headers have it, made white and its letters black; the ground's edge stays drawn."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.reading.scan.picture import Mask, Picture, mask_of

_DARK = 135  # of 255 in the red channel: a ground that would hide black letters
_BRIGHT = 60  # how far the strongest channel of a coloured ground stands above the weakest
_AROUND = 31  # pixels: the square whose share of dark ones tells a ground from letters
_GROUND = 0.56  # of such a square is dark: of the boldest letters less is
_LOWEST, _SHORTEST = 24, 60  # pixels of a ground
_STRIP, _ACROSS = 4, 0.3  # a coloured one is so many times as long as high, and so much of the page: a seal is not
_FILLED = 0.85  # of the rectangle around it: what is of another form is a shadow or a figure
_LARGEST = 0.3  # of the picture: what takes more lies around the paper
_EDGE = 5  # pixels of the edge that is drawn
_PARTED, _THROUGH = 8.0, 0.85  # of 255, lighter or darker than the ground; of the way across it: a rule within it
_BESIDE = 600  # pixels from a ground: how far rules of its table are looked for
_STROKE = 70  # pixels: longer than a letter's
_LETTER = (5, 80)  # pixels of the longer side of a letter, or of a part of it
_STEP, _SPAN = 40, 150  # pixels along a ground: how often its level is measured, and how far to each side
_FAINTEST = 60.0  # of 255: white letters stand out so much at least
_INK = 128  # of 255: a letter, once the ground is white


@dataclass(frozen=True, slots=True)
class _Ground:
    """`place`: where it is; `box`: x, y, width, height around it."""

    place: Mask
    box: tuple[int, int, int, int]


def without_dark_grounds(picture: Picture) -> Picture:
    """The picture with the ground of every dark or coloured strip made white, the letters on it black."""
    out = picture
    for ground in _grounds(picture):
        if out is picture:
            out = picture.copy()
        _turn(out, picture, ground)
        edge = cv2.morphologyEx(ground.place, cv2.MORPH_GRADIENT, np.ones((_EDGE, _EDGE), np.uint8))
        out[edge > 0] = 0
        _draw_rules(out, picture, ground)
    return out


def _grounds(picture: Picture) -> Iterator[_Ground]:
    dark = picture[:, :, 0] < _DARK
    yield from _rectangles(_solid(mask_of(dark)), strips=False)
    spread = picture.max(axis=2).astype(np.int16) - picture.min(axis=2)
    yield from _rectangles(_solid(mask_of((spread > _BRIGHT) & ~dark)), strips=True)


def _solid(dark: Mask) -> Mask:
    share = cv2.boxFilter(dark, cv2.CV_32F, (_AROUND, _AROUND), borderType=cv2.BORDER_REPLICATE) / 255
    return cv2.dilate(mask_of(share > _GROUND), np.ones((5, 5), np.uint8))


def _turn(out: Picture, picture: Picture, ground: _Ground) -> None:
    """White letters or black ones, whichever there are more of; each in the channel that parts them best."""
    x, y, wide, high = ground.box
    place = ground.place[y : y + high, x : x + wide] > 0
    part = picture[y : y + high, x : x + wide].astype(np.float32)
    usual = np.median(part[place], axis=0)
    low, top = int(usual.argmin()), int(usual.argmax())
    level, white = _levels(part[:, :, low], place)
    deepest, _ = _levels(part[:, :, top], place)
    light = (part[:, :, low] - level) / np.maximum(_FAINTEST, (255 - float(usual[low])) * white / white.max())
    deep = (deepest - part[:, :, top]) / np.maximum(64.0, deepest)
    ink = max((light, deep), key=lambda one: _lettered(mask_of((one > 0.5) & place)))
    out[y : y + high, x : x + wide][place] = (255 * (1 - np.clip(ink[place], 0, 1))).astype(np.uint8)[:, None]


def _levels(channel: NDArray[np.float32], place: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The ground's own level along it, and its brightest: under a shadow both are darker, column by column."""
    known = np.where(place, channel, np.nan)
    steps = range(0, channel.shape[1], _STEP)
    found = [np.nanpercentile(known[:, max(0, x - _SPAN) : x + _SPAN], (50, 99)) for x in steps]
    columns = np.arange(channel.shape[1])
    return np.stack([np.interp(columns, steps, level) for level in np.transpose(found)]).astype(np.float32)


def _lettered(ink: Mask) -> int:
    """How many pixels of it are as large as parts of letters: rules are longer, noise is less."""
    _, _, facts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = facts[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    return int(facts[1:, cv2.CC_STAT_AREA][(sides > _LETTER[0]) & (sides < _LETTER[1])].sum())


def _draw_rules(out: Picture, picture: Picture, ground: _Ground) -> None:
    """Draws in black the rules across a ground: those of nearly its own colour, and those of the rows beside it."""
    x, y, wide, high = ground.box
    lying = wide >= high
    part, target = picture[y : y + high, x : x + wide], out[y : y + high, x : x + wide]
    place = ground.place[y : y + high, x : x + wide]
    if not lying:
        part, target, place = part.transpose(1, 0, 2), target.transpose(1, 0, 2), place.T
    grey = part.astype(np.float32).mean(axis=2)
    level, _ = _levels(grey, place > 0)
    inner = grey[_EDGE:-_EDGE]  # letters nowhere go from edge to edge
    rules = (np.abs(inner - level) > _PARTED).mean(axis=0) > _THROUGH
    rules[:_EDGE] = rules[-_EDGE:] = False
    target[:, rules] = 0
    if not rules.any():
        _draw_on(target, place, _reaching(picture, ground, lying=lying))


def _reaching(picture: Picture, ground: _Ground, *, lying: bool) -> Mask:
    """Along a ground: where the rows below it, or above, have upright rules. The next may be merged and have none."""
    x, y, wide, high = ground.box
    grey, start, end, along = picture[:, :, 0], y, y + high, slice(x, x + wide)
    if not lying:
        grey, start, end, along = grey.T, x, x + wide, slice(y, y + high)
    found: Mask = np.zeros(along.stop - along.start, bool)
    for rows in (grey[end : end + _BESIDE, along], grey[max(0, start - _BESIDE) : start, along][::-1]):
        for at in _uprights(rows):
            found[at - 1 : at + 2] = True
    found[: _AROUND // 2] = found[-_AROUND // 2 :] = False
    return found


def _uprights(rows: Mask) -> list[int]:
    """Where upright rules stand in these rows: there, where each begins, since a page may lie a little turned."""
    if len(rows) <= _STROKE:
        return []
    dark = cv2.dilate(mask_of(rows < _INK), np.ones((1, 3), np.uint8))
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_STROKE, 1), np.uint8))
    _, labels, facts, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    places: list[int] = []
    for label in sorted(range(1, len(facts)), key=lambda one: int(facts[one, cv2.CC_STAT_TOP])):
        at = int(np.flatnonzero(labels[facts[label, cv2.CC_STAT_TOP]] == label).mean())
        if all(abs(at - other) > _AROUND for other in places):
            places.append(at)
    return places


def _draw_on(target: Picture, place: Mask, rules: Mask) -> None:
    """Draws those rules on through a ground now white, where no letter stands in their way."""
    within = cv2.erode(place, np.ones((2 * _EDGE + 1, 2 * _EDGE + 1), np.uint8)) > 0
    inked = cv2.dilate(mask_of((target[:, :, 0] < _INK) & within), np.ones((1, 5), np.uint8)) > 0
    drawn = rules & ~inked.any(axis=0)
    target[:, drawn] = np.where(place[:, drawn, None] > 0, 0, target[:, drawn])


def _rectangles(ground: Mask, *, strips: bool) -> Iterator[_Ground]:
    """The parts of it that are rectangles, turned a little or not, within the picture. `strips`: only long ones."""
    height, width = ground.shape
    count, labels, facts, _ = cv2.connectedComponentsWithStats(ground, connectivity=4)
    for label in range(1, count):
        x, y, wide, high, area = (int(value) for value in facts[label])
        within = x > 0 and y > 0 and x + wide < width and y + high < height
        short, long = sorted((wide, high))
        if not within or short < _LOWEST or long < _SHORTEST or area > _LARGEST * ground.size:
            continue
        if strips and (long < _STRIP * short or long < _ACROSS * (width if long == wide else height)):
            continue
        place = mask_of(labels == label)
        around = cv2.minAreaRect(cv2.findNonZero(place))[1]
        if area > _FILLED * around[0] * around[1]:
            closed = cv2.morphologyEx(place, cv2.MORPH_CLOSE, np.ones((_AROUND, _AROUND), np.uint8))
            yield _Ground(closed, (x, y, wide, high))
