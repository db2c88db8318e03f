"""Ledgers and the answers to their questions, in and out of their rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, bindparam, cast, or_, select, text
from sqlalchemy.orm import Session

from bot.store.reader import Reader
from bot.store.tables import AnswerRow, LedgerRow

DRAFT, DISPATCHED, CLOSED, ARCHIVED = "draft", "dispatched", "closed", "archived"


def all_ledgers(session: Session) -> Sequence[LedgerRow]:
    """Every ledger, the oldest import first."""
    return session.scalars(select(LedgerRow).order_by(LedgerRow.imported_at, LedgerRow.id)).all()


def each(session: Session, ids: Iterable[str]) -> Iterator[LedgerRow]:
    """These ledgers, read one at a time as each is wanted, since their content is large."""
    return (session.get_one(LedgerRow, ledger_id) for ledger_id in ids)


def each_at_work(session: Session) -> Iterator[LedgerRow]:
    """Every dispatched ledger, the oldest import first, one at a time."""
    return each(session, heads_by_state(session, DISPATCHED))


def is_empty(session: Session) -> bool:
    """Whether no ledger was ever stored."""
    return session.scalar(select(LedgerRow.id).limit(1)) is None


def find_ledger(session: Session, ledger_id: str) -> LedgerRow | None:
    """The ledger called `ledger_id`."""
    return session.get(LedgerRow, ledger_id)


def content_json(session: Session, ledger_id: str) -> str | None:
    """All that was read of the ledger, as JSON that is not read yet: reading it takes longer than fetching it."""
    return session.scalar(_CONTENT, {"id": ledger_id})


def content_version(session: Session, ledger_id: str) -> str | None:
    """Another one whenever the ledger's row was written, in this database; None where asking is no cheaper.

    PostgreSQL keeps a large content apart from its row, compressed, and sends it over the wire. `xmin` and `ctid` name
    one version of a row: postgresql.org/docs/current/ddl-system-columns.html.
    """
    if session.get_bind().dialect.name != "postgresql":
        return None
    found: str | None = session.scalar(_VERSION, {"id": ledger_id})
    return found


_VERSION = text("SELECT xmin::text || ctid::text FROM ledger WHERE id = :id")
_CONTENT = select(cast(LedgerRow.content, Text)).where(LedgerRow.id == bindparam("id"))
_ROW = LedgerRow.__table__.c
_HEAD = (_ROW.id, _ROW.title, _ROW.state, _ROW.document_number)
_IN_STATE = select(*_HEAD).where(_ROW.state == bindparam("state")).order_by(_ROW.imported_at, _ROW.id)


@dataclass(frozen=True, slots=True)
class Head:
    """What a letter says of a ledger: without its content, which is large."""

    id: str
    title: str
    state: str
    document_number: str | None


_HEADS = select(*_HEAD).where(LedgerRow.id.in_(bindparam("ids", expanding=True)))
_ALL_HEADS = select(*_HEAD).order_by(LedgerRow.imported_at, LedgerRow.id)


def heads(session: Session, ids: Iterable[str]) -> dict[str, Head]:
    """Id → head, for those that exist."""
    rows = session.execute(_HEADS, {"ids": sorted(set(ids))})
    return {row[0]: Head(*row) for row in rows}


def all_heads(session: Session) -> list[Head]:
    """Every ledger's head, the oldest import first."""
    return [Head(*row) for row in session.execute(_ALL_HEADS)]


def heads_by_state(session: Reader, state: str) -> dict[str, Head]:
    """Id → head of the ledgers in this state, the oldest import first."""
    return {row[0]: Head(*row) for row in session.execute(_IN_STATE, {"state": state})}


def find_by_content(session: Session, sha256: str) -> LedgerRow | None:
    """The ledger that was read from a file with this very content."""
    return session.scalars(select(LedgerRow).where(LedgerRow.sha256 == sha256)).first()


def whose_content_has(session: Session, words: Iterable[str], *states: str) -> Iterator[LedgerRow]:
    """The ledgers in these states whose content, as JSON, has any of these words; the oldest import first, one at a
    time.
    """
    content = cast(LedgerRow.content, Text)
    has = or_(*(content.contains(part, autoescape=True) for part in words))
    query = select(LedgerRow.id).where(LedgerRow.state.in_(states), has)
    return each(session, session.scalars(query.order_by(LedgerRow.imported_at, LedgerRow.id)).all())


def add_ledger(session: Session, ledger_id: str, content: dict[str, Any], sha256: str, now: datetime) -> LedgerRow:
    """Stores what was read as a draft."""
    row = LedgerRow(id=ledger_id, state=DRAFT, imported_at=now, **_columns(content, sha256))
    session.add(row)
    session.flush()
    return row


def replace_content(row: LedgerRow, content: dict[str, Any], sha256: str) -> None:
    """The ledger now says `content`; its state and its duties stay."""
    for name, value in _columns(content, sha256).items():
        setattr(row, name, value)


def kept_pictures(session: Session) -> set[str]:
    """The names of the files that show the ledgers' places in doubt."""
    found = session.scalars(select(LedgerRow.content["pictures"].as_string()).where(LedgerRow.state != ARCHIVED))
    return {name for name in found if name}


def answers(session: Session, ledger_id: str) -> dict[str, str]:
    """Question id → the choice made."""
    rows = session.scalars(select(AnswerRow).where(AnswerRow.ledger_id == ledger_id))
    return {row.question_id: row.choice for row in rows}


def save_answer(session: Session, ledger_id: str, question_id: str, choice: str, *, at: datetime, who: str) -> None:
    """Keeps an answer; a later one replaces it, the audit trail has both."""
    session.merge(AnswerRow(ledger_id=ledger_id, question_id=question_id, choice=choice, at=at, who=who))


def rename_answers(session: Session, ledger_id: str, names: Mapping[str, str]) -> None:
    """Of a ledger's answers those of `names` (old question id → new id) stay, under the new ids."""
    rows = session.scalars(select(AnswerRow).where(AnswerRow.ledger_id == ledger_id)).all()
    kept = [(names[row.question_id], row.choice, row.at, row.who) for row in rows if row.question_id in names]
    for row in rows:
        session.delete(row)
    session.flush()
    for question_id, choice, at, who in kept:
        save_answer(session, ledger_id, question_id, choice, at=at, who=who)


def _columns(content: dict[str, Any], sha256: str) -> dict[str, Any]:
    issued = content.get("issued")
    return {
        "title": content.get("title") or "",
        "document_number": content.get("document_number"),
        "year": content.get("year"),
        "issued": date.fromisoformat(issued) if issued else None,
        "sha256": sha256,
        "content": content,
    }
