"""Deadline phrases of official documents in, obligations out."""

from importlib import import_module
from typing import TYPE_CHECKING

from bot.deadlines.conventions import DEFAULT, Conventions
from bot.deadlines.conventions_file import load_deadlines
from bot.deadlines.occurrences import occurrences  # a module of its name would hide what is loaded later

if TYPE_CHECKING:
    from bot.deadlines.explaining import Taken, explain
    from bot.deadlines.finding import Found, find
    from bot.deadlines.holidays import is_by_festival, read_again, rests_on_holidays
    from bot.deadlines.obligation_words import in_words
    from bot.deadlines.parsing import parse
    from bot.deadlines.rules.festivals import FESTIVAL_RULE

__all__ = [
    "DEFAULT",
    "FESTIVAL_RULE",
    "Conventions",
    "Found",
    "Taken",
    "explain",
    "find",
    "in_words",
    "is_by_festival",
    "load_deadlines",
    "occurrences",
    "parse",
    "read_again",
    "rests_on_holidays",
]

#: The rules take a tenth of a second to load, which a command that reads no phrase does not wait for.
_LATER = {
    "FESTIVAL_RULE": "rules.festivals",
    "Found": "finding",
    "Taken": "explaining",
    "explain": "explaining",
    "find": "finding",
    "in_words": "obligation_words",
    "is_by_festival": "holidays",
    "parse": "parsing",
    "read_again": "holidays",
    "rests_on_holidays": "holidays",
}


def __getattr__(name: str) -> object:
    """What reads phrases, loaded when it is first asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found
