"""`units.toml` read: a fault stops its own entry and no other, and is told with its line."""

from collections.abc import Iterable, Iterator, MutableMapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.addresses import mend_addresses
from bot.errors import SettingsError, SettingsErrors
from bot.roster.roster import Roster
from bot.setting_faults import faults_of, read_toml
from bot.toml_lines import line_of

#: Without this there is no entry; of anything else the rest of the entry stays in force.
_REQUIRED = {"unit": "name", "group": "name", "coordinator": "name", "contact": "role"}

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """What of a units file can be used, and what of it cannot."""

    roster: Roster
    faults: tuple[SettingsError, ...] = ()


def units_path(config: Path | None) -> Path:
    """Where the office's units stand, or will."""
    return (config or Path("config")) / "units.toml"


def load_roster(path: Path) -> Roster:
    """The roster of one file without any fault. Raises SettingsErrors with every fault."""
    found = read_units(path)
    if found.faults:
        raise SettingsErrors(list(found.faults))
    return found.roster


def read_units(path: Path) -> Units:
    """All that is in order in the file. Raises SettingsErrors only where it is not TOML, or cannot be read."""
    try:
        values = read_toml(path)
    except SettingsError as error:
        raise SettingsErrors([error]) from error
    source = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    faults: list[SettingsError] = []
    try:
        return Units(Roster.model_validate(values))
    except ValidationError as error:
        if error.errors()[0]["loc"]:  # faults of single entries hide names that stand twice
            faults += faults_of(path, error, source)
            values = _without(values, [fault["loc"] for fault in error.errors()])
    faults += _single_names(values, path, source)
    try:
        return Units(Roster.model_validate(_compact(values)), tuple(faults))
    except ValidationError as error:
        raise SettingsErrors([*faults, *faults_of(path, error, source)]) from error


def _without(values: dict[str, Any], places: Iterable[Place]) -> dict[str, Any]:
    """The values without what is at fault; an entry that goes leaves None, so that the others keep their numbers."""
    kept = deepcopy(values)
    for place in places:
        *above, last = _at_fault(place)
        table: Any = kept
        for step in above:
            table = table[step] if table is not None else None
        if isinstance(table, list) and isinstance(last, int):
            table[last] = None
        elif isinstance(table, dict):
            _mend(table, last)
    return kept


def _at_fault(place: Place) -> Place:
    """What has to go for a fault at `place`: the key that it is in, or the entry that is none without that key."""
    n = 0
    while n + 1 < len(place) and place[n] in _REQUIRED and isinstance(place[n + 1], int):
        key = _REQUIRED[str(place[n])]
        n += 2
        if n == len(place) or place[n] == key:
            return place[:n]
    return place[: n + 1]


def _mend(table: dict[str, Any], key: str | int) -> None:
    """Of several addresses those that are in order stay."""
    written = table.pop(str(key), None)
    good = mend_addresses(written)[0] if key == "email" and isinstance(written, str) else []
    if good:
        table["email"] = ", ".join(good)


def _compact(values: dict[str, Any]) -> dict[str, Any]:
    """Without the gaps that entries left."""
    found = {key: [one for one in value if one] if isinstance(value, list) else value for key, value in values.items()}
    for unit in found.get("unit", []):
        if isinstance(unit.get("contact"), list):
            unit["contact"] = [one for one in unit["contact"] if one]
    return found


def _single_names(values: MutableMapping[str, Any], path: Path, source: str) -> Iterator[SettingsError]:
    """Takes out names and aliases that stand twice, the later ones; gives a fault for each."""
    seen: dict[str, tuple[str, int]] = {}
    for array in ("unit", "group"):
        for n, entry in enumerate(values.get(array, ())):
            if not entry:
                continue
            own = (array, n)
            if seen.setdefault(entry["name"], own) != own:
                values[array][n] = None
                yield _double(entry["name"], path, line_of(source, (array, n, "name")))
                continue
            doubles = [name for name in entry.get("aliases", ()) if seen.setdefault(name, own) != own]
            if doubles:
                entry["aliases"] = [name for name in entry["aliases"] if name not in doubles]
            yield from (_double(name, path, line_of(source, (array, n, "aliases"))) for name in doubles)


def _double(name: str, path: Path, line: int | None) -> SettingsError:
    return SettingsError("roster.double_name", file=path, line=line or "–", name=name)
