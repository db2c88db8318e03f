"""A row whose cells list several items side by side: 1.…⏎2.… beside 甲科⏎乙科 and 4月15日⏎7—9月."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column
from bot.ledger.tables.item_columns import ItemColumns
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import squeeze

#: A number at the beginning of a line of a cell, with what follows it.
_NUMBERED = re.compile(r"[（(]\d{1,2}[）)]|[（(][一二三四五六七八九十]{1,2}[）)]|\d{1,2}\s*[.．、](?!\d)|[①-⑳]")
_WHO_WHEN = (*UNIT_COLUMNS, Column.DEADLINE)


def rows_of_parts(row: Row, header: Header, columns: ItemColumns) -> list[Row]:
    """The row once for each of the items that it lists, with its own part of every cell that lists as many; [] for a
    row of one item.

    A cell of bodies in lines may name them all for one item: lines without numbers are parts where two cells of who
    and when list as many, or one lists times.
    """
    who_when = [at for at in header.of(*_WHO_WHEN) if row[at].text]
    for what in (columns.item, *columns.more):
        lines = _lines(row[what].text)
        if len(lines) < 2 or not any(_number(line) for line in lines):
            continue
        alike = [at for at in who_when if len(_lines(row[at].text)) == len(lines)]
        numbered = [at for at in alike if all(_number(line) for line in _lines(row[at].text))]
        dated = any(header.columns[at] is Column.DEADLINE for at in alike)
        if numbered or len(alike) > 1 or dated:
            return [_row_of(row, at, what, alike, columns) for at in range(len(lines))]
    return []


def _lines(cell: str) -> list[str]:
    return [line for line in map(str.strip, cell.split("\n")) if line]


def _number(line: str) -> str:
    """The number or the code that a line begins with; "" for none."""
    if found := _NUMBERED.match(line):
        return found[0]
    mark = leading(line)
    return line[mark.start : mark.end] if mark and mark.style == "code" else ""


def _row_of(row: Row, part: int, what: int, alike: Sequence[int], columns: ItemColumns) -> Row:
    own = _lines(row[what].text)[part].rstrip("；;")
    cells = {at: _bare(_lines(row[at].text)[part]) for at in alike}
    if what == columns.item:
        cells[what] = own
    else:
        cells[what] = _bare(own)
        cells[columns.item] = f"{squeeze(row[columns.item].text)}：{_bare(own)}"
    return tuple(replace(cell, text=cells[at]) if at in cells else cell for at, cell in enumerate(row))


def _bare(line: str) -> str:
    return line[len(_number(line)) :].strip(" ；;")
