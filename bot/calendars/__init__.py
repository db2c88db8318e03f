"""Dates in, dates out: working days by the official Chinese calendar, and where its festivals begin."""

from bot.calendars.local import load_calendar
from bot.calendars.official import OFFICIAL, Calendar
from bot.calendars.spans import last_day

__all__ = ["OFFICIAL", "Calendar", "last_day", "load_calendar"]
