"""Deadline phrases of official documents in, obligations out."""

from bot.deadlines.explaining import Taken, explain
from bot.deadlines.finding import Found, find
from bot.deadlines.occurrences import occurrences
from bot.deadlines.parsing import parse
from bot.deadlines.settings import DEFAULT, Settings
from bot.deadlines.settings_file import load_deadlines
from bot.deadlines.wording import in_words

__all__ = [
    "DEFAULT",
    "Found",
    "Settings",
    "Taken",
    "explain",
    "find",
    "in_words",
    "load_deadlines",
    "occurrences",
    "parse",
]
