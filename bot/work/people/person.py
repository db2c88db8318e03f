"""A person of the units file: who one is, by which entry, and for which units one speaks."""

from dataclasses import dataclass
from functools import lru_cache

from bot.addresses import addresses_of
from bot.roster.roster import COORDINATOR, Contact, Coordinator, Roster
from bot.work.office import Actor, Same
from bot.work.people.footing import claimed

BOARD = "board"
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom a link or a visit is for: a role, the unit or coordinator, the entry's name (None: an entry without)."""

    role: str
    name: str
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the file names. `key` is the same for all entries that are one person; `units`: of this role."""

    key: str
    name: str
    role: str
    units: tuple[str, ...] = ()

    @property
    def actor(self) -> Actor:
        """The same as who does something."""
        return Actor(self.name[:LONGEST_NAME], self.role, BOARD, self.units)


def find_person(roster: Roster, claim: Claim) -> Person | None:
    """Who a claim is for by the file as it is; None where the file no longer names the entry: rights end with it."""
    return _person(Same(roster), claim)


@lru_cache(maxsize=4096)
def _person(same: Same[Roster], claim: Claim) -> Person | None:
    roster = same.value
    found = claimed(roster, claim)
    if not found.holds:
        return None
    entry = found.entry
    key = _key(entry) or f"entry:{claim.role}:{claim.name}:{claim.entry or ''}"
    if claim.role == COORDINATOR:
        return Person(key, claim.name, COORDINATOR)
    own = roster.find_unit(claim.name)
    assert own is not None  # the claim holds
    units = [own.name, *(unit for unit, other in _of_role(roster, claim.role) if entry and is_same(entry, other))]
    name = entry.name if entry is not None and entry.name else own.name
    return Person(key, name, claim.role, tuple(sorted(set(units))))


def claims_of_address(roster: Roster, address: str) -> list[Claim]:
    """As whom somebody comes in who has this mail address: as coordinator, else as contact, else as leader."""
    wanted = address.casefold()
    named = [Claim(COORDINATOR, one.name, one.name) for one in roster.coordinator if wanted in _addresses(one)]
    for role in ("contact", "leader"):
        own = [(unit, one) for unit, one in _of_role(roster, role) if wanted in _addresses(one)]
        named += [Claim(role, unit, one.name or None) for unit, one in own[:1]]
    return named


def is_same(one: Contact | Coordinator, other: Contact | Coordinator) -> bool:
    """Whether two entries are one person: the same entry, a common mail address, or the same Telegram number."""
    shares = bool(_addresses(one) & _addresses(other))
    return one is other or shares or (one.telegram is not None and one.telegram == other.telegram)


def _of_role(roster: Roster, role: str) -> list[tuple[str, Contact]]:
    return [(unit.name, one) for unit in roster.unit for one in unit.contact if one.role == role]


def _addresses(entry: Contact | Coordinator) -> frozenset[str]:
    return addresses_of(entry.email or "")


def _key(entry: Contact | Coordinator | None) -> str | None:
    if entry is None:
        return None
    mail = min(_addresses(entry), default=None)
    if mail is not None:
        return f"email:{mail}"
    return f"telegram:{entry.telegram}" if entry.telegram is not None else None
