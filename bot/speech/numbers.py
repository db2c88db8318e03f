"""Numbers of items as people write them: 26、27, 1-3、7, 第26项, ２６, 26.1, 三（一）, n2, 26@ledger."""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.deadlines.numerals import to_int
from bot.speech.lead import without_speaker
from bot.speech.signs import SIGNS
from bot.speech.spans import SPAN
from bot.speech.until import DAY
from bot.speech.verbs import ANY_NAME, command_at
from bot.vocabulary.number_marks import MARKED

#: More than this in one range is a slip of the pen.
MOST_IN_RANGE = 200

_CN = "[一二三四五六七八九十百]{1,5}"
#: After a number: nothing, a sign, or a word that begins what is said of it. Anything else counts something: 3个, 12月.
_WORDS = (
    "至|到|和|及|与|已|均|都|全|未|尚|正|请|因|由|申|延|非|不|拟|的|反|签|办|完|核|退|同|给"
    "|能|想|希望|可否|可不可以|是否|缓|暂缓|推迟|顺延|宽限|再|我|本[局委办单部]|外|之外|以外|除外|其[余他]|目前|现在|收"
)
_END = rf"(?=$|[\s{SIGNS}…~～\-–—－)）]|{_WORDS}|{ANY_NAME}|(?=[半一二两三四五六七八九十]){SPAN})"
#: Behind a number, also after a space: then it is an amount.
_AMOUNT = (
    r"(?!\s*(?:万|亿|元|个(?!别|人)|份(?!额)|场|次(?![日月年要])|公里|平方|吨|亩|[%％]|千?米|小时|分钟|余|多(?!次)"
    r"|家(?!长|属)|名(?!单|称)|户(?!籍|外)|所(?!有|属|需|涉)|座(?!谈)|处(?!理|置|罚)|件|台(?!账|帐)|辆|套|村(?!委|民|里)"
    r"|期(?!间|限|满|末)|轮|栋|间|篇|册|张|页|宗|起(?!草|诉)|笔|批(?!复|准|示)|天|周(?!边|围)|人(?!大|社|员|事)|年(?!度)"
    r"|(?:more\s+)?(?:(?:working|calendar|business)\s+)?(?:day|week|month|year)s?\b"
    r"|(?:km|m|kg|ha|mu|t|people|percent|pct)\b|(?!(?:is|was|has|as|this|us|its|thanks|thx|news|plus|bureau's)\b)[a-z]{3,}s\b(?!\s+(?:bureau|office|department|report|part|extension))))"
)
#: What an item may be called behind its number.
_CALLED = r"(?:任务|事项|工作(?!日))?"
_PLAIN = rf"(?:{MARKED})?n?\d{{1,4}}(?:\.\d{{1,3}}){{0,3}}"
#: With its section before it, which no sign parts from it: 二、1 is the first of the second.
_OF_SECTION = rf"{_CN}(?:[、.．]\d{{1,3}}(?![\d.])|[(（](?:{_CN}|\d{{1,3}})[)）]\d{{0,3}})"
_CHINESE = rf"{_CN}(?:[(（](?:{_CN}|\d{{1,3}})[)）])?\d{{0,3}}|[(（](?:{_CN}|\d{{1,3}})[)）]\d{{0,3}}"
#: Which of several occurrences, and of which ledger.
_LEDGER = rf"(?:/\d{{4}}-\d\d-\d\d)?(?:@[^\s{SIGNS}]+)?"
#: 第…项 is a number whatever stands between; without it a Chinese one must not be a word's beginning.
_NUMBER = re.compile(
    rf"(?:第\s*(?P<framed>{_PLAIN}|{_OF_SECTION}|{_CHINESE})\s*[项条号款]?{_CALLED}"
    rf"|[#№]?(?P<plain>{_PLAIN})\s*(?:[项条号](?!目|例|文|令|楼|线))?{_CALLED}"
    rf"|(?P<of>{_OF_SECTION})\s*[项条]?(?![年月日])|(?P<chinese>{_CHINESE})\s*[项条]?(?=$|[\s@/{SIGNS}]))(?P<ledger>{_LEDGER}){_AMOUNT}{_END}",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[-~～–—－]{1,2}|至|到)\s*")
