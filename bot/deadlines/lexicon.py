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
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, re.ASCII)
        for method in ("match", "search", "fullmatch", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return self.__dict__[name]


#: A Chinese character.
CHINESE: Final = Pattern("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def one_of(words: str) -> str:
    """A pattern for any of `words`, which blanks part; longer ones are tried first."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


_CN: Final = "〇零一二三四五六七八九"
NUM: Final = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百廿卅]{1,7})"
N2: Final = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3}|元(?=月))"

_Y: Final = rf"\d{{4}}(?!\d)|\d\d(?!\d)|[12一二][\d{_CN}]{{3}}|[{_CN}]{{2}}"
#: 原则上, 总体上, 线下: 上 and 下 after these belong to them.
NOT_LAST: Final = "[以之则体际线]"
#: A year that may be missing: y as digits, ry as 今年, 次年.
#: A sign before some of them belongs to another word: 说明年底前, 近年来年均, 总结经验后年底前.
RELATIVE_YEAR: Final = (
    "今年|(?<![基根成资版])本年|(?<![适相应充])当年|(?<![说证表声查阐])明年|(?<![年以从原未将])来年|(?<![每一二三两首多人班车架艘])次年|"
    rf"翌年|(?<!{NOT_LAST})下一?年|第二年|(?<![过除])去年|(?<!{NOT_LAST})上一?年|(?<![^,;。、(:于在到至从自])[后前]年|后年(?=年[底末])|(?<![不相])同年"
)
_RELATIVE_STARTS: Final = "今本当明来次翌下第去上前后同"
#: 2026下半年, 2026 6月底, （2026）6月底: what follows can only be a part of that year.
_NO_SIGN: Final = (
    r"(?<=19\d\d|20\d\d)[ :.)]?(?=\d{1,2}月(?!\d)|[一二三四五六七八九十]{1,3}月"
    r"|[上下]半年|全年|第?[一二三四1-4]季|[Qq][1-4]|[底末])"
)
YEAR: Final = rf"(?:(?P<y>{_Y})(?:年(?:度)?|{_NO_SIGN})|(?=[{_RELATIVE_STARTS}])(?P<ry>{RELATIVE_YEAR})(?:度)?)"
MAYBE_YEAR: Final = rf"(?:{YEAR}(?:之?内(?=第|[一二三四1-4]季|[上下]半))?的?[,、]?)?+"

#: Signs with which a date with or without its year may begin.
DATE_STARTS: Final = "0123456789〇零一二三四五六七八九十廿卅元今本当明来次翌下去上后前同第"

#: Signs that may follow the number with which a date, a period of a year, or a span begins.
AFTER_DATE: Final = "年月 :.)"
AFTER_YEAR: Final = "年月季底末上下全第Qq :.)"
AFTER_COUNT: Final = "个月季日天年周工小法自星礼钟分hH-至到~或、"

#: How a document comes into the world, and what it may be.
ISSUE: Final = "(?:印发|发布|下发|公布|发文|出台|颁布|施行|实施|签发)"
PAPERS: Final = one_of(
    "通知 意见 方案 要点 文 文件 办法 规定 细则 计划 决定 公告 通告 函 指南 清单 条例 规划 措施 规则 指引 "
    "标准 规范 纲要 分工 制度 要求 目录 预案 决议 命令 令 法"
)

#: The end of the words of an event before which so many days are meant: 届满30日前, but not 各企业30日前.
EVENT_ENDS: Final = (
    "(?:(?<=[满期开始动止效议束施卖试更])|(?<=[举运施发执试放进]行)|(?<=[开动竣施完复停]工)|(?<=[投生]产)|(?<=[招投开竞]标)"
    "|(?<=[开停歇毕]业)|(?<=[大例证审开上]会)|(?<=时间)|(?<=听证)|(?<=[卖标]日)|(?<=之日)|(?<=[满期开始动止效议束施行会工]的))"
)
AFTER_EVENT: Final = Pattern(EVENT_ENDS + "的?$")
#: 应当在拆除工程施工15日前, 至少3日前: an event is led to by 在, 于, or some span is meant in any case.
_EVENT_LED: Final = Pattern(
    r"[在于](?![本当次下每今明])[^,;。在于月年季旬日周\d]{2,24}(?<![应须请])(?<!应当)$|(?:至少|最少|不少于)$"
)


def has_event(text: str, start: int) -> bool:
    """Whether the words before `start` name an event before which so many days are meant."""
    begin = max(0, start - 28)
    return AFTER_EVENT.search(text, begin, start) is not None or _EVENT_LED.search(text, begin, start) is not None


NOT_MIDDLE: Final = "中(?!央|心|国|小|共|期|华|医|学|药|考|标|东|西|部|层|级|等|型|介|试)"
NOT_INSIDE: Final = "内(?!容|部|外|地|蒙|涵|陆|在|设|资|需|控|审|江|河|涝|生|政|业|阁|务)"
NOT_BOTTOM: Final = "底(?!数|线|册|板|层|座|子|色|稿|部|泥|蕴|气)"
NOT_END: Final = "末(?!端|梢|位|尾|级|次)"
NOT_START: Final = "初(?!赛|试|测|查|诊|拟|建|步|次|级|审|稿|始|中|衷|期|评|核|心|见|定|验|筛|选|检|具|一)"
#: Where in its period: 底, 末, 初, 中.
_ENDED: Final = "结束(?=之前|以前|前)"
TAIL: Final = (
    rf"(?P<tail>年?{NOT_BOTTOM}|年?{NOT_END}|年?终(?!止|端|身|结|了)|尾|年?{NOT_START}|年?{NOT_MIDDLE}|{_ENDED})?"
)

WEEKDAYS: Final = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
WEEKDAY_INDEX: Final = {sign: min(index, 6) for index, sign in enumerate("一二三四五六日天")}
