"""A day that somebody says, by the reading rules; nothing where it is not certain."""

from datetime import date

from bot.deadlines import parse
from bot.errors import UsageError
from bot.model import QUESTION_FLAGS, Kind
from bot.work.office import Office


def unread_day(office: Office, word: str, today: date) -> UsageError:
    """Why a word means no day to come: it is past, or may be several."""
    day = read_day(office, word, today, past=True)
    return UsageError("chat.day_past" if day is not None and day < today else "chat.bad_day", found=word[:40])


def read_day(office: Office, word: str, today: date, *, past: bool = False) -> date | None:
    """The one day that a word surely means: 2021-10-31, 10月31日, 10月底前, 明天; None where it is not certain.

    `past`: it may have been already.
    """
    try:
        return date.fromisoformat(word)
    except ValueError:
        pass
    reading = parse(word, issued=today, year=today.year, settings=office.reading)
    doubts = QUESTION_FLAGS - ({"past"} if past else set())
    if doubts.intersection(reading.flags) or reading.unread or len(reading.obligations) != 1:
        return None
    found = reading.obligations[0]
    return found.date if found.kind is Kind.DUE and found.alt is None else None
