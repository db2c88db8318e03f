"""How much longer: 一个月, 两周, 10个工作日, two weeks. From which day it counts is known elsewhere."""

import re

from bot.deadlines.numerals import to_int
from bot.deadlines.rules.spans import COUNT, HALF, span
from bot.speech.signs import SIGNS

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH = (
    rf"(?:another\s+(?=\d|{'|'.join(_NUMBERS)}))?(?P<n>an?|another|{'|'.join(_NUMBERS)}|\d{{1,3}})\s+(?:more\s+)?"
    r"(?P<working>(?:working|business)\s+|calendar\s+)?(?P<unit>day|week|month|year)s?\b"
)
_CHINESE = (
    r"(?:半(?:个月|年)|(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s*"
    r"(?:个?(?:工作日|自然日)|个半?月|[日天周年]|个?(?:星期|礼拜)))"
)
#: Behind a span: what makes it another thing (一个月内), or less than certain (一周左右, 1周或2周).
_ENDS = rf"(?=$|[\s{SIGNS}?？()（）]|因|由于|时间|办理|可以|行|吗|呢|吧)(?!\s*(?:左右|上下|或))"
#: One span as people write it, as a part of another expression.
SPAN = rf"(?:{_CHINESE}|{re.sub(r'[?]P<[a-z]+>', '?:', _ENGLISH)}){_ENDS}"


_ROUGH = re.compile(r"[一二两三四五六七八九十几数多\d]{1,4}\s*个?\s*(?:[天日周月年]|星期|礼拜|工作日)(?:左右|上下)?")


def is_rough(words: str) -> bool:
    """Whether words are about how long, and no reason: 两三天, 几周."""
    return _ROUGH.fullmatch(words.strip(f"{SIGNS} ")) is not None


def read_span(words: str) -> tuple[int, str] | None:
    """How many of which unit of the model; None for what is no one number of them: 两三天."""
    plain = re.sub(r"(?<=[\d个])\s+|\s+(?=个)", "", words.strip().casefold())
    half = re.fullmatch("半个?([月年])", plain)
    if half is not None:
        return HALF[half[1]]
    english = re.fullmatch(_ENGLISH, words.strip(), re.IGNORECASE)
    if english is not None:
        return _count(english["n"].casefold()), "workday" if _is_working(english["working"]) else english[
            "unit"
        ].lower()
    found = re.fullmatch(COUNT, plain)
    if found is None or found["n2"] or found["about"] or not to_int(found["n"]):
        return None
    return span(found)


def _count(number: str) -> int:
    if number.isdecimal():
        return int(number)
    return 1 if number in {"a", "an", "another"} else _NUMBERS.index(number) + 1


def _is_working(words: str | None) -> bool:
    return words is not None and not words.casefold().startswith("calendar")
