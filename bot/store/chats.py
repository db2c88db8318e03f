"""What is set for a chat: the language in which it is spoken to, and the topic of a group that messages go to."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.store.reader import Reader
from bot.store.tables import ChatRow


@dataclass(frozen=True, slots=True)
class Chat:
    """None: the office's language; no topic in particular."""

    language: str | None = None
    topic: int | None = None


_PLAIN = Chat()
_ROW = ChatRow.__table__.c
_ONE = select(_ROW.language, _ROW.topic).where(_ROW.chat_id == bindparam("chat"))


def find(session: Reader, chat: int) -> Chat:
    """What is set for one."""
    row = session.execute(_ONE, {"chat": chat}).one_or_none()
    return Chat(*row) if row is not None else _PLAIN


def every(session: Session) -> dict[str, Chat]:
    """By address, of those for which anything is set."""
    return {str(row.chat_id): Chat(row.language, row.topic) for row in session.execute(select(ChatRow.__table__))}


def set_language(session: Session, chat: int, language: str) -> None:
    """From now on the chat is spoken to in this language."""
    _get(session, chat).language = language


def set_topic(session: Session, chat: int, topic: int | None) -> None:
    """From now on messages to the group go to this topic; None: to the one that it opens with."""
    _get(session, chat).topic = topic


def move(session: Session, old: int, new: int) -> None:
    """The chat has a new id."""
    row = session.get(ChatRow, old)
    if row is not None:
        moved = _get(session, new)
        moved.language, moved.topic = row.language, row.topic
        session.delete(row)


def _get(session: Session, chat: int) -> ChatRow:
    row = session.get(ChatRow, chat)
    if row is None:
        row = ChatRow(chat_id=chat)
        session.add(row)
    return row
