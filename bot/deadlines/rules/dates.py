"""Whole dates: 2021年12月10日前, 12月10日下班前, 2021.12.31, 20211231, 12.31前."""

import re
from typing import Final

from bot.deadlines.lexicon import AFTER_DATE, DATE_STARTS, MAYBE_YEAR, N2, Pattern, one_of
from bot.deadlines.numerals import to_year
from bot.deadlines.row import Parts, Refusal, Row, Scene, When
from bot.deadlines.rules.periods import in_month, number, put_year


def _day(match: "re.Match[str]", scene: Scene) -> When:
    at = (number(match["m"], 12), number(match["d"], 31))
    return put_year(When("day", at, at, tight=True), match, scene)


def _whole_month(match: "re.Match[str]", scene: Scene) -> When:
    return put_year(in_month(number(match["m"], 12), None, match["tail"], scene), match, scene)


def _dotted(match: "re.Match[str]", _scene: Scene) -> When:
    month, day = number(match["m"], 12), number(match["d"], 31)
    if match["s"] != match["s2"] and day <= 12 and (match["s"] != "年" or match["s2"] == "-"):
        raise Refusal  # 2021.7-12 may as well be July to December
    return When("day", (month, day), (month, day), year=int(match["y"]), tight=True)


def _short(match: "re.Match[str]", scene: Scene) -> When:
    """25.6.30: the two digits are a year where one is near."""
    year = to_year(match["y"], scene.near)
    if year is None or abs(year - (scene.near or 0)) > 9:
        raise Refusal
    at = (number(match["m"], 12), number(match["d"], 31))
    return When("day", at, at, year=year, tight=True)


def _year_last(match: "re.Match[str]", _scene: Scene) -> When:
    """31/10/2025: the number above 12 is the day; 3/4/2025 is asked about."""
    first, second = number(match["a"], 31), number(match["b"], 31)
    if first <= 12 and second <= 12 and first != second:
        raise Refusal
    day, month = (first, second) if first > 12 else (second, first)
    if month > 12:
        raise Refusal
    return When("day", (month, day), (month, day), year=int(match["y"]), tight=True)


def _six(match: "re.Match[str]", scene: Scene) -> When | None:
    """202506 in a deadline column; in a sentence it is a number."""
    return _month(match, scene) if scene.column else None


#: 完成1/3, 剩余的2/3: a share of what is to be done.
_SHARE: Final = Pattern(
    "(?:完成|达到?|约|近|超过?|占|不少于|不低于|不足|剩余|其余|余下|另外?|后|前|最后|至少|进度|比例|的|压减|削减|减少|降低|[过到])的?$"
)


def _joined(match: "re.Match[str]", scene: Scene) -> When | Parts | None:
    """6-30前; 3-5日内 are days, and 3-5日 alone may be both; of 完成1/3 it is a share."""
    text, end = match.string, match.end()
    if match["s"] == "/" and int(match["m"]) < int(match["d"]) <= 10 and text[end : end + 1] in _AFTER_SHARE:
        start = match.start()
        if _SHARE.search(text, max(0, start - 6), start) is not None:
            return Parts("none", bound=False)
    if match["s"] == "-" and text[end - 1 : end] == "日":
        if _INSIDE.match(text, end) is not None:
            return None
        if match["d"] in _SMALL and not text.startswith("前", end):
            raise Refusal
    return _month_and_day(match, scene)


_AFTER_SHARE: Final = ("", ",", ";", "。", "、", ")", "以", "的", "左", "任", "工")
_INSIDE: Final = Pattern("(?:之|以)?内|左右|时间")
_SMALL: Final = frozenset("123456789") | {"10", "15"}


def _month_and_day(match: "re.Match[str]", _scene: Scene) -> When:
    at = (number(match["m"], 12), number(match["d"], 31))
    return When("day", at, at, year=int(match["y"]) if match["y"] else None, tight=True)


def _month(match: "re.Match[str]", _scene: Scene) -> When:
    month = number(match["m"], 12)
    return When("month", (month, 1), (month, 0), year=int(match["y"]))


def _day_or_figure(_match: "re.Match[str]", scene: Scene) -> None:
    """，5.16常务会审议: the 16th of May, or a number of something."""
    if scene.column:
        raise Refusal


def _torn(_match: "re.Match[str]", _scene: Scene) -> When:
    raise Refusal  # December, or the first item with its February?


