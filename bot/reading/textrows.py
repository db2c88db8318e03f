"""Rows of a table whose cells are parted by tabs. A cell that holds line breaks cuts its row into several lines.

Such lines have fewer tabs than the table, and make up the full number together. Quotation marks that a program
puts around such a cell tell the same with certainty.
"""

import re
from collections.abc import Sequence

from bot.model import Place, Table
from bot.reading.grid import Span, build_table
from bot.reading.texttable import Line, plain

Row = list[Line]
_AHEAD = 30  # lines looked at to tell how wide a table is
_ROWS = 3  # rows that tell the width where none is whole
_LONGEST = 40  # lines of one row
_NUMBERED = re.compile(r"\s*\d{1,4}\s*[.．、]?\s*\t")


def table_run(lines: Sequence[Line], start: int, known: int = 0) -> tuple[list[Row], int]:
    """(rows of a table that begins at `start`, the index after it). Empty lines between rows are allowed.

    `known` are the tabs of a row of the table above, which may go on here.

    One line alone is a table only if another column of it is filled than the first.
    """
    first = lines[start].text
    if not first.strip() or "\t" not in first:
        return [], start
    width = _width(lines, start, known)
    if first.startswith("\t") and _tabs(lines[start]) == 1 and width != known:
        return [], start
    rows: list[Row] = []
    at = after = start
    while at < len(lines):
        if _is_empty(lines[at]):
            at += 1
            continue
        row = _row(lines, at, width, rows)
        if not row:
            break
        rows.append(row)
        at = after = at + len(row)
    indented = all(row[0].text.startswith("\t" * width) for row in rows)
    return ([], start) if indented or (len(rows) == 1 and width == 1) else (rows, after)


def row_table(run: Sequence[Row], place: Place) -> Table | None:
    """A table of the rows found; those with fewer cells than the widest are blank at their ends."""
    cells = ("\n".join(line.text for line in row).split("\t") for row in run)
    spans = [Span(r, c, _plain(cell)) for r, row in enumerate(cells) for c, cell in enumerate(row)]
    return build_table(spans, place, len(run))


def tabs_of(row: Row) -> int:
    """The tabs of all lines of a row."""
    return sum(map(_tabs, row))


def ends_whole(lines: Sequence[Line]) -> bool:
    """True where the last lines, each with fewer tabs than the widest of those before, make up one full row."""
    width = max((_tabs(line) for line in lines[-_AHEAD:]), default=0)
    total = 0
    for line in reversed(lines):
        total += _tabs(line)
        if total >= width or _is_empty(line):
            return total == width
    return False


def _tabs(line: Line) -> int:
    return line.text.count("\t")


def _is_empty(line: Line) -> bool:
    return not line.text.strip() and "\t" not in line.text


def _width(lines: Sequence[Line], start: int, known: int) -> int:
    """The tabs of a full row: those of the first line, unless it is the beginning of a broken one."""
    if _tabs(lines[start]) < known and _whole(lines, start, known):
        return known
    ahead = [count for line in lines[start : start + _AHEAD] if (count := _tabs(line))]
    if broken := _common_sum(lines[start : start + _AHEAD]):
        return broken
    widest = max(ahead)
    if ahead[0] == widest or (len(ahead) > 1 and ahead[1] == ahead[0]):
        return ahead[0]
    total = 0
    for line in lines[start:]:
        total += _tabs(line)
        if total >= widest or _is_empty(line):
            break
    return widest if total == widest and _tabs(line) < widest else ahead[0]


def _common_sum(lines: Sequence[Line]) -> int:
    """The tabs of a row where every row is broken: lines that differ make up one number throughout; 0 where not."""
    end = next((at for at, line in enumerate(lines) if _is_empty(line)), len(lines))
    counts = [count for line in lines[:end] if (count := _tabs(line))]
    if not counts or _sizes(counts, max(counts)):
        return 0
    for width in dict.fromkeys(sum(counts[:n]) for n in (2, 3, 4)):
        sizes = _sizes(counts, width)
        if len(sizes) >= _ROWS and min(sizes) > 1 and 2 * counts.count(max(counts)) <= len(counts):
            return width
    return 0


def _sizes(counts: Sequence[int], width: int) -> list[int]:
    """How many lines make up each row of `width`, the last of which may go on below; [] where they do not fit."""
    sizes, size, total = [], 0, 0
    for count in counts:
        size, total = size + 1, total + count
        if total > width:
            return []
        if total == width:
            sizes.append(size)
            size = total = 0
    return sizes


def _row(lines: Sequence[Line], at: int, width: int, above: Sequence[Row]) -> Row:
    """The lines of the row that begins at `at`; none where no row of the table begins there."""
    if not _tabs(lines[at]) and not _is_open(lines[at].text):
        return []
    row = _whole(lines, at, width)
    if row:
        return row
    short = 0 < _tabs(lines[at]) < width and _NUMBERED.match(lines[at].text)
    return [lines[at]] if short and any(_NUMBERED.match(one[0].text) for one in above) else []


def _whole(lines: Sequence[Line], at: int, width: int) -> Row:
    """The lines from `at` on that together have `width` tabs; none where they do not."""
    row: Row = []
    text = ""
    for line in lines[at : at + _LONGEST]:
        if row and not _is_open(text) and (_is_empty(line) or _tabs(line) == width or _begins(line, row)):
            return []
        row.append(line)
        text += ("\n" if text else "") + line.text
        count = text.count("\t")
        if count > width:
            return []
        if count == width and not _is_open(text):
            return row
    return row[:1] if row and _tabs(row[0]) == width else []


def _begins(line: Line, row: Row) -> bool:
    """True where a row that is counted begins before the one above is full."""
    return bool(_NUMBERED.match(line.text) and _NUMBERED.match(row[0].text))


def _is_open(text: str) -> bool:
    """True where the last cell begins with a quotation mark that nothing closes yet."""
    cell = text.rsplit("\t", 1)[-1].lstrip()
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _plain(cell: str) -> str:
    """What a cell says; one of several lines without the quotation marks that a program put around it."""
    bare = cell.strip()
    if "\n" in bare and len(bare) > 2 and bare[0] == bare[-1] == '"' and bare.count('"') % 2 == 0:
        cell = bare[1:-1].replace('""', '"')
    return "\n".join(line for line in plain(cell).split("\n") if line)
