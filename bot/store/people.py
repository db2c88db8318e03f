"""Bindings of chats to people, and the one-time codes that make them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from bot.store import cards, chats
from bot.store.reader import Reader
from bot.store.tables import BindingRow, InviteRow, MovedRow, WrongCodeRow


class BindingFacts(NamedTuple):
    """What decides whom a chat speaks for."""

    chat_id: int
    role: str
    name: str
    entry: str | None
    brought_by: int | None
    asleep_at: datetime | None


_BINDING = BindingRow.__table__.c
#: Asked for everything that is said in a chat, and so made once.
_OF_CHATS = (
    select(*(_BINDING[name] for name in BindingFacts._fields))
    .where(_BINDING.chat_id.in_((bindparam("chat"), bindparam("user"))), _BINDING.ended_at.is_(None))
    .order_by(_BINDING.name)
)
# Every few messages that go out ask for these.
_IN_FORCE = select(BindingRow).where(BindingRow.ended_at.is_(None)).order_by(BindingRow.bound_at, BindingRow.chat_id)
_MOVES = select(MovedRow.old, MovedRow.new)


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def add_invite(session: Session, code: str, role: str, name: str, now: datetime, entry: str | None = None) -> None:
    """Keeps a code's hash; the code itself is shown once and nowhere kept."""
    session.add(InviteRow(code_hash=_hash(code), role=role, name=name, made_at=now, entry=entry))


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


def is_known_code(session: Session, code: str) -> bool:
    """Whether there ever was such an invitation, used or out of date as it may be."""
    return session.get(InviteRow, _hash(code)) is not None


def paused_until(session: Session, chat_id: int) -> datetime | None:
    """Until when no code is taken from a chat that tried too many; None where it never was so."""
    row = session.get(WrongCodeRow, chat_id)
    return row.paused_until if row is not None else None


def count_wrong_code(session: Session, chat_id: int, now: datetime, most: int, pause: timedelta) -> bool:
    """One more code that does not exist; True where it was the last of `most` and the chat is paused."""
    row = session.get(WrongCodeRow, chat_id)
    if row is None:
        row = WrongCodeRow(chat_id=chat_id, tries=0)
        session.add(row)
    row.tries += 1
    if row.tries < most:
        return False
    row.tries, row.paused_until = 0, now + pause
    return True


def forget_wrong_codes(session: Session, chat_id: int) -> None:
    """After a good code the count begins anew."""
    row = session.get(WrongCodeRow, chat_id)
    if row is not None:
        session.delete(row)


def bind(
    session: Session,
    chat_id: int,
    role: str,
    name: str,
    person: str,
    now: datetime,
    entry: str | None = None,
    brought_by: int | None = None,
) -> BindingRow:
    """From now on this chat speaks for `name` (a unit or a coordinator) in `role`."""
    return session.merge(
        BindingRow(
            chat_id=chat_id,
            role=role,
            name=name,
            person=person,
            bound_at=now,
            entry=entry,
            brought_by=brought_by,
            asleep_at=None,
            ended_at=None,
        )
    )


def bindings_of(session: Reader, chat: int, user: int) -> list[BindingFacts]:
    """Whom a chat, and the user who speaks in it, speak for, asleep or not; what was ended is left out."""
    return [BindingFacts._make(row) for row in session.execute(_OF_CHATS, {"chat": chat, "user": user}).all()]


def all_bindings(session: Session) -> Sequence[BindingRow]:
    """Every binding that was not ended, the oldest first."""
    return session.scalars(_IN_FORCE).all()


def ended_bindings(session: Session) -> Sequence[BindingRow]:
    """Those that were ended, the oldest first."""
    return session.scalars(
        select(BindingRow).where(BindingRow.ended_at.is_not(None)).order_by(BindingRow.bound_at, BindingRow.chat_id)
    ).all()


def move_chat(session: Session, old: str, new: str, now: datetime) -> None:
    """A group became a supergroup: its bindings follow, and wherever the old id is written the new one is meant."""
    session.merge(MovedRow(old=old, new=new, at=now))
    if _is_id(old) and _is_id(new):
        chats.move(session, int(old), int(new))
        cards.move(session, int(old), int(new))
    for row in session.scalars(select(BindingRow).where(BindingRow.chat_id == int(old))).all() if _is_id(old) else ():
        kept = bind(session, int(new), row.role, row.name, row.person, row.bound_at, row.entry, row.brought_by)
        kept.asleep_at, kept.ended_at = row.asleep_at, row.ended_at
        session.delete(row)


def moved_chats(session: Session) -> dict[str, str]:
    """Old id → new id."""
    return dict(session.execute(_MOVES).all())


def latest(moved: Mapping[str, str], address: str) -> str:
    """Where a chat is found now, by however many moves."""
    seen = {address}
    while (address := moved.get(address, address)) not in seen:
        seen.add(address)
    return address


def _is_id(address: str) -> bool:
    return address.lstrip("-").isdecimal()
