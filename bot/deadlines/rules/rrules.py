"""The RRULEs of RFC 5545 for periods that recur."""

import re
from functools import lru_cache
from typing import Final

from bot.deadlines.lexicon import NUM
from bot.deadlines.numerals import to_int
from bot.deadlines.row import Parts, Refusal, Scene

#: The days that may be working days; the official calendar moves them when reminders are planned.
WORKDAYS: Final = "BYDAY=MO,TU,WE,TH,FR"
#: Period → months in which it ends.
_ENDS: Final = {"quarter": "3,6,9,12", "half": "6,12", "two": "2,4,6,8,10,12", "odd": "1,3,5,7,9,11"}
UNITS: Final = {
    "年": "year", "年度": "year", "半年": "half", "半年度": "half", "季": "quarter", "季度": "quarter", "月": "month",
    "月份": "month", "月度": "month", "周": "week", "星期": "week", "礼拜": "week", "日": "day", "天": "day",
    "工作日": "workday", "半月": "fortnight", "半个月": "fortnight", "旬": "ten", "双月": "two", "单月": "odd",
}  # fmt: skip
#: A unit of a period, as a group u.
UNIT: Final = "(?P<u>工作日|半年度?|半个?月|双月|单月|季度?|年度?|月度|月份|月|星期|礼拜|周|旬|[日天])"


@lru_cache(maxsize=256)
def whole(unit: str, every: int = 1) -> str:
    """The last day of each period, every `every`-th one; Friday of a week."""
    gap = f";INTERVAL={every}" if every > 1 else ""
    if unit in _ENDS:
        return f"FREQ=YEARLY;BYMONTH={_ENDS[unit]};BYMONTHDAY=-1"
    return {
        "year": f"FREQ=YEARLY{gap};BYMONTH=12;BYMONTHDAY=31",
        "month": f"FREQ=MONTHLY{gap};BYMONTHDAY=-1",
        "week": f"FREQ=WEEKLY{gap};BYDAY=FR",
        "day": f"FREQ=DAILY{gap}",
        "workday": f"FREQ=WEEKLY;{WORKDAYS}",
        "fortnight": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
        "ten": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    }[unit]


def several(unit: str, every: int) -> str:
    """Every `every` months or quarters, where that comes out as fixed months of the year."""
    if unit == "month" and every in (2, 3, 6, 12):
        return whole({2: "two", 3: "quarter", 6: "half", 12: "year"}[every])
    if unit in ("quarter", "half") and every > 1:
        total = every * (1 if unit == "quarter" else 2)
        if total % 4 == 0:
            return whole("year", total // 4)
        return whole("half") if total == 2 else _odd_interval()
    if every > 1 and unit not in ("year", "month", "week", "day"):
        return _odd_interval()  # 每2个工作日: from which one on?
    return whole(unit, every)


def _odd_interval() -> str:
    raise Refusal


def recurring(rrule: str, *flags: str) -> Parts:
    """An obligation that falls due by `rrule`."""
    return Parts("recurring", flags, {"rrule": rrule})


def of_months(months: str, tail: str) -> str:
    """`tail` (BYMONTHDAY or the n-th working day) in the months listed."""
    return f"FREQ={'MONTHLY' if 'BYSETPOS' in tail else 'YEARLY'};BYMONTH={months};{tail}"


def number(sign: str, most: int) -> int:
    """A counting number from 1 to `most`. Raises Refusal for every other."""
    value = to_int(sign)
    if value is None or not 1 <= value <= most:
        raise Refusal
    return value


def days_of(sign: str) -> str:
    """5日、20日 → 5,20."""
    return ",".join(str(number(one, 31)) for one in re.findall(NUM, sign))


def vague_day(tail: str, scene: Scene) -> int:
    """The day that 月初 or 月中 is set to mean."""
    return scene.settings.month_start_day if tail[-1] == "初" else scene.settings.month_middle_day


def exists(month: int, day: int) -> bool:
    """Whether some year has the day; -1 is the last of the month."""
    return day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
