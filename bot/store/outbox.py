"""The outbox: a row a notice. A claim is a conditional update that must touch exactly one row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from bot.store.tables import OutboxRow

WAITING, SENDING, SENT, UNSENT, DROPPED = "waiting", "sending", "sent", "unsent", "dropped"


def ready_ids(session: Session, now: datetime, limit: int) -> Sequence[str]:
    """Ids of messages whose next try is due, the earliest first."""
    query = (
        select(OutboxRow.id)
        .where(OutboxRow.state == WAITING, OutboxRow.next_try_at <= now)
        .order_by(OutboxRow.next_try_at, OutboxRow.id)
        .limit(limit)
    )
    return session.scalars(query).all()


def claim(session: Session, message_id: str, now: datetime) -> OutboxRow | None:
    """The row, now *sending*, if nobody else had it; else None."""
    result = session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == message_id, OutboxRow.state == WAITING)
        .values(state=SENDING, claimed_at=now, attempts=OutboxRow.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", result).rowcount != 1:
        return None
    return session.get(OutboxRow, message_id, populate_existing=True)


def waiting_for(session: Session, person: str) -> OutboxRow | None:
    """The message that waits unsent for this person: a new notice joins it rather than coming on top."""
    query = select(OutboxRow).where(OutboxRow.person == person, OutboxRow.state == WAITING, OutboxRow.kind != "digest")
    return session.scalars(query.order_by(OutboxRow.at)).first()


def last_sent_at(session: Session, person: str) -> datetime | None:
    """When this person last got anything but a digest."""
    query = select(func.max(OutboxRow.sent_at)).where(
        OutboxRow.person == person, OutboxRow.state == SENT, OutboxRow.kind != "digest"
    )
    return session.scalar(query)


def next_try(session: Session) -> datetime | None:
    """The earliest instant that any waiting message waits for."""
    return session.scalar(select(func.min(OutboxRow.next_try_at)).where(OutboxRow.state == WAITING))


def messages_in(session: Session, *states: str) -> Sequence[OutboxRow]:
    """The messages in any of `states`, the oldest first."""
    return session.scalars(
        select(OutboxRow).where(OutboxRow.state.in_(states)).order_by(OutboxRow.at, OutboxRow.id)
    ).all()


def release_interrupted(session: Session, before: datetime | None) -> int:
    """Messages left *sending* by a process that ended go back to waiting, marked as perhaps arrived.

    Only those claimed before `before`; None means all.
    """
    query = update(OutboxRow).where(OutboxRow.state == SENDING)
    if before is not None:
        query = query.where(OutboxRow.claimed_at < before)
    result = session.execute(
        query.values(state=WAITING, uncertain=True)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount
