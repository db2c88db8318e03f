"""The common forms in English: by 31 Dec 2021, next Friday, in 3 working days, end of June."""

import re
from datetime import timedelta
from typing import Final

from bot.deadlines.numerals import to_year
from bot.deadlines.row import Parts, Refusal, Row, Scene, When
from bot.deadlines.rules.near import issued, on
from bot.deadlines.rules.periods import in_quarter

_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAYS: Final = {name: index for index, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_WORDS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_UNITS: Final = {"minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}
_M: Final = (
    r"(?:(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:(?<=jan)uary|(?<=feb)ruary|(?<=mar)ch|(?<=apr)il|(?<=jun)e|(?<=jul)y|(?<=aug)ust|(?<=sep)t(?:ember)?|(?<=oct)ober|(?<=nov)ember|(?<=dec)ember)?\.?)"
)
_Y: Final = r"(?:,? ?(?P<y>(?:19|20)\d\d)(?!\d))?"
_BY: Final = r"(?P<by>(?:nolaterthan|by|before|until|till|due|on|the)+)?"


def _date(match: "re.Match[str]", _scene: Scene) -> When:
    at = (_MONTHS[match["m"].lower()], int(match["d"]))
    if not 1 <= at[1] <= 31:
        raise Refusal
    return When("day", at, at, year=int(match["y"]) if match["y"] else None, tight=True, bound=bool(match["by"]))


def _month_end(match: "re.Match[str]", _scene: Scene) -> When:
    month = _MONTHS[match["m"].lower()]
    when = When("month", (month, 1), (month, 0), year=int(match["y"]) if match["y"] else None, bound=bool(match["by"]))
    when.tight = bool(match["end"])
    when.bound = when.bound or when.tight
    return when


def _year_end(match: "re.Match[str]", scene: Scene) -> When:
    which = (match["which"] or "the").lower()
    if match["unit"].lower() == "month":
        day = issued(scene)
        months = day.year * 12 + day.month - 1 + (which == "next")
        return When("month", (months % 12 + 1, 1), (months % 12 + 1, 0), year=months // 12, tight=True, bound=True)
    if match["unit"].lower() == "week":
        day = issued(scene)
        return on(day + timedelta(days=4 - day.weekday() + 7 * (which == "next")), bound=True)
    if scene.near is None:
        raise Refusal
    return When("year", (1, 1), (12, 0), year=scene.near + (which == "next"), tight=True, bound=True)


def _weekday(match: "re.Match[str]", scene: Scene) -> When:
    day = issued(scene)
    target = day - timedelta(days=day.weekday()) + timedelta(days=_WEEKDAYS[match["d"].lower()])
    which = (match["which"] or "").lower()
    if which == "next" or (not which and target < day):
        target += timedelta(weeks=1)
    return on(target, bound=True)


def _day(match: "re.Match[str]", scene: Scene) -> When:
    ahead = {"today": 0, "tomorrow": 1, "thedayaftertomorrow": 2, "dayaftertomorrow": 2}[match["d"].lower()]
    return on(issued(scene) + timedelta(days=ahead), bound=True)


def _span(match: "re.Match[str]", _scene: Scene) -> Parts:
    sign = match["n"].lower()
    count = _WORDS[sign] if sign in _WORDS else int(sign)
    unit = "workday" if match["work"] else _UNITS[match["u"].lower()]
    if match["work"] and match["u"].lower() != "day":
        raise Refusal
    anchor = "event" if match["within"].lower() == "within" else "issued"
    return Parts("relative", (), {"n": count, "unit": unit, "anchor": anchor})


_EVERY: Final = {
    "day": "FREQ=DAILY", "daily": "FREQ=DAILY", "week": "FREQ=WEEKLY;BYDAY=FR", "weekly": "FREQ=WEEKLY;BYDAY=FR",
    "month": "FREQ=MONTHLY;BYMONTHDAY=-1", "monthly": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "quarterly": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "year": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "yearly": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
    "annually": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
}  # fmt: skip


def _every(match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("recurring", (), {"rrule": _EVERY[(match["u"] or match["u2"]).lower()]})


_D: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_WD: Final = r"(?P<d>mon|tue|wed|thu|fri|sat|sun)(?:(?<=tue)s|(?<=wed)nes|(?<=thu)rs?|(?<=sat)ur)?(?:day)?"
_LETTERS: Final = "abdefijlmnoqstuwyABDEFIJLMNOQSTUWY"


def _end_of(match: "re.Match[str]", _scene: Scene) -> When:
    return When("year", (1, 1), (12, 0), year=int(match["y"]), tight=True, bound=True)


def _quarter_of(match: "re.Match[str]", scene: Scene) -> When:
    when = in_quarter(int(match["q"] or match["q2"]), None, scene)
    when.year = to_year(match["y"] or match["y2"], scene.near)
    if when.year is None or (len(match["y"] or "1234") == 2 and abs(when.year - (scene.near or 0)) > 9):
        raise Refusal
    return when


ROWS: Final = (
    Row(
        "Q3 2021",
        "0123456789Qq",
        r"(?:(?P<y>(?:(?:19|20)\d\d|(?<!\d)\d\d))[-/ ]?年?[Qq](?P<q>[1-4])"
        r"|[Qq](?P<q2>[1-4])[-/ ,]?(?P<y2>(?:19|20)\d\d))(?!\d)",
        _quarter_of,
        (("Q3 2022", "due 2022-09-30"), ("2022Q4", "due 2022-12-31 | day-off"), ("22Q3", "due 2022-09-30")),
        needs="Qq",
    ),
    Row(
        "end of 2021",
        _LETTERS,
        rf"(?i:{_BY}end(?:of)?(?:the)?(?:year)?(?P<y>(?:19|20)\d\d)(?!\d))",
        _end_of,
        (("by the end of 2021", "due 2021-12-31"),),
    ),
    Row(
        "by 31 Dec 2021",
        _LETTERS + "0123456789",
        rf"(?i:{_BY}{_D}(?:of)?{_M}{_Y}(?![a-z]))",
        _date,
        (("by 31 Dec 2021", "due 2021-12-31"), ("before 15th October", "due 2021-10-15 | no-year")),
        needs="aeouAEOU",
    ),
    Row(
        "by December 31, 2021",
        _LETTERS,
        rf"(?i:{_BY}{_M}{_D}{_Y}(?![a-z\d]))",
        _date,
        (("by December 31, 2021", "due 2021-12-31"), ("due Oct 8", "due 2021-10-08 | no-year")),
    ),
    Row(
        "end of June",
        _LETTERS,
        rf"(?i:{_BY}(?P<end>(?:end|close)(?:of)?)?{_M}{_Y}(?![a-z\d]))",
        _month_end,
        (
            ("end of September", "due 2021-09-30 | no-year"),
            ("by the end of June 2022", "due 2022-06-30"),
            ("by September 2021", "due 2021-09-30"),
        ),
    ),
    Row(
        "end of the month",
        _LETTERS,
        rf"(?i:{_BY}(?P<end>end(?:of)?(?:the)?)(?P<which>this|next|)(?P<unit>year|month|week)(?![a-z]))",
        _year_end,
        (
            ("end of the month", "due 2021-06-30"),
            ("by the end of next year", "due 2022-12-31 | day-off"),
            ("end of this week", "due 2021-07-02"),
        ),
    ),
    Row(
        "next Friday",
        _LETTERS,
        rf"(?i:{_BY}(?P<which>this|next|coming|)(?P<by2>){_WD}(?![a-z\d]))",
        _weekday,
        (("next Friday", "due 2021-07-09"), ("by Monday", "due 2021-07-05")),
    ),
    Row(
        "tomorrow",
        _LETTERS,
        rf"(?i:{_BY}(?P<d>today|tomorrow|(?:the)?dayaftertomorrow))",
        _day,
        (("tomorrow", "due 2021-07-01"), ("by the day after tomorrow", "due 2021-07-02")),
    ),
    Row(
        "in 3 working days",
        _LETTERS,
        r"(?i:(?P<within>within|in)(?:the)?(?:next)?(?P<n>\d{1,4}|a|an|one|two|three|four|five|six|seven|ten)(?P<work>working|business|work)?(?P<u>minute|hour|day|week|month|year)s?)",
        _span,
        (("in 3 working days", "relative 3 workday issued =2021-07-05"), ("within two weeks", "relative 2 week event")),
    ),
    Row(
        "every month",
        _LETTERS,
        r"(?i:(?:(?:every|each)(?P<u>day|week|month|quarter|year)|(?P<u2>daily|weekly|monthly|quarterly|yearly|annually))(?![a-z]))",
        _every,
        (
            ("every month", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("quarterly", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ),
    ),
)
