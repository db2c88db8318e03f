"""Days off by law, whatever the arrangement of a year becomes.

国务院《全国年节及纪念日放假办法》, as revised in November 2024 and in force from 1 January 2025, article 2.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from chinese_calendar import get_solar_terms

from bot.calendars.lunar import FIRST_YEAR, LAST_YEAR, lunar_festival

#: Festival by moon → from how many days before it, for how many days.
_LUNAR: Final = {"春节": (-1, 4), "端午": (0, 1), "中秋": (0, 1)}
#: Festival by sun → its first day, for how many days.
_SOLAR: Final = {"元旦": ((1, 1), 1), "劳动节": ((5, 1), 2), "国庆": ((10, 1), 3)}


@lru_cache(maxsize=16)
def statutory_holidays(year: int) -> Mapping[date, str]:
    """The days off of `year` by law, each with its festival; outside 1949–2100 those of the sun's year alone."""
    found = {date(year, *first) + timedelta(i): name for name, (first, n) in _SOLAR.items() for i in range(n)}
    for name, (ahead, n) in _LUNAR.items():
        day = lunar_festival(name, year)
        if day is not None:
            found |= {day + timedelta(ahead + i): name for i in range(n)}
    spring = tomb_sweeping(year)
    return found if spring is None else {**found, spring: "清明"}


def tomb_sweeping(year: int) -> date | None:
    """清明, when the sun stands at 15°: 4, 5 or 6 April; None outside 1949–2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    terms = get_solar_terms(date(year, 4, 3), date(year, 4, 7))
    return next((day for day, name in terms if name == "清明"), None)
