"""What falls due again and again: 每季度, 按月, 每年6月底、12月底前, 每月三次."""

import re
from typing import Any, Final

from bot.deadlines.lexicon import N2, NUM, WEEKDAYS
from bot.deadlines.numerals import to_int
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene

_WORKDAYS: Final = "BYDAY=MO,TU,WE,TH,FR"
#: Period → months in which it ends.
_ENDS: Final = {"quarter": "3,6,9,12", "half": "6,12", "two": "2,4,6,8,10,12", "odd": "1,3,5,7,9,11"}
_STARTS: Final = {"quarter": "1,4,7,10", "half": "1,7"}
_UNITS: Final = {"年": "year", "年度": "year", "半年": "half", "半年度": "half", "季": "quarter", "季度": "quarter", "月": "month",
                 "月份": "month", "月度": "month",
                 "周": "week", "星期": "week", "礼拜": "week", "日": "day", "天": "day", "工作日": "workday", "半月": "fortnight",
                 "半个月": "fortnight", "旬": "ten", "双月": "two", "单月": "odd"}
_PARTS: Final = {"上旬": 10, "中旬": 20, "下旬": -1}


def whole(unit: str, every: int = 1) -> str:
    """The last day of each period, every `every`-th one."""
    gap = f";INTERVAL={every}" if every > 1 else ""
    if unit == "year":
        return f"FREQ=YEARLY{gap};BYMONTH=12;BYMONTHDAY=31"
    if unit in _ENDS:
        return f"FREQ=YEARLY;BYMONTH={_ENDS[unit]};BYMONTHDAY=-1"
    return {
        "month": f"FREQ=MONTHLY{gap};BYMONTHDAY=-1",
        "week": f"FREQ=WEEKLY{gap};BYDAY=FR",
        "day": f"FREQ=DAILY{gap}",
        "workday": f"FREQ=WEEKLY;{_WORKDAYS}",
        "fortnight": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
        "ten": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    }[unit]


def _several(unit: str, every: int) -> str:
    if unit == "month" and every in (2, 3, 6):
        return whole({2: "two", 3: "quarter", 6: "half"}[every])
    if unit == "quarter":
        return whole({2: "half", 4: "year"}.get(every, "quarter"))
    return whole(unit, every)


#: How often in a period, after the period itself: 至少召开2次.
COUNT: Final = re.compile(
    r"(?P<least>至少|不少于|不低于|不得少于|最少|应至少|要至少|须至少|原则上不少于|原则上至少)?(?P<verb>[^,。;、()0-9一二两三四五六七八九十每\"]{0,10}?)"
    rf"(?P<least2>至少|不少于|不低于|不得少于|最少|各)?(?P<verb2>[^,。;、()0-9一二两三四五六七八九十每\"]{{0,6}}?)"
    rf"(?P<count>{NUM})(?:(?:-|至|到|~)(?P<more>{NUM}))?(?:次|轮|遍|回)(?:以上)?"
)


def count_in(match: "re.Match[str]", fields: dict[str, Any]) -> None:
    """Put `at_least` into `fields`, where the words count how often in a period: the smaller of two numbers."""
    value = to_int(match["count"])
    if value and (value > 1 or match["least"] or match["least2"]):
        fields["at_least"] = value


def _rule(rrule: str, *flags: str) -> Parts:
    return Parts("recurring", flags, {"rrule": rrule})


