"""Which column of a table holds its items: the one whose numbers run on, or the task's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column
from bot.ledger.text.markers import leading, split_items

_BODY = (Column.TASK, Column.MEASURE)

#: Which share of the steps from row to row must count on for a column's own numbers to be those of the items: most of
#: them beside a column of numbers, which would have numbered the rows; half of them where nothing else does.
_GOES_ON_BESIDE_NUMBERS, _GOES_ON = 0.8, 0.5


@dataclass(slots=True)
class ItemColumns:
    """Which column holds the item, which its section, which more about it."""

    item: int
    sections: list[int]
    more: list[int]
    numbered: bool


def choose_columns(header: Header, body: Sequence[Row]) -> ItemColumns:
    """The column of the items: the one whose numbers run on through the table, else the task's own."""
    content = _content(header)
    numbered = [
        index
        for index in content
        if header.columns[index] in _BODY and _runs_on(body, index, has_numbers=header.has(Column.NUMBER))
    ]
    tasks = [index for index in content if header.columns[index] is Column.TASK]
    measures = [index for index in content if header.columns[index] is Column.MEASURE]
    if numbered:
        item = next((index for index in numbered if not _names_problems(header.names[index])), numbered[0])
    elif tasks and measures and _spans_rows(body, tasks[-1], measures[0]):
        item = measures[0]
    else:
        item = _own(header, body, tasks) if tasks else measures[0]
    left = [index for index in content if index < item and index not in numbered]
    first = min(tasks, default=item)
    sections = [index for index in left if header.columns[index] is not Column.MEASURE or index < first]
    more = [index for index in content if index != item and index not in sections and header.columns[index] in _BODY]
    return ItemColumns(item, sections, more, bool(numbered))


def _content(header: Header) -> list[int]:
    """The columns of what is to be done, from the left: of two tasks with the units between them the first alone."""
    content = header.of(Column.SECTION, *_BODY)
    who = min(header.of(*UNIT_COLUMNS, Column.SUPERVISING, Column.DEADLINE), default=len(header.columns))
    before = [index for index in content if index < who]
    # A measure before the units is no task: where the task stands behind them, it is the one that is meant.
    body = (Column.TASK,) if header.has(Column.TASK) else _BODY
    if not any(header.columns[index] in body for index in before):
        first = next((index for index in content if header.columns[index] in body), 0)
        before = [index for index in content if index <= first or not _is_report(header.names[index])]
    return [index for index in content if index in before or header.columns[index] is Column.MEASURE]


def _names_problems(name: str) -> bool:
    return bool(re.search("问题|意见|表现|不足", name))


def _is_report(name: str) -> bool:
    """Whether a column tells how the work goes rather than what it is (存在问题, 困难)."""
    return bool(re.search("存在.{0,4}(?:问题|困难)|困难|下一?步", name))


def _own(header: Header, body: Sequence[Row], tasks: Sequence[int]) -> int:
    """Of several columns of tasks the last, unless that only says more of the one before it (工作事项, 工作内容)."""
    if len(tasks) < 2 or not header.has(Column.NUMBER):
        return tasks[-1]
    name, more = tasks[-2:]
    tells_more = header.names[more].endswith("内容") and not header.names[name].endswith("内容")
    return name if tells_more and not _spans_rows(body, name, more) else more


def _runs_on(body: Sequence[Row], index: int, *, has_numbers: bool) -> bool:
    """True where most rows of the column carry numbers and these go on from row to row rather than begin again."""
    firsts_lasts: list[tuple[int, int]] = []
    seen: set[tuple[int, int]] = set()
    filled = 0
    for row in body:
        cell = row[index]
        if not cell.text or cell.origin in seen:
            continue
        seen.add(cell.origin)
        if len({other.text for other in row if other.text}) == 1:
            continue
        filled += 1
        _, items = split_items(cell.text, firsts_lasts[-1][1] + 1 if firsts_lasts else None)
        if not items and (mark := leading(cell.text)) and mark.style == "num":
            items = [(mark, "")]
        if items:
            firsts_lasts.append((items[0][0].value, items[-1][0].value))
    if len(firsts_lasts) * 2 < filled or not firsts_lasts:
        return False
    steps = [(last, first) for (_, last), (first, _) in pairwise(firsts_lasts)]
    going_on = sum(1 for last, first in steps if first == last + 1)
    needed = _GOES_ON_BESIDE_NUMBERS if has_numbers else _GOES_ON
    return going_on >= needed * len(steps) and (not has_numbers or len(firsts_lasts) > 1)


def spanning(rows: Sequence[Row]) -> set[tuple[int, int]]:
    """Origins of the cells that stand over more than one row."""
    origins = {(cell.origin, at) for at, row in enumerate(rows) for cell in row if cell.text}
    first: dict[tuple[int, int], int] = {}
    for origin, at in sorted(origins, key=lambda pair: pair[1]):
        first.setdefault(origin, at)
    return {origin for origin, at in origins if at != first[origin]}


def _spans_rows(body: Sequence[Row], task: int, measure: int) -> bool:
    """True where task cells stand over several rows whose measures are their own."""
    spans = sum(
        1
        for one, two in pairwise(body)
        if one[task].text
        and one[task].origin == two[task].origin
        and one[measure].origin != two[measure].origin
        and two[measure].text
    )
    blanks = sum(1 for row in body if not row[task].text and row[measure].text)
    return (spans + blanks) * 4 >= len(body) and spans + blanks > 0
