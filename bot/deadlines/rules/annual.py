"""Years, their ends and five-year plans: 2021年底前, 年内, 全年, “十四五”末."""

import re
from typing import Final

from bot.deadlines.lexicon import (
    AFTER_YEAR,
    DATE_STARTS,
    NOT_BOTTOM,
    NOT_END,
    NOT_MIDDLE,
    NOT_START,
    TAIL,
    YEAR,
    Pattern,
)
from bot.deadlines.numerals import APPROXIMATE, to_year
from bot.deadlines.row import Parts, Row, Scene, Trait, When
from bot.deadlines.rules.periods import in_month, put_year

#: Number of a five-year plan → its first year.
_PLANS: Final = {
    "六": 1981, "七": 1986, "八": 1991, "九": 1996, "十": 2001, "十一": 2006, "十二": 2011, "十三": 2016,
    "十四": 2021,
    "十五": 2026, "十六": 2031,
}  # fmt: skip


def _year(match: "re.Match[str]", scene: Scene) -> When | None:
    written = match["y"]
    if written is not None and len(written) == 2 and match["tail"] is None and _is_span(match, scene):
        return None  # the rules for spans take it, or it is a length: 保存30年
    return put_year(in_year(match["tail"], scene), match, scene)


def _is_span(match: "re.Match[str]", scene: Scene) -> bool:
    """收到后10年内, 用10年时间 are ten years, and so is 二三年内; 21年内 is a year where 2021 is near."""
    text, end, before = match.string, match.end(), match.string[match.start() - 1 : match.start()]
    if _YEARS_LONG.match(text, end) or (before and before not in _BEFORE_YEAR) or _is_more_than(text, match.start()):
        return True
    if not _INSIDE.match(text, end):
        return False
    year = to_year(match["y"], scene.near)
    return before in _AFTER_EVENT or match["y"] in APPROXIMATE or year is None or not 0 <= year - (scene.near or 0) < 6


def _is_more_than(text: str, start: int) -> bool:
    """保存期不少于30年."""
    return text[max(0, start - 2) : start] in ("少于", "多于", "低于", "大于", "小于", "等于")


def _end_of_year(match: "re.Match[str]", scene: Scene) -> When:
    return in_year(match["tail"], scene)


def in_year(tail: str | None, scene: Scene) -> When:
    """A year, or its beginning, middle (30 June) or end."""
    if tail is None:
        return When("year", (1, 1), (12, 0))
    if tail[-1] == "初":
        return in_month(1, None, "初", scene)
    if tail[-1] == "中":
        return When("half", (1, 1), (6, 0), tight=True, bound=True)
    return When("year", (1, 1), (12, 0), tight=True, bound=True)


def _within_year(_match: "re.Match[str]", _scene: Scene) -> When:
    return When("year", (1, 1), (12, 0))


def _whole_year(match: "re.Match[str]", scene: Scene) -> When:
    return put_year(When("year", (1, 1), (12, 0), span=True), match, scene)


def _plan(match: "re.Match[str]", _scene: Scene) -> When | Parts | None:
    first = _PLANS.get(match["p"] or match["p2"] or match["p3"])
    if first is None:
        return None
    tail = match["tail"] or ""
    if (match["plan"] and not tail) or tail == "以来":
        return Parts("none", ("not-a-deadline",), bound=False)
    when = When("plan", (1, 1), (12, 0), year=first, end_year=first + 4)
    if tail.endswith(("末", "收官")):
        when.tight = when.bound = True
        return when
    when.span, when.bound = True, "期" in tail
    when.flags = ("vague",) if tail in ("初", "中", "前期", "中期", "后期") else ()
    return when


