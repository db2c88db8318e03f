"""Duties: what is due is one index, whatever else is stored."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, Table, bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.store.batches import parts
from bot.store.tables import DutyRow, EventRow

#: Ledger, number, obligation, unit, occurrence: there is one duty of each.
Key = tuple[str, str, int, str, str]


class Waiting(NamedTuple):
    """What a look at a duty needs of its row: who it is, then the facts that decide what is told and when."""

    id: int
    role: str
    ledger_id: str
    number: str
    unit: str
    section: str
    kind: str
    state: str
    dispatched_at: datetime
    due: date | None
    alt: date | None
    start: date | None
    until: date | None
    interval_days: int | None
    planned_through: datetime | None
    renewed: bool
    renewal: bool
    nudged: bool
    told_at: datetime | None
    original_due: date | None


_table = DutyRow.__table__
assert isinstance(_table, Table)
# Without the detour over objects: a tick may have thousands of duties before it, and changes three columns of each.
_DUE = (
    select(*(_table.c[name] for name in Waiting._fields))
    .where(_table.c.next_at <= bindparam("now"))
    .order_by(_table.c.next_at, _table.c.id)
    .limit(bindparam("most"))
    # What somebody moves at this very moment is looked at when they are done, as it then stands.
    .with_for_update(skip_locked=True)
)
_SETTLE = (
    _table.update()
    .where(_table.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        next_at=bindparam("b_next_at"),
        planned_through=bindparam("b_planned_through"),
        urgings=_table.c.urgings + bindparam("more"),
    )
)
_TOLD = _table.update().where(_table.c.id.in_(bindparam("ids", expanding=True))).values(told_at=bindparam("b_told_at"))
_NUDGED = _table.update().where(_table.c.id.in_(bindparam("ids", expanding=True))).values(nudged=True)


def due_duties(session: Session, now: datetime, limit: int) -> list[Waiting]:
    """At most `limit` duties that wait for `now` or earlier, the earliest first."""
    return [Waiting._make(row) for row in session.execute(_DUE, {"now": now, "most": limit})]


def settle(
    session: Session,
    ids: Sequence[int],
    next_at: datetime | None,
    planned_through: datetime,
    *,
    urged: bool,
    nudged: bool,
    told_at: datetime | None,
) -> None:
    """These duties are looked at again at `next_at`; their rungs up to `planned_through` are told.

    `told_at`: the instant of their dispatch, if it is told now.
    """
    said = {"b_next_at": next_at, "b_planned_through": planned_through, "more": int(urged)}
    for part in parts(ids):
        session.connection().execute(_SETTLE, {**said, "ids": part})
        if told_at is not None:
            session.connection().execute(_TOLD, {"b_told_at": told_at, "ids": part})
        if nudged:
            session.connection().execute(_NUDGED, {"ids": part})


def next_instant(session: Session) -> datetime | None:
    """The earliest instant that any duty waits for."""
    return session.scalar(select(func.min(DutyRow.next_at)))


def duties(
    session: Session, *, ledger_id: str | None = None, number: str | None = None, unit: str | None = None
) -> Sequence[DutyRow]:
    """The duties that fit all that is given, in the ledger's order."""
    query = select(DutyRow).order_by(DutyRow.ledger_id, DutyRow.id)
    if ledger_id is not None:
        query = query.where(DutyRow.ledger_id == ledger_id)
    if number is not None:
        query = query.where(DutyRow.number == number)
    if unit is not None:
        query = query.where(DutyRow.unit == unit)
    return session.scalars(query).all()


def get_duties(session: Session, ids: Iterable[int]) -> dict[int, DutyRow]:
    """Id → duty, for those that exist."""
    wanted = list(ids)
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(select(DutyRow).where(DutyRow.id.in_(wanted)))}


