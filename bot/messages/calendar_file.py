"""A calendar of deadlines as programs read it: RFC 5545, each deadline a whole day."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.messages.duty_words import labelled
from bot.messages.letter import Line

MEDIA_TYPE = "text/calendar"
#: RFC 5545, 3.1: octets of a line without its break.
FOLD = 75
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def calendar_file(lines: Iterable[Line], name: str, now: datetime) -> bytes:
    """The dated lines as events of one day each; the same deadline keeps its UID, so that a program changes it."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    said = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//duban//CN", f"X-WR-CALNAME:{_escaped(name)}"]
    for line in lines:
        if line.due is None:
            continue
        said += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(f'{line.ledger}-{line.number}-{line.label}-{line.unit}')}@duban",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{line.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{line.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{line.number} {labelled(line)}')}",
            f"DESCRIPTION:{_escaped(line.unit)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(one)}\r\n" for one in [*said, "END:VCALENDAR"]).encode()


def _escaped(words: str) -> str:
    plain = "".join(sign for sign in words.replace("\r\n", "\n") if sign == "\n" or sign.isprintable())
    return "".join(_ESCAPES.get(sign, sign) for sign in plain)


def _folded(line: str) -> str:
    """The line in pieces of at most FOLD octets, no character torn apart; each but the first begins with a blank."""
    pieces, piece, room = [], "", FOLD
    for sign in line:
        if len((piece + sign).encode()) > room:
            pieces.append(piece)
            piece, room = "", FOLD - 1
        piece += sign
    return "\r\n ".join([*pieces, piece])
