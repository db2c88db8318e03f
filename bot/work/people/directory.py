"""Who is told: a unit's contact or leader, a coordinator, and by which ways each is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.courier.parts import tag
from bot.roster.roster import CONTACT, COORDINATOR, Contact, Coordinator, Roster
from bot.store.tables import BindingRow

#: The order of channels where an entry names none.
DEFAULT_ORDER = ("telegram", "email", "robot", "apprise")
LONGEST_PERSON = 200


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person. `ways` are (channel, address), the first first; empty where nobody can be reached."""

    person: str
    to: str
    role: str
    contact: str | None
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """The roster on one day, with the chats that people bound themselves."""

    roster: Roster
    bindings: Sequence[BindingRow]
    day: date

    def recipient(self, unit: str, role: str) -> Recipient | None:
        """Who stands for `unit` in `role`; None where there is no such leader.

        A unit without a contact still has a recipient, so that what it was to be told is kept and shown.
        """
        return next(iter(self.recipients(unit, role)), None)

    def recipients(self, unit: str, role: str) -> list[Recipient]:
        """All who stand for `unit` in `role`: who is there first, in the order written; the others are deputies."""
        if role == COORDINATOR:
            return [r for r in self.coordinators() if r.to == unit]
        chats = [b for b in self.bindings if b.name == unit and b.role == role]
        found = [
            self._made(unit, role, contact, str(chats[0].chat_id) if chats and i == 0 else None)
            for i, contact in self._there_first(unit, role)
        ]
        if not found and chats:
            bound = Contact(name=chats[0].person)
            found = [self._made(unit, role, bound, str(chats[0].chat_id))]
        if not found and role == CONTACT:
            found = [Recipient(f"unit:{unit}", unit, role, None, ())]
        return found

    def _there_first(self, unit: str, role: str) -> list[tuple[int, Contact]]:
        numbered = list(enumerate(self.roster.contacts(unit, role)))
        return sorted(numbered, key=lambda one: one[1].is_away(self.day))

    def coordinators(self) -> list[Recipient]:
        """Every coordinator."""
        found = []
        for entry in self.roster.coordinator:
            chat = next((b for b in self.bindings if b.role == COORDINATOR and b.name == entry.name), None)
            found.append(self._made(entry.name, COORDINATOR, entry, str(chat.chat_id) if chat else None))
        known = {entry.name for entry in self.roster.coordinator}
        for binding in self.bindings:
            if binding.role == COORDINATOR and binding.name not in known:
                ways = (("telegram", str(binding.chat_id)),)
                found.append(Recipient(f"telegram:{binding.chat_id}", binding.name, COORDINATOR, binding.person, ways))
        return found

    def _made(self, unit: str, role: str, entry: Contact | Coordinator, chat: str | None) -> Recipient:
        # An id written in the file wins over a chat that was bound: the file is what the office signed off.
        addresses = {
            "telegram": str(entry.telegram) if entry.telegram is not None else chat,
            "email": entry.email,
            "robot": getattr(entry, "robot", None),
            "apprise": entry.apprise,
        }
        order = entry.channels or DEFAULT_ORDER
        ways = tuple((kind, address) for kind in order if (address := addresses.get(kind)))
        person = _name_of(ways[0]) if ways else f"unit:{unit}"
        return Recipient(person, unit, role, entry.name or None, ways)


def _name_of(way: tuple[str, str]) -> str:
    """What a person is called by whom this way reaches; of a long list of addresses the hash."""
    name = tag(way)
    return name if len(name) <= LONGEST_PERSON else f"{way[0]}:{sha256(way[1].encode()).hexdigest()[:16]}"
