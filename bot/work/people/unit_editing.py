"""The units file changed from a page: its comments kept, and never over what somebody wrote meanwhile."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bot.errors import UsageError
from bot.roster.roster_file import units_path
from bot.roster.sheet_entries import Filled
from bot.roster.units_entries import Entry, put_entry, put_unit
from bot.roster.units_file import put_units, write
from bot.store.store import record
from bot.work.office import Actor, Office


def units_state(office: Office) -> str:
    """What the file is now, as a short name: another one when anything in it is different."""
    return sha256(_source(_path(office)).encode()).hexdigest()[:16]


def change_entry(office: Office, entry: Entry, state: str, actor: Actor, now: datetime) -> None:
    """Writes one entry. `state`: of the file that the change was made by. Raises UsageError where it is another now."""
    path = _path(office)
    source = _unchanged(path, state)
    _write(office, path, source, put_entry(source, entry, path.name), entry.unit or "coordinator", actor, now)


def change_unit(
    office: Office, name: str, aliases: list[str], groups: list[str], state: str, actor: Actor, now: datetime
) -> None:
    """Writes a unit's own names and groups; adds it where it is not there. Raises UsageError as `change_entry`."""
    if not name:
        raise UsageError("board.no_name")
    path = _path(office)
    source = _unchanged(path, state)
    changed = put_unit(source, name, {"aliases": aliases, "groups": groups}, path.name)
    _write(office, path, source, changed, name, actor, now)


def take_sheet(office: Office, said: Filled, state: str, actor: Actor, now: datetime) -> None:
    """Writes what a filled sheet says; what it leaves empty stays. Raises UsageError as `change_entry`."""
    path = _path(office)
    source = _unchanged(path, state)
    changed, names = put_units(source, said, path.name)
    _write(office, path, source, changed, "、".join(names)[:200], actor, now)


def _write(office: Office, path: Path, source: str, changed: str, what: str, actor: Actor, now: datetime) -> None:
    if changed == source:
        return
    try:
        write(path, changed)
    except OSError as error:
        raise UsageError("board.not_written", file=path.name, reason=error.strerror) from error
    with office.store.begin() as session:
        record(session, actor, now, "units-edited", note=what)


def _unchanged(path: Path, state: str) -> str:
    source = _source(path)
    if sha256(source.encode()).hexdigest()[:16] != state:
        raise UsageError("board.changed_meanwhile")
    return source


def _path(office: Office) -> Path:
    return units_path(office.config)


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("board.not_read", file=path.name) from error
