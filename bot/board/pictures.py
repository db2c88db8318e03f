"""Pictures of a ledger's days: months, and a line of time for each item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from bot.messages.page import month_pictures, scale_picture
from bot.messages.svg import Mark, line_svg
from bot.texts import text
from bot.work.views.ledger_days import DayOfItem, ItemDays, by_day, by_item
from bot.work.views.ledger_table import PAGE, LedgerTable, Lit

#: What has no end is not drawn to it.
MOST_DAYS = timedelta(days=730)
#: So many units are named at a mark.
NAMED = 6


@dataclass(frozen=True, slots=True)
class TimeLine:
    """An item with its picture; the picture is empty where it has no last day."""

    item: ItemDays
    picture: Markup


@dataclass(frozen=True, slots=True)
class TimeLines:
    """One page of a ledger's items on the same span of time. `page` counts from 1."""

    scale: Markup
    lines: Sequence[TimeLine]
    page: int
    pages: int


def due_months(found: Iterable[Lit]) -> list[tuple[str, Markup]]:
    """The months in which something falls due, each with its name, two years at most."""
    counts = {day: len(own) for day, own in by_day(found).items()}
    if not counts:
        return []
    first = min(counts)
    return month_pictures(first, min(max(counts), first + MOST_DAYS), counts, "board.due_on_day")


def time_lines(table: LedgerTable) -> TimeLines:
    """The items that were asked for, a page of them, from the first of their last days to the last, and today."""
    items = by_item(table.found)
    days = [one.day for item in items for one in item.days]
    first = min([*days, table.today], default=table.today)
    last = min(max([*days, table.today]), first + MOST_DAYS)
    start = (table.asked.page - 1) * PAGE
    lines = [TimeLine(item, _line(item, first, last, table.today)) for item in items[start : start + PAGE]]
    return TimeLines(scale_picture(first, last), lines, table.asked.page, max(1, -(-len(items) // PAGE)))


def _line(item: ItemDays, first: date, last: date, today: date) -> Markup:
    marks = [Mark(one.day, str(one.light), _words(one)) for one in item.days if one.day <= last]
    picture = line_svg(first, last, marks, {"today": today})
    return Markup(picture) if marks else Markup("")  # noqa: S704 - our own markup, its words escaped


def _words(one: DayOfItem) -> str:
    units = text("board.comma").join(one.units[:NAMED])
    words = text("board.due_of", day=one.day, light=text(f"duty.light_{one.light}"), units=units)
    return words if len(one.units) <= NAMED else text("board.due_of_many", words=words, n=len(one.units))
