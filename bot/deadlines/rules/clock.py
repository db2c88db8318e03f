"""Times of day: 下班前, 18时前, 下午2:00前, 24时."""

import re
from datetime import time
from typing import Final

from bot.deadlines.lexicon import N2, Pattern
from bot.deadlines.numerals import to_int
from bot.deadlines.row import Refusal, Scene

#: Signs with which a time of day may begin.
STARTS: Final = frozenset("0123456789〇零一二三四五六七八九十上中下凌早晨傍晚夜当午半子清")
_HALF_DAYS: Final = r"凌晨|早上|早晨|清晨|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜间|晨|晚|早"
#: A time of day, as text for patterns that contain one.
CLOCK_TEXT: Final = (
    rf"(?:当[日天])?(?P<half>{_HALF_DAYS})?(?:的)?"
    rf"(?:(?P<h>{N2}|零|〇)(?:(?:时|点钟?)(?:(?P<mi>{N2})分?|(?P<ban>半)|(?P<ke>[一三13])刻|整|正)?|:(?P<mi2>\d\d)(?::\d\d)?时?)|(?P<off>下班|上班))"
    rf"|(?:当[日天])?(?P<only>上午|中午|正午|下午|晚上|晚间|傍晚|午夜|半夜|子夜|凌晨|清晨|早晨|早上)"
)
CLOCK: Final = Pattern(CLOCK_TEXT)
#: An hour, without names for its parts: one more of a list.
CLOCK_TEXT_BARE: Final = rf"(?:{_HALF_DAYS})?\d{{1,2}}(?:[时点:]\d{{0,2}}分?)"
_AFTERNOON: Final = ("下午", "午后", "傍晚", "晚上", "晚间", "夜间", "晚")
_NOON: Final = ("中午", "正午", "午间")
_ONLY: Final = {"上午": time(12), "中午": time(12), "正午": time(12)}


def read_clock(match: "re.Match[str]", scene: Scene) -> time | None:
    """The time of day; 24 o'clock is 23:59. Raises Refusal for an hour that no day has."""
    half = match["half"] or match["only"]
    if match["off"] == "上班":
        raise Refusal
    if match["off"]:
        return time(12) if half in ("上午", *_NOON) else scene.settings.closing
    if match["only"] in ("凌晨", "清晨", "早晨", "早上"):
        raise Refusal
    if match["only"]:
        return _ONLY.get(half) or (scene.settings.closing if half == "下午" else time(23, 59))
    hour = to_int(match["h"])
    minute = _minute(match)
    if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Refusal
    if (half in _AFTERNOON and hour < 12) or (half in _NOON and hour < 4):
        hour += 12
    elif half in ("晚上", "晚间", "晚", "夜间") and hour == 12:
        hour = 24
    return time(23, 59) if hour == 24 else time(hour, minute)


def later(first: time | None, last: "re.Match[str]", scene: Scene) -> time | None:
    """The end of a span of hours (下午2:00至5:00): the half of the day that is named serves both."""
    end = read_clock(last, scene)
    if first is None or end is None or end >= first or last["half"]:
        return end
    if end.hour >= 12:
        raise Refusal
    return end.replace(hour=end.hour + 12)


def _minute(match: "re.Match[str]") -> int:
    if match["ban"]:
        return 30
    if match["ke"]:
        return 15 if match["ke"] in "一1" else 45
    sign = match["mi"] or match["mi2"]
    value = to_int(sign) if sign else 0
    if value is None:
        raise Refusal
    return value