_YEARS_LONG: Final = Pattern("(?:左右)?的?(?:时间|努力|期限|以上|以下|多|余|一遇|期|行动|规划|计划|来|间)")
_INSIDE: Final = Pattern("(?:之|以)?内")
_AFTER_EVENT: Final = ("起", "后", "的", "日")
#: What may stand before a year of two digits; after 满, 近, 保存 it is a length.
_BEFORE_YEAR: Final = frozenset("于在到至自从、,;。:(和及与或-~起后的日前底末成")
#: Tried before all others: what follows leaves nothing else that they could be.
COMMON: Final = (
    Row(
        "{年}底",
        DATE_STARTS,
        rf"{YEAR}(?P<tail>年?[底末])?(?=(?:之|以)?前(?![\d一二两三四五六七八九十半期后])|$)",
        _year,
        (("2025年底前", "due 2025-12-31"),),
        after=AFTER_YEAR,
    ),
)
ROWS: Final = (
    Row(
        "{年}全年",
        DATE_STARTS + "全",
        rf"(?:{YEAR})?全年度?(?:性?(?:工作|任务)(?=$|[,;。、)]))?",
        _whole_year,
        (
            ("全年", "window 2021-01-01..2021-12-31 | no-year"),
            ("2021年全年", "window 2021-01-01..2021-12-31"),
            ("全年工作", "window 2021-01-01..2021-12-31 | no-year"),
        ),
        needs="全",
        trait=Trait.WHOLE_YEAR,
        after=AFTER_YEAR,
    ),
    Row(
        "{年}底",
        DATE_STARTS,
        rf"{YEAR}{TAIL}(?:年(?=内))?",
        _year,
        (
            ("2021年底前", "due 2021-12-31"),
            ("2021年年底前", "due 2021-12-31"),
            ("2021年末", "due 2021-12-31"),
            ("到2025年", "due 2025-12-31"),
            ("2025年前", "due 2025-12-31/2024-12-31 | ambiguous"),
            ("2023年", "due 2023-12-31 | day-off"),
            ("今年内", "due 2021-12-31"),
            ("2021年中", "due 2021-06-30"),
            ("明年年初", "due 2022-01-05 | vague"),
            ("次年年末", "due 2022-12-31 | day-off"),
            ("21年底", "due 2021-12-31"),
            ("二〇三五年前", "due 2035-12-31/2034-12-31 | ambiguous"),
            ("力争到2025年末", "due 2025-12-31"),
        ),
        ("99999年",),
        after=AFTER_YEAR,
    ),
    Row(
        "年底",
        "年",
        rf"(?<![\d〇零一二三四五六七八九十百千万学财])年度?(?P<tail>年?{NOT_BOTTOM}|{NOT_END}|终(?!止|端|身|结|了)|尾|{NOT_MIDDLE}|{NOT_START})",
        _end_of_year,
        (
            ("年底前", "due 2021-12-31 | no-year"),
            ("原则上年底前", "due 2021-12-31 | no-year"),
            ("总结经验后年底前", "due 2021-12-31 | no-year"),
            ("年末", "due 2021-12-31 | no-year"),
            ("年中", "due 2021-06-30 | no-year"),
            ("年初", "due 2022-01-05 | vague no-year past"),
        ),
        trait=Trait.END,
    ),
    Row(
        "年内",
        "年",
        r"(?<![\d〇零一二三四五六七八九十百千万几数干学财])年度?(?=内(?!容|部|外))",
        _within_year,
        (("年内", "due 2021-12-31 | no-year"),),
    ),
    Row(
        "“十四五”末",
        '"十六七八九',
        r"(?:\"(?P<p>十[一二三四五六]?|[六七八九])五\"|(?P<p2>十[一二三四五六])五|(?P<p3>[六七八九十])五(?=规划|时期|期间|末))"
        r"(?P<plan>规划)?(?P<tail>时?期?末|收官|初|中(?!国)|前期|中期|后期|期间|时?期内?|以来)?",
        _plan,
        (
            ("“十四五”末", "due 2025-12-31"),
            ("“十四五”期间", "window 2021-01-01..2025-12-31"),
            ("十三五末", "due 2020-12-31 | past"),
            ("“十四五”规划", "none | not-a-deadline"),
            ("“十四五”以来", "none | not-a-deadline"),
        ),
    ),
)
