"""Where a line of a cell, or what stands apart after a blank, is a phrase of its own."""

import re
from typing import Final

_N: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_B: Final = "[ \t]*"
_YEAR: Final = rf"(?:(?:(?:19|20)?\d\d{_B}年度?|(?:19|20)\d\d(?=[ \t上下全第Q一二三四])|[今明去次当]年){_B})"
#: How a time begins that can open a line: never a day alone (12月⏎10日前 is torn).
_PERIOD: Final = (
    rf"(?:{_YEAR}?(?:{_N}{_B}月|{_N}{_B}-{{1,3}}{_B}{_N}{_B}月|{_N}(?:{_B}[、/]{_B}{_N}){{1,11}}{_B}月"
    rf"|[上下]半年|全年|第?[一二三四1-4]季|[Qq][1-4]|年[底末内])"
    rf"|(?:19|20)\d\d(?:{_B}年|[./-]\d{{1,2}}))"
)
_WORDS: Final = "每[年半季月周日天个]|长期|常年|持续|常态化|立行立改|立即|已完成|即知即改"
_ITEM: Final = rf"(?:[(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[.、)]{_B})?"
_LEAD: Final = f"(?:于|在|到){_B}"
#: After these a time goes on with the words before it.
_GLUE: Final = "年后起内于在到至自从和、及与或每约第(,:;。,-~/请应须要拟将并且则为的期限间"
_LINE: Final = re.compile(
    rf"(?<![{_GLUE}\d\s])[ \t]*(?P<at>\n)\s*(?={_ITEM}(?:{_LEAD})?{_PERIOD}|{_ITEM}(?:{_WORDS}))"
    rf"|(?<=年)[ \t]*(?P<year>\n)\s*(?={_ITEM}(?:(?:19|20)\d\d|{_WORDS}))"
)
_OPENING: Final = re.compile(rf"\s*{_ITEM}(?:{_PERIOD})")
_APART: Final = re.compile(rf"(?<=[^\W\d_{_GLUE}])(?P<at>[ \t])[ \t]*(?={_PERIOD})", re.UNICODE)


def with_parts_marked(text: str) -> str:
    """`text`, a semicolon for the line break or blank before every phrase of its own; no sign moves."""
    marks = [found.start(found.lastgroup or 0) for found in _LINE.finditer(text)] if "\n" in text else []
    if (" " in text or "\t" in text) and _OPENING.match(text) is not None:
        marks += [found.start("at") for found in _APART.finditer(text)]
    if not marks:
        return text
    signs = list(text)
    for mark in marks:
        signs[mark] = ";"
    return "".join(signs)


#: (1)…(2)…: numbers of the parts of a cell, and none of 第(2)项, 附件(1), 见(1).
_NUMBER: Final = re.compile(r"(?<![第表图见和、及至—-件])[(](\d|1\d|[一二三四五六七八九十])[)](?![、和及至条款项号])")
_CHINESE: Final = "一二三四五六七八九十"


def with_numbers_marked(text: str) -> str:
    """`text`, a semicolon and blanks for the numbers of its parts, where they count up from one; no sign moves."""
    found = list(_NUMBER.finditer(text))
    values = [int(one[1]) if one[1].isdigit() else _CHINESE.index(one[1]) + 1 for one in found]
    if len(values) < 2 or values != list(range(1, len(values) + 1)):
        return text
    signs = list(text)
    for one in found:
        signs[one.start() : one.end()] = ";" + " " * (one.end() - one.start() - 1)
    if found[0].start() == 0:
        signs[0] = " "
    return "".join(signs)
