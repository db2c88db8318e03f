"""The ruled tables of a page: which box stands where in the grid, and what is written in it."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from bot.reading.doubts import NO_DOUBTS, Box, Doubts, Suspicion
from bot.reading.pdf_lines import Glyph, Line, join_wrapped, make_lines

_NEAR = 3.0  # points: edges nearer than this are one


@dataclass(slots=True)
class Area:
    """One cell: its position and reach in the grid of its page, its lines."""

    row: int
    column: int
    rows: int
    columns: int
    right: float
    lines: list[Line] = field(default_factory=list)
    suspicion: Suspicion | None = None

    @property
    def text(self) -> str:
        return join_wrapped(self.lines, self.right)


@dataclass(slots=True)
class PageTable:
    """A table, or the part of one that stands on a page. `edges`: the left edges of its columns, and its right end."""

    page: int
    box: Box
    edges: tuple[float, ...]
    height: int
    areas: list[Area]
    levels: tuple[float, ...] = ()  # the upper edges of its rows, and its lower end
    slack: float = 0.0  # of its width: by how much its edges may be off, where they were seen and not written

    @property
    def width(self) -> int:
        return len(self.edges) - 1

    def row(self, index: int) -> list[Area]:
        """The cells that begin in a row, from left to right."""
        return sorted((area for area in self.areas if area.row == index), key=lambda area: area.column)


def _edges(values: list[float]) -> list[float]:
    """Sorted edges, those of one ruled line taken together."""
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _NEAR:
            merged.append(value)
    return merged


def open_sides(rules: list[dict[str, Any]]) -> list[float]:
    """Where a table ends that is drawn without its outer lines: the ends, beyond every upright, that three or more
    level rules share. Uprights there must be, for rules alone part paragraphs.
    """
    uprights = [rule["x0"] for rule in rules if rule["orientation"] == "v"]
    levels: dict[int, tuple[float, float]] = {}
    for rule in rules:
        if rule["orientation"] == "h":
            left, right = levels.get(round(rule["top"]), (rule["x0"], rule["x1"]))
            levels[round(rule["top"])] = min(left, rule["x0"]), max(right, rule["x1"])
    ends = Counter((round(left), round(right)) for left, right in levels.values())
    if not uprights or not ends:
        return []
    (left, right), count = ends.most_common(1)[0]
    if count < 3:
        return []
    near = [float(left)] if left < min(uprights) - _NEAR else []
    return [*near, float(right)] if right > max(uprights) + _NEAR else near


def _index(edges: list[float], value: float) -> int:
    return max(0, bisect_right(edges, value + _NEAR / 2) - 1)


def page_table(
    cells: list[Box], box: Box, found: list[Glyph], page: int, doubts: Doubts = NO_DOUBTS
) -> PageTable | None:
    """The grid that the ruled boxes `cells` make, filled with the characters inside; None for a mere frame."""
    xs = _edges([x for cell in cells for x in (cell[0], cell[2])])
    ys = _edges([y for cell in cells for y in (cell[1], cell[3])])
    if len(cells) < 2 or len(xs) < 3:
        return None
    areas = []
    for x0, top, x1, bottom in cells:
        row, column = _index(ys, top), _index(xs, x0)
        rows, columns = max(1, _index(ys, bottom) - row), max(1, _index(xs, x1) - column)
        areas.append(Area(row, column, rows, columns, x1, suspicion=doubts.within((x0, top, x1, bottom))))
    _fill(areas, cells, found, page)
    table = PageTable(page, box, tuple(xs), len(ys) - 1, areas, tuple(ys))
    return _without_empty_rows(table) if any(area.lines for area in areas) else None


def _fill(areas: list[Area], cells: list[Box], found: list[Glyph], page: int) -> None:
    boxes = sorted(range(len(cells)), key=lambda at: cells[at][1])
    inside: dict[int, list[Glyph]] = {}
    for glyph in found:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for at in boxes:
            x0, top, x1, bottom = cells[at]
            if top > y:
                break
            if x0 <= x < x1 and y < bottom:
                inside.setdefault(at, []).append(glyph)
                break
    for at, chars in inside.items():
        areas[at].lines = make_lines(chars, page)
    margin = _margin([line.x0 - cells[at][0] for at, area in enumerate(areas) for line in area.lines])
    for at, area in enumerate(areas):
        area.right = cells[at][2] - margin


def _margin(found: list[float]) -> float:
    """The commonest space left of the text: cells leave the same to its right."""
    counts = Counter(round(2 * value) / 2 for value in found if value >= 0)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else 0.0


def _without_empty_rows(table: PageTable) -> PageTable:
    """Rows in which no cell begins are double rules, not rows."""
    starts = sorted({area.row for area in table.areas})
    if len(starts) == table.height:
        return table
    new = {row: at for at, row in enumerate(starts)}
    areas = []
    for area in table.areas:
        rows = sum(1 for row in starts if area.row <= row < area.row + area.rows)
        areas.append(replace(area, row=new[area.row], rows=max(1, rows)))
    levels = (*(table.levels[row] for row in starts), table.levels[-1])
    return replace(table, height=len(starts), areas=areas, levels=levels)


def same_columns(one: PageTable, other: PageTable) -> bool:
    """Whether two parts have their column edges at the same places."""
    if one.width != other.width:
        return False
    if one.slack or other.slack:
        return all(abs(a - b) <= max(one.slack, other.slack) for a, b in zip(_shares(one), _shares(other), strict=True))
    return all(abs(a - b) <= _NEAR for a, b in zip(one.edges, other.edges, strict=True))


def _shares(table: PageTable) -> list[float]:
    """The edges of the columns as shares of the width: no two pictures have the same margin and size."""
    left, right = table.edges[0], table.edges[-1]
    return [(edge - left) / (right - left) for edge in table.edges]
