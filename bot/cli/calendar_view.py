"""Days as a heat map for a terminal: the count in each cell, darker where there is more."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from bot.messages.svg import LEVELS, level
from bot.texts import text

#: Black on these by load; the terminal's own colours where it has few.
SHADES = ("dim", "black on wheat1", "black on gold1", "black on dark_orange", "bold white on red3")
GUTTER = 3
LABEL = 3


def heat_map(first: date, last: date, counts: Mapping[date, int], width: int) -> Text:
    """The months of the span, as many beside one another as `width` columns take. Every line is at most so wide."""
    most = max(counts.values(), default=1)
    cell = max(2, len(str(most)))
    months = [_month(month, counts, most, cell) for month in _months(first, last)]
    wide = LABEL + 7 * (cell + 1)
    beside = max(1, (width + GUTTER) // (wide + GUTTER))
    picture = Text()
    for start in range(0, len(months), beside):
        for lines in zip_longest(*months[start : start + beside]):
            row = Text()
            for n, line in enumerate(lines):
                row.append(" " * (n * (wide + GUTTER) - row.cell_len))
                row.append_text(line or Text())
            row.rstrip()
            picture.append_text(row).append("\n")
        picture.append("\n")
    return picture.append_text(_legend(most))


def _months(first: date, last: date) -> list[date]:
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _month(month: date, counts: Mapping[date, int], most: int, cell: int) -> Sequence[Text]:
    """A title, the weekdays, a line a week; before each week the day of the month on which it begins."""
    total = sum(n for day, n in counts.items() if day.replace(day=1) == month)
    title = text("rehearse.month_title", year=month.year, month=month.month, n=total)
    heads = "".join(" " + _right(text(f"rehearse.day_{n}"), cell) for n in range(7))
    lines = [Text(title, "bold"), Text(" " * LABEL + heads, "dim")]
    day = month - timedelta(days=month.weekday())
    while day < month or day.month == month.month:
        begins = max(day, month)
        line = Text(f"{begins.day:>{LABEL - 1}} ", "dim")
        for ahead in range(7):
            line.append(" ").append_text(_cell(day + timedelta(days=ahead), month, counts, most, cell))
        lines.append(line)
        day += timedelta(days=7)
    return lines


def _cell(day: date, month: date, counts: Mapping[date, int], most: int, cell: int) -> Text:
    if day.month != month.month:
        return Text(" " * cell)
    n = counts.get(day, 0)
    return Text(_right(str(n) if n else ".", cell), SHADES[level(n, most)])


def _right(words: str, width: int) -> str:
    """`words` at the right of `width` columns; a Chinese character takes two."""
    return " " * (width - cell_len(words)) + words


def _legend(most: int) -> Text:
    """From few to many."""
    steps = dict.fromkeys(level(n, most) for n in range(1, most + 1))
    legend = Text(text("rehearse.legend") + " ", "dim")
    for step in steps:
        highest = max(n for n in range(1, most + 1) if level(n, most) == step)
        legend.append(f" ≤{highest} ", SHADES[min(step, LEVELS)])
        legend.append(" ")
    return legend
