"""Last days as a calendar that programs take (RFC 5545): a whole day each, the same entry whenever it is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from bot.messages.duty_words import now_of
from bot.messages.letter import Line
from bot.texts import text

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty: the number by which a program knows it again, and the address of its page, if it has one."""

    duty: int
    line: Line
    url: str = ""


def calendar_file(entries: Iterable[Entry], name: str, now: datetime, refresh: timedelta | None = None) -> bytes:
    """Those that have a day. `name`: what the calendar is called; `refresh`: how often it is to be fetched again."""
    made = Calendar()
    made.add("prodid", "-//Duban//duban//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    if refresh is not None:
        made.add("refresh-interval", refresh)
    for entry in entries:
        if entry.line.due is not None:
            made.add_component(_event(entry, now))
    return bytes(made.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    """A whole day, its operative one."""
    line, event = entry.line, Event()
    day = line.day or line.due
    assert day is not None  # those without were left out
    event.add("uid", f"duty-{entry.duty}@duban")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    words = text("board.calendar_entry", number=line.number, title=line.title or line.label)
    event.add("summary", f"{words} ({line.unit})")
    event.add("description", now_of(line))
    if entry.url:
        event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event
