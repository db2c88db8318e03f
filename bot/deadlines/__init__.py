"""Deadline phrases of official documents in, obligations out."""

from bot.deadlines.finding import Found, find
from bot.deadlines.occurrences import occurrences
from bot.deadlines.parsing import parse
from bot.deadlines.settings import DEFAULT, Settings

__all__ = ["DEFAULT", "Found", "Settings", "find", "occurrences", "parse"]
