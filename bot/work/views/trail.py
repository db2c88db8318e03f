"""The audit trail, read: who did what, when, by what channel, from where to where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from bot.store.tables import DutyRow, EventRow
from bot.work.office import Office


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail."""

    at: datetime
    who: str
    channel: str
    verb: str
    ledger: str | None
    number: str | None
    unit: str | None
    before: str | None
    after: str | None
    note: str | None
    evidence: str | None
    effective_on: date | None


def trail(
    office: Office, *, ledger_id: str | None = None, number: str | None = None, unit: str | None = None
) -> Sequence[Entry]:
    """The entries that fit all that is given, the oldest first."""
    query = select(EventRow, DutyRow.number, DutyRow.unit).outerjoin(DutyRow, DutyRow.id == EventRow.duty_id)
    if ledger_id is not None:
        query = query.where(EventRow.ledger_id == ledger_id)
    if number is not None:
        query = query.where(DutyRow.number == number)
    if unit is not None:
        query = query.where(DutyRow.unit.in_(office.roster.expand([unit])))
    with office.store.begin() as session:
        rows = session.execute(query.order_by(EventRow.at, EventRow.id)).all()
    zone = office.rules.zone
    return [
        Entry(
            event.at.astimezone(zone),
            event.who,
            event.channel,
            event.verb,
            event.ledger_id,
            number_,
            unit_,
            event.before,
            event.after,
            event.note,
            event.evidence,
            event.effective_on,
        )
        for event, number_, unit_ in rows
    ]