_COMMA = re.compile(r"\s*(?:[、，,；;]|和|及|与|and\b)\s*", re.IGNORECASE)
_DAY = re.compile(DAY, re.IGNORECASE)
_TIME = re.compile(f"{DAY}|{SPAN}", re.IGNORECASE)
_LAST = re.compile(r"(.*?)(\d+)")
#: Commas that only join what is alike: what stands after them is a number too.
_JOINS = set("、和及与")
#: A number in the midst of words.
_ANYWHERE = re.compile(
    rf"(?<![\d.A-Za-z@/年月])(?<![一二三四五六七八九十][、.])(?:{MARKED})?(?:n(?=\d))?\d{{1,4}}(?![\d.A-Za-z/]|\s*(?:[年月日天周人家户%％点]|小时|万|亿|元|个|份|场|次))"
)
#: 第二十六项, 二十六项: the number of an item, or how many.
_FRAMED = re.compile(r"第?([一二三四五六七八九十百]{1,5})[项条](?!目|例|文)")
_SECTIONED = re.compile(_OF_SECTION)
#: What begins like a number: unless it is read as one, or as a date, it may have been meant for one.
_ALIKE = re.compile(
    rf"{MARKED}\d|第\s*(?:\d|{_CN})|[#№a-z]?-?\d|[(（](?:\d|{_CN})|{_CN}(?=[、(（]|\s*$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Numbers at the start of a text, and what stands after them. `doubtful`: one more may or may not be meant."""

    numbers: tuple[str, ...]
    rest: str
    doubtful: bool = False


def leading_numbers(words: str) -> Listed:
    """The numbers that folded `words` begin with. A date is none, nor is an amount (3个, 12月, 50%)."""
    found: list[str] = []
    at, end, joined = len(words) - len(words.lstrip()), 0, True
    while (first := _number_at(words, at)) is not None:
        number, end = first
        reached = _range_from(words, number, end)
        if reached is None:
            return Listed(tuple(found), words, doubtful=True)
        numbers, end = reached
        found += numbers
        comma = _COMMA.match(words, end)
        if comma is None:
            joined = False
            break
        at, joined = comma.end(), comma[0].strip() in _JOINS
    doubtful = joined and _is_like_one(words, at)
    rest = words[end:].lstrip() if found else words.lstrip()
    listed = _without_spaces(tuple(dict.fromkeys(found)), rest.lstrip(f"{SIGNS} "))
    return replace(listed, doubtful=True) if doubtful else listed


def numbers_in(words: str) -> tuple[str, ...]:
    """All numbers anywhere in folded `words`, dates and amounts left out: what may have been meant, and no more."""
    plain = _DAY.sub("@", words)  # a figure right behind a day is a part of it
    of_sections = [name.replace("、", ".") for name in _SECTIONED.findall(plain)]
    written = [str(value) for name in _FRAMED.findall(plain) if (value := to_int(name))]
    return tuple(dict.fromkeys([*_ANYWHERE.findall(plain), *of_sections, *written]))


def is_within_one(words: str, at: int) -> bool:
    """Whether the sign at `at` stands within a number: 二、1."""
    return any(found.start() < at < found.end() for found in _SECTIONED.finditer(words))


def _is_like_one(words: str, at: int) -> bool:
    return _ALIKE.match(words, at) is not None and _TIME.match(words, at) is None


def _without_spaces(numbers: tuple[str, ...], rest: str) -> Listed:
    """26 27: both, where nothing or a command follows; with other words after them the second may be an amount."""
    if not numbers or _number_at(rest, 0) is None:
        return Listed(numbers, rest)
    more = leading_numbers(rest)
    behind = without_speaker(more.rest)
    doubtful = (bool(behind) and command_at(behind) is None) or more.doubtful
    return Listed((*numbers, *more.numbers), more.rest, doubtful)


def _number_at(words: str, at: int) -> tuple[str, int] | None:
    match = _NUMBER.match(words, at)
    if match is None or _DAY.match(words, at):
        return None
    number = unicodedata.normalize("NFKC", match["framed"] or match["plain"] or match["of"] or match["chinese"])
    return number.replace("、", ".") + match["ledger"], match.end()


def _range_from(words: str, first: str, end: int) -> tuple[list[str], int] | None:
    """The numbers of a range that begins with `first`, else `first` alone; None for one that is not certain."""
    joint = _RANGE.match(words, end)
    last = _number_at(words, joint.end()) if joint else None
    if joint is None or last is None:
        return None if joint and _is_like_one(words, joint.end()) else ([first], end)
    first, _, first_ledger = first.partition("@")
    final, _, ledger = last[0].partition("@")
    head, low = _parted(first)
    tail, high = _parted(final)
    if head is None or tail not in {head, ""} or not low <= high <= low + MOST_IN_RANGE:
        return None
    if first_ledger not in {"", ledger}:
        return None
    where = f"@{ledger}" if ledger else ""
    return [f"{head}{n}{where}" for n in range(low, high + 1)], last[1]


def _parted(number: str) -> tuple[str | None, int]:
    """What stands before the last digits of a number, and these; (None, 0) where it ends with something else."""
    match = _LAST.fullmatch(number)
    return (match[1], int(match[2])) if match else (None, 0)
