"""The office that a command works in, and the instant and the person it works as."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from bot.app.office import open_office
from bot.clock import instant_in
from bot.roster.roster import COORDINATOR
from bot.work.office import Actor, Office

#: Whoever sits at the terminal of the machine keeps the ledgers.
OPERATOR = Actor(os.environ.get("USER") or "cli", COORDINATOR, "cli")


@contextmanager
def office_at(now: datetime | None) -> Iterator[tuple[Office, datetime]]:
    """The office and the instant: the one given, in the office's zone if it names none, else the clock's."""
    office = open_office(os.environ)
    try:
        yield office, instant_in(now, office.rules.zone)
    finally:
        office.store.close()


def at_of(day: date, office: Office) -> datetime:
    """The sending hour of a day."""
    return office.rules.at(day)
