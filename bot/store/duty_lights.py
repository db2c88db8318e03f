"""The light of a duty as an expression of SQL: duties are counted, filtered and sorted by it where they are kept.

The same rule as `bot.plan.lights.light` and, for what people read, `bot.work.office.Office.shown_light`; a property
test holds them together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, false, literal, or_, select
from sqlalchemy.orm import Session

from bot.model import Kind
from bot.plan.duty import State
from bot.plan.lights import WORST_FIRST, Light
from bot.store.duty_conditions import is_late
from bot.store.tables import DUTY

_D = DUTY.c
#: The light of a duty, as an expression of SQL.
StoredLight = ColumnElement[str]
_BY_STATE = {
    State.CLOSED: Light.CLOSED,
    State.WITHDRAWN: Light.WITHDRAWN,
    State.SUSPENDED: Light.PAUSED,
    State.HANDED_BACK: Light.PAUSED,
    State.REPORTED: Light.REPORTED,
}


@dataclass(frozen=True, slots=True)
class LightDays:
    """What lights rest on today. `near_through`: the last day that counts as near. Whoever has the work since
    `term_from`, or was told of it since `told_from`, which is that day's beginning, still has a term of their own.
    """

    today: date
    near_through: date
    term_from: date
    told_from: datetime


@dataclass(frozen=True, slots=True)
class ToldOn:
    """The instants of dispatches that were told, or will be told, on `day`."""

    day: date
    told: tuple[datetime, ...]
    dispatched: tuple[datetime, ...]


def operative(today: date) -> ColumnElement[date | None]:
    """The day that a duty is held to on `today` (`bot.plan.lights.operative_day`)."""
    return case((_D.alt >= today, _D.alt), else_=_D.due)


def told_lately(session: Session, days: LightDays) -> list[datetime]:
    """The instants since `told_from` at which anything was dispatched to somebody: by an index, whatever is stored."""
    found = session.scalars(select(_D.told_at).where(_D.told_at >= days.told_from).distinct())
    return [at for at in found if at is not None]


def late_untold(session: Session, days: LightDays) -> list[datetime]:
    """The instants of the dispatches of which something is late and was not told yet."""
    late = _D.told_at.is_(None), is_late(days.today), _D.missed == 0
    return list(session.scalars(select(_D.dispatched_at).where(*late).distinct()))


def light_of(days: LightDays, told: Iterable[ToldOn] | None = None) -> StoredLight:
    """The light by the ledger's own days; with `told` as people read it: what its unit has only since its last day
    is near, not late.
    """
    late = or_(_D.due < days.today, _D.missed > 0)
    has_term = false() if told is None else _has_term(days, told)
    return case(
        *((_D.state == state, literal(str(light))) for state, light in _BY_STATE.items()),
        (_D.kind == Kind.STANDING, literal(str(Light.STANDING))),
        (_D.due.is_(None), literal(str(Light.UNDATED))),
        (and_(late, has_term), literal(str(Light.NEAR))),
        (late, literal(str(Light.OVERDUE))),
        (operative(days.today) <= days.near_through, literal(str(Light.NEAR))),
        else_=literal(str(Light.OPEN)),
    )


def _has_term(days: LightDays, told: Iterable[ToldOn]) -> ColumnElement[bool]:
    """Of what is late, that whose unit has a term of its own."""
    again = and_(_D.had_since >= days.term_from, _D.had_since > _D.due)
    anew = [and_(_D.due < one.day, _told_on(one)) for one in told]
    return and_(_D.missed == 0, or_(again, and_(_D.kind != Kind.RELATIVE, or_(false(), *anew))))


def _told_on(one: ToldOn) -> ColumnElement[bool]:
    told = _D.told_at.in_(one.told) if one.told else false()
    waiting = and_(_D.told_at.is_(None), _D.dispatched_at.in_(one.dispatched)) if one.dispatched else false()
    return or_(told, waiting)


def rank_of(light: StoredLight) -> ColumnElement[int]:
    """The place of a light in the order of every list, the worst first."""
    return case(*((light == str(name), rank) for rank, name in enumerate(WORST_FIRST)), else_=len(WORST_FIRST))
