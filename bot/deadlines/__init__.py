"""Deadline phrases of official documents in, obligations out."""

from bot.deadlines.conventions import DEFAULT, Conventions
from bot.deadlines.conventions_file import load_deadlines
from bot.deadlines.explaining import Taken, explain
from bot.deadlines.finding import Found, find
from bot.deadlines.holidays import is_by_festival, read_again, rests_on_holidays
from bot.deadlines.obligation_words import in_words
from bot.deadlines.occurrences import occurrences
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
