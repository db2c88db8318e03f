"""Days of the lunar calendar: never the solar day of that name, always a question."""

import re
from typing import Final

from bot.deadlines.lexicon import AFTER_DATE, YEAR
from bot.deadlines.row import NUMERALS, Refusal, Row, Scene, When

_M: Final = r"闰?(?:[正腊冬元]|[〇一二三四五六七八九十\d]{1,2})月"
_D: Final = r"(?:初[一二三四五六七八九十]|[一二三四五六七八九十廿卅\d]{1,3})[日号]?"
#: A year that may be missing, without names for its parts.
_YEAR: Final = f"(?:{YEAR})?".replace("?P<y>", "?:").replace("?P<ry>", "?:")
_PLACE: Final = rf"(?:{_M})?(?:{_D}|[上中下]旬|[底末]|除夕|小年)?(?:之前|以前|前|止)?"


def _lunar(_match: "re.Match[str]", _scene: Scene) -> When:
    raise Refusal


ROWS: Final = (
    Row(
        "农历{月}{日}",
        "农阴旧夏" + NUMERALS,
        rf"{_YEAR}(?:农历|阴历|旧历|夏历)的?{_YEAR}{_PLACE}",
        _lunar,
        (),
        ("农历八月十五前", "农历九月初九", "2021年农历十月底前", "阴历腊月前"),
        needs="历",
        after=AFTER_DATE,
    ),
    Row(
        "腊月{日}",
        "正腊冬闰",
        rf"(?:闰{_M}|[正腊冬]月){_PLACE}",
        _lunar,
        (),
        ("腊月二十三前", "正月十五前", "冬月底前", "闰六月初一"),
        needs="月",
    ),
    Row(
        "九月初九",
        NUMERALS,
        r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})月(?:初[一二三四五六七八九十](?![个季次步期年级中轮阶天]|工作日)|(?<=八月)十五(?![日号个天]))[日号]?(?:之前|以前|前)?",
        _lunar,
        (),
        ("九月初九前", "八月初五", "八月十五前"),
        needs="初十",
        after="月",
    ),
)
