"""From the lines that a person wrote to what they say: the first line is a command, the others go with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.plan.lifecycle import Verb
from bot.speech.command import Errand, Said, Speech, Unclear
from bot.speech.directives import decides, directive, has_another, without_taken
from bot.speech.nearest import nearest
from bot.speech.numbers import Listed, leading_numbers, numbers_in
from bot.speech.signs import SIGNS, folded
from bot.speech.until import new_limit
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
    tidy = [line for line in map(_tidy, lines) if line]
    deciding = bool(tidy) and _decides(tidy[0])
    for line in _parts(tidy, deciding=deciding):
        found = _command(line, deciding=deciding)
        if isinstance(found, Said) and (not said or found.numbers or found.every):
            said.append(found)
        elif isinstance(found, Unclear) or not said:
            return Unclear(line[:LONGEST_LINE], nearest(line), numbers_in(line)[:MOST_NUMBERS])
        else:
            said[-1] = replace(said[-1], words=f"{said[-1].words}\n{line}".strip())
    return tuple(said) if said else Unclear("")


def _decides(line: str) -> bool:
    """Whether the line is a coordinator's decision: only then are others behind it, and not words of a report."""
    found = _command(line)
    return directive(line) is not None or (isinstance(found, Said) and decides(found.verb))


def _parts(lines: Iterable[str], *, deciding: bool) -> Iterator[str]:
    """The lines, parted before each further command that names its numbers."""
    for line in lines:
        start = 0
        if isinstance(_command(line, deciding=deciding), Said):
            for stop in _BREAK.finditer(line):
                whole = _is_whole(line[start : stop.start()], deciding=deciding)
                if whole and _begins_another(line[stop.end() :], deciding=deciding):
                    yield line[start : stop.start()]
                    start = stop.end()
        yield line[start:]


def _is_whole(words: str, *, deciding: bool) -> bool:
    found = _command(words, deciding=deciding)
    return isinstance(found, Said) and bool(found.numbers)


def _begins_another(words: str, *, deciding: bool) -> bool:
    """Numbers with a command behind them, or a command of another kind with numbers alone behind it: 完成 3 场培训 is
    none.
    """
    if deciding and directive(words) is not None:
        return True
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


def _command(line: str, *, deciding: bool = False) -> Said | Unclear | None:
    """The command that a line is; None where it names none, Unclear where it names one and is not certain.

    `deciding`: it may name whose part is decided upon.
    """
    decided = directive(line) if deciding else None
    if decided is not None:
        found = _with_words(decided.verb, decided.listed, decided.name)
        is_whole = not has_another(line, decided.listed)
        return replace(found, units=decided.units) if isinstance(found, Said) and is_whole else Unclear(line)
    line = without_taken(line)
    named = command_at(line)
    if named is not None:
        verb, every, end = named
        listed = leading_numbers(line[end:])
        if decides(verb) and listed.numbers and has_another(line, listed):
            return Unclear(line)
        return _with_words(verb, listed, line[:end], every=every)
    listed = leading_numbers(line)
    named = command_at(listed.rest) if listed.numbers else None  # 26、27 已办结
    if named is None:
        return None
    verb, every, end = named
    rest = Listed(listed.numbers, listed.rest[end:], listed.doubtful)
    return _with_words(verb, rest, listed.rest[:end], every=every)


def _with_words(verb: Verb | Errand, listed: Listed, name: str, *, every: bool = False) -> Said | Unclear:
    words = listed.rest.strip()
    if listed.doubtful or (_WHOLLY.search(name) and _PARTLY.match(words)):
        return Unclear(words)
    if words in {"全部", "所有", "all"} and not listed.numbers:
        words, every = "", True
    until = longer = ""
    if verb in _DATED:
        until, longer, words = new_limit(words)
        if (until or longer) and not listed.numbers and (behind := leading_numbers(words)).numbers:  # 延期一周 26
            if behind.rest or behind.doubtful:
                return Unclear(words)
            listed, words = behind, ""
    if verb is Verb.HANDED_BACK and not words:
        words = name.strip(f"{SIGNS} /")  # what was said is the reason
    return Said(verb, listed.numbers, every and not listed.numbers, until, words, longer)
