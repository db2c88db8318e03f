"""One-time codes that bind a chat to a unit's contact, a leader or a coordinator, and who a chat is."""

import secrets
from datetime import datetime, timedelta

from bot.errors import UsageError
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.store import people
from bot.store.store import record
from bot.work.office import Actor, Office

#: An invitation that nobody used in this time is void.
VALID_FOR = timedelta(days=14)
CODE_BYTES = 9


def invite(office: Office, name: str, role: str, now: datetime, actor: Actor) -> str:
    """A code for `/start`, shown once. Raises UsageError for a unit that the roster does not have."""
    if role != COORDINATOR:
        unit = office.roster.find_unit(name)
        if unit is None:
            raise unknown_unit(office, name)
        name = unit.name
    code = secrets.token_urlsafe(CODE_BYTES)
    with office.store.begin() as session:
        people.add_invite(session, code, role, name, now)
        record(session, actor, now, "invite", note=f"{role}: {name}")
    return code


def bind(office: Office, code: str, chat_id: int, person: str, now: datetime, *, private: bool = True) -> Actor | None:
    """Binds the chat that brought `code`; None where the code is unknown, used or out of date.

    A coordinator is bound in a private chat only: in a group everybody would be one. Raises UsageError, and the
    code stays good.
    """
    with office.store.begin() as session:
        used = people.use_invite(session, code, now, now - VALID_FOR)
        if used is None:
            return None
        if used.role == COORDINATOR and not private:
            raise UsageError("chat.coordinator_in_group")
        people.bind(session, chat_id, used.role, used.name, person, now)
        actor = Actor(person, used.role, "telegram", () if used.role == COORDINATOR else (used.name,))
        record(session, actor, now, "bind", note=f"{used.role}: {used.name}")
    return actor


def who_is(office: Office, chat_id: int, person: str) -> Actor | None:
    """Whom a chat speaks for: bound by an invitation or written into the roster; None for a stranger."""
    with office.store.begin() as session:
        bound = people.bindings_of_chat(session, chat_id)
    roles = {(b.role, b.name) for b in bound}
    roles |= {(COORDINATOR, entry.name) for entry in office.roster.coordinator if entry.telegram == chat_id}
    roles |= {
        (contact.role, unit.name)
        for unit in office.roster.unit
        for contact in unit.contact
        if contact.telegram == chat_id
    }
    if any(role == COORDINATOR for role, _ in roles):
        return Actor(person, COORDINATOR, "telegram")
    units = tuple(sorted({name for _, name in roles}))
    if not units:
        return None
    role = CONTACT if any(role == CONTACT for role, _ in roles) else LEADER
    return Actor(person, role, "telegram", units)


def unknown_unit(office: Office, name: str) -> UsageError:
    """The roster has no unit called `name`; up to three that share most of its characters are named."""
    shared = {unit.name: len(set(unit.name) & set(name)) for unit in office.roster.unit}
    near = [unit for unit in sorted(shared, key=lambda unit: -shared[unit]) if shared[unit]][:3]
    if not near:
        return UsageError("work.no_such_unit", found=name)
    return UsageError("work.no_unit", found=name, near="、".join(near))
