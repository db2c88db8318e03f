"""The day on which a span ends: by the reader of a phrase and by the clock that an event starts alike."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.calendars.official import Calendar


def last_day(on: date, n: int, unit: str, calendar: Calendar) -> date:
    """The last on-time day, `n` units after day `on`, which is not counted; before it where `n` is negative.

    Hours that do not fill a day end on the day itself, and begin on the day before; minutes are counted as hours.
    """
    if unit == "workday":
        return calendar.shift(on, n) if n else on
    if unit == "month":
        return on + relativedelta(months=n)
    if unit == "year":
        return on + relativedelta(years=n)
    if unit in ("hour", "minute"):
        hours = n if unit == "hour" else -(-n // 60)
        return on + timedelta(days=hours // 24)
    return on + timedelta(days=n * (7 if unit == "week" else 1))
