"""The header of a table whose words do not say what its columns are, told by what stands below them."""

import re
from collections.abc import Mapping, Sequence

from bot.ledger.columns.header import Header, Row, starts_of
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column, column_of
from bot.ledger.columns.undecided_columns import are_units, values_below
from bot.ledger.columns.unknown_columns import are_dated, are_worded
from bot.ledger.text.normal_form import key

_LONGEST = 16  # characters of a header's cell
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
_SHORTEST = 4  # Chinese characters of a task
_CHINESE = re.compile("[\u4e00-\u9fff]")
_TOP = 4  # rows among which the header is looked for
_WHO_WHEN = (*UNIT_COLUMNS, Column.SUPERVISING, Column.DEADLINE, Column.EITHER, Column.PERSON)


def header_by_values(rows: Sequence[Row]) -> tuple[int, Header] | None:
    """One of the first rows as a header, with its index, where one column holds words of some length and another
    units or times. The times are asked about, for no word says that they are limits.

    None where no column can be told to be the task.
    """
    found = ((at, header) for at in range(min(_TOP, len(rows))) if (header := _header(rows[at:])))
    return next(found, None)


def _header(rows: Sequence[Row]) -> Header | None:
    if len(rows) <= _FEWEST_ROWS or not _heads(rows[0]):
        return None
    names = tuple(key(cell.text) for cell in rows[0])
    columns = [column_of(name) for name in names]
    values = {at: values_below(rows[1:], at) for at in range(len(names))}
    asked = []
    for at, column in enumerate(columns):
        if column is not None or not values[at]:
            continue
        if are_units(values[at]) and not any(one in UNIT_COLUMNS for one in columns):
            columns[at] = Column.RESPONSIBLE
        elif are_dated(values[at]) and Column.DEADLINE not in columns:
            columns[at] = Column.DEADLINE
            asked.append(at)
    if not {Column.TASK, Column.MEASURE} & set(columns):
        worded = [
            at for at, column in enumerate(columns) if column in (None, Column.SECTION) and are_worded(values[at])
        ]
        worded = worded or _only_words(columns, values)
        if not worded:
            return None
        columns[max(worded, key=lambda at: sum(map(len, values[at])))] = Column.TASK
    if not any(column in _WHO_WHEN for column in columns):
        return None
    return Header(tuple(columns), names, 1, starts_of(rows[0]), asked=tuple(asked), names=names)


def _only_words(columns: Sequence[Column | None], values: Mapping[int, Sequence[str]]) -> list[int]:
    """The one unknown column before units and a deadline that holds words, however short, each its own."""
    who = next((at for at, column in enumerate(columns) if column in UNIT_COLUMNS), 0)
    unknown = [at for at in range(who) if columns[at] is None and values[at]]
    told = Column.DEADLINE in columns and len(unknown) == 1 and len(set(values[unknown[0]])) == len(values[unknown[0]])
    return unknown if told and all(len(_CHINESE.findall(value)) >= _SHORTEST for value in values[unknown[0]]) else []


def _heads(row: Row) -> bool:
    """True for a row of short words, each a cell of its own."""
    texts = [key(cell.text) for cell in row if cell.text]
    origins = {cell.origin for cell in row if cell.text}
    return (
        len(origins) >= _FEWEST_COLUMNS
        and len(texts) == len(origins)
        and all(len(text) <= _LONGEST and not any(char.isdigit() for char in text) for text in texts)
    )
