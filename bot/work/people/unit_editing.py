"""The units file changed from a page: its comments kept, and never over what somebody wrote meanwhile."""

from datetime import datetime
from pathlib import Path

from bot.errors import UsageError
from bot.plan.duty import ENDED
from bot.roster.roster_file import units_path
from bot.roster.sheet_entries import Filled
from bot.roster.units_entries import Body, Entry, put_body, put_entry
from bot.roster.units_file import put_units
from bot.store.duties import duties
from bot.store.store import record
from bot.work.office import Actor, Office
from bot.work.own_file import read_unchanged, state_of, write_over


def units_state(office: Office) -> str:
    """What the file is now, as a short name: another one when anything in it is different."""
    return state_of(_path(office))


def change_entry(office: Office, entry: Entry, state: str, actor: Actor, now: datetime) -> None:
    """Writes one entry. `state`: of the file that the change was made by. Raises UsageError where it is another now."""
    path = _path(office)
    source = read_unchanged(path, state)
    _write(office, path, source, put_entry(source, entry, path.name), entry.unit or "coordinator", actor, now)


def change_body(office: Office, body: Body, state: str, actor: Actor, now: datetime) -> None:
    """Writes a unit's or a group's own names; adds it where it is not there. Raises UsageError as `change_entry`."""
    if not body.name:
        raise UsageError("board.no_name")
    if body.gone and body.kind == "unit":
        with office.store.look() as session:
            if n := sum(duty.state not in ENDED for duty in duties(session, unit=body.name)):
                raise UsageError("board.unit_at_work", unit=body.name, n=n)
    path = _path(office)
    source = read_unchanged(path, state)
    _write(office, path, source, put_body(source, body, path.name), body.name, actor, now)


def take_sheet(office: Office, said: Filled, state: str, actor: Actor, now: datetime) -> None:
    """Writes what a filled sheet says; what it leaves empty stays. Raises UsageError as `change_entry`."""
    path = _path(office)
    source = read_unchanged(path, state)
    changed, names = put_units(source, said, path.name)
    _write(office, path, source, changed, "、".join(names)[:200], actor, now)


def _write(office: Office, path: Path, source: str, changed: str, what: str, actor: Actor, now: datetime) -> None:
    if changed == source:
        return
    write_over(path, changed)
    with office.store.begin() as session:
        record(session, actor, now, "units-edited", note=what)


def _path(office: Office) -> Path:
    return units_path(office.config)
