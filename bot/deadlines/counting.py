"""The day on which a span ends."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.deadlines.conventions import Conventions


def after(day: date, n: int, unit: str, settings: Conventions) -> date:
    """The last on-time day, `n` units after `day`, which is not counted."""
    if unit == "workday":
        return settings.calendar.shift(day, n)
    if unit == "month":
        return day + relativedelta(months=n)
    if unit == "year":
        return day + relativedelta(years=n)
    if unit in ("hour", "minute"):
        return day + timedelta(minutes=n * (60 if unit == "hour" else 1))
    return day + timedelta(days=n * (7 if unit == "week" else 1))
