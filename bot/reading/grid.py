"""Spanning cells become a grid in which every row has the same number of cells."""

from dataclasses import dataclass

from bot.errors import ReadingError
from bot.model import Cell, Mark, Place, Table
from bot.reading import limits


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as written: its first position (0-based), how far it reaches, what it says, how it is marked."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    mark: Mark = ""


def check_size(place: Place, rows: int, columns: int) -> None:
    """ReadingError where a grid of that size is no ledger of any office."""
    if rows > limits.GRID_ROWS or columns > limits.GRID_COLUMNS or rows * columns > limits.GRID_CELLS:
        raise ReadingError("reading.grid-size", place=place.file, rows=rows, columns=columns)


def build_table(spans: list[Span], place: Place, height: int = 0, width: int = 0) -> Table | None:
    """The table of `spans`, at least `height` by `width`; None where there is no cell at all.

    Of two spans that claim the same position the first keeps it. Positions that nobody claims are blank
    cells of their own.
    """
    height = max([height, *(span.row + span.rows for span in spans)])
    width = max([width, *(span.column + span.columns for span in spans)])
    if not height or not width:
        return None
    check_size(place, height, width)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for span in spans:
        _put(grid, span, place)
    rows = tuple(
        tuple(cell or _cell("", place, (r, c), (r, c)) for c, cell in enumerate(row)) for r, row in enumerate(grid)
    )
    return Table(rows, place)


def _put(grid: list[list[Cell | None]], span: Span, place: Place) -> None:
    """Stand `span` at every free position that it covers."""
    origin = (span.row, span.column)
    if grid[span.row][span.column] is not None:
        return
    for r in range(span.row, span.row + span.rows):
        line = grid[r]
        for c in range(span.column, span.column + span.columns):
            if line[c] is None:
                line[c] = _cell(span.text, place, (r, c), origin, span.mark)


def _cell(text: str, place: Place, at: tuple[int, int], origin: tuple[int, int], mark: Mark = "") -> Cell:
    # Written out: `replace` takes as long as all the rest of a large table.
    row, column = (place.row or 1) + at[0], (place.column or 1) + at[1]
    here = Place(place.file, place.page, place.sheet, place.table, row, column, place.line)
    return Cell(text, here, origin, mark)
