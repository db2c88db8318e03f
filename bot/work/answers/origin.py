"""Which of our messages a mail answers, and what its sender may say to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.addresses import addresses_of
from bot.messages.reference import start_of_id
from bot.model import Item
from bot.roster.roster import CONTACT, COORDINATOR, LEADER, Contact, Coordinator, Roster
from bot.store import deliveries, mails, outbox
from bot.store.tables import OutboxRow
from bot.work.answers.cards import items_told
from bot.work.answers.incoming import Incoming
from bot.work.office import Actor
from bot.work.outgoing.replies import CHANNEL, REPLY

#: The channel of the messages that a chat may reply to.
CHAT = "telegram"
_OURS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Origin:
    """One of our messages: whom it was for, the units whose duties it told of, and what it told of these."""

    message_id: str
    to: str
    role: str
    units: frozenset[str] = frozenset()
    items: tuple[Item, ...] = ()

    @property
    def duties(self) -> tuple[int, ...]:
        """The ids of its duties."""
        return tuple(item.duty for item in self.items)

    @property
    def of_units(self) -> frozenset[str]:
        """The units that may answer it."""
        return self.units | {self.to}


def find_origin(session: Session, reference: str, replied: Sequence[str]) -> Origin | None:
    """What the headers say, the nearest first; where a mail program dropped them, the reference in the subject."""
    for name in replied:
        local = name.partition("@")[0]
        row = outbox.find(session, local) if _OURS.fullmatch(local) else None
        if row is not None:
            return _origin(session, row)
    found = outbox.beginning(session, start_of_id(reference)) if reference else []
    return _origin(session, found[0]) if len(found) == 1 else None


def _origin(session: Session, row: OutboxRow) -> Origin:
    """Of one of our replies the message that it all began with."""
    answered = mails.answered_by(session, row.id) if row.kind == REPLY else None
    first = outbox.find(session, answered.about) if answered is not None and answered.about else None
    found = first or row
    return Origin(found.id, found.to, found.role, frozenset(item.unit for item in found.items), found.items)


def origin_of_chat(session: Session, chat: str, remote_id: str) -> Origin | None:
    """Our message that stands in this chat under this number of the messenger's; None where there is none."""
    row = deliveries.sent_as(session, CHAT, chat, remote_id)
    if row is not None:
        return _origin(session, row)
    items = items_told(session, chat, remote_id)
    return Origin("", "", "", frozenset(item.unit for item in items), items) if items is not None else None


Rights = frozenset[tuple[str, str]]


def rights_of(roster: Roster, address: str) -> Rights:
    """(role, unit or coordinator) for all that the units file names by this address."""
    found: set[tuple[str, str]] = {
        (str(contact.role), unit.name)
        for unit in roster.unit
        for contact in unit.contact
        if _has(contact.email, address)
    }
    found |= {(COORDINATOR, entry.name) for entry in roster.coordinator if _has(entry.email, address)}
    return frozenset(found)


def name_of(roster: Roster, address: str) -> str:
    """What the units file calls whoever has this address: a mail may call its sender anything."""
    entries: list[Contact | Coordinator] = [contact for unit in roster.unit for contact in unit.contact]
    entries += roster.coordinator
    return next((entry.name for entry in entries if entry.name and _has(entry.email, address)), address)


def _has(emails: str | None, address: str) -> bool:
    return bool(address) and address.casefold() in addresses_of(emails or "")


@dataclass(frozen=True, slots=True)
class Case:
    """A mail with what is known of it: what its sender is, which message it answers, whom he speaks for in that."""

    mail: Incoming
    rights: Rights
    origin: Origin | None
    actor: Actor | None

    @property
    def addressed_as(self) -> tuple[str, str]:
        """The role and unit in which the sender was written to, else the first that he has."""
        own = sorted(self.rights)
        asked = (self.origin.role, self.origin.to) if self.origin is not None else None
        return next((one for one in own if one == asked), own[0])


def case_of(session: Session, roster: Roster, mail: Incoming) -> Case:
    """What the store and the units file say of a mail."""
    rights = rights_of(roster, mail.sender)
    origin = find_origin(session, mail.reference, mail.replied)
    actor = _actor(origin, rights, name_of(roster, mail.sender)) if origin is not None else None
    return Case(mail, rights, origin, actor)


def _actor(origin: Origin, rights: Rights, name: str) -> Actor | None:
    """Whom the sender speaks for in answer to this message; None for somebody whom it was not for."""
    of = {role: tuple(sorted(unit for held, unit in rights if held == role)) for role, _ in rights}
    may = {role for role, units in of.items() if origin.of_units.intersection(units)}
    if COORDINATOR in of and (CONTACT not in may or origin.role == COORDINATOR):
        return Actor(name, COORDINATOR, CHANNEL)
    role = next((role for role in (CONTACT, LEADER) if role in may), None)
    return Actor(name, role, CHANNEL, of[role]) if role is not None else None
