"""What counts from the issue date: 本月25日, 下周五, 明天, 3天后, 即日起至年底."""

import re
from datetime import date, timedelta
from typing import Final

from bot.deadlines.lexicon import (
    AFTER_COUNT,
    AFTER_EVENT,
    ISSUE,
    N2,
    NOT_LAST,
    NUM,
    PAPERS,
    TAIL,
    WEEKDAY_INDEX,
    Pattern,
    has_event,
)
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene, Trait, When
from bot.deadlines.rules.periods import PART, in_month, in_quarter, number
from bot.deadlines.rules.rrules import recurring
from bot.deadlines.rules.spans import COUNT, span

#: Words after which 次月 is that after the month of issue.
_LEADS: Final = Pattern(r"[^\u4e00-\u9fff]$|[于在到至请须应要将需拟并且可自前底]$|应当$|务必$|最[迟晚]$")
_SHIFT: Final = {"本": 0, "当": 0, "这": 0, "该": 0, "下": 1, "次": 1, "上": -1}
_DAYS: Final = {"今": 0, "明": 1, "后": 2, "大后": 3, "昨": -1}


def issued(scene: Scene) -> date:
    """The issue date from which these words count; without one they cannot be read."""
    if scene.issued is None:
        raise Refusal
    return scene.issued


def on(day: date, *, bound: bool = False, flags: tuple[str, ...] = ()) -> When:
    """A When for one day whose year is known."""
    at = (day.month, day.day)
    return When("day", at, at, year=day.year, tight=True, bound=bound, flags=flags)


def _this_month(match: "re.Match[str]", scene: Scene) -> When | Parts:
    of_event = match["w"] in ("次", "当") and match["d"]
    if of_event and (_is_of_event(match.string, match.start()) or _SPAN.search(match.string, 0, match.start())):
        raise Refusal
    if match["w"] == "次" and match["d"] and _OF_EACH.match(match.string[match.end() :] + scene.after) is not None:
        return recurring(f"FREQ=MONTHLY;BYMONTHDAY={number(match['d'], 31)}")
    if scene.issued is None:
        return _without_issue("month")
    day = scene.issued
    sign = match["w"].rstrip("个")
    year, month = divmod(day.year * 12 + day.month - 1 + _SHIFT[sign[-1]] * len(sign), 12)
    if day_sign := match["d"] or match["first"]:
        at = (month + 1, number(day_sign, 31))
        return When("day", at, at, year=year, tight=True)
    when = in_month(month + 1, match["part"], match["tail"], scene)
    when.year = year
    return when


#: 次月5日前报上月情况, 于次月3日前报送，首次报送时间为4月3日: of each month, though no 每月 says so.
_OF_EACH: Final = Pattern(
    r"(?:之前|以前|前)?(?:[^,;。\d]{0,12}(?:上月|上个月|上一月|前一月)|[^;。]{0,20}[,(](?:首次|首报|第一次)[^,;。\d]{0,8}[为是于:]?\d)"
)
#: T+1日上报，次月3日前: the month after that event.
_SPAN: Final = Pattern(r"[TtDd]\+\d")


def _is_of_event(text: str, start: int) -> bool:
    """发生变更的次月10日前: the month after what? Only 于次月, 请次月 count from the issue."""
    return start > 0 and _LEADS.search(text, max(0, start - 3), start) is None


def _unknown_month(_match: "re.Match[str]", _scene: Scene) -> When:
    raise Refusal  # without 每月 before it nobody knows after which month


def _without_issue(grain: str) -> When:
    return When(grain, (1, 1), (1, 0), year=2000, lost=True)


def _this_quarter(match: "re.Match[str]", scene: Scene) -> When:
    if scene.issued is None:
        return _without_issue("quarter")
    day = scene.issued
    index = day.year * 4 + (day.month - 1) // 3 + _SHIFT[match["w"]]
    when = in_quarter(index % 4 + 1, match["tail"], scene)
    when.year = index // 4
    return when


def _month_end(match: "re.Match[str]", scene: Scene) -> When:
    """Of the month of the date before it in the phrase, else of the month of issue."""
    if (month := scene.month_before(match)) is not None:
        return in_month(month, None, "底", scene)
    day = issued(scene)
    when = in_month(day.month, None, "底", scene)
    when.year = day.year
    return when


