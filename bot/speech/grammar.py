"""From the lines that a person wrote to what they say: the first line is a command, the others go with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.plan.lifecycle import Verb
from bot.speech.command import Errand, Said, Speech, Unclear
from bot.speech.nearest import nearest
from bot.speech.numbers import Listed, leading_numbers, numbers_in
from bot.speech.signs import SIGNS, folded
from bot.speech.until import new_last_day
from bot.speech.verbs import command_at

LONGEST_LINE, MOST_NUMBERS = 80, 20
_DATED = {Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED}
_GREETING = re.compile(
    rf"(?:(?:尊敬的|各位|贵)?[^\s{SIGNS}\d]{{0,8}}?(?:您好|你好|领导好|同志好|老师好|大家好|早上好|上午好|下午好)"
    rf"|(?:hi|hello|good\s+(?:morning|afternoon))\b|dear\s+[\w ]{{1,30}}(?=[{SIGNS}]|$))[\s{SIGNS}~～]*",
    re.IGNORECASE,
)
#: Words that take back what a name like 已完成 says.
_PARTLY = re.compile(
    r"\d+(?:\.\d+)?\s*[%％]|百分之|(?:一|大)?部分|一半|过半|大半|基本|即将|尚未|还没|没有|未|但|不过|除"
    r"|almost|half|partly|not\b|but\b|except",
    re.IGNORECASE,
)
#: Where another command may begin within a line.
_BREAK = re.compile(rf"[\s{SIGNS}]+")
#: 完成3项 within a line tells how many.
_COUNTED = re.compile(r"\d+\s*[项条]")
#: Names of a report that say all is done; 反馈 tells how far it is.
_WHOLLY = re.compile(r"办结|完成|落实|完毕|[办做弄]好|[办做弄]完|搞定|\bdone\b|completed|finished", re.IGNORECASE)


def read(lines: Sequence[str]) -> Speech:
    """What the lines say. A later line, or part of a line, that is a whole command with its numbers is one (26已完成，
    27正在办理); any other is words of the last.

    Where one of them is not certain, all are Unclear: half of what somebody said is not done in silence.
    """
    said: list[Said] = []
    for line in _parts(filter(None, map(_tidy, lines))):
        found = _command(line)
        if isinstance(found, Said) and (not said or found.numbers or found.every):
            said.append(found)
        elif isinstance(found, Unclear) or not said:
            return Unclear(line[:LONGEST_LINE], nearest(line), numbers_in(line)[:MOST_NUMBERS])
        else:
            said[-1] = replace(said[-1], words=f"{said[-1].words}\n{line}".strip())
    return tuple(said) if said else Unclear("")


def _parts(lines: Iterable[str]) -> Iterator[str]:
    """The lines, parted before each further command that names its numbers."""
    for line in lines:
        start = 0
        if isinstance(_command(line), Said):
            for stop in _BREAK.finditer(line):
                if _is_whole(line[start : stop.start()]) and _begins_another(line[stop.end() :]):
                    yield line[start : stop.start()]
                    start = stop.end()
        yield line[start:]


def _is_whole(words: str) -> bool:
    found = _command(words)
    return isinstance(found, Said) and bool(found.numbers)


def _begins_another(words: str) -> bool:
    """Numbers with a command behind them, or a command of another kind with numbers alone behind it: 完成 3 场培训 is
    none.
    """
    listed = leading_numbers(words)
    if listed.numbers:
        whole = not listed.doubtful and not any("." in number for number in listed.numbers)
        return whole and command_at(listed.rest) is not None
    named = command_at(words)
    if named is None:
        return False
    behind = words[named[2] :]
    listed = leading_numbers(behind)
    alone = not listed.rest and not _COUNTED.match(behind)
    return bool(listed.numbers) and (alone or named[0] in _DATED or named[0] is Verb.HANDED_BACK)


def _tidy(line: str) -> str:
    """The line folded, without white space around it and without a greeting before it."""
    words = " ".join(folded(line).split())
    greeting = _GREETING.match(words)
    return words[greeting.end() :] if greeting else words


def _command(line: str) -> Said | Unclear | None:
    """The command that a line is; None where it names none, Unclear where it names one and is not certain."""
    named = command_at(line)
    if named is not None:
        verb, every, end = named
        return _with_words(verb, every, leading_numbers(line[end:]), line[:end])
    listed = leading_numbers(line)
    named = command_at(listed.rest) if listed.numbers else None  # 26、27 已办结
    if named is None:
        return None
    verb, every, end = named
    rest = Listed(listed.numbers, listed.rest[end:], listed.doubtful)
    return _with_words(verb, every, rest, listed.rest[:end])


def _with_words(verb: Verb | Errand, every: bool, listed: Listed, name: str) -> Said | Unclear:
    words = listed.rest.strip()
    if listed.doubtful or (_WHOLLY.search(name) and _PARTLY.match(words)):
        return Unclear(words)
    if words in {"全部", "所有", "all"} and not listed.numbers:
        words, every = "", True
    until = ""
    if verb in _DATED:
        until, words = new_last_day(words)
    if verb is Verb.HANDED_BACK and not words:
        words = name.strip(f"{SIGNS} /")  # what was said is the reason
    return Said(verb, listed.numbers, every and not listed.numbers, until, words)
