"""Days, months, ten-day parts, quarters, halves, years and plan terms, as written in a deadline."""

import re
from typing import Final

from bot.deadlines.lexicon import DATE_STARTS, MAYBE_YEAR, N2, NOT_BOTTOM, NOT_END, NOT_MIDDLE, NOT_START, TAIL, YEAR
from bot.deadlines.numerals import to_int, to_year
from bot.deadlines.row import Parts, Refusal, Row, Scene, When

_SHIFTS: Final = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1, "翌": 1, "下": 1, "第": 1, "去": -1, "上": -1, "后": 2, "前": -2}
#: First month of the plan term 一五; a term lasts five years, but for the gap before the third.
_PLANS: Final = {"六": 1981, "七": 1986, "八": 1991, "九": 1996, "十": 2001, "十一": 2006, "十二": 2011, "十三": 2016,
                 "十四": 2021, "十五": 2026, "十六": 2031, "十七": 2036}
_PARTS: Final = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}


def put_year(when: When, match: "re.Match[str]", scene: Scene) -> When:
    """`when` with the year that the match names, if it names one."""
    written = match["y"]
    if written is not None:
        when.year = to_year(written, scene.near)
        if when.year is None:
            raise Refusal
        return when
    relative = match["ry"]
    if relative is not None:
        if relative[0] == "同":
            when.year = scene.last_year or scene.near
        elif scene.near is None:
            raise Refusal
        else:
            when.year = scene.near + _SHIFTS[relative[0]]
        when.shift = 1 if relative[0] in "次翌第" else 0
    return when


def number(sign: str, top: int) -> int:
    """The value of a numeral from 1 to `top`; anything else is no date."""
    value = to_int(sign)
    if value is None or not 1 <= value <= top:
        raise Refusal
    return value


def _day(match: "re.Match[str]", scene: Scene) -> When:
    at = (number(match["m"], 12), number(match["d"], 31))
    return put_year(When("day", at, at, tight=True), match, scene)


def _month(match: "re.Match[str]", scene: Scene) -> When:
    month = number(match["m"], 12)
    when = in_month(month, match["part"], match["tail"], scene)
    return put_year(when, match, scene)


def in_month(month: int, part: str | None, tail: str | None, scene: Scene) -> When:
    """A month, or the part of it that 上旬, 初, 底 name."""
    if part is not None:
        first, last = _PARTS[part[0]]
        return When("part", (month, first), (month, last), bound=tail is not None, tight=tail is not None)
    if tail is None:
        return When("month", (month, 1), (month, 0))
    if tail in ("初", "中"):
        day = scene.settings.month_start_day if tail == "初" else scene.settings.month_middle_day
        return When("day", (month, day), (month, day), tight=True, bound=True, flags=("vague",))
    return When("month", (month, 1), (month, 0), tight=True, bound=True)


def _quarter(match: "re.Match[str]", scene: Scene) -> When:
    sign = match["q"]
    index = {"首": 1, "末": 4}.get(sign) or number(sign, 4)
    return put_year(in_quarter(index, match["tail"], scene), match, scene)


def in_quarter(index: int, tail: str | None, scene: Scene) -> When:
    """The `index`-th quarter, or its beginning, middle or end."""
    first = index * 3 - 2
    if tail is not None and tail in "初中":
        month = first if tail == "初" else first + 1
        return in_month(month, None, tail, scene)
    end = tail is not None
    return When("quarter", (first, 1), (first + 2, 0), tight=end, bound=end)


def _half(match: "re.Match[str]", scene: Scene) -> When:
    first = 1 if match["h"] in "上前" else 7
    end = match["tail"] is not None
    return put_year(When("half", (first, 1), (first + 5, 0), tight=end, bound=end), match, scene)


