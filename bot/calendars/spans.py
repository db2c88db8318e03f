"""The day on which a span ends: by the reader of a phrase and by the clock that an event starts alike."""

from calendar import monthrange
from datetime import date, timedelta

from bot.calendars.official import Calendar


def last_day(on: date, n: int, unit: str, calendar: Calendar) -> date:
    """The last on-time day, `n` units after day `on`, which is not counted; before it where `n` is negative.

    Hours that do not fill a day end on the day itself, and begin on the day before; minutes are counted as hours.
    """
    if unit == "workday":
        return calendar.shift(on, n) if n else on
    if unit == "month":
        return _months_after(on, n)
    if unit == "year":
        return _months_after(on, 12 * n)
    if unit in ("hour", "minute"):
        hours = n if unit == "hour" else -(-n // 60)
        return on + timedelta(days=hours // 24)
    return on + timedelta(days=n * (7 if unit == "week" else 1))


def _months_after(on: date, n: int) -> date:
    """The same day `n` months later, or the last of a month that is too short for it."""
    years, month = divmod(on.month - 1 + n, 12)
    year = on.year + years
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