def _quarter_end(match: "re.Match[str]", scene: Scene) -> When:
    """Of the quarter of the date before it in the phrase, else of the quarter of issue."""
    if (month := scene.month_before(match)) is not None:
        return in_quarter((month + 2) // 3, "末", scene)
    day = issued(scene)
    when = in_quarter((day.month + 2) // 3, "末", scene)
    when.year = day.year
    return when


def _monday(sign: str, day: date) -> date:
    """The Monday of 本周, 下周, 下下周, 上周."""
    weeks = len(sign) if sign.startswith("下") else -len(sign) if sign.startswith("上") else 0
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


#: A weekday with which a bracket begins, and neither 前 nor an hour after it.
_NOTE: Final = Pattern(r"\(.{2,4}[\u4e00-\u9fff](?<![前之以下上晚早中])")


def _weekday(match: "re.Match[str]", scene: Scene) -> When | Parts:
    sign = match["w"] or ""
    if not sign and _NOTE.match(match.string, match.start() - 1, match.end() + 1) is not None:
        return Parts("none", bound=False)  # （周一闭馆）
    day = issued(scene)
    target = _monday(sign, day) + timedelta(days=WEEKDAY_INDEX[match["d"]])
    return on(target if sign or target >= day else target + timedelta(weeks=1))


def _which_weeks(_match: "re.Match[str]", _scene: Scene) -> When:
    raise Refusal  # 周二、周四: of this week or of each?


def _week(match: "re.Match[str]", scene: Scene) -> When:
    """The Friday of the week; its Monday for 周初."""
    if scene.issued is None:
        return _without_issue("week")
    monday = _monday(match["w"], scene.issued)
    if match["e"] == "初":
        return on(monday, bound=True, flags=("vague",))
    return on(monday + timedelta(days=4), bound=bool(match["e"]))


#: 明早8点, 今晚下班前: without its hour nobody knows when the evening ends.
_HOUR: Final = Pattern(rf"[早晚晨](?:上|间)?(?:{N2}[时点:]|下班)")


def _day(match: "re.Match[str]", scene: Scene) -> When:
    if match[0] == match["w"] and _HOUR.match(match.string, match.end()) is None:
        raise Refusal
    return on(issued(scene) + timedelta(days=_DAYS[match["w"]]))


def _this_year(_match: "re.Match[str]", scene: Scene) -> When:
    if scene.near is None:
        raise Refusal
    return When("year", (1, 1), (12, 0), year=scene.near)


def _later(match: "re.Match[str]", scene: Scene) -> Parts | None:
    if not scene.column:
        return None
    if match.start() and match.string[match.start() - 1] not in ",;。、:(于在":
        raise Refusal  # 工程款到账5个工作日后: from an event on, not by then
    count, unit = span(match)
    return Parts("relative", (), {"n": count, "unit": unit, "anchor": "issued"})


def _from_now(_match: "re.Match[str]", scene: Scene) -> When:
    when = on(issued(scene))
    when.leads = True
    return when


def _day_alone(match: "re.Match[str]", scene: Scene) -> When | Parts | None:
    """20日前 takes the month of the date before it; without one nobody knows which month.

    廿五日 can only be a day of the calendar: of the month of issue.
    """
    if match.start() and has_event(match.string, match.start()):
        return None
    if scene.every_month(match):
        return recurring(f"FREQ=MONTHLY;BYMONTHDAY={number(match['d'], 31)}")
    if not match.start() and AFTER_EVENT.search(scene.before) is not None:
        return None
    month = scene.month_before(match)
    if month is None and match["d"][0] in "廿卅" and scene.issued is not None:
        month = scene.issued.month
    if month is None:
        raise Refusal
    at = (month, number(match["d"], 31))
    return When("day", at, at, tight=True)


ROWS: Final = (
    Row(
        "次月{N}个工作日内",
        "次",
        rf"次月的?[前第]?{NUM}个?工作日",
        _unknown_month,
        (),
        ("次月5个工作日内",),
    ),
    Row(
        "本月{日}",
        "本当这该下次上",
        rf"(?<!{NOT_LAST})(?P<w>本|当|这个?|该|下下?个?|次|上上?个?)月份?的?(?:(?P<d>{N2})[日号]|前(?P<first>{N2})[日天](?=之?内|以内)|{PART}(?:月(?=[底末]))?{TAIL})",
        _this_month,
        (
            ("本月25日前", "due 2021-06-25 | past"),
            ("下月10日前", "due 2021-07-10 | day-off"),
            ("本月底前", "due 2021-06-30"),
            ("请于次月10日前", "due 2021-07-10 | day-off"),
            ("下个月15日下午6点前", "due 2021-07-15 @18:00"),
            ("本月结束前", "due 2021-06-30"),
            ("次月前15日内", "due 2021-07-15"),
        ),
        ("发生变更的次月10日前",),
        trait=Trait.OBJECTS_TIME,
    ),
    Row(
        "本季度",
        "本当这下上",
        rf"(?<!{NOT_LAST})(?P<w>本|当|这|下|上)一?个?季(?:度(?![首末]月|的?第)|(?!度|[首末]月|的?第)){TAIL}",
        _this_quarter,
        (("本季度末", "due 2021-06-30"), ("下季度", "due 2021-09-30")),
        trait=Trait.OBJECTS_TIME,
    ),
    Row(
        "月底",
        "月",
        r"(?<![\d〇零一二三四五六七八九十个正腊元])月[底末]",
        _month_end,
        (("月底前", "due 2021-06-30"), ("9月10日前报方案，月底前报总结", "due 2021-09-10; due 2021-09-30 | no-year")),
    ),
    Row(
        "季末",
        "季",
        r"(?<![\d〇零一二三四五六七八九十个])季度?[底末](?![月\d])",
        _quarter_end,
        (("季度末", "due 2021-06-30"),),
    ),
    Row(
        "周二、周四",
        "周星礼",
        r"(?<![每本这下上次翌该同逢])(?:周|星期|礼拜)[一二三四五六日天](?:[、,和及](?:周|星期|礼拜)?[一二三四五六日天](?![月年个]))+(?:之前|以前|前)?",
        _which_weeks,
        (),
        ("周二、周四各报一次", "星期一和星期三"),
        needs="、,和及",
    ),
    Row(
        "下周五",
        "本这下上周星礼",
        rf"(?<!{NOT_LAST})(?<!第[一二三四五1-5])(?<![个周学次翌该同])(?P<w>本|这|下下|上上|下|上)?一?个?(?:周|星期|礼拜)的?(?:星期|周)?(?P<d>[一二三四五六日天])(?![年月日天个次期])",
        _weekday,
        (
            ("下周五前", "due 2021-07-09"),
            ("本周五下班前", "due 2021-07-02 @17:30"),
            ("周三前", "due 2021-06-30"),
            ("下周一上午", "due 2021-07-05 @12:00"),
        ),
    ),
    Row(
        "本周内",
        "本这下上",
        rf"(?<!{NOT_LAST})(?P<w>本|这|下下|上上|下|上)一?个?(?:周|星期|礼拜)(?P<e>末|底|初|内)?",
        _week,
        (("本周内", "due 2021-07-02"), ("下周", "due 2021-07-09")),
        trait=Trait.OBJECTS_TIME,
    ),
    Row(
        "当年", "当", r"当年(?=$|[,;。内前完])", _this_year, (("当年完成", "due 2021-12-31"),), trait=Trait.OBJECTS_TIME
    ),
    Row(
        "{N}天后",
        NUMERALS,
        rf"{COUNT}(?:之后|以后|后)(?=$|[,。前])",
        _later,
        (("3天后", "relative 3 day issued =2021-07-03"), ("5个工作日后", "relative 5 workday issued =2021-07-07")),
        needs="后",
        after=AFTER_COUNT,
    ),
    Row(
        "即日起至",
        "即从自现本印",
        rf"[自从]?(?:即日起?|现在起?|现起|(?:本{PAPERS})?{ISSUE}之日起?)(?:至|到|-{{1,3}})",
        _from_now,
        (
            ("即日起至12月31日", "window 2021-06-30..2021-12-31"),
            ("从现在起至年底", "window 2021-06-30..2021-12-31"),
            ("自本通知印发之日起至2021年12月31日", "window 2021-06-30..2021-12-31"),
        ),
        needs="-至到~",
    ),
    Row(
        "{日}前",
        NUMERALS,
        rf"(?<!月)(?P<d>{N2})[日号](?=前|之前|以前|[上下中]午|下班)",
        _day_alone,
        (
            ("9月10日前报方案，20日前报总结", "due 2021-09-10; due 2021-09-20 | no-year day-off"),
            (
                "每月10日前报方案，20日前报总结",
                "recurring FREQ=MONTHLY;BYMONTHDAY=10; recurring FREQ=MONTHLY;BYMONTHDAY=20",
            ),
            ("廿五日前", "due 2021-06-25 | no-year past"),
            ("9月10日前修改，13日下午报送", "due 2021-09-10; due 2021-09-13 @17:30 | no-year"),
        ),
        ("25日前", "各企业20日前报送", "13日下午报送"),
        needs="前午下",
        after="日号",
    ),
    Row(
        "明天",
        "今明后大昨",
        r"(?P<w>今|(?<![说证表声])明|大后|(?<![之以落])后|昨)(?:[天日](?!常|后|起)|(?=[早晚晨])(?<=[今明昨])(?!晚[报会点]))",
        _day,
        (
            ("明天", "due 2021-07-01"),
            ("后天下班前", "due 2021-07-02 @17:30"),
            ("今天", "due 2021-06-30"),
            ("明早8点前", "due 2021-07-01 @08:00"),
            ("今晚9时前", "due 2021-06-30 @21:00"),
        ),
        ("明早前",),
    ),
)
