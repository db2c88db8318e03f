"""What would be understood, nearest to what was said: the same numbers and words behind a name that is known.

Never the opposite of what was said: 没完成 is not led to 已办结, and a number that was not said is not made up.
"""

import re
from difflib import get_close_matches

from bot.plan.lifecycle import Verb
from bot.speech.command import Errand
from bot.speech.decision import decides
from bot.speech.numbers import leading_numbers, numbers_in
from bot.speech.signs import SIGNS
from bot.speech.until import DAY
from bot.speech.verbs import NAMES, names_in

LONGEST = 60
#: How alike two names must be, of 1, where their first letters are the same, and where they are not.
ALIKE, ALIKE_OTHERWISE = 0.5, 0.67
#: Of a word in Latin letters, whatever its first letter.
ALIKE_LATIN = 0.7
#: What needs a day, as an example of one.
_EXAMPLE = {"zh": "至12月20日", "en": "until 20 December"}
_UNTIL = {"zh": "至", "en": "until "}
_SAID_DAY = re.compile(DAY, re.IGNORECASE)
_DATED = {Verb.EXTENSION_REQUESTED}
_NOT_OURS = re.compile(
    r"不归|不是我|不属|不该我|不由我|不应由|应由|应该是\S{1,10}的|没有?这个?(?:职能|职责)"
    r"|\bnot (?:our|my)|n'?t (?:our|my)",
    re.IGNORECASE,
)
_ALLOWS = re.compile(r"^(?:同意|批准|准予)|最多|\b(?:grant|allow|approve)", re.IGNORECASE)
_LATER = re.compile(
    r"延期|延长|推迟|顺延|延到|延至|宽限|晚几天|晚点|来不及|做不完|办不完|完不成|赶不上"
    r"|\bextend|\bdelay|postpone|more time|\blate\b",
    re.IGNORECASE,
)
#: What turns what is said round, or asks: a name in such words was not meant as one.
_TURNED = re.compile(
    r"没|未|不|无法|除|一下|帮我|[将会拟想]|争取|预计|计划|能否|可否|一半|部分|\d\s*[%％]|百分之|[?？吗呢谁]|什么|哪|多少|怎"
    r"|\bnot\b|n't|\b(?:is|are|was|do|does|did|have|has|ca|wo)nt\b|\bbut\b|except|almost|partly|half|\bwill\b|\bplan|\bwh(?:at|en|o|ich)\b|\bhow\b",
    re.IGNORECASE,
)


def nearest(line: str) -> str:
    """A line that would be understood, in the language of `line`; empty where nothing is near."""
    listed = leading_numbers(line)
    leads = bool(listed.numbers)
    alone = bool(listed.numbers) and not listed.rest
    if not listed.numbers:
        listed = leading_numbers(line.partition(" ")[2])  # behind the word that is not known
    numbers = numbers_in(line) if listed.doubtful else listed.numbers or numbers_in(line)
    turned = _TURNED.search(line)
    verb = _meant(line, listed.rest if leads else "", turned=turned is not None)
    if verb is None and (leads or not line.isascii()) and listed.numbers and not (alone or listed.doubtful or turned):
        verb = Verb.REPORTED  # numbers with news of them are a report
    if verb is None:
        return ""
    if decides(verb) and _names_more(line, verb):  # a unit: without it more would be decided upon
        return ""
    chinese = not line.isascii()
    name = NAMES[verb][0] if chinese else next(name for name in NAMES[verb] if name.isascii())
    day = _day(line, "zh" if chinese else "en") if verb in _DATED else ""
    rest = listed.rest if listed.numbers and verb is Verb.REPORTED else ""
    if rest and _like(rest):  # the name itself, with a slip of the pen
        rest = _WORD_ENDS.split(rest, maxsplit=1)[1] if _WORD_ENDS.search(rest) else ""
    rest = "" if next(names_in(rest), None) else rest
    joint = "、" if chinese else ", "
    return " ".join(filter(None, (name, joint.join(numbers[:3]), day, rest)))[:LONGEST]


def _names_more(line: str, verb: Verb | Errand) -> bool:
    """Whether words stand beside the name and the numbers."""
    called = next((name for name in sorted(NAMES[verb], key=len, reverse=True) if name in line), "")
    if not called:
        first = line.split(" ", 1)[0]
        if _like(first) is not verb:
            return True
        called = first
    return len(re.sub(rf"[\s\d{SIGNS}的第项]", "", line.replace(called, "", 1))) > 1


def _day(line: str, language: str) -> str:
    """The day that was said, else an example of one."""
    said = _SAID_DAY.search(line)
    return f"{_UNTIL[language]}{said[0].strip()}" if said else _EXAMPLE[language]


def _meant(line: str, behind: str, *, turned: bool) -> Verb | Errand | None:
    """What the words are about, first those behind the numbers; None where they say that it is not so, or ask."""
    if _NOT_OURS.search(line):
        return Verb.HANDED_BACK
    if _LATER.search(line):
        if _ALLOWS.search(line):
            return Verb.EXTENSION_GRANTED
        return next((verb for verb in names_in(line) if verb in _GRANTS), Verb.EXTENSION_REQUESTED)
    if turned:
        return None
    return (_like(behind) if behind else None) or next(names_in(line), None) or _like(line)


_WORD_ENDS = re.compile(rf"[\s{SIGNS}]+")
_GRANTS = {Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED}


def _like(line: str) -> Verb | Errand | None:
    """The command whose name the first word nearly is."""
    first = _WORD_ENDS.split(line.strip(), maxsplit=1)[0].casefold()[:12]
    known = {name.casefold(): verb for verb, names in NAMES.items() for name in names if len(name) > 1}
    if first.isascii():
        found = get_close_matches(first, known, n=1, cutoff=ALIKE_LATIN)
    else:
        same = [name for name in known if name[0] == first[:1]]
        found = get_close_matches(first, same, n=1, cutoff=ALIKE)
        found = found or get_close_matches(first, known, n=1, cutoff=ALIKE_OTHERWISE)
    return known[found[0]] if found else None
