"""Lists that belong to one another by number: a list of problems, of tasks, of who is responsible, in one document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.columns.header import Row
from bot.ledger.columns.kinds import ROLE_OF_COLUMN, UNIT_COLUMNS, Column, column_of
from bot.ledger.items.item import Item, UnitCell
from bot.ledger.items.units import is_blank
from bot.ledger.text.normal_form import join_lines, key, squeeze

_PROBLEM = re.compile("问题|意见|表现|线索|短板|不足")


@dataclass(frozen=True, slots=True)
class SideList:
    """A table whose header names numbers and who or when, and nothing that is to be done."""

    columns: tuple[Column | None, ...]
    rows: Sequence[Row]


def find_side_list(rows: Sequence[Row]) -> SideList | None:
    """The list that `rows` are, header first; None for another table."""
    columns = tuple(None if key(cell.text).isdigit() else column_of(cell.text) for cell in rows[0])
    known = {column for column in columns if column}
    tells = known & {*UNIT_COLUMNS, Column.DEADLINE, Column.PERSON}
    if Column.NUMBER not in known or not tells or known & {Column.TASK, Column.MEASURE} or None in columns:
        return None
    return SideList(columns, rows[1:])


def join(side: SideList, items: Sequence[Item]) -> list[Row]:
    """Adds what each row says to the item of its number; the rows that no item, or more than one, has the number of."""
    lost = []
    for row in side.rows:
        if not any(cell.text for cell in row):
            continue
        number = key(row[side.columns.index(Column.NUMBER)].text).strip("()（）.．、")
        meant = [item for item in items if item.label == number]
        if len(meant) == 1:
            _add(meant[0], row, side.columns)
        else:
            lost.append(row)
    return lost


def _add(item: Item, row: Row, columns: Sequence[Column | None]) -> None:
    for cell, column in zip(row, columns, strict=True):
        if is_blank(cell.text):
            continue
        if column in ROLE_OF_COLUMN:
            item.units.append(UnitCell(ROLE_OF_COLUMN[column], cell.text))
        elif column is Column.DEADLINE and not item.deadline:
            item.deadline, item.has_column = join_lines(cell.text), True
        elif column is Column.NOTE and item.requirement is None:
            item.requirement = squeeze(cell.text)


def join_problems(problems: Sequence[Item], name: str, tasks: Sequence[Item]) -> bool:
    """Gives each task the problem of its number, in place of an item of its own; False where they are no such lists.

    `name` is the header of the problems' column. They are where it names problems and both bear the same numbers.
    """
    numbers = [item.label for item in problems]
    if not _PROBLEM.search(name) or not problems or not all(numbers) or len(set(numbers)) < len(numbers):
        return False
    if numbers != [item.label for item in tasks] or any(item.deadline for item in problems):
        return False
    for problem, task in zip(problems, tasks, strict=True):
        task.requirement = "\n".join(filter(None, (problem.text, task.requirement)))
        task.units += [] if any(cell.raw for cell in task.units) else problem.units
    return True