def _every(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    unit = _UNITS[match["u"]]
    sign = match["k"]
    if sign is None:
        return _rule(whole(unit))
    every = to_int(sign)
    if not every:
        raise Refusal
    return _rule(_several(unit, every))


def _days(sign: str) -> str:
    values = []
    for one in re.findall(NUM, sign):
        value = to_int(one)
        if value is None or not 1 <= value <= 31:
            raise Refusal
        values.append(value)
    return ",".join(str(value) for value in values)


def month_tail(match: "re.Match[str]", scene: Scene) -> tuple[str, tuple[str, ...]]:
    """The part of an RRULE that says when in the month, and flags."""
    if match["tail_day"]:
        return f"BYMONTHDAY={_days(match['tail_day'])}", ()
    if match["days"]:
        return f"BYMONTHDAY={_days(match['days'])}", ()
    if match["wd"]:
        return f"{_WORKDAYS};BYSETPOS={_nth(match['wd'])}", ()
    if match["last_wd"]:
        return f"{_WORKDAYS};BYSETPOS=-1", ()
    tail = match["tail"]
    if tail is None or tail[-1] in "底末尾":
        return "BYMONTHDAY=-1", ()
    if tail in _PARTS:
        return f"BYMONTHDAY={_PARTS[tail]}", ()
    day = scene.settings.month_start_day if tail[-1] == "初" else scene.settings.month_middle_day
    return f"BYMONTHDAY={day}", ("vague",)


def _nth(sign: str) -> int:
    value = to_int(sign)
    if value is None or not 1 <= value <= 23:
        raise Refusal
    return value


_IN_MONTH: Final = (
    rf"(?:的)?(?:(?P<days>{N2}(?:[日号]?[、,和及与]{N2})*)[日号](?!常)|(?:开始|头|前|第|结束后|终了后|后)的?(?:的)?(?P<wd>{NUM})个?工作日"
    rf"|(?P<last_wd>(?:月末|月底|季末|末)?(?:的)?最后[一1]个?工作日)|(?P<tail>上旬|中旬|下旬|月?底|月?末|月?初|月?中(?!央|国))(?P<tail_day>(?<=末){N2}日(?=前|之前|以前))?)"
)


def _monthly(match: "re.Match[str]", scene: Scene) -> Parts:
    tail, flags = month_tail(match, scene)
    return _rule(f"FREQ=MONTHLY;{tail}", *flags)


_MONTH_OF: Final = {"最后": 2, "末": 2, "首": 0, "头": 0, "1": 0, "一": 0, "2": 1, "二": 1, "中": 1, "3": 2, "三": 2, "尾": 2}


def _quarterly(match: "re.Match[str]", scene: Scene) -> Parts:
    tail, flags = month_tail(match, scene)
    which = match["which"]
    if not which:
        ends = match["tail"] is not None and match["tail"][-1] in "底末尾中" or bool(match["last_wd"])
        if match["tail"] and match["tail"][-1] == "中":
            ends = False
        index = 2 if ends else 0
        index = 2 if match["days"] or match["tail_day"] else index
        index = 1 if match["tail"] and match["tail"][-1] == "中" else index
    else:
        index = next(value for sign, value in _MONTH_OF.items() if sign in which)
    months = ",".join(str(first + index) for first in (1, 4, 7, 10))
    return _rule(f"FREQ=YEARLY;BYMONTH={months};{tail}" if "BYSETPOS" not in tail else f"FREQ=MONTHLY;BYMONTH={months};{tail}", *flags)


def _after_period(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    unit, count = _UNITS[match["u"]], to_int(match["n"])
    if count is None or unit not in ("month", "quarter", "half", "year"):
        raise Refusal
    months = {"quarter": ";BYMONTH=1,4,7,10", "half": ";BYMONTH=1,7", "year": ";BYMONTH=1", "month": ""}[unit]
    if match["du"] == "工作日":
        return _rule(f"FREQ=MONTHLY{months};{_WORKDAYS};BYSETPOS={count}")
    if match["du"] in ("日", "天") and 1 <= count <= 28:
        return _rule(f"FREQ=MONTHLY{months};BYMONTHDAY={count}")
    if match["du"] == "月" and count <= 12 and unit == "year":
        return _rule(f"FREQ=YEARLY;BYMONTH={count};BYMONTHDAY=-1")
    raise Refusal


def _yearly(match: "re.Match[str]", scene: Scene) -> Parts:
    """每年6月底、12月底前: every month and day of the list."""
    whens = list(_YEARLY_ITEM.finditer(match["list"]))
    months, days = [], []
    day = "-1"
    for item in reversed(whens):
        month = _number(item["m"])
        if item["d"]:
            day = str(_number(item["d"], 31))
        elif item["tail"] or item["yue"]:
            day, _ = _tail_day(item["tail"], scene)
        months.append(month)
        days.append(day)
    months.reverse()
    days.reverse()
    for month, one in zip(months, days, strict=True):
        if int(one) > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
            raise Refusal
    flags = ("vague",) if any(item["tail"] in ("初", "中") for item in whens) else ()
    if len(set(days)) == 1:
        return _rule(f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={days[0]}", *flags)
    return Parts("recurring", flags, {"rrules": [
        f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={one}" for month, one in zip(months, days, strict=True)]})


def _number(sign: str, top: int = 12) -> int:
    value = to_int(sign)
    if value is None or not 1 <= value <= top:
        raise Refusal
    return value


def _tail_day(tail: str | None, scene: Scene) -> tuple[str, bool]:
    if tail in _PARTS:
        return str(_PARTS[tail]), False
    if tail == "初":
        return str(scene.settings.month_start_day), True
    if tail == "中":
        return str(scene.settings.month_middle_day), True
    return "-1", False


_ITEM: Final = rf"{N2}(?:月份?(?:{N2}[日号]|上旬|中旬|下旬|月?底|月?末|初|中(?!央|国))?)?"
_YEARLY_ITEM: Final = re.compile(
    rf"(?P<m>{N2})(?P<yue>月份?)?(?:(?P<d>{N2})[日号]|月?(?P<tail>上旬|中旬|下旬|底|末|初|中))?"
)


def _year_part(match: "re.Match[str]", scene: Scene) -> Parts:
    sign = match["part"]
    if sign[-1] == "初":
        day = scene.settings.month_start_day
        return _rule(f"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY={day}", "vague")
    if sign[-1] == "中" or sign.startswith("上半年"):
        return _rule("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30")
    if match["q"]:
        month = {"首": 1, "末": 4}.get(match["q"]) or _number(match["q"], 4)
        return _rule(f"FREQ=YEARLY;BYMONTH={month * 3};BYMONTHDAY=-1")
    return _rule(whole("year"))


def _weekly(match: "re.Match[str]", _scene: Scene) -> Parts:
    days = ",".join(WEEKDAYS[sign] for sign in match["days"] if sign in WEEKDAYS)
    return _rule(f"FREQ=WEEKLY;BYDAY={days}")


def _weekday_of_month(match: "re.Match[str]", _scene: Scene) -> Parts:
    nth = "-1" if match["last"] else str(_number(match["k"], 4))
    return _rule(f"FREQ=MONTHLY;BYDAY={nth}{WEEKDAYS[match['d']]}")


def _week_end(match: "re.Match[str]", _scene: Scene) -> Parts:
    return _rule(whole("week"))


def _by(match: "re.Match[str]", _scene: Scene) -> Parts:
    return _rule(whole(_UNITS[match["u"]]))


_U: Final = r"(?P<u>工作日|半年度?|半个?月|双月|单月|季度?|年度?|月度|月份|月|星期|礼拜|周|旬|[日天])"
_YEARHEAD: Final = r"每一?个?年度?的?[,]?"
_MONTHHEAD: Final = r"(?:每一?个?月|逐月|按月)(?:的|于|在|[,])?"
_QUARTERHEAD: Final = r"(?:每一?个?季度?|各季度|逐季|按季度?)(?:的|于|在|[,])?"
_TIMES: Final = rf"(?P<k>{NUM})?个?{_U}(?:内)?"
_DOINGS: Final = "调度|通报|报告|报送|研判|督查|督办|点评|会商|检查|小结|排名|抽查|巡查|更新|公布|公示|例会|分析|汇总|上报|推进会|总结|考核|评估"


def _once_a(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    """一年两次, 半年一次: so often in one period, which is written first."""
    unit = _UNITS[match["u"] or "半年"]
    every = to_int(match["k"]) if match["k"] else 1
    times = to_int(match["times"]) if match["times"] else 1
    if not every or not times or every > 10:
        return None
    parts = _rule(_several(unit, every))
    if times > 1:
        parts.fields["at_least"] = times
    return parts


def _season(match: "re.Match[str]", scene: Scene) -> Parts:
    """每年5月至10月: due at the end of the span each year; that it is meant so is asked."""
    month = _number(match["m"])
    day = _number(match["d"], 31) if match["d"] else -1
    if day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        raise Refusal
    return _rule(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", "vague")


def _no_day(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False)


ROWS: Final = (
    Row("每年汛期前", "每", r"每年的?(?:主?汛期|春节|两会|国庆节?|供暖季|采暖季|防火期|入汛|开学|换届|春耕|\"?五一\"?|中秋节?|清明节?|端午节?|元旦)(?:到来|来临|开始)?(?:之前|以前|前)", _no_day),
    Row("每年{月}至{月}", "每", rf"{_YEARHEAD}{N2}月份?(?:{N2}[日号])?(?:至|到|-+|~)(?:次年|翌年)?(?P<m>{N2})月份?(?:(?P<d>{N2})[日号])?[底末]?", _season),
    Row("{N}年{N}次", "一半两双单" + NUMERALS, rf"(?<![第年月日号前])(?:{_TIMES}|半年)(?:至少|不少于)?(?:召开|开展|组织|进行|报送|调度|通报|报)?(?P<times>{NUM})次", _once_a),
    Row("一{月}一{调度}", "一1", rf"(?<![第年月日号前])一个?{_U}一(?P<k>)(?P<times>)(?:{_DOINGS}|报|调|通|评|考|查|清|结|览)", _once_a),
    Row("{月}{调度}", "日周旬月季半", rf"(?:^|(?<=[,;。、(\"行立持施]))(?P<u>日|周|旬|月|季度?|半年)(?P<k>)(?P<times>)(?:度)?(?:{_DOINGS})", _once_a),
    Row("双月", "双单", r"(?P<u>双月|单月)(?P<k>)(?P<times>)(?:末|底)?", _once_a),
    Row("每年{月}{日}前", "每", rf"{_YEARHEAD}(?:于|在|分别于)?(?P<list>{_ITEM}(?:[、,和及与]{_ITEM})*)(?<=[月份日号旬底末初中])", _yearly),
    Row("每年底前", "每", rf"{_YEARHEAD}(?:于|在)?(?P<part>年?底|年?末|年?终|年?初(?!步|次)|年?中(?!央|国)|上半年[底末]?|下半年[底末]?|第?(?P<q>[1-4一二三四首末])季度?[底末]?)", _year_part),
    Row("每季度第一个月第十个工作日前", "每各按逐",
        rf"{_QUARTERHEAD}(?P<which>(?:第?[一二三123]|首|末|头一|最后一|最后1|头)个?月|)(?<!季)份?{_IN_MONTH}", lambda match, scene: _quarterly_any(match, scene)),
    Row("每季度末月", "每各按逐", rf"{_QUARTERHEAD}(?P<which>(?:第?[一二三123]|首|末|最后一|最后1)个?月)(?P<days>)(?P<wd>)(?P<last_wd>)(?P<tail>)(?P<tail_day>)份?", lambda match, scene: _quarterly_any(match, scene)),
    Row("每{期}结束后{N}个工作日内", "每", rf"每一?个?{_U}度?(?:结束|终了|末|过)?之?后的?(?P<n>{NUM})个?(?P<du>工作日|[日天月])", _after_period),
    Row("每月最后一个周五", "每", rf"{_MONTHHEAD}(?:第(?P<k>[1-4一二三四])|(?P<last>最后[一1]))个?(?:星期|周|礼拜)(?P<d>[一二三四五六日天])", _weekday_of_month),
    Row("每月{日}前", "每按逐次", rf"(?:{_MONTHHEAD}(?:次月)?|次月){_IN_MONTH}", _monthly),
    Row("每周{五}前", "每", rf"每一?个?(?:周|星期|礼拜)的?(?:星期|周|礼拜)?(?P<days>[一二三四五六日天](?:[、,和及]周?(?:[一二三四五六日天]))*)(?![次个月年天])(?:下班)?", _weekly),
    Row("每周末前", "每", rf"每一?个?周[末底]", _week_end),
    Row("每{N}{年}", "每", rf"每隔?(?P<k>{NUM})?个?{_U}", _every),
    Row("按{季度}", "按逐", rf"(?:按|逐|分){_U}(?!计|均|产|用|龄|薪|租|历|额|日|程|期|照|工|季节|连续|罚|处罚)", _by),
)


def _quarterly_any(match: "re.Match[str]", scene: Scene) -> Parts:
    return _quarterly(match, scene)
