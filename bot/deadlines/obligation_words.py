"""An obligation in words, in the language set: what a person is shown."""

from collections.abc import Callable
from datetime import date
from typing import Final

from bot.model import Kind, Obligation
from bot.texts import text

_GRAINS: Final = ((11, "part"), (31, "month"), (92, "quarter"), (184, "half"), (366, "year"))
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def in_words(obligation: Obligation) -> str:
    """One sentence without a full stop: by when, from when to when, how often."""
    sentence = _SENTENCES[obligation.kind](obligation)
    if obligation.time is not None:
        sentence = text("deadlines.with-time", reading=sentence, time=f"{obligation.time:%H:%M}")
    if obligation.kind is Kind.RECURRING and obligation.start is not None:
        sentence = text("deadlines.from-day", reading=sentence, start=obligation.start)
    if obligation.at_least is not None and obligation.at_least > 1:
        sentence = text("deadlines.at-least", reading=sentence, count=obligation.at_least)
    return sentence


def _due(one: Obligation) -> str:
    assert one.date is not None
    if one.alt is None:
        return text("deadlines.due", date=one.date, weekday=_weekday(one.date))
    days = (one.date - one.alt).days
    grain = next((name for most, name in _GRAINS if days <= most), "period")
    return text("deadlines.two-readings", grain=text(f"deadlines.grain-{grain}"), date=one.date, alt=one.alt)


def _weekday(day: date) -> str:
    return text(f"deadlines.weekday-{day.weekday()}")


def _relative(one: Obligation) -> str:
    assert one.n is not None
    unit = text(f"deadlines.unit-{one.unit}")
    if one.n == 0:
        return text("deadlines.same-day")
    if one.anchor == "event" and one.date is not None:
        side = "before" if one.n < 0 else "after"
        return text(f"deadlines.{side}-festival", count=abs(one.n), unit=unit, date=one.date)
    if one.n < 0:
        return text("deadlines.before-event", count=-one.n, unit=unit)
    if one.anchor == "event":
        return text("deadlines.after-event", count=one.n, unit=unit)
    if one.date is None:
        return text("deadlines.after-issue", count=one.n, unit=unit)
    return text("deadlines.after-issue-day", count=one.n, unit=unit, date=one.date)


def _recurring(one: Obligation) -> str:
    parts = dict(part.split("=") for part in (one.rrule or "").split(";"))
    every = int(parts.get("INTERVAL", 1))
    if parts["FREQ"] == "DAILY":
        return text("deadlines.every-days", count=every) if every > 1 else text("deadlines.every-day")
    if parts["FREQ"] == "WEEKLY":
        return _weekly(parts["BYDAY"], every)
    months = parts.get("BYMONTH")
    if months is None:
        head = text("deadlines.every-months", count=every) if every > 1 else text("deadlines.every-month")
    elif every > 1:
        head = text("deadlines.every-years", count=every, months=months.replace(",", "、"))
    else:
        head = text("deadlines.every-year", months=months.replace(",", "、"))
    return head + _day_of_month(parts)


def _weekly(days: str, every: int) -> str:
    if days == ",".join(_WEEKDAYS[:5]):
        return text("deadlines.every-workday")
    names = "、".join(text(f"deadlines.weekday-{_WEEKDAYS.index(day)}") for day in days.split(","))
    if every > 1:
        return text("deadlines.every-weeks", count=every, days=names)
    return text("deadlines.every-week", days=names)


def _day_of_month(parts: dict[str, str]) -> str:
    if "BYSETPOS" in parts:
        nth = parts["BYSETPOS"]
        return text("deadlines.last-workday") if nth == "-1" else text("deadlines.nth-workday", nth=nth)
    if "BYDAY" in parts:
        day = parts["BYDAY"]
        name = text(f"deadlines.weekday-{_WEEKDAYS.index(day[-2:])}")
        return (
            text("deadlines.last-weekday", day=name)
            if day[0] == "-"
            else text("deadlines.nth-weekday", nth=day[0], day=name)
        )
    days = parts.get("BYMONTHDAY", "-1").split(",")
    words = [text("deadlines.last-day") if day == "-1" else text("deadlines.day", day=day) for day in days]
    return "、".join(words)


_SENTENCES: Final[dict[Kind, Callable[[Obligation], str]]] = {
    Kind.DUE: _due,
    Kind.WINDOW: lambda one: text("deadlines.window", start=one.start, end=one.end),
    Kind.RECURRING: _recurring,
    Kind.STANDING: lambda _one: text("deadlines.standing"),
    Kind.RELATIVE: _relative,
    Kind.IMMEDIATE: lambda _one: text("deadlines.immediate"),
    Kind.DONE: lambda _one: text("deadlines.done"),
    Kind.NONE: lambda _one: text("deadlines.none"),
}
