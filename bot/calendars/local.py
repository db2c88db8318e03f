"""The office's corrections to the official calendar, from `config/calendar.toml`."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import tomli

from bot.calendars.official import Calendar
from bot.errors import SettingsError, SettingsErrors
from bot.setting_place import written_in

KEYS = ("holidays", "workdays", "announced_years")


def load_calendar(path: Path) -> Calendar:
    """The official calendar with the days that the file adds and removes.

    Raises SettingsErrors with all faults of the file.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")  # Windows' editors begin a file with a mark
        data = tomli.loads(source)
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise SettingsErrors([SettingsError("calendars.unreadable", file=path.name, reason=error)]) from error
    places = {key: written_in(path.name, source, key) for key in (*KEYS, *data)}
    faults = [SettingsError("calendars.unknown-key", file=places[key], key=key) for key in data if key not in KEYS]
    holidays = _days(data.get("holidays", []), "holidays", places["holidays"], faults)
    workdays = _days(data.get("workdays", []), "workdays", places["workdays"], faults)
    years = _years(data.get("announced_years", []), places["announced_years"], faults)
    faults += [SettingsError("calendars.both", file=places["workdays"], day=day) for day in sorted(holidays & workdays)]
    if faults:
        raise SettingsErrors(faults)
    return Calendar(holidays, workdays, years)


def _days(values: object, key: str, file: str, faults: list[SettingsError]) -> frozenset[date]:
    good = []
    for value in _entries(values, key, file, faults):
        if isinstance(value, date) and not isinstance(value, datetime):
            good.append(value)
        else:
            faults.append(SettingsError("calendars.no-date", file=file, key=key, value=value))
    return frozenset(good)


def _years(values: object, file: str, faults: list[SettingsError]) -> frozenset[int]:
    good = []
    for value in _entries(values, "announced_years", file, faults):
        if isinstance(value, int) and not isinstance(value, bool) and 1949 <= value <= 2100:
            good.append(value)
        else:
            faults.append(SettingsError("calendars.no-year", file=file, value=value))
    return frozenset(good)


def _entries(values: object, key: str, file: str, faults: list[SettingsError]) -> Iterable[object]:
    if isinstance(values, list):
        return values
    faults.append(SettingsError("calendars.no-list", file=file, key=key, value=values))
    return ()
