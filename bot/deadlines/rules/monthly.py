"""A day in each month or quarter: 每月5日前, 每季度末月25日前, 每季度结束后5个工作日内, 次月10日前."""

import re
from typing import Final

from bot.deadlines.lexicon import N2, NUM, WEEKDAYS, Pattern
from bot.deadlines.row import Parts, Refusal, Row, Scene
from bot.deadlines.rules.rrules import UNIT, UNITS, WORKDAYS, days_of, number, of_months, recurring, vague_day

_TENS: Final = {"上旬": 10, "中旬": 20, "下旬": -1}
#: Which month of the quarter, 0 to 2.
_WHICH: Final = {
    "最后": 2,
    "末": 2,
    "首": 0,
    "头": 0,
    "1": 0,
    "一": 0,
    "2": 1,
    "二": 1,
    "3": 2,
    "三": 2,
    "次": 0,
    "下": 0,
}
#: The months that begin a period, and how much later the first of a quarter's three is.
_FIRST_MONTHS: Final = {"month": "", "quarter": ";BYMONTH=1,4,7,10", "half": ";BYMONTH=1,7", "year": ";BYMONTH=1"}


def _tail(match: "re.Match[str]", scene: Scene) -> tuple[str, tuple[str, ...]]:
    """The part of an RRULE that says when in the month, and flags."""
    if days := match["tail_day"] or match["days"]:
        vague = ("vague",) if match["from"] else ()  # 每月1日至5日: by its end, as it seems
        return f"BYMONTHDAY={days_of(days)}{',-1' if match['and_end'] else ''}", vague
    if nth := match["wd"] or match["wd2"]:
        return f"{WORKDAYS};BYSETPOS={number(nth, 23)}", ()
    if match["early"]:
        return f"BYMONTHDAY={number(match['early'], 28)}", ()
    if match["last_wd"]:
        return f"{WORKDAYS};BYSETPOS=-1", ()
    tail = match["tail"]
    if not tail or tail[-1] in "底末天日":
        return "BYMONTHDAY=-1", ()
    if tail[-2:] in _TENS:
        return f"BYMONTHDAY={_TENS[tail[-2:]]}", ()
    return f"BYMONTHDAY={vague_day(tail, scene)}", ("vague",)


def _monthly(match: "re.Match[str]", scene: Scene) -> Parts | None:
    if match[0].startswith("次") and not _is_monthly(scene.before[-60:] + match.string[_back(match) : match.start()]):
        return None  # 次月10日前 alone counts from the issue
    tail, flags = _tail(match, scene)
    return recurring(f"FREQ=MONTHLY;{tail}", *flags)


def _back(match: "re.Match[str]") -> int:
    return max(0, match.start() - 60)


def _is_monthly(before: str) -> bool:
    return _MONTHLY.search(before) is not None


def _weekday_of_month(match: "re.Match[str]", _scene: Scene) -> Parts:
    nth = "-1" if match["last"] else str(number(match["k"], 4))
    return recurring(f"FREQ=MONTHLY;BYDAY={nth}{WEEKDAYS[match['d']]}")


def _quarterly(match: "re.Match[str]", scene: Scene) -> Parts:
    tail, flags = _tail(match, scene)
    index = _month_of_quarter(match)
    if match["days"] and not match["which"]:
        flags = ("vague",)  # 每季度10日前: of its last month, as it seems
    return recurring(of_months(",".join(str(first + index) for first in (1, 4, 7, 10)), tail), *flags)


def _half_yearly(match: "re.Match[str]", scene: Scene) -> Parts:
    tail, flags = _tail(match, scene)
    return recurring(of_months("1,7", tail), *flags)


def _every_other_month(match: "re.Match[str]", scene: Scene) -> Parts:
    tail, flags = _tail(match, scene)
    return recurring(of_months("2,4,6,8,10,12" if match["w"] == "双" else "1,3,5,7,9,11", tail), *flags)


def _month_of_quarter(match: "re.Match[str]") -> int:
    """0 to 2: the month named, else the one that 末, 初, 中 or a day of the month point to."""
    if which := match["which"]:
        return next(value for sign, value in _WHICH.items() if sign in which)
    if (tail := match["tail"]) and not match["tail_day"]:
        if tail[-2:] in _TENS:
            raise Refusal  # 每季度上旬: of which month?
        return {"初": 0, "中": 1}.get(tail[-1], 2)
    return 0 if match["wd"] or match["wd2"] or match["early"] else 2


