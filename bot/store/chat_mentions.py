"""Which messages that went to chats tell of which duties."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.batches import parts
from bot.store.outbox import SENT
from bot.store.tables import ChatMentionRow, OutboxRow


def add(session: Session, message_ids: Iterable[str], channel: str) -> None:
    """Notes of what those of these messages tell that were sent by this channel and can be changed there."""
    went = OutboxRow.state == SENT, OutboxRow.channel == channel, OutboxRow.remote_id.is_not(None)
    for part in parts(message_ids):
        rows = session.execute(select(OutboxRow.id, OutboxRow.items).where(OutboxRow.id.in_(part), *went)).all()
        names = [name for name, _ in rows]
        # A message that is sent once more by hand may tell of others.
        session.execute(delete(ChatMentionRow).where(ChatMentionRow.message_id.in_(names)))
        told = {(item.duty, name) for name, items in rows for item in items if item.duty}
        session.add_all(ChatMentionRow(duty_id=duty, message_id=name) for duty, name in sorted(told))


def messages_about(session: Session, duty_ids: Collection[int], since: datetime) -> list[OutboxRow]:
    """The messages that went since then and tell of any of these duties, the oldest first."""
    names: set[str] = set()
    for some in parts(duty_ids):
        names |= set(session.scalars(select(ChatMentionRow.message_id).where(ChatMentionRow.duty_id.in_(some))))
    found: list[OutboxRow] = []
    for part in parts(sorted(names)):
        query = select(OutboxRow).where(OutboxRow.id.in_(part), OutboxRow.state == SENT, OutboxRow.sent_at >= since)
        found += session.scalars(query)
    return sorted(found, key=lambda row: (row.at, row.id))
