"""Dates in, dates out: working days by the official Chinese calendar, and where its festivals begin."""

from bot.calendars.official import OFFICIAL, Calendar
from bot.calendars.settings import load_calendar

__all__ = ["OFFICIAL", "Calendar", "load_calendar"]
