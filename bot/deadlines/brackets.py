"""What stands in brackets after a date: its weekday, the same day once more, whether it is included."""

from typing import Final

from bot.deadlines.lexicon import N2, WEEKDAY_INDEX, Pattern
from bot.deadlines.numerals import to_int
from bot.deadlines.row import When
from bot.deadlines.rules.clock import CLOCK_TEXT

_WEEKDAY: Final = Pattern(
    r"(?:\([本这下]?(?:星期|周|礼拜)(?P<d>[一二三四五六日天])\)|,?(?:星期|周|礼拜)(?P<d2>[一二三四五六日天])(?![期至到、]))"
)
#: 本周三（9月21日）: the day once more.
_AGAIN: Final = Pattern(rf"\((?:即)?(?:[12]\d{{3}}年)?(?P<m>{N2})月(?P<d>{N2})[日号]\)")
#: 6月30日（明天）下班前, 7月15日（以邮戳为准）17时前: what stands between day and hour changes nothing.
_ASIDE: Final = Pattern(
    rf"\((?:今天|明天|后天|本周[一二三四五六日]|下周[一二三四五六日]|[^()\d]{{1,10}})\)(?=(?:{CLOCK_TEXT})(?:之前|以前|前|止|截止))"
)
#: Of what is (not) included only the day or period itself: （不含1月27日值班网点） is about something else.
_NOTE: Final = Pattern(
    rf"\((?P<not>不)?(?:含|包含|包括)(?:[本当该此][日天月数年期季]?|(?P<part>(?:(?P<of>{N2})月)?(?:{N2}[日号])?|[\d一二三四]季度?|(?:19|20)?\d\d年(?:{N2}月)?)|周末|节假日)\)"
)


def after_brackets(text: str, at: int, when: When) -> int:
    """Take the brackets at `at`, or a weekday without them, into `when`; where to go on."""
    if when.grain != "day":
        return _after_note(text, at, when)
    again = _AGAIN.match(text, at)
    if again is not None:
        written = (to_int(again["m"]), to_int(again["d"]))
        when.flags += () if written == when.end else ("conflict",)
        return again.end()
    weekday = _WEEKDAY.match(text, at)
    if weekday is None:
        aside = _ASIDE.match(text, at)
        return aside.end() if aside is not None else _after_note(text, at, when)
    when.weekday = WEEKDAY_INDEX[weekday["d"] or weekday["d2"]]
    return weekday.end()


def _after_note(text: str, at: int, when: When) -> int:
    """（含当日）, （不含） after a date."""
    note = _NOTE.match(text, at)
    if note is None:
        return at
    own = when.grain == "month" and note["of"] is not None and to_int(note["of"]) == when.end[0]
    if note["not"] is not None and when.grain != "day" and note["part"] and not own:
        when.flags += ("vague",)  # 二季度内（不含6月）
        return note.end()
    when.excluded = note["not"] is not None
    when.included = not when.excluded
    return note.end()
