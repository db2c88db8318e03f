"""The row of a document that a question is about, as it stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Cell, Document, Place, Question, Table
from bot.reading import read_data
from bot.work.documents.original import Original

#: The head of a table stands in one of so many rows.
HEAD_ROWS = 4


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Its cells and the heads of its table; `asked`: the columns with words that the question names."""

    heads: tuple[str, ...]
    cells: tuple[str, ...]
    asked: frozenset[int]


def source_row(original: Original, question: Question) -> SourceRow | None:
    """None where the question is about no row of a table, or the file does not have it. Raises ReadingError."""
    if question.source.row is None:
        return None
    return row_at(read_data(original.content, original.name), question)


def row_at(document: Document, question: Question) -> SourceRow | None:
    """The same in a document that was read."""
    for table in (block for block in document.blocks if isinstance(block, Table)):
        for at, row in enumerate(table.rows):
            if at and row and _is_same(row[0].place, question.source):
                return _row(_head(table.rows[:at]), row, question.text)
    return None


def _head(above: Sequence[Sequence[Cell]]) -> Sequence[Cell]:
    """Of the first rows the one with the most cells: a title over all columns is none."""
    return max(above[:HEAD_ROWS], key=lambda row: len({cell.origin for cell in row if cell.text.strip()}))


def _is_same(one: Place, other: Place) -> bool:
    """A sheet is one table; else tables are counted."""
    same_table = one.sheet == other.sheet if one.sheet is not None else one.table == other.table
    return same_table and one.row == other.row


def _row(head: Sequence[Cell], row: Sequence[Cell], asked: str) -> SourceRow:
    """A cell over several columns stands once."""
    columns = [n for n, cell in enumerate(row) if n == 0 or cell.origin != row[n - 1].origin]
    heads, cells = tuple(head[n].text for n in columns), tuple(row[n].text for n in columns)
    named = {n for n, words in enumerate(cells) if len(words.strip()) > 1 and words.strip() in asked}
    return SourceRow(heads, cells, frozenset(named))
