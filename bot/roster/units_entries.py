"""Single entries of `units.toml` changed, its comments kept: a contact, a coordinator, a unit, a group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import tomlkit
from pydantic import ValidationError
from tomlkit.items import AoT, Array

from bot.errors import SettingsErrors, UsageError
from bot.roster.roster import CONTACT, Roster
from bot.setting_faults import faults_of

#: What an entry means that does not say it.
UNSAID = {"role": CONTACT}


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
    return _checked(document, source, file)


@dataclass(frozen=True, slots=True)
class Body:
    """What the entry of a unit or a group called `name` shall say, as `Entry` says it."""

    kind: Literal["unit", "group"]
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    gone: bool = False


def put_body(source: str, body: Body, file: str) -> str:
    """The file's text with the entry as it shall be, added where there is none. Raises as `put_entry`."""
    document = tomlkit.parse(source)
    entries = _array(document, body.kind)
    place = next((n for n, one in enumerate(entries) if one.get("name") == body.name), None)
    if body.gone:
        if place is None:
            raise UsageError("board.changed_meanwhile")
        entries.pop(place)
        return _checked(document, source, file)
    if place is None:
        found = tomlkit.table()
        found.add("name", body.name)
        entries.append(found)
    _set(entries[-1 if place is None else place], body.values)
    return _checked(document, source, file)


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
        elif table.get(key, UNSAID.get(key)) != value and not _goes_on(table.get(key), value):
            table[key] = _written(value)


def _goes_on(listed: Any, names: Any) -> bool:
    """Changes a list of names in its place, with the comments between them, where those that stay keep their order."""
    if not isinstance(listed, Array) or not all(isinstance(one, str) for one in (*listed, *names)):
        return False
    before = list(map(str, listed))
    stay = [name for name in before if name in names]
    if not stay or list(names[: len(stay)]) != stay or len(set(before)) < len(before):
        return False
    for name in before:
        if name not in names:
            listed.remove(name)
    for name in names[len(stay) :]:
        listed.append(name)
    return True


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


def _checked(document: tomlkit.TOMLDocument, source: str, file: str) -> str:
    """As written; where it says the same as before, as it was written before (entries between others are moved)."""
    text = tomlkit.dumps(document)
    said = tomlkit.parse(text).unwrap()
    if said == tomlkit.parse(source).unwrap():
        return source
    try:
        Roster.model_validate(said)
    except ValidationError as error:
        raise SettingsErrors(faults_of(file, error, text)) from error
    return text