def _after_period(match: "re.Match[str]", _scene: Scene) -> Parts:
    unit = UNITS[match["u"]]
    if unit not in _FIRST_MONTHS:
        raise Refusal
    months, named = _FIRST_MONTHS[unit], match["du"]
    if named in ("周", "星期"):
        return recurring(f"FREQ=MONTHLY{months};BYMONTHDAY={7 * number(match['n'], 4)}")
    if named == "工作日":
        return recurring(f"FREQ=MONTHLY{months};{WORKDAYS};BYSETPOS={number(match['n'], 23)}")
    if named == "月":
        return recurring(f"FREQ=YEARLY;BYMONTH={_months_after(unit, number(match['n'], 12))};BYMONTHDAY=-1")
    return recurring(f"FREQ=MONTHLY{months};BYMONTHDAY={number(match['n'], 28)}")


def _months_after(unit: str, n: int) -> str:
    """The months that are the `n`-th after the end of each year, half-year or quarter."""
    length = {"year": 12, "half": 6, "quarter": 3}.get(unit, 0)
    if n > length:
        raise Refusal
    return ",".join(str(month) for month in range(n, 13, length))


_MONTHLY: Final = Pattern("每个?月|按月|逐月|月调度|月报")
_AT: Final = r"(?:的|于|在|[,])?"
_MONTH: Final = rf"(?:每一?个?月|逐月|按月){_AT}"
_QUARTER: Final = rf"(?:每一?个?季度?|各季度|逐季|按季度?|(?<![上下本次这每])季度?(?=[首末]月)){_AT}"
_MONTH_NAMED: Final = r"(?P<which>(?:第?[一二三123]|首|末|头一|头|最后[一1])个?月)"
_IN_MONTH: Final = (
    rf"的?(?:(?P<from>{N2}[日号]?(?:-{{1,3}}|至|到|~))?(?P<days>{N2}(?:[日号]?[、,和及与]{N2}){{0,14}})(?:[日号](?!常)|(?<=\d)(?=前|之前|以前|$|[,;。]))"
    r"(?P<and_end>前?[、和及与]?月[底末])?"
    rf"|(?:(?:开始|头|前|第|(?<=次月))的?(?P<wd>{NUM})个?工作日|(?<=月)(?P<wd2>{NUM})个工作日(?=之?内|以内|前))|前(?P<early>{N2})[日天](?=内|以内)"
    r"|(?P<last_wd>(?:月末|月底|季末|末)?的?最后[一1]个?工作日)"
    rf"|(?P<tail>最后[一1][天日]|上旬|[上中]?中?旬|中?下旬|月?底|月?末|月?初|月?中(?!央|国))(?P<tail_day>(?<=[末初]){N2}日(?=前|之前|以前))?)"
)


