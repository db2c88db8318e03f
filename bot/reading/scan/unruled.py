"""A table without ruling lines: its columns by the white between them, its rows by the numbers in its first column.

Only what is certain becomes a table: numbers that run on from 1 below each other, a header above them, white from top
to bottom between all columns, and white between any two rows. Everything else stays text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.reading.pdf_lines import Glyph
from bot.reading.scan.rule import Rule

_FEWEST = 3  # rows, and columns
_WHITE = 0.55  # of a character's width: the least white between columns
_TWO_LINES = 1.4  # of a character's height: how far a title on two lines reaches from one on one
_APART = 0.6  # of a character's width: titles stand further apart
_CORE = 0.2  # of a character's box on each side, where its ink need not be
_BETWEEN = 0.12  # of a character's height: the least white between rows
_ALIKE = 0.85  # of the widest white: where another is nearly as wide, either may part the rows


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    left: float
    top: float
    bottom: float


def unruled(glyphs: Sequence[Glyph]) -> tuple[list[Rule], list[Rule]]:
    """The level and upright rules that the table on the page would have; none where no table is certain."""
    if not glyphs:
        return [], []
    em = median(glyph.size for glyph in glyphs)
    numbers = _run([one for row in _rows(glyphs, em) if (one := _number(row, em))], em)
    if len(numbers) < _FEWEST:
        return [], []
    header = _header(glyphs, numbers[0], em)
    if not header:
        return [], []
    head, foot = min(glyph.top for glyph in header), _foot(glyphs, numbers, em)
    inside = [glyph for glyph in glyphs if head <= _middle(glyph) <= foot]
    edges, bounds = _columns(inside, _titles(header, em), em), _bounds(inside, numbers, em)
    if edges is None or bounds is None:
        return [], []
    tops = [head - em / 4, *bounds, max(glyph.bottom for glyph in inside) + em / 4]
    return [Rule(y, edges[0], edges[-1]) for y in tops], [Rule(x, tops[0], tops[-1]) for x in edges]


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _rows(glyphs: Sequence[Glyph], em: float) -> list[list[Glyph]]:
    """Characters side by side, from left to right; from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=_middle):
        if rows and _middle(glyph) - _middle(rows[-1][-1]) < 0.3 * em:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.x0) for row in rows]


def _number(row: Sequence[Glyph], em: float) -> _Number | None:
    """The number with which a line begins, and behind which there is white."""
    end = 0
    while end < len(row) and row[end].text.isdigit() and row[end].text.isascii():
        end += 1
    if not 1 <= end <= 3 or (end < len(row) and row[end].x0 - row[end - 1].x1 < _APART * em):
        return None
    found = row[:end]
    return _Number(int("".join(g.text for g in found)), found[0].x0, found[0].top, found[0].bottom)


def _run(numbers: Sequence[_Number], em: float) -> list[_Number]:
    """1, 2, 3 … below each other."""
    run: list[_Number] = []
    for one in numbers:
        if one.value == len(run) + 1 and (not run or abs(one.left - run[0].left) < em):
            run.append(one)
    return run


def _header(glyphs: Sequence[Glyph], first: _Number, em: float) -> list[Glyph]:
    """The nearest line above the first row that has words in three places or more; empty where there is none.

    The title of the numbers may stand beside it on two lines.
    """
    above = [row for row in _rows(glyphs, em) if _middle(row[0]) < first.top - em / 2]
    over = [glyph for row in above for glyph in row if glyph.x0 < first.left + 2 * em]
    for row in reversed(above):
        beside = [g for g in over if g not in row and abs(_middle(g) - _middle(row[0])) < _TWO_LINES * em]
        whole = sorted([*beside, *row], key=lambda glyph: glyph.x0)
        if len(_titles(row, em)) >= _FEWEST and whole[0].x0 < first.left + 2 * em:
            return whole
    return []


def _titles(row: Sequence[Glyph], em: float) -> list[tuple[float, float]]:
    """The words of a line that stand apart: where each begins and ends."""
    return _merged([(glyph.x0, glyph.x1) for glyph in row], _APART * em)


def _foot(glyphs: Sequence[Glyph], numbers: Sequence[_Number], em: float) -> float:
    """Where the last row ends: before the first white of two lines."""
    foot = numbers[-1].bottom
    for glyph in sorted(glyphs, key=_middle):
        if _middle(glyph) > foot and glyph.top < foot + 1.2 * em:
            foot = max(foot, glyph.bottom)
    return foot


def _columns(glyphs: Sequence[Glyph], titles: Sequence[tuple[float, float]], em: float) -> list[float] | None:
    """The edges of the columns, one a title: the middles of the widest white between two. None where letters stand."""
    cores = [(g.x0 + _CORE * (g.x1 - g.x0), g.x1 - _CORE * (g.x1 - g.x0)) for g in glyphs]
    gaps = [(one[1], other[0]) for one, other in pairwise(_merged(sorted(cores), 0.0))]
    middles = [(start + end) / 2 for start, end in titles]
    edges = [min(start for start, _ in cores) - em / 2]
    for left, right in pairwise(middles):
        between = [gap for gap in gaps if left < gap[0] and gap[1] < right]
        widest = max(between, key=lambda gap: gap[1] - gap[0], default=None)
        if widest is None or widest[1] - widest[0] < _WHITE * em:
            return None
        edges.append((widest[0] + widest[1]) / 2)
    return [*edges, max(end for _, end in cores) + em / 2]


def _bounds(glyphs: Sequence[Glyph], numbers: Sequence[_Number], em: float) -> list[float] | None:
    """The tops of the rows: the widest white between two numbers. None where there is none, or two are alike."""
    spans = _merged(sorted((glyph.top, glyph.bottom) for glyph in glyphs), 0.0)
    gaps = [(one[1], other[0]) for one, other in pairwise(spans)]
    middles = [min(glyph.top for glyph in glyphs), *((one.top + one.bottom) / 2 for one in numbers)]
    bounds = []
    for above, below in pairwise(middles):
        between = sorted((end - start, start) for start, end in gaps if above < start and end < below)
        if not between or between[-1][0] < _BETWEEN * em or (between[1:] and between[-2][0] > _ALIKE * between[-1][0]):
            return None
        bounds.append(between[-1][1] + between[-1][0] / 2)
    return bounds


def _merged(spans: Sequence[tuple[float, float]], near: float) -> list[tuple[float, float]]:
    """Spans that overlap, or stand nearer than `near`, as one."""
    merged: list[tuple[float, float]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= near:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
