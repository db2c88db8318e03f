"""Occurrences of series that a clock ahead of its time made: taken back, where nobody has done anything with them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bot.model import Kind
from bot.plan.duty import Duty, State
from bot.store.batches import parts
from bot.store.duties import duties, last_events
from bot.store.tables import DUTY


def forget_occurrences(session: Session, now: datetime, today: date) -> int:
    """Of each series what was told of later than `now`, or not yet, but for the present occurrence and what was moved;
    gives how many. The present one is renewed when its day has passed, as if the others had never been.
    """
    is_untold = or_(DUTY.c.told_at > now, DUTY.c.told_at.is_(None))
    told = (DUTY.c.kind == Kind.RECURRING, DUTY.c.renewal.is_(True), is_untold)
    early = set(session.scalars(select(DUTY.c.id).where(*told)))
    if not early:
        return 0
    ledgers = list(session.scalars(select(DUTY.c.ledger_id).where(*told).distinct()))
    gone, present = [], []
    for series in _series(duty for ledger_id in ledgers for duty in duties(session, ledger_id=ledger_id)):
        later = [duty for duty in series if (duty.original_due or duty.due or today) >= today]
        untouched = [duty for duty in later[1:] if duty.id in early and duty.state is State.DISPATCHED]
        if untouched and untouched == later[1:]:
            gone += [duty.id for duty in untouched]
            present.append(later[0].id)
    moved = last_events(session, gone)
    if moved:
        gone = [duty_id for duty_id in gone if duty_id not in moved]
    for part in parts(gone):
        session.execute(delete(DUTY).where(DUTY.c.id.in_(part)))
    for part in parts(present):
        session.execute(update(DUTY).where(DUTY.c.id.in_(part)).values(renewed=False))
    return len(gone)


def _series(found: Iterable[Duty]) -> Iterator[list[Duty]]:
    """The occurrences of each series, in the order of their days."""
    own = [duty for duty in found if duty.kind is Kind.RECURRING]
    own.sort(key=lambda duty: (_name(duty), duty.original_due or duty.due or date.max))
    for _, series in groupby(own, key=_name):
        yield list(series)


def _name(duty: Duty) -> tuple[str, str, int, str]:
    return duty.ledger_id, duty.number, duty.k, duty.unit
