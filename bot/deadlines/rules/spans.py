"""How long a span is: 3个工作日, 1-2年, 一个半月."""

import re
from typing import Final

from bot.deadlines.lexicon import NUM
from bot.deadlines.numerals import APPROXIMATE, to_int
from bot.deadlines.row import Refusal

#: A unit as written → the unit of the model, and how many of it.
UNITS: Final = {
    "分钟": ("minute", 1), "小时": ("hour", 1), "钟头": ("hour", 1), "h": ("hour", 1), "H": ("hour", 1),
    "工作日": ("workday", 1),
    "法定工作日": ("workday", 1), "工作天": ("workday", 1), "自然日": ("day", 1),
    "日历日": ("day", 1), "日历天": ("day", 1),
    "日": ("day", 1), "天": ("day", 1), "周": ("week", 1), "星期": ("week", 1),
    "礼拜": ("week", 1),
    "月": ("month", 1), "季度": ("month", 3), "年": ("year", 1), "周年": ("year", 1),
}  # fmt: skip
#: Half a unit: 半年 is six months.
HALF: Final = {"年": (6, "month"), "月": (15, "day"), "天": (12, "hour"), "日": (12, "hour"), "小时": (30, "minute")}
#: Unit → how many smaller ones it has, half of that, and the smaller unit: 一个半月 is 45 days.
_SMALLER: Final = {
    "year": (12, 6, "month"), "month": (30, 15, "day"), "day": (24, 12, "hour"), "hour": (60, 30, "minute"),
}  # fmt: skip
#: Nobody sets a longer span; a longer number is a misprint.
_MOST: Final = {
    "day": 36500, "workday": 25000, "week": 5200, "month": 1200, "year": 100, "hour": 9999, "minute": 9999,
}  # fmt: skip

_UNIT: Final = (
    r"(?:个?(?P<u>工作日|法定工作日|工作天|自然日|日历[日天]|[日天](?!常)|周年?|星期|礼拜|年(?!度|级|代|龄|轻|会)|小时|钟头|分钟|[hH](?![A-Za-z]))"
    r"|个(?P<u2>月|季度))"
)
COUNT: Final = (
    rf"(?P<n>{NUM})(?:(?:个?(?:月|季度|[日天年周]|工作日|小时))?(?:-{{1,3}}|至|到|~|或|、)(?P<n2>{NUM}))?"
    rf"(?P<half>个半(?=[月小年]))?(?:(?<=个半)(?P<u3>月|小时|年)|{_UNIT})(?P<more>半(?!年))?(?P<about>左右)?"
)


def span(match: "re.Match[str]") -> tuple[int, str]:
    """How many of which unit of the model: the longer number of two.

    Raises Refusal for what is no number, or the second half of one: 7×24小时.
    """
    if match.string[match.start("n") - 1 : match.start("n")] == "*":
        raise Refusal
    unit, factor = UNITS[match["u"] or match["u2"] or match["u3"]]
    values = [APPROXIMATE.get(sign) or to_int(sign) for sign in (match["n"], match["n2"]) if sign]
    count = max((value for value in values if value is not None), default=0) * factor
    if None in values or (not count and match["n"] not in ("0", "零")):
        raise Refusal
    if match["half"] or match["more"]:
        count, unit = _and_half(count, unit)
    if count > _MOST[unit]:
        raise Refusal
    return count, unit


def _and_half(count: int, unit: str) -> tuple[int, str]:
    if unit not in _SMALLER:
        raise Refusal
    times, half, smaller = _SMALLER[unit]
    return count * times + half, smaller


#: 第20次常务会前: the number is that of a meeting.
NTH_MEETING: Final = (
    rf"第{NUM}(?:次|届|轮)[^,;。()\d的]{{0,12}}?会议?(?:召开|举行|开幕)?(?:之前|以前|前)"
    r"(?!期|提[是为下的]|置|述|[\d一二两三四五六七八九十])"
)
