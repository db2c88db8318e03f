"""Days in each year: 每年1月31日前, 每年6月底、12月底前, 每年第一季度, 每年汛期前."""

import re
from typing import Final

from bot.deadlines.lexicon import N2, WEEKDAYS, Pattern, one_of
from bot.deadlines.row import Parts, Refusal, Row, Scene, Trait
from bot.deadlines.rules.rrules import exists, number, recurring, vague_day, whole

_TENS: Final = {"上旬": 10, "中旬": 20, "下旬": -1}
_ITEM: Final = rf"(?:次年|翌年)?{N2}(?:月份?(?:{N2}[日号]|上旬|中旬|下旬|月?底|月?末|初|中(?!央|国))?)?"
_ITEMS: Final = Pattern(rf"(?P<m>{N2})(?P<named>月份?)?(?:(?P<d>{N2})[日号]|月?(?P<tail>上旬|中旬|下旬|底|末|初|中))?")


def _listed(match: "re.Match[str]", scene: Scene) -> Parts:
    """每年6月底、12月底前: every month and day of the list; the last one's 底 serves the members without."""
    days: list[tuple[int, int]] = []
    day = -1
    dated = False
    flags: tuple[str, ...] = ()
    for item in reversed(list(_ITEMS.finditer(match["list"]))):
        month = number(item["m"], 12)
        if item["d"]:
            day, dated = number(item["d"], 31), True
        elif item["tail"] in ("初", "中"):
            day, flags = vague_day(item["tail"], scene), ("vague",)
        elif item["tail"] or item["named"]:
            if dated and not item["tail"]:
                flags = ("vague",)  # 每年6月、12月25日前: the 25th of both?
            day = _TENS.get(item["tail"] or "", -1)
        if not exists(month, day):
            raise Refusal
        days.insert(0, (month, day))
    return _as_rules(days, flags)


