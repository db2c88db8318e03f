"""Years of the Republic (民國114年, 114/06/30) as those of the common calendar: 114 is 2025."""

import re
from collections.abc import Iterable

from bot.vocabulary.script import simplified

_FIRST = 1911
_NAMED = re.compile(r"(?:中[華华])?民[國国]\s*(?P<year>1\d\d|\d\d)\s*(?=年)")
_BARE = re.compile(
    r"(?<![\d.,/-])(?P<year>1[01]\d)(?=\s*年(?!\s*(?:以[前上来來]|間|间|来|來|历史|歷史))|[/.-]\d{1,2}[/.-]\d{1,2}(?!\d))"
)
_TELLS = re.compile(r"(?<!\d)1[01]\d\s*年(?:度|\s*\d{1,2}\s*月)")
_HEAD = 40  # texts looked at


def counts_by_minguo(texts: Iterable[str]) -> bool:
    """True where a document names these years, or writes them in traditional characters (114年度列管案件)."""
    said = [text for _, text in zip(range(_HEAD), texts, strict=False)]
    named = any(map(_NAMED.search, said))
    return named or (any(map(_TELLS.search, said)) and any(simplified(text) != text for text in said))


def common_years(text: str, *, bare: bool) -> str:
    """`text` with these years as those of the common calendar; `bare`: also where nothing but the document says so."""
    text = _NAMED.sub(_common, text) if "民" in text else text
    return _BARE.sub(_common, text) if bare else text


def _common(found: re.Match[str]) -> str:
    return str(int(found["year"]) + _FIRST)
