"""A page of a PDF, or of a scan as read: lines outside tables, and ruled tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pdfplumber import table as ruling

from bot.reading.doubts import Box, Doubts
from bot.reading.pdf_lines import Glyph, Line, make_lines
from bot.reading.pdf_tables import PageTable, open_sides, page_table

_EDGES_OF_A_TABLE = 20_000  # more ruled lines on a page are a drawing
_TOLERANCE = 3.0  # points: rules that end so near to each other meet

Edge = dict[str, Any]  # of pdfplumber: x0, x1, top, bottom, orientation


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page: lines outside tables, and tables. `is_picture`: it cannot be read as it is."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]
    is_picture: bool = False
    is_recognised: bool = False


def make_page(
    number: int, size: tuple[float, float], found: list[Glyph], edges: Sequence[Edge], doubts: Doubts
) -> Page:
    """The page on which the characters `found` stand and the rules `edges` are drawn."""
    tables = _tables(found, edges, number, doubts)
    free = [glyph for glyph in found if not any(_is_inside(glyph, table) for table in tables)]
    lines = [_doubted(line, doubts) for line in make_lines(free, number)]
    return Page(number, *size, lines, tables)


def _doubted(line: Line, doubts: Doubts) -> Line:
    suspicion = doubts.within((line.x0, line.top, line.x1, line.bottom))
    return line if suspicion is None else replace(line, suspicion=suspicion)


def _tables(found: list[Glyph], edges: Sequence[Edge], number: int, doubts: Doubts) -> list[PageTable]:
    if not 4 <= len(edges) <= _EDGES_OF_A_TABLE:
        return []
    drawn = _ruled(edges)
    outer = [cells for cells in drawn if not any(_is_within(_box(cells), _box(other)) for other in drawn)]
    tables = [page_table(cells, _box(cells), found, number, doubts) for cells in outer]
    return [table for table in tables if table is not None]


def _ruled(edges: Sequence[Edge]) -> list[list[Box]]:
    """The cells of each table, found by pdfplumber: rectangles whose sides are drawn."""
    levels = [edge for edge in edges if edge["orientation"] == "h"]
    ends = (min(edge["top"] for edge in levels), max(edge["bottom"] for edge in levels)) if levels else (0.0, 0.0)
    sides = [upright_edge(x, *ends) for x in open_sides(list(edges))]
    drawn = [edge for edge in (*edges, *sides) if _length(edge) >= 1]
    merged = ruling.merge_edges(drawn, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    long = [edge for edge in merged if _length(edge) >= _TOLERANCE]
    crossings = ruling.edges_to_intersections(long, _TOLERANCE, _TOLERANCE)
    cells = ruling.intersections_to_cells(crossings)
    tables: list[list[Box]] = ruling.cells_to_tables(cells)
    return tables


def _length(edge: Edge) -> float:
    return float(edge["height"] if edge["orientation"] == "v" else edge["width"])


def upright_edge(x: float, top: float, bottom: float) -> Edge:
    return {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0, "height": bottom - top,
            "orientation": "v", "object_type": "line"}  # fmt: skip


def level_edge(y: float, x0: float, x1: float) -> Edge:
    return {"x0": x0, "x1": x1, "top": y, "bottom": y, "width": x1 - x0, "height": 0,
            "orientation": "h", "object_type": "line"}  # fmt: skip


def _box(cells: Sequence[Box]) -> Box:
    return (
        min(cell[0] for cell in cells), min(cell[1] for cell in cells),
        max(cell[2] for cell in cells), max(cell[3] for cell in cells),
    )  # fmt: skip


def _is_within(box: Box, other: Box) -> bool:
    """Whether a table stands in a cell of another, whose text it is then part of."""
    return box != other and all(box[at] >= other[at] for at in (0, 1)) and all(box[at] <= other[at] for at in (2, 3))


def _is_inside(glyph: Glyph, table: PageTable) -> bool:
    x0, top, x1, bottom = table.box
    return x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= (glyph.top + glyph.bottom) / 2 <= bottom
