"""The office that a command works in, and the instant and the person it works as."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from bot.app.office import has_store, open_office
from bot.app.units import sqlite_file
from bot.cli.actor import operator_name
from bot.cli.terminal import say
from bot.clock import instant_in
from bot.roster.roster import COORDINATOR
from bot.work.office import Actor, Office

#: Whoever sits at the terminal of the machine keeps the ledgers. The work of a command is loaded when its options are
#: known, `--as` among them.
OPERATOR = Actor(operator_name(), COORDINATOR, "cli")


@contextmanager
def office_at(now: datetime | None, *, makes: bool = True) -> Iterator[tuple[Office, datetime]]:
    """The office and the instant: the one given, in the office's zone if it names none, else the clock's.

    `makes`: the command makes a database where there is none. One that only looks does not, and says that there is
    none: in a wrong folder a second, empty office would be a riddle.
    """
    office = open_office(os.environ, makes=makes)
    if not makes and not has_store(office.settings):
        say("cli.no_store", style="yellow", file=sqlite_file(office.settings), place=Path.cwd())
    try:
        yield office, instant_in(now, office.rules.zone)
    finally:
        office.store.close()


def at_of(day: date, office: Office) -> datetime:
    """The sending hour of a day."""
    return office.rules.at(day)
