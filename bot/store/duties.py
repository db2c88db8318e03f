"""Duties in and out of their rows: what is due is one index, whatever else is stored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Select, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import Session

from bot.model import UnitRole
from bot.plan.duty import Duty, State
from bot.store.batches import parts
from bot.store.reader import Reader
from bot.store.tables import DUTY, EventRow

#: Ledger, number, obligation, unit, occurrence: there is one duty of each.
Key = tuple[str, str, int, str, str]
#: Lines of the trail that tell of a duty and leave it as it is.
CHANGE_NOTHING = ("evidence", "read", "later", "urged", "reminded", "unit-renamed")
_KEY = ("ledger_id", "number", "k", "unit", "occurrence")
_ALL = select(DUTY)
_THESE = DUTY.c.id.in_(bindparam("ids", expanding=True))
_OF_IDS = _ALL.where(_THESE)
_URGED = DUTY.update().where(_THESE).values(urgings=DUTY.c.urgings + 1)
# What comes after the first urging is planned from the day that it arrived.
_FIRST_URGED = (
    DUTY.update().where(_THESE, DUTY.c.urged_on.is_(None))
    .values(urged_on=bindparam("b_day"), next_at=bindparam("b_now"))
)  # fmt: skip
_RENEWED = DUTY.update().where(_THESE).values(renewed=True)


#: Nobody has been told yet that it is late.
UNTOLD_OF_LATENESS: dict[str, object] = {"urgings": 0, "urged_on": None, "lettered_on": None, "put_off": ""}


def _read(session: Reader, query: Select[*tuple[object, ...]], **values: object) -> list[Duty]:
    return [Duty._make(row) for row in session.execute(query, values).all()]


def add(session: Session, duties: Iterable[Duty]) -> None:
    """Stores new duties."""
    for part in parts(duties):
        rows = [{name: value for name, value in duty._asdict().items() if name != "id"} for duty in part]
        session.connection().execute(DUTY.insert(), rows)


def add_one(session: Session, duty: Duty) -> Duty:
    """Stores a new duty and gives it with its id."""
    add(session, [duty])
    wanted = [DUTY.c[name] == value for name, value in zip(_KEY, key_of(duty), strict=True)]
    return _read(session, _ALL.where(*wanted))[0]


def save(session: Session, before: Duty, after: Duty) -> Mapping[str, tuple[object, object]]:
    """Writes what differs between two states of the same stored duty; gives field → what it was and what it became."""
    changed = {name: (old, new) for name, old, new in zip(Duty._fields, before, after, strict=True) if old != new}
    if changed:
        values = {name: new for name, (_, new) in changed.items()}
        session.execute(DUTY.update().where(DUTY.c.id == before.id).values(values))
    return changed


def count_urgings(session: Session, ids: Iterable[int], now: datetime, day: date) -> None:
    """One urging of each of these has arrived `now`, which is `day`; after the first they are looked at again."""
    for part in parts(ids):
        session.connection().execute(_FIRST_URGED, {"b_now": now, "b_day": day, "ids": part})
        session.connection().execute(_URGED, {"ids": part})


def renumber(session: Session, ledger_id: str, numbers: Mapping[str, str]) -> list[tuple[Duty, str]]:
    """Gives the duties of a ledger other numbers, old → new; gives each with the number that it had.

    In two steps, since numbers may change places and two may never be the same.
    """
    found = [duty for duty in duties(session, ledger_id=ledger_id) if duty.number in numbers]
    then = [duty._replace(number=numbers[duty.number]) for duty in found]
    aside = [duty._replace(number=f"~{duty.number}") for duty in then]
    for before, after in (*zip(found, aside, strict=True), *zip(aside, then, strict=True)):
        save(session, before, after)
    return [(duty, old.number) for duty, old in zip(then, found, strict=True)]


def set_renewed(session: Session, ids: Iterable[int]) -> None:
    """The next occurrences of these exist, or there is none."""
    for part in parts(ids):
        session.connection().execute(_RENEWED, {"ids": part})


def rest(session: Session, ledger_id: str) -> None:
    """No duty of this ledger is looked at any more."""
    session.execute(DUTY.update().where(DUTY.c.ledger_id == ledger_id).values(next_at=None))


def look_again(
    session: Session,
    states: Collection[State],
    ledger_ids: Collection[str],
    at: datetime,
    settled: datetime,
    *,
    doubted: bool,
) -> None:
    """The duties in these states and ledgers are looked at next at `at`; rungs up to `settled` count as told.

    `doubted`: rather those up to the last rung that was told, whenever it would be now.
    """
    wanted = and_(DUTY.c.state.in_(states), DUTY.c.ledger_id.in_(ledger_ids))
    session.execute(DUTY.update().where(wanted).values(next_at=at, doubted=doubted))
    session.execute(DUTY.update().where(wanted, DUTY.c.planned_through < settled).values(planned_through=settled))


def plan_again(session: Session, states: Collection[State], after: datetime, settled: datetime, at: datetime) -> int:
    """Duties whose rungs count as told up to a time after `after` are settled up to `settled` only; gives how many.

    Those in these states are looked at next at `at`.
    """
    ahead = DUTY.c.planned_through > after
    running = and_(ahead, DUTY.c.state.in_(states))
    found = session.scalar(select(func.count()).select_from(DUTY).where(running)) or 0
    session.execute(DUTY.update().where(DUTY.c.told_at > after).values(told_at=after))
    session.execute(DUTY.update().where(running).values(next_at=at))
    session.execute(DUTY.update().where(ahead, DUTY.c.urged_on.is_not(None)).values(**UNTOLD_OF_LATENESS))
    session.execute(DUTY.update().where(ahead).values(planned_through=settled))
    return found


def next_instant(session: Session) -> datetime | None:
    """The earliest instant that any duty waits for."""
    found: datetime | None = session.scalar(select(func.min(DUTY.c.next_at)))
    return found


def duties(
    session: Session,
    *,
    ledger_id: str | None = None,
    number: str | None = None,
    unit: str | None = None,
    locked: bool = False,
) -> list[Duty]:
    """The duties that fit all that is given, in the ledger's order. `locked`: nobody else moves them meanwhile."""
    wanted = {"ledger_id": ledger_id, "number": number, "unit": unit}
    fits = [DUTY.c[name] == value for name, value in wanted.items() if value is not None]
    query = _ALL.where(*fits).order_by(DUTY.c.ledger_id, DUTY.c.id)
    return _read(session, query.with_for_update() if locked else query)


