"""The words that name a new last day, 至12月20日, 2021-10-31, until 20 December, or how much later it is, 一个月.

What they mean is read elsewhere.
"""

import re

from bot.speech.signs import SIGNS
from bot.speech.spans import SPAN, read_span

_N = "[0-9〇零一二两三四五六七八九十]"
_YEAR = rf"(?:(?:{_N}{{2,4}}|[今明本当次后])\s*年\s*)"
_BEFORE = "(?:之前|以前|前)?"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = rf"(?:{_MONTHS})[a-z]*\.?"

#: One day as people write it.
DAY = (
    rf"(?:\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}日?{_BEFORE}"
    rf"|{_YEAR}?{_N}{{1,3}}\s*月(?:份)?\s*(?:{_N}{{1,3}}\s*[日号]|[上中下]旬|[底末初内])?\s*{_BEFORE}"
    rf"|\d{{1,2}}/\d{{1,2}}(?!\d|/)"
    rf"|{_YEAR}?(?:第?[一二三四]季度|[上下]半年)[底末]?{_BEFORE}"
    rf"|(?:{_YEAR}|[今明本]?年)[底末内]{_BEFORE}|[本下次]?个?月[底末]{_BEFORE}"
    rf"|[本下]?(?:周|星期)[一二三四五六日天末]{_BEFORE}"
    rf"|\d{{1,2}}\s+{_MONTH}(?:,?\s+\d{{4}})?\b|{_MONTH}\s+\d{{1,2}}\b(?:,?\s+\d{{4}})?"
    rf"|(?:the\s+)?end\s+of\s+{_MONTH}(?:\s+\d{{4}})?|next\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
#: Said to be the new last day.
_NAMED = re.compile(
    rf"(?:(?:拟|申请|请求|希望)?(?:延期|延长|推迟|顺延|延)?\s*(?:至|到)|延期|\buntil\b|\btill\b|\bto\b|\bby\b)[:：\s]*"
    rf"(?P<day>{DAY}|(?<=[至到])\d{{1,2}}\.\d{{1,2}}(?![\d.]))",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"(?:\S+\s+)?(?P<day>{DAY})(?=$|[\s{SIGNS}()（）])", re.IGNORECASE)


def new_last_day(words: str) -> tuple[str, str]:
    """(the words of the day, the words without them); ("", words) where no day, or more than one, is said to be it."""
    named = list(_NAMED.finditer(words))
    if len(named) > 1:
        return "", words
    match = named[0] if named else _FIRST.match(words)
    if match is None:
        return "", words
    before = words[: match.start()] if named else words[: match.start("day")]
    rest = f"{before.rstrip(f'{SIGNS} ')} {words[match.end() :].lstrip(f'{SIGNS} ')}"
    return _DOTTED.sub(r"\1月\2日", match["day"].strip()), rest.strip()


#: 12.15, which behind 至 is a day.
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})$")
#: How much later, at the beginning or said to be it.
_LONGER = re.compile(
    rf"(?:^(?P<before>\S+\s+)??(?:by\s+|for\s+)?|(?:拟|申请|请求|希望|需要?|再)*(?:延期|延长|推迟|顺延|宽限|缓|延)|\b(?:by|for)\s+)\s*(?P<span>{SPAN})",
    re.IGNORECASE,
)
#: What turns a wish into a question: 延期一周可以吗？
_WISH = re.compile(
    r"^\s*(?:时间|办理)?\s*(?:(?:可以|行|好)?(?:不行?|吗|呢|吧)|可以|行)?\s*[?？]*(?=$|[\s，,。])[，,。\s]*"
)


def new_limit(words: str) -> tuple[str, str, str]:
    """(the words of the day, of how much later, the words without them); no more than one of the two is there.

    ("", "", words) where more than one may be meant.
    """
    until, rest = new_last_day(words)
    spans = [match for match in _LONGER.finditer(words) if read_span(match["span"]) is not None]
    if until and not spans:
        return until, "", _WISH.sub("", rest).strip()
    if len(spans) != 1 or until or len(list(_NAMED.finditer(words))) > 1:
        return "", "", words
    match = spans[0]
    behind = _WISH.sub("", words[match.end() :]).lstrip(f"{SIGNS} ")
    before = (words[: match.start()] + (match["before"] or "")).rstrip(f"{SIGNS} ")
    return "", match["span"].strip(), f"{before} {behind}".strip()