#: The commonest forms, tried before all others: what follows leaves nothing else that they could be.
_BEFORE: Final = r"(?=(?:之|以)?前(?![\d一二两三四五六七八九十半期后]))"
COMMON: Final = (
    Row(
        "{年}{月}{日}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月(?P<d>{N2})[日号](?:{_BEFORE}|(?=$|\((?:星期|周)|、\d{{1,2}}月))",
        _day,
        (("2021年12月10日前", "due 2021-12-10"), ("8月16日前提交", "due 2021-08-16 | no-year")),
        needs="日号",
        after=AFTER_DATE,
    ),
    Row(
        "{年}{月}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月(?P<tail>[底末])?(?:{_BEFORE}|$|(?=[:完制组启举报确统修]))",
        _whole_month,
        (("2021年12月底前", "due 2021-12-31"),),
        after=AFTER_DATE,
    ),
)
_DIGITS: Final = "0123456789"
#: An hour that follows a day: 5.8晚8点, 5.8 17:00.
_HOUR: Final = r"上午|下午|中午|早上|晚上?\d| \d{1,2}[:时点]"
#: Work that a day in digits without 前 may lead to: 5.20运行.
_WORK: Final = one_of(
    "制定 出台 印发 启动 开展 开工 完成 验收 总结 运行 试运行 上线 提交 上报 报送 汇总 竣工 交付 召开 公示"
)
#: Behind these a number with a point is an amount.
_MEASURES: Final = (
    "万 亿 元 倍 个 米 公 吨 度 分 版 级 千 百 亩 平 折 号 条 类 代 成 角 毫 升 克 岁 小 人 户 家 台 件 项 次 年 月 "
    "天 厘 点 及 为 至 到 以 或 和 与 兆 立 马 伏 安 瓦 寸 英 美 欧 斤 两 章 节 款"
)
ROWS: Final = (
    Row(
        "{N} {N}{月}",
        _DIGITS,
        r"(?<!\d)\d \d(?=[月日号天个时小周])",
        _torn,
        (),
        ("1 2月底前", "1 5天内"),
        needs=" ",
        after=" ",
    ),
    Row(
        "{年}{月}{日}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月份?的?(?P<d>{N2})(?:[日号](?!常)|(?=前|之前|以前|止|[(]|$|[,;。、]))",
        _day,
        (
            ("2021年12月10日前", "due 2021-12-10"),
            ("于8月28日前", "due 2021-08-28 | no-year day-off"),
            ("7月2日（本周五）下班前", "due 2021-07-02 @17:30 | no-year"),
            ("9月的25日前", "due 2021-09-25 | no-year day-off"),
            ("12月10日（不含）前", "due 2021-12-09 | no-year"),
            ("12月10日前（含当日）", "due 2021-12-10 | no-year"),
            ("2018年8月23日（星期四）下午2:00前", "due 2018-08-23 @14:00 | past"),
            ("8月28日下午下班前", "due 2021-08-28 @17:30 | no-year day-off"),
            ("12月31日24时前", "due 2021-12-31 @23:59 | no-year"),
            ("二〇四九年十月一号以前", "due 2049-10-01 | day-off"),
            ("在一九九六年九月三十日以前", "due 1996-09-30 | past"),
            ("截止12月10日", "due 2021-12-10 | no-year"),
            ("7月2日下午2:00至5:00", "due 2021-07-02 @17:00 | no-year"),
            ("次年3月31日前", "due 2022-03-31"),
        ),
        ("12月32日前", "2月30日前", "二月三十日", "4月31日前"),
        after=AFTER_DATE,
    ),
    Row(
        "{年}.{月}.{日}",
        _DIGITS,
        r"(?P<y>[12]\d{3})(?P<s>[-./ 年])(?P<m>\d{1,2})(?P<s2>[-./ ])(?P<d>\d{1,2})(?![\d.%万亿倍个月])日?",
        _dotted,
        (
            ("2021.12.31", "due 2021-12-31"),
            ("2021-12-31前", "due 2021-12-31"),
            ("2021/12/31", "due 2021-12-31"),
            ("2022 11 23", "due 2022-11-23"),
            ("1994.01-19", "due 1994-01-19 | past"),
            ("2022年6.30", "due 2022-06-30"),
            ("2022年6-30", "due 2022-06-30"),
        ),
        ("2021.13.31", "2021.7-12", "2022年7-12"),
        needs="-./ ",
        after="-./ 年",
    ),
    Row(
        "{年}.{月}.{日}，两位",
        _DIGITS,
        r"(?<![\d./-])(?P<y>\d\d)(?P<s>[./-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d./%万亿倍个月])日?",
        _short,
        (("22/6/30", "due 2022-06-30"), ("21.9.30", "due 2021-09-30")),
        ("45.6.30", "21.13.30"),
        needs="-./ ",
        after="./-",
    ),
    Row(
        "{日}/{月}/{年}",
        _DIGITS,
        r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)",
        _year_last,
        (("31/10/2021", "due 2021-10-31 | day-off"), ("12/31/2021", "due 2021-12-31")),
        ("3/4/2022", "32/1/2022", "15/15/2022"),
        needs="-./ ",
        after="./-",
    ),
    Row(
        "{月}.{日}前",
        _DIGITS,
        rf"(?P<y>)(?P<m>\d{{1,2}})(?P<s>[-./])(?P<d>\d{{1,2}})(?![\d.%])(?:(?=日|前|之前|以前|\(|$|[-~至到,;、)]|{_HOUR})日?|(?=/(?!\d))|(?={_WORK})|(?=\"(?:之|以)?前)\")",
        _joined,
        (("12.31前", "due 2021-12-31 | no-year"), ("12/31前", "due 2021-12-31 | no-year")),
        ("13.31前",),
        needs="-./ ",
        after="-./",
    ),
    Row(
        "，{月}.{日}…",
        _DIGITS,
        r"(?<=[,;。:])(?:1[0-2]|0?[1-9])\.(?:[12]\d|3[01])(?=[\u4e00-\u9fff])"
        rf"(?!{one_of(_MEASURES)})",
        _day_or_figure,
        (),
        ("方案，5.16常务会审议",),
        needs=".",
        after=".",
    ),
    Row(
        "{年}/{月}",
        _DIGITS,
        r"(?P<y>[12]\d{3})[-./](?P<m>\d{1,2})(?![\d.月])",
        _month,
        (("2021/12", "due 2021-12-31"), ("2021.12", "due 2021-12-31")),
        ("2021/13",),
        needs="-./ ",
        after="-./",
    ),
    Row(
        "{年}{月}，六位",
        _DIGITS,
        r"(?<![\dA-Za-z])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?=$|[,;。、)(前底末止至~-]|之前|以前)[底末]?",
        _six,
        (("202112", "due 2021-12-31"), ("202109前", "due 2021-09-30/2021-08-31 | ambiguous")),
    ),
    Row(
        "{年}{月}{日}，八位",
        _DIGITS,
        r"(?<![\dA-Za-z])(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        _month_and_day,
        (("20211231", "due 2021-12-31"),),
        ("20211331",),
    ),
)
