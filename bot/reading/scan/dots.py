"""A page of black dots for grey, as a fax or a copier in its mode for pictures makes it, grey again."""

import cv2
import numpy as np

from bot.reading.scan.picture import Picture, mask_of

_INK = 128  # of 255
_DOT = 4  # pixels, those that touch by a side alone; strokes of letters are more
_SPECKLED = 0.01  # dots a pixel of the page: dust is a tenth of it
_SOFT = 1.4  # pixels over which dots become the grey that they stand for


def without_dots(picture: Picture) -> Picture:
    """The picture softened where its paper is dots; else as it is. Rules are not found among dots."""
    ink = mask_of(np.ascontiguousarray(picture[:, :, 0]) < _INK)
    _, _, facts, _ = cv2.connectedComponentsWithStats(ink, connectivity=4)
    dots = np.count_nonzero(facts[1:, cv2.CC_STAT_AREA] <= _DOT)
    if dots < _SPECKLED * ink.size:
        return picture
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), _SOFT), np.uint8)
