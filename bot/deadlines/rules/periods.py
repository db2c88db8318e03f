"""Months, ten-day parts, quarters and halves, as written in a deadline."""

import re
from typing import Final

from bot.deadlines.lexicon import (
    AFTER_DATE,
    AFTER_YEAR,
    DATE_STARTS,
    MAYBE_YEAR,
    N2,
    NOT_LAST,
    TAIL,
    YEAR,
)
from bot.deadlines.numerals import to_int, to_year
from bot.deadlines.row import Refusal, Row, Scene, When

#: 今年, 明年 …: years after the one that the document is about.
_SHIFTS: Final = {
    "今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1, "翌": 1, "下": 1, "第": 1, "去": -1, "上": -1,
    "后": 2, "前": -2,
}  # fmt: skip
#: First and last day of the parts of a month; 0 is its last.
_TENS: Final = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}
#: The part of a month, as a group: 上旬, 中下旬.
PART: Final = "(?P<part>[上中]?[中下]旬|上旬)?"


def put_year(when: When, match: "re.Match[str]", scene: Scene) -> When:
    """`when` with the year that the match names, if it names one."""
    if (written := match["y"]) is not None:
        when.year = to_year(written, scene.near)
        if when.year is None:
            raise Refusal
        return when
    if (relative := match["ry"]) is not None:
        if relative[0] == "同" and scene.last_year is not None:
            when.year = scene.last_year
        elif scene.near is None:
            raise Refusal
        else:
            when.year = scene.near + _SHIFTS.get(relative[0], 0)
        when.shift = 1 if relative[0] in "次翌第" else 0
    return when


def number(sign: str, top: int) -> int:
    """The value of a numeral from 1 to `top`; anything else is no date."""
    value = int(sign) if sign.isascii() else to_int(sign)
    if value is None or not 1 <= value <= top:
        raise Refusal
    return value


def _month(match: "re.Match[str]", scene: Scene) -> When:
    when = in_month(number(match["m"], 12), match["part"], match["tail"], scene)
    return put_year(when, match, scene)


def in_month(month: int, part: str | None, tail: str | None, scene: Scene) -> When:
    """A month, or the part of it that 上旬, 初, 底 name."""
    if part is not None:
        at = (month, _TENS[part[0]][0]), (month, _TENS[part[-2]][1])
        return When("part", *at, bound=tail is not None, tight=tail is not None)
    if tail is None:
        return When("month", (month, 1), (month, 0))
    if tail in ("初", "中"):
        day = scene.settings.month_start_day if tail == "初" else scene.settings.month_middle_day
        return When("day", (month, day), (month, day), tight=True, bound=True, flags=("vague",))
    return When("month", (month, 1), (month, 0), tight=True, bound=True)


def _quarter(match: "re.Match[str]", scene: Scene) -> When:
    sign = match["q"] or match["q2"]
    index = {"首": 1, "末": 4}.get(sign) or number(sign, 4)
    return put_year(in_quarter(index, match["tail"], scene), match, scene)


def in_quarter(index: int, tail: str | None, scene: Scene) -> When:
    """The `index`-th quarter, or its beginning, middle or end."""
    first = index * 3 - 2
    if tail is not None and tail in "初中":
        return in_month(first if tail == "初" else first + 1, None, tail, scene)
    end = tail is not None
    return When("quarter", (first, 1), (first + 2, 0), tight=end, bound=end)


def _halves(match: "re.Match[str]", scene: Scene) -> list[When]:
    halves = [When("half", (1, 1), (6, 0)), When("half", (7, 1), (12, 0))]
    put_year(halves[0], match, scene)
    return halves


def _half(match: "re.Match[str]", scene: Scene) -> When:
    if (match["tail"] or "")[-1:] in ("初", "中"):
        raise Refusal  # 下半年初: which day?
    first = 1 if (match["h"] or match["h2"]) in "上前" else 7
    end = match["tail"] is not None
    return put_year(When("half", (first, 1), (first + 5, 0), tight=end, bound=end), match, scene)


