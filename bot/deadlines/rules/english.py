"""Days and periods in English: by 31 Dec 2021, by 5pm Friday, end of Q2 2022, mid June, first half of the year."""

import re
from datetime import time, timedelta
from typing import Final

from bot.deadlines.lexicon import Pattern
from bot.deadlines.numerals import to_year
from bot.deadlines.row import Refusal, Row, Scene, When
from bot.deadlines.rules.annual import in_year
from bot.deadlines.rules.from_issue_date import issued, on
from bot.deadlines.rules.periods import in_month, in_quarter, number

_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final = {name: index for index, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_ORDINALS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_M: Final = (
    r"(?:(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:(?<=jan)uary|(?<=feb)ruary|(?<=mar)ch|(?<=apr)il|(?<=jun)e|(?<=jul)y|(?<=aug)ust|(?<=sep)t(?:ember)?|(?<=oct)ober|(?<=nov)ember|(?<=dec)ember)?\.?)"
)
_Y: Final = r"(?:(?:of|,)? ?(?P<y>(?:19|20)\d\d)(?!\d))?"
#: Signs with which English words of time may begin.
LETTERS: Final = "abcdefhijlmnoqstuwyABCDEFHIJLMNOQSTUWY"


def _clock(name: str) -> str:
    """A time of day, its parts named with `name`."""
    return (
        rf"(?:(?P<h{name}>\d{{1,2}})(?::(?P<mi{name}>\d\d))?(?P<ap{name}>[ap]\.?m\.?)|(?P<noon{name}>noon|midday)"
        rf"|(?P<close{name}>eod|cob|closeofbusiness|endofday|endofbusiness))"
    )


_LEAD: Final = "(?P<by>(?:nolaterthan|notlaterthan|by|before|until|till|due|on|at|the)+)"
_BY: Final = rf"{_LEAD}?(?:{_clock('')}(?:on|,)?)?"
_AT: Final = rf"(?:[ ,]?(?:at|by)?{_clock('2')})?"
_AFTER_DATE: Final = Pattern(rf"(?i:[ ,]?(?P<by>by|at|before)?{_clock('')}(?![a-z]))")
#: Friday, 14 March: the weekday beside its date.
_DAY_NAME: Final = (
    r"(?:(?P<wd>mon|tue|wed|thu|fri|sat|sun)(?:(?<=tue)s|(?<=wed)nes|(?<=thu)rs?|(?<=sat)ur)?(?:day)?\.?,?(?:the)?)?"
)
_PLACE: Final = r"(?P<place>endof|end|closeof|mid-?|middleof|early|beginningof|startof|late)?(?:the)?"
_WD: Final = r"(?P<d>mon|tue|wed|thu|fri|sat|sun)(?:(?<=tue)s|(?<=wed)nes|(?<=thu)rs?|(?<=sat)ur)?(?:day)?"
_D: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
#: Where a word ends: in 1 May to 30 June, written without blanks, 31 mayo is none.
_END: Final = r"(?!(?!to|through|until|and|by|cob|eod|noon|midday|closeof|endof|at(?:\d|noon|mid|cob|eod))[a-z])"
#: As written → where in its period, as the rules for Chinese words have it.
_TAILS: Final = {"e": "底", "c": "底", "m": "中", "b": "初", "s": "初"}


def _tail(match: "re.Match[str]") -> str | None:
    place = (match["place"] or "").lower()
    if place.startswith("ear"):
        return "初"
    return _TAILS.get(place[:1])


def _timed(when: When, match: "re.Match[str]", scene: Scene, names: tuple[str, ...] = ("", "2")) -> When:
    """`when` with the time of day that stands before or after it."""
    for name in names:
        if match[f"noon{name}"]:
            when.at = time(12)
        elif match[f"close{name}"]:
            when.at = scene.settings.closing
        elif hour := match[f"h{name}"]:
            when.at = _time(int(hour), int(match[f"mi{name}"] or 0), match[f"ap{name}"][0].lower() == "p")
    when.bound = when.bound or bool(match["by"])
    return when


def _time(hour: int, minute: int, after_noon: bool) -> time:
    if not 1 <= hour <= 12 or minute > 59:
        raise Refusal
    return time(hour % 12 + 12 * after_noon, minute)


def _written(match: "re.Match[str]") -> int | None:
    return int(match["y"]) if match["y"] else None


def _date(match: "re.Match[str]", scene: Scene) -> When:
    at = (_MONTHS[match["m"].lower()], int(match["d"]))
    if not 1 <= at[1] <= 31:
        raise Refusal
    weekday = WEEKDAYS[match["wd"].lower()] if match["wd"] else None
    return _timed(When("day", at, at, year=_written(match), tight=True, weekday=weekday), match, scene)


def _short_date(match: "re.Match[str]", scene: Scene) -> When:
    """31-Aug-25: its year of two digits is one near that of the document."""
    at, year = (_MONTHS[match["m"].lower()], number(match["d"], 31)), to_year(match["y"], scene.near)
    if year is None or (len(match["y"]) == 2 and abs(year - (scene.near or 0)) > 9):
        raise Refusal
    return _timed(When("day", at, at, year=year, tight=True), match, scene)


def _numbered(match: "re.Match[str]", scene: Scene) -> When:
    at = (number(match["m"], 12), number(match["d"], 31))
    return _timed(When("day", at, at, year=_written(match), tight=True), match, scene)


def time_after(text: str, at: int, when: When, scene: Scene) -> int:
    """Take the time of day in English behind a date in digits (by noon, EOD) into `when`; where to go on."""
    found = _AFTER_DATE.match(text, at)
    if found is None or found.end() == at:
        return at
    _timed(when, found, scene, ("",))
    return found.end()


def _month(match: "re.Match[str]", scene: Scene) -> When:
    when = in_month(_MONTHS[match["m"].lower()], None, _tail(match), scene)
    when.year = _written(match)
    return _timed(when, match, scene)


def _year(match: "re.Match[str]", scene: Scene) -> When | None:
    if not match["place"]:
        return None  # 2025 alone is a number
    when = in_year(_tail(match) or "底", scene)
    when.year = _written(match)
    return _timed(when, match, scene)


def _part(match: "re.Match[str]", scene: Scene) -> When | None:
    """A quarter or a half of a year; Q4 alone is written in Chinese phrases too."""
    if not (match["by"] or match["place"] or match["ord"] or match["y"]) and match["letter"] in "Qq":
        return None
    letter = (match["letter"] or match["what"][0]).lower()
    index = int(match["n"]) if match["n"] else _ORDINALS[match["ord"].lower()]
    if letter == "q":
        when = in_quarter(index, _tail(match), scene)
    else:
        index = 2 if match["ord"] and match["ord"].lower() == "last" else index
        if index > 2 or _tail(match) not in (None, "底"):
            raise Refusal
        when = When("half", (index * 6 - 5, 1), (index * 6, 0), tight=bool(match["place"]), bound=bool(match["place"]))
    when.year = _written(match)
    return _timed(when, match, scene)


def _this(match: "re.Match[str]", scene: Scene) -> When:
    """The month, quarter, year or week that runs, or the next one, or its end."""
    after = (match["which"] or "").lower() == "next"
    unit, day = match["unit"].lower(), issued(scene)
    end = _tail(match)
    if unit == "week":
        if end not in (None, "底"):
            raise Refusal
        return _timed(on(day + timedelta(days=4 - day.weekday() + 7 * after), bound=True), match, scene)
    if unit == "year":
        when = in_year(end or "底", scene)
        when.year = (scene.near or day.year) + after
        return _timed(when, match, scene)
    months = day.year * 12 + day.month - 1 + after * (3 if unit == "quarter" else 1)
    month = months % 12 + 1
    when = in_month(month, None, end, scene) if unit == "month" else in_quarter((month + 2) // 3, end, scene)
    when.year = months // 12
    return _timed(when, match, scene)


def _weekday(match: "re.Match[str]", scene: Scene) -> When:
    day = issued(scene)
    target = day - timedelta(days=day.weekday()) + timedelta(days=WEEKDAYS[match["d"].lower()])
    which = (match["which"] or "").lower()
    if which == "next" or (not which and target < day):
        target += timedelta(weeks=1)
    return _timed(on(target, bound=True), match, scene)


def _day(match: "re.Match[str]", scene: Scene) -> When:
    ahead = 2 if "after" in match["day"].lower() else int(match["day"].lower() == "tomorrow")
    return _timed(on(issued(scene) + timedelta(days=ahead), bound=True), match, scene)


def _part_of(match: "re.Match[str]", scene: Scene) -> When:
    """2022Q4, 22Q3, 2022H1."""
    index, tail = int(match["q"]), match["tail"]
    if match["letter"] in "Qq":
        when = in_quarter(index, tail, scene)
    elif index > 2:
        raise Refusal
    else:
        when = When("half", (index * 6 - 5, 1), (index * 6, 0), tight=bool(tail), bound=bool(tail))
    when.year = to_year(match["y"], scene.near)
    if when.year is None or (len(match["y"]) == 2 and abs(when.year - (scene.near or 0)) > 9):
        raise Refusal
    return when


ROWS: Final = (
    Row(
        "2022Q3",
        "0123456789",
        r"(?P<y>(?:19|20)\d\d|(?<!\d)\d\d)[-/ ]?年?度?(?P<letter>[QqHh])(?P<q>[1-4])(?![\dA-Za-z])(?P<tail>[末底])?",
        _part_of,
        (
            ("2022Q4", "due 2022-12-31 | day-off"),
            ("22Q3", "due 2022-09-30"),
            ("2022Q1末", "due 2022-03-31"),
            ("2022H1", "due 2022-06-30"),
            ("22年H2前", "due 2022-12-31/2022-06-30 | ambiguous day-off"),
        ),
        ("2022H3",),
        needs="AEFHOQRUYaefhoqruy",
    ),
    Row(
        "end of Q2 2022",
        LETTERS + "1234",
        rf"(?i:{_BY}{_PLACE}(?:(?P<ord>first|second|third|fourth|last|1st|2nd|3rd|4th)(?P<what>quarter|half)|(?P<letter>[qh])(?P<n>[1-4]))"
        rf"(?:of)?(?:the)?(?:year)?[-/ ,]?(?P<y>(?:19|20)\d\d)?(?!\d)(?![\u4e00-\u9fff]){_END}){_AT}",
        _part,
        (
            ("end of Q2 2022", "due 2022-06-30"),
            ("Q3 2022", "due 2022-09-30"),
            ("by the end of H2 2022", "due 2022-12-31 | day-off"),
            ("first half of 2022", "due 2022-06-30"),
            ("the fourth quarter", "due 2021-12-31 | no-year"),
        ),
        ("third half of 2022",),
        needs="AEFHOQRUYaefhoqruy",
    ),
    Row(
        "end of 2021",
        LETTERS,
        rf"(?i:{_BY}{_PLACE}(?:year)?(?P<y>(?:19|20)\d\d)(?!\d)){_AT}",
        _year,
        (("by the end of 2021", "due 2021-12-31"), ("mid-2022", "due 2022-06-30")),
    ),
    Row(
        "by 2021-12-31",
        LETTERS,
        rf"(?i:{_LEAD}(?:{_clock('')}(?:on|,)?)?(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?!\d)){_AT}",
        _numbered,
        (("by 2021-12-31", "due 2021-12-31"), ("by 2021-12-31 EOD", "due 2021-12-31 @17:30")),
        ("by 2021-13-31",),
        needs="-./",
    ),
    Row(
        "by 31 Dec 2021",
        LETTERS + "0123456789",
        rf"(?i:{_BY}{_DAY_NAME}{_D}(?:of)?{_M}{_Y}{_END}){_AT}",
        _date,
        (
            ("by 31 Dec 2021", "due 2021-12-31"),
            ("before 15th October", "due 2021-10-15 | no-year"),
            ("before Thursday 30 September 2021", "due 2021-09-30"),
            ("by COB 30 September 2021", "due 2021-09-30 @17:30"),
        ),
        needs="AEFHOQRUYaefhoqruy",
    ),
    Row(
        "31-Aug-25",
        LETTERS + "0123456789",
        rf"(?i:{_BY}{_D}(?P<sep>[-/.]){_M}(?P=sep)(?P<y>(?:19|20)?\d\d)(?![\d/.-]\d|\d)){_AT}",
        _short_date,
        (("31-Aug-21", "due 2021-08-31"), ("15/Sep/2021", "due 2021-09-15"), ("by 12.Oct.21", "due 2021-10-12")),
        ("32-Aug-21", "31-Aug-58"),
        needs="AEFHOQRUYaefhoqruy",
    ),
    Row(
        "by December 31, 2021",
        LETTERS,
        rf"(?i:{_BY}{_DAY_NAME}{_M}{_D}{_Y}(?!\d){_END}){_AT}",
        _date,
        (("by December 31, 2021", "due 2021-12-31"), ("due Oct 8", "due 2021-10-08 | no-year")),
    ),
    Row(
        "end of June",
        LETTERS,
        rf"(?i:{_BY}{_PLACE}{_M}{_Y}(?!\d){_END}){_AT}",
        _month,
        (
            ("end of September", "due 2021-09-30 | no-year"),
            ("by the end of June 2022", "due 2022-06-30"),
            ("by September 2021", "due 2021-09-30"),
            ("mid October 2021", "due 2021-10-15 | vague"),
        ),
    ),
    Row(
        "end of the month",
        LETTERS,
        rf"(?i:{_BY}{_PLACE}(?P<which>this|next|the)?(?P<unit>year|quarter|month|week)(?![a-z])){_AT}",
        _this,
        (
            ("end of the month", "due 2021-06-30"),
            ("by the end of next year", "due 2022-12-31 | day-off"),
            ("end of this week", "due 2021-07-02"),
            ("next quarter", "due 2021-09-30"),
        ),
    ),
    Row(
        "next Friday",
        LETTERS,
        rf"(?i:{_BY}(?P<which>this|next|coming|)(?<!every)(?<!each){_WD}(?![a-z])){_AT}",
        _weekday,
        (
            ("next Friday", "due 2021-07-09"),
            ("by Monday", "due 2021-07-05"),
            ("by 5pm Friday", "due 2021-07-02 @17:00"),
            ("EOD Friday", "due 2021-07-02 @17:30"),
        ),
    ),
    Row(
        "tomorrow",
        LETTERS,
        rf"(?i:{_BY}(?P<day>today|tomorrow|dayaftertomorrow)(?![a-z])){_AT}",
        _day,
        (("tomorrow", "due 2021-07-01"), ("by the day after tomorrow, 5:30pm", "due 2021-07-02 @17:30")),
    ),
)
