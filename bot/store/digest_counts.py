"""What a digest of all ledgers at work counts and lists: counted by SQL, and of each list the first items read."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bot.model import Kind
from bot.plan.duty import State
from bot.plan.lights import Light
from bot.store.duty_conditions import AT_WORK, TO_DECIDE, TO_DO
from bot.store.duty_counts import Fits, Item, fitting, of_lights
from bot.store.duty_lights import StoredLight, operative, rank_of
from bot.store.tables import DUTY

_D = DUTY.c
#: Grouped by these, rows are read in their index's own order; by the columns they would be fetched one by one.
_UNIT, _NUMBER = func.coalesce(_D.unit, ""), func.coalesce(_D.number, "")
#: Compared by this, an instant that is set is not looked up by its own index.
_TOLD_AT = func.coalesce(_D.told_at, _D.dispatched_at)
#: How many tasks: numbers are a ledger's own.
_TASKS = func.count((_D.ledger_id + "\n" + _D.number).distinct())
ACTIVE = (Light.OVERDUE, Light.NEAR, Light.OPEN)


class Listed(NamedTuple):
    """The first items of a list, and how many there are in all."""

    items: list[Item]
    total: int


def late(light: StoredLight) -> Fits:
    """What is overdue."""
    return [*fitting(), *of_lights(light, [Light.OVERDUE])]


def waiting() -> Fits:
    """What waits for a coordinator's decision."""
    return [AT_WORK, TO_DECIDE]


def coming(light: StoredLight, today: date, until: date) -> Fits:
    """What falls due until then, inclusive; of what is past its last day, that whose unit has a term of its own."""
    within = operative(today).between(today, until)
    return [*fitting(), *of_lights(light, [Light.NEAR, Light.OPEN]), or_(within, _D.due < today)]


def undated(light: StoredLight) -> Fits:
    """What is to be done and has no day."""
    return [*fitting(), *of_lights(light, [Light.UNDATED])]


def running() -> Fits:
    """What units have to do."""
    return [AT_WORK, TO_DO]


def first_items(session: Session, fits: Fits, most: int, today: date) -> Listed:
    """The items of the earliest days, and those of which most reports are missing, `most` of each."""
    item = _D.ledger_id, _NUMBER
    missed = func.max(_D.missed)
    query = select(*item, func.count().over(), func.max(missed).over()).where(*fits).group_by(*item)
    earliest = func.min(func.coalesce(operative(today), date.max)), func.min(_D.id)
    rows = list(session.execute(query.order_by(*earliest).limit(most)))
    total, is_any_missed = (rows[0][2], rows[0][3] > 0) if rows else (0, False)
    if total > most and is_any_missed:
        rows += session.execute(query.where(_D.missed > 0).order_by(missed.desc()).limit(most)).all()
    return Listed(list(dict.fromkeys((row[0], row[1]) for row in rows)), total)


def count_units(session: Session, fits: Fits) -> int:
    """How many units have a duty that fits."""
    return session.scalar(select(func.count(_D.unit.distinct())).where(*fits)) or 0


def fell_due(session: Session, light: StoredLight, since: date, today: date) -> dict[str, int]:
    """Of what fell due from `since` to before `today`, how many duties stand under each light."""
    named = light.label("light")
    query = select(named, func.count()).where(AT_WORK, _D.due >= since, _D.due < today).group_by(named)
    return {name: n for name, n in session.execute(query) if name != Light.WITHDRAWN}


def active_units(session: Session, shown: StoredLight, plain: StoredLight, but: Collection[str]) -> list[str]:
    """The units, but for these, that have something to do, those with the worst and earliest first."""
    active = sorted(map(str, ACTIVE))
    fits = AT_WORK, _D.unit.not_in(list(but)), or_(shown.in_(active), plain.in_(active))
    query = select(_UNIT).where(*fits).group_by(_UNIT)
    return list(session.scalars(query.order_by(func.min(rank_of(shown)), func.min(_D.due), func.min(_D.id))))


def unsigned(session: Session) -> list[tuple[str, int]]:
    """The units that have not acknowledged what they were dispatched, with how many; the most first."""
    return _by_unit(session, [AT_WORK, _D.state == State.DISPATCHED, _D.renewal.is_(False)])


def _by_unit(session: Session, fits: Fits) -> list[tuple[str, int]]:
    """Each unit with how many of its duties fit, the most first."""
    n = func.count()
    query = select(_UNIT, n).where(*fits).group_by(_UNIT).order_by(n.desc(), func.min(_D.id))
    return [(unit, count) for unit, count in session.execute(query)]


class DayCount(NamedTuple):
    """How many tasks and duties fall due on a day; None: standing work."""

    day: date | None
    tasks: int
    duties: int


def later(session: Session, light: StoredLight, today: date, after: date) -> list[DayCount]:
    """What is at work and falls due after that day, day by day, and the standing work last."""
    later_lights = [Light.OPEN, Light.NEAR, Light.STANDING]
    standing = _D.kind == Kind.STANDING
    day = case((_D.kind != Kind.STANDING, operative(today)))
    fits = *running(), *of_lights(light, later_lights), or_(standing, day > after)
    rows = session.execute(select(day, _TASKS, func.count()).where(*fits).group_by(day))
    found = [DayCount(on, tasks, n) for on, tasks, n in rows]
    return sorted(found, key=lambda one: one.day or date.max)


class StandingFacts(NamedTuple):
    """What decides whether a report on standing work is missing."""

    state: State
    told_at: datetime | None
    dispatched_at: datetime
    until: date | None
    reported_for: date | None
    kind: Kind = Kind.STANDING


_FACTS = [_D[name] for name in StandingFacts._fields if name != "kind"]


def standing_facts(session: Session) -> list[StandingFacts]:
    """Those of all standing work, each once: it is dispatched by the ledger, not by the duty."""
    rows = session.execute(select(*_FACTS).where(AT_WORK, _D.kind == Kind.STANDING).distinct())
    return [StandingFacts(*row) for row in rows]


def standing_with(session: Session, facts: Collection[StandingFacts]) -> tuple[int, list[tuple[str, int]]]:
    """Of standing work with any of these facts, how many tasks it is, and each unit with how many duties."""
    any_of = or_(*(and_(*(_same(one, value) for one, value in zip(_FACTS, own, strict=False))) for own in facts))
    fits = [AT_WORK, _D.kind == Kind.STANDING, any_of]
    return session.scalar(select(_TASKS).where(*fits)) or 0, _by_unit(session, fits)


def _same(column: ColumnElement[object], value: object) -> ColumnElement[bool]:
    if value is None:
        return column.is_(None)
    return and_(column.is_not(None), value == _TOLD_AT) if column is _D.told_at else column == value
