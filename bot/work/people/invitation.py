"""One-time codes that bind a chat to a unit's contact, a leader or a coordinator."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.model import BindingChange
from bot.roster.roster import COORDINATOR, Contact
from bot.store import people
from bot.store.store import record
from bot.store.tables import BindingRow, InviteRow
from bot.work.office import Actor, Office
from bot.work.people.access import TEST, tell_chats
from bot.work.people.footing import INVITATION_ALONE, footing_of, names_entry
from bot.work.people.identity import unknown_unit
from bot.work.people.life import end

#: An invitation that nobody used in this time is void.
VALID_FOR = timedelta(days=7)
#: 128 bits.
CODE_BYTES = 16
#: After so many codes that do not exist none is taken from the chat for a while.
MOST_WRONG, PAUSE = 10, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code for `/start`, shown once, and whom it is for. `entry`: by the file; None where that names nobody.

    `number`: the Telegram number that the file gives the entry, which wins over any chat that is bound.
    """

    code: str
    name: str
    role: str
    entry: str | None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """The chat that brings a code: a group, or `user_id` himself in private."""

    chat_id: int
    user_id: int
    person: str

    @property
    def private(self) -> bool:
        """A chat of two."""
        return self.chat_id == self.user_id


def invite(office: Office, name: str, role: str, now: datetime, actor: Actor, person: str | None = None) -> Invitation:
    """An invitation for an entry of the units file: the one called `person`, else the first whom nobody is bound for.

    Raises UsageError for a unit that the roster does not have, and for an entry that it does not name.
    """
    code = secrets.token_urlsafe(CODE_BYTES)
    with office.store.begin() as session:
        if role == COORDINATOR:
            entry = _coordinator(office, name)
        else:
            unit = office.roster.find_unit(name)
            if unit is None:
                raise unknown_unit(office, name)
            name = unit.name
            entry = _contact(session, office, name, role, person)
        people.add_invite(session, code, role, name, now, entry)
        record(session, actor, now, "invite", note=f"{role}: {name}")
    return Invitation(code, name, role, entry, _number(office, name, role, entry))


def _number(office: Office, name: str, role: str, entry: str | None) -> int | None:
    of_role = office.roster.coordinator if role == COORDINATOR else office.roster.contacts(name, role)
    return next((one.telegram for one in of_role if one.name == (entry or "")), None)


def _coordinator(office: Office, name: str) -> str | None:
    named = {entry.name for entry in office.roster.coordinator}
    if name in named:
        return name
    return INVITATION_ALONE if named else None


def _contact(session: Session, office: Office, unit: str, role: str, person: str | None) -> str | None:
    entries = office.roster.contacts(unit, role)
    if person is not None:
        if person not in {entry.name for entry in entries}:
            raise UsageError(
                "people.no_entry", unit=unit, found=person, names="、".join(e.name or "–" for e in entries)
            )
        return person
    free = _free(session, office, entries, unit, role)
    return (free[0].name or None) if free else None


def _free(session: Session, office: Office, entries: Sequence[Contact], unit: str, role: str) -> Sequence[Contact]:
    """The entries without a chat or a number in the file; all where each has one: then the newcomer takes over."""
    bound = [b for b in people.all_bindings(session) if (b.name, b.role) == (unit, role) and b.chat_id > 0]
    taken = [footing_of(office.roster, binding).entry for binding in bound]
    free = [entry for entry in entries if entry.telegram is None]
    return [entry for entry in free if not any(entry is one for one in taken)] or free or entries


def bind(office: Office, code: str, who: Who, now: datetime) -> Actor | None:
    """Binds the chat that brought `code`; None where the code is unknown, used or out of date.

    Whoever was bound for the same entry is followed by the newcomer and told so. A coordinator is bound in a private
    chat only: in a group everybody would be one. Raises UsageError then, for an entry that the file no longer has, and
    while the chat is paused; the code stays good.
    """
    with office.store.begin() as session:
        until = people.paused_until(session, who.chat_id)
        if until is not None and until > now:
            raise UsageError("people.paused", minutes=-((now - until) // timedelta(minutes=1)))
        used = people.use_invite(session, code, now, now - VALID_FOR)
        if used is None:
            _count_wrong(session, code, who, now)
            return None
        if used.role == COORDINATOR and not who.private:
            raise UsageError("chat.coordinator_in_group")
        people.forget_wrong_codes(session, who.chat_id)
        return _bound(session, office, used, who, now)


def _bound(session: Session, office: Office, used: InviteRow, who: Who, now: datetime) -> Actor:
    actor = Actor(who.person, used.role, "telegram", () if used.role == COORDINATOR else (used.name,))
    brought_by = None if who.private else who.user_id
    new = people.bind(session, who.chat_id, used.role, used.name, who.person, now, used.entry, brought_by)
    if not footing_of(office.roster, new).holds:
        fault = "other_number" if names_entry(office.roster, new) else "entry_gone"
        raise UsageError(f"people.{fault}", name=used.name, entry=used.entry or used.name)
    session.flush()
    for binding in people.all_bindings(session):
        if binding is not new and _is_followed(office, binding, new):
            end(session, binding, "replaced", actor, now)
    record(session, actor, now, "bind", note=f"{used.role}: {used.name}")
    return actor


def send_test(office: Office, actor: Actor, chat: int, now: datetime) -> None:
    """A message by the way by which all others will come, to a chat that was just bound."""
    name = actor.units[0] if actor.units else actor.name
    with office.store.begin() as session:
        tell_chats(session, [BindingChange(TEST, chat, actor.role, name, actor.name, "")], now)


def _is_followed(office: Office, old: BindingRow, new: BindingRow) -> bool:
    """Whether `new` takes the place of `old`: a person that of a person, a group that of a group, for one entry."""
    if (old.role, old.name, old.chat_id > 0) != (new.role, new.name, new.chat_id > 0):
        return False
    before, after = footing_of(office.roster, old), footing_of(office.roster, new)
    return after.holds and before.holds and before.entry is after.entry


def _count_wrong(session: Session, code: str, who: Who, now: datetime) -> None:
    """A code that is used up or out of date was somebody's; one that never was is a guess."""
    if people.is_known_code(session, code):
        return
    if people.count_wrong_code(session, who.chat_id, now, MOST_WRONG, PAUSE):
        record(session, Actor(who.person, "", "telegram"), now, "codes-paused", note=str(who.chat_id))
