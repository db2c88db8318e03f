"""What helps to find a fault from afar: versions, settings, counts and the last faults, and nothing that names anybody.

It is built from what may be told, never from what was kept by taking secrets out: numbers, switches, choices of ours,
the keys of our own sentences. No word that an office wrote is in it.
"""

import platform
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from bot.errors import BotError, SettingsErrors
from bot.store.census import last_faults, rows_by_state, rows_by_table
from bot.store.engine import revision
from bot.texts import is_sentence
from bot.work.office import Office

#: So many faults of messages are told, the newest first.
LAST = 20
#: Settings whose words are a choice and no name.
CHOICES = {"timezone"}
SET, UNSET = "set", "not set"


def support_report(
    found: Iterable[tuple[str, str]], office: Office | None, fault: BotError | None, now: datetime
) -> dict[str, Any]:
    """What `check` found (how it is, and the key of the sentence that says so), and how the office is.

    `office`: None where it cannot be opened, of which `fault` tells.
    """
    told: dict[str, Any] = {
        "made_at": now.isoformat(),
        "versions": _versions(),
        "check": [{"mark": mark, "key": _own_key(key)} for mark, key in found],
    }
    if fault is not None:
        faults = fault.faults if isinstance(fault, SettingsErrors) else [fault]
        told["faults"] = [_own_key(one.key) for one in faults]
    if office is None:
        return told
    return {**told, "database": _database(office), "settings": _settings(office), "counts": _counts(office)} | {
        "last_faults": _last_faults(office)
    }


def _versions() -> dict[str, str]:
    """Of the program, Python, the system and the libraries that the program names."""
    names = {"duban", *(_name_of(line) for line in _required())}
    found = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    for name in sorted(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _required() -> list[str]:
    try:
        return requires("duban") or []
    except PackageNotFoundError:
        return []


def _name_of(requirement: str) -> str:
    """`httpx>=0.28,<1` → httpx."""
    end = next((n for n, c in enumerate(requirement) if not (c.isalnum() or c in "-_.")), len(requirement))
    return requirement[:end]


def _database(office: Office) -> dict[str, str | None]:
    engine = office.store.engine
    return {"kind": engine.dialect.name, "revision": revision(engine)}


def _settings(office: Office) -> dict[str, Any]:
    return {
        "general": _told(office.settings, CHOICES),
        "policy": _told(office.rules.policy, ()),
        "pace": {name: _told(pace, ()) for name, pace in office.delivery.pace.items()},
        "keep": _told(office.delivery.keep, ()),
        "concurrency": office.delivery.concurrency,
        "own_folder": office.config is not None,
    }


def _told(values: BaseModel, choices: Iterable[str]) -> dict[str, Any]:
    """Numbers, hours, switches and choices as they are; of anything else whether it is set, or how many there are."""
    told: dict[str, Any] = {}
    for name, field in type(values).model_fields.items():
        value = getattr(values, name)
        if isinstance(value, bool | int | float) or name in choices or _is_choice(field.annotation):
            told[name] = value
        elif isinstance(value, time):
            told[name] = value.isoformat("minutes")
        elif isinstance(value, BaseModel):
            told[name] = _told(value, choices)
        elif isinstance(value, tuple | list | Mapping):
            told[name] = len(value)
        else:
            told[name] = UNSET if value is None or value == field.default else SET
    return told


def _is_choice(kind: object) -> bool:
    return get_origin(kind) is Literal or any(get_origin(part) is Literal for part in get_args(kind))


def _counts(office: Office) -> dict[str, Any]:
    """Rows by table, and by state what moves."""
    with office.store.begin() as session:
        by_state = rows_by_state(session)
    roster = office.roster
    people = [*roster.coordinator, *(contact for unit in roster.unit for contact in unit.contact)]
    ways = [way for one in people for way in one.addresses]
    return {
        "rows": rows_by_table(office.store),
        "states": by_state,
        "roster": {"units": len(roster.unit), "groups": len(roster.group), "coordinators": len(roster.coordinator)},
        "addresses": {way: ways.count(way) for way in sorted(set(ways))},
        "faults_of_units": len(office.unit_faults),
    }


def _last_faults(office: Office) -> list[dict[str, Any]]:
    """Why the last messages did not go: the sentence's key, the channel, how often it was tried."""
    with office.store.begin() as session:
        found = last_faults(session, LAST)
    return [
        {
            "key": _own_key(one.error.key),
            "code": code if isinstance(code := one.error.part("code"), int) else None,
            "channel": one.channel,
            "state": one.state,
            "kind": one.kind,
            "attempts": one.attempts,
            "at": one.at.isoformat(),
        }
        for one in found
    ]


def _own_key(key: str) -> str:
    """The key where it is one of our sentences'; words of another kind may hold a name."""
    room, _, name = key.partition(".")
    return key if room.isidentifier() and name and is_sentence(key) else "-"
