"""Whether the units file still names whom a chat was bound for: rights end with the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.roster.roster import COORDINATOR, Contact, Coordinator, Roster
from bot.store.tables import BindingRow

#: The entry of a coordinator whom the file did not name beside others: the invitation alone does.
INVITATION_ALONE = ""


class Life(StrEnum):
    """What a binding is: in force, without a person in the file, or over."""

    BOUND = "bound"
    ASLEEP = "asleep"
    ENDED = "ended"


class Claim(Protocol):
    """Whom something is for: a role, the unit or coordinator, and the entry's name (see `BindingRow`)."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def entry(self) -> str | None: ...


class Bound(Claim, Protocol):
    """A claim that a chat was bound for."""

    @property
    def chat_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Footing:
    """Whether a binding holds, and the entry of the file that it is for; None where the file names nobody."""

    holds: bool
    entry: Contact | Coordinator | None = None

    @property
    def name(self) -> str | None:
        """The entry's name; None where there is no entry or it has no name."""
        return (self.entry.name or None) if self.entry is not None else None


GONE = Footing(holds=False)
UNNAMED = Footing(holds=True)


def footing_of(roster: Roster, binding: Bound) -> Footing:
    """What `binding` rests on in the file as it is.

    A name that was left empty and is filled in later is the same person; another name is another person. A person's
    Telegram number that the file gives the entry wins over any other chat.
    """
    found = claimed(roster, binding)
    return found if number_of(found) in {None, binding.chat_id} else GONE


def names_entry(roster: Roster, binding: Claim) -> bool:
    """Whether the file has the entry, whatever Telegram number it gives it."""
    return claimed(roster, binding).holds


def claimed(roster: Roster, claim: Claim) -> Footing:
    """What a claim rests on, whatever Telegram number the file gives the entry."""
    return _of_coordinator(roster, claim) if claim.role == COORDINATOR else _of_contact(roster, claim)


def number_of(footing: Footing) -> int | None:
    """The Telegram number of a person that the file gives the entry; None without, and for a group's."""
    number = footing.entry.telegram if footing.entry is not None else None
    return number if number is not None and number > 0 else None


def _of_coordinator(roster: Roster, binding: Claim) -> Footing:
    if binding.entry == INVITATION_ALONE:
        return UNNAMED
    entry = next((one for one in roster.coordinator if one.name == (binding.entry or binding.name)), None)
    if entry is not None:
        return Footing(holds=True, entry=entry)
    return GONE if roster.coordinator or binding.entry is not None else UNNAMED


def _of_contact(roster: Roster, binding: Claim) -> Footing:
    if roster.find_unit(binding.name) is None:
        return GONE
    entries = roster.contacts(binding.name, binding.role)
    entry = _entry(entries, binding.entry)
    if entry is not None:
        return Footing(holds=True, entry=entry)
    return GONE if binding.entry is not None else UNNAMED


def _entry(entries: Sequence[Contact], name: str | None) -> Contact | None:
    """The entry called `name`; for None the first without a name, else the first."""
    if name is not None:
        return next((one for one in entries if one.name == name), None)
    return next((one for one in entries if not one.name), entries[0] if entries else None)


def life_of(roster: Roster, binding: BindingRow) -> Life:
    """How a binding stands by the file as it is."""
    if binding.ended_at is not None:
        return Life.ENDED
    return Life.BOUND if footing_of(roster, binding).holds else Life.ASLEEP
