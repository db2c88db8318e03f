"""Faults of the units file: the coordinators hear of them at once, and once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.model import BindingChange
from bot.roster.roster import COORDINATOR
from bot.store import people
from bot.store.store import get_mark
from bot.work.office import Office
from bot.work.people.access import tell_coordinators
from bot.work.people.directory import Directory

MARK = "unit-faults"


def follow_faults(session: Session, office: Office, now: datetime) -> None:
    """Tells the coordinators what of the units file could not be used, unless they were told the same before."""
    state = sha256("\n".join(office.unit_faults).encode()).hexdigest() if office.unit_faults else None
    mark = get_mark(session, MARK)
    if mark.value == state:
        return
    mark.value, mark.at = state, now
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    found = [BindingChange("fault", 0, COORDINATOR, office.name, "", fault) for fault in office.unit_faults]
    tell_coordinators(session, directory, found, now)