def get_duties(session: Reader, ids: Iterable[int]) -> dict[int, Duty]:
    """Id → duty, for those that exist."""
    found: dict[int, Duty] = {}
    for part in parts(ids):
        found |= {duty.id: duty for duty in _read(session, _OF_IDS, ids=part)}
    return found


def key_of(duty: Duty) -> Key:
    """What tells a duty from every other."""
    return duty.ledger_id, duty.number, duty.k, duty.unit, duty.occurrence


def known_keys(session: Session, wanted: Iterable[Duty]) -> set[Key]:
    """Those of these duties' keys that are taken."""
    by_ledger: dict[str, set[str]] = {}
    for duty in wanted:
        by_ledger.setdefault(duty.ledger_id, set()).add(duty.number)
    key = (DUTY.c.ledger_id, DUTY.c.number, DUTY.c.k, DUTY.c.unit, DUTY.c.occurrence)
    found: set[Key] = set()
    for ledger_id, names in by_ledger.items():
        for part in parts(sorted(names)):
            query = select(*key).where(DUTY.c.ledger_id == ledger_id, DUTY.c.number.in_(part))
            found |= {(a, b, c, d, e) for a, b, c, d, e in session.execute(query)}
    return found


def last_events(session: Session, ids: Iterable[int]) -> dict[int, EventRow]:
    """Id → what happened last to each of these duties, but for what changes nothing of them."""
    found: dict[int, EventRow] = {}
    for part in parts(ids):
        told = EventRow.duty_id.in_(part), EventRow.verb.not_in(CHANGE_NOTHING)
        last = select(func.max(EventRow.id)).where(*told).group_by(EventRow.duty_id)
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
    query = select(DUTY.c.ledger_id, DUTY.c.number).where(DUTY.c.ledger_id.in_(list(ledger_ids))).distinct()
    return [(ledger_id, number) for ledger_id, number in session.execute(query)]


def deadlines(session: Session, items: Collection[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """(ledger, number, k) of every deadline that these items (ledger, number) have."""
    if not items:
        return []
    names = DUTY.c.ledger_id, DUTY.c.number
    found = session.execute(select(*names, DUTY.c.k).where(tuple_(*names).in_(list(items))).distinct())
    return [(ledger_id, number, k) for ledger_id, number, k in found]


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
    query = select(DUTY.c.number, DUTY.c.unit).distinct().order_by(DUTY.c.number, DUTY.c.unit)
    return query.where(DUTY.c.ledger_id == ledger_id, DUTY.c.number.in_(names), DUTY.c.role == UnitRole.LEAD)


def planned_since(session: Session, last_id: int, instant: datetime) -> list[Duty]:
    """The duties planned at `instant` or later, and those made after the one called `last_id`."""
    query = _ALL.where(or_(DUTY.c.planned_through >= instant, DUTY.c.id > last_id)).order_by(DUTY.c.id)
    return _read(session, query)