def _first_units(match: "re.Match[str]", scene: Scene) -> When:
    months = 3 if match["u"] == "季" else 1
    count = number(match["n"], 12 // months)
    return put_year(When("month", (1, 1), (count * months, 0), span=True), match, scene)


_QUARTER_STARTS: Final = DATE_STARTS + "首末Qq"
ROWS: Final = (
    Row(
        "{年}{月}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月份?{PART}(?:月(?=[底末]))?{TAIL}",
        _month,
        (
            ("2021年12月底前", "due 2021-12-31"),
            ("12月末", "due 2021-12-31 | no-year"),
            ("12月份", "due 2021-12-31 | no-year"),
            ("2021年12月", "due 2021-12-31"),
            ("12月", "due 2021-12-31 | no-year"),
            ("2021年9月前", "due 2021-09-30/2021-08-31 | ambiguous"),
            ("2021年9月前（含9月）", "due 2021-09-30"),
            ("6月中旬前", "due 2021-06-20 | no-year past day-off"),
            ("11月上旬", "due 2021-11-10 | no-year"),
            ("9月初", "due 2021-09-05 | vague no-year day-off"),
            ("10月中", "due 2021-10-15 | vague no-year"),
            ("今年九月底以前", "due 2021-09-30"),
            ("2022年元月底前", "due 2022-01-31 | day-off"),
            ("明年1月底前", "due 2022-01-31 | day-off"),
            ("十二月月底", "due 2021-12-31 | no-year"),
            ("二〇二一年十二月", "due 2021-12-31"),
        ),
        ("13月底前", "0月"),
        after=AFTER_DATE,
    ),
    Row(
        "{年}前{N}个月",
        "0123456789〇零一二三四五六七八九十今本明去前次",
        rf"(?:{YEAR}的?|(?<![^,;。、(的在于]))前(?P<n>{N2}|两)个?(?P<u>季|月)度?份?",
        _first_units,
        (
            ("前三季度", "window 2021-01-01..2021-09-30 | no-year"),
            ("2021年前十一个月", "window 2021-01-01..2021-11-30"),
            ("今年前两个季度", "window 2021-01-01..2021-06-30"),
        ),
        ("前五个季度",),
        needs="前",
        after=AFTER_YEAR,
    ),
    Row(
        "{年}{季度}",
        _QUARTER_STARTS,
        rf"{MAYBE_YEAR}(?:第?(?P<q>[1-9一二三四五六七八九首末])季度?(?!刊)|[Qq](?P<q2>[1-4])季?度?){TAIL}",
        _quarter,
        (
            ("三季度前", "due 2021-09-30/2021-06-30 | no-year ambiguous"),
            ("2021年第四季度", "due 2021-12-31"),
            ("一季度末", "due 2021-03-31 | no-year past"),
            ("三季度内", "due 2021-09-30 | no-year"),
            ("三季度结束前", "due 2021-09-30 | no-year"),
            ("Ⅳ季度", "due 2021-12-31 | no-year"),
            ("Q4", "due 2021-12-31 | no-year"),
            ("四季度初", "due 2021-10-05 | vague no-year day-off"),
        ),
        ("五季度",),
        needs="季Qq",
        after=AFTER_YEAR,
    ),
    Row(
        "{年}上、下半年",
        DATE_STARTS,
        rf"{MAYBE_YEAR}上(?:半年)?[、和及与]?下半年",
        _halves,
        (("上、下半年", "due 2021-06-30; due 2021-12-31 | no-year"),),
        needs="下",
        after=AFTER_YEAR,
    ),
    Row(
        "{年}上半年",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?<!{NOT_LAST})(?:(?P<h>[上下])|(?:(?<=[年的度,;。、:(于在到至])|(?<![\u4e00-\u9fff)]))(?P<h2>[前后]))半年度?{TAIL}",
        _half,
        (
            ("上半年", "due 2021-06-30 | no-year"),
            ("原则上上半年", "due 2021-06-30 | no-year"),
            ("2021年下半年", "due 2021-12-31"),
            ("2021年后半年", "due 2021-12-31"),
            ("明年上半年前", "due 2022-06-30/2021-12-31 | ambiguous"),
        ),
        ("下半年初",),
        needs="半",
        after=AFTER_YEAR,
    ),
)
