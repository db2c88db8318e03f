"""From the lines that a person wrote to what they say: the first line is a command, the others go with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.plan.lifecycle import DATED, Verb
from bot.speech.clause import clause, has_own_numbers
from bot.speech.command import Errand, Said, Speech, Unclear
from bot.speech.decision import decides
from bot.speech.directives import directive
from bot.speech.doubts import is_doubtful, mended_to
from bot.speech.lead import without_greeting, without_lead, without_speaker
from bot.speech.nearest import nearest
from bot.speech.numbers import is_within_one, leading_numbers, numbers_in
from bot.speech.quoted import without_quotation
from bot.speech.signs import SIGNS, folded, without_pictures
from bot.speech.verbs import command_at

LONGEST_LINE, MOST_NUMBERS = 80, 20
#: Where another command may begin within a line.
_BREAK = re.compile(rf"[\s{SIGNS}]+")
#: 完成3项 within a line tells how many.
_COUNTED = re.compile(r"\d+\s*[项条]")


def read(lines: Sequence[str]) -> Speech:
    """What the lines say. A later line, or part of a line, that is a whole command with its numbers is one (26已完成，
    27正在办理); any other is words of the last.

    Where one of them is not certain, all are Unclear: half of what somebody said is not done in silence.
    """
    said: list[Said] = []
    quoted, own = without_quotation(lines)
    tidy = [line for line in map(_tidy, own) if line]
    deciding = bool(tidy) and _decides(tidy[0])
    for line in _parts(tidy, deciding=deciding):
        found = clause(line, deciding=deciding)
        mended = mended_to(line)
        if mended is not None and not (isinstance(found, Said) and found.verb is Errand.UNDO):
            return _unclear(line, mended)
        if isinstance(found, Said) and (not said or found.numbers or found.every):
            said.append(found)
        elif isinstance(found, Unclear) or not said or is_doubtful(said[-1].verb, "", line):
            return _unclear(line, line)
        else:
            words = f"{said[-1].words}\n{line}"  # of a decision the first line alone may begin with a unit
            said[-1] = replace(said[-1], words=words if decides(said[-1].verb) else words.strip())
    if len(said) == 1 and quoted and not said[0].numbers and not said[0].every:
        said = [replace(said[0], numbers=quoted)]
    return tuple(said) if said else Unclear("")


def _unclear(line: str, meant: str) -> Unclear:
    return Unclear(line[:LONGEST_LINE], nearest(meant), numbers_in(meant)[:MOST_NUMBERS])


def _decides(line: str) -> bool:
    """Whether the line is a coordinator's decision: only then are others behind it, and not words of a report."""
    found = clause(line)
    return directive(without_lead(line)) is not None or (isinstance(found, Said) and decides(found.verb))


def _parts(lines: Iterable[str], *, deciding: bool) -> Iterator[str]:
    """The lines, parted before each further command that names its numbers."""
    for line in lines:
        start = 0
        if clause(line, deciding=deciding) is not None:
            for stop in _BREAK.finditer(line):
                apart = not (is_within_one(line, stop.start()) or _is_in_list(line, stop))
                whole = apart and _is_whole(line[start : stop.start()], deciding=deciding)
                if whole and _begins_another(line[stop.end() :], deciding=deciding):
                    yield line[start : stop.start()]
                    start = stop.end()
        yield line[start:]


def _is_in_list(line: str, stop: re.Match[str]) -> bool:
    """Whether only a blank or 、 parts two numbers: 签收3 4、5."""
    return stop[0].strip() in {"", "、"} and line[: stop.start()][-1:].isdigit() and line[stop.end() :][:1].isdigit()


def _is_whole(words: str, *, deciding: bool) -> bool:
    found = clause(words, deciding=deciding)
    return isinstance(found, Said) and bool(found.numbers)


def _begins_another(words: str, *, deciding: bool) -> bool:
    """Numbers with a command behind them, or a command of another kind with numbers alone behind it: 完成 3 场培训 is
    none.
    """
    words = without_lead(words)
    if deciding and directive(words) is not None:
        return True
    listed = leading_numbers(words)
    if listed.numbers:
        whole = not listed.doubtful and not any("." in number and number.isascii() for number in listed.numbers)
        behind = without_speaker(listed.rest)
        after = command_at(behind)
        return whole and after is not None and not has_own_numbers(behind[after[2] :])
    named = command_at(words)
    if named is None:
        return False
    behind = words[named[2] :]
    listed = leading_numbers(behind)
    alone = not listed.rest and not _COUNTED.match(behind)
    return bool(listed.numbers) and (alone or named[0] in DATED or named[0] is Verb.HANDED_BACK)


def _tidy(line: str) -> str:
    """The line folded, without white space around it, pictures and a greeting before it."""
    return without_greeting(" ".join(without_pictures(folded(line)).split()))
