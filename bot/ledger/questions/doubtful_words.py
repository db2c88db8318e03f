"""What words in doubt are: whose deadline, unit, number or task, or a heading, a header, the title."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.ledger.columns.header import Header, find_header
from bot.ledger.columns.kinds import ROLE_OF_COLUMN, Column
from bot.ledger.items.item import Item
from bot.ledger.text.normal_form import squeeze
from bot.model import Document, Doubt, Doubtful, Ledger, Place, Table, Task

_Rows = Sequence[tuple[Task, Item]]
#: The header of a table, and the row, 1-based, at which it begins.
Headed = tuple[int, Header]


def headers_of(document: Document) -> dict[int | None, Headed]:
    """The first header of each table, by the table's number."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    found = ((table, at, find_header(table.rows, at)) for table in tables for at in range(len(table.rows)))
    headers: dict[int | None, Headed] = {}
    for table, at, header in found:
        if header is not None:
            headers.setdefault(table.place.table, (at + 1, header))
    return headers


def doubtful(doubt: Doubt, ledger: Ledger, rows: _Rows, headers: Mapping[int | None, Headed]) -> Doubtful:
    """Which items the words belong to, and as what."""
    begun = [(task, item) for task, item in rows if _stands_in(task.source, doubt)]
    here = begun or _above(doubt, rows)
    said, numbers = squeeze(doubt.text), tuple(task.number for task, _ in here)
    for _, item in here:
        if (part := _part_of(item, said)) is not None:
            return Doubtful(doubt.text, part[0], numbers, doubt.place, part[1])
    if begun and (part := _part_by_column(doubt, said, headers.get(doubt.place.table))) is not None:
        return Doubtful(doubt.text, part[0], numbers, doubt.place, part[1])
    return _around(doubt, said, ledger, headers.get(doubt.place.table), numbers)


def with_columns(ledger: Ledger, document: Document, places: Iterable[Doubtful]) -> Ledger:
    """The ledger whose items also hold what stands below the headers in doubt: their columns may be others."""
    asked = {(one.source.table, one.source.column) for one in places if one.part == "header"}
    tables = {block.place.table: block for block in document.blocks if isinstance(block, Table)} if asked else {}

    def filled(task: Task) -> Task:
        table, row = tables.get(task.source.table), task.source.row
        if table is None or row is None or not 0 < row <= len(table.rows):
            return task
        known = dict(task.cells)
        columns = [cell for cell in table.rows[row - 1] if (task.source.table, cell.place.column) in asked]
        more = {cell.place.column: squeeze(cell.text) for cell in columns if cell.place.column not in known}
        return replace(task, cells=(*task.cells, *((at, words) for at, words in more.items() if at and words)))

    return replace(ledger, tasks=tuple(map(filled, ledger.tasks))) if tables else ledger


def _part_of(item: Item, said: str) -> tuple[str, str] | None:
    """The part of the item, and of units the role, that the words are; None where they are none of it."""
    if not said:
        return None
    if item.deadline and said == squeeze(item.deadline):
        return "deadline", ""
    for cell in item.units:
        if squeeze(cell.raw) == said:
            return "unit", cell.role
    if said == item.printed:
        return "number", ""
    return ("text", "") if said in squeeze(item.text) else None


def _part_by_column(doubt: Doubt, said: str, headed: Headed | None) -> tuple[str, str] | None:
    """The same by the column: of words that were lost, and of a number that reads as none."""
    column = (doubt.place.column or 0) - 1
    if headed is None or not 0 <= column < len(headed[1].columns):
        return None
    role = headed[1].columns[column]
    if role is Column.NUMBER:
        return "number", ""
    if said or role is None:
        return None
    if role is Column.DEADLINE:
        return "deadline", ""
    return ("unit", ROLE_OF_COLUMN[role]) if role in ROLE_OF_COLUMN else None


def _around(doubt: Doubt, said: str, ledger: Ledger, headed: Headed | None, numbers: tuple[str, ...]) -> Doubtful:
    """Words of no single item: a header, a heading, the title, or a duty of the notice."""
    row = doubt.place.row
    if headed is not None and row is not None and headed[0] <= row < headed[0] + headed[1].height:
        return Doubtful(doubt.text, "header", (), doubt.place)
    below = tuple(task.number for task in ledger.tasks if said and said in map(squeeze, task.section))
    if below:
        return Doubtful(doubt.text, "section", below, doubt.place)
    if said and not numbers and said in squeeze(ledger.title):
        return Doubtful(doubt.text, "title", (), doubt.place)
    duties = tuple(duty.id for duty in ledger.duties if _stands_in(duty.source, doubt))
    return Doubtful(doubt.text, "other", numbers + duties, doubt.place)


def _stands_in(place: Place, doubt: Doubt) -> bool:
    """Whether an item begins in the rows, or in the paragraph, that the doubt is about."""
    at = doubt.place
    if (place.table, place.sheet, place.page is None) != (at.table, at.sheet, at.page is None):
        return False
    if at.row is None or place.row is None:
        return at.row is place.row and place.line == at.line
    return at.row <= place.row < at.row + doubt.rows


def _above(doubt: Doubt, rows: _Rows) -> list[tuple[Task, Item]]:
    """The last item above a row in which none begins: the row goes on with it. None for a header."""
    at = doubt.place
    above = [
        (t, i) for t, i in rows if t.source.table == at.table and t.source.row and at.row and t.source.row < at.row
    ]
    return above[-1:] if at.table is not None else []
