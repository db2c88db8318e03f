"""What stands in a task table, or follows it, and is no part of an item: nothing of it is lost without a word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column, column_of
from bot.ledger.columns.unknown_columns import are_dated
from bot.ledger.items.leftover import Leftover
from bot.ledger.line_tables.line_columns import goes_on_in_time
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import squeeze
from bot.model import Paragraph, Table
from bot.roster.unit_words import read_units
from bot.vocabulary.page_marks import CONTINUED, PAGE_MARK, PAGE_NUMBER, ROW_REMARK

_EXAMPLE = re.compile(r"[（(【]?(?:填写|填报)?(?:示例|样例|举例|范例)(?:[）)】：:]|$)|例：")
_DAY = re.compile(r"[（(]?(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?(?:印发)?[）)]?")
_DATE = re.compile(r"\d{1,2}\s*月|(?:19|20)\d\d\s*[-./年]\s*\d")
_WHO_WHEN = (*UNIT_COLUMNS, Column.PERSON, Column.DEADLINE, Column.EITHER, Column.PLAN, Column.MILESTONE)
_LONGEST = 60
_SHORT_NOTE = 16  # characters of a sentence that is no heading
_SENTENCE = 6  # characters of the shortest task


def is_passed(text: str) -> bool:
    """True for a remark below a table, or for what a page adds."""
    return any(one.match(text) for one in (ROW_REMARK, PAGE_MARK, PAGE_NUMBER, CONTINUED))


def is_remark(row: Row) -> bool:
    """True for a row of nothing but remarks."""
    return all(is_passed(squeeze(cell.text)) for cell in row if cell.text)


def stands_apart(row: Row, item: int) -> bool:
    """True for a row that says one thing beside the column of items: a day, or sentences on the whole table."""
    filled = [at for at, cell in enumerate(row) if cell.text]
    if len(filled) != 1 or leading(row[filled[0]].text):
        return False
    text = squeeze(row[filled[0]].text)
    return bool(_DAY.fullmatch(text)) or (filled[0] != item and len(text) > _SHORT_NOTE and is_sentence(text))


def is_example(row: Row) -> bool:
    """True for a row that shows how a form is filled in (（填写示例）制定××方案)."""
    return any(_EXAMPLE.match(squeeze(cell.text)) for cell in row)


def remarks_of(row: Row) -> list[Paragraph]:
    """The remarks of a row, each once and line by line."""
    cells = {cell.origin: cell for cell in row if cell.text}
    return [Paragraph(line, cell.place) for cell in cells.values() for line in cell.text.split("\n") if line]


def notes_of(table: Table) -> list[Paragraph]:
    """The sentences of rows that say one thing each: what stands above a header, or a sheet of explanations."""
    rows = [remarks_of(row) for row in table.rows if any(cell.text for cell in row)]
    return [one for said in rows for one in said if is_sentence(one.text)]


def is_sentence(text: str) -> bool:
    """True for words that are more than a heading."""
    return bool(re.search("[，。；]|每[周月季年]|前.{0,4}报", text))


def leftover_row(row: Row) -> Leftover:
    """A row that is neither item nor heading."""
    first = next(cell for cell in row if cell.text)
    return Leftover(_shown(row), first.place)


def blank_form(header: Header, rows: Sequence[Row], item: int) -> Leftover | None:
    """A form to be filled in: words stand in its rows, and nothing in its column of items, nor of who or when."""
    told = (item, *header.of(*_WHO_WHEN))
    if any(row[at].text and row[at].origin != row[at - 1].origin for row in rows for at in told if at):
        return None
    filled = [row for row in rows if len({cell.origin for cell in row if cell.text}) > 1 and not is_remark(row)]
    if len(filled) < 2 or any(row[at].text for row in filled for at in told):
        return None
    return replace(leftover_row(filled[0]), note="ledger.note-forms")


def leftover_table(table: Table, *, apart: bool, alike: bool) -> Leftover | None:
    """A table without a header that continues no table: asked about where a row of it tells who and what.

    `apart`: it stands on another sheet, and is only noted. `alike`: it is as wide as the ledger's. None for another
    table of fewer than two columns or rows.
    """
    filled = [row for row in table.rows if any(cell.text for cell in row)]
    if not filled or len(filled[0]) < 2 or (len(filled) < 2 and not alike and not _tells_task(filled[0])):
        return None
    asked = not apart and (any(map(_tells_task, filled)) or _is_dated(filled))
    return Leftover(_shown(filled[0]), filled[0][0].place, "" if asked else "ledger.note-unread-tables")


def _is_dated(rows: Sequence[Row]) -> bool:
    """True where most of several rows hold a time: columns of the ledger that a page cut off, perhaps.

    One whose own header tells what its columns are (序号, 存在问题, 发现时间) is a table of another kind.
    """
    told = [column_of(cell.text) for cell in rows[0]]
    if all(told) and Column.DEADLINE not in told:
        return False
    dated = sum(1 for row in rows if are_dated([cell.text for cell in row if _DATE.search(cell.text)]))
    return len(rows) > 1 and dated * 2 > len(rows)


def _tells_task(row: Row) -> bool:
    """True for a row with a cell of units and another of words, neither with a label before it."""
    cells = {words for cell in row if (words := squeeze(cell.text)) and "：" not in words}
    units = {words for words in cells if tells_units(words)}
    return bool(units) and any(len(re.findall("[\u4e00-\u9fff]", words)) >= _SENTENCE for words in cells - units)


def _shown(row: Row) -> str:
    return " | ".join(dict.fromkeys(squeeze(cell.text) for cell in row if cell.text))


def is_beside(text: str) -> bool:
    """True for a line that may be a part of a table's cell: no running number of a page, no remark."""
    return bool(text.strip()) and not is_passed(squeeze(text))


def closes_row(column: Column | None, text: str, cell: str = "") -> bool:
    """True where the lines below a row go on with the row's last cell: its column is `column`, its words `cell`."""
    words = squeeze(text)
    if len(words) > _LONGEST:
        return False
    if column in (Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING):
        return tells_units(text) or (bool(cell) and not tells_units(cell) and tells_units(f"{cell}\n{text}"))
    return column is Column.DEADLINE and len(words) <= 20 and goes_on_in_time(squeeze(cell), words)


def beginning(columns: Sequence[Column | None], lines: Sequence[str], cell: str) -> int | None:
    """The index of the first of `lines` that begin the first cell of the row below, `cell`; None where none does."""
    if not lines or not cell or closes_row(columns[-1], lines[-1]):
        return None
    if columns[0] in (Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING):
        return 0 if all(map(tells_units, [*lines, cell])) else None
    if columns[0] not in (Column.TASK, Column.MEASURE) or lines[-1][-1:] in "。；":
        return None
    at = max((n for n, line in enumerate(lines[:-1], start=1) if line[-1:] in "。；"), default=0)
    return None if closes_row(columns[-1], lines[at]) else at


def tells_units(words: str) -> bool:
    """True for a list of units and nothing else."""
    return 2 <= len(words) <= _LONGEST and "。" not in words and read_units(words).names_only
