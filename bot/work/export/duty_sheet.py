"""A sheet of duties that looks like the table as it was issued: section rows, a task's cells one, lights as colours."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.plan.duty import State
from bot.texts import text
from bot.work.export.cell_formats import CellFormats, set_up_page
from bot.work.export.columns import CARRIED, HEADER_ROW, MERGED, SHOWN, place_of
from bot.work.export.rows import Exported, Row

LAST = len(SHOWN) - 1
_WIDE = {"task", "note"}


def write_duties(
    book: Any, looks: CellFormats, name: str, found: Exported, rows: Sequence[Row], *, carries: bool = False
) -> None:
    """`carries`: each row carries what it is by, so that the sheet can be taken back."""
    sheet = book.add_worksheet(name)
    _write_head(sheet, looks, found)
    end = HEADER_ROW + 1
    for group in _grouped(rows):
        if isinstance(group, str):
            sheet.merge_range(end, 0, end, LAST, group, looks.section)
            end += 1
            continue
        _write_task(sheet, looks, end, group)
        if carries:
            _carry(sheet, end, group)
        end += len(group)
    if carries:
        _carry_head(sheet)
        _offer_states(sheet, end)
    sheet.freeze_panes(HEADER_ROW + 1, len(MERGED))
    sheet.autofilter(HEADER_ROW, 0, max(end - 1, HEADER_ROW + 1), LAST)
    set_up_page(sheet, HEADER_ROW)


def _write_head(sheet: Any, looks: CellFormats, found: Exported) -> None:
    sheet.merge_range(0, 0, 0, LAST, found.title, looks.title)
    sheet.set_row(0, 30)
    sheet.write_string(1, LAST, text("export.as_of", day=found.day), looks.day)
    for column, (field, width) in enumerate(SHOWN.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER_ROW, column, text(f"export.column_{field}"), looks.header)


def _grouped(rows: Sequence[Row]) -> Iterator[str | list[Row]]:
    """Section titles, and between them the rows of each task."""
    section, task = "", list[Row]()
    for row in rows:
        if task and ((task[0].ledger, task[0].number) != (row.ledger, row.number) or row.section != section):
            yield task
            task = []
        if row.section and row.section != section:
            yield row.section
        section = row.section
        task.append(row)
    if task:
        yield task


def _write_task(sheet: Any, looks: CellFormats, first: int, rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows, first):
        for column, field in enumerate(SHOWN):
            if field not in MERGED or len(rows) == 1:
                _WRITERS.get(field, _write_words)(sheet, looks, (at, column), row)
    for field in MERGED if len(rows) > 1 else ():
        column, style = place_of(field), looks.cell if field in _WIDE else looks.centred
        sheet.merge_range(first, column, first + len(rows) - 1, column, str(getattr(rows[0], field)), style)


Cell = tuple[int, int]


def _write_words(sheet: Any, looks: CellFormats, cell: Cell, row: Row) -> None:
    field = list(SHOWN)[cell[1]]
    sheet.write_string(*cell, str(getattr(row, field)), looks.cell if field in _WIDE else looks.centred)


def _write_role(sheet: Any, looks: CellFormats, cell: Cell, row: Row) -> None:
    sheet.write_string(*cell, text(f"export.role_{row.role}"), looks.centred)


def _write_due(sheet: Any, looks: CellFormats, cell: Cell, row: Row) -> None:
    if row.due is None:
        sheet.write_blank(*cell, None, looks.date)
    else:
        sheet.write_datetime(*cell, row.due, looks.date)


def _write_state(sheet: Any, looks: CellFormats, cell: Cell, row: Row) -> None:
    sheet.write_string(*cell, text(f"plan.state_{row.state}"), looks.centred)


def _write_light(sheet: Any, looks: CellFormats, cell: Cell, row: Row) -> None:
    sheet.write_string(*cell, text(f"duty.light_{row.light}"), looks.lights[str(row.light)])


_WRITERS: dict[str, Callable[[Any, CellFormats, Cell, Row], None]] = {
    "role": _write_role,
    "due": _write_due,
    "state": _write_state,
    "light": _write_light,
}


def _carry_head(sheet: Any) -> None:
    for column, name in enumerate(CARRIED, len(SHOWN)):
        sheet.write_string(HEADER_ROW, column, name)
        sheet.set_column(column, column, None, None, {"hidden": True})


def _carry(sheet: Any, first: int, rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows, first):
        facts = (str(row.id), row.ledger, row.state, row.due.isoformat() if row.due else "", row.note)
        for column, value in enumerate(facts, len(SHOWN)):
            sheet.write_string(at, column, value)


def _offer_states(sheet: Any, end: int) -> None:
    """Only states that there are can be chosen."""
    states = [text(f"plan.state_{state}") for state in State]
    column = place_of("state")
    sheet.data_validation(HEADER_ROW + 1, column, end, column, {"validate": "list", "source": states})