def _first_units(match: "re.Match[str]", scene: Scene) -> When:
    months = 3 if match["u"] == "季" else 1
    count = number(match["n"], 12 // months)
    return put_year(When("month", (1, 1), (count * months, 0), span=True), match, scene)


def _year_end(match: "re.Match[str]", scene: Scene) -> When:
    return put_year(_in_year(match["tail"], scene), match, scene)


def _in_year(tail: str | None, scene: Scene) -> When:
    if tail is None:
        return When("year", (1, 1), (12, 0))
    if tail[-1] == "初":
        day = scene.settings.month_start_day
        return When("day", (1, day), (1, day), tight=True, bound=True, flags=("vague",))
    if tail[-1] == "中":
        return When("half", (1, 1), (6, 0), tight=True, bound=True)
    return When("year", (1, 1), (12, 0), tight=True, bound=True)


def _bare_end(match: "re.Match[str]", scene: Scene) -> When:
    return _in_year(match["tail"], scene)


def _whole_year(match: "re.Match[str]", scene: Scene) -> When:
    return put_year(When("year", (1, 1), (12, 0), span=True), match, scene)


def _this_month_end(_match: "re.Match[str]", scene: Scene) -> When:
    """月底 alone: of the month named last, else of the month of issue."""
    if scene.issued is None:
        raise Refusal
    month = scene.issued.month
    return When("month", (month, 1), (month, 0), year=scene.issued.year, tight=True, bound=True)


def _this_quarter_end(_match: "re.Match[str]", scene: Scene) -> When:
    if scene.issued is None:
        raise Refusal
    when = in_quarter((scene.issued.month + 2) // 3, "末", scene)
    when.year = scene.issued.year
    return when


def _plan(match: "re.Match[str]", _scene: Scene) -> When | Parts | None:
    first = _PLANS.get(match["p"] or match["p2"] or match["p3"])
    if first is None:
        return None
    if match["plan"] and not match["tail"]:
        return Parts("none", ("not-a-deadline",), bound=False)
    tail = match["tail"] or ""
    when = When("plan", (1, 1), (12, 0), year=first, end_year=first + 4)
    if tail in ("末", "期末", "时期末", "收官"):
        when.tight = when.bound = True
    elif tail in ("初", "中", "前期", "中期", "后期"):
        when.flags, when.span = ("vague",), True
    elif tail in ("期间", "时期", "期内", "时期内"):
        when.span = when.bound = True
    else:
        when.span = True
    return when


def _numeric(match: "re.Match[str]", scene: Scene) -> When:
    month, day = number(match["m"], 12), number(match["d"], 31)
    if match["s"] != match["s2"] and day <= 12:
        raise Refusal  # 2021.7-12 may as well be July to December
    when = When("day", (month, day), (month, day), tight=True)
    if match["y"]:
        when.year = to_year(match["y"], scene.near)
    return when


def _numeric_month(match: "re.Match[str]", _scene: Scene) -> When:
    month = number(match["m"], 12)
    return When("month", (month, 1), (month, 0), year=int(match["y"]))


ROWS: Final = (
    Row("{年}{月}{日}", DATE_STARTS, rf"{MAYBE_YEAR}(?P<m>{N2})月(?:份)?(?P<d>{N2})(?:[日号](?!常)|(?=前|之前|以前|止|[(]|$|[,;。、]))", _day),
    Row("{年}.{月}.{日}", "0123456789",
        r"(?P<y>[12]\d{3})(?:(?P<s>[-./ ])(?P<m>\d{1,2})(?P<s2>[-./ ])(?P<d>\d{1,2})(?![\d.])日?|(?P<m2>\d\d)(?P<d2>\d\d)(?!\d))",
        lambda match, scene: _numeric8(match) if match["m2"] else _numeric(match, scene)),
    Row("{月}.{日}前", "0123456789", r"(?P<y>)(?P<s>)(?P<s2>)(?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?![\d./%])(?=日|前|之前|以前|\(|$|[-~至到,;、])日?", _numeric),
    Row("{年}/{月}", "0123456789", r"(?P<y>[12]\d{3})[-./](?P<m>\d{1,2})(?![\d.])月?", _numeric_month),
    Row("{年}{月}", DATE_STARTS, rf"{MAYBE_YEAR}(?P<m>{N2})月(?:份)?(?P<part>[上中下]旬)?(?:月(?=[底末]))?{TAIL}", _month),
    Row("{年}前{N}个月", "0123456789〇零一二三四五六七八九十今本明去前次",
        rf"(?:{YEAR}的?|(?<![^,;。、(的在于]))前(?P<n>{N2}|两)个?(?P<u>季|月)度?份?", _first_units),
    Row("{年}{季度}", "0123456789〇零一二三四五六七八九十廿卅今本当明来次翌下去上后前同第首末Qq",
        rf"{MAYBE_YEAR}(?:第?(?P<q>[1-4一二三四首末])季度?(?!刊)|[Qq](?P<q2>[1-4])季?度?){TAIL}",
        lambda match, scene: put_year(in_quarter(int(match["q2"]), match["tail"], scene), match, scene)
        if match["q2"] else _quarter(match, scene)),
    Row("{年}上半年", DATE_STARTS, rf"{MAYBE_YEAR}(?P<h>[上下前后])半年度?{TAIL}", _half),
    Row("{年}全年", DATE_STARTS + "全", rf"(?:{YEAR})?全年度?", _whole_year),
    Row("{年}底", DATE_STARTS, rf"{YEAR}{TAIL}(?:年(?=内))?", _year_end),
    Row("年底", "年", rf"年(?:度)?(?P<tail>年?{NOT_BOTTOM}|{NOT_END}|终(?!止|端|身|结)|尾|{NOT_MIDDLE}|{NOT_START})", _bare_end),
    Row("年内", "年", r"年度?(?=内(?!容|部|外))", lambda _match, scene: _in_year(None, scene)),
    Row("月底", "月", rf"月(?P<tail>{NOT_BOTTOM}|{NOT_END})", _this_month_end),
    Row("季末", "季本", rf"季度?(?P<tail>{NOT_BOTTOM}|{NOT_END})", _this_quarter_end),
    Row("“十四五”末", "\"十一六七八九",
        r"(?:\"(?P<p>十[一二三四五六]?|[六七八九])五\"|(?P<p2>十[一二三四五六])五|(?P<p3>[六七八九十])五(?=规划|时期|期间|末))"
        r"(?P<plan>规划)?(?P<tail>时?期?末|收官|初|中(?!国)|前期|中期|后期|期间|时?期内?)?", _plan),
)


def _numeric8(match: "re.Match[str]") -> When:
    at = (number(match["m2"], 12), number(match["d2"], 31))
    return When("day", at, at, year=int(match["y"]), tight=True)
