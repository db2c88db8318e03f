"""Dates in which a letter stands for a digit (1l月, 6月1O日) or 低 for 底: never read as another day."""

from typing import Final

from bot.deadlines.lexicon import Pattern

#: A text without one of these has no such date.
SIGNS: Final = frozenset("lIOo|低")
_NUMBER: Final = r"[\dlIOo|一二三四五六七八九十]"
_DATE: Final = rf"(?:{_NUMBER}{{2,4}}年)?(?:{_NUMBER}{{1,3}}月)?"
_MISPRINT: Final = Pattern(
    rf"(?<![A-Za-z]){_DATE}(?:(?=[\dlIOo|]{{1,4}}[年月日号])\d*[lIOo|][\dlIOo|]*[年月日号]|(?:[lIOo|][一二三四五六七八九十]|[一二三四五六七八九十][lIOo|])[一二三四五六七八九十]?[月日号]|(?:年|月|季度?)低(?=前|之前|以前|$|[,;。、)完])"
    rf"|(?<=年)低(?=前|之前|以前|$|[,;。、)完]))(?:{_NUMBER}{{1,3}}[月日号])*[底末]?(?:之前|以前|前)?"
)


def find_misprints(text: str) -> list[tuple[int, int]]:
    """The spans of such dates, in the order of the text."""
    spans = [found.span() for found in _MISPRINT.finditer(text)]
    return [(start, end) for start, end in spans if SIGNS & set(text[start:end])]
