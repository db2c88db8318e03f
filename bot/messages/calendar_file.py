"""Last days as a calendar that programs take (RFC 5545): a whole day each, the same entry whenever it is asked for.

Written out, as mails are: a dispatch makes thousands, and a library's objects cost more than the letter beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.lengths import octet_pieces
from bot.messages.duty_words import now_of
from bot.messages.letter import Line
from bot.texts import text

MEDIA_TYPE = "text/calendar"
DAY = timedelta(days=1)
#: RFC 5545, 3.1: octets of a line without its break.
FOLD = 75
#: Nine in the morning of the day before a whole day: its start is midnight.
ALARM = "-PT15H"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty: the number by which a program knows it again, and the address of its page, if it has one.

    `revision` rises with every change of it, so that a program takes the newer. `series`: the name of all occurrences
    of one rule, `rrule` (RFC 5545), of which the duty is the one at hand. `is_over`: to be taken out of the calendar.
    """

    duty: int
    line: Line
    url: str = ""
    revision: int = 0
    series: str = ""
    rrule: str = ""
    is_over: bool = False


def calendar_file(entries: Iterable[Entry], name: str, now: datetime, refresh: timedelta | None = None) -> bytes:
    """Those that have a day, with an alarm on the morning before. `name`: what the calendar is called; `refresh`: how
    often it is to be fetched again.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    said = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Duban//duban//ZH", "METHOD:PUBLISH"]
    said.append(f"X-WR-CALNAME:{_escaped(name)}")
    if refresh is not None:
        said.append(f"REFRESH-INTERVAL;VALUE=DURATION:PT{int(refresh.total_seconds())}S")
    for entry in entries:
        if entry.line.due is not None:
            said += _event(entry, stamp)
    return b"".join(_folded(one) + b"\r\n" for one in [*said, "END:VCALENDAR"])


def _event(entry: Entry, stamp: str) -> list[str]:
    """A whole day, its operative one."""
    line = entry.line
    day = line.day or line.due
    assert day is not None  # those without were left out
    words = text("board.calendar_entry", number=line.number, title=line.title or line.label)
    summary = _escaped(f"{words} ({line.unit})")
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{summary}", f"TRIGGER:{ALARM}", "END:VALARM"]
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(entry.series or f'duty-{entry.duty}')}@duban",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{entry.revision}",
        f"STATUS:{'CANCELLED' if entry.is_over else 'CONFIRMED'}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + DAY:%Y%m%d}",
        *([f"RRULE:{entry.rrule}"] if entry.rrule else []),
        f"SUMMARY:{summary}",
        f"DESCRIPTION:{_escaped(now_of(line))}",
        *([f"URL:{entry.url}"] if entry.url else []),
        "TRANSP:TRANSPARENT",
        *([] if entry.is_over else alarm),
        "END:VEVENT",
    ]


def _escaped(words: str) -> str:
    plain = words.replace("\r\n", "\n")
    if not plain.isprintable():
        plain = "".join(sign for sign in plain if sign == "\n" or sign.isprintable())
    return plain.translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """The line in pieces of at most FOLD octets, no character torn apart; each but the first begins with a blank."""
    return b"\r\n ".join(octet_pieces(line, FOLD, FOLD - 1))
