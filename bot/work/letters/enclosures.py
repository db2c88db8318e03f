"""What goes with a letter to a unit: its days for a calendar, and a long list as a sheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import Letter, Line
from bot.messages.calendar_file import MEDIA_TYPE, Entry, calendar_file
from bot.messages.channel_limits import MAIL_LINES
from bot.model import Attachment, NoticeKind, Role
from bot.plan.duty import Duty
from bot.texts import text
from bot.work.export.rows import exported_of
from bot.work.letters.calendar import calendar_entries
from bot.work.office import Office

#: Kinds of a letter by which a day is set, moved or done with.
_DATING = frozenset({NoticeKind.DISPATCH, NoticeKind.DECISION, NoticeKind.CHANGE})
#: A letter with more tasks than this is easier to work through as a sheet.
LONG = 20
#: So many ledgers come as sheets; whoever is told of more in one letter has the pages, or an export.
MOST_SHEETS = 10
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def enclosures(
    session: Session,
    office: Office,
    letter: Letter,
    found: Iterable[Duty],
    changes: Callable[[Sequence[int]], Mapping[int, Sequence[Mapping[str, Any]]]],
    now: datetime,
) -> tuple[Attachment, ...]:
    """For a unit's contact; empty for everybody else. `found`: what the letter is about; `changes`: of these duties."""
    if letter.role is not Role.CONTACT:
        return ()
    own = {line.duty for line in letter.own}
    duties = [duty for duty in found if duty.id in own]
    told = _listed(letter, duties) if letter.kind in _DATING else []
    entries = calendar_entries(told, changes([duty.id for duty, _ in told]))
    return (*_calendar(office, entries, now), *_sheets(session, office, letter, duties, now))


def _listed(letter: Letter, found: Iterable[Duty]) -> list[tuple[Duty, Line]]:
    """As many as a mail may list."""
    lines = {line.duty: line for line in letter.own[:MAIL_LINES]}
    return [(duty, lines[duty.id]) for duty in found if duty.id in lines]


def _calendar(office: Office, entries: Sequence[Entry], now: datetime) -> tuple[Attachment, ...]:
    if not entries:
        return ()
    return (Attachment(text("letter.calendar_name"), MEDIA_TYPE, calendar_file(entries, office.name, now)),)


def _sheets(
    session: Session, office: Office, letter: Letter, found: list[Duty], now: datetime
) -> tuple[Attachment, ...]:
    """A sheet a ledger, of the first ledgers."""
    if letter.tasks <= LONG:
        return ()
    from bot.work.export.workbook import as_list  # noqa: PLC0415 - xlsxwriter is wanted now and then

    made = []
    for part in letter.parts[:MOST_SHEETS]:
        own = [duty for duty in found if duty.ledger_id == part.ledger]
        listed = exported_of(session, office, part.ledger, own, now)
        made.append(Attachment(text("letter.sheet_name", title=part.title[:40]), SHEET, as_list(listed)))
    return tuple(made)
