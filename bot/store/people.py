"""Bindings of chats to people, and the one-time codes that make them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from bot.store.tables import BindingRow, InviteRow, MovedRow


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def add_invite(session: Session, code: str, role: str, name: str, now: datetime) -> None:
    """Keeps a code's hash; the code itself is shown once and nowhere kept."""
    session.add(InviteRow(code_hash=_hash(code), role=role, name=name, made_at=now))


def use_invite(session: Session, code: str, now: datetime, made_after: datetime) -> InviteRow | None:
    """The invitation of `code` if it was unused and made after `made_after`; it is used up thereby."""
    result = session.execute(
        update(InviteRow)
        .where(InviteRow.code_hash == _hash(code), InviteRow.used_at.is_(None), InviteRow.made_at > made_after)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", result).rowcount != 1:
        return None
    return session.get(InviteRow, _hash(code))


def bind(session: Session, chat_id: int, role: str, name: str, person: str, now: datetime) -> None:
    """From now on this chat speaks for `name` (a unit or a coordinator) in `role`."""
    session.merge(BindingRow(chat_id=chat_id, role=role, name=name, person=person, bound_at=now))


def bindings_of_chat(session: Session, chat_id: int) -> Sequence[BindingRow]:
    """Whom a chat speaks for."""
    return session.scalars(select(BindingRow).where(BindingRow.chat_id == chat_id).order_by(BindingRow.name)).all()


def all_bindings(session: Session) -> Sequence[BindingRow]:
    """Every binding."""
    return session.scalars(select(BindingRow).order_by(BindingRow.bound_at)).all()


def move_chat(session: Session, old: str, new: str, now: datetime) -> None:
    """A group became a supergroup: its bindings follow, and wherever the old id is written the new one is meant."""
    session.merge(MovedRow(old=old, new=new, at=now))
    for row in session.scalars(select(BindingRow).where(BindingRow.chat_id == int(old))).all() if _is_id(old) else ():
        bind(session, int(new), row.role, row.name, row.person, row.bound_at)
        session.delete(row)


def moved_chats(session: Session) -> dict[str, str]:
    """Old id → new id."""
    return {row.old: row.new for row in session.scalars(select(MovedRow))}


def latest(moved: Mapping[str, str], address: str) -> str:
    """Where a chat is found now, by however many moves."""
    seen = {address}
    while (address := moved.get(address, address)) not in seen:
        seen.add(address)
    return address


def _is_id(address: str) -> bool:
    return address.lstrip("-").isdecimal()
