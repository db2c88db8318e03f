"""The tables. Instants are kept in UTC; dates are wall dates of the office."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, ForeignKey, Index, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Instant(TypeDecorator[datetime]):
    """An aware instant; SQLite knows no zones, so it goes in and comes out as UTC."""

    impl = SqlDateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Columns by their Python types."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own form
        datetime: Instant(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
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


class DutyRow(Base):
    """What one unit owes for one occurrence of one obligation. `k` counts a task's obligations from 1.

    `due`, `alt`, `until` are last days, inclusive; `original_due` is what `due` was before extensions.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("ledger_id", "number", "k", "unit", "occurrence"),
        # What is due is this index and nothing else: rows that wait for nothing are not in it.
        Index("ix_duty_next_at", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ledger_id: Mapped[str] = mapped_column(ForeignKey("ledger.id"))
    number: Mapped[str] = mapped_column(String(120))
    k: Mapped[int]
    unit: Mapped[str] = mapped_column(String(120), index=True)
    role: Mapped[str] = mapped_column(String(20))
    occurrence: Mapped[str] = mapped_column(String(20), default="")
    kind: Mapped[str] = mapped_column(String(20))
    section: Mapped[str] = mapped_column(default="")  # its headings, joined: what a policy may choose a ladder by
    title: Mapped[str]  # the task's words, shortened: what a message needs without the document
    label: Mapped[str]
    phrase: Mapped[str]
    place: Mapped[str]  # where in the document it stands, as a fact; of duties stored before in words
    rrule: Mapped[str | None]
    at_least: Mapped[int | None]
    due: Mapped[date | None]
    alt: Mapped[date | None]
    start: Mapped[date | None]
    original_due: Mapped[date | None]
    until: Mapped[date | None]
    interval_days: Mapped[int | None]
    time: Mapped[str | None] = mapped_column(String(5))
    state: Mapped[str] = mapped_column(String(20))
    dispatched_at: Mapped[datetime]
    planned_through: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    renewed: Mapped[bool] = mapped_column(default=False)  # the next occurrence exists
    renewal: Mapped[bool] = mapped_column(default=False)  # an occurrence after the first: the dispatch told of it
    by_hand: Mapped[bool] = mapped_column(default=False)  # reassigned or begun by a person, not by the document
    span_n: Mapped[int | None]  # of a relative duty: so many of span_unit from the event
    span_unit: Mapped[str | None] = mapped_column(String(10))
    urgings: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]  # when its dispatch was due to go out by the rules of that day; None: not told yet
    nudged: Mapped[bool] = mapped_column(default=False)  # reminded once that it is not acknowledged
    extension_until: Mapped[date | None]
    ended_on: Mapped[date | None]


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


class OutboxRow(Base):
    """One notice for one person, from its planning to its outcome.

    `state`: waiting, sending, sent, unsent (set aside or not reachable), dropped (nothing left to say).
    `person` is who it is for, whatever the unit; `uncertain` is set when an earlier try may have arrived.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_next_try", "state", "next_try_at", "id"),
        Index("ix_outbox_person", "person", "state", "sent_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime]
    person: Mapped[str] = mapped_column(String(200))
    to: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    contact: Mapped[str | None]
    kind: Mapped[str] = mapped_column(String(20))
    items: Mapped[list[Any]]
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
    error: Mapped[str | None]
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


class MarkRow(Base):
    """Small facts about the program itself: when the next digest is due, when the last tick was."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime | None]
    value: Mapped[str | None]


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
