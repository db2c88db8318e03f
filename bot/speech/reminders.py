"""When somebody wants to be told again: 12下周三再提醒我, 明天再叫我, remind me monday about 12."""

import re

from bot.speech.command import Errand, Said
from bot.speech.numbers import Listed, leading_numbers
from bot.speech.signs import SIGNS
from bot.speech.until import DAY
from bot.vocabulary.number_marks import MARKED

_DAY = rf"(?:{DAY}|[明后]天|(?:on\s+)?(?:next\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)"
_AT = r"(?:\s+at\s+\d{1,2}(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?|\s*o'?clock)?)?"
_TIME = r"(?:上午|下午|早上|中午|晚上)?(?:[\d一二三四五六七八九十两]{1,3}点(?:半|钟)?)?"
_ME = r"(?:再|的时候|时|才|来|请|你|您)*(?:提醒|叫|喊|通知|告诉)(?:一下)?(?:我们?|一下|一声|下)?"
_NUMBERS = re.compile(
    rf"(?:第?\s*(?:{MARKED})?n?\d{{1,4}}(?:\.\d{{1,3}})?\s*[项条号]?\s*[、和]?)+(?=[\s下明后本周上中早再提])\s*"
)
_SAID = (
    re.compile(rf"(?:[^\d，,]{{1,12}}[，,]\s*)?(?P<day>{_DAY})?{_TIME}{_ME}(?P<rest>.*)", re.IGNORECASE),
    re.compile(
        rf"remind\s+(?:me|us)(?:\s+again)?(?:\s+(?P<day>{_DAY}))?{_AT}(?:\s+(?:about|of|on)\s+(?P<n>.+))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"remind\s+(?:me|us)\s+(?:about|of)\s+(?P<n>.+?)\s+(?:again\s+)?(?:on\s+)?(?P<day>{_DAY}){_AT}", re.IGNORECASE
    ),
)


def reminder(line: str) -> Said | None:
    """The day and the items; no day where none is named. None for what is something else."""
    first = _NUMBERS.match(line)
    listed = leading_numbers(first[0].strip()) if first else Listed((), line)
    words = line[first.end() :] if first else line
    for form in _SAID:
        found = form.fullmatch(words)
        if found is None:
            continue
        said = found.groupdict()
        if said.get("rest") and not re.match(rf"[\s{SIGNS}]", said["rest"]):
            return None
        named = leading_numbers(said.get("n") or "") if said.get("n") else Listed(listed.numbers, "")
        if named.rest or named.doubtful or not (said["day"] or _TIMED.search(words)):
            continue
        return Said(Errand.LATER, named.numbers, until=(said["day"] or "").strip())
    return None


#: An hour without a day is no day, and no doubt that it is asked for.
_TIMED = re.compile(r"点|上午|下午|晚上|中午|\bagain\b|\bat\s+\d|再")
_HOUR = re.compile(
    r"点[半钟整]?|上午|下午|早上|晚上|中午|\d[:：]\d\d|\d\s*[ap]\.?m\b|\bat\s+\d|o'?clock", re.IGNORECASE
)


def names_hour(words: str) -> bool:
    """Whether a reminder is asked for at an hour, and not only on a day."""
    return _HOUR.search(words) is not None
