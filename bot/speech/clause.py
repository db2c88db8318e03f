"""One command, by whichever way of saying it fits; what makes it uncertain makes it none."""

import re
from dataclasses import replace

from bot.plan.lifecycle import DATED, Verb
from bot.speech.command import Errand, Said, Unclear
from bot.speech.decision import decides
from bot.speech.directives import directive, has_another, without_taken
from bot.speech.doubts import is_doubtful, is_wholly
from bot.speech.exceptions import all_but, left_out
from bot.speech.lead import without_lead, without_speaker
from bot.speech.numbers import Listed, leading_numbers, numbers_in
from bot.speech.reminders import reminder
from bot.speech.signs import SIGNS
from bot.speech.taking_back import taken_back
from bot.speech.until import new_limit
from bot.speech.verbs import command_at

_ALL = re.compile(r"(?:全部|所有|全都|all\b)(?:事项|任务)?", re.IGNORECASE)
#: What ends a sentence: behind it another begins.
_STOP = re.compile(r"[。.!！]\s*$")
#: 完成了3项: how many, and not which.
_HOW_MANY = re.compile(r"[^第]*\d+\s*[项条]")


def clause(line: str, *, deciding: bool = False) -> Said | Unclear | None:
    """The command that a line is, with or without what leads to it; None where it names none, Unclear where it names
    one and is not certain. `deciding`: it may name whose part is decided upon.
    """
    found = _clause(line, deciding=deciding)
    bare = without_lead(line)
    return _clause(bare, deciding=deciding) if found is None and bare != line else found


def _clause(line: str, *, deciding: bool) -> Said | Unclear | None:
    errand = taken_back(line) or reminder(line)
    if errand is not None:
        return errand
    decided = directive(line) if deciding else None
    if decided is not None:
        found = _with_words(decided.verb, decided.listed, decided.name)
        is_whole = not has_another(line, decided.listed)
        return replace(found, units=decided.units) if isinstance(found, Said) and is_whole else Unclear(line)
    excepted = all_but(line)
    if excepted is not None:
        verb, name, but, words = excepted
        found = _with_words(verb, Listed((), words), name, every=True)
        return replace(found, but=but) if isinstance(found, Said) else found
    return _plain(without_taken(line))


def _plain(line: str) -> Said | Unclear | None:
    """A name and its numbers, or numbers and a name behind them."""
    named = command_at(line)
    if named is not None:
        verb, every, end = named
        listed = leading_numbers(line[end:])
        if listed.doubtful and not listed.numbers and _STOP.search(line[:end]):  # 已办结。12个村已排查
            listed = Listed((), line[end:])
        is_counted = is_wholly(line[:end]) and "了" in line[:end] and _HOW_MANY.match(line[end:])
        if is_counted or (decides(verb) and listed.numbers and has_another(line, listed)):
            return Unclear(line)
        return _with_words(verb, listed, line[:end], every=every)
    listed = leading_numbers(line)
    behind = without_speaker(listed.rest) if listed.numbers else ""
    named = command_at(behind) if listed.numbers else None  # 26、27 已办结
    if named is None and behind.startswith("的"):  # 3的反馈再加一句; 3的反馈 alone is only what it is about
        behind = behind[1:]
        named = command_at(behind)
        named = named if named and named[0] is Errand.ADD else None
    if named is None:
        return None
    verb, _, end = named  # 26、27均已办结: these, and not all
    if has_own_numbers(behind[end:]):  # 4、5，办结6
        return Unclear(line)
    rest = Listed(listed.numbers, behind[end:], listed.doubtful)
    return _with_words(verb, rest, behind[:end])


def has_own_numbers(behind: str) -> bool:
    """Whether numbers alone stand behind a name, whatever numbers stand before it."""
    listed = leading_numbers(behind)
    return bool(listed.numbers) and not listed.rest and not listed.doubtful


def _with_words(verb: Verb | Errand, listed: Listed, name: str, *, every: bool = False) -> Said | Unclear:
    words = listed.rest.strip()
    but: tuple[str, ...] = ()
    every_word = _ALL.match(words) if not listed.numbers else None
    if every_word is not None and words[every_word.end() :][:1] in {"", *SIGNS, " "}:
        every, words = True, words[every_word.end() :].lstrip(f"{SIGNS} ")
    if (every or listed.numbers) and (out := left_out(words)) is not None:
        if not out:
            return Unclear(words)
        but, words = out, ""
    if listed.doubtful or is_doubtful(verb, name, words) or (verb is Errand.UNDO and words and not listed.numbers):
        return Unclear(words)
    if decides(verb) and not listed.numbers and numbers_in(words):  # whose number is it?
        return Unclear(words)
    until = longer = ""
    if verb in DATED:
        until, longer, words = new_limit(words)
        if (until or longer) and not listed.numbers and (behind := leading_numbers(words)).numbers:  # 延期一周 26
            if behind.rest or behind.doubtful:
                return Unclear(words)
            listed, words = behind, ""
    if verb is Verb.HANDED_BACK and not words:
        words = name.strip(f"{SIGNS} /")  # what was said is the reason
    numbers = tuple(number for number in listed.numbers if number not in but)
    return Said(verb, numbers, every and not numbers, until, words, longer, but=() if numbers else but)
