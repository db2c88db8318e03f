"""Lists that share their unit and their last word: 3、6、9月底, 9、12月25日前, 三、四季度, 2021、2022年底前."""

import re
from typing import Final

from bot.deadlines.lexicon import DATE_STARTS, MAYBE_YEAR, N2, NUM, TAIL
from bot.deadlines.numerals import to_year
from bot.deadlines.row import Row, Scene, When
from bot.deadlines.rules.periods import PART, in_month, in_quarter, number, put_year

_Y4: Final = r"(?:[12]\d{3}|[一二][〇零一二三四五六七八九]{3})"


def _is_torn(match: "re.Match[str]") -> bool:
    """举一反三，4月底前: a numeral of another word, with a month of its own after it."""
    signs = re.findall(NUM, match["list"])
    return len({sign.isascii() for sign in signs}) > 1


def _month_list(match: "re.Match[str]", scene: Scene) -> list[When] | None:
    if _is_torn(match):
        return None
    months = [number(sign, 12) for sign in re.findall(NUM, match["list"])]
    whens = [in_month(month, match["part"], match["tail"], scene) for month in months]
    put_year(whens[0], match, scene)
    return whens


def _part_list(match: "re.Match[str]", scene: Scene) -> list[When]:
    """三月上旬、中旬、下旬: parts of one month."""
    month = number(match["m"], 12)
    whens = [in_month(month, part, match["tail"], scene) for part in re.findall("[上中下]旬", match["list"])]
    put_year(whens[0], match, scene)
    return whens


def _days_of_months(match: "re.Match[str]", scene: Scene) -> list[When]:
    """3、6、9、12月25日前: the same day of each month."""
    day = number(match["d"], 31)
    months = [number(sign, 12) for sign in re.findall(NUM, match["list"])]
    whens = [When("day", (month, day), (month, day), tight=True) for month in months]
    put_year(whens[0], match, scene)
    return whens


def _day_list(match: "re.Match[str]", scene: Scene) -> list[When]:
    month = number(match["m"], 12)
    days = [number(sign, 31) for sign in re.findall(NUM, match["list"])]
    whens = [When("day", (month, day), (month, day), tight=True) for day in days]
    put_year(whens[0], match, scene)
    return whens


def _quarter_list(match: "re.Match[str]", scene: Scene) -> list[When]:
    quarters = [number(sign, 4) for sign in re.findall(r"[1-4一二三四]", match["list"])]
    whens = [in_quarter(one, match["tail"], scene) for one in quarters]
    put_year(whens[0], match, scene)
    return whens


def _year_list(match: "re.Match[str]", scene: Scene) -> list[When]:
    tail = match["tail"]
    whens = [When("year", (1, 1), (12, 0), year=to_year(sign, scene.near)) for sign in re.findall(_Y4, match["list"])]
    for when in whens:
        when.tight = when.bound = tail is not None
    return whens


_AND: Final = r"(?:[、,/]|和|及|与|以及)"
#: Numbers that share what follows: 3、6、9, or 3/6/9; in 1/3，9月 the slash is of a share.
_NUMBERS: Final = rf"(?:{N2}(?:/{N2}){{1,11}}|{N2}(?:(?:[、,]|和|及|与|以及){N2}){{1,11}})"
_Q: Final = "第?[1-4一二三四]"
#: Tried among the spans: years before them, what shares a month or a quarter after them.
YEARS: Final = (
    Row(
        "{年}、{年}",
        "12一二",
        rf"(?P<list>{_Y4}年?(?:{_AND}{_Y4}年?){{0,8}}{_AND}{_Y4})年{TAIL}(?![\d一二三四五六七八九十]+月)",
        _year_list,
        (
            ("2021、2022年底前", "due 2021-12-31; due 2022-12-31 | day-off"),
            ("到2025年、2030年、2035年", "due 2025-12-31; due 2030-12-31; due 2035-12-31"),
        ),
        needs="、,/和及与",
        after="年、,/和及与以",
    ),
)
ROWS: Final = (
    Row(
        "{月}、{月}的{日}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<list>{N2}月份?(?:{_AND}{N2}月份?){{1,11}})的(?P<d>{N2})[日号]",
        _days_of_months,
        (("9月、12月的25日前", "due 2021-09-25; due 2021-12-25 | no-year day-off"),),
        needs="的",
    ),
    Row(
        "{月}、{月}{日}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<list>{_NUMBERS})月份?的?(?P<d>{N2})[日号]",
        _days_of_months,
        (
            ("9、12月25日前", "due 2021-09-25; due 2021-12-25 | no-year day-off"),
            ("9、12月的25日前", "due 2021-09-25; due 2021-12-25 | no-year day-off"),
        ),
        needs="、,/和及与",
    ),
    Row(
        "{月}、{月}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<list>{_NUMBERS})月份?{PART}{TAIL}(?![\d一二三四五六七八九十]+[日号])",
        _month_list,
        (
            ("9、12月底前", "due 2021-09-30; due 2021-12-31 | no-year"),
            ("3、6、9、12月", "due 2022-03-31; due 2022-06-30; due 2022-09-30; due 2022-12-31 | no-year past day-off"),
        ),
        needs="、,/和及与",
    ),
    Row(
        "{月}上旬、中旬",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月份?(?P<list>[上中下]旬(?:{_AND}[上中下]旬){{1,2}}){TAIL}",
        _part_list,
        (("7月上旬、中旬、下旬各一次", "due 2021-07-10; due 2021-07-20; due 2021-07-31 | no-year day-off"),),
        needs="、,/和及与",
    ),
    Row(
        "{日}、{日}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<m>{N2})月(?P<list>{N2}[日号]?(?:{_AND}{N2}[日号]?){{0,14}}{_AND}{N2})[日号]",
        _day_list,
        (("9月10日、20日前", "due 2021-09-10; due 2021-09-20 | no-year day-off"),),
        needs="、,/和及与",
    ),
    Row(
        "{季}、{季}",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?P<list>(?<![统同唯单专])[一二三四]{{2,4}}|{_Q}季?度?(?:{_AND}{_Q}季?度?){{0,2}}{_AND}{_Q})季度?{TAIL}",
        _quarter_list,
        (
            ("三、四季度", "due 2021-09-30; due 2021-12-31 | no-year"),
            ("二三季度", "due 2021-06-30; due 2021-09-30 | no-year"),
            ("第三、四季度末", "due 2021-09-30; due 2021-12-31 | no-year"),
        ),
        needs="季",
    ),
)
