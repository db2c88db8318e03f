"""Tables written as text with a delimiter."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from bot.errors import ReadingError
from bot.model import Document, Place
from bot.reading import limits
from bot.reading.decode import Decoded
from bot.reading.grid import Span, build_table
from bot.reading.stamps import spell_stamp
from bot.reading.white_space import join_lines

_NAMES = (".csv", ".tsv")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def delimiter_of(text: str, name: str) -> str | None:
    """The delimiter of the table that `text` is; None where it is no such table.

    A name ending in .csv needs one delimiter that occurs; any other text needs the same number of them,
    at least two, on each of three or more lines.
    """
    lines = [line for line in _QUOTED.sub("", text).splitlines() if line.strip()]
    if name.lower().endswith(_NAMES):
        return max(",\t;|", key=text.count) if any(mark in text for mark in ",\t;|") else None
    counts = {mark: Counter(line.count(mark) for line in lines) for mark in ",;|"}
    for mark, found in counts.items():
        if len(lines) >= 3 and len(found) == 1 and min(found) >= 2:
            return mark
    return None


def read_csv(decoded: Decoded, name: str, delimiter: str) -> Document:
    """One table; a row is as written, blank cells are cells of their own."""
    rows = _rows(decoded.text, delimiter)
    if len(rows) > limits.GRID_ROWS:
        raise ReadingError("reading.grid-size", place=name, rows=len(rows), columns=1)
    width = max((len(row) for row in rows), default=0)
    place = Place(name, table=1)
    if len(rows) * width > limits.GRID_CELLS:
        raise ReadingError("reading.grid-size", place=name, rows=len(rows), columns=width)
    spans = [Span(r, c, spell_stamp(join_lines([cell]))) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    table = build_table(spans, place, len(rows), width)
    if table is None or not any(span.text for span in spans):
        raise ReadingError("reading.no-text", place=name)
    remarks = (("reading.note-cut", Place(name, row=len(rows))),) if decoded.cut else ()
    return Document(name, "csv", (table,), remarks=remarks)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The rows without blank ones at the end; a quote that nothing closes is taken for a character."""
    csv.field_size_limit(limits.TEXT_CHARACTERS)
    try:
        rows = _first(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        rows = _first(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _first(rows: Iterable[list[str]]) -> list[list[str]]:
    """The rows, one beyond what a table may have at most."""
    return list(islice(rows, limits.GRID_ROWS + 1))
