"""Lines of text on a flat page → characters, each with its box in points, and the spots of doubt about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from bot.reading.doubts import Box, Spot
from bot.reading.pdf_lines import Glyph
from bot.reading.scan.char import CJK, Char, settled
from bot.reading.scan.engine import Engine
from bot.reading.scan.picture import PIXELS, Mask, Picture, Quad, crop_of
from bot.reading.scan.rule import Rule

#: The least score of a character that nobody need look at; how sure is sure enough depends on what the words are.
SURE = 0.97
_WIDER = 0.11  # of a character's width: no place is known more exactly, so boxes are so much wider on each side
_NARROW = 0.55  # of a character's width: what a letter or digit takes
_REACH = 0.7  # of a character's width: how far from its middle its ink may stand, as exactly as that is known
_OPENING = "（《“〔【"
_CLOSING = "，。、；：！？）》”"
_MISSING = 0.4  # of a character's width: more white between neighbours is room for another
_BLUR, _LEAST = 0.08, 0.06  # of a character's width: how exactly places are known; less ink than the second is dirt
_EDGE = 8.0  # pixels
_CUT = 4  # pixels from the edge of the picture: no page has letters there
_WALL = 5.0  # pixels from the middle of a rule to where its ink has ended


@dataclass(frozen=True, slots=True)
class Written:
    """One line of text: its corners in pixels, its characters."""

    quad: Quad
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def box(self) -> Box:
        """In points."""
        left, top = self.quad.min(axis=0) / PIXELS
        right, bottom = self.quad.max(axis=0) / PIXELS
        return float(left), float(top), float(right), float(bottom)

    @property
    def width(self) -> float:
        return float(np.linalg.norm(self.quad[1] - self.quad[0]))

    @property
    def height(self) -> float:
        return float(np.linalg.norm(self.quad[3] - self.quad[0]))


def read_lines(picture: Picture, height: float, engine: Engine, uprights: Sequence[Rule], ink: Mask) -> list[Written]:
    """What stands on the page, line by line; a line that runs over an upright rule is two.

    `height`: pixels of its smaller lines; `ink` is that of the page without its rules.
    """
    parts = _apart([part for quad in engine.lines(picture, height) for part in _parted(quad, uprights)])
    quads = [_grown(part, ink, parts, uprights) for part in parts]
    read = engine.read([crop_of(picture, quad) for quad in quads])
    return [Written(quad, tuple(settled(chars))) for quad, chars in zip(quads, read, strict=True) if chars]


def _parted(quad: Quad, uprights: Sequence[Rule]) -> list[Quad]:
    """The parts of a line between the upright rules that it crosses."""
    left, right = float(quad[:, 0].min()), float(quad[:, 0].max())
    middle = float(quad[:, 1].mean())
    cuts = sorted(rule.at for rule in uprights if left < rule.at < right and rule.start <= middle <= rule.end)
    ends = [left, *cuts, right]
    parts = [(one, other) for one, other in pairwise(ends) if other - one > _EDGE]
    return [_part(quad, one, other, {left, right}) for one, other in parts] if cuts else [quad]


def _part(quad: Quad, start: float, end: float, outer: set[float]) -> Quad:
    """The part of a nearly level quad from `start` to `end`, a rule's own thickness left out."""
    start, end = start + (0 if start in outer else 4), end - (0 if end in outer else 4)

    def at(left: int, right: int, x: float) -> tuple[float, float]:
        one, other = quad[left], quad[right]
        share = (x - one[0]) / max(1.0, other[0] - one[0])
        return x, float(one[1] + share * (other[1] - one[1]))

    return np.array([at(0, 1, start), at(0, 1, end), at(3, 2, end), at(3, 2, start)], np.float32)


def _apart(quads: Sequence[Quad]) -> list[Quad]:
    """The lines without those that begin within another: a character at its end is else read twice."""
    kept: list[Quad] = []
    for quad in sorted(quads, key=lambda one: -float(np.ptp(one[:, 0]))):
        longer = next((at for at, one in enumerate(kept) if _shares(one, quad)), None)
        if longer is None:
            kept.append(quad)
            continue
        whole = kept[longer] = kept[longer].copy()
        whole[[0, 3], 0] = np.minimum(whole[[0, 3], 0], quad[:, 0].min())
        whole[[1, 2], 0] = np.maximum(whole[[1, 2], 0], quad[:, 0].max())
    return kept


def _shares(one: Quad, other: Quad) -> bool:
    """Whether `other` stands in the row of `one` and a third of it within."""
    top, bottom = max(one[:2, 1].mean(), other[:2, 1].mean()), min(one[2:, 1].mean(), other[2:, 1].mean())
    left, right = max(one[:, 0].min(), other[:, 0].min()), min(one[:, 0].max(), other[:, 0].max())
    low: float = min(np.ptp(one[:, 1]), np.ptp(other[:, 1]))
    return bool(bottom - top > 0.6 * low and right - left > 0.3 * np.ptp(other[:, 0]))


