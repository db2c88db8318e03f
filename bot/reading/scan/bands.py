"""White letters on a dark ground, as headers have them, made black on white; the ground's edge stays drawn."""

from collections.abc import Iterator

import cv2
import numpy as np

from bot.reading.scan.picture import Mask, Picture, mask_of

_DARK = 135  # of 255 in the red channel
_AROUND = 31  # pixels: the square whose share of dark ones tells a ground from letters
_GROUND = 0.56  # of such a square is dark: of the boldest letters less is
_LOWEST, _SHORTEST = 24, 60  # pixels of a ground
_FILLED = 0.85  # of the rectangle around it: what is of another form is a shadow or a figure
_LARGEST = 0.3  # of the picture: what takes more lies around the paper
_EDGE = 5  # pixels of the edge that is drawn
_PARTED, _THROUGH = 8.0, 0.85  # of 255, lighter or darker than the ground; of the way across it: a rule within it


def without_dark_grounds(picture: Picture) -> Picture:
    """The picture with every dark rectangle turned to its negative."""
    dark = mask_of(picture[:, :, 0] < _DARK)
    share = cv2.boxFilter(dark, cv2.CV_32F, (_AROUND, _AROUND), borderType=cv2.BORDER_REPLICATE) / 255
    ground = cv2.dilate(mask_of(share > _GROUND), np.ones((5, 5), np.uint8))
    out = picture
    for place in _rectangles(ground):
        if out is picture:
            out = picture.copy()
        grey = picture[:, :, 0][place > 0].astype(np.float32)
        level = float(np.median(grey[grey < _DARK]))
        turned = 255 - np.clip((grey - level) * (255 / (255 - level)), 0, 255)
        out[place > 0] = turned.astype(np.uint8)[:, None]
        edge = cv2.morphologyEx(place, cv2.MORPH_GRADIENT, np.ones((_EDGE, _EDGE), np.uint8))
        out[edge > 0] = 0
        _draw_rules(out, picture[:, :, 0], place, level)
    return out


def _draw_rules(out: Picture, grey: Mask, place: Mask, level: float) -> None:
    """Draws in black the rules across a ground, which are of nearly its own colour."""
    x, y, wide, high = cv2.boundingRect(place)
    part, target = grey[y : y + high, x : x + wide], out[y : y + high, x : x + wide]
    if wide < high:
        part, target = part.T, target.transpose(1, 0, 2)
    inner = part[_EDGE:-_EDGE].astype(np.float32)  # letters nowhere go from edge to edge
    rules = (np.abs(inner - level) > _PARTED).mean(axis=0) > _THROUGH
    rules[:_EDGE] = rules[-_EDGE:] = False
    target[:, rules] = 0


def _rectangles(ground: Mask) -> Iterator[Mask]:
    """The parts of it that are rectangles, turned a little or not, within the picture."""
    height, width = ground.shape
    count, labels, facts, _ = cv2.connectedComponentsWithStats(ground, connectivity=4)
    for label in range(1, count):
        x, y, wide, high, area = (int(value) for value in facts[label])
        within = x > 0 and y > 0 and x + wide < width and y + high < height
        if not within or min(wide, high) < _LOWEST or max(wide, high) < _SHORTEST or area > _LARGEST * ground.size:
            continue
        place = mask_of(labels == label)
        around = cv2.minAreaRect(cv2.findNonZero(place))[1]
        if area > _FILLED * around[0] * around[1]:
            yield cv2.morphologyEx(place, cv2.MORPH_CLOSE, np.ones((_AROUND, _AROUND), np.uint8))
