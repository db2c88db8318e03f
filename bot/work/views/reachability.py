"""Who can be reached, and how: by a chat that was bound, by another way, or by none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.roster.roster import CONTACT
from bot.store import people
from bot.work.office import Office
from bot.work.people.directory import Directory
from bot.work.people.footing import footing_of


class Reach(StrEnum):
    """How far a unit's contact can be reached, the worst first."""

    NOBODY = "nobody"  # no way is known
    DEPARTED = "departed"  # a chat is bound for somebody whom the file no longer names
    UNBOUND = "unbound"  # by mail or a robot, and by no chat
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Reached:
    """One unit: its contact as the file calls him, and how he is reached."""

    unit: str
    contact: str
    reach: Reach


def reached(office: Office, now: datetime) -> Sequence[Reached]:
    """Every unit of the file, the worst first."""
    with office.store.begin() as session:
        bindings = people.all_bindings(session)
        directory = Directory(office.roster, bindings, office.today(now))
        gone = {one.name for one in bindings if not footing_of(office.roster, one).holds}
        found = [_reached(directory, unit.name, gone) for unit in office.roster.unit]
    order = list(Reach)
    return sorted(found, key=lambda one: order.index(one.reach))


def _reached(directory: Directory, unit: str, gone: set[str]) -> Reached:
    recipient = directory.recipient(unit, CONTACT)
    ways = {kind for kind, _ in recipient.ways} if recipient is not None else set()
    name = (recipient.contact or "") if recipient is not None else ""
    if "telegram" in ways:
        return Reached(unit, name, Reach.BOUND)
    if unit in gone:
        return Reached(unit, name, Reach.DEPARTED)
    return Reached(unit, name, Reach.UNBOUND if ways else Reach.NOBODY)
