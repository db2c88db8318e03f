"""A form for one matter (督办单, 交办单): labels in cells of their own, their values beside them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.ledger.columns.kinds import ROLE_OF_COLUMN, UNIT_COLUMNS, Column, column_of
from bot.ledger.items.item import Item, UnitCell
from bot.ledger.text.normal_form import key, squeeze
from bot.model import Cell, Document, Table

#: Labels of the card that sites print above a document: no matter to be seen to.
_CARD = re.compile("索引号|主题分类|信息分类|公开类别|有效性|发布机构|发文机[构关]|成文日期|发布日期|盖章")

#: Labels that only forms have.
_OF_FORM = re.compile(
    "签发(?:人|日期|时间)?|[交督承]办人|传真|抄送|拟办意见|领导批示|批示意见|编号|文号|密级|缓急|发文日期"
)
_LONGEST_LABEL = 6
_FEWEST = 3  # rows of a form


def read_forms(document: Document) -> list[Item]:
    """One item for each table that names a matter and who does it or by when, label by label."""
    tables = [block for block in document.blocks if isinstance(block, Table) and not is_card(block)]
    pairs = ([pair for pair in _pairs(table) if not _is_short_label(pair[1])] for table in tables)
    return [item for one in pairs if (item := _item(one))]


def is_card(table: Table) -> bool:
    """True for the card that sites print above a document."""
    return any(_CARD.search(key(cell.text)) for row in table.rows for cell in row if len(cell.text) <= 12)


def read_form(table: Table) -> Item | None:
    """The item of a table that is nothing but labels with their values beside them; None for any other."""
    rows = [_cells(table, at) for at in range(len(table.rows))]
    rows = [cells for cells in rows if any(cell.text for cell in cells)]
    labelled = all(len(cells) % 2 == 0 and all(map(_is_label, cells[::2])) for cells in rows)
    if len(rows) < _FEWEST or not labelled or is_card(table):
        return None
    return _item((label, value) for cells in rows for label, value in zip(cells[::2], cells[1::2], strict=True))


def _is_short_label(cell: Cell) -> bool:
    """True where a value would be a label itself; 县医院停车难问题 is a value."""
    return len(key(cell.text)) <= _LONGEST_LABEL and _is_label(cell)


def _is_label(cell: Cell) -> bool:
    return bool(cell.text) and (column_of(cell.text) is not None or bool(_OF_FORM.fullmatch(key(cell.text))))


def _item(pairs: Iterable[tuple[Cell, Cell]]) -> Item | None:
    """The item of labels with their values; None where no matter is named, or neither who nor when."""
    values: dict[Column, Cell] = {}
    for label, value in pairs:
        column = column_of(label.text)
        if column and value.text and column not in values:
            values[column] = value
    what = values.get(Column.TASK) or values.get(Column.MEASURE)
    if what is None or not {*UNIT_COLUMNS, Column.DEADLINE} & set(values):
        return None
    measure = values.get(Column.MEASURE)
    body = squeeze(what.text)
    number = squeeze(values[Column.NUMBER].text) if Column.NUMBER in values else ""
    return Item(
        label=number,
        printed=number,
        text=body,
        title=body,
        requirement=squeeze(measure.text) if measure and measure is not what else None,
        units=[UnitCell(ROLE_OF_COLUMN[column], values[column].text) for column in UNIT_COLUMNS if column in values],
        deadline=values[Column.DEADLINE].text if Column.DEADLINE in values else None,
        has_column=True,
        place=what.place,
    )


def _pairs(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """Each cell with the next cell to its right, merged ones once."""
    for at in range(len(table.rows)):
        cells = _cells(table, at)
        if not _heads_columns(cells):
            yield from pairwise(cells)


def _cells(table: Table, at: int) -> list[Cell]:
    """The cells that begin in a row, merged ones once."""
    row = table.rows[at]
    return [
        cell
        for index, cell in enumerate(row)
        if (not index or cell.origin != row[index - 1].origin) and cell.origin[0] == at
    ]


def _heads_columns(cells: Sequence[Cell]) -> bool:
    """True for a row of labels side by side, which heads columns and holds no values."""
    known = [column_of(cell.text) is not None for cell in cells]
    return sum(one and two for one, two in pairwise(known)) > 1