def _grown(quad: Quad, ink: Mask, others: Sequence[Quad], uprights: Sequence[Rule]) -> Quad:
    """The line drawn on over the ink behind its end: a full stop at the edge of a cell is easily left out."""
    top, bottom = float(quad[:2, 1].mean()), float(quad[2:, 1].mean())
    height, edge = bottom - top, float(quad[1:3, 0].mean())
    walls = [
        rule.at - _WALL for rule in uprights if rule.at > edge - _WALL and rule.start <= bottom and rule.end >= top
    ]
    reach = min([edge + 0.8 * height, *walls])
    band = ink[max(0, round(top + 0.1 * height)) : round(bottom - 0.05 * height), round(edge) : max(0, round(reach))]
    columns: Any = np.flatnonzero(np.count_nonzero(band, axis=0) > 1) if band.size else []
    if len(columns) < 3:
        return quad
    far = edge + float(columns[-1])
    if any(_holds(other, far, top, bottom) for other in others if other is not quad):
        return quad
    grown = quad.copy()
    grown[1:3, 0] += far + 3 - edge
    return grown


def _holds(quad: Quad, x: float, top: float, bottom: float) -> bool:
    middle = (top + bottom) / 2
    return bool(quad[:, 0].min() - 2 <= x <= quad[:, 0].max() + 2 and quad[:, 1].min() <= middle <= quad[:, 1].max())


# ---------------------------------------------------------------- characters
def glyphs_of(line: Written, usual: float) -> list[Glyph]:
    """The line's characters with their boxes, each of which begins behind the one before.

    `usual` is the width of a Chinese character where the line tells none.
    """
    em = em_of(line) or usual
    top, bottom = float(line.quad[:2, 1].mean()), float(line.quad[2:, 1].mean())
    middle, half = (top + bottom) / 2, em / 2
    left, right = float(line.quad[[0, 3], 0].mean()), float(line.quad[[1, 2], 0].mean())
    glyphs: list[Glyph] = []
    begun = -2.0 * em
    before = None  # where the character before ends, if it is a Chinese one
    for char in line.chars:
        x = left + char.at * (right - left)
        if before is not None and char.text in _CLOSING:
            x = min(before + half, right - 1)  # in the left half of its place, which may reach over the cell's rule
        if before is not None and char.text in _OPENING and 0 < x - before - half < half:
            x = before + half  # in the right half of its place
        reach = half * (1 if CJK.match(char.text) else _NARROW)
        start = max(x - reach - _WIDER * em, begun + 1)  # marks set close stand where they were read, not beyond
        begun = start
        box = (start, max(start + 1, x + reach + _WIDER * em), middle - half, middle + half)
        glyphs.append(Glyph(char.text, *(value / PIXELS for value in box)))
        before = x + reach if CJK.match(char.text) else None
    return glyphs


def em_of(line: Written) -> float | None:
    """The width of a Chinese character in pixels, from how far neighbours stand apart; None for a line of few."""
    pairs = pairwise(line.chars)
    steps = [
        (other.at - one.at) * line.width
        for one, other in pairs
        if one.text.isalpha() and other.text.isalpha() and CJK.match(one.text) and CJK.match(other.text)
    ]
    return float(np.median(steps)) if len(steps) >= 3 else None


def spots_of(line: Written, ink: Mask, coloured: Mask, em: float) -> list[Spot]:
    """Why the line may have been misread: a character of low score, coloured ink, ink where no character is.

    So may one that the picture's own edge cuts.
    """
    x0, y0, x1, y1 = _pixels(line.quad, ink.shape)
    box = (x0 / PIXELS, y0 / PIXELS, x1 / PIXELS, y1 / PIXELS)
    score = min(char.score for char in line.chars)
    spots = [Spot(box, "score", score)] if score < SURE else []
    if np.count_nonzero(coloured[y0:y1, x0:x1]) > 0.01 * (y1 - y0) * (x1 - x0):
        spots.append(Spot(box, "colour", score))
    if _has_unread(line, ink[y0:y1, x0:x1], em) or x0 < _CUT or x1 > ink.shape[1] - _CUT:
        spots.append(Spot(box, "ink", score))
    return spots


def _pixels(quad: Quad, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    x0, y0 = np.floor(np.maximum(quad.min(axis=0), 0)).astype(int)
    x1, y1 = np.ceil(quad.max(axis=0)).astype(int)
    return int(x0), int(y0), min(int(x1), shape[1]), min(int(y1), shape[0])


def _has_unread(line: Written, ink: Mask, em: float) -> bool:
    """Whether ink stands in the line further from every character than one reaches, or where one is left out."""
    inner = ink[round(0.15 * ink.shape[0]) : round(0.85 * ink.shape[0])]
    columns = np.flatnonzero(np.count_nonzero(inner, axis=0) > 1)
    if not columns.size:
        return False
    centres = np.array([char.at * ink.shape[1] for char in line.chars])
    away = np.abs(columns[:, None] - centres[None, :]).min(axis=1)
    return int(np.count_nonzero(away > _REACH * em)) > 0.1 * em or _has_unread_between(line, ink, em)


def _has_unread_between(line: Written, ink: Mask, em: float) -> bool:
    """Whether two neighbours stand apart by room for one more, such as a comma, and ink stands between them."""
    whole = np.count_nonzero(ink, axis=0) > 1
    for one, other in pairwise(line.chars):
        if _has_room(one.text) or _has_room(other.text):
            continue
        start, end = one.at * ink.shape[1] + em * _half(one), other.at * ink.shape[1] - em * _half(other)
        inked = np.count_nonzero(whole[round(start + _BLUR * em) : max(0, round(end - _BLUR * em))])
        if end - start > _MISSING * em and inked > _LEAST * em:
            return True
    return False


def _has_room(text: str) -> bool:
    """Whether a mark of this kind takes a place in which most is white, on one side or the other."""
    return not text.isalnum()


def _half(char: Char) -> float:
    """Half of what the character takes, as a share of a Chinese one's width."""
    return 0.5 if CJK.match(char.text) else 0.25
