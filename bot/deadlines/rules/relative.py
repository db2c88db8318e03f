"""Spans counted from an event or from the issue of the document: 2个工作日内, 印发之日起30日内, 开工前."""

import re
from typing import Final

from bot.deadlines.lexicon import NUM
from bot.deadlines.numerals import to_int
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene

UNITS: Final = {"分钟": ("minute", 1), "小时": ("hour", 1), "钟头": ("hour", 1), "工作日": ("workday", 1), "自然日": ("day", 1),
                "日历日": ("day", 1), "日": ("day", 1), "天": ("day", 1), "周": ("week", 1), "星期": ("week", 1), "礼拜": ("week", 1),
                "月": ("month", 1), "季度": ("month", 3), "年": ("year", 1), "周年": ("year", 1), "整年": ("year", 1), "分": ("minute", 1)}
_U: Final = r"(?P<u>工作日|自然日|日历日|[日天](?!常)|周年?|星期|礼拜|月|季度|年(?!度)|小时|钟头|分钟)"
_HALF: Final = {"年": (6, "month"), "月": (15, "day"), "天": (12, "hour"), "日": (12, "hour"), "小时": (30, "minute")}
_INSIDE: Final = r"(?:之内|以内|内(?!容|部|外|蒙)|时间内|时限内|期限内)"
_LAST: Final = {"day": 36500, "workday": 25000, "week": 5200, "month": 1200, "year": 100, "hour": 100000, "minute": 100000}


def span(match: "re.Match[str]") -> tuple[int, str]:
    """How many of which unit: the longer number of two."""
    unit, factor = UNITS[match["u"]]
    values = [to_int(sign) for sign in (match["n"], match["n2"]) if sign]
    if None in values or not values:
        raise Refusal
    count = max(value for value in values if value is not None) * factor
    if match["more"]:
        count, unit = _and_half(count, unit)
    if count > _LAST[unit]:
        raise Refusal
    return count, unit


def _and_half(count: int, unit: str) -> tuple[int, str]:
    larger = {"year": (12, 6, "month"), "hour": (60, 30, "minute"), "day": (24, 12, "hour")}
    if unit == "month":
        raise Refusal
    times, half, smaller = larger.get(unit, (0, 0, ""))
    if not times:
        raise Refusal
    return count * times + half, smaller


def _within(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = span(match)
    flags = ("vague",) if match["about"] else ()
    return Parts("relative", flags, {"n": count, "unit": unit})


def _within_half(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = _HALF[match["u"]]
    return Parts("relative", (), {"n": count, "unit": unit})


def _taking(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = span(match)
    flags = ("vague",) if match["about"] else ()
    return Parts("relative", flags, {"n": count, "unit": unit, "anchor": "issued"})


def _ahead(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = span(match)
    return Parts("relative", (), {"n": -count, "unit": unit, "anchor": "event"})


def _at_once(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("relative", (), {"n": 0, "unit": "day", "anchor": "event"})


def _bare(match: "re.Match[str]", scene: Scene) -> Parts | None:
    count, unit = span(match)
    return Parts("relative", (), {"n": count, "unit": unit}, bound=False)


_COUNT: Final = rf"(?P<n>{NUM})(?:(?:-|至|到|~|或|、)(?P<n2>{NUM}))?个?(?:半(?=个?[月年天日小]))?"
COUNT: Final = rf"(?P<n>{NUM})(?:个?(?:[日天月年周]|工作日)?(?:-|至|到|~|或|、)(?P<n2>{NUM}))?个?{_U}(?P<more>半(?!年))?(?P<about>左右)?"
ROWS: Final = (
    Row("{N}个工作日内", NUMERALS, rf"{COUNT}的?{_INSIDE}", _within),
    Row("{N}年时间", NUMERALS, rf"{COUNT}的?(?:时间|期限|努力)(?:内)?", _taking),
    Row("半年内", "半", rf"半个?(?P<u>年|月|[天日]|小时)的?(?:时间)?{_INSIDE}", _within_half),
    Row("提前{N}日", "提", rf"提前{COUNT}", _ahead),
    Row("前{N}日", "前", rf"前的?{COUNT}(?:{_INSIDE})?", _ahead),
    Row("{事}前", "开竣投验会上启施开动入交付正召审", r"(?:开工|竣工|投产|投运|验收|会|上市|启用|施工|开业|动工|入网|交付|正式运行|召开|审议|上会)(?:前|之前|以前)(?![期提置述\d一二两三四五六七八九十])", _at_once),
    Row("当日", "当即", r"(?:当[日天场晚]|即日(?!起))(?:内)?", _at_once),
)
BARE: Final = Row("{N}个工作日", NUMERALS, rf"{COUNT}(?!前|版|期|级|线|人|第)", _bare)
