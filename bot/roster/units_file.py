"""`units.toml` as a file: drafted from a ledger, added to, its comments kept, nothing overwritten."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.items import AoT, Table

from bot.errors import SettingsErrors
from bot.files import write_whole
from bot.roster.names import is_group
from bot.roster.roster import Roster
from bot.settings import faults_of


def add_names(source: str, roster: Roster, names: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The file's text with every name that it lacks, and those names. Units get a contact to fill in."""
    document = tomlkit.parse(source)
    new = [name for name in dict.fromkeys(names) if roster.find_unit(name) is None and roster.find_group(name) is None]
    for name in new:
        if is_group(name):
            _tables(document, "group").append(_group(name))
        else:
            _tables(document, "unit").append(_unit(name))
    return tomlkit.dumps(document), tuple(new)


def _tables(document: tomlkit.TOMLDocument, key: str) -> AoT:
    if key not in document:
        document.append(key, tomlkit.aot())
    found = document[key]
    assert isinstance(found, AoT)
    return found


def _unit(name: str) -> Table:
    contact = tomlkit.table()
    contact.add("role", "contact")
    contact.add("name", "")
    contact.add(tomlkit.comment('email = "…@…"'))
    contact.add(tomlkit.nl())
    contacts = tomlkit.aot()
    contacts.append(contact)
    unit = tomlkit.table()
    unit.add("name", name)
    unit.append("contact", contacts)
    return unit


def _group(name: str) -> Table:
    group = tomlkit.table()
    group.add("name", name)
    group.add("members", tomlkit.array())
    group.add(tomlkit.nl())
    return group


def write(path: Path, text: str) -> None:
    """Replaces the file in one step, so that a crash leaves the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode(), path.stat().st_mode & 0o777 if path.exists() else None)


def put_units(source: str, units: Iterable[Mapping[str, Any]], sheet: str) -> tuple[str, tuple[str, ...]]:
    """The file's text with the contacts of a filled sheet in it, and the names of the units that it changed.

    A contact that the file has (same role and name, or same address) stays as it is. Raises SettingsErrors with every
    fault of the sheet, changing nothing.
    """
    wanted = list(units)
    try:
        Roster.model_validate({"unit": wanted})
    except ValidationError as error:
        raise SettingsErrors(faults_of(sheet, error)) from error
    document = tomlkit.parse(source)
    tables = {str(table["name"]): table for table in _tables(document, "unit")}
    changed = []
    for unit in wanted:
        name = unit["name"]
        if name not in tables:
            table = _named(name)
            _tables(document, "unit").append(table)
            tables[name] = table
        before = tomlkit.dumps(document)
        _put(tables[name], unit)
        if tomlkit.dumps(document) != before:
            changed.append(name)
    return tomlkit.dumps(document), tuple(changed)


def _named(name: str) -> Table:
    unit = tomlkit.table()
    unit.add("name", name)
    return unit


def _put(table: Any, unit: Mapping[str, Any]) -> None:
    for key in ("aliases", "groups"):
        if unit.get(key) and key not in table:
            table.add(key, unit[key])
    contacts = table.get("contact")
    if contacts is None:
        contacts = tomlkit.aot()
        table.append("contact", contacts)
    for contact in unit["contact"]:
        _put_contact(contacts, contact)


def _put_contact(contacts: Any, contact: Mapping[str, Any]) -> None:
    """Fills the first drafted contact of the role that is still empty, else adds one."""
    for known in contacts:
        same_name = bool(contact["name"]) and known.get("name") == contact["name"]
        if known.get("role", "contact") == contact["role"] and (
            same_name or known.get("email") == contact.get("email", "")
        ):
            return
    for known in contacts:
        empty = not any(known.get(key) for key in ("name", "email", "telegram", "robot", "apprise"))
        if empty and known.get("role", "contact") == contact["role"]:
            for key, value in contact.items():
                known[key] = value
            return
    new = tomlkit.table()
    for key, value in contact.items():
        new.add(key, value)
    contacts.append(new)
