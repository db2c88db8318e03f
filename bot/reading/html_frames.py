"""Tables that only arrange a page: what they hold is prose, menus and other tables, cell after cell."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from bot.reading.html_text import is_dropped

_CELLS = ("td", "th")
_PARAGRAPHS = ("p", "div", "br", "h1", "h2", "h3", "li")
_FEW = 4  # paragraphs of a cell that is no entry of a table
_LABEL = re.compile(r"[^：:。，]{1,10}")


def is_frame(table: etree._Element) -> bool:
    """Whether a table only arranges the page.

    It does where each of its rows is one cell; where the tables within it hold most of what it says; and where one
    cell holds a text or a ledger, while hardly a row has another beside it.
    """
    if all(len(_cells(row)) <= 1 for row in rows_of(table)):
        return True
    rows = [_filled(row) for row in rows_of(table)]
    if not any(rows):
        return False
    inner = [child for child in table.iterdescendants("table") if outer(child) is table]
    if inner and 2 * sum(map(_length, inner)) >= _length(table):
        return True
    cells = [(cell, row) for row in rows for cell in row]
    largest, its_row = max(cells, key=lambda pair: _length(pair[0]))
    return 2 * _length(largest) >= _length(table) and _is_page(largest) and _stands_apart(rows, its_row)


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows of a table itself, those of tables within it left out."""
    return [row for row in table.iter("tr") if outer(row) is table and not is_dropped(row)]


def cells_of(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a frame, in reading order."""
    for row in rows_of(table):
        yield from _cells(row)


def outer(element: etree._Element) -> etree._Element | None:
    """The table that holds `element`."""
    return next(element.iterancestors("table"), None)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in _CELLS and not is_dropped(cell)]


def _filled(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in _cells(row) if _length(cell)]


def _is_page(cell: etree._Element) -> bool:
    """Whether a cell holds several paragraphs, or a table with a row of three cells or more below its header."""
    if len(list(islice(cell.iter(*_PARAGRAPHS), _FEW))) == _FEW:
        return True
    return any(sum(len(_filled(row)) > 2 for row in rows_of(table)) > 1 for table in cell.iter("table"))


def _stands_apart(rows: list[list[etree._Element]], largest: list[etree._Element]) -> bool:
    """Whether hardly a row says something in two cells: the largest cell's own, or a line of 发布时间 and 来源."""
    several = [row for row in rows if len(row) > 1]
    if not several or (len(several) == 1 and len(largest) > 1):
        return True
    labelled = any(_LABEL.fullmatch("".join(map(str, row[0].itertext())).strip()) for row in several)
    return len(several) <= 2 and len(largest) == 1 and all(len(row) == 2 for row in several) and not labelled


def _length(element: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())
