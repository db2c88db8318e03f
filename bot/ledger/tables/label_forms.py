"""A form for one matter (督办单, 交办单): labels in cells of their own, their values beside them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.ledger.columns.kinds import ROLE_OF_COLUMN, UNIT_COLUMNS, Column, column_of
from bot.ledger.items.item import Item, UnitCell
from bot.ledger.text.normal_form import key, squeeze
from bot.model import Cell, Document, Table

#: Labels of the card that sites print above a document: no matter to be seen to.
_CARD = re.compile("索引号|主题分类|信息分类|公开类别|有效性|发布机构|发文机[构关]|成文日期|发布日期|盖章")


def read_forms(document: Document) -> list[Item]:
    """One item for each table that names a matter and who does it or by when, label by label."""
    return [item for block in document.blocks if isinstance(block, Table) for item in _read(block)]


def is_card(table: Table) -> bool:
    """True for the card that sites print above a document."""
    return any(_CARD.search(key(cell.text)) for row in table.rows for cell in row if len(cell.text) <= 12)


def _read(table: Table) -> Iterator[Item]:
    if is_card(table):
        return
    values: dict[Column, Cell] = {}
    for label, value in _pairs(table):
        column = column_of(label.text)
        if column and value.text and column not in values and column_of(value.text) is None:
            values[column] = value
    what = values.get(Column.TASK) or values.get(Column.MEASURE)
    if what is None or not {*UNIT_COLUMNS, Column.DEADLINE} & set(values):
        return
    measure = values.get(Column.MEASURE)
    body = squeeze(what.text)
    yield Item(
        label="",
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
    for at, row in enumerate(table.rows):
        cells = [
            cell
            for index, cell in enumerate(row)
            if (not index or cell.origin != row[index - 1].origin) and cell.origin[0] == at
        ]
        yield from pairwise(cells)
