"""Workbooks (.xlsx, .xlsb, .xls): every visible sheet is a table, merged ranges from the workbook's own list."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bot.errors import ReadingError
from bot.model import Document, Place, Table
from bot.reading.formats import Shown, from_serial, spell_date
from bot.reading.grid import Span, build_table, check_size
from bot.reading.sheet_marks import SheetMarks
from bot.reading.stamps import spell_stamp
from bot.reading.white_space import join_lines

Progress = Callable[[float], None]
_Value = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(
    data: bytes, name: str, kind: str, looks: list[SheetMarks], progress: Progress | None = None
) -> Document:
    """One table a visible sheet that says something; rows and columns of places are the workbook's own.

    `looks` has the look of each sheet in workbook order, as far as it is known.
    """
    with _faults(name):
        return _read(CalamineWorkbook.from_filelike(io.BytesIO(data)), name, kind, looks, progress)


def _read(book: CalamineWorkbook, name: str, kind: str, looks: list[SheetMarks], progress: Progress | None) -> Document:
    blocks: list[Table] = []
    remarks: tuple[tuple[str, Place], ...] = ()
    sheets = book.sheets_metadata
    for index, sheet in enumerate(sheets):
        if sheet.visible != SheetVisibleEnum.Visible:
            remarks = (*remarks, ("reading.note-hidden-sheet", Place(name, sheet=sheet.name)))
            continue
        place = Place(name, sheet=sheet.name, table=len(blocks) + 1)
        look = looks[index] if index < len(looks) else SheetMarks()
        table = _table(_sheet(book, index), place, look)
        if table is not None:
            blocks.append(table)
        if progress is not None:
            progress((index + 1) / len(sheets))
    if not blocks:
        raise ReadingError("reading.no-text", place=name)
    return Document(name, kind, tuple(blocks), remarks=remarks)


@contextmanager
def _faults(name: str) -> Iterator[None]:
    """What calamine says of a file it cannot read, its panics among them, as a ReadingError."""
    try:
        yield
    except PasswordError as error:
        raise ReadingError("reading.password", place=name) from error
    except CalamineError as error:
        raise ReadingError("reading.damaged", place=name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # it has no public name
            raise
        raise ReadingError("reading.damaged", place=name) from error


def _sheet(book: CalamineWorkbook, index: int) -> CalamineSheet | None:
    """The sheet; None for a chart or a macro sheet, which holds no cells."""
    is_cells = book.sheets_metadata[index].typ == SheetTypeEnum.WorkSheet
    return book.get_sheet_by_index(index) if is_cells else None


def _table(sheet: CalamineSheet | None, place: Place, look: SheetMarks) -> Table | None:
    if sheet is None or sheet.start is None or sheet.end is None:
        return None
    check_size(place, sheet.end[0] + 1, sheet.end[1] + 1)
    texts = {
        (r, c): text
        for r, row in enumerate(sheet.to_python(skip_empty_area=False))
        for c, value in enumerate(row)
        if value != "" and (text := spell(value, look.parts((r, c))))
    }
    if not texts:
        return None
    height, width = max(r for r, _ in texts) + 1, max(c for _, c in texts) + 1
    return build_table(_spans(texts, sheet.merged_cell_ranges or [], height, width, look), place, height, width)


def _spans(
    texts: dict[tuple[int, int], str],
    merged: list[tuple[tuple[int, int], tuple[int, int]]],
    height: int,
    width: int,
    look: SheetMarks,
) -> list[Span]:
    """Merged ranges first, cut to the area in use (a title is often merged over a whole row), then single cells."""
    spans = []
    for (top, left), (bottom, right) in sorted(merged):
        if top < height and left < width:
            rows, columns = min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1
            spans.append(Span(top, left, texts.get((top, left), ""), rows, columns, look.mark((top, left))))
    return spans + [Span(r, c, text, mark=look.mark((r, c))) for (r, c), text in texts.items()]


def spell(value: _Value, parts: Shown) -> str:
    """A cell's value as its reader sees it: 1 for 1.0, 2021年9月 where only the month is shown."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return spell_stamp(join_lines([value]))
    if isinstance(value, date):
        return spell_date(value, parts)
    if isinstance(value, time):
        return f"{value.hour:02}:{value.minute:02}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return _number(value, parts)


def _number(value: float, parts: Shown) -> str:
    if parts.is_date and 0 < value < 2_958_466:  # 9999-12-31
        return spell_date(from_serial(value), parts)
    if parts.percent:
        return f"{round(value * 100, 10):.15g}%"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.15g}"
