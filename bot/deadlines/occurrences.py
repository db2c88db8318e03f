"""The days on which a recurring obligation falls due."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from bot.calendars import OFFICIAL, Calendar
from bot.model import Obligation


def occurrences(obligation: Obligation, first: date, last: date, *, calendar: Calendar = OFFICIAL) -> Iterator[date]:
    """Every last on-time day from `first` to `last`, both inclusive; none for an obligation without an `rrule`.

    None lies before its `start`, where it has one.

    A rule that counts working days of the month (BYSETPOS) counts those of `calendar`.
    """
    if obligation.rrule is None:
        return
    if obligation.start is not None:
        first = max(first, obligation.start)
    # An interval of several years counts from the first of January of the year of `first`.
    begin = datetime(first.year, 1, 1)  # noqa: DTZ001  wall dates have no zone
    parts = dict(part.split("=") for part in obligation.rrule.split(";"))
    nth = int(parts.get("BYSETPOS", 0))
    for instant in rrulestr(obligation.rrule, dtstart=begin):
        day = instant.date()
        if nth:
            day = _nth_workday(day, nth, calendar)
        if day > last:
            return
        if day >= first:
            yield day


def _nth_workday(day: date, nth: int, calendar: Calendar) -> date:
    """The `nth` working day of the month of `day`; counted from its end when negative."""
    if nth > 0:
        return calendar.shift(day.replace(day=1) - timedelta(days=1), nth)
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return calendar.shift(following, nth)
