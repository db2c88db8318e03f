"""Tables in plain text with one cell a line, which a tab begins; those with a row a line are in `textrows`."""

import re
from collections import Counter
from dataclasses import dataclass

from bot.model import Place, Table
from bot.reading.grid import Span, build_table
from bot.reading.white_space import clean

_BREAK = re.compile(r"</p>|<br\s*/?>|</h[1-6]>|</div>|</li>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|b|strong|i|em|u|h[1-6]|div|span|br|li|ul|ol|sup|sub|font)(?:\s[^<>]*)?/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: its number and page, 1-based."""

    number: int
    page: int | None
    text: str


def plain(text: str) -> str:
    """`text` without the markup that some extractors leave in cells; a paragraph's end becomes a new line."""
    if "<" not in text:
        return clean(text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    return "\n".join(line for line in clean(text).split("\n") if line)


# ------------------------------------------------------ a cell a line
def is_cell_layout(lines: list[Line]) -> bool:
    """Whether a tab begins each cell and a line without one goes on: most tabs lead their line and stand alone."""
    tabbed = [line.text for line in lines if "\t" in line.text]
    leading = [text for text in tabbed if text.startswith("\t") and text.count("\t") == 1]
    return len(leading) >= 4 and len(leading) >= 0.9 * len(tabbed)


def split_cells(lines: list[Line]) -> list[list[str]]:
    """The groups of cells between empty lines; an empty line before an untabbed line belongs to the cell."""
    groups: list[list[str]] = [[]]
    gap = False
    for line in lines:
        if not line.text.strip(" \u3000\r") and not line.text.startswith("\t"):
            gap = True
            continue
        if line.text.startswith("\t"):
            if gap and groups[-1]:
                groups.append([])
            groups[-1].append(line.text[1:])
        elif groups[-1]:
            groups[-1][-1] += "\n" + line.text
        gap = False
    return [group for group in groups if group]


def cell_table(lines: list[Line], place: Place) -> tuple[str, Table | None]:
    """(title above the table or "", the table). Rows are as wide as most groups; a group that an empty line
    within a cell cut in two is put together again.

    A shorter row is a header whose first word stands over all the columns left: extractors give a merged
    header cell once.
    """
    groups = split_cells(lines)
    sizes = Counter(len(group) for group in groups)
    width = max(sizes, key=lambda size: (sizes[size], size))
    title, rows = _take_title(_whole_rows(groups, width), width)
    spans: list[Span] = []
    for r, row in enumerate(rows):
        spare = width - len(row)
        spans.append(Span(r, 0, _cell(row[0]), 1, 1 + spare))
        spans.extend(Span(r, c + spare, _cell(text)) for c, text in enumerate(row) if c)
    return title, build_table(spans, place, len(rows))


def _cell(text: str) -> str:
    return "\n".join(line for line in plain(text).split("\n") if line)


def _whole_rows(groups: list[list[str]], width: int) -> list[list[str]]:
    rows: list[list[str]] = []
    held: list[str] = []
    for at, group in enumerate(groups):
        if held and len(held) + len(group) > width:
            rows.append(held)
            held = []
        following = len(groups[at + 1]) if at + 1 < len(groups) else 0
        held = held + group
        if len(held) >= width or len(held) + following > width:
            rows.extend(held[start : start + width] for start in range(0, len(held), width))
            held = []
    return rows + ([held] if held else [])


def _take_title(rows: list[list[str]], width: int) -> tuple[str, list[list[str]]]:
    """A title that runs into the header row: far longer than every word of the header."""
    first = rows[0]
    others = [len(text.strip()) for text in first[1:]]
    if len(first) < 3 or len(first) == width or len(first[0].strip()) < max(10, 2 * max(others)):
        return "", rows
    return _cell(first[0]), [first[1:], *rows[1:]]
