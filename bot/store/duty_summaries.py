"""Duties at a glance: of a whole ledger only what a list is filtered, sorted and counted by."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, bindparam, extract, func, select, type_coerce
from sqlalchemy.orm import Session

from bot.plan.duty import Duty, State
from bot.store.duties import get_duties
from bot.store.duty_conditions import AT_WORK, TO_DECIDE, TO_DO, is_late
from bot.store.reader import Reader
from bot.store.tables import DUTY


class Glance(NamedTuple):
    """One duty; kind and state in plain words, as they are kept."""

    id: int
    ledger_id: str
    number: str
    unit: str
    section: str
    title: str
    label: str
    kind: str
    state: str
    due: date | None
    alt: date | None
    missed: int


_PLAIN = {"kind", "state"}
_BY_NAME = {
    name: type_coerce(DUTY.c[name], String).label(name) if name in _PLAIN else DUTY.c[name] for name in Glance._fields
}
_ALL = select(*_BY_NAME.values())


def of_ledger(session: Session, ledger_id: str) -> list[Glance]:
    """All of a ledger, in its order."""
    query = _ALL.where(DUTY.c.ledger_id == ledger_id).order_by(DUTY.c.id)
    return [Glance._make(row) for row in session.execute(query).all()]


class Ranked(NamedTuple):
    """What a duty is ranked by; kind and state in plain words, as they are kept."""

    id: int
    ledger_id: str
    number: str
    kind: str
    state: str
    due: date | None
    alt: date | None
    missed: int


#: A contact asks it again and again, so it is made once.
_OF_UNITS = (
    select(*(_BY_NAME[name] for name in Ranked._fields))
    .where(DUTY.c.unit.in_(bindparam("units", expanding=True)))
    .order_by(DUTY.c.ledger_id, DUTY.c.id)
)


def of_units(session: Reader, units: Collection[str]) -> list[Ranked]:
    """All duties of these units, in their ledgers' order."""
    return [Ranked._make(row) for row in session.execute(_OF_UNITS, {"units": list(units)}).all()]


#: A unit's page asks it each time, so it is made once.
_AT_WORK = (
    select(DUTY)
    .where(DUTY.c.unit.in_(bindparam("units", expanding=True)), AT_WORK)
    .order_by(DUTY.c.ledger_id, DUTY.c.id)
)


def at_work(session: Session, units: Collection[str]) -> list[Duty]:
    """The duties of these units in the ledgers that are dispatched, in the ledgers' order."""
    return [Duty._make(row) for row in session.execute(_AT_WORK, {"units": list(units)}).all()]


def to_decide(session: Session, ledger_ids: Collection[str], most: int) -> list[Duty]:
    """What waits for a coordinator: reports, requests for more time, duties that were handed back."""
    return _found(session, ledger_ids, TO_DECIDE, most)


def late(session: Session, ledger_ids: Collection[str], today: date, most: int) -> list[Duty]:
    """What is to be done and past its last day, the longest first."""
    return _found(session, ledger_ids, TO_DO & (DUTY.c.due < today), most)


def became_late(session: Session, ledger_ids: Collection[str], since: date, today: date) -> bool:
    """Whether anything is late whose last day was `since` or later."""
    fits = DUTY.c.ledger_id.in_(list(ledger_ids)), is_late(today), DUTY.c.due >= since, DUTY.c.due < today
    query = select(DUTY.c.id).where(*fits)
    return session.scalar(query.limit(1)) is not None


def units_urged_late(session: Session, ledger_ids: Collection[str], today: date) -> list[str]:
    """The units of which something is late and was urged."""
    return _units(session, ledger_ids, is_late(today), DUTY.c.urgings > 0)


def units_at_work(session: Session, ledger_ids: Collection[str]) -> list[str]:
    """The units that have something to do."""
    return _units(session, ledger_ids, TO_DO)


def _units(session: Session, ledger_ids: Collection[str], *fits: ColumnElement[bool]) -> list[str]:
    query = select(DUTY.c.unit).where(DUTY.c.ledger_id.in_(list(ledger_ids)), *fits)
    return list(session.scalars(query.distinct().order_by(DUTY.c.unit)))


def due_years(session: Session) -> set[int]:
    """The years in which something falls due that is looked at again."""
    year = extract("year", DUTY.c.due)
    found = session.scalars(select(year).where(DUTY.c.due.is_not(None), DUTY.c.next_at.is_not(None)).distinct())
    return {int(one) for one in found}


def coming(session: Session, ledger_ids: Collection[str], first: date, last: date, most: int) -> list[Duty]:
    """What is to be done from `first` to `last`, both inclusive, by the stricter of two readings."""
    day = func.coalesce(DUTY.c.alt, DUTY.c.due)
    within = (DUTY.c.due >= first) & (day <= last)
    return _found(session, ledger_ids, TO_DO & within, most)


def unsigned(session: Session, ledger_ids: Collection[str]) -> list[tuple[str, int]]:
    """The units that have not acknowledged what they were dispatched, with how many; the most first."""
    n = func.count()
    query = select(DUTY.c.unit, n).where(DUTY.c.ledger_id.in_(list(ledger_ids)), DUTY.c.state == State.DISPATCHED)
    rows = session.execute(query.group_by(DUTY.c.unit).order_by(n.desc(), DUTY.c.unit))
    return [(unit, count) for unit, count in rows]


def _found(session: Session, ledger_ids: Collection[str], fits: object, most: int) -> list[Duty]:
    query = select(DUTY.c.id).where(DUTY.c.ledger_id.in_(list(ledger_ids)), fits)  # type: ignore[arg-type]
    ids: Iterable[int] = session.scalars(query.order_by(DUTY.c.due, DUTY.c.id).limit(most)).all()
    return list(get_duties(session, ids).values())
