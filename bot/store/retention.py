"""What is taken out when its time has come, or when a person asks to be forgotten."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.model import BindingChange
from bot.store.outbox import DROPPED, GONE, UNSENT
from bot.store.tables import (
    BindingRow,
    CardRow,
    ChatMentionRow,
    DialogueRow,
    EventRow,
    MailRow,
    MovedRow,
    OutboxRow,
    WrongCodeRow,
)


def drop_messages(session: Session, before: datetime) -> int:
    """Takes out messages that ended before `before`, and cards and mails of before it; gives how many messages."""
    session.execute(delete(MailRow).where(MailRow.at < before))
    session.execute(delete(CardRow).where(CardRow.at < before))
    session.execute(delete(DialogueRow).where(DialogueRow.at < before))
    ended = OutboxRow.state.in_((*GONE, DROPPED, UNSENT))
    last = func.coalesce(OutboxRow.sent_at, OutboxRow.next_try_at)
    gone = select(OutboxRow.id).where(ended, last < before)
    session.execute(delete(ChatMentionRow).where(ChatMentionRow.message_id.in_(gone)))
    return _count(session.execute(delete(OutboxRow).where(ended, last < before)))


def drop_evidence(session: Session, before: datetime, but: Collection[str]) -> int:
    """Takes the evidence of moves made before `before` out of the trail, but for the verbs `but`; gives how many."""
    old = update(EventRow).where(EventRow.at < before, EventRow.evidence.is_not(None), EventRow.verb.not_in(but))
    return _count(session.execute(old.values(evidence=None)))


def named_files(session: Session) -> set[str]:
    """What the trail says of the files that it names."""
    query = select(EventRow.evidence).where(EventRow.evidence.startswith("sha256:")).distinct()
    return {words for words in session.scalars(query) if words is not None}


def bindings_with(session: Session, mark: str) -> list[BindingRow]:
    """The bindings of a person or of a chat."""
    return [row for row in session.scalars(select(BindingRow)) if mark in {row.person, str(row.chat_id)}]


def forget_chats(session: Session, bindings: Collection[BindingRow], marks: Collection[str]) -> None:
    """Takes out these bindings, wrong codes and cards of their chats, where the chats moved to, the person's mails."""
    for row in bindings:
        session.delete(row)
    chats = [row.chat_id for row in bindings]
    session.execute(delete(WrongCodeRow).where(WrongCodeRow.chat_id.in_(chats)))
    session.execute(delete(CardRow).where(CardRow.chat_id.in_(chats)))
    session.execute(delete(DialogueRow).where(or_(DialogueRow.chat_id.in_(chats), DialogueRow.user_id.in_(chats))))
    session.execute(delete(MailRow).where(MailRow.sender.in_({mark.casefold() for mark in marks})))
    session.execute(delete(MovedRow).where(or_(MovedRow.old.in_(marks), MovedRow.new.in_(marks))))


def messages_with(session: Session, marks: Collection[str], persons: Collection[str]) -> list[OutboxRow]:
    """The messages to a person, known by any of these, and those about a binding of theirs; locked."""
    to_them = or_(OutboxRow.contact.in_(marks), OutboxRow.address.in_(marks), OutboxRow.person.in_(persons))
    rows = session.scalars(select(OutboxRow).where(to_them).with_for_update()).all()
    telling = session.scalars(select(OutboxRow).where(OutboxRow.kind == "access").with_for_update()).all()
    about = [row for row in telling if any(_names(one, marks) for one in row.bindings)]
    return list(dict.fromkeys([*rows, *about]))


def _names(one: BindingChange, marks: Collection[str]) -> bool:
    return not {one.name, one.person, one.entry, str(one.chat)}.isdisjoint(marks)


def _count(result: object) -> int:
    return cast("CursorResult[Any]", result).rowcount
