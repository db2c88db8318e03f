"""Spans, what recurs, and words without a date in English: in 3 working days, every Friday, ASAP, ongoing."""

import re
from typing import Final

from bot.deadlines.lexicon import Pattern
from bot.deadlines.row import Parts, Refusal, Row, Scene, Trait
from bot.deadlines.rules.english import LETTERS, WEEKDAYS
from bot.deadlines.rules.rrules import number, recurring, several, whole

_COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "other": 2,
}  # fmt: skip
_N: Final = r"(?P<n>\d{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten)"
_PERIODS: Final = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
    "annual": "year",
}  # fmt: skip


def _count(sign: str) -> int:
    return _COUNTS[sign.lower()] if sign.lower() in _COUNTS else int(sign)


#: From what a span counts on.
_COUNTS_ON: Final = Pattern("(?i:after|following|from|of|there|later|hence)")
_FROM_NOW: Final = Pattern("(?i:from(?:today|now)|later|hence)")


def _span(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    unit = match["u"].lower()
    if match["work"] and unit != "day":
        raise Refusal
    lead = (match["within"] or "").lower()
    if not lead and not match["ahead"] and _COUNTS_ON.match(match.string, match.end()) is None:
        return None  # 3 days alone: for how long?
    count = _count(match["n"]) * (-1 if match["ahead"] else 1)
    from_now = lead == "in" or _FROM_NOW.match(match.string, match.end()) is not None
    anchor = "issued" if from_now else "event"
    return Parts("relative", (), {"n": count, "unit": "workday" if match["work"] else unit, "anchor": anchor})


def _every(match: "re.Match[str]", _scene: Scene) -> Parts:
    unit = _PERIODS[match["adverb"].lower()] if match["adverb"] else match["u"].lower()
    every = _count(match["k"]) if match["k"] else 1
    day = match["day"]
    if day and (unit != "month" or every > 1):
        raise Refusal
    if day:
        return recurring(f"FREQ=MONTHLY;BYMONTHDAY={number(day, 31)}")
    return recurring(several(unit, every) if every > 1 else whole(unit))


def _weekday(match: "re.Match[str]", _scene: Scene) -> Parts:
    index = WEEKDAYS[match["d"].lower()]
    return recurring(f"FREQ=WEEKLY;BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[index]}")


def _at_once(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("immediate")


def _standing(_match: "re.Match[str]", scene: Scene) -> Parts:
    return Parts("standing", bound=False) if scene.column else Parts("none", ("vague",), bound=False)


def _vague(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False)


def _no_time(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", bound=False)


ROWS: Final = (
    Row(
        "in 3 working days",
        LETTERS + "0123456789",
        rf"(?i:(?:(?P<within>within|in)(?:the)?(?:next)?)?{_N}(?P<work>working|business|work)?(?:calendar)?"
        r"(?P<u>minute|hour|day|week|month|year)s?(?P<ahead>before|prior)?(?=$|[^a-z]|of|after|from|following|there|(?<=prior)to"
        r"|(?<=before)|later|hence))",
        _span,
        (
            ("in 3 working days", "relative 3 workday issued =2021-07-05"),
            ("within two weeks", "relative 2 week event"),
            ("within three working days thereafter", "relative 3 workday event"),
            ("10 days after receipt", "relative 10 day event"),
            ("5 working days before delivery", "relative -5 workday event"),
        ),
        ("3 days",),
        needs="AEFHOQRUYaefhoqruy",
        after="mhdwybcMHDWYBC",
    ),
    Row(
        "every Friday",
        LETTERS,
        r"(?i:(?:by)?(?:every|each)(?P<d>mon|tue|wed|thu|fri|sat|sun)(?:(?<=tue)s|(?<=wed)nes|(?<=thu)rs?|(?<=sat)ur)?(?:day)?(?![a-z]))",
        _weekday,
        (("every Friday", "recurring FREQ=WEEKLY;BYDAY=FR"),),
    ),
    Row(
        "every month",
        LETTERS + "0123456789",
        rf"(?i:(?:by|on)?(?:the)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:day)?of)?"
        rf"(?:(?:every|each)(?P<k>other|{_N.replace('?P<n>', '?:')})?(?P<u>day|week|month|quarter|year)s?"
        r"|(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually|annual))(?![a-z]))",
        _every,
        (
            ("every month", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("quarterly", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("by the 5th of each month", "recurring FREQ=MONTHLY;BYMONTHDAY=5"),
            ("every two weeks", "recurring FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ),
        ("the 32nd of each month",),
        needs="AEFHOQRUYaefhoqruy",
    ),
    Row(
        "immediately",
        LETTERS,
        r"(?i:(?:immediately|atonce|forthwith|withoutdelay)(?![a-z]))",
        _at_once,
        (("immediately", "immediate"), ("at once", "immediate")),
    ),
    Row(
        "ASAP",
        LETTERS,
        r"(?i:(?:asap|assoonaspossible|tba|tbc|tbd|tobe(?:announced|agreed|confirmed|decided|determined))(?![a-z]))",
        _vague,
        (("ASAP", "none | vague"), ("TBD", "none | vague")),
    ),
    Row(
        "ongoing",
        LETTERS,
        r"(?i:(?:ongoing|continuous(?:ly)?|permanent(?:ly)?|longterm|long-term)(?![a-z]))",
        _standing,
        (("ongoing", "standing"),),
    ),
    Row(
        "n/a",
        LETTERS,
        r"(?i:^(?:n/?a|none|asrequired)$)",
        _no_time,
        (("n/a", "none"), ("as required", "none")),
        trait=Trait.NO_TIME,
    ),
)
