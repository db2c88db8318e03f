"""Which days a written date or period means, its year filled in (reading rule 6)."""

from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import Final

from bot.deadlines.row import Refusal, Scene, When

_LATE: Final = timedelta(days=60)
#: Days of the months of a common year.
_LENGTHS: Final = tuple(monthrange(2021, month)[1] for month in range(1, 13))
_STAYS: Final = ("quarter", "half", "year")


def first_and_last(when: When, scene: Scene) -> tuple[date, date, tuple[str, ...]]:
    """The first and last day of `when`, and the flags `past` and `no-year`.

    Raises Refusal for a day that does not exist, and where nothing gives a year.
    """
    if when.lost:
        raise Refusal
    if when.year is not None:
        start, end = _days(when, when.year)
        scene.last_year = end.year
        flags = when.flags
    else:
        start, end, flags = _guided(when, scene)
    if scene.issued is not None and end < scene.issued:
        flags += ("past",)
    if start.year < 1900 or end.year > 2100:
        flags += ("vague",)
    return start, end, flags


def _guided(when: When, scene: Scene) -> tuple[date, date, tuple[str, ...]]:
    year = scene.last_year
    flags = when.flags
    if year is None:
        scene.seek()
        year = scene.earlier_year
    if year is None:
        year = document_year(scene)
        flags += ("no-year",)
    else:
        year += when.shift
    issued = scene.issued
    if issued is not None and when.start == when.end == (2, 29) and not isleap(year) and isleap(year + 1):
        year += 1  # 2月29日 of this year does not exist
        flags += ("past",)
    start, end = _days(when, year)
    if issued is not None and end < issued and when.grain not in _STAYS and issued - end > _LATE:
        year += 1
        start, end = _days(when, year)
        flags += ("past",)
    scene.last_year = end.year
    return start, end, flags


def document_year(scene: Scene) -> int:
    """The year of a date without one: of the document, or of its issue. Raises Refusal where neither is known."""
    issued, year = scene.issued, scene.year
    if issued is not None and (year is None or year <= issued.year):
        return issued.year
    if year is None:
        raise Refusal
    return year


def _days(when: When, year: int) -> tuple[date, date]:
    if when.start == when.end and not when.end_year:
        day = day_of(year, when.end)
        return day, day
    return day_of(year, when.start), day_of(when.end_year or year + (when.end[0] < when.start[0]), when.end)


def day_of(year: int, at: tuple[int, int]) -> date:
    """The day (month, day) of `year`; day 0 is the month's last."""
    month, day = at
    if not 1 <= year <= 9998:
        raise Refusal
    if 0 < day < 29:
        return date(year, month, day)
    last = 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]
    if day > last:
        raise Refusal
    return date(year, month, day or last)
