"""The tables. Instants are kept in UTC; dates are wall dates of the office."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from bot.model import BindingChange, Item, Sentence
from bot.plan.duty import Duty
from bot.store.column_types import Instant, Reason, Values, Word


class Base(DeclarativeBase):
    """Columns by their Python types."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own form
        datetime: Instant(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        tuple[Item, ...]: Values(Item),
        tuple[BindingChange, ...]: Values(BindingChange),
        Sentence: Reason(),
        str: Text(),
    }


class LedgerRow(Base):
    """One ledger. `content` is all that was read, in its JSON form; `state`: draft, dispatched, closed, archived."""

    __tablename__ = "ledger"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    title: Mapped[str]
    document_number: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(20), default="draft")
    year: Mapped[int | None]
    issued: Mapped[date | None]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    imported_at: Mapped[datetime]
    dispatched_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any]]


class AnswerRow(Base):
    """The coordinator's answer to one question of a ledger."""

    __tablename__ = "answer"

    ledger_id: Mapped[str] = mapped_column(ForeignKey("ledger.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    choice: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]


_PLAIN: dict[object, Callable[[], TypeEngine[Any]]] = {
    int: Integer,
    bool: Boolean,
    str: Text,
    date: Date,
    datetime: Instant,
}
#: What a column of a duty is beyond its field's type.
_BEYOND: dict[str, dict[str, Any]] = {"id": {"primary_key": True}, "unit": {"index": True}}


def _column(name: str, hint: object) -> Column[Any]:
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
    (kind,) = kinds
    is_word = isinstance(kind, type) and issubclass(kind, StrEnum)
    made = Word(kind) if is_word else _PLAIN[kind]()
    foreign = [ForeignKey("ledger.id")] if name == "ledger_id" else []
    return Column(name, made, *foreign, nullable=NoneType in get_args(hint), **_BEYOND.get(name, {}))


#: Duties: a column for each field of the value. There is one of each ledger, number, obligation, unit and occurrence.
DUTY = Table(
    "duty",
    Base.metadata,
    *(_column(name, hint) for name, hint in get_type_hints(Duty).items()),
    UniqueConstraint("ledger_id", "number", "k", "unit", "occurrence"),
    # What is due is this index and nothing else: rows that wait for nothing are not in it.
    Index("ix_duty_next_at", "next_at"),
    # Who was told of what a moment ago, and what nobody was told of yet (`bot.store.duty_lights`).
    Index("ix_duty_told_at", "told_at"),
    # What views and digests count by: they read this index, an eighth of the duties' size, and not the duties.
    Index("ix_duty_at_work", "ledger_id", "state", "kind", "due", "alt", "missed", "had_since", "unit", "number",
          "told_at", "dispatched_at", "until", "reported_for", "extension_until", "renewal"),
)  # fmt: skip


class EventRow(Base):
    """The audit trail: only ever added to."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    channel: Mapped[str] = mapped_column(String(20))
    verb: Mapped[str] = mapped_column(String(40))
    ledger_id: Mapped[str | None] = mapped_column(String(120), index=True)
    duty_id: Mapped[int | None] = mapped_column(index=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
    note: Mapped[str | None]
    evidence: Mapped[str | None]
    effective_on: Mapped[date | None]
    changes: Mapped[dict[str, Any] | None]  # of a duty: field → what it was and what it became, for undo
    move: Mapped[str | None] = mapped_column(String(36), index=True)  # the same for all duties that one move touched
    made: Mapped[int | None]  # the duty that the move made of this one: another unit's, the next of a series


class OutboxRow(Base):
    """One notice for one person, from its planning to its outcome.

    `state`: waiting, sending, sent, unsent (set aside or not reachable), dropped (nothing left to say).
    `person` is who it is for, whatever the unit; `uncertain` is set when an earlier try may have arrived.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_next_try", "state", "next_try_at", "id"),
        Index("ix_outbox_person", "person", "state", "sent_at"),
        Index("ix_outbox_remote_id", "remote_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime]
    person: Mapped[str] = mapped_column(String(200))
    to: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    contact: Mapped[str | None]
    kind: Mapped[str] = mapped_column(String(20))
    items: Mapped[tuple[Item, ...]]
    bindings: Mapped[tuple[BindingChange, ...]]  # of a message about bindings: what became of them
    since: Mapped[datetime | None]  # of a digest: what it tells of begins here
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    tried: Mapped[list[Any]] = mapped_column(default=list)  # “channel:address” of the ways that refused it for good
    channel: Mapped[str | None] = mapped_column(String(20))
    address: Mapped[str | None]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(80))  # the worker that is sending it
    way_since: Mapped[datetime | None]  # since when the present way is tried, where it is not the first
    only: Mapped[str | None]  # of several recipients of one address, those that a server put off
    faults: Mapped[int] = mapped_column(default=0)  # tries that ended in something nobody foresaw
    sent_at: Mapped[datetime | None]
    remote_id: Mapped[str | None]
    subject: Mapped[str | None]
    text: Mapped[str | None]
    error: Mapped[Sentence | None]  # why it has not gone
    uncertain: Mapped[bool] = mapped_column(default=False)


class BindingRow(Base):
    """A Telegram chat bound to a unit's contact, a leader, or a coordinator, by an invitation.

    `entry` is the name of the entry of the units file that it is for: None where the file named nobody, empty for a
    coordinator whom the invitation alone names. `asleep_at`: since when the file is known not to name it any more.
    """

    __tablename__ = "binding"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    person: Mapped[str]
    bound_at: Mapped[datetime]
    entry: Mapped[str | None]
    brought_by: Mapped[int | None] = mapped_column(BigInteger)  # the user who sent the code: a group's own member
    asleep_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ChatRow(Base):
    """What is set for a chat. `topic`: of a group that has them, the one to which messages go (`message_thread_id`)."""

    __tablename__ = "chat"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str | None] = mapped_column(String(10))
    topic: Mapped[int | None] = mapped_column(BigInteger)


class InviteRow(Base):
    """A one-time code, kept as its hash."""

    __tablename__ = "invite"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    entry: Mapped[str | None]


class WrongCodeRow(Base):
    """How many codes that do not exist a chat has sent, and until when none is taken from it."""

    __tablename__ = "wrong_code"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tries: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[datetime | None]


class MailRow(Base):
    """A mail that came in, under the hash of its Message-ID: seen to once, whatever the server sends twice.

    `outcome`: what became of it. `text` is kept of those alone that a coordinator should look at, `why` says why;
    `settled_at` is when one did. `about`: the message of the outbox that it answers.
    """

    __tablename__ = "mail"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    sender: Mapped[str]
    subject: Mapped[str]
    outcome: Mapped[str] = mapped_column(String(20), index=True)
    text: Mapped[str | None]
    why: Mapped[str | None]
    about: Mapped[str | None] = mapped_column(String(36))
    reply: Mapped[str | None] = mapped_column(String(36), index=True)  # the message of the outbox that answers it
    thread: Mapped[list[Any]] = mapped_column(default=list)  # its own Message-ID and those that it answers
    settled_at: Mapped[datetime | None]


class LinkRow(Base):
    """An address by which somebody comes in, kept as the hash of its token. `purpose`: sign-in, duties, feed.

    `role`, `name`, `entry` say whom it is for, as with a binding. `duties`: what alone it opens; empty for all.
    """

    __tablename__ = "link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    entry: Mapped[str | None]
    duties: Mapped[list[Any]] = mapped_column(default=list)
    about: Mapped[str | None] = mapped_column(String(120))  # of a feed: the ledger that it shows
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class VisitRow(Base):
    """Somebody signed in, in one browser, kept as the hash of its cookie. `duties`: what alone may be seen."""

    __tablename__ = "visit"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    entry: Mapped[str | None]
    duties: Mapped[list[Any]] = mapped_column(default=list)
    person: Mapped[str] = mapped_column(String(200), index=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class AttemptRow(Base):
    """How often somebody tried to sign in since `since`: an address of the network or a person, under its hash."""

    __tablename__ = "attempt"

    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]


class MarkRow(Base):
    """Small facts about the program itself: when the next digest is due, when the last tick was."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime | None]
    value: Mapped[str | None]


class CardRow(Base):
    """A message of the chat with buttons: what it is about, how far it has come.

    `message_id`: the messenger's number of it, once it was sent. `content`: what was picked and said so far.
    """

    __tablename__ = "card"
    __table_args__ = (Index("ix_card_message", "chat_id", "message_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    items: Mapped[tuple[Item, ...]]
    content: Mapped[dict[str, Any]]


class ChatMentionRow(Base):
    """That a message which went to a chat tells of a duty: it is changed there when the duty is over."""

    __tablename__ = "chat_mention"

    duty_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[str] = mapped_column(String(36), primary_key=True)


class DialogueRow(Base):
    """What the bot asked of a user in a chat and has not been answered yet. `step`: what for."""

    __tablename__ = "dialogue"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    card: Mapped[str] = mapped_column(String(16))
    step: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class PaceRow(Base):
    """One token bucket, shared by all processes: a channel, or one address of it under its hash.

    `free_at` is when the next token is there; `stopped_until` is set by a server that asked to be left alone.
    """

    __tablename__ = "pace"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    free_at: Mapped[datetime | None] = mapped_column(index=True)
    stopped_until: Mapped[datetime | None]


class MovedRow(Base):
    """A chat that got a new id: wherever the old one is written, the new one is meant."""

    __tablename__ = "moved"

    old: Mapped[str] = mapped_column(String(80), primary_key=True)
    new: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