def _as_rules(days: list[tuple[int, int]], flags: tuple[str, ...]) -> Parts:
    """One RRULE where all fall on the same day of their months, else one each."""
    if len({day for _, day in days}) == 1:
        months = ",".join(str(month) for month, _ in days)
        return recurring(f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days[0][1]}", *flags)
    return Parts(
        "recurring", flags, {"rrules": [f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}" for month, day in days]}
    )


def _part(match: "re.Match[str]", scene: Scene) -> Parts:
    sign = match["part"]
    if sign[-1] == "初":
        return recurring(f"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY={vague_day(sign, scene)}", "vague")
    if sign.startswith("上") and "下半年" in sign:
        return recurring(whole("half"))
    if sign[-1] == "中" or sign.startswith("上半年"):
        return recurring("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30")
    if quarters := match["qs"]:
        months = ",".join(str(number(one, 4) * 3) for one in re.findall("[1-4一二三四]", quarters))
        return recurring(f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY=-1")
    if quarter := match["q"]:
        index = {"首": 1, "末": 4}.get(quarter) or number(quarter, 4)
        return recurring(f"FREQ=YEARLY;BYMONTH={index * 3};BYMONTHDAY=-1")
    return recurring(whole("year"))


def _dotted(match: "re.Match[str]", _scene: Scene) -> Parts:
    month, day = number(match["m"], 12), number(match["d"], 31)
    if not exists(month, day):
        raise Refusal
    return recurring(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")


def _weekday_of_month(match: "re.Match[str]", _scene: Scene) -> Parts:
    month, nth = number(match["m"], 12), "-1" if match["last"] else str(number(match["k"], 4))
    return recurring(f"FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{WEEKDAYS[match['d']]}")


def _season(match: "re.Match[str]", _scene: Scene) -> Parts:
    """每年5月至10月: due at the end of the span each year; that it is meant so is asked."""
    month, day = number(match["m"], 12), number(match["d"], 31) if match["d"] else -1
    if not exists(month, day):
        raise Refusal
    return recurring(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", "vague")


def _no_day(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False)


_YEAR: Final = r"每一?个?年度?的?[,]?"
_OCCASION: Final = one_of(
    r"主?汛期 汛(?=前) \"[^\",;。]{2,10}[月周日节]\" 春节 两会 国庆节? 供暖季 采暖季 "
    r"防火期 入汛 开学 换届 春耕 \"?五一\"? 中秋节? 清明节? 端午节? 元旦 "
    "春季学期 秋季学期 新学期 春季 夏季 秋季 冬季 冬春季? 春秋季? 春秋两季 冬春两季 夏秋两季 高考 "
    "中考 征兵 入冬 雨季 台风季 暑期 寒暑假 暑假 寒假"
)
ROWS: Final = (
    Row(
        "每年汛期前",
        "每",
        rf"{_YEAR}(?:{N2}月份?)?{_OCCASION}(?:[、和及]{_OCCASION})*(?:到来|来临|开始|结束)?(?:之前|以前|前|期间|后|(?=$|[,;。、)]))",
        _no_day,
        (("每年汛期前", "none | vague"), ("每年春季", "none | vague"), ("每年9月开学前", "none | vague")),
        needs="年",
        after="年一个",
    ),
    Row(
        "每年{事}前",
        "每",
        rf"{_YEAR}[于在]?[^\d年月日季周旬半底末初中至每前,;。、()一二三四五六七八九十]{{2,10}}(?:之前|以前|前)(?=$|[,;。、)]|完成|报送|开展|组织)",
        _no_day,
        (("每年预算编制前", "none | vague"),),
        needs="年",
        after="年一个",
    ),
    Row(
        "每年{月}.{日}前",
        "每",
        rf"{_YEAR}[于在]?(?P<m>\d{{1,2}})[./](?P<d>\d{{1,2}})(?![\d./%])日?",
        _dotted,
        (("每年3.15前", "recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"),),
        ("每年2.30前",),
        needs="年",
        after="年一个",
    ),
    Row(
        "每年{月}至{月}",
        "每",
        rf"{_YEAR}{N2}月?份?(?:{N2}[日号])?(?:至|到|-{{1,3}}|~)(?:次年|翌年)?(?P<m>{N2})月份?(?:(?P<d>{N2})[日号])?[底末]?",
        _season,
        (("每年5月至10月", "recurring FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1 | vague"),),
        needs="年",
        trait=Trait.YEARLY_SEASON,
        after="年一个",
    ),
    Row(
        "每年{月}最后一个周五",
        "每",
        rf"{_YEAR}[于在]?(?P<m>{N2})月份?的?(?:第(?P<k>[1-4一二三四])|(?P<last>最后[一1]))个?(?:星期|周|礼拜)(?:的?(?:星期|周))?(?P<d>[一二三四五六日天])",
        _weekday_of_month,
        (
            ("每年3月最后一个周五前", "recurring FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR"),
            ("每年9月第三个周六", "recurring FREQ=YEARLY;BYMONTH=9;BYDAY=3SA"),
        ),
        needs="周星礼",
        after="年一个",
    ),
    Row(
        "每年{月}{日}前",
        "每",
        rf"{_YEAR}(?:分别)?[于在]?(?P<list>{_ITEM}(?:之?前?[、,和及与]{_ITEM}){{0,11}})(?<=[月份日号旬底末初中])",
        _listed,
        (
            ("每年1月31日前", "recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
            ("每年6月底、12月底前", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
            ("每年6月、12月底前", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
            ("每年11月中旬前", "recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20"),
            ("每年6月15日前、12月15日前", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
            (
                "每年6月30日和12月31日前",
                "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30; recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
            ),
        ),
        ("每年2月30日前",),
        needs="年",
        after="年一个",
    ),
    Row(
        "每年底前",
        "每",
        rf"{_YEAR}[于在]?(?P<part>最后[一1][天日]|年?底|年?末|年?终(?!了)|年?初(?!步|次)|年?中(?!央|国)|上半年[、和及]下半年|上[、和及]下半年|上下半年|上半年[底末]?|下半年[底末]?"
        r"|(?P<qs>第?[1-4一二三四](?:[、和及与]第?[1-4一二三四]){1,3})季度?[底末]?|第?(?P<q>[1-4一二三四首末])季度?[底末]?)",
        _part,
        (
            ("每年年底前", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
            ("每年第一季度", "recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"),
            ("每年第一、三季度末", "recurring FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1"),
            ("每年上、下半年各1次", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1 x1"),
            ("每年上半年", "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
            ("每年年初", "recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5 | vague"),
        ),
        needs="年",
        after="年一个",
    ),
)
