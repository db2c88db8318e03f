"""Mails that came in: which were seen to, and which wait for a person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.tables import MailRow


def key_of(message_id: str) -> str:
    """The name under which a mail is kept: an id from outside may be of any length."""
    return sha256(message_id.encode("utf-8", "surrogatepass")).hexdigest()


def is_known(session: Session, message_id: str) -> bool:
    """Whether a mail of this id was seen to."""
    return session.get(MailRow, key_of(message_id)) is not None


def answered_by(session: Session, reply: str) -> MailRow | None:
    """The mail that this message of the outbox answers."""
    return session.scalar(select(MailRow).where(MailRow.reply == reply))


def waiting(session: Session) -> Sequence[MailRow]:
    """Those that a person should look at and nobody has, the oldest first."""
    query = select(MailRow).where(MailRow.text.is_not(None), MailRow.settled_at.is_(None))
    return session.scalars(query.order_by(MailRow.at, MailRow.id)).all()


def settle(session: Session, start: str, now: datetime) -> Sequence[MailRow]:
    """Those that wait and whose name begins so, from now on looked at."""
    found = [row for row in waiting(session) if row.id.startswith(start)]
    for row in found:
        row.settled_at = now
    return found


def count_since(session: Session, sender: str, outcomes: Collection[str], since: datetime) -> int:
    """How many mails of these outcomes came from `sender` from `since` on."""
    query = select(func.count()).where(MailRow.sender == sender, MailRow.outcome.in_(outcomes), MailRow.at >= since)
    return session.scalar(query) or 0
