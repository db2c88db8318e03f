"""A table whose columns stand twice side by side to save paper, as one half below the other."""

from bot.ledger.columns.kinds import Column, column_of
from bot.ledger.text.normal_form import key
from bot.model import Cell, Table

_FEWEST = 3  # columns of each half
_TOP = 4  # rows among which the header is looked for
_ITEM = (Column.TASK, Column.MEASURE)


def unfold(table: Table) -> Table:
    """The table with its halves one below the other; the same table where its header does not repeat itself."""
    at, width = next(
        ((at, width) for at, row in enumerate(table.rows[:_TOP]) if (width := _width(row))),
        (0, 0),
    )
    if not width:
        return table
    first = table.rows[at:]
    others = [
        row[start : start + width]
        for start in range(width, len(first[0]), width)
        for row in first[1:]
        if any(cell.text for cell in row[start : start + width])
    ]
    above = [row[:width] for row in table.rows[:at]]
    return Table((*above, *(row[:width] for row in first), *others), table.place)


def _width(row: tuple[Cell, ...]) -> int:
    """How many columns stand before they begin again; 0 where they do not."""
    words = [key(cell.text) for cell in row]
    for width in range(_FEWEST, len(words) // 2 + 1):
        if len(words) % width == 0 and words == words[:width] * (len(words) // width) and all(words):
            columns = [column_of(word) for word in words[:width]]
            return width if any(column in _ITEM for column in columns) and len(set(words)) == width else 0
    return 0
