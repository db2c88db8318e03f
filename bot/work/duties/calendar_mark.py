"""By which calendar the stored days were read, so that they are read again only where another is in force."""

from hashlib import sha256

from sqlalchemy.orm import Session

from bot.calendars.official import KNOWN_THROUGH
from bot.store import ledgers
from bot.store.store import find_mark, get_mark, one_at_a_time
from bot.work.office import Office

CALENDAR = "calendar"
#: Days were read by more than one since the last tick: whichever is in force then, all are read again.
_SEVERAL = "several"


def note_calendar(session: Session, office: Office) -> None:
    """Says before a ledger or its duties are stored by which calendar that is done.

    Of a store whose first ledgers came without it nothing is known: the first tick reads them again.
    """
    if ledgers.is_empty(session):
        one_at_a_time(session, "tick")  # which says it as well
        first = get_mark(session, CALENDAR)
        first.value = first.value or calendar_print(office)
    mark = find_mark(session, CALENDAR)
    if mark is not None and mark.value not in {None, calendar_print(office)}:
        mark.value = _SEVERAL


def calendar_print(office: Office) -> str:
    """What tells this calendar from any other."""
    calendar = office.rules.calendar
    days = (
        sorted(calendar.extra_holidays),
        sorted(calendar.extra_workdays),
        sorted(calendar.announced_years),
        KNOWN_THROUGH,
    )
    return sha256(repr(days).encode()).hexdigest()
