"""The audit trail, asked: what happened, to which duty, by whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, bindparam, case, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.store.batches import parts
from bot.store.tables import DUTY, EventRow

#: An event, and where it is about a duty its number, its unit, and the number with its part.
Told = tuple[EventRow, str | None, str | None, str | None]
_OTHER = DUTY.alias("other_part")
#: The number with its part, where the item has several.
_ITEM = case(
    (
        exists().where(
            _OTHER.c.ledger_id == DUTY.c.ledger_id, _OTHER.c.number == DUTY.c.number, _OTHER.c.k != DUTY.c.k
        ),
        DUTY.c.number + "." + cast(DUTY.c.k, String),
    ),
    else_=DUTY.c.number,
)
_CHANGES = (
    select(EventRow.duty_id, EventRow.changes)
    .where(EventRow.duty_id.in_(bindparam("ids", expanding=True)), EventRow.changes.is_not(None))
    .order_by(EventRow.id)
)

_NEWEST = select(func.max(EventRow.id))


def trail(
    session: Session, *, ledger_id: str | None = None, number: str | None = None, units: Collection[str] | None = None
) -> Sequence[Told]:
    """The entries that fit all that is given, the oldest first."""
    rows = session.execute(_fitting(ledger_id, number, units).order_by(EventRow.at, EventRow.id))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def latest(
    session: Session,
    most: int,
    before: int | None = None,
    *,
    ledger_id: str | None = None,
    number: str | None = None,
    units: Collection[str] | None = None,
    who: str | None = None,
) -> Sequence[Told]:
    """The last that were written before the event `before`, the newest first; `who`: words of a name."""
    query = _fitting(ledger_id, number, units)
    if before is not None:
        query = query.where(EventRow.id < before)
    if who is not None:
        query = query.where(EventRow.who.icontains(who, autoescape=True))
    rows = session.execute(query.order_by(EventRow.id.desc()).limit(most))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _fitting(ledger_id: str | None, number: str | None, units: Collection[str] | None) -> Select[EventRow, Any, Any]:
    query = select(EventRow, DUTY.c.number, DUTY.c.unit, _ITEM).outerjoin(DUTY, DUTY.c.id == EventRow.duty_id)
    if ledger_id is not None:
        query = query.where(EventRow.ledger_id == ledger_id)
    if number is not None:
        query = query.where(DUTY.c.number == number)
    return query.where(DUTY.c.unit.in_(units)) if units is not None else query


def moves_of(session: Session, who: str, channel: str, verbs: Collection[str], most: int) -> list[str]:
    """The names of the last moves that this person made, the newest first."""
    own = EventRow.who == who, EventRow.channel == channel, EventRow.verb.in_(verbs), EventRow.move.is_not(None)
    last = func.max(EventRow.id)
    found = session.scalars(select(EventRow.move).where(*own).group_by(EventRow.move).order_by(last.desc()).limit(most))
    return [move for move in found if move is not None]


def step_since(session: Session, who: str, channel: str, since: int, other: Collection[str]) -> EventRow | None:
    """The last that this person did to a ledger after the event `since`, but for what is of `other` verbs."""
    own = EventRow.who == who, EventRow.channel == channel, EventRow.id > since
    about = EventRow.ledger_id.is_not(None), EventRow.verb.not_in(other)
    return session.scalars(select(EventRow).where(*own, *about).order_by(EventRow.id.desc()).limit(1)).first()


def of_move(session: Session, move: str) -> list[EventRow]:
    """All that the move of that name did."""
    return list(session.scalars(select(EventRow).where(EventRow.move == move).order_by(EventRow.id))) if move else []


def of_ledger(session: Session, ledger_id: str, verbs: Collection[str]) -> Sequence[EventRow]:
    """What of these verbs happened to a ledger as a whole, the oldest first."""
    own = EventRow.ledger_id == ledger_id, EventRow.duty_id.is_(None), EventRow.verb.in_(verbs)
    return session.scalars(select(EventRow).where(*own).order_by(EventRow.id)).all()


def of_duty(session: Session, duty_id: int) -> Sequence[EventRow]:
    """All that happened to a duty, the oldest first."""
    return session.scalars(select(EventRow).where(EventRow.duty_id == duty_id).order_by(EventRow.id)).all()


def find_event(session: Session, event_id: int) -> EventRow | None:
    """The event of that id."""
    return session.get(EventRow, event_id)


def last_of(session: Session, who: str, verb: str) -> datetime | None:
    """When somebody last did something of that kind."""
    query = select(EventRow.at).where(EventRow.who == who, EventRow.verb == verb)
    return session.scalar(query.order_by(EventRow.id.desc()).limit(1))


def last_evidence(session: Session, ledger_id: str, verbs: Collection[str]) -> str | None:
    """The newest evidence of a ledger's own entries of these kinds."""
    own = EventRow.ledger_id == ledger_id, EventRow.verb.in_(verbs), EventRow.evidence.is_not(None)
    return session.scalar(select(EventRow.evidence).where(*own).order_by(EventRow.id.desc()).limit(1))


def since(session: Session, event_id: int, most: int, verbs: Collection[str] = ()) -> Sequence[EventRow]:
    """What happened to duties after that event, and what of these verbs to whole ledgers, the oldest first."""
    later = EventRow.id > event_id, or_(EventRow.duty_id.is_not(None), EventRow.verb.in_(verbs))
    return session.scalars(select(EventRow).where(*later).order_by(EventRow.id).limit(most)).all()


def newest(session: Session) -> int:
    """The id of the last event of all; 0 before the first."""
    session.flush()
    found: int | None = session.connection().execute(_NEWEST).scalar()
    return found or 0


def duties_with(session: Session, verb: str) -> set[int]:
    """The duties to which `verb` happened at least once."""
    query = select(EventRow.duty_id).where(EventRow.verb == verb, EventRow.duty_id.is_not(None)).distinct()
    return {found for found in session.scalars(query) if found is not None}


def has_evidence(session: Session, ledger_id: str, verb: str, evidence: str) -> bool:
    """Whether `verb` happened to this ledger with this very evidence."""
    query = select(EventRow.id).where(
        EventRow.ledger_id == ledger_id, EventRow.verb == verb, EventRow.evidence == evidence
    )
    return session.scalars(query).first() is not None


def read_by(session: Session, ids: Collection[int], who: str, verb: str) -> set[int]:
    """Those of these duties to which this person did `verb` before."""
    query = select(EventRow.duty_id).where(EventRow.duty_id.in_(ids), EventRow.who == who, EventRow.verb == verb)
    return {found for found in session.scalars(query) if found is not None}


def of_duties(session: Session, ids: Iterable[int]) -> dict[int, list[EventRow]]:
    """Id → all that happened to each of these duties, the oldest first."""
    found: dict[int, list[EventRow]] = {}
    for part in parts(ids):
        for event in session.scalars(select(EventRow).where(EventRow.duty_id.in_(part)).order_by(EventRow.id)):
            found.setdefault(event.duty_id or 0, []).append(event)
    return found


def changes_of(session: Session, ids: Iterable[int]) -> dict[int, list[Mapping[str, Any]]]:
    """Id → what changed of each of these duties, step by step: field → what it was and what it became."""
    found: dict[int, list[Mapping[str, Any]]] = {}
    for part in parts(ids):
        for duty_id, changes in session.execute(_CHANGES, {"ids": part}):
            if changes:
                found.setdefault(duty_id, []).append(changes)
    return found
