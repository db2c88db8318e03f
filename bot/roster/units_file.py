"""`units.toml` as a file: drafted from a ledger, added to, its comments kept, nothing overwritten."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.items import AoT, Table

from bot.channel_kinds import addressed
from bot.errors import SettingsErrors
from bot.files import write_whole
from bot.roster.names import is_group
from bot.roster.roster import CONTACT, Roster
from bot.roster.sheet_entries import Filled
from bot.setting_faults import faults_of

#: What an entry tells of somebody; one that has none of it was drafted and is still empty.
_TOLD = ("name", *addressed())


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


def put_units(source: str, filled: Filled, sheet: str) -> tuple[str, tuple[str, ...]]:
    """The file's text with what a filled sheet says, and the names of the entries that it changed.

    What the sheet says of a contact or coordinator that the file has (same role and name, or same address) takes the
    place of what the file says; what it leaves empty stays. Raises SettingsErrors with every fault, changing nothing.
    """
    try:
        Roster.model_validate(filled.as_file())
    except ValidationError as error:
        raise SettingsErrors(faults_of(sheet, error, "")) from error
    document = tomlkit.parse(source)
    changed = []
    for array, entries, put in (
        ("unit", filled.units, _put),
        ("group", filled.groups, _put_group),
        ("coordinator", filled.coordinators, _put_coordinator),
    ):
        tables = {str(table["name"]): table for table in _tables(document, array)} if entries else {}
        for entry in entries:
            before = tomlkit.dumps(document)
            if entry["name"] not in tables:
                _tables(document, array).append(_named(entry["name"]))
                tables[entry["name"]] = _tables(document, array)[-1]
            put(tables[entry["name"]], entry)
            if tomlkit.dumps(document) != before:
                changed.append(entry["name"])
    return tomlkit.dumps(document), tuple(changed)


def _put_group(table: Any, group: Mapping[str, Any]) -> None:
    _add_names(table, group, "aliases")
    members = table.get("members")
    if members is None:
        table.add("members", tomlkit.array())
        members = table["members"]
    for name in group["members"]:
        if name not in members:
            members.append(name)


def _put_coordinator(table: Any, coordinator: Mapping[str, Any]) -> None:
    _fill_in(table, coordinator)


def _add_names(table: Any, entry: Mapping[str, Any], key: str) -> None:
    """Names that the file lacks are added to those that it has."""
    for name in entry.get(key, ()):
        if key not in table:
            table.add(key, tomlkit.array())
        if name not in table[key]:
            table[key].append(name)


def _fill_in(table: Any, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if value and table.get(key) != value and not (key == "role" and key not in table and value == CONTACT):
            table[key] = value


def _named(name: str) -> Table:
    unit = tomlkit.table()
    unit.add("name", name)
    return unit


def _put(table: Any, unit: Mapping[str, Any]) -> None:
    for key in ("aliases", "groups"):
        _add_names(table, unit, key)
    contacts = table.get("contact")
    if contacts is None and unit["contact"]:
        contacts = tomlkit.aot()
        table.append("contact", contacts)
    for contact in unit["contact"]:
        _put_contact(contacts, contact)


def _put_contact(contacts: Any, contact: Mapping[str, Any]) -> None:
    """Into the entry that is the same person's, else the first of the role that is still empty, else a new one."""
    own = [known for known in contacts if known.get("role", CONTACT) == contact["role"]]
    empty = [known for known in own if not any(known.get(key) for key in _TOLD)]
    same = [known for known in own if known not in empty and _is_same(known, contact)]
    for known in (*same, *empty):
        _fill_in(known, contact)
        return
    new = tomlkit.table()
    for key, value in contact.items():
        new.add(key, value)
    contacts.append(new)


def _is_same(known: Mapping[str, Any], contact: Mapping[str, Any]) -> bool:
    """Whether both are one person: by name, or, where one of them has none, by address."""
    if known.get("name") and contact["name"]:
        return bool(known["name"] == contact["name"])
    return known.get("email", "") == contact.get("email", "") and known.get("telegram") == contact.get("telegram")