def _after_a_period(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """季后10日内, without 每: after each quarter, as it seems."""
    parts = _after_period(match, scene)
    if scene.column:
        parts.flags += ("vague",)
    return parts


def _before_end(_match: "re.Match[str]", _scene: Scene) -> Parts:
    raise Refusal  # 每季度末前5个工作日: on which day?


ROWS: Final = (
    Row(
        "每季度末前{N}个工作日",
        "每各按逐季月",
        rf"(?:每一?个?|各|逐|按)?(?:季度?|月|半年|年)度?(?:末|底|结束|终了)之?前的?{NUM}个?(?:工作日|[日天])",
        _before_end,
        (),
        ("每季度末前5个工作日", "每月底前3天"),
        needs="前",
    ),
    Row(
        "每季度第{N}个月{日}前",
        "每各按逐季",
        rf"{_QUARTER}{_MONTH_NAMED}份?{_IN_MONTH}",
        _quarterly,
        (
            ("每季度末月25日前", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
            ("每季度首月10日前", "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
            ("每季度首月5个工作日内", "recurring FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5"),
            ("每季度最后一个月底前", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            (
                "每个季度的第一个月第十个工作日前",
                "recurring FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10",
            ),
        ),
        needs="季",
        after="季一个度首末",
    ),
    Row(
        "每季度次月{日}前",
        "每各按逐",
        rf"{_QUARTER}(?:结束|终了)?后?的?(?P<which>次月|下一?个?月){_IN_MONTH}",
        _quarterly,
        (("每季度次月10日前", "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),),
        needs="季",
        after="季一个度首末",
    ),
    Row(
        "每半年次月{日}前",
        "每各",
        rf"(?:每一?个?|各)半年度?(?:结束|终了)?后?的?(?:次月|下一?个?月){_IN_MONTH}",
        _half_yearly,
        (("每半年次月10日前", "recurring FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=10"),),
        needs="半",
        after="半一个",
    ),
    Row(
        "每季度末月",
        "每各按逐季",
        rf"{_QUARTER}{_MONTH_NAMED}(?P<from>)(?P<days>)(?P<and_end>)(?P<wd>)(?P<wd2>)(?P<early>)(?P<last_wd>)(?P<tail>)(?P<tail_day>)份?",
        _quarterly,
        (("每季度末月", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),),
        needs="季",
        after="季一个度首末",
    ),
    Row(
        "每{期}结束后{N}个工作日内",
        "每",
        rf"每一?个?(?:会计|财政|自然)?{UNIT}度?(?:(?:结束|终了|末|过)?之?后|(?:结束|终了)之日起)的?(?P<n>{NUM})个?(?P<du>工作日|[日天月周]|星期)",
        _after_period,
        (
            ("每季度结束后5个工作日内", "recurring FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5"),
            ("每月结束后10日内", "recurring FREQ=MONTHLY;BYMONTHDAY=10"),
            ("每年结束后3个月内", "recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"),
            ("每季度结束后一周内", "recurring FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=7"),
            ("每半年结束后1个月内", "recurring FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=-1"),
            ("每季度末后十五日内", "recurring FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"),
        ),
        ("每周结束后3日内",),
        needs="后起",
    ),
    Row(
        "季后{N}日内",
        "季月",
        rf"(?:^|(?<=[,;。(:于在]))(?P<u>季度?|月)[末底]?后的?(?P<n>{NUM})个?(?P<du>工作日|[日天月周]|星期)",
        _after_a_period,
        (
            ("季后10日内", "recurring FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10 | vague"),
            ("月末后5个工作日内", "recurring FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5 | vague"),
        ),
        needs="后起",
    ),
    Row(
        "每季度末",
        "每各按逐",
        rf"{_QUARTER}(?P<which>){_IN_MONTH}",
        _quarterly,
        (
            ("每季度末", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("每季度前5个工作日内", "recurring FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5"),
            ("每季度末25日前", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
            ("每季度初", "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5 | vague"),
        ),
        ("每季度上旬",),
        needs="季",
        after="季一个度首末",
    ),
    Row(
        "双月{日}前",
        "每逢双单",
        rf"[每逢]{{0,2}}(?P<w>双|单)月份?{_IN_MONTH}",
        _every_other_month,
        (
            ("双月25日前", "recurring FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=25"),
            ("单月10日前", "recurring FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYMONTHDAY=10"),
        ),
        needs="双单",
    ),
    Row(
        "每月最后一个周五",
        "每按逐",
        rf"{_MONTH}(?:第(?P<k>[1-4一二三四])|(?P<last>最后[一1]))个?(?:星期|周|礼拜)(?:的?(?:星期|周))?(?P<d>[一二三四五六日天])",
        _weekday_of_month,
        (
            ("每月最后一个周五前", "recurring FREQ=MONTHLY;BYDAY=-1FR"),
            ("每月第二个周三", "recurring FREQ=MONTHLY;BYDAY=2WE"),
        ),
        needs="周星礼",
        after="月一个",
    ),
    Row(
        "每月{日}前",
        "每按逐次",
        rf"(?:{_MONTH}(?:次月)?|次月){_IN_MONTH}",
        _monthly,
        (
            ("每月5日前", "recurring FREQ=MONTHLY;BYMONTHDAY=5"),
            ("每月底前", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("每个月第十个工作日前", "recurring FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10"),
            ("每月汇总，次月5日前报送", "recurring FREQ=MONTHLY;BYMONTHDAY=-1; recurring FREQ=MONTHLY;BYMONTHDAY=5"),
            ("每月上旬", "recurring FREQ=MONTHLY;BYMONTHDAY=10"),
            ("每月5日、20日前", "recurring FREQ=MONTHLY;BYMONTHDAY=5,20"),
            ("每月15日、月底前", "recurring FREQ=MONTHLY;BYMONTHDAY=15,-1"),
            ("每月1—5日", "recurring FREQ=MONTHLY;BYMONTHDAY=5 | vague"),
            ("每月中下旬", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("每月最后一天", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("每月25日下班前", "recurring FREQ=MONTHLY;BYMONTHDAY=25 @17:30"),
        ),
        ("每月32日前",),
        after="月一个",
    ),
)