def fresh_duties(session: Session, ids: Sequence[int]) -> Iterator[DutyRow]:
    """These duties as the store has them now, whatever the session remembers of them."""
    for part in parts(ids):
        query = select(DutyRow).where(DutyRow.id.in_(part)).order_by(DutyRow.id)
        yield from session.scalars(query.execution_options(populate_existing=True))


def known_keys(session: Session, rows: Iterable[DutyRow]) -> set[Key]:
    """Those of these rows' keys that are taken."""
    by_ledger: dict[str, set[str]] = {}
    for row in rows:
        by_ledger.setdefault(row.ledger_id, set()).add(row.number)
    key = (DutyRow.ledger_id, DutyRow.number, DutyRow.k, DutyRow.unit, DutyRow.occurrence)
    found: set[Key] = set()
    for ledger_id, names in by_ledger.items():
        for part in parts(sorted(names)):
            query = select(*key).where(DutyRow.ledger_id == ledger_id, DutyRow.number.in_(part))
            found |= {(a, b, c, d, e) for a, b, c, d, e in session.execute(query)}
    return found


def last_events(session: Session, ids: Iterable[int]) -> dict[int, EventRow]:
    """Id → what happened last to each of these duties."""
    found: dict[int, EventRow] = {}
    for part in parts(ids):
        last = select(func.max(EventRow.id)).where(EventRow.duty_id.in_(part)).group_by(EventRow.duty_id)
        events = session.scalars(select(EventRow).where(EventRow.id.in_(last)))
        found |= {event.duty_id: event for event in events if event.duty_id is not None}
    return found


def events_on(session: Session, ids: Iterable[int], verb: str, day: date) -> set[int]:
    """Those of these duties to which `verb` happened with effect from `day`."""
    query = select(EventRow.duty_id).where(EventRow.verb == verb, EventRow.effective_on == day)
    wanted = set(ids)
    return {duty for duty in session.scalars(query) if duty in wanted}


def numbers(session: Session, ledger_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Every (ledger, number) under which these ledgers have duties."""
    query = select(DutyRow.ledger_id, DutyRow.number).where(DutyRow.ledger_id.in_(list(ledger_ids))).distinct()
    return [(ledger_id, number) for ledger_id, number in session.execute(query)]


def remarks(session: Session, ids: Iterable[int], limit: int) -> Sequence[EventRow]:
    """The last `limit` events of these duties that carry a note or evidence, the newest first."""
    told = or_(EventRow.note.is_not(None), EventRow.evidence.is_not(None))
    query = select(EventRow).where(EventRow.duty_id.in_(list(ids)), told)
    return session.scalars(query.order_by(EventRow.id.desc()).limit(limit)).all()


def lead_units(session: Session, tasks: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """(ledger, number) → the units that lead it, for those of `tasks` that are led."""
    by_ledger: dict[str, list[str]] = {}
    for ledger_id, number in sorted(tasks):
        by_ledger.setdefault(ledger_id, []).append(number)
    found: dict[tuple[str, str], list[str]] = {}
    for ledger_id, names in by_ledger.items():
        for part in parts(names):
            for number, unit in session.execute(_leads(ledger_id, part)):
                found.setdefault((ledger_id, number), []).append(unit)
    return found


def _leads(ledger_id: str, names: Sequence[str]) -> Select[str, str]:
    query = select(DutyRow.number, DutyRow.unit).distinct().order_by(DutyRow.number, DutyRow.unit)
    return query.where(DutyRow.ledger_id == ledger_id, DutyRow.number.in_(names), DutyRow.role == "lead")


def planned_since(session: Session, last_id: int, instant: datetime) -> Iterator[dict[str, Any]]:
    """The duties planned at `instant` or later, and those made after the one called `last_id`: column → value."""
    query = select(_table).where(or_(_table.c.planned_through >= instant, _table.c.id > last_id)).order_by(_table.c.id)
    found = session.execute(query)
    names = list(found.keys())
    return (dict(zip(names, row, strict=True)) for row in found)
