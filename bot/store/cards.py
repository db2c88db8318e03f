"""Cards: messages of the bot with buttons, and what is being asked of whom; a restart loses neither."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.model import Item
from bot.store.tables import CardRow, DialogueRow

#: 72 bits, so that a card's name cannot be guessed; twelve characters of a button's sixty-four bytes.
NAME_BYTES = 9


def add(
    session: Session, chat: int, kind: str, items: tuple[Item, ...], content: Mapping[str, Any], now: datetime
) -> CardRow:
    """A new card, not sent yet."""
    row = CardRow(id=secrets.token_urlsafe(NAME_BYTES), chat_id=chat, kind=kind, at=now, items=items)
    row.content = dict(content)
    session.add(row)
    session.flush()
    return row


def find(session: Session, name: str) -> CardRow | None:
    """The card called so; nobody else changes it meanwhile."""
    return session.get(CardRow, name, with_for_update=True)


def sent_as(session: Session, chat: int, message_id: str) -> CardRow | None:
    """The card that stands in this chat as this message."""
    query = select(CardRow).where(CardRow.chat_id == chat, CardRow.message_id == message_id)
    return session.scalars(query.order_by(CardRow.at.desc())).first()


def dialogue(session: Session, chat: int, user: int) -> DialogueRow | None:
    """What this user was asked in this chat and has not answered."""
    return session.get(DialogueRow, (chat, user))


def ask(session: Session, chat: int, user: int, card: str, step: str, now: datetime) -> None:
    """The user is asked for this; what was asked before is not any more."""
    session.merge(DialogueRow(chat_id=chat, user_id=user, card=card, step=step, at=now))


def end_dialogue(session: Session, chat: int, user: int) -> None:
    """Nothing is asked of the user."""
    session.execute(delete(DialogueRow).where(DialogueRow.chat_id == chat, DialogueRow.user_id == user))


def of_kind(session: Session, kind: str) -> list[CardRow]:
    """All cards of this kind."""
    return list(session.scalars(select(CardRow).where(CardRow.kind == kind).order_by(CardRow.at)))


def in_private(session: Session, kind: str, ids: Collection[int], since: datetime) -> list[CardRow]:
    """The cards of this kind about any of these duties that were sent since then into chats with one person.

    core.telegram.org/bots/api#chat: groups have negative ids.
    """
    sent = CardRow.kind == kind, CardRow.at >= since, CardRow.message_id.is_not(None), CardRow.chat_id > 0
    found = session.scalars(select(CardRow).where(*sent).order_by(CardRow.at))
    return [row for row in found if any(item.duty in ids for item in row.items)]


def move(session: Session, old: int, new: int) -> None:
    """The chat has a new id: its cards are pressed there, and what was asked there is answered there."""
    session.execute(update(CardRow).where(CardRow.chat_id == old).values(chat_id=new))
    session.execute(delete(DialogueRow).where(DialogueRow.chat_id == new))
    session.execute(update(DialogueRow).where(DialogueRow.chat_id == old).values(chat_id=new))
