"""`units.toml` as a file: drafted from a ledger, added to, its comments kept, nothing overwritten."""

from collections.abc import Iterable
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from bot.roster.roster import Roster
from bot.roster.names import is_group


def add_names(source: str, roster: Roster, names: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The file's text with every name that it lacks, and those names. Units get a contact to fill in."""
    document = tomlkit.parse(source)
    new = [
        name for name in dict.fromkeys(names) if roster.find_unit(name) is None and roster.find_group(name) is None
    ]
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
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
