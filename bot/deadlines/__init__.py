"""Deadline phrases of official documents in, obligations out."""

from bot.deadlines.occurrences import occurrences
from bot.deadlines.reader import Found, find, parse
from bot.deadlines.settings import DEFAULT, Settings

__all__ = ["DEFAULT", "Found", "Settings", "find", "occurrences", "parse"]
