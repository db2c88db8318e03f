"""What a tick reads of duties and writes: those that are due, by unit, and what is said of them from then on."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Update, bindparam, func, select
from sqlalchemy.orm import Session

from bot.plan.duty import Duty
from bot.store.batches import parts
from bot.store.tables import DUTY

#: So many rows of an answer are in memory at once.
_AT_ONCE = 10_000
_THESE = DUTY.c.id.in_(bindparam("ids", expanding=True))
_WAITS = DUTY.c.next_at <= bindparam("now")
_DUE_IDS = (
    select(DUTY.c.unit, DUTY.c.id).where(_WAITS).order_by(DUTY.c.next_at, DUTY.c.id)
    .execution_options(yield_per=_AT_ONCE)
)  # fmt: skip
# What somebody moves at this very moment is looked at when they are done, as it then stands.
_DUE_OF = select(DUTY).where(_WAITS, _THESE).order_by(DUTY.c.next_at, DUTY.c.id).with_for_update(skip_locked=True)
_DUE_SINCE = select(DUTY.c.id).where(_WAITS, DUTY.c.id > bindparam("last")).order_by(DUTY.c.next_at, DUTY.c.id)
_LAST = select(func.max(DUTY.c.id))
_ASKED = DUTY.update().where(_THESE).values(asked=True)
_PUT_OFF = DUTY.update().where(_THESE).values(put_off=bindparam("b_put_off"))
_LETTERED = DUTY.update().where(_THESE, DUTY.c.lettered_on.is_(None)).values(lettered_on=bindparam("b_day"))


def due_ids(session: Session, now: datetime) -> dict[str, "array[int]"]:
    """Unit → the ids of its duties that wait for `now` or earlier, the earliest first; the units by name."""
    found: dict[str, array[int]] = {}
    for unit, duty_id in session.connection().execute(_DUE_IDS, {"now": now}):
        found.setdefault(unit, array("q")).append(duty_id)
    return dict(sorted(found.items()))


def last_id(session: Session) -> int:
    """The highest id that a duty has; 0 where there is none."""
    return session.scalar(_LAST) or 0


def due_since(session: Session, now: datetime, last: int) -> Sequence[int]:
    """The ids of those duties made after the one called `last` that wait for `now` or earlier, the earliest first."""
    return session.scalars(_DUE_SINCE, {"now": now, "last": last}).all()


def due_of(session: Session, now: datetime, ids: Iterable[int]) -> list[Duty]:
    """Those of `ids` that still wait for `now` or earlier."""
    rows = [row for part in parts(ids) for row in session.execute(_DUE_OF, {"now": now, "ids": part}).all()]
    return [Duty._make(row) for row in rows]


class Settlement(NamedTuple):
    """What is said of a duty once it has been looked at: when it is looked at again, up to when its rungs are told.

    `told_at`: the instant of its dispatch, if it is told now; `rung`: what its contact is told now, if anything.
    """

    next_at: datetime | None
    planned_through: datetime
    nudged: bool
    told_at: datetime | None
    rung: str


def settle(session: Session, ids: Sequence[int], said: Settlement) -> None:
    """Writes the same of all these duties."""
    values = {
        "next_at": said.next_at,
        "planned_through": said.planned_through,
        **({"last_rung": said.rung} if said.rung else {}),
        **({"told_at": said.told_at} if said.told_at is not None else {}),
        **({"nudged": True} if said.nudged else {}),
    }
    statement = _setting(*values)
    for part in parts(ids):
        session.connection().execute(statement, {**{f"b_{name}": v for name, v in values.items()}, "ids": part})


@cache
def _setting(*names: str) -> Update:
    """The statement that sets these columns; a tick may have thousands of duties before it."""
    return DUTY.update().where(_THESE).values({name: bindparam(f"b_{name}") for name in names})


def put_off(session: Session, ids: Sequence[int], audiences: str) -> None:
    """Of these duties these audiences, joined by commas, are urged at their next turn."""
    for part in parts(ids):
        session.connection().execute(_PUT_OFF, {"b_put_off": audiences, "ids": part})


def set_asked(session: Session, ids: Sequence[int]) -> None:
    """How these go was asked."""
    for part in parts(ids):
        session.connection().execute(_ASKED, {"ids": part})


def set_lettered(session: Session, ids: Collection[int], day: date) -> None:
    """A letter about each of these is drafted on `day`, unless one was before."""
    for part in parts(ids):
        session.connection().execute(_LETTERED, {"b_day": day, "ids": part})
