"""Spans with both ends in one word: 2021-2023年, 6—9月, 9月19-9月23日."""

import re
from typing import Final

from bot.deadlines.lexicon import AFTER_DATE, AFTER_YEAR, DATE_STARTS, MAYBE_YEAR, N2, TAIL
from bot.deadlines.numerals import to_year
from bot.deadlines.row import Refusal, Row, Scene, When
from bot.deadlines.rules.periods import PART, in_month, number, put_year

_Y4: Final = r"(?:[12]\d{3}|[一二][〇零一二三四五六七八九]{3})"
_TO: Final = r"(?:-{1,3}|至|到|~)"


def _years(match: "re.Match[str]", scene: Scene) -> When:
    first, last = to_year(match["a"], scene.near), to_year(match["b"], scene.near)
    if first is None or last is None:
        raise Refusal
    if len(match["b"]) == 2 and last < first:
        last += 100
    if last < first:
        raise Refusal
    return When("year", (1, 1), (12, 0), year=first, end_year=last, span=True)


def _months(match: "re.Match[str]", scene: Scene) -> When:
    first, last = number(match["a"], 12), number(match["b"], 12)
    tail = in_month(last, match["part"], match["tail"], scene)
    when = When("month", (first, 1), tail.end, span=True, flags=tail.flags)
    put_year(when, match, scene)
    if last < first and when.year is not None:
        when.end_year = when.year + 1
    return when


def _days(match: "re.Match[str]", scene: Scene) -> When:
    month = number(match["m"], 12)
    first, last = number(match["a"], 31), number(match["b"], 31)
    if last < first:
        raise Refusal
    return put_year(When("day", (month, first), (month, last), span=True, tight=True), match, scene)


def _across(match: "re.Match[str]", scene: Scene) -> When:
    first = (number(match["m"], 12), number(match["a"], 31))
    last = (number(match["m2"], 12), number(match["b"], 31))
    when = put_year(When("day", first, last, span=True, tight=True), match, scene)
    if last < first and when.year is not None:
        when.end_year = when.year + 1
    return when


def _short_years(match: "re.Match[str]", scene: Scene) -> When | None:
    """25-27年: years where both are near, else a length."""
    near = scene.near
    first, last = to_year(match["a"], near), to_year(match["b"], near)
    if near is None or first is None or last is None or last <= first or max(abs(first - near), abs(last - near)) > 12:
        return None
    return When("year", (1, 1), (12, 0), year=first, end_year=last, span=True)


def _quarters(match: "re.Match[str]", scene: Scene) -> When:
    first, last = number(match["a"], 4), number(match["b"], 4)
    if last < first:
        raise Refusal
    return put_year(When("quarter", (first * 3 - 2, 1), (last * 3, 0), span=True), match, scene)


ROWS: Final = (
    Row(
        "{年}-{年}",
        "12一二",
        rf"(?P<a>{_Y4})年?度?{_TO}(?P<b>{_Y4}|\d\d)年度?[底末]?(?!\d)(?![一二三四五六七八九十]+月|[上下]半年)",
        _years,
        (
            ("2021-2023年", "window 2021-01-01..2023-12-31"),
            ("2021年至2025年", "window 2021-01-01..2025-12-31"),
            ("二〇一三至二〇一七年", "window 2013-01-01..2017-12-31 | past"),
        ),
        ("2023-2021年",),
        needs="-至到~",
        after="年度-至到~",
    ),
    Row(
        "{年}-{年}",
        "12",
        r"(?P<a>(?:19|20)\d\d)-(?P<b>(?:19|20)\d\d)(?=$|[,;。、)])",
        _years,
        (("2021-2025", "window 2021-01-01..2025-12-31"),),
        needs="-至到~",
        after="-",
    ),
    Row(
        "{年}-{年}",
        "0123456789",
        rf"(?<![\d.])(?P<a>\d\d)年?{_TO}(?P<b>\d\d)年(?!之?内|以|时间|期|左右|[\d一二三四五六七八九十]|[上下]半年)",
        _short_years,
        (("21-25年", "window 2021-01-01..2025-12-31"),),
        needs="年",
        after="年-至到~",
    ),
    Row(
        "{年}.{月}-{月}",
        "12",
        rf"(?P<y>(?:19|20)\d\d)(?P<ry>(?!))?[./](?P<a>{N2})月?{_TO}(?P<b>{N2})月份?{PART}{TAIL}(?!\d)",
        _months,
        (("2021.7—12月", "window 2021-07-01..2021-12-31"),),
        needs="-至到~",
        after="./",
    ),
    Row(
        "{月}-{月}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<a>{N2})月?份?{_TO}(?P<b>{N2})月份?{PART}{TAIL}(?![\d一二三四五六七八九十]+[日号])",
        _months,
        (
            ("6—9月", "window 2021-06-01..2021-09-30 | no-year"),
            ("2021年3月至10月", "window 2021-03-01..2021-10-31"),
            ("7-12月底前", "window 2021-07-01..2021-12-31 | no-year"),
            ("2021年11月至3月", "window 2021-11-01..2022-03-31"),
        ),
        needs="-至到~",
        after=AFTER_DATE + "份-至到~",
    ),
    Row(
        "{月}{日}-{日}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月(?P<a>{N2})[日号]?{_TO}(?P<b>{N2})[日号]",
        _days,
        (
            ("7月1日至15日", "window 2021-07-01..2021-07-15 | no-year"),
            ("9月10-15日", "window 2021-09-10..2021-09-15 | no-year"),
        ),
        needs="-至到~",
        after=AFTER_DATE,
    ),
    Row(
        "{月}{日}-{月}{日}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月(?P<a>{N2}){_TO}(?P<m2>{N2})月(?P<b>{N2})[日号]",
        _across,
        (
            ("9月19-9月23日", "window 2021-09-19..2021-09-23 | no-year"),
            ("2021年12月20—1月10日", "window 2021-12-20..2022-01-10"),
        ),
        ("9月19-9月32日",),
        needs="-至到~",
        after=AFTER_DATE,
    ),
    Row(
        "{月}.{日}-{月}.{日}",
        "0123456789",
        r"(?:^|(?<=[,;。:(、自从于在]))(?P<y>(?!))?(?P<ry>(?!))?(?P<m>\d{1,2})[./](?P<a>\d{1,2})"
        rf"{_TO}(?P<m2>\d{{1,2}})[./](?P<b>\d{{1,2}})(?=[\u4e00-\u9fff])(?![万亿倍元个米公吨度分版级千百亩平日前底末至到以之])",
        _across,
        (
            ("7.1-8.15集中整治", "window 2021-07-01..2021-08-15 | no-year"),
            ("12.20至1.10自查", "window 2021-12-20..2022-01-10 | no-year"),
        ),
        ("7.1-8.32开展",),
        needs="./",
        after="./",
    ),
    Row(
        "{季}-{季}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}第?(?P<a>[1-4一二三四])(?:季度?)?{_TO}第?(?P<b>[1-4一二三四])季度?",
        _quarters,
        (
            ("三至四季度", "window 2021-07-01..2021-12-31 | no-year"),
            ("第一至第三季度", "window 2021-01-01..2021-09-30 | no-year"),
        ),
        needs="-至到~",
        after=AFTER_YEAR + "-至到~",
    ),
)
