"""All but some: 除12外都签收, 全部签收，12除外, ack all except 26."""

import re

from bot.plan.lifecycle import Verb
from bot.speech.command import Errand
from bot.speech.numbers import Listed, leading_numbers
from bot.speech.signs import SIGNS
from bot.speech.verbs import command_at

#: What may be said of all but some; a decision names what it decides upon.
_SAID_OF_MANY = frozenset({Verb.ACKNOWLEDGED, Verb.IN_PROGRESS, Verb.REPORTED})
_FIRST = re.compile(r"(?:除了?|除去|除开)\s*|(?:all|everything)\s+(?:but|except(?:\s+for)?)\s+", re.IGNORECASE)
_OTHERS = re.compile(
    rf"(?:(?P<out>之外|以外|外)|[\s{SIGNS}]+|(?P<rest>其余|其他|其它|别的|剩下|剩余|余下)|的|各项|几项|事项|任务|工作"
    r"|我们|我局|我单位|(?P<all>全部|全都|均|都|全)|(?:is|are|has\s+been|have\s+been)\s+)*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:除了?|除去|不含|不包括|不算|except(?:\s+for)?\b|but(?:\s+not)?\b|excluding\b|other\s+than\b|apart\s+from\b)\s*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(（](.*)[)）]")
_ANYWHERE = re.compile(r"除外|除了|不含|不包括|\bexcept\b|\bexcluding\b|\bapart\s+from\b", re.IGNORECASE)
_CLOSED = re.compile(rf"(?:之外|以外|除外|外)?[\s{SIGNS}]*")


def all_but(line: str) -> tuple[Verb | Errand, str, tuple[str, ...], str] | None:
    """(the command, its name, the numbers left out, the words behind it), where a line begins with what is left out."""
    first = _FIRST.match(line)
    listed = leading_numbers(line[first.end() :]) if first else Listed((), "")
    if first is None or not listed.numbers or listed.doubtful:
        return None
    others = _OTHERS.match(listed.rest)
    is_marked = not line.startswith("除") or (others is not None and any(others.groups()))
    rest = listed.rest[others.end() :] if others else listed.rest
    named = command_at(rest) or command_at(listed.rest)
    if not is_marked or named is None or named[0] not in _SAID_OF_MANY:
        return None
    behind = rest if command_at(rest) else listed.rest
    return named[0], behind[: named[2]], listed.numbers, behind[named[2] :].lstrip(f"{SIGNS} ")


def left_out(words: str) -> tuple[str, ...] | None:
    """The numbers that words behind “all” leave out; () where they leave out something else, None for nothing."""
    bracketed = _BRACKETED.fullmatch(words)
    words = bracketed[1] if bracketed else words
    behind = _BEHIND.match(words)
    listed = leading_numbers(words[behind.end() :] if behind else words)
    is_marked = behind is not None or listed.rest.startswith("除外")
    if not is_marked:
        return () if _ANYWHERE.search(words) else None
    return listed.numbers if not listed.doubtful and _CLOSED.fullmatch(listed.rest) else ()
