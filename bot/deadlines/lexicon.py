"""The patterns that rules share, over canonical text (half-width, simplified, without blanks)."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final


class Pattern:
    """A regular expression that is compiled when it is first used, so that importing the package stays quick.

    The digits of other scripts are no digits here.
    """

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._pattern, re.ASCII)
        for method in ("match", "search", "fullmatch", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return self.__dict__[name]


def one_of(words: str) -> str:
    """A pattern for any of `words`, which blanks part; longer ones are tried first."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


_CN: Final = "〇零一二三四五六七八九"
NUM: Final = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百廿卅]{1,7})"
N2: Final = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"

_Y: Final = rf"\d{{4}}(?!\d)|\d\d(?!\d)|[12一二][\d{_CN}]{{3}}|[{_CN}]{{2}}"
#: A year that may be missing: y as digits, ry as 今年, 次年.
RELATIVE_YEAR: Final = "今年|本年|当年|明年|来年|次年|翌年|下一?年|第二年|去年|上一?年|后年|前年|同年"
YEAR: Final = rf"(?:(?P<y>{_Y})年(?:度)?|(?P<ry>{RELATIVE_YEAR})(?:度)?)"
MAYBE_YEAR: Final = rf"(?:{YEAR}的?[,、]?)?"

#: Signs with which a date with or without its year may begin.
DATE_STARTS: Final = "0123456789〇零一二三四五六七八九十廿卅今本当明来次翌下去上后前同第"

NOT_MIDDLE: Final = "中(?!央|心|国|小|共|期|华|医|学|药|考|标|东|西|部|层|级|等|型|介|试)"
NOT_INSIDE: Final = "内(?!容|部|外|地|蒙|涵|陆|在|设|资|需|控|审|江|河|涝|生|政|业|阁|务)"
NOT_BOTTOM: Final = "底(?!数|线|册|板|层|座|子|色|稿|部|泥|蕴|气)"
NOT_END: Final = "末(?!端|梢|位|尾|级|次)"
NOT_START: Final = "初(?!步|次|级|审|稿|始|中|衷|期|评|核|心|见|定|验|筛|选|检|具|一)"
#: Where in its period: 底, 末, 初, 中.
TAIL: Final = rf"(?P<tail>年?{NOT_BOTTOM}|年?{NOT_END}|年?终(?!止|端|身|结|了)|尾|年?{NOT_START}|年?{NOT_MIDDLE})?"

WEEKDAYS: Final = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
WEEKDAY_INDEX: Final = {sign: min(index, 6) for index, sign in enumerate("一二三四五六日天")}
