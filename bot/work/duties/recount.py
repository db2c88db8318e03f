"""Last days that rest on the arrangement of holidays, counted again for duties that exist; whom it touches is told."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.calendars import last_day
from bot.model import Change, Kind
from bot.plan.duty import ENDED, Duty
from bot.plan.moves import redated
from bot.store import duties
from bot.store.tables import LedgerRow
from bot.work.duties.alignment import add_wanted, wanted_duties
from bot.work.duties.assignment import immediate_day, same_occurrence
from bot.work.duties.trail import change
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import tell_changes

RECOUNTED = "recounted"
#: (number, obligation) → the last day that the document now says.
Days = Mapping[tuple[str, int], date | None]


def recount(session: Session, office: Office, row: LedgerRow, now: datetime, actor: Actor) -> None:
    """Sets the days of a dispatched ledger's duties by the calendar of today, and dispatches what waited for it.

    A day that a person granted stays. So does one that is over by either count: nobody becomes late at a stroke.
    """
    wanted = wanted_duties(session, office, row, now)  # what counts from its dispatch is counted from its own below
    said = {(duty.number, duty.k): duty.due for duty in wanted}
    today = office.today(now)
    told: list[tuple[Duty, Change]] = []
    stored = duties.duties(session, ledger_id=row.id)
    # Where nothing moves, as nearly always, nobody who is moving a duty is waited for.
    moves = any(_new_day(office, duty, said, today) for duty in stored)
    for duty in duties.duties(session, ledger_id=row.id, locked=True) if moves else ():
        new = _new_day(office, duty, said, today)
        if new is None:
            continue
        after = change(session, actor, now, RECOUNTED, duty, _moved(office, duty, new, now))
        if after.due != duty.due:
            told.append((after, Change(RECOUNTED, after.due, was_on=duty.due)))
    tell_changes(session, office, told, now)
    add_wanted(session, office, wanted, stored, now, actor)


def _new_day(office: Office, duty: Duty, said: Days, today: date) -> date | None:
    """The last day that it is to have; None where it keeps the one that it has."""
    if duty.state in ENDED:
        return None
    new = _last_day(office, duty, said)
    if new is None or duty.original_due in {None, new}:
        return None
    return None if min(new, duty.original_due or new) < today else new


def _last_day(office: Office, duty: Duty, said: Days) -> date | None:
    """The last day of its own count, extensions apart; None where it rests on no holidays."""
    calendar = office.rules.calendar
    if duty.rrule is not None and duty.original_due is not None:
        return same_occurrence(duty, duty.original_due, calendar)
    if duty.kind is Kind.IMMEDIATE:
        return immediate_day(duty.dispatched_at, office.rules)
    if duty.occurrence and duty.span_unit == "workday":
        return last_day(date.fromisoformat(duty.occurrence), duty.span_n or 0, "workday", calendar)
    return None if duty.occurrence or duty.alt is not None else said.get((duty.number, duty.k))


def _moved(office: Office, duty: Duty, new: date, now: datetime) -> Duty:
    if duty.due != duty.original_due:  # extended by a person
        return duty._replace(original_due=new)
    after = redated(duty, new, None, now, office.rules)
    return after if duty.rrule is None else after._replace(occurrence=new.isoformat())
