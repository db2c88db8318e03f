"""What papers say, recomputed from the ledger as it stands: counts, shares, and the list behind each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.messages.duty_words import task_words
from bot.messages.numbers import listed_numbers, natural
from bot.messages.typography import day
from bot.plan.lights import Light
from bot.texts import text
from bot.work.export.rows import Row

#: How many signs the longest bar of a chart has.
LONGEST_BAR = 10
#: A task stands in quotation marks: those within it become the single ones (GB/T 15834).
_INNER = str.maketrans("“”", "‘’")
_GONE = frozenset({Light.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One duty in words, as an office's template may name them. What there is not is empty."""

    number: str
    task: str
    label: str
    unit: str
    phrase: str
    due: str
    original_due: str
    extension_until: str
    ended: str
    note: str
    days_over: int
    urgings: int


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """How many duties of a unit, or of all, stand how; `numbers` of the items behind each count."""

    unit: str
    total: int
    closed: int
    late: int
    running: int
    closed_numbers: str
    late_numbers: str
    running_numbers: str

    @property
    def share(self) -> str:
        """The share of those done with, in percent."""
        return f"{100 * self.closed / self.total:.1f}%" if self.total else "–"

    @property
    def late_share(self) -> str:
        """The share of those overdue, in percent."""
        return f"{100 * self.late / self.total:.1f}%" if self.total else "–"

    @property
    def bar(self) -> str:
        """The share of those done with, as a bar of a chart."""
        done = round(LONGEST_BAR * self.closed / self.total) if self.total else 0
        return "█" * done + "░" * (LONGEST_BAR - done)


def is_late(row: Row) -> bool:
    """Whether its unit is called late: not of what it has got only since the last day, before its own term is over."""
    return row.light is Light.OVERDUE and row.days_over > 0


def paper_item(row: Row, today: date) -> PaperItem:
    """One row in words: of several parts of a task it says which, of what a unit got late by when it had to be done."""
    words = "".join(row.task.split("\n")).rstrip("。；;. ")
    return PaperItem(
        number=row.number,
        task=task_words(words, row.label).translate(_INNER),
        label=row.label,
        unit=row.unit,
        phrase=row.phrase,
        due=_due(row, today),
        original_due=_day(row.original_due),
        extension_until=_day(row.extension_until),
        ended=_day(row.ended_on),
        note=row.note,
        days_over=row.days_over,
        urgings=row.urgings,
    )


def _due(row: Row, today: date) -> str:
    if row.due is None:
        return row.phrase
    held_to = today - timedelta(days=row.days_over)
    if not row.days_over or held_to == row.due:
        return day(row.due)
    return text("papers.held_to", due=day(row.due), until=day(held_to))


def figures(rows: Iterable[Row], unit: str = "") -> PaperFigures:
    """Of these rows; those withdrawn count for nothing."""
    counted = [row for row in rows if row.light not in _GONE]
    closed = [row for row in counted if row.light is Light.CLOSED]
    late = [row for row in counted if is_late(row)]
    running = [row for row in counted if row.light is not Light.CLOSED and not is_late(row)]
    return PaperFigures(
        unit, len(counted), len(closed), len(late), len(running), _numbers(closed), _numbers(late), _numbers(running)
    )


def _numbers(rows: Sequence[Row]) -> str:
    return listed_numbers(sorted(dict.fromkeys(row.number for row in rows), key=natural)) or "–"


def _day(found: date | None) -> str:
    return day(found) if found else ""
