"""Single entries of `units.toml` changed, its comments kept: a contact, a coordinator, a unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.items import AoT

from bot.errors import SettingsErrors, UsageError
from bot.roster.roster import Roster
from bot.settings import faults_of


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry shall say. `unit`: whose contact it is, empty for a coordinator; `place`: which of them, counted
    from 0 in the order of the file; None: a new one. An empty value takes its key out. `gone`: the entry goes.
    """

    unit: str
    place: int | None
    values: Mapping[str, Any] = field(default_factory=dict)
    gone: bool = False


def put_entry(source: str, entry: Entry, file: str) -> str:
    """The file's text with the entry as it shall be. Raises SettingsErrors where the file would not be in order."""
    document = tomlkit.parse(source)
    entries = _contacts(document, entry.unit) if entry.unit else _array(document, "coordinator")
    if entry.place is not None and entry.place >= len(entries):
        raise UsageError("board.changed_meanwhile")
    if entry.gone:
        if entry.place is not None:
            entries.pop(entry.place)
    else:
        if entry.place is None:
            entries.append(tomlkit.table())
        _set(entries[-1 if entry.place is None else entry.place], entry.values)
    return _checked(document, file)


def put_unit(source: str, name: str, values: Mapping[str, Any], file: str) -> str:
    """The file's text with a unit called `name`, which is added where there is none, and what is said of it."""
    document = tomlkit.parse(source)
    found = next((one for one in _array(document, "unit") if one.get("name") == name), None)
    if found is None:
        found = tomlkit.table()
        found.add("name", name)
        _array(document, "unit").append(found)
        found = _array(document, "unit")[-1]
    _set(found, values)
    return _checked(document, file)


def _array(document: Any, key: str) -> AoT:
    if key not in document:
        document.append(key, tomlkit.aot())
    found = document[key]
    assert isinstance(found, AoT)
    return found


def _contacts(document: tomlkit.TOMLDocument, unit: str) -> AoT:
    """Raises UsageError for a unit that is not there."""
    found = next((one for one in _array(document, "unit") if one.get("name") == unit), None)
    if found is None:
        raise UsageError("board.changed_meanwhile")
    return _array(found, "contact")


def _set(table: Any, values: Mapping[str, Any]) -> None:
    """What is the same already is left as it is written."""
    for key, value in values.items():
        if value in (None, "", [], ()):
            table.pop(key, None)
        elif table.get(key) != value:
            table[key] = _written(value)


def _written(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    made = tomlkit.array()
    for one in value:
        if isinstance(one, Mapping):
            table = tomlkit.inline_table()
            table.update(one)
            made.append(table)
        else:
            made.append(one)
    return made


def _checked(document: tomlkit.TOMLDocument, file: str) -> str:
    text = tomlkit.dumps(document)
    try:
        Roster.model_validate(tomlkit.parse(text).unwrap())
    except ValidationError as error:
        raise SettingsErrors(faults_of(file, error, text)) from error
    return text
