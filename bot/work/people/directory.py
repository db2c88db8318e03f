"""Who is told: a unit's contact or leader, a coordinator, and by which ways each is reached."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from bot.channel_kinds import addressed
from bot.courier.parts import tag
from bot.roster.roster import CONTACT, COORDINATOR, Contact, Coordinator, Roster
from bot.store.tables import BindingRow
from bot.work.people.footing import footing_of

LONGEST_PERSON = 200

#: A binding in force, and the entry of the file that it is for.
Bound = tuple[BindingRow, Contact | Coordinator | None]


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
    _known: dict[tuple[str, str], list[Recipient]] = field(default_factory=dict, compare=False, repr=False)

    def recipient(self, unit: str, role: str) -> Recipient | None:
        """Who stands for `unit` in `role`; None where there is no such leader.

        A unit without a contact still has a recipient, so that what it was to be told is kept and shown.
        """
        return next(iter(self.recipients(unit, role)), None)

    def recipients(self, unit: str, role: str) -> list[Recipient]:
        """All who stand for `unit` in `role`: who is there first, in the order written; the others are deputies."""
        if (unit, role) not in self._known:
            self._known[unit, role] = self._found(unit, role)
        return self._known[unit, role]

    def _found(self, unit: str, role: str) -> list[Recipient]:
        if role == COORDINATOR:
            return [r for r in self.coordinators() if r.to == unit]
        bound = self._bound(role, unit)
        contacts = sorted(self.roster.contacts(unit, role), key=lambda one: one.is_away(self.day))
        found = [self._made(unit, role, contact, _chats(bound, contact)) for contact in contacts]
        if not found and bound:
            newest = bound[0][0]
            found = [self._made(unit, role, Contact(name=newest.person), _chats(bound, None))]
        if not found and role == CONTACT:
            found = [Recipient(f"unit:{unit}", unit, role, None, ())]
        return found

    def coordinators(self) -> list[Recipient]:
        """Every coordinator: those that the file names, and whom an invitation alone names."""
        bound = self._bound(COORDINATOR)
        found = [self._made(entry.name, COORDINATOR, entry, _chats(bound, entry)) for entry in self.roster.coordinator]
        for binding in (binding for binding, entry in bound if entry is None):
            ways = (("telegram", str(binding.chat_id)),)
            found.append(Recipient(f"telegram:{binding.chat_id}", binding.name, COORDINATOR, binding.person, ways))
        return found

    def _bound(self, role: str, unit: str | None = None) -> list[Bound]:
        """The bindings in force of a role (and a unit), each with its entry: groups first, then the newest."""
        known = self.roster.find_unit(unit) if unit is not None else None
        names = {unit, *((known.name, *known.aliases) if known is not None else ())}
        mine = [b for b in self.bindings if b.role == role and (unit is None or b.name in names)]
        mine.sort(key=lambda b: (b.chat_id > 0, -b.bound_at.timestamp()))
        return [(b, found.entry) for b in mine if (found := footing_of(self.roster, b)).holds]

    def _made(self, unit: str, role: str, entry: Contact | Coordinator, chats: Sequence[str]) -> Recipient:
        # An id written in the file wins over a chat that was bound: the file is what the office signed off.
        addresses: dict[str, Sequence[str]] = {"telegram": chats}
        addresses |= {kind: (address,) for kind, address in entry.addresses.items()}
        order = entry.channels or addressed()
        ways = tuple((kind, address) for kind in order for address in addresses.get(kind, ()))
        person = _name_of(ways[0]) if ways else f"unit:{unit}"
        return Recipient(person, unit, role, entry.name or None, ways)


def _chats(bound: Sequence[Bound], entry: Contact | Coordinator | None) -> list[str]:
    """The chats of one entry of the file; for None those of nobody's."""
    return [str(binding.chat_id) for binding, found in bound if found is entry]


def _name_of(way: tuple[str, str]) -> str:
    """What a person is called by whom this way reaches; of a long list of addresses the hash."""
    name = tag(way)
    return name if len(name) <= LONGEST_PERSON else f"{way[0]}:{sha256(way[1].encode()).hexdigest()[:16]}"
