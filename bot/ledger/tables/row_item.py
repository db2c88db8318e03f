"""The number and the words of the one item of a row, where cells beside it may stand over several rows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import Column
from bot.ledger.items.item import Item
from bot.ledger.tables.item_columns import ItemColumns
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import join_lines, key, squeeze

#: A number within a section's, which its brackets belong to: 七（一）, 2（3）.
_NESTED = re.compile(r"([\w.\-]+)[（(]([^（）()]+)[）)]")


@dataclass(frozen=True, slots=True)
class ItemWords:
    """An item's number, the number as printed, and its words."""

    label: str
    printed: str
    text: str


def item_words(
    row: Row, header: Header, columns: ItemColumns, spanning: Collection[tuple[int, int]], items: Sequence[Item]
) -> ItemWords:
    """The item of `row`. `spanning` are the origins of cells over several rows, `items` those read so far.

    Rows that share one task are parts of it (3.1, 3.2), each with its own measure behind the task's words.
    """
    text = row[columns.item].text or next((row[index].text for index in columns.more if row[index].text), "")
    numeral, mark = own_number(row, header), leading(text)
    shared_number = bool(numeral) and row[header.of(Column.NUMBER)[0]].origin in spanning
    measure = _own_measure(row, columns, spanning) if row[columns.item].origin in spanning else ""
    label = _part_label(numeral, measure or text, items) if shared_number else numeral
    if measure:
        text = squeeze(_without_number(text, numeral, header)) + "：" + _after_number(measure)
    elif shared_number:
        text = text[mark.end :] if mark and mark.style == "num" else text
    else:
        text = _without_number(text, numeral, header)
    return ItemWords(label, label, text) if label or mark is None else ItemWords(mark.label, mark.printed, text)


def own_number(row: Row, header: Header) -> str:
    """The number in the row's own column, without brackets around it and the .0 of a sheet; "" where none is."""
    numbers = header.of(Column.NUMBER)
    if not numbers:
        return ""
    printed = re.sub(r"\.0$", "", key(row[numbers[0]].text)).strip(".．、")
    if nested := _NESTED.fullmatch(printed):
        return f"{nested[1]}（{nested[2]}）"
    return printed.strip("()（）.．、")


def _own_measure(row: Row, columns: ItemColumns, spanning: Collection[tuple[int, int]]) -> str:
    """The words of the row's own about what is to be done; "" where they too stand over several rows."""
    own = (row[index] for index in columns.more if row[index].origin not in spanning)
    return next((join_lines(cell.text) for cell in own if cell.text), "")


def _part_label(numeral: str, text: str, items: Sequence[Item]) -> str:
    """3.1 for the first of several rows beside the number 3, or as the row's own number says."""
    own = leading(text)
    parts = sum(1 for item in items if item.label.startswith(f"{numeral}."))
    return f"{numeral}.{own.label if own and own.style == 'num' else parts + 1}"


def _without_number(text: str, numeral: str, header: Header) -> str:
    """The words without the number before them, where that is the row's or no column holds one."""
    mark = leading(text)
    says_it = mark is not None and mark.style == "num" and mark.label == numeral
    return text[mark.end :] if mark and (says_it or not header.has(Column.NUMBER)) else text


def _after_number(text: str) -> str:
    mark = leading(text)
    return (text[mark.end :] if mark else text).strip()
