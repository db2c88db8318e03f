"""Pictures for a page: a month as a heat map, rungs on a line of time. Inline SVG, no script; <title> tells on hover.

Colours come from the page's style by class, so that they follow its light or dark mode.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

CELL, GAP, HEAD = 30, 3, 20
WIDTH, LEFT, ROW = 720, 8, 26
LEVELS = 4
_LATE = {"urging", "escalation", "circular", "overdue"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One step on a line of time. `kind` chooses its shape and colour; `title` is told on hover."""

    day: date
    kind: str
    title: str


def level(n: int, most: int) -> int:
    """0 for none, 1 to LEVELS by the share of the busiest day."""
    return 0 if n <= 0 else 1 + min(LEVELS - 1, LEVELS * (n - 1) // max(1, most))


def month_svg(
    month: date, counts: Mapping[date, int], most: int, titles: Mapping[date, str], heads: Sequence[str]
) -> str:
    """The month that begins on `month`, Monday first. A day with messages links to `#d<date>`."""
    parts = [
        f'<text class="head" x="{i * (CELL + GAP) + CELL / 2}" y="13">{escape(word)}</text>'
        for i, word in enumerate(heads)
    ]
    day, rows = month, 1
    while day.month == month.month:
        row = (day.day - 1 + month.weekday()) // 7
        rows = row + 1
        parts.append(_cell(day, row, counts.get(day, 0), most, titles.get(day, "")))
        day += timedelta(days=1)
    width, height = 7 * (CELL + GAP) - GAP, HEAD + rows * (CELL + GAP)
    return f'<svg viewBox="0 0 {width} {height}" role="group">{"".join(parts)}</svg>'  # its days are links


def _cell(day: date, row: int, n: int, most: int, title: str) -> str:
    x, y = day.weekday() * (CELL + GAP), HEAD + row * (CELL + GAP)
    drawn = (
        f'<g class="l{level(n, most)}"><title>{escape(title)}</title>'
        f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" rx="4"/>'
        f'<text class="day" x="{x + 3}" y="{y + 10}">{day.day}</text>'
    )
    if not n:
        return drawn + "</g>"
    return f'<a href="#d{day}">{drawn}<text class="n" x="{x + CELL / 2}" y="{y + 24}">{n}</text></g></a>'


def line_svg(first: date, last: date, marks: Sequence[Mark], days: Mapping[str, date], *, width: int = WIDTH) -> str:
    """The span from `first` to `last`: month lines, marks, and the days that have a name (due, alt, today). Shapes have
    the same size whatever the `width`.
    """
    span = max(1, (last - first).days)

    def x_of(day: date) -> float:
        return _x(day, first, span, width)

    parts = [f'<line class="axis" x1="{LEFT}" y1="13" x2="{width - LEFT}" y2="13"/>']
    parts += [f'<line class="tick" x1="{x_of(d)}" y1="7" x2="{x_of(d)}" y2="19"/>' for d in _months(first, last)]
    for name, day in days.items():
        if first <= day <= last:
            x = x_of(day)
            parts.append(f'<line class="{name}" x1="{x}" y1="1" x2="{x}" y2="25"><title>{day}</title></line>')
    parts += [_mark(mark, x_of(mark.day)) for mark in marks]
    told = escape("; ".join(mark.title for mark in marks) or f"{first} – {last}")
    return f'<svg class="line" viewBox="0 0 {width} {ROW}" role="img" aria-label="{told}">{"".join(parts)}</svg>'


def scale_svg(first: date, last: date, words: Mapping[date, str]) -> str:
    """The months' names above lines of the same span."""
    span = max(1, (last - first).days)
    parts = [f'<text class="month" x="{_x(d, first, span) + 2}" y="13">{escape(words[d])}</text>' for d in words]
    return f'<svg class="line" viewBox="0 0 {WIDTH} 18">{"".join(parts)}</svg>'


def _x(day: date, first: date, span: int, width: int = WIDTH) -> float:
    return round(LEFT + (width - 2 * LEFT) * (day - first).days / span, 1)


def _months(first: date, last: date) -> list[date]:
    """The first days of the months that begin within the span."""
    found, day = [], first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _mark(mark: Mark, x: float) -> str:
    """A square for a dispatch or a report, a triangle for what is late, a diamond for what is near, a hook for what is
    done, else a dot: told apart without colours too.
    """
    if mark.kind == "near":
        shape = f'<path d="M{x} 7L{x + 6} 13L{x} 19L{x - 6} 13Z"/>'
    elif mark.kind == "closed":
        shape = f'<path d="M{x - 6} 12L{x - 4} 10L{x - 1} 14L{x + 5} 6L{x + 7} 8L{x - 1} 18Z"/>'
    elif mark.kind in {"dispatch", "reported"}:
        shape = f'<rect x="{x - 4}" y="9" width="8" height="8"/>'
    elif mark.kind in _LATE:
        shape = f'<path d="M{x - 5} 18L{x + 5} 18L{x} 8Z"/>'
    else:
        shape = f'<circle cx="{x}" cy="13" r="4"/>'
    return f'<g class="k-{mark.kind}"><title>{escape(mark.title)}</title>{shape}</g>'
